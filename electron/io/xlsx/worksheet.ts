/** Excel workbooks, told as data: columns under a head that stays in view, and rows of values and live formulas. */
import type { Buffer as ExcelBuffer } from 'exceljs';
import { safeSheetName } from '../../../domain/names.ts';

/** A formula without its "=", in the English of the file format, with the value that it has now. */
interface Formula {
  readonly formula: string;
  readonly result: number;
}
/** Texts stay texts: one that begins like a formula is never one. */
type Value = string | number | Date | null | Formula;
interface StyledCell {
  readonly value: Value;
  /** number format, before that of the column */
  readonly format?: string;
  /** crossed out: it is there, and does not count */
  readonly struck?: boolean;
}
export type WorksheetCell = Value | StyledCell;

export interface Column {
  readonly head: string;
  /** in characters; absent: 12 */
  readonly width?: number | undefined;
  /** number format of what stands below the head */
  readonly format?: string;
  /** long texts go on in a next line */
  readonly wrap?: boolean;
}

export interface Worksheet {
  /** made safe by Excel's rules */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly { readonly cells: readonly WorksheetCell[]; /** set in bold */ readonly strong?: boolean | undefined }[];
  /** columns at the left that stay in view */
  readonly frozen?: number | undefined;
  /** the head offers to filter the rows */
  readonly filtered?: boolean;
}

/** The bytes of an .xlsx file. `createdAt` is a UTC ISO time. */
export async function buildWorkbook(
  sheets: readonly Worksheet[],
  { createdAt, creator }: { readonly createdAt: string; readonly creator?: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  if (creator !== undefined) book.creator = creator;
  book.created = new Date(createdAt);
  book.modified = new Date(createdAt);
  // whoever opens it has everything computed again
  book.calcProperties.fullCalcOnLoad = true;
  for (const { name, columns, rows, frozen = 0, filtered = false } of sheets) {
    const sheet = book.addWorksheet(safeSheetName(name, '1'), {
      views: [{ state: 'frozen', ySplit: 1, xSplit: frozen }],
      pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1' },
    });
    sheet.columns = columns.map(({ width = 12 }) => ({ width }));
    sheet.addRow(columns.map(({ head }) => head)).eachCell((cell) => {
      cell.font = { bold: true };
      cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF2F2F2' } };
      cell.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
    });
    for (const { cells, strong } of rows) {
      const styled = cells.map(styledCell);
      const row = sheet.addRow(styled.map(({ value }) => (isFormula(value) ? { ...value } : value)));
      if (strong) row.font = { bold: true };
      for (const [index, { value, format = columns[index]?.format, struck }] of styled.entries()) {
        if (value === null) continue;
        const cell = row.getCell(index + 1);
        if (format !== undefined) cell.numFmt = format;
        if (struck) cell.font = { strike: true, color: { argb: 'FF808080' } };
        if (columns[index]?.wrap) cell.alignment = { wrapText: true, vertical: 'top' };
      }
    }
    if (filtered) sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  }
  const bytes: ExcelBuffer = await book.xlsx.writeBuffer();
  return new Uint8Array(bytes);
}

function isFormula(value: Value | StyledCell): value is Formula {
  return typeof value === 'object' && value !== null && 'formula' in value;
}

function styledCell(cell: WorksheetCell): StyledCell {
  return typeof cell === 'object' && cell !== null && 'value' in cell ? cell : { value: cell };
}
