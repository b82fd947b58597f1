/**
 * Nothing acknowledged is ever lost: the disk fills up, the folder turns read-only, another window holds the database. Kills: `test/crash`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { announce } from '../../../electron/hosts/start/running.ts';
import { openHost } from '../../../electron/services/host.ts';
import { toAppError } from '../../../electron/services/session/dispatch.ts';
import { keepLog } from '../../../electron/services/workspace/log.ts';
import { prepareWorkspace } from '../../../electron/services/workspace/prepare.ts';
import { samplePhoto } from '../../fixtures/photos.ts';
import { openReview, parkNames, samples, seatReview } from '../../fixtures/review.ts';

/** A small disk of its own, where the system lets us have one. */
function mountDisk(megabytes: number): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const dir = mkdtempSync(join(tmpdir(), 'parkpanel-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir]).status === 0) return dir;
  rmSync(dir, { recursive: true, force: true });
  return null;
}

function unmountDisk(dir: string): void {
  spawnSync('umount', ['-l', dir]);
  rmSync(dir, { recursive: true, force: true });
}

const trial = mountDisk(1);
if (trial) unmountDisk(trial);

describe.skipIf(!trial)(trial ? 'a disk of its own' : 'a disk of its own (needs root on Linux, to mount one)', () => {
  async function seatOn(dir: string) {
    const review = openReview(join(dir, 'workspace'));
    const { call } = review;
    const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
    const { imported } = await call('packages.import', { roundId, paths: [join(samples, `${parkNames[0]}.zip`)] });
    const applicationId = imported[0]?.applicationId ?? '';
    const { personId } = await call('panel.add', { roundId, name: '专家', organisation: '示例大学', title: '教授', role: 'expert' });
    await call('panel.assign', { personId, applicationIds: [applicationId] });
    await call('conflicts.declare', { personId, applicationId, relation: 'none' });
    await call('rounds.openScoring', { roundId, despite: '试评' });
    const { visitId } = await call('visits.open', { applicationId, visitedOn: '2026-10-10' });
    return { ...review, applicationId, personId, visitId };
  }

  function disk(megabytes: number): string {
    const dir = mountDisk(megabytes) ?? '';
    onTestFinished(() => unmountDisk(dir));
    return dir;
  }

  /** Fills what is left of the disk, to the last block. */
  function fill(dir: string): string {
    const ballast = join(dir, 'ballast');
    try {
      writeFileSync(ballast, Buffer.alloc(64 * 1024 * 1024));
    } catch (error) {
      expect(String(error)).toContain('ENOSPC');
    }
    return ballast;
  }

  // for nothing, for a page, for a journal without its index, for some of the tables: in KB
  test.each([0, 8, 16, 40, 256])('a_first_start_with_room_for_%i_says_so_and_goes_on_when_there_is_more', async (room) => {
    const dir = disk(8);
    const workspace = join(dir, 'workspace');
    const ballast = fill(dir);
    truncateSync(ballast, statSync(ballast).size - room * 1024);
    const first = openHost(workspace);
    keepLog(first, 'browser');
    const faults = await prepareWorkspace(first.session);
    expect(faults.map(({ error }) => toAppError(error, 'zh').code)).toEqual(['workspace/disk-full']);
    const leave = announce(workspace, { port: 1, secret: 'x'.repeat(43) });
    leave();
    expect(existsSync(join(workspace, '.host.json'))).toBe(false);
    const ask = { method: 'rounds.list', payload: {}, language: 'zh' } as const;
    expect(await first.dispatch.call(ask)).toMatchObject({ ok: false, error: { code: 'workspace/disk-full' } });
    first.session.release();
    rmSync(ballast);
    const again = openHost(workspace);
    expect(await prepareWorkspace(again.session)).toEqual([]);
    expect(await again.dispatch.call(ask)).toEqual({ ok: true, value: [] });
    expect(await again.dispatch.call({ ...ask, method: 'workspace.doctor' })).toMatchObject({ ok: true, value: { healthy: true } });
    again.session.release();
  });

  test('when_it_is_full_the_write_is_refused_and_everything_before_it_is_there', async () => {
    const dir = disk(8);
    const seated = await seatOn(dir);
    const { call, refusal, host, personId, applicationId, visitId } = seated;
    const photo = await samplePhoto(seated, applicationId);
    const ballast = fill(dir);
    const comment = '评'.repeat(4000);
    const target = { personId, applicationId, criterionId: '1.1' };
    let kept = 0;
    let code = '';
    for (let step = 1; code === '' && step < 2000; step++) {
      const answer = await host.dispatch.call({
        method: 'scores.set',
        payload: { ...target, points: step % 2, comment: `${step}${comment}` },
        language: 'zh',
      });
      if (answer.ok) kept = step;
      else code = answer.error.code;
    }
    expect(code).toBe('workspace/disk-full');
    const now = async () => (await call('scores.get', { personId, applicationId })).scores[0]?.comment ?? '';
    expect(await now()).toBe(kept === 0 ? '' : `${kept}${comment}`);
    expect((await refusal('visits.photo', { visitId, path: photo })).code).toBe('workspace/disk-full');
    // room again: the work goes on, and a fresh start finds the same
    rmSync(ballast);
    await call('scores.set', { ...target, points: 1, comment: '继续' });
    expect((await call('visits.photo', { visitId, path: photo })).already).toBe(false);
    host.session.release();
    expect(await now()).toBe('继续');
    expect((await call('workspace.doctor', {})).healthy).toBe(true);
  });

  test('when_it_turns_read_only_every_call_says_so_and_nothing_is_lost', async () => {
    const dir = disk(16);
    const { call, refusal, host, personId, applicationId } = await seatOn(dir);
    const target = { personId, applicationId, criterionId: '1.1' };
    await call('scores.set', { ...target, points: 1, comment: '之前' });
    host.session.release();
    expect(spawnSync('mount', ['-o', 'remount,ro', dir]).status).toBe(0);
    expect((await refusal('scores.set', { ...target, points: 2, comment: '之后' })).code).toBe('workspace/read-only');
    host.session.release();
    expect(spawnSync('mount', ['-o', 'remount,rw', dir]).status).toBe(0);
    expect((await call('scores.get', { personId, applicationId })).scores.map((one) => one.comment)).toEqual(['之前']);
    expect((await call('workspace.doctor', {})).healthy).toBe(true);
  });
});

test('a_window_that_finds_the_database_held_is_told_so_and_can_go_on_afterwards', async () => {
  const { call, refusal, dir, parks, experts, leaves } = await seatReview({ parks: 1, experts: 1 });
  const target = { personId: experts[0] ?? '', applicationId: parks[0] ?? '', criterionId: leaves[0]?.id ?? '' };
  const holder = new Database(join(dir, 'panel.db'));
  onTestFinished(() => void holder.close());
  holder.exec('BEGIN IMMEDIATE');
  expect((await refusal('scores.set', { ...target, points: 1, comment: '等待' })).code).toBe('workspace/locked');
  holder.exec('ROLLBACK');
  expect((await call('scores.set', { ...target, points: 1, comment: '等到了' })).version).toBe(1);
});
