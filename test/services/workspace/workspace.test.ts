import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { backupDaily, listBackups, takeBackup } from '../../../electron/services/session/backups.ts';
import { openReview, seatReview } from '../../fixtures/review.ts';

const round = { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' };

test('a_backup_brings_back_what_was_there_and_keeps_what_it_replaces', async () => {
  const { call, host, dir } = openReview();
  await call('rounds.create', round);
  const backup = await call('workspace.backup', {});
  await call('rounds.create', { ...round, name: '第二轮' });
  const restored = await call('workspace.restore', { path: backup.path });
  expect((await call('rounds.list', {})).map((one) => one.name)).toEqual(['评审']);
  expect(existsSync(restored.keptAs ?? '')).toBe(true);
  const events = await call('audit.list', {});
  expect(events[0]?.kind).toBe('workspace.restore');
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
  host.session.release();
  expect(existsSync(join(dir, 'panel.db'))).toBe(true);
});

test('whoever_looks_at_the_backups_is_told_of_no_write_and_asks_no_more', async () => {
  const { call, host } = openReview();
  const told: number[] = [];
  host.dispatch.onWrite(({ seq }) => told.push(seq));
  await call('rounds.create', round);
  const written = told.length;
  expect(written).toBeGreaterThan(0);
  await call('workspace.backups', {});
  expect(told).toHaveLength(written);
});

test('what_another_process_writes_is_told_without_a_question', async () => {
  const { call, host, dir } = openReview();
  const told: (readonly string[] | null)[] = [];
  const quiet = host.dispatch.onWrite(({ entities }) => told.push(entities));
  await call('rounds.create', round);
  told.length = 0;
  const other = openReview(dir);
  const { roundId } = await other.call('rounds.create', { ...round, name: '别处' });
  await expect.poll(() => told.flat(), { timeout: 5_000 }).toContain(`round:${roundId}`);
  // looked at again, it is nothing new
  await wait(2_200);
  expect(told).toHaveLength(1);
  quiet();
  await other.call('rounds.create', { ...round, name: '二' });
  await wait(1_500);
  expect(told).toHaveLength(1);
});

test('a_damaged_database_is_refused_and_can_be_restored', async () => {
  const { call, refusal, host, dir } = openReview();
  await call('rounds.create', round);
  const backup = await call('workspace.backup', {});
  host.session.release();
  writeFileSync(join(dir, 'panel.db'), 'x'.repeat(5000));
  expect((await refusal('workspace.info', {})).code).toBe('workspace/damaged');
  expect((await call('workspace.backups', {})).map((one) => one.path)).toEqual([backup.path]);
  await call('workspace.restore', { path: backup.path });
  expect((await call('rounds.list', {})).length).toBe(1);
});

test('a_damaged_backup_is_not_restored', async () => {
  const { call, refusal, dir } = openReview();
  await call('rounds.create', round);
  const bad = join(dir, 'bad.db');
  writeFileSync(bad, readFileSync((await call('workspace.backup', {})).path).subarray(0, 3000));
  expect((await refusal('workspace.restore', { path: bad })).code).toBe('workspace/backup-damaged');
  expect((await call('rounds.list', {})).length).toBe(1);
});

test('ten_backups_stay_and_one_a_day_is_taken', async () => {
  const { call, dir } = openReview();
  expect(takeBackup(dir, '2026-01-01T00:00:00.000Z')).toBeNull();
  await call('rounds.create', round);
  for (let day = 1; day <= 12; day++) takeBackup(dir, `2026-03-${String(day).padStart(2, '0')}T08:00:00.000Z`);
  const kept = listBackups(dir);
  expect(kept.length).toBe(10);
  expect(kept[0]?.at).toBe('2026-03-12T08:00:00.000Z');
  expect(kept.at(-1)?.at).toBe('2026-03-03T08:00:00.000Z');
  expect(backupDaily(dir, '2026-03-13T07:59:59.000Z')).toBeNull();
  expect(backupDaily(dir, '2026-03-13T08:00:00.000Z')?.at).toBe('2026-03-13T08:00:00.000Z');
});

test('a_document_that_was_touched_is_found', async () => {
  const { call, host, parks } = await seatReview({ parks: 1, experts: 1 });
  const { documents } = await call('applications.get', { applicationId: parks[0] ?? '' });
  const { sha256 } = documents[0] ?? { sha256: '' };
  const path = host.session.blobs.pathOf(sha256);
  writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from('x')]));
  const report = await call('workspace.doctor', {});
  expect(report.healthy).toBe(false);
  expect(report.checks.filter((check) => !check.ok).map((check) => [check.id, check.found])).toEqual([['blobs', [sha256]]]);
});

test('two_windows_on_one_workspace_see_each_other_and_keep_one_chain', async () => {
  const first = openReview();
  const second = openReview(first.dir);
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => (index % 2 ? first : second).call('rounds.create', { ...round, name: `第${index}轮` })),
  );
  expect((await first.call('rounds.list', {})).length).toBe(20);
  expect(await first.call('workspace.info', {})).toMatchObject({ events: 20 });
  expect((await second.call('workspace.doctor', {})).healthy).toBe(true);
});
