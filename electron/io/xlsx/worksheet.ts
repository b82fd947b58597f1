/** Excel workbooks as the program writes them: a head that stays in view, plain cells, live formulas with the value they have now. */
import type { Buffer as ExcelBuffer } from 'exceljs';
import { safeSheetName } from '../../../domain/names.ts';

/** A formula without its "=", in the English of the file format. */
export type WorksheetCell = string | number | null | { readonly formula: string; readonly result: number };

export interface Worksheet {
  /** at most 31 characters, none of []:*?/\ */
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly { readonly cells: readonly WorksheetCell[]; /** set in bold */ readonly strong?: boolean | undefined }[];
  /** in characters; the columns without one are 12 wide */
  readonly widths?: readonly number[] | undefined;
  /** columns at the left that stay in view */
  readonly frozen?: number | undefined;
}

/** The bytes of an .xlsx file. `createdAt` is a UTC ISO time. */
export async function buildWorkbook(sheets: readonly Worksheet[], createdAt: string): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  book.created = new Date(createdAt);
  book.modified = new Date(createdAt);
  // whoever opens it has everything computed again
  book.calcProperties.fullCalcOnLoad = true;
  for (const { name, head, rows, widths = [], frozen = 0 } of sheets) {
    const sheet = book.addWorksheet(safeSheetName(name, '1'), { views: [{ state: 'frozen', ySplit: 1, xSplit: frozen }] });
    sheet.columns = head.map((_, index) => ({ width: widths[index] ?? 12 }));
    const top = sheet.addRow([...head]);
    top.font = { bold: true };
    top.alignment = { wrapText: true, vertical: 'middle' };
    for (const { cells, strong } of rows) {
      const row = sheet.addRow(cells.map((cell) => (cell !== null && typeof cell === 'object' ? { ...cell } : cell)));
      row.alignment = { wrapText: true, vertical: 'top' };
      if (strong) row.font = { bold: true };
    }
  }
  const bytes: ExcelBuffer = await book.xlsx.writeBuffer();
  return new Uint8Array(bytes);
}
