/** Notes of an expert for nobody else: kept over a restart, seen by nobody, in no record. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seatReview } from '../../fixtures/review.ts';

test('notes_are_kept_by_park_and_seen_by_their_writer_alone', async () => {
  const { call, refusal, dir, experts, parks } = await seatReview();
  const [personId = '', other = ''] = experts;
  const [park = '', second = ''] = parks;
  expect(await call('notes.get', { personId }, personId)).toEqual({});
  const events = (await call('audit.list', {})).length;
  // several at once, as a window that goes away sends them
  await Promise.all([
    call('notes.set', { personId, applicationId: park, flags: ['1.1', '2'] }, personId),
    call('notes.set', { personId, applicationId: park, text: '面积再核' }, personId),
    call('notes.set', { personId, applicationId: second, text: '问仓库' }, personId),
    call('notes.set', { personId: other, applicationId: park, text: '别人的' }, other),
  ]);
  const mine = { [park]: { text: '面积再核', flags: ['1.1', '2'] }, [second]: { text: '问仓库', flags: [] } };
  expect(await call('notes.get', { personId }, personId)).toEqual(mine);
  expect(await call('notes.get', { personId: other }, other)).toEqual({ [park]: { text: '别人的', flags: [] } });
  for (const actor of [undefined, other]) {
    expect((await refusal('notes.get', { personId }, actor)).code).toBe('call/not-allowed');
    expect((await refusal('notes.set', { personId, applicationId: park, text: 'x' }, actor)).code).toBe('call/not-allowed');
  }
  await call('notes.set', { personId, applicationId: second, text: '' }, personId);
  expect(await call('notes.get', { personId }, personId)).toEqual({ [park]: mine[park] });
  // no event, and no row of the store
  expect(await call('audit.list', {})).toHaveLength(events);
  for (const name of readdirSync(dir).filter((one) => one.startsWith('panel.db')))
    expect(readFileSync(join(dir, name)).includes('面积再核')).toBe(false);
});
