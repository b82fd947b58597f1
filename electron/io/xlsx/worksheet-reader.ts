/** The first visible sheet of an .xlsx file as rows of text. */
import { FormFault } from '../forms/parts/office.ts';
import { readSheets } from '../forms/xlsx.ts';

/** What the sheet shows, cell by cell; a merged cell stands at its first place. Null where the bytes are no such file. */
export async function readGrid(bytes: Uint8Array): Promise<string[][] | null> {
  try {
    const [sheet] = await readSheets(bytes);
    const grid: string[][] = [];
    for (const { row, col, text } of sheet?.table.cells ?? []) {
      while (grid.length <= row) grid.push([]);
      const line = grid[row] ?? [];
      while (line.length <= col) line.push('');
      line[col] = text;
    }
    return grid;
  } catch (error) {
    if (error instanceof FormFault) return null;
    throw error;
  }
}
