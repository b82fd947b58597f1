/**
 * The log of rows: for every row that the program writes or takes away, the digest of what the row says from then on; an entry holds
 * the rows of one transaction and is chained to the one before. Triggers of the connection note the rows (`TEMP`: no other program has
 * them), so no handler can forget it; the doctor compares the tables with the log both ways (`db/record/rows.ts`). It has no key: it
 * shows a change made past the program, not one made by somebody who counts the log anew too.
 */
import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';

/** What is not logged itself. */
const apart = new Set(['row_log']);

/** Columns that stand for the whole row: the hash of an event is over all others, and the doctor counts it again. */
const saying: Readonly<Record<string, readonly string[]>> = { event: ['hash'] };

export interface LoggedTable {
  readonly name: string;
  readonly key: readonly string[];
  /** SQL for what a row says, as one text; `row` is the row's name in the statement */
  readonly said: (row: string) => string;
}

/** In the place of a row's digest: the row was taken away. */
export const gone = '';

/** On what the first entry builds. */
export const firstLink = '';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

interface Column {
  readonly tbl: string;
  readonly name: string;
  readonly type: string;
  readonly pk: number;
}

function tableOf(name: string, columns: readonly Column[]): LoggedTable {
  const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  // JSON holds no bytes
  const value = (row: string, column: Column): string =>
    column.type === 'BLOB' ? `hex(${row}.${quoted(column.name)})` : `${row}.${quoted(column.name)}`;
  const said = columns.filter((column) => saying[name]?.includes(column.name) ?? true);
  return {
    name,
    key: key.map((column) => column.name),
    said: (row) => `json_array(${said.map((column) => value(row, column)).join(', ')})`,
  };
}

/** All tables whose rows are logged, as the database has them now. */
export function listLoggedTables(sqlite: Database.Database): LoggedTable[] {
  const found = sqlite
    .prepare(
      `SELECT t.name AS tbl, c.name, c.type, c.pk FROM sqlite_schema t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY t.name, c.cid`,
    )
    .all() as Column[];
  return [...Map.groupBy(found, ({ tbl }) => tbl)].filter(([name]) => !apart.has(name)).map(([name, columns]) => tableOf(name, columns));
}

/** SHA-256 of what a row says. */
const digestOf = (said: unknown): string => hash('sha256', String(said), 'base64url');

/** The link of an entry: over the link before it and the entry's rows. */
export const linkOf = (before: string, rows: string): string => hash('sha256', `${before}\n${rows}`, 'base64url');

const keyOf = ({ key }: LoggedTable, row: string): string => `json_array(${key.map((column) => `${row}.${quoted(column)}`).join(', ')})`;

/** What the rows of a table say now: each key, as the log names it, with its digest. */
export function* readDigests(sqlite: Database.Database, table: LoggedTable): Generator<{ key: string; digest: string }> {
  const rows = sqlite
    .prepare(`SELECT ${keyOf(table, 't')}, ${table.said('t')} FROM main.${quoted(table.name)} t`)
    .raw()
    .iterate() as Iterable<[string, unknown]>;
  for (const [key, said] of rows) yield { key, digest: digestOf(said) };
}

const lastLink = "coalesce((SELECT link FROM row_log ORDER BY seq DESC LIMIT 1), '')";

/** The link of the last entry; null before the first. */
export function getRowHead(sqlite: Database.Database): string | null {
  return (sqlite.prepare('SELECT link FROM row_log ORDER BY seq DESC LIMIT 1').pluck().get() as string | undefined) ?? null;
}

/** Rows of one entry at most: a merge of a whole panel is read back in pieces. */
const entrySize = 5_000;

/**
 * Makes the connection note every row that it writes. Returns what a transaction does at its end: what was noted becomes entries of
 * the log, one for up to {@link entrySize} rows. What the transaction undoes is noted no more, for the notes are a table too.
 */
