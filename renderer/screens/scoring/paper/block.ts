/** A block of cells as WPS, Excel and LibreOffice put it on the clipboard, laid over a grid of scores. */
import { Refusal } from '../../../../domain/result.ts';
import { checkScore } from '../../../../domain/scoring/check-score.ts';
import type { Leaf } from '../../../../domain/rubric/model.ts';
import { ApiError } from '../../../client/transport.ts';
import { plainFigures } from '../../../ui/words.ts';

export interface GridRow {
  applicationId: string;
  name: string;
  /** why nothing can be typed here; null where something can */
  locked: string | null;
  /** ids of the criteria that those of its type are asked; null: all */
  asked: ReadonlySet<string> | null;
}

/** Why nothing can be typed in a cell, of which `otherType` are the words for a criterion that is not asked; null where something can. */
export function lockOf({ locked, asked }: GridRow, { id }: Pick<Leaf, 'id'>, otherType: string): string | null {
  return locked ?? (asked?.has(id) === false ? otherType : null);
}

export interface Entry {
  row: GridRow;
  criterion: Leaf;
  points100: number;
}

/** A cell of the block that was not taken: the place where it fell (null: outside the grid), what it said, and why not. */
export interface Left {
  row: GridRow | null;
  criterion: Leaf | null;
  text: string;
  why: ApiError | 'outside' | 'locked';
}

/** Rows of tab-separated cells; a cell with a line end or a tab in it stands in quotation marks. */
export function splitBlock(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const plain = text.replaceAll('\r\n', '\n').replace(/\n$/, '');
  for (let at = 0; at < plain.length; at++) {
    const char = plain.charAt(at);
    if (quoted && char === '"' && plain.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (char === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (!quoted && (char === '\t' || char === '\n')) {
      rows.at(-1)?.push(cell);
      if (char === '\n') rows.push([]);
      cell = '';
    } else cell += char;
  }
  rows.at(-1)?.push(cell);
  return rows;
}

/** What one cell says as points, or why it does not. */
export function readCell(criterion: Leaf, text: string): number | ApiError {
  try {
    return checkScore(criterion, plainFigures(text));
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return new ApiError(thrown.code, '', thrown.details);
  }
}

/** Lays a block over the grid from one cell on; empty cells leave what stands there. */
export function layBlock(
  text: string,
  rows: readonly GridRow[],
  criteria: readonly Leaf[],
  at: { row: number; column: number },
): { taken: Entry[]; left: Left[] } {
  const taken: Entry[] = [];
  const left: Left[] = [];
  for (const [down, cells] of splitBlock(text).entries()) {
    for (const [across, cell] of cells.entries()) {
      if (cell.trim() === '') continue;
      const row = rows[at.row + down] ?? null;
      const criterion = criteria[at.column + across] ?? null;
      if (!row || !criterion) left.push({ row, criterion, text: cell, why: 'outside' });
      else if (lockOf(row, criterion, '') !== null) left.push({ row, criterion, text: cell, why: 'locked' });
      else {
        const points100 = readCell(criterion, cell);
        if (typeof points100 === 'number') taken.push({ row, criterion, points100 });
        else left.push({ row, criterion, text: cell, why: points100 });
      }
    }
  }
  return { taken, left };
}
