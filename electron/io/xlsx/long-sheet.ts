/** A workbook of one long list, which comes in pieces: others are answered while it is gathered. */
import type { Buffer as ExcelBuffer } from 'exceljs';
import { safeSheetName } from '../../../domain/names.ts';

/** Excel takes 1 048 576 rows on a sheet, the head among them. */
const mostRows = 1_000_000;

export interface LongSheet {
  readonly name: string;
  /** `width` in characters */
  readonly columns: readonly { readonly head: string; readonly width: number }[];
  /** rows in pieces; texts stay texts */
  readonly rows: AsyncIterable<readonly (readonly (string | number | null)[])[]>;
}

/** The bytes of an .xlsx file; `createdAt` is a UTC ISO time. A list too long for one sheet goes on in the next. */
export async function writeLongSheet({ name, columns, rows }: LongSheet, createdAt: string): Promise<Uint8Array<ArrayBuffer>> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  book.created = new Date(createdAt);
  book.modified = new Date(createdAt);
  const names: string[] = [];
  const begin = () => {
    const called = safeSheetName(name, '1', names);
    names.push(called);
    const sheet = book.addWorksheet(called, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map(({ width }) => ({ width }));
    sheet.addRow(columns.map((column) => column.head)).font = { bold: true };
    return sheet;
  };
  let sheet = begin();
  let written = 0;
  for await (const piece of rows)
    for (const row of piece) {
      if (written === mostRows) {
        sheet = begin();
        written = 0;
      }
      sheet.addRow([...row]);
      written += 1;
    }
  const bytes: ExcelBuffer = await book.xlsx.writeBuffer();
  return new Uint8Array(bytes);
}
