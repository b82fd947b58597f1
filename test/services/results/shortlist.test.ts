import { expect, test } from 'vitest';
import { giveTotals, settleEligibility } from '../../fixtures/results.ts';
import { parkNames, seatReview, type Seated } from '../../fixtures/review.ts';

const [changsha, zhuzhou, yueyang] = parkNames;

/** Two 引领型 and one 培育型, all eligible (株洲 by a relaxation), scored 98, 97 and 95 by three experts. */
async function scored(relaxation: 'granted' | 'denied' | 'open' = 'granted'): Promise<Seated> {
  const seated = await seatReview({ parks: 3, experts: 3 });
  await giveTotals(seated, [
    [8, 8, 8],
    [7, 7, 7],
    [5, 5, 5],
  ]);
  for (const [index, applicationId] of seated.parks.entries()) {
    await settleEligibility(seated, applicationId, index === 1 && relaxation !== 'open' ? { relaxation } : {});
  }
  return seated;
}

async function rowsOf({ call, roundId }: Seated, limits: Record<string, unknown> = {}) {
  const { types } = await call('shortlist.propose', { roundId, ...limits });
  return types.flatMap((group) => group.rows);
}

test.each([
  ['granted', 'proposed', ['可放宽条件，已决定放宽']],
  ['denied', 'notProposed', ['可放宽条件，决定不放宽']],
  ['open', 'needsDecision', ['有可放宽条件，须先决定是否放宽']],
] as const)('a relaxation %s makes the park %s', async (relaxation, proposed, because) => {
  const seated = await scored(relaxation);
  const rows = await rowsOf(seated, { quotas: { 引领型: 2, 培育型: 1 } });
  expect(rows.find((row) => row.parkName === zhuzhou)).toMatchObject({ proposed, because });
});

test('quotas_by_type_and_region_and_the_minimum_score_are_the_rounds_own', async () => {
  const seated = await scored();
  const { call, refusal, roundId } = seated;
  const proposed = async (limits?: Record<string, unknown>) =>
    (await rowsOf(seated, limits)).filter((row) => row.proposed === 'proposed').map((row) => row.parkName);
  expect(await proposed()).toEqual([changsha, yueyang]);
  const regions = Object.fromEntries((await call('applications.list', { roundId })).map((park) => [park.parkName, park.region]));
  // tried out, nothing kept
  expect(await proposed({ quotas: { 引领型: 2, 培育型: 1 } })).toHaveLength(3);
  expect(await proposed({ quotas: { 引领型: 2, 培育型: 1 }, byRegion: { [regions[changsha ?? ''] ?? '']: 0 } })).toEqual([
    zhuzhou,
    yueyang,
  ]);
  expect(await proposed({ quotas: { 引领型: 2, 培育型: 1 }, minimumScore: '97' })).toEqual([changsha, zhuzhou]);
  expect(await call('rounds.setQuotas', { roundId, quotas: { 引领型: 2, 培育型: 1 }, minimumScore: '97.01' })).toEqual({
    quotas: { 引领型: 2, 培育型: 1 },
    byRegion: {},
    minimumScore: '97.01',
  });
  expect(await proposed()).toEqual([changsha]);
  expect((await rowsOf(seated)).find((row) => row.parkName === zhuzhou)?.because).toEqual(['总分 97.00 低于最低分 97.01']);
  // what is not sent stays, null takes back
  expect(await call('rounds.setQuotas', { roundId, byRegion: { [regions[zhuzhou ?? ''] ?? '']: 0 }, minimumScore: null })).toEqual({
    quotas: { 引领型: 2, 培育型: 1 },
    byRegion: { [regions[zhuzhou ?? ''] ?? '']: 0 },
    minimumScore: null,
  });
  expect(await proposed()).toEqual([changsha, yueyang]);
  expect((await refusal('rounds.setQuotas', { roundId, quotas: { 示范型: 1 } })).code).toBe('scheme/no-type');
  expect((await refusal('rounds.setQuotas', { roundId, minimumScore: '九十' })).code).toBe('call/bad-payload');
});

