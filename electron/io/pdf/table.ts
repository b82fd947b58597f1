/** Tables: rows as boxes, heads repeated, a long row cut between its lines. */
import type { Align, Cell, Inline, Row, Table } from '../../../domain/report/tree.ts';
import { ink, page, type Canvas, type Tag } from './canvas.ts';
import type { Box, RepeatedHead } from './flow.ts';
import { breakLines, type Line } from './lines.ts';

interface Set {
  readonly x: number;
  readonly width: number;
  readonly lines: readonly Line[];
  readonly align: Align;
  readonly head: boolean;
  readonly tag: Tag;
}
interface SetRow {
  readonly cells: readonly Set[];
  readonly shade: boolean;
  readonly bold: boolean;
}
interface Measure {
  readonly size: number;
  readonly leading: number;
  readonly padX: number;
  readonly padY: number;
}

/** Rows taller than this share of a page are cut where the page ends; shorter ones move on whole. */
const cutAbove = 0.3;
/** Tables lower than this share of a page are not torn at all. */
const wholeBelow = 0.4;

export function tableBoxes(canvas: Canvas, table: Table): Box[] {
  const measure: Measure =
    table.columns.length > 7 ? { size: 9, leading: 13, padX: 2.5, padY: 3 } : { size: 10.5, leading: 15.5, padX: 4.5, padY: 4 };
  const shares = table.columns.reduce((sum, column) => sum + column.width, 0);
  const widths = table.columns.map((column) => (column.width / shares) * page.textWidth);
  const tag = canvas.tag('Table', canvas.root);
  const caption = captionBoxes(canvas, table.caption, tag);
  const set = (row: Row, head: boolean): SetRow => setRow(canvas, table, row, widths, measure, canvas.tag('TR', tag), head);
  const head = table.head.map((row) => set(row, true));
  const body = table.body.map((row) => set(row, false));
  const repeated: RepeatedHead = {
    height: head.reduce((sum, row) => sum + rowHeight(row, measure), 0),
    draw: (top) => {
      let y = top;
      for (const row of head) {
        drawRow(canvas, row, y, measure, (_, draw) => draw());
        y += rowHeight(row, measure);
      }
    },
  };
  const headBoxes: Box[] = head.map((row, index) => ({
    height: rowHeight(row, measure),
    before: index === 0 && table.caption === undefined ? 5 : 0,
    keep: true,
    draw: (top) => drawRow(canvas, row, top, measure, (cell, draw) => canvas.inside(cell.tag, 'TH', draw)),
  }));
  const height = repeated.height + body.reduce((sum, row) => sum + rowHeight(row, measure), 0);
  const whole = height < wholeBelow * page.textHeight;
  const bodyBoxes = body.map((row, index): Box => {
    const clings = index < body.length - 1 && (whole || index === 0 || index === body.length - 2);
    const box = rowBox(canvas, row, measure, repeated, clings);
    return index === 0 && head.length === 0 && table.caption === undefined ? { ...box, before: 5 } : box;
  });
  return [...caption, ...headBoxes, ...bodyBoxes, { height: 7, keep: false, draw: () => undefined }];
}

/** The caption is the first thing inside its table, as readers who listen expect it. */
function captionBoxes(canvas: Canvas, caption: string | undefined, table: Tag): Box[] {
  if (caption === undefined) return [];
  const tag = canvas.tag('Caption', table);
  return breakLines(caption, { face: 'hei', size: 10.5 }, canvas.place, { width: page.textWidth }).map((line, index) => ({
    height: 20,
    before: index === 0 ? 8 : 0,
    keep: true,
    draw: (top) =>
      canvas.inside(tag, 'Caption', () => canvas.line(line, page.left + (page.textWidth - line.width) / 2, top, 20, { size: 10.5 })),
  }));
}

function setRow(canvas: Canvas, table: Table, row: Row, widths: readonly number[], measure: Measure, rowTag: Tag, head: boolean): SetRow {
  let column = 0;
  let x = page.left;
  const cells = row.cells.map((cell): Set => {
    const span = cell.span ?? 1;
    const width = widths.slice(column, column + span).reduce((sum, each) => sum + each, 0);
    const isHead = head || cell.head === true;
    const align: Align = cell.align ?? (isHead ? (head ? 'centre' : 'left') : (table.columns[column]?.align ?? 'left'));
    const set: Set = {
      x,
      width,
      lines: cellLines(canvas, cell, isHead, width - 2 * measure.padX, measure),
      align,
      head: isHead,
      tag: canvas.tag(isHead ? 'TH' : 'TD', rowTag, isHead ? { scope: head ? 'Column' : 'Row' } : {}),
    };
    column += span;
    x += width;
    return set;
  });
  return { cells, shade: head || row.tone === 'total', bold: row.tone === 'total' };
}

function cellLines(canvas: Canvas, cell: Cell, head: boolean, width: number, measure: Measure): Line[] {
  const text: Inline = cell.text;
  return breakLines(text, { face: head ? 'hei' : 'song', size: measure.size }, canvas.place, { width });
}

function rowHeight(row: SetRow, measure: Measure): number {
  return Math.max(1, ...row.cells.map((cell) => cell.lines.length)) * measure.leading + 2 * measure.padY;
}

function rowBox(canvas: Canvas, row: SetRow, measure: Measure, head: RepeatedHead, keep: boolean): Box {
  const height = rowHeight(row, measure);
  return {
    height,
    keep,
    head,
    draw: (top) => drawRow(canvas, row, top, measure, (cell, draw) => canvas.inside(cell.tag, cell.head ? 'TH' : 'TD', draw)),
    split: (room) => {
      const fits = Math.floor((room - 2 * measure.padY) / measure.leading);
      if (height < cutAbove * page.textHeight || fits < 3) return null;
      return [rowBox(canvas, cut(row, 0, fits), measure, head, false), rowBox(canvas, cut(row, fits), measure, head, keep)];
    },
  };
}

function cut(row: SetRow, from: number, to?: number): SetRow {
  return { ...row, cells: row.cells.map((cell) => ({ ...cell, lines: cell.lines.slice(from, to) })) };
}

function drawRow(canvas: Canvas, row: SetRow, top: number, measure: Measure, within: (cell: Set, draw: () => void) => void): void {
  const height = rowHeight(row, measure);
  const frame = (): void => {
    for (const cell of row.cells) {
      if (row.shade || cell.head) canvas.doc.rect(cell.x, top, cell.width, height).fill(ink.shade);
    }
    for (const cell of row.cells) canvas.doc.lineWidth(0.5).strokeColor(ink.rule).rect(cell.x, top, cell.width, height).stroke();
  };
  canvas.artifact(frame);
  for (const cell of row.cells) {
    if (cell.lines.length === 0) continue;
    within(cell, () => {
      const single = row.cells.every((each) => each.lines.length <= 12);
      const slack = single ? (height - 2 * measure.padY - cell.lines.length * measure.leading) / 2 : 0;
      for (const [index, line] of cell.lines.entries()) {
        const room = cell.width - 2 * measure.padX - line.width;
        const shift = cell.align === 'right' ? room : cell.align === 'centre' ? room / 2 : 0;
        const y = top + measure.padY + slack + index * measure.leading;
        canvas.line(line, cell.x + measure.padX + shift, y, measure.leading, { size: measure.size, bold: row.bold });
      }
    });
  }
}
