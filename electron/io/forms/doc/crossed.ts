/**
 * Cells of an old Word file (.doc) that a line crosses from corner to corner. The mark at the end of a row holds what is said of its cells
 * (sprmTSetBrc, [MS-DOC] 2.9.302).
 */
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

export interface RowEnd {
  /** whether the paragraph around a place ends a row, and what it says of diagonals */
  readonly isRowEnd: boolean;
  readonly across: readonly Across[];
}

/**
 * The numbers of the cells that are crossed, counted from 0 in the order of the text.
 * @param places of the characters of the main text, in its order
 */
export function crossedCells(
  codes: Iterable<{ readonly code: number; readonly at: number }>,
  rowEndAt: (at: number) => RowEnd,
): { readonly crossed: ReadonlySet<number>; readonly count: number } {
  const crossed = new Set<number>();
  let [count, rowStart] = [0, 0];
  for (const { code, at } of codes) {
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
  return { crossed, count };
}
