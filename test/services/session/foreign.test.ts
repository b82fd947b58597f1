/** A folder that holds somebody else's database, or something else in the place of ours: refused before anything is written. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openHost } from '../../../electron/services/host.ts';
import { keepLog } from '../../../electron/services/workspace/log.ts';
import { prepareWorkspace } from '../../../electron/services/workspace/prepare.ts';
import { currentVersion, migrations } from '../../../db/migrations/index.ts';
import { migrate } from '../../../db/store/migrate.ts';
import { openStore } from '../../../db/store/open.ts';
import { tempFolder } from '../../fixtures/store.ts';

/** Every file below a folder with its bytes, and the rights of the folder. */
function stateOf(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true });
  const entries = files.map(({ parentPath, name }) => {
    const path = join(parentPath, name);
    const what = statSync(path).isDirectory() ? 'folder' : createHash('sha256').update(readFileSync(path)).digest('hex');
    return [path, what] as const;
  });
  return Object.fromEntries([[dir, statSync(dir).mode.toString(8)], ...entries]);
}

/** What a start, and each way of the command line, makes of the folder. */
async function codesOf(dir: string, methods: readonly string[] = ['rounds.list', 'workspace.doctor']): Promise<string[]> {
  const host = openHost(dir);
  keepLog(host, 'browser');
  const [fault] = await prepareWorkspace(host.session);
  const codes = [fault?.error instanceof Error && 'code' in fault.error ? String(fault.error.code) : ''];
  for (const method of methods) {
    const answer = await host.dispatch.call({ method, payload: {}, language: 'zh' });
    codes.push(answer.ok ? 'ok' : answer.error.code);
  }
  host.session.release();
  return [...new Set(codes)];
}

function makeDatabase(path: string, script: string, version = 0, mode = 'delete'): void {
  const database = new Database(path);
  database.pragma(`journal_mode = ${mode}`);
  database.exec(script);
  database.pragma(`user_version = ${version}`);
  database.close();
}

const notes = "CREATE TABLE notes(id INTEGER PRIMARY KEY, b TEXT); INSERT INTO notes(b) VALUES ('round event workspace');";
const scheme = join(import.meta.dirname, '../../../resources/schemes/hunan-recognition-2024.json');
/** What keeps something in the folder without opening the store. */
const beside = [
  { method: 'settings.set', payload: { language: 'en' } },
  { method: 'schemes.import', payload: { path: scheme, replace: true } },
];

test('nothing_is_kept_beside_a_database_of_another_program', async () => {
  const dir = tempFolder();
  makeDatabase(join(dir, 'panel.db'), notes);
  const before = stateOf(dir);
  const { session, dispatch } = openHost(dir);
  expect(await dispatch.call({ method: 'settings.get', payload: {}, language: 'zh' })).toMatchObject({ ok: true, value: { dir } });
  for (const one of beside) {
    const answer = await dispatch.call({ ...one, language: 'zh' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'workspace/not-a-workspace' } });
  }
  session.release();
  expect(stateOf(dir)).toEqual(before);
  const open = openHost(tempFolder());
  for (const one of beside) expect(await open.dispatch.call({ ...one, language: 'zh' })).toMatchObject({ ok: true });
  open.session.release();
});

test('a_log_that_lies_beside_a_database_of_another_program_is_not_handed_over_as_ours', async () => {
  const dir = tempFolder();
  makeDatabase(join(dir, 'panel.db'), notes);
  mkdirSync(join(dir, 'logs'));
  writeFileSync(join(dir, 'logs/server.log'), 'GET /orders/17\n');
  const { session, dispatch } = openHost(dir, undefined, tempFolder());
  const answer = await dispatch.call({ method: 'workspace.exportLog', payload: {}, language: 'zh' });
  session.release();
  const { path } = (answer as { value: { path: string } }).value;
  expect(readFileSync(path, 'utf8')).not.toContain('orders');
});

