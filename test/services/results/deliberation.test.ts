/** 合议: votes by the round's rule, decisions that follow them or go against them, dissent and the opinion of the group. */
import { expect, test } from 'vitest';
import { giveTotals, settleEligibility } from '../../fixtures/results.ts';
import { parkNames, seatReview, type Seated } from '../../fixtures/review.ts';

const [changsha = '', zhuzhou = ''] = parkNames;

/** Two 引领型, scored 98 and `second`, one place; three experts, of whom the last is recused from the first where asked. */
async function judged({ second = 7, recused = false }: { second?: number; recused?: boolean } = {}): Promise<Seated> {
  const seated = await seatReview({ parks: 2, experts: 3, recused });
  const own = recused ? [8, 8, null] : [8, 8, 8];
  await giveTotals(seated, [own, [second, second, second]]);
  for (const applicationId of seated.parks) await settleEligibility(seated, applicationId, { relaxation: 'granted' });
  return seated;
}

const open = ({ experts }: Seated, answers: readonly ('agree' | 'against' | 'abstain')[]) => ({
  ballots: answers.map((vote, index) => ({ personId: experts[index] ?? '', vote })),
});

async function park({ call, parks }: Seated, index = 0) {
  return call('deliberation.park', { applicationId: parks[index] ?? '' });
}

async function doctor({ call }: Seated): Promise<string[]> {
  const { checks } = await call('workspace.doctor', {});
  return checks.filter((one) => !one.ok).map(({ id }) => id);
}

test('a_vote_is_counted_by_the_rule_and_stands_beside_the_proposal', async () => {
  const seated = await judged();
  const { call, roundId, parks } = seated;
  const [first = ''] = parks;
  expect(await call('deliberation.get', { roundId })).toMatchObject({
    rule: { ballot: 'open', majority: 'half', quorum: 'twoThirds' },
    fixed: false,
    parks: [
      { parkName: changsha, rank: 1, proposed: 'proposed', decision: null, carried: null },
      { parkName: zhuzhou, rank: 2, proposed: 'notProposed', decision: null, carried: null },
    ],
  });
  expect(await call('deliberation.vote', { applicationId: first, ...open(seated, ['agree', 'agree', 'against']) })).toEqual({
    carried: true,
  });
  const found = await park(seated);
  expect(found.votes).toMatchObject([{ members: 3, present: 3, agree: 2, against: 1, abstain: 0, carried: true, flaw: null }]);
  expect(found.votes[0]?.text).toBe(
    '评审组就是否列入名单记名表决，应到 3 人，实到 3 人，同意 2 票，反对 1 票，弃权 0 票，超过实到人数的半数，通过',
  );
  expect((await call('deliberation.get', { roundId })).fixed).toBe(true);
  expect(await doctor(seated)).toEqual([]);
});

test('a_rule_is_set_before_the_first_vote_and_a_secret_ballot_keeps_no_names', async () => {
  const seated = await judged();
  const { call, refusal, roundId, parks } = seated;
  const [applicationId = ''] = parks;
  await call('deliberation.setRule', { roundId, ballot: 'secret', majority: 'twoThirds', quorum: 'all' });
  expect((await refusal('deliberation.vote', { applicationId, ...open(seated, ['agree', 'agree', 'agree']) })).code).toBe(
    'vote/wrong-kind',
  );
  const counts = { agree: 1, against: 1, abstain: 1 };
  expect((await refusal('deliberation.vote', { applicationId, counts: { ...counts, agree: 2 } })).details).toMatchObject({
    given: 4,
    present: 3,
  });
  expect(
    (await refusal('deliberation.vote', { applicationId, counts: { ...counts, agree: 0 }, absent: [seated.experts[2] ?? ''] })).code,
  ).toBe('vote/no-quorum');
  expect(await call('deliberation.vote', { applicationId, counts })).toEqual({ carried: false });
  expect((await park(seated)).votes[0]).toMatchObject({ ballots: null, agree: 1, carried: false });
  expect((await refusal('deliberation.setRule', { roundId, ballot: 'open', majority: 'half', quorum: 'half' })).code).toBe('vote/begun');
  expect(await doctor(seated)).toEqual([]);
});

test('a_recused_member_neither_votes_nor_is_waited_for', async () => {
  const seated = await judged({ recused: true });
  const { call, refusal, parks } = seated;
  const [applicationId = ''] = parks;
  expect((await refusal('deliberation.vote', { applicationId, ...open(seated, ['agree', 'agree', 'agree']) })).code).toBe('vote/recused');
  await call('deliberation.vote', { applicationId, ...open(seated, ['agree', 'agree']) });
  const found = await park(seated);
  expect(found.members.map(({ name, recused }) => [name, recused])).toEqual([
    ['专家1', false],
    ['专家2', false],
    ['专家3', true],
  ]);
  expect(found.votes[0]).toMatchObject({ members: 2, present: 2, recused: [{ name: '专家3' }] });
  const voice = { applicationId, personId: seated.experts[2] ?? '' };
  expect((await refusal('deliberation.dissent', { ...voice, text: '不同意' })).code).toBe('deliberation/recused');
  expect((await refusal('deliberation.opinion', { ...voice, strengths: '好', problems: '', advice: '' })).code).toBe(
    'deliberation/recused',
  );
});

