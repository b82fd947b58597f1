/** 日志 of a workspace: what is written down of calls, and what a person hands over. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepLog } from '../../../electron/services/workspace/log.ts';
import { openSession } from '../../../electron/services/session/session.ts';
import { createDispatch } from '../../../electron/services/session/dispatch.ts';
import { handlers } from '../../../electron/services/handlers.ts';
import { openReview, parkNames, samples } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';

const lines = (dir: string) =>
  readFileSync(join(dir, 'logs/program.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('writes_jobs_and_refusals_are_kept_and_quick_reads_are_not', async () => {
  const { call, refusal, host, dir } = openReview();
  keepLog(host, 'browser');
  await call('schemes.list', {});
  const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '秘密评审', appliedOn: '2026-09-30' });
  await call('packages.import', { roundId, paths: [join(samples, `${parkNames[0]}.zip`)] });
  await refusal('workspace.restore', { path: join(dir, '张三.db') });
  await host.dispatch.call({ method: '王小明', payload: {}, language: 'zh' });
  const all = lines(dir);
  // on a busy machine a read may take so long that it is worth a line
  const kept = all.filter(({ kind }) => kind !== 'read');
  expect(all.filter(({ kind, ms }) => kind === 'read' && Number(ms) < 500)).toEqual([]);
  expect(kept.map(({ what, method, code }) => [what, method, code])).toEqual([
    ['opened', undefined, undefined],
    ['call', 'rounds.create', null],
    ['call', 'packages.import', null],
    ['call', 'workspace.restore', 'workspace/no-backup'],
    ['call', null, 'call/unknown-method'],
  ]);
  expect(kept[2]?.['ms']).toBeGreaterThan(0);
  const text = readFileSync(join(dir, 'logs/program.log'), 'utf8');
  expect(text.replaceAll('…', '')).toMatch(/^[\x20-\x7e\n]*$/);
  expect(text).not.toContain(dir);
});

test('a_fault_of_the_program_is_told_by_its_place_and_not_by_its_message', async () => {
  const { host, dir } = openReview();
  keepLog(host, 'browser');
  Object.defineProperty(host.session, 'shelf', {
    value: () => {
      throw new TypeError('读不到 /home/王小明');
    },
  });
  const answer = await host.dispatch.call({ method: 'schemes.list', payload: {}, language: 'zh' });
  expect(answer).toMatchObject({ ok: false, error: { code: 'call/internal' } });
  const last = lines(dir).at(-1);
  expect(last).toMatchObject({ method: 'schemes.list', code: 'call/internal', thrown: 'TypeError' });
  expect(last?.['in']).toContainEqual(expect.stringMatching(/^log\.test\.ts:\d+:\d+$/));
  expect(JSON.stringify(last)).not.toMatch(/王小明|home/);
});

/** A host whose files go to a folder that the test knows. */
function openIn(dir: string, folder: string) {
  const session = openSession({ dir, resources: join(samples, '..'), program: '0.1.0', folder });
  const dispatch = createDispatch(session, handlers);
  return { session, dispatch };
}

test('it_is_handed_over_as_one_text_with_the_lines_of_every_process', async () => {
  const [dir, folder] = [tempFolder(), tempFolder()];
  const host = openIn(dir, folder);
  keepLog(host, 'browser');
  writeFileSync(join(dir, 'logs/window.log'), '{"what":"started"}\n');
  const answer = await host.dispatch.call({ method: 'workspace.exportLog', payload: {}, language: 'zh' });
  const { path, bytes } = (answer as { value: { path: string; bytes: number } }).value;
  expect(path).toMatch(/园评日志-\d{8}T\d{6}Z\.txt$/);
  const text = readFileSync(path);
  expect(text.length).toBe(bytes);
  expect(text.toString()).toMatch(/^园评日志.*\n[^]*ParkPanel 0\.1\.0 · Node [^]*# program\.log\n.*"opened"[^]*# window\.log\n.*"started"/);
});

test('it_is_had_where_the_store_cannot_be_opened', async () => {
  const [dir, folder] = [tempFolder(), tempFolder()];
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'panel.db'), Buffer.alloc(9000, 7));
  const { dispatch } = openIn(dir, folder);
  const answer = await dispatch.call({ method: 'workspace.exportLog', payload: {}, language: 'en' });
  const { path } = (answer as { value: { path: string } }).value;
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, 'utf8')).toContain('Nothing is recorded yet.');
});
