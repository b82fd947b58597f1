/**
 * Reads a form by its labels. Where a label stands says where its value is: to the right, under it in a row
 * of labels, or behind a colon in the same cell or line. Nothing depends on the position in the sheet.
 */
import type { ReadValue } from '../model.ts';
import type { Field } from '../condition/condition.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { boundaryKeys, isBoundaryKey, readBoundaries, startsAsBoundary } from './boundaries.ts';
import { holdsFigure, isStatedOfOtherTime, readField, readOther, type Stated } from './field-values.ts';
import type { FormCell, FormContent, FormTable } from './content.ts';
import { columnsOf, isEarlierLine, isOfOtherTime, partOfYearByLine, partsOf, periodOf, withoutNumbering, type Columns } from './columns.ts';
import { cellsRight, headerRows, join, layOut, linesAround, listRows, type Grid } from './grid.ts';
import { guidance, withoutGuidance } from './guidance.ts';
import { captionOf, isSilent, joinCaptions, saidOfColumn, type Caption } from './quantity/captions.ts';
import { meantFor } from './meant-for.ts';
import { foldLabel, indexLabels, matchLabel, splitInline, statedFields, type LabelIndex } from './labels.ts';

export interface ReadForm {
  /** one entry for every field whose label was found; value null where it could not be read */
  readonly fields: Readonly<Record<string, ReadValue>>;
  /** keys of the fields that a form of this scheme states and this one does not, or not readably */
  readonly unread: readonly string[];
}

export function readForm(stated: FormContent, scheme: Scheme): ReadForm {
  const content = bounded(stated);
  const index = indexLabels(scheme);
  const statements = collect(content, index);
  const fields: Record<string, ReadValue> = {};
  const byKey = new Map(statedFields(scheme).map((field) => [field.key, field]));
  for (const field of byKey.values()) {
    const read = settle(field, meantFor(field, statements, byKey));
    if (read) fields[field.key] = read;
  }
  readBoundaryCells(content, statements, byKey, fields);
  readOthers(byKey, fields);
  const unread = scheme.fields.filter((field) => field.statedBy === 'form' && (fields[field.key]?.value ?? null) === null);
  return { fields, unread: unread.map((field) => field.key) };
}

/** How many different fields of the scheme have a label in the text: how much it is a form of this scheme. */
export function countLabels(content: FormContent, scheme: Scheme): number {
  return collect(bounded(content), indexLabels(scheme)).size;
}

/** No field of a form holds more than a few pages; what is longer is cut, so that nobody's text takes forever. */
const longestText = 20_000;

/** Larger tables are lists of enterprises or made to exhaust; a form has some hundred fields of a grid. */
const largestTable = 50_000;

function bounded(content: FormContent): FormContent {
  const tables = content.tables.filter((table) => table.cells.reduce((sum, cell) => sum + cell.rowSpan * cell.colSpan, 0) <= largestTable);
  return {
    paragraphs: content.paragraphs.map((text) => text.slice(0, longestText)),
    margins: (content.margins ?? []).map((text) => text.slice(0, longestText)),
    tables: tables.map((table) => ({
      ...table,
      cells: table.cells.map((cell) => (cell.text.length > longestText ? { ...cell, text: cell.text.slice(0, longestText) } : cell)),
    })),
  };
}

type Statements = Map<string, Stated[]>;

/** A table of so few cells is a line that somebody put in a frame. */
const fewestCells = 3;

function collect(content: FormContent, index: LabelIndex): Statements {
  const statements: Statements = new Map();
  const plans = content.tables.map((table) => planOf(withoutNumbering(table), index));
  const captions = plans.map(({ table, grid, labelled }) => captionOf(linesAround(table, grid, labelled)));
  const loose = joinCaptions(
    captionOf([...content.paragraphs, ...(content.margins ?? [])].flatMap((text) => text.split('\n'))),
    ...captions.filter((_, at) => (plans[at]?.table.cells.length ?? 0) <= fewestCells),
  );
  for (const [at, plan] of plans.entries()) {
    const own = captions[at];
    const isFramed = plan.table.cells.length <= fewestCells;
    const near = own && !isFramed ? joinCaptions(loose, own) : loose;
    const margins = captionOf((plan.table.margins ?? []).flatMap((text) => text.split('\n')));
    const whole = joinCaptions(near, margins);
    const caption = isSilent(whole) ? joinCaptions(...captions) : whole;
    collectTable(plan, index, (keys, stated) => {
      for (const key of keys) addTo(statements, key, { ...stated, keys, caption });
    });
  }
  // paragraphs come last: a line under the table does not overrule the table
  for (const [key, found] of collectParagraphs(content.paragraphs, index, loose)) if (!statements.has(key)) statements.set(key, found);
  return statements;
}

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function collectParagraphs(paragraphs: readonly string[], index: LabelIndex, caption: Caption): Statements {
  const statements: Statements = new Map();
  const own = withoutGuidance(paragraphs);
  const parts = partOfYearByLine(own);
  for (const [at, paragraph] of own.entries()) {
    for (const { keys, label, value } of splitInline(paragraph, index)) {
      for (const key of keys) addTo(statements, key, { text: value, label, keys, caption, partOfYear: parts[at] });
    }
  }
  return statements;
}

