/**
 * 申报汇总表: the sheet a prefecture sends with its packages, one row a park, columns by label. It is checked
 * against the packages; neither side corrects the other.
 */
import type { ReadValue } from '../model.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { readBoundaries, isBoundaryKey } from '../form/boundaries.ts';
import { readField, type Stated } from '../form/field-values.ts';
import { meantFor } from '../form/meant-for.ts';
import type { FormCell, FormTable } from '../form/content.ts';
import { indexLabels, matchLabel, type LabelIndex } from '../form/labels.ts';
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
  return [...rows.keys()]
    .filter((row) => row >= first)
    .sort((a, b) => a - b)
    .flatMap((row) => {
      const cells = rows.get(row) ?? [];
      const parkName = cells.find((cell) => cell.col === names.col)?.text.trim() ?? '';
      if (parkName === '' || /^(?:合\s*计|小\s*计|总\s*计|备\s*注|说\s*明|注)/u.test(parkName)) return [];
      return [{ row: row + 1, parkName: parkName.replaceAll(/\s*\n\s*/gu, ''), fields: readRow(cells, columns, index, scheme) }];
    });
}

function readRow(cells: readonly FormCell[], columns: readonly FormCell[], index: LabelIndex, scheme: Scheme): Record<string, ReadValue> {
  const stated = new Map<string, Stated[]>();
  for (const column of columns) {
    const cell = cells.find((each) => each.col === column.col);
    const keys = matchLabel(column.text, index);
    for (const key of keys) {
      const bound = isBoundaryKey(key) ? readBoundaries(cell?.text ?? '')?.get(key) : undefined;
      const text = bound ?? cell?.text ?? '';
      stated.set(key, [...(stated.get(key) ?? []), { text, label: column.text, numeric: cell?.numeric, keys }]);
    }
  }
  const fields: Record<string, ReadValue> = {};
  const byKey = new Map(scheme.fields.map((field) => [field.key, field]));
  for (const field of scheme.fields) for (const meant of meantFor(field, stated, byKey)) fields[field.key] = readField(field, meant);
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
  return {
    differences: rows.flatMap((row) => {
      const found = byName.get(foldParkName(row.parkName));
      return found ? differencesOf(scheme, row, found) : [];
    }),
    withoutPackage: [...new Set(rows.filter(({ parkName }) => !byName.has(foldParkName(parkName))).map(({ parkName }) => parkName))],
    withoutRow: packages.filter(({ parkName }) => !seen.has(foldParkName(parkName))).map(({ parkName }) => parkName),
    repeated: [...repeated],
  };
}

function differencesOf(scheme: Scheme, row: SummaryRow, found: CheckedPackage): SummaryDifference[] {
  return scheme.fields.flatMap((field) => {
    const [summary, form] = [row.fields[field.key], found.fields[field.key]];
    if (!summary || !form || summary.value === null || form.value === null || sameValue(summary.value, form.value)) return [];
    return [
      {
        parkName: row.parkName,
        row: row.row,
        key: field.key,
        field: field.label.zh,
        fieldEn: field.label.en ?? field.label.zh,
        summary: summary.raw.trim(),
        form: form.raw.trim(),
      },
    ];
  });
}
