/**
 * The table that ruled lines draw on a page: lines to a grid, texts into its cells. Lengths in points, y
 * upwards as in PDF. A page without lines gives rows of texts set apart by gaps.
 */
import { beginsPart, titleAmong } from '../../../../domain/form/columns.ts';
import type { FormCell, FormTable } from '../../../../domain/form/content.ts';
import { boxOf, type Box } from './page/geometry.ts';
import { Tiles } from './page/tiles.ts';
import { joinLine } from './joining.ts';
import { hintsAmong } from './hints.ts';
import type { PlacedText } from './placed.ts';

/** A ruled line, horizontal or vertical. */
export interface Rule {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** A table and where its columns end and begin on the page. */
export interface PageTable extends FormTable {
  readonly edges: readonly number[];
}

export interface PageContent {
  readonly tables: readonly PageTable[];
  readonly lines: readonly string[];
  /** words outside the tables whose signs stand below each other */
  readonly columns: readonly string[];
}

/** Lines closer than this are one: borders are drawn twice, rounded, or not quite met. */
const near = 3;

/** The tables that lines draw. */
export function gridsOf(rules: readonly Rule[]): Grid[] {
  return groupRules(rules)
    .map(buildGrid)
    .filter((grid) => grid !== null);
}

const fewestCells = 3;

export function readPage(grids: readonly Grid[], texts: readonly PlacedText[]): PageContent {
  const loose: PlacedText[] = [];
  const inside = new Map<Grid, PlacedText[]>(grids.map((grid) => [grid, []]));
  for (const text of texts) {
    const grid = grids.find((each) => each.cellAt(text.x + text.width / 2, text.y + text.height / 3) !== undefined);
    (inside.get(grid as Grid) ?? loose).push(text);
  }
  const rows = toRows(loose);
  const over = (bottom: number, top: number): { title?: string } => {
    const between = rows.filter(([cell]) => cell?.[0] !== undefined && cell[0].y >= bottom && cell[0].y < top);
    const title = titleAmong(between.map((row) => row.map(joinLine).join(' ')));
    return title === undefined ? {} : { title };
  };
  const isHint = hintsAmong(texts);
  const ruled = grids.map((grid) => {
    const above = grids.map(({ box }) => box.bottom).filter((bottom) => bottom >= grid.box.top - near);
    return { ...grid.fill(inside.get(grid) ?? [], isHint), ...over(grid.box.top - near, Math.min(...above, Number.POSITIVE_INFINITY)) };
  });
  const lines = rows.map((row) => row.map((cell) => joinLine(cell)).join('    '));
  // texts set apart by gaps are the columns of a table without lines
  const whole = joinWrappedLabels(rows);
  const gapped: FormCell[] = whole.flatMap((row, index) =>
    (row.length > 1 && !isCrowded(whole, index)) || (row.length === 1 && beginsPart(row.map(joinLine).join('')))
      ? row.map((cell, col) => ({ row: index, col, rowSpan: 1, colSpan: 1, text: joinLine(cell), ...(isHint(cell) && { doubt: 'hint' }) }))
      : [],
  );
  // a frame round a note is no table
  const isFramed = ruled.every(({ cells }) => cells.length < fewestCells);
  const hasColumns = gapped.some(({ col }) => col > 0);
  return { tables: hasColumns && isFramed ? [...ruled, { cells: gapped, edges: [] }] : ruled, lines, columns: columnsOf(loose) };
}

/** Fewer signs below each other are the beginnings of lines. */
const fewestSigns = 3;

function columnsOf(texts: readonly PlacedText[]): string[] {
  const columns: PlacedText[][] = [];
  for (const text of [...texts].filter((each) => each.text.length === 1).sort((a, b) => b.y - a.y)) {
    const above = columns.find((column) => {
      const last = column.at(-1);
      return last && Math.abs(last.x - text.x) < last.height * 0.6 && last.y - text.y > 0 && last.y - text.y < last.height * 2;
    });
    if (above) above.push(text);
    else columns.push([text]);
  }
  return columns.filter((column) => column.length >= fewestSigns).map((column) => column.map(({ text }) => text).join(''));
}

function isHorizontal(rule: Rule): boolean {
  return Math.abs(rule.y1 - rule.y2) <= Math.abs(rule.x1 - rule.x2);
}

/** Rules that touch belong to one table. */
function groupRules(rules: readonly Rule[]): Rule[][] {
  // a page may draw one line a thousand times
  const once = new Map(rules.map((rule) => [[rule.x1, rule.y1, rule.x2, rule.y2].map(Math.round).join(' '), rule]));
  const boxes = Array.from(once.values(), (rule) => ({
    rule,
    box: boxOf([
      [rule.x1, rule.y1],
      [rule.x2, rule.y2],
    ]),
  }));
  const around = new Tiles(boxes);
  const groups: Rule[][] = [];
  const grouped = new Set<Rule>();
  for (const start of boxes) {
    if (grouped.has(start.rule)) continue;
    grouped.add(start.rule);
    const group = [start];
    for (const { box } of group) {
      const { left, right, bottom, top } = box;
      for (const other of around.meeting({ left: left - near, right: right + near, bottom: bottom - near, top: top + near })) {
        if (grouped.has(other.rule)) continue;
        grouped.add(other.rule);
        group.push(other);
      }
    }
    groups.push(group.map(({ rule }) => rule));
  }
  return groups;
}

/** Values that lie near each other as one, in rising order. */
function cluster(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const groups: number[][] = [];
  for (const value of sorted) {
    const last = groups.at(-1);
    if (last && value - (last.at(-1) ?? value) <= near) last.push(value);
    else groups.push([value]);
  }
  return groups.map((group) => group.reduce((sum, value) => sum + value, 0) / group.length);
}

export interface Grid {
  readonly box: Box;
  cellAt(x: number, y: number): number | undefined;
  /** `isHint`: whether what stands in a cell may only say what to fill in */
  fill(texts: readonly PlacedText[], isHint: (cell: readonly PlacedText[]) => boolean): PageTable;
}

function buildGrid(rules: readonly Rule[]): Grid | null {
  const horizontal = rules.filter(isHorizontal);
  const vertical = rules.filter((rule) => !isHorizontal(rule));
  const xs = cluster(vertical.map((rule) => (rule.x1 + rule.x2) / 2));
  const ys = cluster(horizontal.map((rule) => (rule.y1 + rule.y2) / 2)).reverse();
  const columns = xs.length - 1;
  const rows = ys.length - 1;
  if (columns < 1 || rows < 1 || columns * rows > 20_000) return null;
  const walls = byEdge(
    xs,
    vertical.map((rule) => ({ at: (rule.x1 + rule.x2) / 2, from: rule.y1, to: rule.y2 })),
  );
  const floors = byEdge(
    ys,
    horizontal.map((rule) => ({ at: (rule.y1 + rule.y2) / 2, from: rule.x1, to: rule.x2 })),
  );
  const wall = (edge: number, y: number) => walls[edge]?.some(({ from, to }) => between(y, from, to)) === true;
  const floor = (edge: number, x: number) => floors[edge]?.some(({ from, to }) => between(x, from, to)) === true;

  // fields of the grid without a line between them are one cell
  const owner = Array.from({ length: rows * columns }, (_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while ((owner[at] ?? at) !== at) at = owner[at] ?? at;
    return at;
  };
  for (let row = 0; row < rows; row += 1) {
    for (let col = 0; col < columns; col += 1) {
      const middleX = ((xs[col] ?? 0) + (xs[col + 1] ?? 0)) / 2;
      const middleY = ((ys[row] ?? 0) + (ys[row + 1] ?? 0)) / 2;
      const here = row * columns + col;
      if (col + 1 < columns && !wall(col + 1, middleY)) owner[find(here + 1)] = find(here);
      if (row + 1 < rows && !floor(row + 1, middleX)) owner[find(here + columns)] = find(here);
    }
  }
  const cellAt = (x: number, y: number): number | undefined => {
    const col = fieldAt(xs, x);
    const row = fieldAt(ys, y);
    return col < 0 || row < 0 ? undefined : find(row * columns + col);
  };
  const box = { left: xs[0] ?? 0, right: xs.at(-1) ?? 0, bottom: ys.at(-1) ?? 0, top: ys[0] ?? 0 };
  return { box, cellAt, fill: (texts, isHint) => fillGrid(texts, { xs, columns, rows, find, cellAt, isHint }) };
}

interface Stretch {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** The lines along each edge. */
function byEdge(edges: readonly number[], stretches: readonly Stretch[]): Stretch[][] {
  const sorted = [...stretches].sort((a, b) => a.at - b.at);
  const first = (value: number): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.at ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return edges.map((edge) => sorted.slice(first(edge - near), first(edge + near + 1e-6)));
}

/** Between which two edges a value lies; −1 when outside. */
function fieldAt(edges: readonly number[], value: number): number {
  return edges.findIndex((edge, index) => {
    const next = edges[index + 1];
    return next !== undefined && (edge < next ? value >= edge && value < next : value <= edge && value > next);
  });
}

function between(value: number, a: number, b: number): boolean {
  return value >= Math.min(a, b) - near && value <= Math.max(a, b) + near;
}

function fillGrid(
  texts: readonly PlacedText[],
  grid: {
    xs: readonly number[];
    columns: number;
    rows: number;
    find: (index: number) => number;
    cellAt: Grid['cellAt'];
    isHint: (own: readonly PlacedText[]) => boolean;
  },
): PageTable {
  const { xs, columns, rows, find, cellAt, isHint } = grid;
  const boxes = new Map<number, { top: number; left: number; bottom: number; right: number }>();
  for (let index = 0; index < rows * columns; index += 1) {
    const [row, col] = [Math.floor(index / columns), index % columns];
    const box = boxes.get(find(index));
    if (box) Object.assign(box, { bottom: Math.max(box.bottom, row), left: Math.min(box.left, col), right: Math.max(box.right, col) });
    else boxes.set(find(index), { top: row, left: col, bottom: row, right: col });
  }
  const inCells = new Map<number | undefined, PlacedText[]>();
  for (const text of texts) {
    const id = cellAt(text.x + text.width / 2, text.y + text.height / 3);
    const own = inCells.get(id);
    if (own) own.push(text);
    else inCells.set(id, [text]);
  }
  const cells = Array.from(boxes, ([id, box]): FormCell => {
    const own = inCells.get(id) ?? [];
    return {
      row: box.top,
      col: box.left,
      rowSpan: box.bottom - box.top + 1,
      colSpan: box.right - box.left + 1,
      text: joinCell(own, xs[box.left] ?? 0, xs[box.right + 1] ?? 0),
      ...(isHint(own) && { doubt: 'hint' }),
    };
  });
  return { cells: cells.sort((a, b) => a.row - b.row || a.col - b.col), edges: xs };
}

/** A table that goes on over the page, as one; null when `next` is another. A row that the page cut in two is put together. */
export function joinTables(table: PageTable, next: PageTable): PageTable | null {
  // the rows on the new page may have fewer columns, but in the same frame
  const columns = next.edges.map((edge) => table.edges.findIndex((other) => Math.abs(other - edge) <= near));
  if (columns.length < 2 || columns.includes(-1) || columns[0] !== 0 || columns.at(-1) !== table.edges.length - 1) return null;
  const placed = next.cells.map((cell) => {
    const [from, to] = [columns[cell.col] ?? 0, columns[cell.col + cell.colSpan] ?? 0];
    return { ...cell, col: from, colSpan: to - from };
  });
  const rows = Math.max(...table.cells.map((cell) => cell.row + cell.rowSpan));
  const head = placed.filter((cell) => cell.row === 0);
  const cut = head.length > 1 && head[0]?.text === '' && head.some((cell) => cell.text !== '');
  const goesOn = (cell: FormCell) =>
    cut ? head.find((each) => each.col === cell.col && cell.row + cell.rowSpan === rows && each.text !== '') : undefined;
  const above = table.cells.map((cell) => {
    const more = goesOn(cell);
    return more ? { ...cell, text: `${cell.text}\n${more.text}` } : cell;
  });
  const below = placed.filter((cell) => !cut || cell.row > 0).map((cell) => ({ ...cell, row: cell.row + rows - (cut ? 1 : 0) }));
  return { ...table, cells: [...above, ...below] };
}

/** Characters by which the first line of a paragraph may stand in. */
const widestIndent = 3;

/** Lines of a cell. One that fills the cell from its left edge to its right was wrapped there, and goes on without a break. */
function joinCell(texts: readonly PlacedText[], left: number, right: number): string {
  const [one] = texts;
  // lines that run up follow each other to the right, and such as run down to the left
  if (one?.turn && texts.every(({ turn }) => turn === one.turn))
    return [...texts]
      .sort((a, b) => (one.turn === 'up' ? a.x - b.x : b.x - a.x))
      .map(({ text }) => text)
      .join('');
  const column = columnsOf(texts)[0] ?? '';
  if (column.length === texts.length && !/\p{Nd}/u.test(column)) return column;
  let joined = '';
  let wrapped = true;
  for (const line of toLines(texts)) {
    const words = joinLine(line);
    // a telephone number breaks at its hyphen however full the line is
    joined += (wrapped || (/\d-$/.test(joined) && /^\d/.test(words)) ? '' : '\n') + words;
    const [first, last] = [line[0], line.at(-1)];
    // two lines that only end at the right edge are two, and not one that was broken there
    const isFull = first !== undefined && last !== undefined && right - (last.x + last.width) < last.height * 1.8;
    wrapped = isFull && first.x - left < first.height * widestIndent;
  }
  return joined;
}

/** Texts by their base line, from top to bottom, each line from left to right. */
function toLines(texts: readonly PlacedText[]): PlacedText[][] {
  const lines: PlacedText[][] = [];
  for (const text of [...texts].sort((a, b) => b.y - a.y || a.x - b.x)) {
    const last = lines.at(-1);
    const [first] = last ?? [];
    if (last && first && first.y - text.y < Math.max(first.height, text.height) * 0.6) last.push(text);
    else lines.push([text]);
  }
  return lines.map((line) => line.sort((a, b) => a.x - b.x));
}

/** Rows of cells, split where a gap is wider than a character and a half. */
function toRows(texts: readonly PlacedText[]): PlacedText[][][] {
  return joinHalfLines(toLines(texts)).map((row) => {
    const cells: { texts: PlacedText[]; right: number }[] = [];
    for (const text of [...row].sort((a, b) => a.x - b.x)) {
      const last = cells.at(-1);
      const right = text.x + text.width;
      const height = Math.max(last?.texts.at(-1)?.height ?? 0, text.height);
      if (last && text.x - last.right < height * 1.5) {
        last.texts.push(text);
        last.right = Math.max(last.right, right);
      } else cells.push({ texts: [text], right });
    }
    return cells.map((cell) => toLines(cell.texts).flat());
  });
}

type Row = readonly (readonly PlacedText[])[];

/** Whether two rows lie so near that they may be one whose words were wrapped. */
function meets(above: Row | undefined, below: Row | undefined): boolean {
  const [over, under] = [above?.flat() ?? [], below?.flat() ?? []];
  if (over.length === 0 || under.length === 0) return false;
  const height = Math.min(...[...over, ...under].map((text) => text.height));
  return Math.min(...over.map((text) => text.y)) - Math.max(...under.map((text) => text.y)) < height * 1.7;
}

/** Without lines a row so near to the next may be half of it, its words cut in the middle: it is not read. */
function isCrowded(rows: readonly Row[], index: number): boolean {
  return meets(rows[index - 1], rows[index]) || meets(rows[index], rows[index + 1]);
}

/** As many lines as a label is wrapped over. */
const longestLabel = 3;

/**
 * A label over several lines with one value beside its first, middle or last line is one row. Only where nothing else can be
 * meant: the lines lie near each other and near no others, exactly one has a value, and all begin where the label does.
 */
function joinWrappedLabels(rows: readonly Row[]): Row[] {
  const joined: Row[] = [];
  for (let from = 0; from < rows.length;) {
    let to = from + 1;
    while (to < rows.length && meets(rows[to - 1], rows[to])) to += 1;
    const group = rows.slice(from, to);
    joined.push(...(oneLabel(group) ?? group));
    from = to;
  }
  return joined;
}

/** The row that these lines are together; null where they are not one label with one value. */
function oneLabel(group: readonly Row[]): Row[] | null {
  const [stated, ...more] = group.filter((row) => row.length > 1);
  const [label, value, ...rest] = stated ?? [];
  if (group.length < 2 || group.length > longestLabel || !label || !value || more.length > 0 || rest.length > 0) return null;
  const [left, right] = [label[0]?.x ?? 0, value[0]?.x ?? 0];
  const labels = group.map((row) => row[0] ?? []);
  const fits = labels.every((line) => Math.abs((line[0]?.x ?? 0) - left) <= near && line.every((text) => text.x + text.width < right));
  return fits ? [[labels.flat(), value]] : null;
}

/** A value centred beside a label of two lines stands between them, less than a line away from each: the three are one row. */
function joinHalfLines(lines: readonly PlacedText[][]): PlacedText[][] {
  const rows: PlacedText[][] = [];
  let above: PlacedText | undefined;
  for (const line of lines) {
    const [first] = line;
    const last = rows.at(-1);
    if (last && above && first && above.y - first.y < Math.min(above.height, first.height) * 0.95) last.push(...line);
    else rows.push([...line]);
    above = first;
  }
  return rows;
}
