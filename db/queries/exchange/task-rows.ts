/** The secretary's rows that go out with a task, and how they are taken in on the expert's machine. */
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { refuse } from '../../../domain/result.ts';
import { underReview } from '../../schema/admission.ts';
import type { Rows } from '../../../domain/exchange/parts.ts';
import type { ReadStore, WriteStore } from '../../store/open.ts';
import { applyRecordRows, fitsTask, isRecordTable, readRecordRows } from './record-rows.ts';
import {
  application,
  assignment,
  document,
  fieldValueTable,
  findingTable,
  packageTable,
  person,
  round,
  ruling,
} from '../../schema/schema.ts';

interface TaskTable {
  readonly table: SQLiteTable;
  /** over `mine (id, package_id)`: the parks that the expert may see */
  readonly select: string;
  /** takes out, before the rows come in, what the file would otherwise leave standing */
  readonly clear?: string;
}

const mine = `WITH mine AS (
  SELECT a.id, a.package_id FROM application a JOIN assignment s ON s.application_id = a.id AND s.person_id = @personId
    LEFT JOIN conflict c ON c.application_id = a.id AND c.person_id = @personId
   WHERE coalesce(c.relation, 'none') = 'none' AND ${underReview('a.id')})`;

/** In the order in which they can be written. Others' seats, scores and names stay at home. */
const taskTables: readonly TaskTable[] = [
  { table: round, select: 'SELECT r.* FROM round r JOIN person p ON p.round_id = r.id WHERE p.id = @personId' },
  { table: person, select: 'SELECT * FROM person WHERE id = @personId' },
  { table: application, select: `${mine} SELECT a.* FROM application a JOIN mine ON mine.id = a.id` },
  { table: packageTable, select: `${mine} SELECT p.* FROM package p JOIN mine ON mine.package_id = p.id` },
  { table: document, select: `${mine} SELECT d.* FROM document d JOIN mine ON mine.package_id = d.package_id` },
  { table: findingTable, select: `${mine} SELECT f.* FROM finding f JOIN mine ON mine.package_id = f.package_id` },
  {
    table: fieldValueTable,
    select: `${mine} SELECT v.* FROM field_value v JOIN mine ON mine.id = v.application_id`,
    clear: 'DELETE FROM field_value WHERE application_id = @id',
  },
  {
    table: ruling,
    select: `${mine} SELECT u.* FROM ruling u JOIN mine ON mine.id = u.application_id`,
    clear: 'DELETE FROM ruling WHERE application_id = @id',
  },
  {
    table: assignment,
    select: `${mine} SELECT s.* FROM assignment s JOIN mine ON mine.id = s.application_id WHERE s.person_id = @personId`,
  },
];

const nameOf = ({ table }: TaskTable): string => getTableConfig(table).name;

function primaryOf(table: SQLiteTable): string[] {
  const config = getTableConfig(table);
  const keys = config.columns.filter((column) => column.primary).map((column) => column.name);
  return keys.length > 0 ? keys : config.primaryKeys.flatMap((key) => key.columns.map((column) => column.name));
}

/** The tables of a task: their keys, and whether a task brings all rows of its parks, so that what it leaves out is gone. */
export const listTaskTables = (): { readonly name: string; readonly key: readonly string[]; readonly isWhole: boolean }[] =>
  taskTables.map((one) => ({ name: nameOf(one), key: primaryOf(one.table), isWhole: one.clear !== undefined }));

/** Everything of the secretary's that one expert needs. */
export function readTaskRows(store: ReadStore, personId: string): Rows {
  const rows = Object.fromEntries(
    taskTables.map((one) => [nameOf(one), store.sqlite.prepare(one.select).all({ personId }) as Rows[string]]),
  );
  return { ...rows, ...readRecordRows(store, rows) };
}

/** The documents of the parks in a task: each content once. */
export function listTaskDocuments(rows: Rows): { sha256: string; bytes: number }[] {
  const found = new Map<string, number>();
  for (const row of rows['document'] ?? []) found.set(String(row['sha256']), Number(row['bytes']));
  return [...found].map(([sha256, bytes]) => ({ sha256, bytes })).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}

/**
 * Takes a task's rows in. Column names are the store's own; what does not fit them is refused.
 * @throws exchange/part-unreadable
 */
export function applyTaskRows(tx: WriteStore, path: string, rows: Rows, replacedAt: string): void {
  const unreadable = (): never => refuse('exchange/part-unreadable', { path, part: 'rows.json' });
  if (Object.keys(rows).some((name) => !isRecordTable(name) && !taskTables.some((one) => nameOf(one) === name))) unreadable();
  if (!fitsTask(rows)) unreadable();
  for (const one of taskTables) {
    const config = getTableConfig(one.table);
    const columns = config.columns.map((column) => column.name);
    const given = rows[config.name] ?? unreadable();
    if (one.clear !== undefined) for (const park of rows['application'] ?? []) tx.sqlite.prepare(one.clear).run({ id: park['id'] });
    const primary = primaryOf(one.table);
    const rest = columns.filter((column) => !primary.includes(column));
    const insert = tx.sqlite.prepare(
      `INSERT INTO ${config.name} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})
       ON CONFLICT (${primary.join(', ')}) DO ${rest.length === 0 ? 'NOTHING' : `UPDATE SET ${rest.map((column) => `${column} = excluded.${column}`).join(', ')}`}`,
    );
    for (const row of given) {
      if (Object.keys(row).sort().join() !== [...columns].sort().join()) unreadable();
      insert.run(row);
    }
  }
  // an earlier version of a park's package steps back behind the one that came
  for (const park of rows['application'] ?? [])
    tx.sqlite
      .prepare('UPDATE package SET replaced_at = ? WHERE application_id = ? AND id <> ? AND replaced_at IS NULL')
      .run(replacedAt, park['id'], park['package_id']);
  applyRecordRows(tx, rows);
}
