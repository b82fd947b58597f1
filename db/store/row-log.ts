/**
 * The log of rows: for every row that the program writes or takes away, the digest of what the row says from then on, chained like
 * the events. Triggers of the connection do it (`TEMP`: no other program has them), so no handler can forget it; the doctor compares
 * the tables with it both ways (`db/record/rows.ts`). It has no key: it shows a change made past the program, not one made by somebody
 * who counts the log anew too.
 */
import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';

/** What has a chain, or a counter, of its own. */
const apart = new Set(['event', 'row_log', 'record_head']);

export interface LoggedTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

/** Bytes of a digest; a seal is the row's digest and, after it, the link to the entry before. */
export const digestLength = 32;

/** In the place of a row's digest: the row was taken away. */
export const gone = Buffer.alloc(digestLength);

/** On what the first entry builds. */
export const firstLink = Buffer.alloc(digestLength);

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** All tables whose rows are logged, as the database has them now. */
export function listLoggedTables(sqlite: Database.Database): LoggedTable[] {
  const found = sqlite
    .prepare(
      `SELECT t.name AS tbl, c.name, c.pk FROM sqlite_schema t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY t.name, c.cid`,
    )
    .all() as { tbl: string; name: string; pk: number }[];
  return [...Map.groupBy(found, ({ tbl }) => tbl)]
    .filter(([name]) => !apart.has(name))
    .map(([name, columns]) => {
      const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
      return { name, columns: columns.map((column) => column.name), key: key.map((column) => column.name) };
    });
}

/** SHA-256 over the columns that say something, by name: a column that a later version adds changes nothing while it is empty. */
function digester(columns: readonly string[]): (values: readonly unknown[]) => Buffer {
  const order = columns.map((name, index) => ({ name, index })).sort((a, b) => (a.name < b.name ? -1 : 1));
  return (values) => {
    const said: unknown[] = [];
    for (const { name, index } of order) {
      const value = values[index];
      if (value !== null && value !== undefined)
        said.push(name, typeof value === 'bigint' ? String(value) : Buffer.isBuffer(value) ? value.toString('base64') : value);
    }
    return hash('sha256', JSON.stringify(said), 'buffer');
  };
}

/** The link of an entry: over the link before it and everything in it. */
export function linkOf(before: Uint8Array, table: string, key: string, digest: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([before, digest, Buffer.from(JSON.stringify([table, key]))]), 'buffer');
}

/** What the rows of a table say now: each key, as the log names it, with its digest. */
export function* readDigests(sqlite: Database.Database, { name, columns, key }: LoggedTable): Generator<{ key: string; digest: Buffer }> {
  const digest = digester(columns);
  const rows = sqlite
    .prepare(`SELECT json_array(${key.map(quoted).join(', ')}), ${columns.map(quoted).join(', ')} FROM main.${quoted(name)}`)
    .raw()
    .iterate() as Iterable<unknown[]>;
  for (const [found, ...values] of rows) yield { key: String(found), digest: digest(values) };
}

/** Makes the connection log every row that it writes. */
export function logRows(sqlite: Database.Database): void {
  const triggers: string[] = [];
  for (const { name, columns, key } of listLoggedTables(sqlite)) {
    const digest = digester(columns);
    const seal = `row_seal_${name}`;
    const link = (before: Uint8Array | null, at: unknown, said: Buffer): Buffer =>
      Buffer.concat([said, linkOf(before ? before.subarray(digestLength) : firstLink, name, String(at), said)]);
    sqlite.function(seal, { varargs: true }, (before, at, ...values) =>
      link(before as Uint8Array | null, at, values.length === 0 ? gone : digest(values)),
    );
    const keyOf = (row: string): string => `json_array(${key.map((column) => `${row}.${quoted(column)}`).join(', ')})`;
    const add = (row: string, values: readonly string[], when = ''): string =>
      `INSERT INTO row_log (tbl, key, seal) SELECT '${name}', ${keyOf(row)}, ${seal}(${['(SELECT seal FROM row_log ORDER BY seq DESC LIMIT 1)', keyOf(row), ...values].join(', ')}) ${when};`;
    const all = columns.map((column) => `NEW.${quoted(column)}`);
    triggers.push(`
      CREATE TEMP TRIGGER ${quoted(`log_${name}_insert`)} AFTER INSERT ON main.${quoted(name)} BEGIN ${add('NEW', all)} END;
      CREATE TEMP TRIGGER ${quoted(`log_${name}_update`)} AFTER UPDATE ON main.${quoted(name)} BEGIN
        ${add('OLD', [], `WHERE ${keyOf('OLD')} <> ${keyOf('NEW')}`)} ${add('NEW', all)} END;
      CREATE TEMP TRIGGER ${quoted(`log_${name}_delete`)} AFTER DELETE ON main.${quoted(name)} BEGIN ${add('OLD', [])} END;`);
  }
  triggers.push(`
    CREATE TEMP TRIGGER head_of_events AFTER INSERT ON main.event BEGIN
      UPDATE record_head SET event_seq = NEW.seq, event_hash = NEW.hash; END;`);
  sqlite.exec(`BEGIN; ${triggers.join('')} COMMIT;`);
}

export interface LoggedRow {
  readonly table: string;
  readonly key: string;
}

interface Entry {
  readonly seq: number;
  readonly tbl: string;
  readonly key: string;
  readonly seal: Buffer;
}

/** The whole log, oldest first. */
export function readLog(sqlite: Database.Database): Iterable<Entry> {
  return sqlite.prepare('SELECT seq, tbl, key, seal FROM row_log ORDER BY seq').iterate() as Iterable<Entry>;
}

/**
 * Rows that do not say what the log says of them last, are not in it, or are in it and gone.
 * @param said the digests that the log gives last, by table and key; read from the log where it is not given
 */
export function* findUnlike(
  sqlite: Database.Database,
  said: Map<string, Map<string, Buffer>> = lastDigests(readLog(sqlite)),
): Generator<LoggedRow & { readonly digest: Buffer }> {
  for (const table of listLoggedTables(sqlite)) {
    const expected = said.get(table.name) ?? new Map<string, Buffer>();
    for (const { key, digest } of readDigests(sqlite, table)) {
      if (!expected.get(key)?.equals(digest)) yield { table: table.name, key, digest };
      expected.delete(key);
    }
  }
  for (const [table, left] of said) for (const [key, digest] of left) if (!digest.equals(gone)) yield { table, key, digest: gone };
}

/** By table and key: the digest that the log gives last. */
export function lastDigests(log: Iterable<Entry>): Map<string, Map<string, Buffer>> {
  const said = new Map<string, Map<string, Buffer>>();
  for (const { tbl, key, seal } of log) {
    let rows = said.get(tbl);
    if (!rows) said.set(tbl, (rows = new Map<string, Buffer>()));
    rows.set(key, seal.subarray(0, digestLength));
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
  const insert = sqlite.prepare('INSERT INTO row_log (tbl, key, seal) VALUES (?, ?, ?)');
  const last = sqlite.prepare('SELECT seal FROM row_log ORDER BY seq DESC LIMIT 1').pluck().get() as Buffer | undefined;
  let link: Uint8Array = last?.subarray(digestLength) ?? firstLink;
  // read to its end before anything is written
  const unlike = Array.from(findUnlike(sqlite));
  for (const row of unlike) {
    if (before.has(named(row))) continue;
    link = linkOf(link, row.table, row.key, row.digest);
    insert.run(row.table, row.key, Buffer.concat([row.digest, link]));
  }
}