type State = (keys: readonly string[], stated: Stated) => void;

interface Plan {
  readonly table: FormTable;
  readonly grid: Grid;
  readonly labelled: ReadonlyMap<FormCell, readonly string[]>;
}

function planOf(table: FormTable, index: LabelIndex): Plan {
  const labelled = new Map<FormCell, readonly string[]>();
  for (const cell of table.cells) {
    const keys = matchCell(cell, index);
    if (keys.length > 0) labelled.set(cell, keys);
  }
  return { table, grid: layOut(table), labelled };
}

function collectTable({ table, grid, labelled }: Plan, index: LabelIndex, state: State): void {
  const headers = headerRows(table, grid, labelled);
  const lists = listRows(table, labelled, headers);
  const columns = columnsOf(table, grid, labelled, isAside);
  for (const cell of table.cells) {
    const keys = labelled.get(cell);
    if (!keys) {
      if (guidance.test(cell.text)) continue;
      for (const inline of splitInline(cell.text, index))
        state(inline.keys, { text: inline.value, label: inline.label, doubt: cell.doubt, note: cell.note });
      continue;
    }
    if (lists.has(cell.row)) continue;
    // a label over the whole width has its value below, as those in a row of labels have
    const wide = grid.columns > 1 && cell.colSpan === grid.columns;
    if (headers.has(cell.row) || wide) {
      const below = grid.at(cell.row + cell.rowSpan, cell.col);
      const usable = below && !labelled.has(below) && below.col === cell.col && splitInline(below.text, index).length === 0;
      const column = columns.over(cell);
      const isLate = column.isOfOtherTime || (usable && isEarlierLine(cell, grid, labelled));
      const parts = partsOf(cell, table, grid, labelled);
      const when = { parts, time: column.time, partOfYear: columns.partOfYear(cell), isOfOtherTime: isLate };
      state(keys, usable ? { ...wordsOf(cell, [below]), ...when } : { text: '', label: cell.text, parts });
      continue;
    }
    const right = statedIn(cellsRight(cell, grid, labelled), columns);
    const next = grid.at(cell.row, cell.col + cell.colSpan);
    const adjacent = next && right.includes(next) ? next.text : '';
    const several = right.length > 1 ? { adjacent, cells: right.map(({ text }) => text) } : {};
    const figures = right.filter(({ text }) => holdsFigure(text));
    const column = columns.over(figures[0] ?? right[0] ?? cell);
    const parts = partsOf(cell, table, grid, labelled);
    const when = { parts, time: column.time, partOfYear: columns.partOfYear(cell), isOfOtherTime: column.isOfOtherTime };
    state(keys, { ...wordsOf(cell, right), ...several, ...when, head: column.head });
  }
}

const isAside = (head: string): boolean => saidOfColumn(head) !== null;

/** The cells beside a label without those that count lines, and, beside the figure itself, without its growth or what is hoped for. */
function statedIn(right: readonly FormCell[], { over }: Columns): FormCell[] {
  const kept = right.filter((cell) => !over(cell).numbersLines);
  const own = kept.filter((cell) => !isAside(over(cell).head));
  return own.some(({ text }) => holdsFigure(text)) ? own : kept;
}

function wordsOf(label: FormCell, cells: readonly FormCell[]): Stated {
  const notes = [label, ...cells].flatMap(({ note }) => note ?? []);
  return {
    text: join(cells),
    label: label.text,
    numeric: cells[0]?.numeric,
    doubt: [label, ...cells].find(
      (cell) => cell.doubt !== undefined && cell.text.trim() !== '' && (cell !== label || cell.doubt !== 'hint'),
    )?.doubt,
    held: cells.find(({ held }) => held !== undefined)?.held,
    ...(notes.length > 0 && { note: notes.join('\n') }),
  };
}