export function logRows(sqlite: Database.Database): () => void {
  sqlite.function('row_digest', { deterministic: true }, digestOf);
  sqlite.function('row_link', { deterministic: true }, (before, rows) => linkOf(String(before), String(rows)));
  const steps = ['CREATE TEMP TABLE changed_row (seq INTEGER PRIMARY KEY, tbl TEXT, key TEXT, digest TEXT);'];
  for (const table of listLoggedTables(sqlite)) {
    const { name } = table;
    const note = (row: string, digest: string, when = ''): string =>
      `INSERT INTO changed_row (tbl, key, digest) SELECT '${name}', ${keyOf(table, row)}, ${digest} ${when};`;
    const now = note('NEW', `row_digest(${table.said('NEW')})`);
    const renamed = table.key.map((column) => `OLD.${quoted(column)} IS NOT NEW.${quoted(column)}`).join(' OR ');
    steps.push(`
      CREATE TEMP TRIGGER ${quoted(`log_${name}_insert`)} AFTER INSERT ON main.${quoted(name)} BEGIN ${now} END;
      CREATE TEMP TRIGGER ${quoted(`log_${name}_update`)} AFTER UPDATE ON main.${quoted(name)} BEGIN
        ${note('OLD', `'${gone}'`, `WHERE ${renamed}`)} ${now} END;
      CREATE TEMP TRIGGER ${quoted(`log_${name}_delete`)} AFTER DELETE ON main.${quoted(name)} BEGIN ${note('OLD', `'${gone}'`)} END;`);
  }
  sqlite.pragma('temp_store = MEMORY');
  sqlite.exec(`BEGIN; ${steps.join('')} COMMIT;`);
  const count = sqlite.prepare('SELECT max(seq) FROM changed_row').pluck();
  const enter = sqlite.prepare(
    `INSERT INTO row_log (rows, link) SELECT rows, row_link(${lastLink}, rows) FROM (SELECT json_group_array(json_array(tbl, key, digest)) AS rows
       FROM (SELECT tbl, key, digest FROM changed_row WHERE seq > ? AND seq <= ? ORDER BY seq))`,
  );
  const forget = sqlite.prepare('DELETE FROM changed_row');
  return () => {
    const last = count.get() as number | null;
    if (last === null) return;
    for (let from = 0; from < last; from += entrySize) enter.run(from, from + entrySize);
    forget.run();
  };
}

export interface LoggedRow {
  readonly table: string;
  readonly key: string;
}

export interface Entry {
  readonly seq: number;
  /** JSON: an array of table, key and digest of each row */
  readonly rows: string;
  readonly link: string;
}

/** The whole log, oldest first. */
export function readLog(sqlite: Database.Database): Iterable<Entry> {
  return sqlite.prepare('SELECT seq, rows, link FROM row_log ORDER BY seq').iterate() as Iterable<Entry>;
}

function* rowsOf({ rows }: Entry): Generator<readonly [table: string, key: string, digest: string]> {
  let read: unknown;
  try {
    read = JSON.parse(rows);
  } catch {
    // its link tells that it was rewritten
  }
  for (const row of Array.isArray(read) ? (read as unknown[]) : []) {
    if (Array.isArray(row)) yield [String(row[0]), String(row[1]), String(row[2])];
  }
}

/**
 * Rows that do not say what the log says of them last, are not in it, or are in it and gone.
 * @param only the one table that is asked for; all where it is not given
 */
export function* findUnlike(sqlite: Database.Database, only?: string): Generator<LoggedRow & { readonly digest: string }> {
  const said = lastDigests(readLog(sqlite), only);
  for (const table of listLoggedTables(sqlite)) {
    if (only !== undefined && table.name !== only) continue;
    const expected = said.get(table.name) ?? new Map<string, string>();
    for (const { key, digest } of readDigests(sqlite, table)) {
      if (expected.get(key) !== digest) yield { table: table.name, key, digest };
      expected.delete(key);
    }
  }
  for (const [table, left] of said) for (const [key, digest] of left) if (digest !== gone) yield { table, key, digest: gone };
}

/** By table and key: the digest that the log gives last. */
function lastDigests(log: Iterable<Entry>, only: string | undefined): Map<string, Map<string, string>> {
  const said = new Map<string, Map<string, string>>();
  for (const entry of log) {
    for (const [table, key, digest] of rowsOf(entry)) {
      if (only !== undefined && table !== only) continue;
      let rows = said.get(table);
      if (!rows) said.set(table, (rows = new Map<string, string>()));
      rows.set(key, digest);
    }
  }
  return said;
}

const hasLog = (sqlite: Database.Database): boolean =>
  sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'row_log'").get() !== undefined;

const named = ({ table, key }: LoggedRow): string => `${table} ${key}`;

/**
 * Runs a step that changes the shape of the store, and logs the rows that say something else after it. What was unlike before the step stays so.
 */
export function logChangesOf(sqlite: Database.Database, step: () => void): void {
  const before = new Set(hasLog(sqlite) ? [...findUnlike(sqlite)].map(named) : []);
  step();
  if (!hasLog(sqlite)) return;
  const insert = sqlite.prepare('INSERT INTO row_log (rows, link) VALUES (?, ?)');
  let link = sqlite.prepare(`SELECT ${lastLink}`).pluck().get() as string;
  // read to its end before anything is written
  const unlike = [...findUnlike(sqlite)].filter((row) => !before.has(named(row)));
  for (let from = 0; from < unlike.length; from += entrySize) {
    const rows = JSON.stringify(unlike.slice(from, from + entrySize).map(({ table, key, digest }) => [table, key, digest]));
    link = linkOf(link, rows);
    insert.run(rows, link);
  }
}
