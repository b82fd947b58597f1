/** Finds and reads the 申报汇总表 among what is imported: given as a file, in a folder, or in an archive. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isSummaryName } from '../../../domain/package/paths.ts';
import { readSummaryTable, type SummaryRow } from '../../../domain/package/summary-table.ts';
import { Refusal } from '../../../domain/result.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { FormFault } from '../forms/office.ts';
import { readSheets } from '../forms/xlsx.ts';
import { openTree, type TreeFile } from './package-tree.ts';
import { packageLimits } from '../zip/zip.ts';

export interface ReadSummary {
  /** name of the file, behind the names of what it lies in */
  readonly name: string;
  readonly rows: readonly SummaryRow[];
}

const largest = 32 * 1024 ** 2;

/** Every summary sheet of the paths; one that cannot be read has no rows. What is no archive or folder is passed over here. */
export async function readSummaries(paths: readonly string[], scheme: Scheme): Promise<ReadSummary[]> {
  const found: ReadSummary[] = [];
  for (const path of paths) {
    // a sheet that somebody points at is one, whatever its name
    if (/\.xls[xm]$/i.test(path)) {
      found.push({ name: basename(path), rows: await readRows(await readFile(path), scheme) });
      continue;
    }
    try {
      const tree = await openTree(path, basename(path), {
        ...packageLimits,
        bytes: packageLimits.bytes * 32,
        entries: packageLimits.entries * 8,
      });
      try {
        for (const file of tree.files)
          if (isSummaryName(file.path) && file.bytes <= largest)
            found.push({ name: `${tree.name}/${file.path}`, rows: await readRows(await wholeOf(file), scheme) });
      } finally {
        await tree.close();
      }
    } catch (error) {
      // the import itself says what is wrong with a package
      if (!(error instanceof Refusal) && !(error instanceof Error && 'code' in error)) throw error;
    }
  }
  return found;
}

async function wholeOf(file: TreeFile): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function readRows(bytes: Uint8Array, scheme: Scheme): Promise<SummaryRow[]> {
  try {
    const sheets = await readSheets(bytes);
    return sheets.flatMap((sheet) => readSummaryTable(sheet.table, scheme));
  } catch (error) {
    if (error instanceof FormFault) return [];
    throw error;
  }
}
