/**
 * 申报汇总表: the sheet a prefecture sends with its packages, one row a park, columns by label. It is checked
 * against the packages; neither side corrects the other.
 */
import type { ReadValue } from '../model.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { readBoundaries, isBoundaryKey } from '../form/boundaries.ts';
import { isOfOtherTime, numberingRows, periodOf } from '../form/columns.ts';
import { readField, type Stated } from '../form/field-values.ts';
import { layOut, linesAround } from '../form/grid.ts';
import { captionOf, type Caption } from '../form/quantity/captions.ts';
import { meantFor } from '../form/meant-for.ts';
import type { FormCell, FormTable } from '../form/content.ts';
import { indexLabels, matchLabel, type LabelIndex } from '../form/labels.ts';
import { settle } from '../form/read-form.ts';
import { foldParkName } from './plan-import.ts';
import { sameValue } from './same-value.ts';

export interface SummaryRow {
  /** row of the sheet, from 1 as people count */
  readonly row: number;
  readonly parkName: string;
  readonly fields: Readonly<Record<string, ReadValue>>;
}

/** A heading of one or two rows needs at least this many labels to be one. */
const fewestColumns = 3;

/** The rows of a table that has a heading of labels with 产业园名称 among them; none when it has no such heading. */
export function readSummaryTable(table: FormTable, scheme: Scheme): SummaryRow[] {
  const index = indexLabels(scheme);
  const rows = new Map<number, FormCell[]>();
  for (const cell of table.cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
  const headings = [...rows]
    .map(([row, cells]) => ({ row, labels: cells.filter((cell) => matchLabel(cell.text, index).length > 0) }))
    .filter(({ labels }) => labels.length > 0);
  const heading = headings.find(
    ({ row, labels }) => columnsOf(labels, headings.find((next) => next.row === row + 1)?.labels).length >= fewestColumns,
  );
  if (!heading) return [];
  const below = headings.find(({ row }) => row === heading.row + 1)?.labels ?? [];
  const columns = columnsOf(heading.labels, below);
  const first = Math.max(...columns.map((cell) => cell.row + cell.rowSpan));
  const names = columns.find((cell) => matchLabel(cell.text, index).includes('parkName'));
  if (!names) return [];
  const labelled = new Map(columns.map((cell) => [cell, matchLabel(cell.text, index)]));
  const lines = [...linesAround(table, layOut(table), labelled), ...(table.margins ?? [])];
  const sheet: Sheet = { columns: headed(columns, table, heading.row), index, scheme, caption: captionOf(lines) };
  const numbering = numberingRows(table);
  return [...rows.keys()]
    .filter((row) => row >= first && !numbering.has(row))
    .sort((a, b) => a - b)
    .flatMap((row) => {
      const cells = rows.get(row) ?? [];
      const parkName = cells.find((cell) => cell.col === names.col)?.text.trim() ?? '';
      if (parkName === '' || /^(?:合\s*计|小\s*计|总\s*计|备\s*注|说\s*明|注)/u.test(parkName)) return [];
      return [{ row: row + 1, parkName: parkName.replaceAll(/\s*\n\s*/gu, ''), fields: readRow(cells, sheet) }];
    });
}

interface Column {
  readonly cell: FormCell;
  /** what stands over several columns, among them this one (2023年（万元）) */
  readonly head: string;
  readonly isOfOtherTime: boolean;
}

interface Sheet {
  readonly columns: readonly Column[];
  readonly index: LabelIndex;
  readonly scheme: Scheme;
  /** what the lines over and under the table say of units */
  readonly caption: Caption;
}

/** So many rows over the labels may part them into groups. */
const groupRows = 2;

function headed(columns: readonly FormCell[], table: FormTable, headingRow: number): Column[] {
  const width = Math.max(...table.cells.map(({ col, colSpan }) => col + colSpan));
  const groups = table.cells.filter(
    ({ row, colSpan, text }) => row >= headingRow - groupRows && colSpan > 1 && colSpan < width && text.trim() !== '',
  );
  const withHeads = columns.map((cell) => {
    const over = groups.filter(({ row, col, colSpan }) => row < cell.row && cell.col >= col && cell.col < col + colSpan);
    const head = over.map(({ text }) => text).join('\n');
    return { cell, head, period: periodOf([head, ...(cell.text.match(/[（(][^（()）]*[)）]/gu) ?? [])].join('\n')) };
  });
  const periods = withHeads.map(({ period }) => period);
  return withHeads.map(({ period, ...column }) => ({ ...column, isOfOtherTime: isOfOtherTime(period, periods) }));
}

function readRow(cells: readonly FormCell[], { columns, index, scheme, caption }: Sheet): Record<string, ReadValue> {
  const stated = new Map<string, Stated[]>();
  for (const { cell: column, head, isOfOtherTime: isLate } of columns) {
    const cell = cells.find((each) => each.col === column.col);
    const keys = matchLabel(column.text, index);
    for (const key of keys) {
      const bound = isBoundaryKey(key) ? readBoundaries(cell?.text ?? '')?.get(key) : undefined;
      const text = bound ?? cell?.text ?? '';
      const notes = [column.note, cell?.note].filter((note) => note !== undefined);
      const own: Stated = {
        text,
        label: column.text,
        keys,
        head,
        caption,
        isOfOtherTime: isLate,
        numeric: cell?.numeric,
        doubt: cell?.doubt,
        held: cell?.held,
        ...(notes.length > 0 && { note: notes.join('\n') }),
      };
      stated.set(key, [...(stated.get(key) ?? []), own]);
    }
  }
  const fields: Record<string, ReadValue> = {};
  const byKey = new Map(scheme.fields.map((field) => [field.key, field]));
  for (const field of scheme.fields) {
    const meant = meantFor(field, stated, byKey);
    const [only] = meant;
    // a bound was taken out of its cell already
    const read = isBoundaryKey(field.key) && only ? readField(field, only) : settle(field, meant);
    if (read) fields[field.key] = read;
  }
  return fields;
}

/** The labels that head a column: those of the lower row where a group spans several of them. */
function columnsOf(labels: readonly FormCell[], below: readonly FormCell[] = []): FormCell[] {
  const lower = below.filter((cell) => !labels.some((upper) => upper.col === cell.col && upper.rowSpan > 1));
  return [...labels.filter((upper) => !lower.some((cell) => cell.col >= upper.col && cell.col < upper.col + upper.colSpan)), ...lower];
}

export interface SummaryDifference {
  readonly parkName: string;
  readonly row: number;
  readonly key: string;
  readonly field: string;
  readonly fieldEn: string;
  /** as the sheet and as the form say it */
  readonly summary: string;
  readonly form: string;
}

export interface SummaryCheck {
  readonly differences: readonly SummaryDifference[];
  /** what both state and one of them, or both, in a way that was not read: nobody can say that it agrees */
  readonly uncompared: readonly SummaryDifference[];
  /** parks of the sheet without a package, and of packages without a row */
  readonly withoutPackage: readonly string[];
  readonly withoutRow: readonly string[];
  /** parks that have several rows */
  readonly repeated: readonly string[];
}

export interface CheckedPackage {
  readonly parkName: string;
  readonly fields: Readonly<Record<string, ReadValue>>;
}

/** Compares what both state and could be read: an empty cell on either side is no difference. */
export function checkSummary(scheme: Scheme, rows: readonly SummaryRow[], packages: readonly CheckedPackage[]): SummaryCheck {
  const byName = new Map(packages.map((each) => [foldParkName(each.parkName), each]));
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { parkName } of rows) {
    if (seen.has(foldParkName(parkName))) repeated.add(parkName);
    seen.add(foldParkName(parkName));
  }
  const pairs = rows.flatMap((row) => {
    const found = byName.get(foldParkName(row.parkName));
    return found ? pairsOf(scheme, row, found) : [];
  });
  return {
    differences: pairs.filter(({ isRead, isSame }) => isRead && !isSame).map(({ told }) => told),
    uncompared: pairs.filter(({ isRead }) => !isRead).map(({ told }) => told),
    withoutPackage: [...new Set(rows.filter(({ parkName }) => !byName.has(foldParkName(parkName))).map(({ parkName }) => parkName))],
    withoutRow: packages.filter(({ parkName }) => !seen.has(foldParkName(parkName))).map(({ parkName }) => parkName),
    repeated: [...repeated],
  };
}

interface Pair {
  readonly told: SummaryDifference;
  readonly isRead: boolean;
  readonly isSame: boolean;
}

/** What both state. Of two that are unread those that say why were written as something; a form that is left open says nothing. */
function pairsOf(scheme: Scheme, row: SummaryRow, found: CheckedPackage): Pair[] {
  return scheme.fields.flatMap((field) => {
    const [summary, form] = [row.fields[field.key], found.fields[field.key]];
    if (!summary || !form) return [];
    const isRead = summary.value !== null && form.value !== null;
    const isWritten = [summary, form].every(({ raw, value }) => value !== null || raw.trim() !== '');
    if (!isRead && !(isWritten && (summary.value !== null || summary.why !== undefined))) return [];
    const told: SummaryDifference = {
      parkName: row.parkName,
      row: row.row,
      key: field.key,
      field: field.label.zh,
      fieldEn: field.label.en ?? field.label.zh,
      summary: summary.raw.trim(),
      form: form.raw.trim(),
    };
    return [{ told, isRead, isSame: isRead && sameValue(summary.value, form.value) }];
  });
}
