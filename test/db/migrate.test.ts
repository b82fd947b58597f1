import { join } from 'node:path';
import Database from 'better-sqlite3';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../domain/result.ts';
import type { Migration } from '../../db/migrations/type/migration.ts';
import { migrate, schemaVersion } from '../../db/store/migrate.ts';
import { currentVersion, migrations } from '../../db/migrations/index.ts';
import { openStore } from '../../db/store/open.ts';
import * as schema from '../../db/schema/schema.ts';
import { tempFolder } from '../fixtures/store.ts';

function database(): Database.Database {
  const sqlite = new Database(join(tempFolder(), 'x.db'));
  sqlite.pragma('foreign_keys = ON');
  return sqlite;
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
  return 'nothing thrown';
}

test('migrations_are_numbered_without_gaps', () => {
  expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, index) => index + 1));
});

test('every_table_is_strict', () => {
  const sqlite = database();
  migrate(sqlite, migrations);
  const loose = sqlite
    .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  expect(loose).toEqual([]);
});

describe('drizzle_sees_the_tables_as_they_are', () => {
  const tables = Object.values(schema).filter((exported) => is(exported, SQLiteTable));
  test('no_table_is_missing', () => {
    const sqlite = database();
    migrate(sqlite, migrations);
    const real = sqlite
      .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
      .pluck()
      .all();
    expect(tables.map((table) => getTableName(table)).sort()).toEqual(real);
  });
  test.each(tables.map((table) => [getTableName(table), table] as const))('%s', (name, table) => {
    const sqlite = database();
    migrate(sqlite, migrations);
    const real = sqlite.prepare('SELECT name, type, "notnull" AS required, pk FROM pragma_table_info(?) ORDER BY name').all(name) as {
      name: string;
      type: string;
      required: number;
      pk: number;
    }[];
    const seen = Object.values(getTableColumns(table))
      .map((column) => ({ name: column.name, type: column.getSQLType().toUpperCase() }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(seen).toEqual(real.map(({ name: column, type }) => ({ name: column, type })));
  });
});

test('a_newer_database_is_refused_and_untouched', () => {
  const dir = tempFolder();
  openStore(dir).close();
  const sqlite = new Database(join(dir, 'panel.db'));
  sqlite.pragma(`user_version = ${currentVersion + 1}`);
  sqlite.close();
  expect(codeOf(() => openStore(dir))).toBe('workspace/newer-version');
  const after = new Database(join(dir, 'panel.db'));
  expect(schemaVersion(after)).toBe(currentVersion + 1);
  after.close();
});

test('a_file_that_is_no_database_is_refused', async () => {
  const dir = tempFolder();
  const { writeFileSync } = await import('node:fs');
  writeFileSync(join(dir, 'panel.db'), 'this is a letter, not a database. '.repeat(200));
  expect(codeOf(() => openStore(dir))).toBe('workspace/damaged');
});

const parent: Migration = {
  version: 1,
  name: 'parent',
  sql: 'CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES parent(id) ON DELETE CASCADE) STRICT; INSERT INTO parent VALUES (1), (2); INSERT INTO child VALUES (10, 1), (20, 2)',
};
const rebuild: Migration = {
  version: 2,
  name: 'rebuild',
  sql: 'CREATE TABLE next (id INTEGER PRIMARY KEY, note TEXT) STRICT; INSERT INTO next (id) SELECT id FROM parent; DROP TABLE parent; ALTER TABLE next RENAME TO parent',
};

test('rebuilding_a_table_keeps_its_children', () => {
  const sqlite = database();
  migrate(sqlite, [parent]);
  migrate(sqlite, [parent, rebuild]);
  expect(sqlite.prepare('SELECT count(*) FROM child').pluck().get()).toBe(2);
  expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
});

test('a_step_that_fails_leaves_nothing_behind', () => {
  const sqlite = database();
  migrate(sqlite, [parent]);
  const broken: Migration = { version: 2, name: 'broken', sql: 'CREATE TABLE more (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1)' };
  expect(() => migrate(sqlite, [parent, broken])).toThrow('workspace/damaged');
  expect(schemaVersion(sqlite)).toBe(1);
  expect(sqlite.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'more'").pluck().get()).toBe(0);
});

test('a_step_that_leaves_dangling_references_is_refused', () => {
  const sqlite = database();
  migrate(sqlite, [parent]);
  expect(() => migrate(sqlite, [parent, { version: 2, name: 'orphan', sql: 'DELETE FROM parent WHERE id = 2' }])).toThrow(
    'workspace/damaged',
  );
  expect(sqlite.prepare('SELECT count(*) FROM parent').pluck().get()).toBe(2);
});

test('the_backup_is_asked_for_once_before_the_first_change_of_a_store_with_data', () => {
  const sqlite = database();
  const asked: number[] = [];
  migrate(sqlite, [parent], () => asked.push(schemaVersion(sqlite)));
  expect(asked).toEqual([]);
  const more: Migration = { version: 3, name: 'more', sql: 'CREATE TABLE more (id INTEGER) STRICT' };
  migrate(sqlite, [parent, rebuild, more], () => asked.push(schemaVersion(sqlite)));
  expect(asked).toEqual([1]);
  migrate(sqlite, [parent, rebuild, more], () => asked.push(schemaVersion(sqlite)));
  expect(asked).toEqual([1]);
});

test('a_store_with_the_tables_of_a_newer_one_than_its_number_says_is_damaged_and_stays_as_it_is', () => {
  const dir = tempFolder();
  openStore(dir).close();
  const path = join(dir, 'panel.db');
  const past = new Database(path);
  past.pragma('user_version = 10');
  past.close();
  expect(codeOf(() => openStore(dir))).toBe('workspace/damaged');
  const after = new Database(path, { readonly: true });
  expect(schemaVersion(after)).toBe(10);
  after.close();
});
