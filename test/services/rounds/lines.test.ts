/** Every kind of round has its own line: its steps on the desk, and no entry of the rail that leads nowhere. */
import { expect, test } from 'vitest';
import { leftOutOf } from '../../../renderer/screens/frame/line.ts';
import { openReview } from '../../fixtures/review.ts';

test.each([
  ['hunan-recognition-2024', []],
  // settled as a whole, and told by a notice
  ['hunan-assessment-2024', ['publicity', 'deliberation']],
  // whether experts score it is decided by seating them
  ['chenzhou-building-2021', ['scoring', 'tally']],
  ['xiangtan-checklist-2020', ['panel', 'scoring', 'visits', 'exchange', 'tally', 'shortlist', 'publicity', 'deliberation']],
])('%s', async (schemeId, without) => {
  const { call } = openReview();
  const { roundId } = await call('rounds.create', { schemeId, name: '本轮', appliedOn: '2026-09-30' });
  const round = await call('rounds.get', { roundId });
  const left = leftOutOf(round);
  expect(left).toEqual(without);
  // no step of the desk leads to a place that the rail leaves out
  expect(round.steps.map(({ step }) => step).filter((step) => left.some((place) => place === step))).toEqual([]);
});
