/** Every column of every table, changed past the program: the doctor tells. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { invariants } from '../../../db/invariants.ts';
import { appendEvent } from '../../../db/queries/events.ts';
import { migrations } from '../../../db/migrations/index.ts';
import { migrate } from '../../../db/store/migrate.ts';
import { databaseName, openStore, type ReadStore, type Store } from '../../../db/store/open.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { fullStore } from './full-store.ts';

/** Columns whose change nothing tells of, each with its reason: there is none. */
const free: Readonly<Record<string, string>> = {};

/** What the record itself rests on. Not SQLite's own check, which would find some values for their shape alone. */
const record = new Set(['chain', 'events-cut', 'row-log', 'rows']);

function told(store: ReadStore, ids: ReadonlySet<string> = record): string[] {
  return invariants.filter(({ id, find }) => ids.has(id) && find(store).length > 0).map(({ id }) => id);
}

function found(store: ReadStore, id: string): string[] {
  return invariants.find((one) => one.id === id)?.find(store) ?? [];
}

const folder = mkdtempSync(join(tmpdir(), 'parkpanel-test-'));
fullStore(folder).close();
const pristine = join(folder, 'pristine');
copyFileSync(join(folder, databaseName), pristine);
const filled = openStore(folder);
afterAll(() => {
  filled.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Another program with the file open: no triggers of the program's, and none of the store's while it works. */
function intruder(dir: string): {
  exec: (sql: string) => void;
  quietly: (table: string, work: (sqlite: Database.Database) => void) => void;
} {
  const sqlite = new Database(join(dir, databaseName));
  onTestFinished(() => void sqlite.close());
  sqlite.pragma('foreign_keys = OFF');
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('ignore_check_constraints = ON');
  const triggers = sqlite.prepare("SELECT name, tbl_name AS tbl, sql FROM sqlite_schema WHERE type = 'trigger'").all() as {
    name: string;
    tbl: string;
    sql: string;
  }[];
  return {
    exec: (sql) => void sqlite.exec(sql),
    quietly(table, work) {
      const inTheWay = triggers.filter(({ tbl }) => tbl === table);
      for (const { name } of inTheWay) sqlite.exec(`DROP TRIGGER ${name}`);
      work(sqlite);
      for (const { sql } of inTheWay) sqlite.exec(sql);
    },
  };
}

function tablesOf({ sqlite }: ReadStore): string[] {
  return sqlite
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    .pluck()
    .all() as string[];
}

const columns = filled.read.sqlite
  .prepare(
    "SELECT t.name AS tbl, c.name AS col FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
  )
  .all() as { tbl: string; col: string }[];

/** Another value of the same kind. */
function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (Buffer.isBuffer(value)) return Buffer.from(value.map((byte) => byte ^ 1));
  return value === '{}' || value === '[]' ? '{"other":1}' : `${String(value)}x`;
}

describe('a_value_changed_past_the_program_is_told', () => {
  test('nothing_is_told_before', () => expect(told(filled.read)).toEqual([]));

  test('there_is_a_row_with_something_in_every_column', () => {
    const empty = columns.filter(
      ({ tbl, col }) => filled.read.sqlite.prepare(`SELECT count(*) FROM ${tbl} WHERE ${col} IS NOT NULL`).pluck().get() === 0,
    );
    expect(empty).toEqual([]);
    expect(columns.length).toBeGreaterThan(240);
  });

  test.each(columns.map(({ tbl, col }) => `${tbl}.${col}`))('%s', (name) => {
    const [tbl = '', col = ''] = name.split('.');
    const intruding = intruder(folder);
    let before: { n: unknown; v: unknown } = { n: null, v: null };
    const rowid = tbl === 'event' || tbl === 'row_log';
    intruding.quietly(tbl, (sqlite) => {
      before = sqlite
        .prepare(`SELECT ${col} AS v FROM ${tbl} WHERE ${col} IS NOT NULL ${rowid ? 'ORDER BY seq DESC' : ''} LIMIT 1`)
        .get() as typeof before;
      expect(sqlite.prepare(`UPDATE ${tbl} SET ${col} = ? WHERE ${col} IS ?`).run(other(before.v), before.v).changes).toBeGreaterThan(0);
    });
    const heard = told(filled.read);
    intruding.quietly(tbl, (sqlite) => sqlite.prepare(`UPDATE ${tbl} SET ${col} = ? WHERE ${col} IS ?`).run(before.v, other(before.v)));
    expect(heard.length > 0).toBe(free[name] === undefined);
    expect(told(filled.read)).toEqual([]);
  });
});

/** A store of its own for what cannot be put back. */
function storeToSpoil(): { store: Store; dir: string } {
  const dir = tempFolder();
  copyFileSync(pristine, join(dir, databaseName));
  const store = openStore(dir);
  onTestFinished(() => store.close());
  return { store, dir };
}

test.each(tablesOf(filled.read))('all_rows_of_%s_taken_away_is_told', (table) => {
  const { store, dir } = storeToSpoil();
  intruder(dir).quietly(table, (sqlite) => sqlite.exec(`DELETE FROM ${table}`));
  expect(told(store.read).length).toBeGreaterThan(0);
});

test('the_row_that_was_changed_added_or_taken_away_is_named', () => {
  const { store, dir } = storeToSpoil();
  intruder(dir).exec(`UPDATE score SET comment = '改'; INSERT INTO assignment VALUES ('f', 'a'); DELETE FROM minutes`);
  expect(found(store.read, 'rows')).toEqual(['assignment:f/a', 'minutes:r/1', 'score:e/a/c']);
});

test('events_cut_off_the_end_are_told_with_the_first_that_is_missing', () => {
  const { store, dir } = storeToSpoil();
  intruder(dir).quietly('event', (sqlite) => sqlite.exec('DELETE FROM event WHERE seq > 1'));
  expect(found(store.read, 'events-cut')).toEqual(['event:2']);
  expect(found(store.read, 'chain')).toEqual([]);
});

test('entries_cut_off_the_end_of_the_log_are_told_by_the_rows_they_spoke_of', () => {
  const { store, dir } = storeToSpoil();
  const last = store.read.sqlite.prepare('SELECT max(seq) FROM row_log').pluck().get();
  intruder(dir).quietly('row_log', (sqlite) => sqlite.prepare('DELETE FROM row_log WHERE seq = ?').run(last));
  expect(found(store.read, 'rows').length).toBeGreaterThan(0);
});

test('an_entry_taken_out_of_the_middle_is_told', () => {
  const { store, dir } = storeToSpoil();
  const before = store.read.sqlite.prepare('SELECT max(seq) FROM row_log').pluck().get() as number;
  for (const year of [2030, 2031])
    store.write((tx) => tx.sqlite.prepare("INSERT INTO calendar_year VALUES (?, '[]', '[]', 'x')").run(year));
  intruder(dir).quietly('row_log', (sqlite) => sqlite.prepare('DELETE FROM row_log WHERE seq = ?').run(before + 1));
  expect(found(store.read, 'row-log')).toEqual([`row_log:${before + 2}`]);
});

test.each([
  ['a trigger dropped', 'DROP TRIGGER event_is_never_changed', ['trigger:event_is_never_changed']],
  ['an index dropped', 'DROP INDEX event_by_entity', ['index:event_by_entity']],
  [
    'a trigger that writes by itself',
    'CREATE TRIGGER more AFTER INSERT ON score BEGIN UPDATE score SET points100 = 0; END',
    ['trigger:more'],
  ],
  ['a table too many', 'CREATE TABLE more (id INTEGER)', ['table:more']],
  ['a column too many', 'ALTER TABLE person ADD COLUMN more TEXT', ['table:person']],
])('%s_is_told', (_what, sql, names) => {
  const { store, dir } = storeToSpoil();
  expect(found(store.read, 'objects')).toEqual([]);
  intruder(dir).exec(sql);
  expect(found(store.read, 'objects')).toEqual(names);
});

test('whatever_the_program_writes_undoes_or_takes_away_is_told_of_by_nobody', () => {
  const step = fc.record({
    what: fc.constantFrom('insert', 'upsert', 'rename', 'delete', 'fail'),
    key: fc.constantFrom('a', 'b', 'c', '"', '\\', '园'),
    value: fc.oneof(fc.string(), fc.constantFrom('', '\u0000', '\ud800')),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const dir = tempFolder();
      const store = openStore(dir);
      const sql = {
        insert: 'INSERT INTO revocation_list VALUES (@key, 1, @value, 1) ON CONFLICT DO NOTHING',
        upsert:
          "INSERT INTO revocation_list VALUES (@key, 2, @value, '') ON CONFLICT (root) DO UPDATE SET list = excluded.list, number = number + 1",
        rename: "UPDATE OR IGNORE revocation_list SET root = 'moved', list = @value WHERE root = @key",
        delete: 'DELETE FROM revocation_list WHERE root = @key',
        fail: 'DELETE FROM revocation_list WHERE root > @key',
      };
      try {
        for (const { what, ...values } of steps) {
          const work = () =>
            store.write((tx) => {
              tx.sqlite.prepare(sql[what]).run(values);
              appendEvent(tx, { actor: 'secretary', at: 'now', kind: 'identity.list', entity: values.key });
              if (what === 'fail') throw new Error('undone');
            });
          if (what === 'fail') expect(work).toThrow('undone');
          else work();
        }
        expect(told(store.read)).toEqual([]);
      } finally {
        store.close();
      }
    }),
    { numRuns: 20 },
  );
});

