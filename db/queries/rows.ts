/**
 * What most queries are: rows found by some of their columns, one row written, rows taken away. Every one is a
 * statement prepared once per connection; the values come in the order in which the columns are named.
 */
import { and, eq, getTableColumns, sql, type SQL } from 'drizzle-orm';
import { getTableConfig, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { prepared, type ReadStore, type WriteStore } from '../store/open.ts';
import { application } from '../schema/schema.ts';

type Row<T extends SQLiteTable> = T['$inferSelect'];
type Names<T extends SQLiteTable> = readonly (keyof Row<T> & string)[];
type Values<T extends SQLiteTable, N extends Names<T>> = { [I in keyof N]: Row<T>[N[I]] };

function matching(table: SQLiteTable, names: readonly string[]): SQL | undefined {
  const columns = Object.entries(getTableColumns(table)).filter(([name]) => names.includes(name));
  return and(...columns.map(([name, column]) => eq(column, sql.placeholder(name))));
}

function named(names: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}

function select(table: SQLiteTable, names: readonly string[], order: readonly SQL[]) {
  return prepared((orm) =>
    orm
      .select()
      .from(table)
      .where(matching(table, names))
      .orderBy(...order)
      .prepare(),
  );
}

/** The one row with these values. */
export function rowBy<T extends SQLiteTable, const N extends Names<T>>(
  table: T,
  names: N,
): (store: ReadStore, ...values: Values<T, N>) => Row<T> | undefined {
  const statement = select(table, names, []);
  return (store, ...values) => statement(store).get(named(names, values));
}

/** All rows with these values. */
export function rowsBy<T extends SQLiteTable, const N extends Names<T>>(
  table: T,
  names: N,
  ...order: SQL[]
): (store: ReadStore, ...values: Values<T, N>) => Row<T>[] {
  const statement = select(table, names, order);
  return (store, ...values) => statement(store).all(named(names, values));
}

/** The rows that belong to the applications of a round. */
export function rowsOfRound<T extends SQLiteTable & { applicationId: SQLiteColumn }>(
  table: T,
): (store: ReadStore, roundId: string) => Row<T>[] {
  const statement = prepared((orm) =>
    orm
      .select({ row: getTableColumns(table) })
      .from(table as SQLiteTable)
      .innerJoin(application, eq(application.id, table.applicationId))
      .where(eq(application.roundId, sql.placeholder('roundId')))
      .prepare(),
  );
  return (store, roundId) =>
    statement(store)
      .all({ roundId })
      .map(({ row }) => row as Row<T>);
}

function insert(table: SQLiteTable, onConflict?: () => { target: SQLiteColumn[]; set: Record<string, SQL> }) {
  return prepared((orm) => {
    const names = Object.keys(getTableColumns(table));
    const statement = orm.insert(table).values(Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])));
    return (onConflict ? statement.onConflictDoUpdate(onConflict()) : statement).prepare();
  });
}

/** Writes a new row. */
export function insertInto<T extends SQLiteTable>(table: T): (tx: WriteStore, row: Row<T>) => void {
  const statement = insert(table);
  return (tx, row) => void statement(tx).run(row);
}

/** Writes a row, over the one that has its primary key where there is one. */
export function upsertInto<T extends SQLiteTable>(table: T): (tx: WriteStore, row: Row<T>) => void {
  const statement = insert(table, () => {
    const { primaryKeys } = getTableConfig(table);
    const columns = Object.entries(getTableColumns(table));
    const target = primaryKeys[0]?.columns ?? columns.map(([, column]) => column).filter(({ primary }) => primary);
    const rest = columns.filter(([, column]) => !target.includes(column));
    return { target, set: Object.fromEntries(rest.map(([name, column]) => [name, sql`excluded.${sql.identifier(column.name)}`])) };
  });
  return (tx, row) => void statement(tx).run(row);
}

/** Takes away the rows with these values. */
export function deleteFrom<T extends SQLiteTable, const N extends Names<T>>(
  table: T,
  names: N,
): (tx: WriteStore, ...values: Values<T, N>) => void {
  const statement = prepared((orm) => orm.delete(table).where(matching(table, names)).prepare());
  return (tx, ...values) => void statement(tx).run(named(names, values));
}
