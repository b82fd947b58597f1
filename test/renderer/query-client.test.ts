import { QueryObserver } from '@tanstack/query-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** A host that answers when it is told to. */
const asked: { method: string; answer: (value: unknown) => void }[] = [];

beforeEach(() => {
  vi.resetModules();
  asked.length = 0;
  const call = (method: string): Promise<unknown> =>
    new Promise((resolve) => asked.push({ method, answer: (value) => resolve({ ok: true, value }) }));
  vi.stubGlobal('window', { parkpanel: { call }, addEventListener() {} });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('a_first_answer_whose_ground_is_written_meanwhile_is_asked_again', async () => {
  const { invalidate, queryClient, queryOf } = await import('../../renderer/state/query-client.ts');
  const stop = new QueryObserver(queryClient, queryOf('documents.text', { applicationId: 'a' })).subscribe(() => undefined);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  invalidate(['application:a']);
  // longer than the calm after which stale answers are looked for
  await new Promise((resolve) => setTimeout(resolve, 200));
  asked[0]?.answer({ paragraphs: ['old'] });
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  asked[1]?.answer({ paragraphs: ['new'] });
  await vi.waitFor(() => expect(queryClient.getQueryData(['documents.text', { applicationId: 'a' }])).toEqual({ paragraphs: ['new'] }));
  stop();
});

test('an_answer_that_was_not_touched_stands_and_a_question_without_its_subject_is_no_obstacle', async () => {
  const { invalidate, queryClient, queryOf } = await import('../../renderer/state/query-client.ts');
  const waits = new QueryObserver(queryClient, { queryKey: ['scores.get', null], queryFn: () => null, enabled: false });
  const stops = [waits.subscribe(() => undefined)];
  for (const applicationId of ['a', 'b'])
    stops.push(new QueryObserver(queryClient, queryOf('eligibility.evaluate', { applicationId })).subscribe(() => undefined));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  for (const one of asked) one.answer({});
  await vi.waitFor(() => expect(queryClient.isFetching()).toBe(0));
  invalidate(['field:a/companies/evidence']);
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(asked).toHaveLength(3);
  for (const stop of stops) stop();
});
