/** A workbook of one long list, written row by row: what is held of it is its compressed bytes alone. */
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
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
  const stream = new PassThrough();
  const whole = buffer(stream);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  book.created = new Date(createdAt);
  book.modified = new Date(createdAt);
  const names: string[] = [];
  const begin = () => {
    const called = safeSheetName(name, '1', names);
    names.push(called);
    const sheet = book.addWorksheet(called, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map(({ width }) => ({ width }));
    const head = sheet.addRow(columns.map((column) => column.head));
    head.font = { bold: true };
    head.commit();
    return sheet;
  };
  let sheet = begin();
  let written = 0;
  for await (const piece of rows)
    for (const row of piece) {
      if (written === mostRows) {
        sheet.commit();
        sheet = begin();
        written = 0;
      }
      sheet.addRow([...row]).commit();
      written += 1;
    }
  sheet.commit();
  await book.commit();
  return new Uint8Array(await whole);
}
