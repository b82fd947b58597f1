/**
 * Cells of an old Word file (.doc) that a line crosses from corner to corner, or that a drawing floats over. The mark at the end of a row
 * holds what is said of its cells (sprmTSetBrc, [MS-DOC] 2.9.302).
 */
import type { Anchored } from './shapes.ts';

const cellMark = 0x07;
/** Lines around and through cells, with a colour of their own and in the older way. */
const [setLines, setLines80] = [0xd62f, 0xd620];
/** From the upper left, and from the upper right. */
const diagonals = 0x30;

export interface Across {
  readonly first: number;
  /** the one behind the last */
  readonly end: number;
  readonly isDrawn: boolean;
}

/** What a property says of diagonal lines; null where it is of something else. `operand`: without its length. */
export function acrossIn(code: number, operand: Buffer): Across | null {
  if ((code !== setLines && code !== setLines80) || operand.length < 7) return null;
  if (((operand[2] ?? 0) & diagonals) === 0) return null;
  // the sort of line: none, or nil
  const sort = code === setLines ? (operand[8] ?? 0) : (operand[4] ?? 0);
  return { first: operand[0] ?? 0, end: operand[1] ?? 0, isDrawn: sort !== 0 && sort !== 0xff };
}

/** Of the paragraph around a place. */
export interface RowEnd {
  readonly isInTable: boolean;
  /** whether it ends a row, and what it says of diagonals */
  readonly isRowEnd: boolean;
  readonly across: readonly Across[];
}

export interface DoubtfulCells {
  /** by their numbers, counted from 0 in the order of the text */
  readonly crossed: ReadonlySet<number>;
  /** a drawing lies over the line that it is anchored in */
  readonly covered: ReadonlySet<number>;
  readonly count: number;
  /** how many shapes float elsewhere, over nobody knows which words */
  readonly floating: number;
}

/**
 * The cells whose words are not what they say.
 * @param codes the characters of the main text, in its order, with their places
 */
export function doubtfulCells(
  codes: Iterable<{ readonly code: number; readonly at: number }>,
  rowEndAt: (at: number) => RowEnd,
  anchored: readonly Anchored[],
): DoubtfulCells {
  const [crossed, covered] = [new Set<number>(), new Set<number>()];
  const anchors = Map.groupBy(anchored, ({ at }) => at);
  let [count, rowStart, index, floating] = [0, 0, 0, 0];
  for (const { code, at } of codes) {
    for (const { kind, isOverLine, hasWords } of anchors.get(index) ?? []) {
      if (isOverLine && rowEndAt(at).isInTable) covered.add(count);
      else if (kind === 'shape' && !hasWords) floating += 1;
    }
    index += 1;
    if (code !== cellMark) continue;
    const { isRowEnd, across } = rowEndAt(at);
    if (!isRowEnd) {
      count += 1;
      continue;
    }
    for (const { first, end, isDrawn } of across) {
      for (let cell = rowStart + first; cell < Math.min(rowStart + end, count); cell += 1) {
        if (isDrawn) crossed.add(cell);
        else crossed.delete(cell);
      }
    }
    rowStart = count;
  }
  return { crossed, covered, count, floating };
}
