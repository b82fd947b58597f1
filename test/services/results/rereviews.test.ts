/** 复审 where not everybody is asked the same: of the visit team, beside the hundred, and by type. New sheets count once all are in. */
import { expect, test } from 'vitest';
import type { WrittenCriterion, WrittenRubric } from '../../../domain/rubric/model.ts';
import { settleEligibility } from '../../fixtures/results.ts';
import { seatReview, type Seated } from '../../fixtures/review.ts';

type Points = Readonly<Record<string, number>>;

const leaf = (id: string, max100: number, more: Partial<WrittenCriterion> = {}): WrittenCriterion => ({
  id,
  name: { zh: id },
  max100,
  commentBelow: 0,
  ...more,
});

async function give({ call }: Pick<Seated, 'call'>, personId: string, applicationId: string, points: Points): Promise<void> {
  for (const [criterionId, value] of Object.entries(points))
    await call('scores.set', { personId, applicationId, criterionId, points: value, comment: '已核对' });
  await call('scores.submit', { personId, applicationId });
}

/** A park scored by three (the last `visitors` of them on site), listed and published, and an objection against it upheld. */
async function objected(rubric: WrittenRubric, points: readonly Points[], visitors = 0) {
  const seated = await seatReview({ parks: 1, experts: points.length, visitors, rubric });
  const { call, host, roundId, experts } = seated;
  const [applicationId = ''] = seated.parks;
  await call('tally.setRules', { roundId, preset: 'plainMean' });
  for (const [at, personId] of experts.entries()) await give(seated, personId, applicationId, points[at] ?? {});
  await settleEligibility(seated, applicationId, { relaxation: 'granted' });
  host.session.now = () => '2026-09-30T02:00:00.000Z';
  await call('shortlist.acceptProposal', { roundId });
  await call('publicity.open', { roundId, despite: '试评', startsOn: '2026-09-30', workingDays: 5 });
  host.session.now = () => '2026-10-09T02:00:00.000Z';
  const upheld = async (): Promise<string> => {
    const { objectionId } = await call('publicity.object', { roundId, applicationId, objector: '某公司', text: '有出入' });
    await call('publicity.resolve', { objectionId, outcome: 'upheld', reason: '确有出入' });
    return objectionId;
  };
  const newcomer = async (name: string, role: 'expert' | 'visitor' = 'expert'): Promise<string> =>
    (await call('panel.add', { roundId, name, organisation: '示例大学', title: '教授', role })).personId;
  /** new members review it again; what each gives */
  const again = async (objectionId: string, members: readonly string[]): Promise<void> => {
    await call('publicity.rereview', { objectionId, personIds: [...members] });
    for (const personId of members) await call('conflicts.declare', { personId, applicationId, relation: 'none' });
  };
  const total = async (): Promise<number> => Number((await call('tally.run', { roundId })).ranking[0]?.total);
  return { ...seated, applicationId, upheld, newcomer, again, total };
}

test('of_the_visit_team_only_the_part_that_is_scored_again_takes_the_place_of_the_earlier', async () => {
  const rubric: WrittenRubric = { criteria: [leaf('1', 7000), leaf('2', 3000, { visitors: 'mean' })] };
  const round = await objected(rubric, [{ 1: 60 }, { 1: 50 }, { 2: 20 }], 1);
  const { total, upheld, newcomer, again, applicationId, call, refusal, roundId } = round;
  expect(await total()).toBe(75);
  // readers alone: what was seen on site stands
  const reader = await newcomer('复审甲');
  await again(await upheld(), [reader]);
  expect(await total()).toBe(75);
  expect((await refusal('scores.set', { personId: reader, applicationId, criterionId: '2', points: 1 })).code).toBe('score/not-asked');
  await give(round, reader, applicationId, { 1: 30 });
  expect(await total()).toBe(50);
  // then on site alone: what the reader of the re-review gave stands
  const visitor = await newcomer('复审乙', 'visitor');
  await again(await upheld(), [visitor]);
  await give(round, visitor, applicationId, { 2: 30 });
  expect(await total()).toBe(60);
  const [park] = (await call('tally.run', { roundId })).derivation;
  expect(new Set(park?.experts)).toEqual(new Set([reader, visitor]));
});