test('two_connections_write_one_log', () => {
  const dir = tempFolder();
  const [one, two] = [openStore(dir), openStore(dir)];
  onTestFinished(() => (one.close(), two.close()));
  for (const [index, store] of [one, two, one, two].entries())
    store.write((tx) => tx.sqlite.prepare("INSERT INTO revocation_list VALUES (?, 1, '', '')").run(String(index)));
  expect(told(one.read)).toEqual([]);
  expect(told(two.read)).toEqual([]);
});

test('a_store_of_before_is_taken_in_as_it_stands_and_a_later_step_hides_nothing', () => {
  const dir = tempFolder();
  const sqlite = new Database(join(dir, databaseName));
  migrate(sqlite, migrations, undefined, 6);
  sqlite.exec(
    "INSERT INTO workspace VALUES ('w', 'd', 'x'); INSERT INTO calendar_year VALUES (2026, '[]', '[]', 'x'), (2027, '[]', '[]', 'x')",
  );
  sqlite.close();
  const store = openStore(dir);
  onTestFinished(() => store.close());
  expect(told(store.read)).toEqual([]);
  const past = new Database(join(dir, databaseName));
  past.exec("UPDATE calendar_year SET holidays = '[1]' WHERE year = 2026");
  const next = {
    version: migrations.length + 1,
    name: 'next',
    sql: "UPDATE calendar_year SET at = 'y'; INSERT INTO revocation_list VALUES ('x', 1, '', '')",
  };
  migrate(past, [...migrations, next]);
  past.close();
  expect(found(store.read, 'rows')).toEqual(['calendar_year:2026']);
  expect(found(store.read, 'row-log')).toEqual([]);
});
