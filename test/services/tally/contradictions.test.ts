/** Objective points that the formula does not give are told with the tally, and stand in the way of nothing. */
import { expect, test } from 'vitest';
import { seatReview, submitSheet } from '../../fixtures/review.ts';

test('points_that_contradict_their_figure_are_told_with_the_tally', async () => {
  const seated = await seatReview({ parks: 1, experts: 3 });
  const { call, roundId, parks, experts, leaves } = seated;
  const applicationId = parks[0] ?? '';
  for (const personId of experts) await submitSheet(seated, personId, applicationId, 0.5);
  const { contradictions, blocked } = await call('tally.run', { roundId });
  // all three gave the same half of the points: nothing blocks, and the figures of the park say otherwise
  expect(blocked).toEqual([]);
  const withFormula = new Set(leaves.flatMap((leaf) => (leaf.formula ? [leaf.id] : [])));
  expect(withFormula.size).toBeGreaterThan(0);
  expect(contradictions.length).toBeGreaterThan(0);
  expect(contradictions.length % experts.length).toBe(0);
  for (const one of contradictions) {
    expect(withFormula.has(one.criterionId)).toBe(true);
    expect(one.points100).not.toBe(one.derived100);
    expect(one.text).toContain('与公式不符');
  }
});
