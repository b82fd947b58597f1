/** Blocks of a document, as its builder writes them down. */
import type { Cell, Column, Inline, Paragraph, ParagraphRole, Row, Run, Table } from './tree.ts';

export function paragraph(role: ParagraphRole, text: Inline, more: { readonly keep?: true } = {}): Paragraph {
  return { kind: 'paragraph', role, text, ...more };
}

export function strong(text: string): Run {
  return { text, mark: 'strong' };
}

export function muted(text: string): Run {
  return { text, mark: 'muted' };
}

export function centred(width: number): Column {
  return { width, align: 'centre' };
}

export function right(width: number): Column {
  return { width, align: 'right' };
}

type TableCell = Inline | Cell;
type TableRow = readonly TableCell[] | (Omit<Row, 'cells'> & { readonly cells: readonly TableCell[] });

function toCell(cell: TableCell): Cell {
  return typeof cell === 'object' && 'text' in cell ? cell : { text: cell };
}

function toRow(row: TableRow): Row {
  return 'cells' in row ? { ...row, cells: row.cells.map(toCell) } : { cells: row.map(toCell) };
}

/** A table: columns by their share of the width, one row of heads where there is one, and cells that are mostly texts alone. */
export function table({
  columns,
  head,
  body,
  ...more
}: {
  readonly caption?: string;
  readonly columns: readonly (number | Column)[];
  readonly head?: readonly Inline[];
  readonly body: readonly TableRow[];
}): Table {
  return {
    kind: 'table',
    ...more,
    columns: columns.map((column) => (typeof column === 'number' ? { width: column } : column)),
    head: head ? [toRow(head)] : [],
    body: body.map(toRow),
  };
}