test('a_vote_is_corrected_or_taken_back_with_a_reason_and_both_stay_on_record', async () => {
  const seated = await judged();
  const { call, refusal, parks } = seated;
  const [applicationId = ''] = parks;
  await call('deliberation.vote', { applicationId, ...open(seated, ['against', 'against', 'agree']) });
  const again = { applicationId, ...open(seated, ['agree', 'agree', 'against']) };
  expect((await refusal('deliberation.vote', again)).code).toBe('vote/reason-missing');
  await call('deliberation.vote', { ...again, reason: '唱票有误' });
  expect((await park(seated)).votes[0]).toMatchObject({ carried: true, reason: '唱票有误' });
  expect(await doctor(seated)).toEqual([]);
  await call('deliberation.takeBack', { applicationId, reason: '改日再议' });
  expect((await park(seated)).votes).toEqual([]);
  expect((await refusal('deliberation.takeBack', { applicationId, reason: '再次' })).code).toBe('vote/none');
  const events = await call('audit.list', { limit: 50 });
  expect(events.filter(({ kind }) => kind.startsWith('deliberation.')).map(({ kind, reason }) => [kind, reason])).toEqual(
    expect.arrayContaining([
      ['deliberation.vote', null],
      ['deliberation.vote', '唱票有误'],
      ['deliberation.takeBack', '改日再议'],
    ]),
  );
  expect(await doctor(seated)).toEqual([]);
});

test('a_decision_against_the_vote_needs_a_reason_and_is_not_made_with_the_others', async () => {
  const seated = await judged();
  const { call, refusal, roundId, parks } = seated;
  const [first = ''] = parks;
  await call('deliberation.vote', { applicationId: first, ...open(seated, ['against', 'against', 'agree']) });
  // the rules propose it, the panel voted against it: neither way goes by itself
  expect((await refusal('shortlist.decide', { applicationId: first, result: 'listed' })).code).toBe('shortlist/against-vote');
  expect((await refusal('shortlist.decide', { applicationId: first, result: 'notListed' })).code).toBe('shortlist/reason-missing');
  expect(await call('shortlist.acceptProposal', { roundId })).toMatchObject({ decided: 1, left: 1 });
  await call('shortlist.decide', { applicationId: first, result: 'notListed', reason: '运营主体变更未完成' });
  const { ground, decision } = await park(seated);
  expect(decision).toBe('notListed');
  expect(ground).toContain('按规则建议列入');
  expect(ground).toContain('理由：运营主体变更未完成');
  expect(ground).toContain('同意 1 票，反对 2 票，弃权 0 票，未超过实到人数的半数，未通过');
  expect((await park(seated, 1)).ground).toBe('名次在名额 1 家之外');
});

test('an_application_that_left_is_not_deliberated_on', async () => {
  const seated = await judged();
  const { call, refusal, roundId, parks } = seated;
  const applicationId = parks[1] ?? '';
  await call('deliberation.vote', { applicationId, ...open(seated, ['agree', 'agree', 'against']) });
  await call('applications.withdraw', { roundId, applicationId, on: '2026-10-01', reason: '企业申请', askedBy: '园区' });
  expect((await call('deliberation.get', { roundId })).parks.map(({ parkName }) => parkName)).toEqual([changsha]);
  const vote = { applicationId, ...open(seated, ['agree', 'agree', 'agree']), reason: '重新表决' };
  expect((await refusal('deliberation.vote', vote)).code).toBe('application/left');
  expect((await refusal('deliberation.park', { applicationId })).code).toBe('application/left');
  const { sections } = await call('minutes.draft', { roundId });
  expect(sections.find(({ heading }) => heading.includes('合议'))?.lines.join() ?? '').not.toContain(zhuzhou);
  expect(await doctor(seated)).toEqual([]);
});

test('a_vote_settles_what_the_rules_leave_open', async () => {
  const seated = await judged({ second: 8 });
  const { call, refusal, parks } = seated;
  const [first = ''] = parks;
  expect((await park(seated)).proposed).toBe('needsDecision');
  expect((await refusal('shortlist.decide', { applicationId: first, result: 'listed' })).code).toBe('shortlist/reason-missing');
  await call('deliberation.vote', { applicationId: first, ...open(seated, ['agree', 'agree', 'against']) });
  await call('shortlist.decide', { applicationId: first, result: 'listed' });
  expect((await park(seated)).ground).toContain('按规则须由人决定');
});

