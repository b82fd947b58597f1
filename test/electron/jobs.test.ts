/** Long work keeps the machine awake and is told when it ends, to whoever looked away. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Result } from '../../domain/result.ts';
import { watchJobs } from '../../electron/hosts/shell/jobs.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const done = { ok: true, value: { path: '/home/王/园区.pdf' } } as const;

function play(watched: boolean, answer: Result<unknown> = done) {
  const heard: unknown[] = [];
  const services = watchJobs(
    { call: (request) => new Promise<Result<unknown>>((resolve) => setTimeout(() => resolve(answer), request.payload as number)) },
    {
      stayAwake() {
        heard.push('awake');
        return () => heard.push('asleep');
      },
      isWatched: () => watched,
      tell: (ended) => heard.push(ended),
    },
  );
  const call = (ms: number, job?: string) => services.call({ method: 'x', payload: ms, language: 'zh', ...(job !== undefined && { job }) });
  return { heard, call };
}

test('the_file_is_named_to_whoever_looked_away', async () => {
  const { heard, call } = play(false);
  void call(60_000, 'job');
  await vi.runAllTimersAsync();
  expect(heard).toEqual(['awake', { ok: true, file: '园区.pdf' }, 'asleep']);
});

test.each([
  ['is short', false, 9_000, done],
  ['is watched', true, 60_000, done],
  ['was cancelled', false, 60_000, { ok: false, error: { code: 'call/cancelled', message: '', details: {} } } as const],
])('work that %s is not told', async (_what, watched, ms, answer) => {
  const { heard, call } = play(watched, answer);
  void call(ms, 'job');
  await vi.runAllTimersAsync();
  expect(heard).toEqual(['awake', 'asleep']);
});

test('a_failure_is_told_without_a_file', async () => {
  const { heard, call } = play(false, { ok: false, error: { code: 'workspace/disk-full', message: '', details: {} } });
  void call(60_000, 'job');
  await vi.runAllTimersAsync();
  expect(heard[1]).toEqual({ ok: false, file: null });
});

test('two_jobs_keep_it_awake_until_the_last_ends_and_a_plain_call_does_not', async () => {
  const { heard, call } = play(true);
  void call(5_000, 'a');
  void call(20_000, 'b');
  void call(90_000);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(heard).toEqual(['awake']);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(heard).toEqual(['awake', 'asleep']);
});