test('points_beside_the_hundred_are_those_of_the_re_review_capped_and_bounded_as_ever', async () => {
  const rubric: WrittenRubric = {
    floor100: 2000,
    criteria: [
      leaf('1', 10_000),
      { ...leaf('J', 300), counts: 'bonus', children: [leaf('J.1', 500)] },
      { ...leaf('K', 8000), counts: 'deduction', children: [leaf('K.1', 8000)] },
    ],
  };
  const earlier = { 1: 70, 'J.1': 5, 'K.1': 0 };
  const round = await objected(rubric, [earlier, earlier, earlier]);
  const { total, upheld, newcomer, again, applicationId } = round;
  expect(await total()).toBe(73);
  const members = [await newcomer('复审甲'), await newcomer('复审乙')];
  await again(await upheld(), members);
  await give(round, members[0] ?? '', applicationId, { 1: 70, 'J.1': 0, 'K.1': 10 });
  // one of two is not all
  expect(await total()).toBe(73);
  await give(round, members[1] ?? '', applicationId, { 1: 50, 'J.1': 2, 'K.1': 20 });
  // 60 + 1 − 15
  expect(await total()).toBe(46);
  // a second one takes off more than the floor leaves
  const last = await newcomer('复审丙');
  await again(await upheld(), [last]);
  await give(round, last, applicationId, { 1: 60, 'J.1': 0, 'K.1': 80 });
  expect(await total()).toBe(20);
});

test('who_reviews_again_is_asked_by_the_type_of_the_park', async () => {
  const rubric: WrittenRubric = {
    criteria: [leaf('1', 4000), leaf('2', 6000, { types: ['引领型'] }), leaf('3', 6000, { types: ['培育型'] })],
  };
  const earlier = { 1: 30, 2: 40 };
  const round = await objected(rubric, [earlier, earlier, earlier]);
  const { call, refusal, total, upheld, newcomer, again, applicationId } = round;
  expect(await total()).toBe(70);
  const member = await newcomer('复审甲');
  await again(await upheld(), [member]);
  expect((await call('scores.get', { personId: member, applicationId })).totals.missing).toEqual(['1', '2']);
  expect((await refusal('scores.set', { personId: member, applicationId, criterionId: '3', points: 1 })).code).toBe('score/other-type');
  await give(round, member, applicationId, { 1: 20, 2: 30 });
  expect(await total()).toBe(50);
});

test('who_a_running_re_review_waits_for_is_named_and_leaves_it_only_by_being_replaced', async () => {
  const round = await objected({ criteria: [leaf('1', 10_000)] }, [{ 1: 70 }, { 1: 70 }, { 1: 70 }]);
  const { call, refusal, total, upheld, newcomer, applicationId, roundId } = round;
  const [stays, goes, undeclared] = [await newcomer('复审甲'), await newcomer('复审乙'), await newcomer('复审丙')];
  const objectionId = await upheld();
  await call('publicity.rereview', { objectionId, personIds: [stays, goes, undeclared] });
  for (const personId of [stays, goes]) await call('conflicts.declare', { personId, applicationId, relation: 'none' });
  await give(round, stays, applicationId, { 1: 40 });
  const parkName = (await call('applications.get', { applicationId })).parkName;
  const lackingAt = async (moment: 'publicity' | 'final') =>
    (await call('rounds.readiness', { roundId, moment })).lacking.flatMap(({ text }) => (text.startsWith('复审中') ? [text] : []));
  for (const moment of ['publicity', 'final'] as const)
    expect(await lackingAt(moment)).toEqual([
      `复审中，复审乙还有 1 份评分表未提交：${parkName}`,
      `复审中，复审丙还有 1 份评分表未提交：${parkName}`,
      `复审中，复审丙还有 1 家园区未声明有无关系：${parkName}`,
    ]);

  for (const personId of [goes, undeclared])
    expect(await refusal('panel.unassign', { personId, applicationIds: [applicationId] })).toMatchObject({ code: 'seat/rereview' });
  for (const personId of [goes, undeclared]) expect((await refusal('panel.remove', { personId })).code).toBe('seat/rereview');
  const by = (name: string) => ({ name, organisation: '示例大学', title: '教授' });
  const first = await call('panel.replace', { personId: goes, by: by('接替甲'), reason: '生病' });
  const second = await call('panel.replace', { personId: undeclared, by: by('接替乙'), reason: '出差' });
  expect((await call('publicity.get', { roundId }))?.objections[0]?.rereview?.experts.map(({ name }) => name)).toEqual([
    '复审甲',
    '接替甲',
    '接替乙',
  ]);
  for (const { personId } of [first, second]) {
    expect(await total()).toBe(70);
    await call('conflicts.declare', { personId, applicationId, relation: 'none' });
    await give(round, personId, applicationId, { 1: 40 });
  }
  expect(await total()).toBe(40);
  expect(await lackingAt('final')).toEqual([]);
  // over, its members are bound as everybody is
  expect((await refusal('panel.unassign', { personId: stays, applicationIds: [applicationId] })).code).toBe('seat/given');
});
