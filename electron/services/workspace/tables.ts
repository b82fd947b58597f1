/** A table as a screen shows it, written as a workbook. */
import { resolve } from 'node:path';
import type { SheetCell } from '../../../domain/contract/tables.ts';
import { buildWorkbook, type WorksheetCell } from '../../io/xlsx/worksheet.ts';
import type { Handlers } from '../session/dispatch.ts';
import { writeNamed } from '../session/own-files.ts';
import { refuseTaken } from '../session/paths.ts';

/** A decimal keeps the places that it is shown with. */
function written(cell: SheetCell): WorksheetCell {
  if (typeof cell !== 'object' || cell === null) return cell;
  const places = cell.figure.split('.')[1]?.length ?? 0;
  return { value: Number(cell.figure), format: places === 0 ? '0' : `0.${'0'.repeat(places)}` };
}

const signs = (text: string): number => Array.from(text).reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 0);

/** As wide as what stands in the column, in characters, within bounds; Chinese ones take two. */
function widthOf(texts: readonly string[]): number {
  return Math.min(60, Math.max(8, ...texts.map(signs)) + 2);
}

const textOf = (cell: SheetCell | undefined): string =>
  cell === null || cell === undefined ? '' : typeof cell === 'object' ? cell.figure : String(cell);

export const tableHandlers = {
  async 'tables.export'({ session, at, signal }, { title, heads, rows, path, replace = false }) {
    const target = resolve(path);
    refuseTaken(session, 'report/path-taken', [target], replace);
    const bytes = await buildWorkbook(
      [
        {
          name: title,
          columns: heads.map((head, column) => ({ head, width: widthOf([head, ...rows.map((row) => textOf(row[column]))]), wrap: true })),
          rows: rows.map((row) => ({ cells: row.map(written) })),
          frozen: 1,
          filtered: true,
        },
      ],
      { createdAt: at },
    );
    signal.throwIfAborted();
    await writeNamed(session, target, bytes);
    return { path: target, rows: rows.length };
  },
} satisfies Partial<Handlers>;
