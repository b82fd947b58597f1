/** Finds and reads the 申报汇总表 among what is imported: given as a file, in a folder, or in an archive. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SummaryRow } from '../../../domain/package/summary-table.ts';
import { Refusal } from '../../../domain/result.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { workbookAllowance } from '../foreign/allowances.ts';
import { inReader, isUnread } from '../foreign/reader.ts';
import { openTree, type TreeFile } from './package-tree.ts';
import { packageLimits } from '../zip/zip.ts';
import type { readSummaryRows } from './summary-rows.ts';

export interface ReadSummary {
  /** name of the file, behind the names of what it lies in */
  readonly name: string;
  readonly rows: readonly SummaryRow[];
}

const largest = 32 * 1024 ** 2;

const readRows = inReader<typeof readSummaryRows>('summary', workbookAllowance);

/** Every summary sheet of the paths; one that cannot be read has no rows. What is no archive or folder is passed over here. */
export async function readSummaries(paths: readonly string[], scheme: Scheme): Promise<ReadSummary[]> {
  const found: ReadSummary[] = [];
  const rowsOf = (name: string, bytes: Uint8Array): Promise<SummaryRow[]> => readRows({ name, bytes: bytes.length }, bytes, scheme);
  for (const path of paths) {
    // a sheet that somebody points at is one, whatever its name
    if (/\.xls[xm]$/i.test(path)) {
      found.push({ name: basename(path), rows: await rowsOf(path, await readFile(path)) });
      continue;
    }
    try {
      const tree = await openTree(path, {
        limits: { ...packageLimits, bytes: packageLimits.bytes * 32, entries: packageLimits.entries * 8 },
      });
      try {
        for (const file of tree.summaries())
          if (file.bytes <= largest) {
            const name = `${tree.name}/${file.path}`;
            found.push({ name, rows: await rowsOf(name, await wholeOf(file)) });
          }
      } finally {
        await tree.close();
      }
    } catch (error) {
      // the import itself says what is wrong with a package
      if (error instanceof Refusal && isUnread(error.code)) throw error;
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
