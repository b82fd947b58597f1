/** What the screen of the tally asks for, part by part, against the whole tally of the same round. */
import { expect, test } from 'vitest';
import { readProfile } from '../../../domain/tally/pictures/profile.ts';
import { readSpread } from '../../../domain/tally/pictures/spread.ts';
import { differing, giveTotals } from '../../fixtures/results.ts';
import { parkNames, seatReview } from '../../fixtures/review.ts';

test('the_overview_says_what_the_tally_says', async () => {
  const seated = await seatReview({ parks: 3, experts: 4 });
  const { call, roundId, parks, experts } = seated;
  await call('conflicts.declare', { personId: experts[3] ?? '', applicationId: parks[0] ?? '', relation: 'other', reason: '曾任顾问' });
  await giveTotals(seated, [
    [8, 9, 7, null],
    [10, 4, 7.5, 6],
  ]);
  for (const rules of [undefined, { trim: 'none' }]) {
    const whole = await call('tally.run', { roundId, rules });
    const overview = await call('tally.overview', { roundId, rules });
    const { rules: ownRules, preset, experts: people, outliers, blocked, adjusted, grading } = whole;
    expect(overview).toMatchObject({ rules: ownRules, preset, experts: people, outliers, blocked, adjusted, grading });
    expect(whole.ranking).toMatchObject(overview.ranking);
    expect(overview.ranking).toHaveLength(2);
    expect(overview.criteria).toEqual(
      whole.derivation[0]?.criteria.map(({ criterionId, name, max100 }) => ({ criterionId, name, max100 })),
    );
    expect(overview.remarks.filter((one) => !one.ranked).map((one) => one.applicationId)).toEqual(
      whole.unranked.map((one) => one.applicationId),
    );
    expect(
      overview.panelWarnings.map((text, at) => ({
        text,
        parks: overview.remarks
          .filter((one) => one.warnings.includes(at))
          .map(({ applicationId, parkName }) => ({ applicationId, parkName })),
      })),
    ).toEqual(whole.panelWarnings);
    expect(whole.panelWarnings.length).toBeGreaterThan(1);
    for (const park of whole.derivation)
      expect(await call('tally.derivation', { roundId, rules, applicationId: park.applicationId })).toEqual(park);
  }
  expect(await call('tally.derivation', { roundId, applicationId: parks[2] ?? '' })).toBeNull();
});

test('the_pictures_are_of_the_tally_by_the_rules_that_are_asked_for', async () => {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, refusal, roundId, parks, experts } = seated;
  await giveTotals(seated, [
    [8, 9, 6],
    [10, 4, 7.5],
  ]);
  const heat = await call('tally.heat', { roundId, criterionId: differing });
  expect(heat.experts).toEqual(experts);
  expect(heat.parks.map(({ parkName, points100, dropped }) => [parkName, points100, dropped])).toEqual([
    [parkNames[0], [800, 900, 600], [false, true, true]],
    [parkNames[1], [1000, 400, 750], [true, true, false]],
  ]);
  const plain = await call('tally.heat', { roundId, criterionId: differing, rules: { trim: 'none' } });
  expect(plain.parks.flatMap((park) => park.dropped)).toEqual([false, false, false, false, false, false]);
  expect((await call('tally.heat', { roundId })).parks[0]?.total).toBe('98.00');
  expect((await refusal('tally.heat', { roundId, criterionId: 'none' })).code).toBe('score/unknown-criterion');
  const line = (await call('tally.spread', { roundId })).criteria.find((one) => one.criterionId === differing);
  expect(line).toMatchObject({ count: 6, leftOut: 4, numbers: { low: 40, median: 77.5, high: 100 } });
  expect((await call('tally.spread', { roundId, rules: { trim: 'none' } })).criteria.map((one) => one.leftOut)).toEqual(
    Array.from({ length: seated.leaves.length }, () => 0),
  );
  const profile = await call('tally.profile', { roundId, applicationId: parks[0] ?? '' });
  expect(profile.every(({ own, median }) => own >= median)).toBe(true);
  expect(profile.some(({ own, median }) => own > median)).toBe(true);
});

test('figures_over_many_parks_are_made_without_those_from_which_the_asker_is_recused', async () => {
  const seated = await seatReview({ parks: 3, experts: 4 });
  const { call, refusal, roundId, parks, experts } = seated;
  const [, , third = '', actor = ''] = experts;
  const [first = '', second = ''] = parks;
  await call('conflicts.declare', { personId: actor, applicationId: first, relation: 'other', reason: '曾任顾问' });
  await giveTotals(seated, [
    [10, 10, 10, null],
    [8, 6, 4, 5],
    [7, 5, 3, 4],
  ]);
  const whole = await call('tally.run', { roundId });
  const seen = whole.derivation.filter((park) => park.applicationId !== first);
  const { rubric } = await call('rounds.get', { roundId });
  const criteria = seated.leaves.map(({ id, max100 }) => ({ id, max100 }));
  expect(await call('tally.spread', { roundId }, actor)).toEqual(readSpread(seen, criteria));
  expect(await call('tally.spread', { roundId }, third)).toEqual(readSpread(whole.derivation, criteria));
  expect((await call('tally.heat', { roundId }, actor)).parks.map((park) => park.applicationId)).toEqual([second, parks[2]]);
  expect(await call('tally.profile', { roundId, applicationId: second }, actor)).toEqual(
    readProfile(seen, rubric ?? { criteria: [] }, second),
  );
  for (const method of ['tally.profile', 'tally.derivation'] as const)
    expect((await refusal(method, { roundId, applicationId: first }, actor)).code).toBe('conflict/recused');
  expect(JSON.stringify(await call('tally.overview', { roundId }, actor))).not.toContain(first);
});

test('a_score_that_changes_is_in_the_next_answer', async () => {
  const seated = await seatReview({ parks: 1, experts: 3 });
  const { call, roundId, parks, experts } = seated;
  await giveTotals(seated, [[8, 9, 6]]);
  const total = async () => (await call('tally.overview', { roundId })).ranking[0]?.total;
  expect(await total()).toBe('98.00');
  const seat = { personId: experts[0] ?? '', applicationId: parks[0] ?? '' };
  await call('scores.reopen', { ...seat, cause: 'sumWrong', reason: '合计有误' });
  await call('scores.set', { ...seat, criterionId: differing, points: 7 });
  await call('scores.submit', seat);
  expect(await total()).toBe('97.00');
});
