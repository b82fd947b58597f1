/** A table by rows and columns, and what its layout says: which cells are labels' values, which rows head others. */
import type { FormCell, FormTable } from './content.ts';

export interface Grid {
  at(row: number, col: number): FormCell | undefined;
  readonly columns: number;
}

function rowsOf(table: FormTable): Map<number, FormCell[]> {
  const rows = new Map<number, FormCell[]>();
  for (const cell of table.cells) {
    const row = rows.get(cell.row);
    if (row) row.push(cell);
    else rows.set(cell.row, [cell]);
  }
  return rows;
}

export function layOut(table: FormTable): Grid {
  const cells = new Map<string, FormCell>();
  let columns = 0;
  for (const cell of table.cells) {
    columns = Math.max(columns, cell.col + cell.colSpan);
    for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) {
      for (let col = cell.col; col < cell.col + cell.colSpan; col += 1) cells.set(`${row}:${col}`, cell);
    }
  }
  return { at: (row, col) => cells.get(`${row}:${col}`), columns };
}

/** The cells right of a label up to the next label, row by row over the label's height. */
export function cellsRight(label: FormCell, grid: Grid, labelled: ReadonlyMap<FormCell, unknown>): FormCell[] {
  const found: FormCell[] = [];
  for (let row = label.row; row < label.row + label.rowSpan; row += 1) {
    for (let col = label.col + label.colSpan; col < grid.columns; col += 1) {
      const cell = grid.at(row, col);
      if (!cell) continue;
      if (labelled.has(cell)) break;
      if (!found.includes(cell)) found.push(cell);
    }
  }
  return found;
}

export function join(cells: readonly FormCell[]): string {
  let text = '';
  let row = cells[0]?.row ?? 0;
  for (const cell of cells) {
    if (cell.text.trim() === '') continue;
    if (text !== '') text += cell.row === row ? ' ' : '\n';
    text += cell.text;
    row = cell.row;
  }
  return text;
}

/** Rows that hold labels only, side by side, over a row that holds none: their values are below them. */
export function headerRows(table: FormTable, grid: Grid, labelled: ReadonlyMap<FormCell, unknown>): Set<number> {
  const rows = rowsOf(table);
  const headers = new Set<number>();
  for (const [row, cells] of rows) {
    const labels = cells.filter((cell) => labelled.has(cell));
    if (labels.length < 2) continue;
    const facing = labels.filter((cell) => {
      const next = grid.at(row, cell.col + cell.colSpan);
      return next === undefined ? cell.col + cell.colSpan >= grid.columns : labelled.has(next);
    });
    const under = labels.map((cell) => grid.at(cell.row + cell.rowSpan, cell.col));
    const answered = under.every((cell) => cell !== undefined && !labelled.has(cell));
    if (answered && facing.length * 2 > labels.length) headers.add(row);
  }
  return headers;
}

/** Rows that head a list of many (序号 企业名称 联系人 …): what stands below is of others and not of the park. */
export function listRows(table: FormTable, labelled: ReadonlyMap<FormCell, unknown>, headers: ReadonlySet<number>): Set<number> {
  const rows = rowsOf(table);
  const isList = ([row, cells]: readonly [number, readonly FormCell[]]) => {
    if (cells.some((cell) => /^\s*(?:序\s*号|编\s*号)\s*$/u.test(cell.text))) return true;
    if (!headers.has(row)) return false;
    const columns = new Set(cells.filter((cell) => labelled.has(cell)).map((cell) => cell.col));
    const filled = (below: number) => {
      const under = rows.get(below) ?? [];
      return (
        under.every((cell) => !labelled.has(cell)) && under.filter((cell) => columns.has(cell.col) && cell.text.trim() !== '').length >= 2
      );
    };
    const first = row + Math.max(...cells.map((cell) => cell.rowSpan));
    return filled(first) && filled(first + 1);
  };
  return new Set([...rows].filter(isList).map(([row]) => row));
}

const asksUnit = /^\s*(?:(?:金额|货币|计量|计价)?\s*单\s*位|币\s*种|币\s*别|货\s*币(?:种类)?)\s*[:：]?\s*$/u;

/**
 * The lines of a table that speak of it as a whole: what fills a line of a row alone, what is nothing but a statement of units, and a
 * question for the unit with the cell that answers it.
 */
export function linesAround(table: FormTable, grid: Grid, labelled: ReadonlyMap<FormCell, unknown>): string[] {
  return [...rowsOf(table).values()].flatMap((cells) => {
    const written = cells.filter((cell) => cell.text.trim() !== '' && !labelled.has(cell));
    const isAlone = cells.filter((cell) => cell.text.trim() !== '').length === 1;
    return written.flatMap((cell) => {
      const answer = asksUnit.test(cell.text) ? grid.at(cell.row, cell.col + cell.colSpan) : undefined;
      if (answer) return [`${cell.text.replaceAll(/[\s:：]/gu, '')}：${answer.text}`];
      return isAlone
        ? [...cell.text.split('\n'), ...(cell.note ?? '').split('\n')]
        : cell.text.split('\n').filter((line) => statesUnit.test(line));
    });
  });
}

/** A line that states a unit and nothing else. */
const statesUnit = /^\s*[（(]?\s*(?:(?:金额|计量|货币|计价)?\s*单\s*位|币\s*种)\s*[:：]/u;
