/** 恢复备份: whole or not at all, never under another window, and never a store that is silently another one. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { backupDaily, listBackups, takeBackup } from '../../../electron/services/session/backups.ts';
import { openReview, seatReview } from '../../fixtures/review.ts';

const round = { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' };

/** A workspace with one round in its backup and two in the store. */
async function twoRounds() {
  const review = openReview();
  await review.call('rounds.create', round);
  const { path } = await review.call('workspace.backup', {});
  await review.call('rounds.create', { ...round, name: '第二轮' });
  return { ...review, path };
}

test('a_store_that_is_open_elsewhere_is_not_exchanged_and_nothing_written_there_is_lost', async () => {
  const { call, refusal, dir, path, host } = await twoRounds();
  const other = openReview(dir);
  await other.call('rounds.list', {});
  expect((await refusal('workspace.restore', { path })).code).toBe('workspace/in-use');
  for (let index = 0; index < 20; index++) await other.call('rounds.create', { ...round, name: `第${index + 3}轮` });
  expect(await call('rounds.list', {})).toHaveLength(22);
  other.host.session.release();
  await call('workspace.restore', { path });
  expect(await call('rounds.list', {})).toHaveLength(1);
  // the other comes back, to the store that is there now
  await other.call('rounds.create', { ...round, name: '又一轮' });
  expect(await call('rounds.list', {})).toHaveLength(2);
  host.session.release();
});

test('a_restore_can_be_undone_and_stands_first_in_the_list', async () => {
  const { call, dir, path } = await twoRounds();
  const { keptAs } = await call('workspace.restore', { path });
  const listed = await call('workspace.backups', {});
  expect(listed.map(({ kind, holds }) => [kind, holds?.rounds])).toEqual([
    ['aside', 2],
    ['backup', 1],
  ]);
  expect(listed[0]?.path).toBe(keptAs);
  // one file, and looking into it leaves none beside it
  expect(readdirSync(dir).filter((name) => name.startsWith('panel-before-restore'))).toEqual([basename(keptAs ?? '')]);
  await call('workspace.restore', { path: keptAs ?? '' });
  expect(await call('rounds.list', {})).toHaveLength(2);
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});

test('a_store_of_another_workspace_takes_the_place_only_of_whoever_names_it', async () => {
  const { call, refusal, dir } = await twoRounds();
  const other = openReview();
  await other.call('rounds.create', { ...round, name: '别家的评审' });
  const { path } = await other.call('workspace.backup', {});
  const { code, details } = await refusal('workspace.restore', { path });
  expect([code, details['rounds']]).toEqual(['workspace/backup-of-another', ['别家的评审']]);
  expect(await call('rounds.list', {})).toHaveLength(2);
  // nor among the own backups
  const among = join(dir, 'backups', basename(path));
  copyFileSync(path, among);
  expect((await refusal('workspace.restore', { path: among })).code).toBe('workspace/backup-of-another');
  rmSync(among);
  expect((await refusal('workspace.restore', { path, workspaceId: randomUUID() })).code).toBe('workspace/backup-of-another');
  const { keptAs } = await call('workspace.restore', { path, workspaceId: String(details['workspaceId']) });
  expect((await call('rounds.list', {})).map(({ name }) => name)).toEqual(['别家的评审']);
  // the way back needs no name
  await call('workspace.restore', { path: keptAs ?? '' });
  expect(await call('rounds.list', {})).toHaveLength(2);
  // where nothing is there yet, nothing is exchanged for it
  const fresh = openReview();
  await fresh.call('rounds.list', {});
  await fresh.call('workspace.restore', { path });
  expect(await fresh.call('rounds.list', {})).toHaveLength(1);
});

test('backups_after_a_restore_outlive_those_of_the_history_that_was_left', async () => {
  const { call } = openReview();
  const taken = async (count: number, name: string): Promise<string[]> => {
    const paths: string[] = [];
    for (let at = 0; at < count; at++) {
      await call('rounds.create', { ...round, name: `${name}${at}` });
      paths.push((await call('workspace.backup', {})).path);
    }
    return paths;
  };
  const before = await taken(8, '原');
  await call('workspace.restore', { path: before[0] ?? '' });
  const after = await taken(6, '新');
  const left = [...before.slice(4), ...after].toSorted();
  expect(
    listBackups((await call('workspace.info', {})).path)
      .map(({ path }) => path)
      .toSorted(),
  ).toEqual(left);
}, 60_000);

test('what_lies_in_a_journal_beside_a_file_is_restored_with_it', async () => {
  const { call, host, dir } = await twoRounds();
  // as a program that was ended leaves it: the last changes are in the journal alone
  const copy = join(dir, 'copy.db');
  for (const suffix of ['', '-wal']) copyFileSync(join(dir, `panel.db${suffix}`), copy + suffix);
  expect(statSync(`${copy}-wal`).size).toBeGreaterThan(0);
  await call('workspace.restore', { path: copy });
  expect(await call('rounds.list', {})).toHaveLength(2);
  host.session.release();
});

