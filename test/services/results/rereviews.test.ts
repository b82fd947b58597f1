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

/** A re-review by new members, all of whom declared nothing; the sentences that the publicity says of it. */
async function begun(members: readonly string[]) {
  const round = await objected({ criteria: [leaf('1', 10_000)] }, [{ 1: 70 }, { 1: 70 }, { 1: 70 }]);
  const { call, roundId, upheld, newcomer, again } = round;
  const ids: string[] = [];
  for (const name of members) ids.push(await newcomer(name));
  const objectionId = await upheld();
  await again(objectionId, ids);
  const told = async () => {
    const [objection] = (await call('publicity.get', { roundId }))?.objections ?? [];
    return { ...objection?.rereview, reviewedAgain: objection?.reviewedAgain };
  };
  const decide = (result: 'listed' | 'notListed' = 'listed') =>
    call('shortlist.decide', { applicationId: round.applicationId, result, reason: '按复审结果' });
  const abstain = (personId: string) =>
    call('scores.abstain', { personId, applicationId: round.applicationId, criterionId: null, reason: '专业不符' });
  return { ...round, ids, objectionId, told, decide, abstain };
}

test('who_gives_the_park_up_is_not_waited_for', async () => {
  const round = await begun(['复审甲', '复审乙']);
  const { ids, applicationId, told, decide, abstain, total, host } = round;
  const [first = '', second = ''] = ids;
  await give(round, first, applicationId, { 1: 40 });
  expect(await told()).toMatchObject({ complete: false, text: '复审评分表应交 2 份，已交 1 份；交齐之前原评分继续有效。', notes: [] });
  // a decision before the end of the re-review is none after it
  await decide();
  host.session.now = () => '2026-10-09T03:00:00.000Z';
  await abstain(second);
  expect(await told()).toMatchObject({
    complete: true,
    reviewedAgain: false,
    text: '复审评分表 1 份已交齐，汇总以复审评分为准。',
    notes: ['复审乙放弃对这家园区评分，不再等待。'],
    experts: [
      { name: '复审甲', submitted: true, abstained: false },
      { name: '复审乙', submitted: false, abstained: true },
    ],
  });
  expect(await total()).toBe(40);
  await decide();
  expect(await told()).toMatchObject({ reviewedAgain: true });
});

test('a_recusal_ends_the_wait_and_a_decision_before_it_does_not_count', async () => {
  const round = await begun(['复审甲', '复审乙']);
  const { call, ids, applicationId, told, decide, total, host } = round;
  await give(round, ids[0] ?? '', applicationId, { 1: 40 });
  await decide();
  host.session.now = () => '2026-10-09T03:00:00.000Z';
  await call('conflicts.declare', { personId: ids[1] ?? '', applicationId, relation: 'other', reason: '曾任顾问' });
  expect(await told()).toMatchObject({ complete: true, reviewedAgain: false, notes: ['复审乙已回避。'] });
  expect(await total()).toBe(40);
});

test.each(['abstained', 'recused'] as const)('where_everybody_%s_others_join_and_the_earlier_sheets_count_until_then', async (how) => {
  const round = await begun(['复审甲']);
  const { call, refusal, ids, objectionId, applicationId, told, abstain, newcomer, total, roundId } = round;
  const [only = ''] = ids;
  if (how === 'abstained') await abstain(only);
  else await call('conflicts.declare', { personId: only, applicationId, relation: 'other', reason: '曾任顾问' });
  expect(await told()).toMatchObject({ complete: false, text: '没有可以复审的专家，原评分继续有效。请增加复审专家。' });
  expect(await total()).toBe(70);
  expect((await refusal('publicity.close', { roundId, despite: '试评' })).code).toBe('publicity/not-closable');
  expect((await refusal('publicity.rereview', { objectionId, personIds: [only] })).code).toBe('objection/rereviewed');
  expect((await refusal('publicity.rereview', { objectionId, personIds: [round.experts[0] ?? ''] })).code).toBe('objection/not-new');
  const joins = await newcomer('复审丙');
  // a seat alone makes nobody one of the re-review
  expect(await refusal('panel.assign', { personId: joins, applicationIds: [applicationId] })).toMatchObject({ code: 'seat/rereview-only' });
  await call('publicity.rereview', { objectionId, personIds: [joins] });
  await call('conflicts.declare', { personId: joins, applicationId, relation: 'none' });
  expect(await told()).toMatchObject({ complete: false, text: '复审评分表应交 1 份，已交 0 份；交齐之前原评分继续有效。' });
  await give(round, joins, applicationId, { 1: 30 });
  expect(await told()).toMatchObject({ complete: true });
  expect(await total()).toBe(30);
  // it is over: nobody joins it any more, by whatever way, and whoever has a seat is given it again without harm
  const late = await newcomer('复审丁');
  expect((await refusal('publicity.rereview', { objectionId, personIds: [late] })).code).toBe('objection/rereviewed');
  expect((await refusal('panel.assign', { personId: late, applicationIds: [applicationId] })).code).toBe('seat/rereview-only');
  expect(await call('panel.assign', { personId: joins, applicationIds: [applicationId] })).toMatchObject({ assigned: 0 });
  expect((await call('panel.balance', { roundId, perApplication: 9 })).short).toEqual([]);
  expect(await total()).toBe(30);
  expect((await call('workspace.doctor', {})).checks.filter(({ ok }) => !ok)).toEqual([]);
});

test('a_re_review_of_the_readers_is_not_joined_on_site', async () => {
  const rubric: WrittenRubric = { criteria: [leaf('1', 7000), leaf('2', 3000, { visitors: 'mean' })] };
  const round = await objected(rubric, [{ 1: 60 }, { 1: 50 }, { 2: 20 }], 1);
  const { refusal, upheld, newcomer, again, applicationId } = round;
  const [reader, visitor] = [await newcomer('复审甲'), await newcomer('考察乙', 'visitor')];
  const objectionId = await upheld();
  await again(objectionId, [reader]);
  expect((await refusal('publicity.rereview', { objectionId, personIds: [visitor] })).code).toBe('objection/other-part');
  // on site nothing is scored again: a seat there is one like others, and scoring has ended
  expect((await refusal('panel.assign', { personId: visitor, applicationIds: [applicationId] })).code).toBe('round/scoring-ended');
});