const mostLabelLines = 5;

/** A cell that is a label; in the first column also one whose last lines are (old formats glue the text before a table to it). */
function matchCell(cell: FormCell, index: LabelIndex): readonly string[] {
  const whole = matchLabel(cell.text, index);
  if (whole.length > 0 || cell.col > 0) return whole;
  const lines = cell.text.split('\n');
  for (let from = Math.max(1, lines.length - mostLabelLines); from < lines.length; from += 1) {
    const keys = matchLabel(lines.slice(from).join('\n'), index);
    if (keys.length > 0) return keys;
  }
  return [];
}

/** Stands between the readings of a field that is stated twice and differently. */
export const contradiction = ' ⁄ ';

/**
 * One reading out of all that the form says of a field: the first that can be read; but two that can be
 * read and differ are a contradiction, and a person decides.
 */
export function settle(field: Field, stated: readonly Stated[]): ReadValue | null {
  const first = stated[0];
  if (!first) return null;
  if (isBoundaryKey(field.key)) {
    for (const each of stated) {
      const bounds = readBoundaries(each.text);
      // under its own label (东至 | 东一路) the whole cell is the bound, unless it names it again
      const own = bounds?.get(field.key) ?? (foldLabel(each.label).length <= 3 ? (each.adjacent ?? each.text) : undefined);
      if (own !== undefined && own.trim() !== '') return readField(field, { text: own, label: each.label });
    }
    return { raw: first.text, value: null, unit: null };
  }
  const readings = stated.map((each) => readField(field, each));
  const readable = readings.filter((reading) => reading.value !== null);
  const best = readable[0];
  if (!best) return readings.find((reading) => reading.raw.trim() !== '') ?? readings[0] ?? null;
  const agree = readable.every((reading) => JSON.stringify(reading.value) === JSON.stringify(best.value));
  if (!agree) return { ...best, raw: [...new Set(readable.map((reading) => reading.raw))].join(contradiction), value: null };
  const isTimed = field.type === 'decimal' || field.type === 'integer';
  const isLate = lateAmong(field, stated);
  return isTimed && readings.every(({ value }, at) => value === null || isLate(at)) ? { ...best, value: null, why: 'period' } : best;
}

/** Of labels and parts that name their year (年交易额（2022年）; sheets 2022年 and 2023年) the earlier ones are not what is asked. */
function lateAmong(field: Field, stated: readonly Stated[]): (at: number) => boolean {
  const times = stated.map(({ label, parts = [] }) => {
    const names = [...(label.match(/[（(][^（()）]*[)）]/gu) ?? []), ...parts];
    return names.some(isAside) ? null : names.map(periodOf).find(({ says }) => says !== 'nothing');
  });
  const peers = times.filter((time) => time !== null && time !== undefined);
  return (at) => {
    const [own, each] = [times[at], stated[at]];
    return (
      (each !== undefined && isStatedOfOtherTime(field, each)) ||
      (own !== undefined && own !== null && peers.length > 1 && isOfOtherTime(own, peers))
    );
  };
}

/** Bounds that stand in cells of their own (东至东一路 | 西至西二路) need no label. */
function readBoundaryCells(
  content: FormContent,
  statements: Statements,
  byKey: ReadonlyMap<string, Field>,
  fields: Record<string, ReadValue>,
): void {
  const texts = content.tables
    .flatMap((table) => table.cells.map((cell) => cell.text))
    .concat(content.paragraphs)
    .filter(startsAsBoundary);
  for (const key of Object.values(boundaryKeys)) {
    const field = byKey.get(key);
    if (!field || (fields[key]?.value ?? null) !== null) continue;
    for (const text of texts) {
      const bound = readBoundaries(text)?.get(key);
      if (bound !== undefined && bound !== '') {
        fields[key] = readField(field, { text: bound, label: '' });
        break;
      }
    }
    if (!fields[key] && statements.has(key)) fields[key] = { raw: '', value: null, unit: null };
  }
}

/** 其他：… in the cell of a set is the value of the text field named after it (services → otherServices). */
function readOthers(byKey: ReadonlyMap<string, Field>, fields: Record<string, ReadValue>): void {
  for (const field of byKey.values()) {
    if (field.type !== 'set') continue;
    const key = `other${field.key.charAt(0).toUpperCase()}${field.key.slice(1)}`;
    const cell = fields[field.key];
    if (!cell || !byKey.has(key)) continue;
    const other = readOther(field, cell.raw);
    if (other) fields[key] = other;
  }
}