test('a_decision_against_the_proposal_is_a_departure_with_a_reason', async () => {
  const seated = await scored();
  const { call, refusal, roundId, parks } = seated;
  const [first = '', second = '', third = ''] = parks;
  expect((await refusal('shortlist.decide', { applicationId: first, result: 'notListed' })).code).toBe('shortlist/reason-missing');
  expect((await refusal('shortlist.decide', { applicationId: first, result: 'notListed', reason: '   ' })).code).toBe(
    'shortlist/reason-missing',
  );
  await call('shortlist.decide', { applicationId: first, result: 'notListed', reason: '运营主体正在变更' });
  await call('shortlist.decide', { applicationId: second, result: 'listed', reason: '递补' });
  await call('shortlist.decide', { applicationId: third, result: 'listed' });
  const answer = await call('shortlist.propose', { roundId });
  expect(
    answer.types
      .flatMap((group) => group.rows)
      .map(({ parkName, proposed, result, departure, reasonMissing }) => [parkName, proposed, result, departure, reasonMissing]),
  ).toEqual([
    [changsha, 'proposed', 'notListed', true, false],
    [zhuzhou, 'notProposed', 'listed', true, false],
    [yueyang, 'proposed', 'listed', false, false],
  ]);
  expect(answer).toMatchObject({ settled: true, open: [] });
  expect(answer.types.map(({ type, quota, listed, over }) => [type, quota, listed, over])).toEqual([
    ['引领型', 1, 1, 0],
    ['培育型', 1, 1, 0],
  ]);
});

test('a_proposal_that_moves_asks_for_the_reason_that_lacks_and_tells_of_too_many', async () => {
  const seated = await scored();
  const { call, roundId, parks } = seated;
  const [first = '', second = '', third = ''] = parks;
  await call('shortlist.decide', { applicationId: first, result: 'listed' });
  await call('shortlist.decide', { applicationId: second, result: 'notListed' });
  await call('shortlist.decide', { applicationId: third, result: 'listed' });
  await call('rounds.setQuotas', { roundId, quotas: { 引领型: 0, 培育型: 1 } });
  const answer = await call('shortlist.propose', { roundId });
  expect(answer.settled).toBe(false);
  expect(answer.open).toEqual([{ applicationId: first, parkName: changsha, because: '作出决定之后建议有变，须补写理由' }]);
  expect(answer.types.find((group) => group.type === '引领型')).toMatchObject({ listed: 1, over: 1, quota: 0 });
});

test('a_park_without_a_rank_is_decided_with_a_reason_only', async () => {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, refusal, roundId, parks } = seated;
  await giveTotals(seated, [[8, 8, 8]]);
  const applicationId = parks[1] ?? '';
  const { unranked } = await call('shortlist.propose', { roundId });
  expect(unranked).toEqual([{ applicationId, parkName: zhuzhou, because: null, decision: null, ground: null }]);
  expect((await refusal('shortlist.decide', { applicationId, result: 'notListed' })).code).toBe('shortlist/reason-missing');
  await call('shortlist.decide', { applicationId, result: 'notListed', reason: '未到会答辩' });
  expect((await call('shortlist.propose', { roundId })).unranked[0]?.decision).toEqual({ result: 'notListed', reason: '未到会答辩' });
});

test('versions_keep_the_list_with_its_reasons_and_tell_what_changed', async () => {
  const seated = await scored();
  const { call, refusal, roundId, parks } = seated;
  const first = await call('shortlist.version', { roundId, note: '初稿' });
  expect(first).toMatchObject({ version: 1, note: '初稿', changes: [] });
  expect(first.listed.map((park) => park.parkName)).toEqual([changsha, yueyang]);
  expect(first.rows.map(({ parkName, type, rank, total, result, reason }) => [parkName, type, rank, total, result, reason])).toEqual([
    [changsha, '引领型', 1, '98.00', 'listed', null],
    [zhuzhou, '引领型', 2, '97.00', 'notListed', null],
    [yueyang, '培育型', 1, '95.00', 'listed', null],
  ]);
  await call('shortlist.decide', { applicationId: parks[0] ?? '', result: 'notListed', reason: '运营主体正在变更' });
  await call('shortlist.decide', { applicationId: parks[1] ?? '', result: 'listed', reason: '递补' });
  const second = await call('shortlist.version', { roundId });
  expect(second.changes.map((change) => change.text)).toEqual([`${changsha}退出名单`, `${zhuzhou}进入名单`]);
  expect(second.rows.map((row) => row.reason)).toEqual(['运营主体正在变更', '递补', null]);
  expect(
    (await call('shortlist.versions', { roundId })).map((version) => [version.version, version.listed.map((park) => park.parkName)]),
  ).toEqual([
    [1, [changsha, yueyang]],
    [2, [zhuzhou, yueyang]],
  ]);
  expect((await call('shortlist.compare', { roundId, from: 2, to: 1 })).map((change) => change.text)).toEqual([
    `${changsha}进入名单`,
    `${zhuzhou}退出名单`,
  ]);
  expect((await refusal('shortlist.compare', { roundId, from: 1, to: 3 })).code).toBe('shortlist/unknown-version');
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});
