/** What was typed reaches the program before the window closes: savers run when it says so, one after the other, and then it is told. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { electronTransport } from '../../renderer/client/electron.ts';
import type { HostEvent } from '../../renderer/client/transport.ts';

const ok = { ok: true, value: null } as const;

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A bridge whose calls are answered when the test says so. */
function bridge() {
  const calls: { method: string; answer: () => void }[] = [];
  let hear: (event: HostEvent) => void = () => undefined;
  let flushed = 0;
  const transport = electronTransport({
    call: (method) => new Promise((resolve) => calls.push({ method, answer: () => resolve(ok) })),
    cancel: () => undefined,
    onEvent: (listener) => {
      hear = listener;
    },
    flushed: () => flushed++,
    openFolder: async () => true,
    openWorkspace: async () => true,
    pick: async () => null,
    reveal: async () => true,
    filePath: () => '',
  });
  const heard: HostEvent[] = [];
  transport.listen(
    (event) => heard.push(event),
    () => undefined,
  );
  return { transport, calls, heard, leave: () => hear({ type: 'leaving' }), flushed: () => flushed };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

test('a_save_that_waits_for_the_one_before_is_still_heard', async () => {
  const { transport, calls, leave, flushed, heard } = bridge();
  window.addEventListener('pagehide', () => {
    void (async () => {
      await transport.call('visits.note', {}, undefined, 'zh', undefined);
      await transport.call('opinions.set', {}, undefined, 'zh', undefined);
    })();
  });
  leave();
  await turn();
  expect([calls.map(({ method }) => method), flushed()]).toEqual([['visits.note'], 0]);
  calls[0]?.answer();
  await turn();
  expect([calls.map(({ method }) => method), flushed()]).toEqual([['visits.note', 'opinions.set'], 0]);
  calls[1]?.answer();
  await turn();
  expect([flushed(), heard]).toEqual([1, []]);
});

test('a_job_is_not_waited_for', async () => {
  const { transport, leave, flushed } = bridge();
  void transport.call('packages.import', {}, 'job-1', 'zh', undefined);
  leave();
  await turn();
  expect(flushed()).toBe(1);
});

test('a_save_that_fails_does_not_keep_the_window', async () => {
  let leave: (event: HostEvent) => void = () => undefined;
  let flushed = 0;
  const transport = electronTransport({
    call: () => Promise.reject(new Error('gone')),
    cancel: () => undefined,
    onEvent: (listener) => {
      leave = listener;
    },
    flushed: () => flushed++,
    openFolder: async () => true,
    openWorkspace: async () => true,
    pick: async () => null,
    reveal: async () => true,
    filePath: () => '',
  });
  transport.listen(
    () => undefined,
    () => undefined,
  );
  let failure: unknown;
  window.addEventListener('pagehide', () => {
    void transport.call('visits.note', {}, undefined, 'zh', undefined).catch((error: unknown) => (failure = error));
  });
  leave({ type: 'leaving' });
  await turn();
  expect([flushed, failure]).toEqual([1, new Error('gone')]);
});
