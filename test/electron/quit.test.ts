/** The end of the program: its order, and what happens where a step fails, hangs or is asked for twice. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQuit, patience, type QuitParts } from '../../electron/hosts/shell/quit.ts';

function play(change: Partial<QuitParts> = {}) {
  const steps: string[] = [];
  const step =
    <T>(name: string, answer: T) =>
    async (): Promise<T> => {
      steps.push(name);
      return answer;
    };
  const quit = createQuit({
    busy: step('busy', 0),
    ask: step('ask', true),
    cancel: step('cancel', undefined),
    flush: step('flush', undefined),
    release: step('release', undefined),
    destroy: () => void steps.push('destroy'),
    failed: (name) => void steps.push(`failed ${name}`),
    ...change,
  });
  return { quit, steps };
}

const never = () => new Promise<never>(() => undefined);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('what_was_typed_is_saved_before_the_store_is_let_go_and_the_window_goes_last', async () => {
  const { quit, steps } = play();
  expect([await quit.request(), quit.done]).toEqual([true, true]);
  expect(steps).toEqual(['busy', 'flush', 'release', 'destroy']);
});

test('a_running_job_is_asked_about_and_staying_changes_nothing', async () => {
  const { quit, steps } = play({ busy: async () => 2, ask: async (jobs) => jobs !== 2 });
  expect([await quit.request(), quit.done]).toEqual([false, false]);
  expect(steps).toEqual([]);
});

test('one_that_the_person_stops_is_waited_for', async () => {
  const { quit, steps } = play({ busy: async () => 1 });
  await quit.request();
  expect(steps).toEqual(['ask', 'cancel', 'flush', 'release', 'destroy']);
});

test('after_staying_it_can_be_asked_again', async () => {
  let stays = true;
  const { quit, steps } = play({ busy: async () => 1, ask: async () => !stays });
  expect(await quit.request()).toBe(false);
  stays = false;
  expect(await quit.request()).toBe(true);
  expect(steps).toContain('destroy');
});

test('asked_by_the_button_and_the_system_at_once_it_ends_once', async () => {
  const { quit, steps } = play();
  await Promise.all([quit.request(), quit.request(), quit.request()]);
  expect(steps.filter((one) => one === 'destroy')).toHaveLength(1);
});

test.each(['busy', 'flush', 'release'] as const)('%s that never answers holds the end up for a while only', async (name) => {
  const { quit, steps } = play({ [name]: never });
  const ended = quit.request();
  await vi.advanceTimersByTimeAsync(patience[name] - 1);
  expect(steps).not.toContain('destroy');
  await vi.advanceTimersByTimeAsync(1);
  expect(await ended).toBe(true);
  expect(steps).toContain(`failed ${name}`);
});

test.each(['busy', 'flush', 'release'] as const)('%s that fails is written down, and the end goes on', async (name) => {
  const { quit, steps } = play({ [name]: async () => Promise.reject(new Error('no')) });
  expect(await quit.request()).toBe(true);
  expect(steps).toContain(`failed ${name}`);
  expect(steps.at(-1)).toBe('destroy');
});
