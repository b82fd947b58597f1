/** The rows of a 申报汇总表; none where the file is no workbook. Runs in a reader process. */
import { readSummaryTable, type SummaryRow } from '../../../domain/package/summary-table.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { FormFault } from '../forms/parts/office.ts';
import { readSheets } from '../forms/xlsx.ts';

export async function readSummaryRows(bytes: Uint8Array, scheme: Scheme): Promise<SummaryRow[]> {
  try {
    const sheets = await readSheets(bytes);
    return sheets.flatMap((sheet) => readSummaryTable(sheet.table, scheme));
  } catch (error) {
    if (error instanceof FormFault) return [];
    throw error;
  }
}