test('a_vote_after_the_decision_asks_for_it_again_before_the_list_goes_out', async () => {
  const seated = await judged();
  const { call, refusal, roundId, parks } = seated;
  const [first = ''] = parks;
  // so that two sheets are enough to count by
  await call('tally.setRules', { roundId, preset: 'plainMean' });
  await call('shortlist.acceptProposal', { roundId });
  await call('deliberation.vote', { applicationId: first, ...open(seated, ['agree', 'agree', 'agree']) });
  const lacking = async () =>
    (await call('rounds.readiness', { roundId, moment: 'publicity' })).lacking
      .filter(({ what }) => what === 'decisions')
      .map(({ text }) => text);
  expect(await lacking()).toEqual([`作出决定后依据有变、尚未重新确认 1 家：${changsha}`]);
  expect((await refusal('publicity.open', { roundId, startsOn: '2026-10-08', workingDays: 5 })).code).toBe('round/not-ready');
  // looked at again as it is proposed
  expect(await call('shortlist.acceptProposal', { roundId })).toMatchObject({ decided: 1, left: 0 });
  expect(await lacking()).toEqual([]);
  // whoever voted is recused afterwards
  await call('conflicts.declare', { personId: seated.experts[1] ?? '', applicationId: first, relation: 'kinship', reason: '亲属任职' });
  expect((await park(seated)).flawed).toBe(true);
  expect((await lacking()).join()).toContain(`表决须重新进行：${changsha}：参加表决的专家2现在须回避`);
  await call('deliberation.vote', {
    applicationId: first,
    ballots: open(seated, ['agree']).ballots.concat({ personId: seated.experts[2] ?? '', vote: 'against' }),
    reason: '专家2回避',
  });
  await call('shortlist.takeBack', { applicationId: first });
  expect(
    (await call('shortlist.propose', { roundId })).types.flatMap(({ rows }) => rows).find((row) => row.applicationId === first)?.ground,
  ).toBeNull();
});

test('dissent_and_the_opinion_of_the_group_go_into_minutes_and_report_and_are_sealed_with_the_list', async () => {
  const seated = await judged();
  const { call, refusal, roundId, parks, experts } = seated;
  const [first = '', second = ''] = parks;
  const [leader = '', other = ''] = experts;
  await call('deliberation.vote', { applicationId: first, ...open(seated, ['agree', 'against', 'agree']) });
  await call('deliberation.dissent', { applicationId: first, personId: other, text: '交易额口径存疑' });
  const opinion = { strengths: '产业集聚明显', problems: '人才不足', advice: '加强培训' };
  await call('deliberation.opinion', { applicationId: first, personId: leader, ...opinion });
  // two windows change different parts, and both stand; the same part is not overwritten
  await call('deliberation.opinion', { applicationId: first, personId: leader, ...opinion, advice: '加强人才培训', was: opinion });
  expect(
    (await refusal('deliberation.opinion', { applicationId: first, personId: leader, ...opinion, advice: '别的', was: opinion })).code,
  ).toBe('deliberation/changed-meanwhile');
  expect(await park(seated)).toMatchObject({
    dissents: [{ name: '专家2', text: '交易额口径存疑' }],
    opinion: { name: '专家1', strengths: '产业集聚明显', problems: '人才不足', advice: '加强人才培训' },
  });
  const { sections } = await call('minutes.draft', { roundId });
  const lines = sections.find(({ heading }) => heading.includes('合议'))?.lines ?? [];
  expect(lines[0]).toContain('记名表决');
  expect(lines[1]).toContain('同意：专家1、专家3；反对：专家2');
  expect(lines[2]).toBe(`专家2对${changsha}的评审结论保留不同意见：交易额口径存疑`);
  expect(lines[3]).toBe(
    `${changsha}综合意见（专家1主持，由秘书代录）：主要优势：产业集聚明显；存在问题：人才不足；意见建议：加强人才培训。`,
  );
  await call('shortlist.acceptProposal', { roundId });
  await call('publicity.open', { roundId, startsOn: '2026-10-08', workingDays: 5, despite: '试评' });
  expect((await park(seated)).sealed).toBe(true);
  expect((await refusal('deliberation.opinion', { applicationId: first, personId: leader, ...opinion })).code).toBe(
    'deliberation/published',
  );
  expect((await refusal('deliberation.dissent', { applicationId: first, personId: leader, text: '不' })).code).toBe(
    'deliberation/published',
  );
  expect((await refusal('deliberation.takeBack', { applicationId: first, reason: '不' })).code).toBe('deliberation/published');
  // an objection that was upheld opens what was said of that park alone
  const { objectionId } = await call('publicity.object', { roundId, applicationId: second, objector: '某公司', text: '面积不实' });
  await call('publicity.resolve', { objectionId, outcome: 'upheld', reason: '确有出入' });
  expect([(await park(seated)).sealed, (await park(seated, 1)).sealed]).toEqual([true, false]);
  expect(await doctor(seated)).toEqual([]);
});
