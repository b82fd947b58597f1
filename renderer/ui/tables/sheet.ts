/** What a table shows, as rows and columns of words and figures: for the clipboard and for a workbook alike, so that both are what stands on the screen. */
import type { SheetCell, SheetContent } from '../../../domain/contract/tables.ts';

export type { SheetCell, SheetContent };

/** One column: its head, with the unit where its cells are figures, and what a row says in it. */
export interface SheetColumn<Row> {
  readonly head: string;
  readonly cell: (row: Row) => SheetCell;
}

export function sheetOf<Row>(title: string, columns: readonly SheetColumn<Row>[], rows: readonly Row[]): SheetContent {
  return { title, heads: columns.map(({ head }) => head), rows: rows.map((row) => columns.map(({ cell }) => cell(row))) };
}

/** A decimal as it is shown; what is none stays a text, and what is not there is empty. */
export function figure(text: string | number | null | undefined): SheetCell {
  if (text === null || text === undefined || text === '') return null;
  const plain = String(text);
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(plain) ? { figure: plain } : plain;
}

function words(cell: SheetCell): string {
  return cell === null ? '' : typeof cell === 'object' ? cell.figure : String(cell);
}

/** One line, whatever was written in it. A text that spreadsheets would take for a formula is told to be a text. */
function plainCell(cell: SheetCell): string {
  const line = words(cell).replaceAll(/[\t\r\n]+/g, ' ');
  return typeof cell === 'string' && /^[=+\-@]/.test(line) ? `'${line}` : line;
}

/** Tabs between cells, a line a row. */
export function plainTable({ heads, rows }: SheetContent): string {
  return [heads, ...rows].map((row) => row.map(plainCell).join('\t')).join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Spreadsheets take a text for one where its cell says so: a number of a licence keeps its zeros, and a formula is none. */
const asText = ' style="mso-number-format:\'\\@\'" data-sheets-numberformat="@"';

const markedCell = (one: SheetCell): string =>
  `<td${typeof one === 'string' ? asText : ''}>${escaped(words(one)).replaceAll('\n', '<br>')}</td>`;

/** The same as HTML, for word processors and spreadsheets. */
export function markedTable({ heads, rows }: SheetContent): string {
  const head = heads.map((one) => `<th>${escaped(one)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(markedCell).join('')}</tr>`).join('');
  return `<meta charset="utf-8"><table border="1"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
