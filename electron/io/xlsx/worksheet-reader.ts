/** The visible sheets of an .xlsx file as rows of text. */
import type { SheetRows } from '../../../domain/panel/roster-rows.ts';
import { FormFault } from '../forms/parts/office.ts';
import { readSheets, type Sheet } from '../forms/xlsx.ts';

const asked = async <T>(read: () => Promise<T>): Promise<T | null> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FormFault) return null;
    throw error;
  }
};

function gridOf({ table }: Sheet, { spread = false } = {}): string[][] {
  const grid: string[][] = [];
  for (const { row, col, rowSpan, text } of table.cells)
    for (let at = row; at < row + (spread ? rowSpan : 1); at += 1) {
      while (grid.length <= at) grid.push([]);
      const line = grid[at] ?? [];
      while (line.length <= col) line.push('');
      line[col] = text;
    }
  return grid;
}

/** What the first sheet shows, cell by cell; a merged cell stands at its first place. Null where the bytes are no such file. */
export const readGrid = (bytes: Uint8Array): Promise<string[][] | null> =>
  asked(async () => (await readSheets(bytes)).slice(0, 1).map((sheet) => gridOf(sheet))[0] ?? []);

/** What every sheet shows; what is merged over several rows stands in each of them. Null where the bytes are no such file. */
export const readSheetRows = (bytes: Uint8Array): Promise<SheetRows[] | null> =>
  asked(async () =>
    (await readSheets(bytes)).map((sheet) => ({ name: sheet.name, rows: gridOf(sheet, { spread: true }), hidden: sheet.hiddenRows })),
  );
