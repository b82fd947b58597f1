/** Where in the words of a document a value stands. */
import type { Output } from '../../../domain/contract/api.ts';

type Text = Output<'documents.text'>;
export type Cell = Text['tables'][number]['cells'][number];

export interface Mark {
  /** the value in the words of the document; empty where nothing was read */
  words: string;
  /** what stands before it */
  label: string;
}

/** Widths, blanks and line ends differ between a cell and what was read out of it. */
function fold(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s+/g, '');
}

/**
 * The cell or paragraph to point at, or null. A short value such as "4" stands in many places: the one with the label
 * before it in its row wins, then a cell that says nothing else, then the first that has it.
 */
export function pointAt(text: Text, mark: Mark): Cell | string | null {
  const words = fold(mark.words);
  const label = fold(mark.label);
  const cells = text.tables.flatMap((table) =>
    table.cells.map((cell) => ({ cell, row: table.cells.filter((one) => one.row === cell.row), said: fold(cell.text) })),
  );
  const labelled = (row: readonly Cell[], before: number): boolean => row.some((one) => one.col < before && fold(one.text).includes(label));
  if (words === '') return cells.find(({ said }) => said.includes(label))?.cell ?? null;
  const having = cells.filter(({ said }) => said.includes(words));
  const found = having.find(({ cell, row }) => labelled(row, cell.col)) ?? having.find(({ said }) => said === words) ?? having[0];
  return found?.cell ?? text.paragraphs.find((line) => fold(line).includes(words)) ?? null;
}

/** Cells by row; where a format keeps no widths, the last cell of a shorter row is drawn to the edge. */
export function rowsOf(cells: readonly Cell[]): Cell[][] {
  const width = Math.max(0, ...cells.map((cell) => cell.col + cell.colSpan));
  const plain = cells.every((cell) => cell.rowSpan === 1);
  const rows: Cell[][] = Array.from({ length: Math.max(-1, ...cells.map((cell) => cell.row)) + 1 }, () => []);
  for (const cell of cells.toSorted((one, other) => one.col - other.col)) rows[cell.row]?.push(cell);
  return rows.map((row) => row.map((cell, at) => (plain && at === row.length - 1 ? { ...cell, colSpan: width - cell.col } : cell)));
}
