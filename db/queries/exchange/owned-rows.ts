/** Owned rows as they stand in their tables, whichever shape they have: read, and made to say what a head says. */
import type { Statement } from 'better-sqlite3';
import type { Content, Head } from '../../../domain/exchange/lineage.ts';
import { contentNames, ownedTables, type OwnedKey, type OwnedTable } from '../../../domain/exchange/owned-tables.ts';
import { statements, type ReadStore, type WriteStore } from '../../store/open.ts';

/** What a row says now, whichever shape it has; all null where it is not there. */
export function readRow(store: ReadStore, { table, values }: OwnedKey): { content: Content; at: string | null } {
  const content: Record<string, string | number | null> = Object.fromEntries(contentNames(table).map((name) => [name, null]));
  let at: string | null = null;
  for (const shape of table.shapes) {
    const names = Object.entries(shape.columns);
    const row = statements(store)(
      `SELECT ${names.map(([name, column]) => `${column} AS "${name}"`).join(', ')}, ${shape.time ?? 'NULL'} AS "@at" FROM ${shape.table} WHERE ${table.key.map((key) => `${key} = ?`).join(' AND ')}`,
    ).get(...values) as Record<string, string | number | null> | undefined;
    if (!row) continue;
    for (const [name] of names) content[name] = row[name] ?? null;
    at = row['@at'] === undefined ? null : (row['@at'] as string | null);
  }
  return { content, at };
}

interface ShapeWriter {
  readonly names: readonly string[];
  readonly isTimed: boolean;
  readonly upsert: Statement;
  readonly remove: Statement;
  /** the row's counter in this shape; null where the shape has none */
  readonly held: Statement | null;
}

export interface RowWriter {
  readonly goes: boolean;
  readonly under: { readonly insert: Statement; readonly keys: number } | null;
  readonly shapes: readonly ShapeWriter[];
  /** drafts made in this transaction need not be made again */
  readonly made: Set<string>;
}

export function rowWriter(tx: WriteStore, table: OwnedTable): RowWriter {
  const prepare = statements(tx);
  const under = ownedTables.find((other) => other.name === table.under);
  const where = table.key.map((key) => `${key} = ?`).join(' AND ');
  return {
    goes: table.goes ?? false,
    under: under
      ? {
          insert: prepare(
            `INSERT INTO ${under.name} (${under.key.join(', ')}, state) VALUES (${under.key.map(() => '?').join(', ')}, 'draft') ON CONFLICT DO NOTHING`,
          ),
          keys: under.key.length,
        }
      : null,
    shapes: table.shapes.map((shape) => {
      const columns = [
        ...Object.values(shape.columns),
        ...(shape.time === undefined ? [] : [shape.time]),
        ...(shape.counter === undefined ? [] : [shape.counter]),
      ];
      return {
        names: Object.keys(shape.columns),
        isTimed: shape.time !== undefined,
        upsert: prepare(
          `INSERT INTO ${shape.table} (${[...table.key, ...columns].join(', ')}) VALUES (${[...table.key, ...columns].map(() => '?').join(', ')})
           ON CONFLICT (${table.primary ?? table.key.join(', ')}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
        ),
        remove: prepare(`DELETE FROM ${shape.table} WHERE ${where}`),
        held: shape.counter === undefined ? null : prepare(`SELECT ${shape.counter} FROM ${shape.table} WHERE ${where}`).pluck(),
      };
    }),
    made: new Set(),
  };
}

/** Makes a row say what a head says. Under which it stands is made as a draft where it is missing. */
export function writeRow(writer: RowWriter, values: readonly string[], head: Head): void {
  const { goes, under, shapes, made } = writer;
  if (under) {
    const keys = values.slice(0, under.keys);
    const name = keys.join('/');
    if (!made.has(name)) under.insert.run(...keys);
    made.add(name);
  }
  const counted = shapes.map(({ held }) => (held ? ((held.get(...values) as number | undefined) ?? 0) : null));
  const counter = Math.max(0, ...counted.map((count) => count ?? 0)) + 1;
  for (const [index, { names, isTimed, upsert, remove, held }] of shapes.entries()) {
    const [marker = ''] = names;
    // a sheet stays: its scores stand on it
    if ((head.content[marker] ?? null) === null) {
      if (goes && counted[index] !== 0) remove.run(...values);
    } else
      upsert.run(...values, ...names.map((name) => head.content[name] ?? null), ...(isTimed ? [head.at] : []), ...(held ? [counter] : []));
  }
}

/** Makes one row say something, apart from any merge: what a person chose. The caller appends the event. */
export function writeOwned(tx: WriteStore, key: OwnedKey, head: Head): void {
  writeRow(rowWriter(tx, key.table), key.values, head);
}
