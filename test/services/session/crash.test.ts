/**
 * Nothing acknowledged is ever lost: the host is killed outright while it scores, the disk fills up, the folder turns
 * read-only, another window holds the database.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Output } from '../../../domain/contract/api.ts';
import type { Result } from '../../../domain/result.ts';
import { root } from '../../contract/drivers.ts';
import { samplePhoto } from '../../fixtures/photos.ts';
import { openReview, parkNames, samples, seatReview, type Seated } from '../../fixtures/review.ts';

/** `PARKPANEL_CRASHES` for more or fewer. */
const runs = Number(process.env['PARKPANEL_CRASHES'] ?? 100);

interface Hosted {
  readonly process: ChildProcess;
  call(method: string, payload: unknown): Promise<Result<unknown>>;
}

const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** A host in a process of its own, reached as a window reaches it. */
async function startHost(dir: string): Promise<Hosted> {
  const child = spawn(process.execPath, [join(root, 'electron/launch.mjs'), 'cli', '--workspace', dir, 'serve', '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  let said = '';
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    said += chunk.toString('utf8');
    if (/#token=\S+\n/.test(said)) break;
  }
  const { origin, hash } = new URL(/http:\S+#token=\S+/.exec(said)?.[0] ?? '');
  const headers = { 'content-type': 'application/json', origin };
  const session = await fetch(`${origin}/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token: hash.slice('#token='.length) }),
  });
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    process: child,
    async call(method, payload) {
      const answer = await fetch(`${origin}/call`, {
        method: 'POST',
        headers: { ...headers, cookie },
        body: JSON.stringify({ method, payload }),
      });
      return (await answer.json()) as Result<unknown>;
    },
  };
}

test(`a_host_killed_${runs}_times_while_scoring_loses_nothing_it_acknowledged`, async () => {
  const seated = await seatReview({ parks: 2, experts: 2 });
  const { dir, host, parks, experts, leaves } = seated;
  const { visitId } = await seated.call('visits.open', { applicationId: parks[0] ?? '', visitedOn: '2026-10-10' });
  host.session.release();
  /** what the host said it had kept, by cell */
  const scores = new Map<string, { version: number; points100: number }>();
  const notes = new Map<string, string>();
  let acknowledged = 0;
  let killed = 0;

  for (let round = 0; round < runs; round++) {
    const hosted = await startHost(dir);
    const life = { on: true };
    const lane = async (personId: string) => {
      for (let step = 0; life.on; step++) {
        const leaf = leaves[step % leaves.length];
        const applicationId = parks[step % parks.length] ?? '';
        try {
          if (step % 7 === 6) {
            const text = `第${round}次第${step}条`;
            const answer = await hosted.call('visits.note', { visitId, text });
            if (answer.ok) notes.set((answer.value as Output<'visits.note'>).noteId, text);
            continue;
          }
          const points = ((round + step) % 2) * ((leaf?.max100 ?? 0) / 100);
          const cell = { personId, applicationId, criterionId: leaf?.id ?? '' };
          const stood = scores.has(Object.values(cell).join('/'));
          const keep = (version: number, points100: number) => {
            scores.set(Object.values(cell).join('/'), { version, points100 });
            acknowledged += 1;
          };
          const answer = await hosted.call('scores.set', { ...cell, points, comment: `第${round}次` });
          if (!answer.ok) throw new Error(answer.error.code);
          const done = answer.value as Output<'scores.set'>;
          keep(done.version, done.points100);
          // now and then a change over another is taken back, and given again
          if (step % 5 !== 4 || !stood) continue;
          const undone = await hosted.call('scores.undo', { ...cell, seq: done.seq, expectedVersion: done.version });
          if (!undone.ok) throw new Error(undone.error.code);
          const { score, seq, version } = undone.value as Output<'scores.undo'>;
          if (score) keep(version, score.points100);
          const redone = await hosted.call('scores.undo', { ...cell, seq, expectedVersion: version });
          if (!redone.ok) throw new Error(redone.error.code);
          keep((redone.value as Output<'scores.undo'>).version, done.points100);
        } catch (error) {
          // the line went dead with the host (fetch throws a TypeError): this one was never acknowledged
          if (!(error instanceof TypeError)) throw error;
          return;
        }
      }
    };
    const work = Promise.all(experts.map(lane));
    await wait(20 + Math.random() * 120);
    const gone = once(hosted.process, 'exit');
    hosted.process.kill('SIGKILL');
    await gone;
    life.on = false;
    killed += 1;
    await work;

    const after = openReview(dir);
    expect((await after.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);
    await expectKept(after, scores, notes, visitId);
    after.host.session.release();
  }
  expect(killed).toBe(runs);
  expect(acknowledged).toBeGreaterThan(runs);
}, 600_000);

async function expectKept(
  { call }: Pick<Seated, 'call'>,
  scores: ReadonlyMap<string, { version: number; points100: number }>,
  notes: ReadonlyMap<string, string>,
  visitId: string,
): Promise<void> {
  const sheets = new Map<string, Output<'scores.get'>>();
  for (const [key, acknowledged] of scores) {
    const [personId = '', applicationId = '', criterionId = ''] = key.split('/');
    const sheet = sheets.get(`${personId}/${applicationId}`) ?? (await call('scores.get', { personId, applicationId }));
    sheets.set(`${personId}/${applicationId}`, sheet);
    const kept = sheet.scores.find((one) => one.criterionId === criterionId);
    // at most the one change in flight may have come after what was acknowledged
    expect((kept?.version ?? 0) - acknowledged.version, key).toBeGreaterThanOrEqual(0);
    if (kept?.version === acknowledged.version) expect(kept.points100, key).toBe(acknowledged.points100);
  }
  const found = new Map((await call('visits.get', { visitId })).notes.map((note) => [note.noteId, note.text]));
  for (const [noteId, text] of notes) expect(found.get(noteId)).toBe(text);
}

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
    await call('rounds.openScoring', { roundId });
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
