/**
 * Opening the store of a workspace: one SQLite file, one connection a process.
 *
 * A {@link ReadStore} and a {@link WriteStore} are different types: a query that writes asks for the
 * latter, and only {@link Store.write} hands one out, inside an immediate transaction.
 */
import { join, resolve } from 'node:path';
import Database, { type Statement } from 'better-sqlite3';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { Refusal, refuse } from '../../domain/result.ts';
import { openDatabase, type StoreKey } from './cipher.ts';
import { isForeign } from './look.ts';
import { migrate } from './migrate.ts';
import { keepPrivate, makePrivateFolder } from './rights.ts';
import { migrations } from '../migrations/index.ts';
import { logRows } from './row-log.ts';

export type Orm = BetterSQLite3Database;

export interface ReadStore {
  readonly sqlite: Database.Database;
  readonly orm: Orm;
}

declare const writing: unique symbol;
/** Proof of an open write transaction. */
export interface WriteStore extends ReadStore {
  readonly [writing]: true;
}

export interface Store {
  readonly dir: string;
  readonly read: ReadStore;
  /** Runs `work` in one immediate transaction; what it throws rolls everything back. */
  write<T>(work: (tx: WriteStore) => T): T;
  close(): void;
}

export const databaseName = 'panel.db';

const sqliteRefusals: Readonly<Record<string, ConstructorParameters<typeof Refusal>[0]>> = {
  SQLITE_NOTADB: 'workspace/damaged',
  SQLITE_CORRUPT: 'workspace/damaged',
  SQLITE_BUSY: 'workspace/locked',
  SQLITE_LOCKED: 'workspace/locked',
  SQLITE_FULL: 'workspace/disk-full',
  // the index of the journal found no room
  SQLITE_IOERR_SHMSIZE: 'workspace/disk-full',
  SQLITE_READONLY: 'workspace/read-only',
  SQLITE_CANTOPEN: 'workspace/read-only',
};

/** A path that a person gave leads nowhere, to a folder, or through a file. */
const unusable = new Set(['ENOENT', 'EISDIR', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG', 'ELOOP', 'EIO', 'EBUSY', 'EINVAL', 'ENXIO', 'ENODEV']);

/**
 * Why the compiled part of SQLite cannot be loaded: what the system says it lacks (`GLIBC_2.34`), else its own words; null for any
 * other error.
 */
function addonFault(code: string, error: unknown): string | null {
  const said = error instanceof Error ? error.message : '';
  if (code !== 'ERR_DLOPEN_FAILED' && !(code === 'MODULE_NOT_FOUND' && said.includes('better_sqlite3.node'))) return null;
  return /version [`'"]([\w.]+)['"] not found/.exec(said)?.[1] ?? said.split('\n', 1)[0] ?? '';
}

/** Turns SQLite's own errors, and the disk's, into refusals a person can act on; hands others back. */
export function asRefusal(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const fault = addonFault(code, error);
  if (fault !== null) return new Refusal('workspace/no-sqlite', { cause: fault });
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return new Refusal('workspace/disk-full');
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return new Refusal('workspace/read-only');
  if (unusable.has(code))
    return new Refusal('file/unusable', { path: error instanceof Error && 'path' in error ? String(error.path) : '', cause: code });
  for (const [prefix, refusal] of Object.entries(sqliteRefusals)) {
    if (code.startsWith(prefix)) return new Refusal(refusal, { sqlite: code });
  }
  return error;
}

/**
 * Whether this system can load the compiled part of SQLite at all; nothing is opened.
 * @throws workspace/no-sqlite
 */
export function checkSqlite(): void {
  try {
    new Database(':memory:').close();
  } catch (error) {
    throw asRefusal(error);
  }
}

export interface OpenOptions {
  /** called before a step that changes the shape of a store with data in it */
  readonly beforeMigration?: () => void;
  /** how long to wait for another window's write, in ms */
  readonly busyTimeout?: number;
  /** of an encrypted store */
  readonly key?: StoreKey | null;
}

/**
 * What somebody else's program wrote is left alone, to the byte.
 * @throws workspace/not-a-workspace
 */
export function refuseForeign(dir: string): void {
  if (isForeign(join(dir, databaseName))) refuse('workspace/not-a-workspace', { path: resolve(dir) });
}

/**
 * Opens (and where needed makes) the store in `dir`.
 * @throws workspace/not-a-workspace, workspace/no-sqlite, workspace/newer-version, workspace/damaged, workspace/locked, workspace/read-only, workspace/disk-full
 */
export function openStore(dir: string, options: OpenOptions = {}): Store {
  let sqlite: Database.Database | undefined;
  try {
    makePrivateFolder(dir);
    refuseForeign(dir);
    sqlite = openDatabase(join(dir, databaseName), { timeout: options.busyTimeout ?? 5000 }, options.key ?? null);
    // the journal takes over the rights of the database
    keepPrivate(join(dir, databaseName));
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma('trusted_schema = OFF');
    migrate(sqlite, migrations, options.beforeMigration);
  } catch (error) {
    sqlite?.close();
    throw asRefusal(error);
  }
  const connection = sqlite;
  const read: ReadStore = { sqlite: connection, orm: drizzle(connection) };
  let enterRows: (() => void) | undefined;
  return {
    dir,
    read,
    write(work) {
      let answer: { value: ReturnType<typeof work> } | undefined;
      try {
        // a hundred triggers: only for a connection that writes
        const enter = (enterRows ??= logRows(connection));
        connection
          .transaction(() => {
            answer = { value: work(read as WriteStore) };
            enter();
          })
          .immediate();
      } catch (error) {
        throw asRefusal(error);
      }
      return answer ? answer.value : refuse('call/internal');
    },
    close() {
      connection.close();
    },
  };
}

/**
 * Something made once per connection, on first use: what was derived from a store is kept no longer than the store is
 * open, and is never another's.
 */
export function perConnection<T extends object>(make: (store: ReadStore) => T): (store: ReadStore) => T {
  const cache = new WeakMap<Database.Database, T>();
  return (store) => {
    const known = cache.get(store.sqlite);
    if (known) return known;
    const made = make(store);
    cache.set(store.sqlite, made);
    return made;
  };
}

/** A statement prepared once per connection. */
export function prepared<T extends object>(build: (orm: Orm) => T): (store: ReadStore) => T {
  return perConnection(({ orm }) => build(orm));
}

/** Statements by their text, once a connection. */
export const statements = perConnection(({ sqlite }) => {
  const made = new Map<string, Statement>();
  return (sql: string): Statement => {
    const before = made.get(sql);
    if (before) return before;
    const statement = sqlite.prepare(sql);
    made.set(sql, statement);
    return statement;
  };
});

/** What sorts after everything that begins so: the open end of a range of keys. */
export function beyond(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