test.each([
  ['of another program', notes, 0, 'delete'],
  ['with a table of other columns', 'CREATE TABLE round(a); CREATE TABLE x(a)', 0, 'delete'],
  ['with a version of its own', notes, 3, 'delete'],
  ['with a version of its own and no table', '', 3, 'delete'],
  ['of a version that is newer than ours', notes, currentVersion + 7, 'delete'],
  ['with a journal of our kind', notes, 0, 'wal'],
  ['of many tables', Array.from({ length: 300 }, (_, at) => `CREATE TABLE t${at}(a, b, c);`).join(''), 0, 'wal'],
])('a_database_%s_is_left_as_it_is', async (_name, script, version, mode) => {
  const dir = tempFolder();
  makeDatabase(join(dir, 'panel.db'), script, version, mode);
  const before = stateOf(dir);
  expect(await codesOf(dir, ['rounds.list', 'workspace.doctor', 'workspace.backup'])).toEqual(['workspace/not-a-workspace']);
  expect(stateOf(dir)).toEqual(before);
});

test('a_database_whose_tables_are_in_its_journal_alone_is_left_as_it_is', async () => {
  const dir = tempFolder();
  const other = new Database(join(dir, 'panel.db'));
  other.pragma('journal_mode = WAL');
  other.pragma('wal_autocheckpoint = 0');
  other.exec(notes);
  const sizes = () => readdirSync(dir).map((name) => [name, statSync(join(dir, name)).size]);
  const before = sizes();
  expect(await codesOf(dir)).toEqual(['workspace/not-a-workspace']);
  expect(sizes()).toEqual(before);
  expect(other.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()).toBe(1);
  other.close();
});

test('a_folder_in_the_place_of_the_store_is_not_said_to_lack_rights', async () => {
  const dir = tempFolder();
  mkdirSync(join(dir, 'panel.db'));
  const before = stateOf(dir);
  expect(await codesOf(dir)).toEqual(['workspace/not-a-workspace']);
  expect(stateOf(dir)).toEqual(before);
  const lock = tempFolder();
  mkdirSync(join(lock, 'panel.lock'));
  expect(await codesOf(lock)).toEqual(['file/unusable']);
});

test('a_store_of_every_version_is_ours_also_while_all_of_it_is_in_the_journal', () => {
  for (const version of [1, 2, currentVersion]) {
    const dir = tempFolder();
    const path = join(dir, 'panel.db');
    const old = new Database(path);
    old.pragma('journal_mode = WAL');
    old.pragma('wal_autocheckpoint = 0');
    migrate(old, migrations, undefined, version);
    const beside = openStore(dir);
    expect(Number(beside.read.sqlite.pragma('user_version', { simple: true }))).toBe(currentVersion);
    beside.close();
    old.close();
  }
});

test('a_first_start_that_was_cut_off_before_its_first_table_goes_on', async () => {
  const dir = tempFolder();
  makeDatabase(join(dir, 'panel.db'), 'CREATE TABLE x(a); DROP TABLE x;', 0, 'wal');
  expect(await codesOf(dir)).toEqual(['', 'ok']);
  // the first backup is of the first day's work, at the next start
  expect(readdirSync(dir)).not.toContain('backups');
  await codesOf(dir);
  expect(readdirSync(join(dir, 'backups'))).toHaveLength(1);
  const empty = tempFolder();
  writeFileSync(join(empty, 'panel.db'), '');
  mkdirSync(join(empty, 'blobs/.staging'), { recursive: true });
  mkdirSync(join(empty, 'blobs/ab'));
  mkdirSync(join(empty, 'backups'));
  expect(await codesOf(empty)).toEqual(['', 'ok']);
});

test.each(['blobs/ab/abcd', 'blobs/note', 'panel.db-wal'])('an_empty_store_beside_%s_is_a_loss', async (name) => {
  const dir = tempFolder();
  mkdirSync(join(dir, 'blobs/ab'), { recursive: true });
  writeFileSync(join(dir, name), 'x');
  writeFileSync(join(dir, 'panel.db'), '');
  expect(await codesOf(dir)).toEqual(['workspace/store-missing']);
  expect(readFileSync(join(dir, name), 'utf8')).toBe('x');
});

test.skipIf(process.platform !== 'linux')('a_folder_that_takes_none_is_refused_and_keeps_nobody_waiting', async () => {
  await expect(openHost('/proc/parkpanel').session.alone(() => Promise.resolve())).rejects.toMatchObject({ code: 'file/unusable' });
  expect(await codesOf('/proc/parkpanel')).toEqual(['file/unusable']);
});
