/** Payloads that would hold everybody up are refused before they are looked at closely. */
import { expect, test } from 'vitest';
import { isBounded } from '../../../electron/services/session/payload.ts';
import { openReview } from '../../fixtures/review.ts';

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

test.each([
  ['nothing', undefined, true],
  ['a word', 'x'.repeat(1_000_000), true],
  ['bytes', { picture: new Uint8Array(1_000_000) }, true],
  ['2 800 parks', { ids: Array.from({ length: 2800 }, () => 'x') }, true],
  ['a million', { ids: Array.from({ length: 1_000_000 }, () => 'x') }, false],
  ['sixty deep', nested(60), true],
  ['seventy deep', nested(70), false],
  ['a million deep', nested(1_000_000), false],
])('%s', (_name, payload, expected) => {
  expect(isBounded(payload)).toBe(expected);
});

test('a_payload_with_thousands_of_faults_names_the_first_of_them', async () => {
  const { refusal } = openReview();
  const began = process.cpuUsage();
  const error = await refusal('panel.assign', { personId: 'x', applicationIds: Array.from({ length: 150_000 }, () => 'x') });
  expect(error).toMatchObject({ code: 'call/bad-payload', details: { where: expect.arrayContaining(['personId', 'applicationIds.0']) } });
  expect(error.details['where']).toHaveLength(20);
  expect(error.message.length).toBeLessThan(1000);
  // 18 s before, when each was put into the sentence; of processor time, for other tests run beside this one
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1e6).toBeLessThan(6);
  const deep = await refusal('panel.assign', { personId: 'x', applicationIds: nested(100_000) } as never);
  expect(deep).toMatchObject({ code: 'call/bad-payload', details: { where: ['.'] } });
});