test('what_is_no_backup_is_refused_in_words_that_are_true_of_it', async () => {
  const { call, refusal, dir, path } = await twoRounds();
  const made = (name: string, sql: string): string => {
    const database = new Database(join(dir, name));
    database.exec(sql);
    database.close();
    return join(dir, name);
  };
  const foreign = made('foreign.db', 'CREATE TABLE t(x); PRAGMA user_version = 3');
  const garbage = join(dir, 'garbage.db');
  writeFileSync(garbage, 'x'.repeat(9000));
  const newer = join(dir, 'newer.db');
  writeFileSync(newer, new Uint8Array(0));
  rmSync(newer);
  const copy = new Database(path, { readonly: true });
  copy.prepare('VACUUM INTO ?').run(newer);
  copy.close();
  made('newer.db', 'PRAGMA user_version = 99');
  for (const [file, code] of [
    [foreign, 'workspace/not-a-backup'],
    [garbage, 'workspace/backup-damaged'],
    [newer, 'workspace/backup-newer'],
    [join(dir, 'none.db'), 'workspace/no-backup'],
  ] as const) {
    expect((await refusal('workspace.restore', { path: file })).code).toBe(code);
    expect(await call('rounds.list', {})).toHaveLength(2);
  }
});

test('an_expert_does_not_restore_the_store_of_the_office', async () => {
  const { call, refusal, experts } = await seatReview({ parks: 1, experts: 1 });
  const { path } = await call('workspace.backup', {});
  expect((await refusal('workspace.restore', { path }, experts[0])).code).toBe('call/not-allowed');
});

test.each([
  ['gone', (file: string) => rmSync(file)],
  ['empty', (file: string) => truncateSync(file, 0)],
])('a_database_that_is_%s_beside_documents_is_a_loss_and_no_new_workspace', async (_, lose) => {
  const { refusal, host, dir } = await seatReview({ parks: 1, experts: 1 });
  host.session.release();
  lose(join(dir, 'panel.db'));
  expect(listBackups(dir)).toEqual([]);
  expect((await refusal('rounds.list', {})).code).toBe('workspace/store-missing');
});

test('a_clock_that_ran_ahead_stops_no_backup_and_throws_away_what_is_oldest', async () => {
  const { call, dir } = openReview();
  const taken: string[] = [];
  for (let year = 0; year < 10; year++) {
    await call('rounds.create', { ...round, name: `第${year}轮` });
    taken.push(takeBackup(dir, `20${30 + year}-01-01T00:00:00.000Z`)?.path ?? '');
  }
  await call('rounds.create', { ...round, name: '时钟已校正' });
  const now = '2026-11-20T08:00:00.000Z';
  const made = backupDaily(dir, now);
  expect(existsSync(made?.path ?? '')).toBe(true);
  // the one that holds least went, though its name is of a later day
  expect(taken.map((path) => existsSync(path))).toEqual([false, ...Array.from({ length: 9 }, () => true)]);
  expect(backupDaily(dir, now)).toBeNull();
});

test.skipIf(process.platform === 'win32')('the_folder_is_nobody_elses', async () => {
  const { call, dir } = openReview();
  await call('rounds.create', round);
  const { path } = await call('workspace.backup', {});
  await call('settings.set', { language: 'en' });
  await call('identities.createInstitution', {
    name: '示例中心',
    path: join(dir, 'keys/institution.p12'),
    passphrase: 'a long passphrase',
  });
  const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);
  expect(modeOf(dir)).toBe('700');
  for (const file of [path, ...['panel.db', 'panel.db-wal', 'settings.json', 'keys/institution.p12'].map((name) => join(dir, name))])
    expect([file, modeOf(file)]).toEqual([file, '600']);
});

/** Ends the process at the n-th step that a file system sees. */
const hook = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
let left = Number(process.env.KILL_AT);
for (const name of ['renameSync', 'rmSync', 'copyFileSync', 'fsyncSync', 'writeFileSync', 'mkdirSync']) {
  const real = fs[name];
  fs[name] = (...args) => {
    if (globalThis.restoring && left-- === 0) process.kill(process.pid, 'SIGKILL');
    return real(...args);
  };
}
syncBuiltinESMExports();
`;

test('killed_at_any_step_the_store_is_the_old_one_or_the_new_one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'restore-'));
  const hookFile = join(folder, 'hook.mjs');
  writeFileSync(hookFile, hook);
  const cli = pathToFileURL(join(import.meta.dirname, '../../../electron/hosts/cli.ts')).href;
  const seen = new Set<number>();
  let ended = false;
  // a start of the program each: EVERY_STEP=1 leaves none out
  const stride = process.env['EVERY_STEP'] ? 1 : 4;
  for (let step = 0; step < 80 && !ended; step += stride) {
    const { dir, path, host } = await twoRounds();
    host.session.release();
    const script = `import { run } from ${JSON.stringify(cli)}; globalThis.restoring = true; process.exitCode = await run(['--workspace', ${JSON.stringify(dir)}, 'call', 'workspace.restore', ${JSON.stringify(JSON.stringify({ path }))}]);`;
    const { status, stdout } = spawnSync(process.execPath, ['--import', hookFile, '--input-type=module', '-e', script], {
      env: { ...process.env, KILL_AT: String(step) },
      encoding: 'utf8',
    });
    ended = status === 0;
    const after = openReview(dir);
    const rounds = (await after.call('rounds.list', {})).length;
    expect([1, 2], `step ${step}: ${stdout}`).toContain(rounds);
    // what was acknowledged is the new one
    if (ended) expect(rounds).toBe(1);
    seen.add(rounds);
    expect((await after.call('workspace.doctor', {})).healthy, `step ${step}`).toBe(true);
    // nothing is left lying about
    expect(readdirSync(dir).filter((name) => /restoring|plan|\.part$/.test(name) && rounds === 1)).toEqual([]);
    after.host.session.release();
  }
  expect(ended).toBe(true);
  expect(seen).toEqual(new Set([1, 2]));
}, 300_000);
