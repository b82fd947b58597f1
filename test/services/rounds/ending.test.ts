/** 结束评分: from there on no sheet changes on any way, but those of a re-review, until scoring is resumed with a reason. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findUntoldRounds } from '../../../db/record/rounds.ts';
import { openLaptop, openOffice } from '../../fixtures/exchange/office.ts';
import { settleEligibility } from '../../fixtures/results.ts';
import { seatReview, submitSheet } from '../../fixtures/review.ts';

/** Two parks, three experts; all sheets are in but the last expert's of the second park, of which one criterion is scored. */
async function nearlyAll() {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, parks, experts, leaves } = seated;
  const late = experts.at(-1) ?? '';
  const [one = '', two = ''] = parks;
  const [criterion] = leaves;
  await call('tally.setRules', { roundId: seated.roundId, preset: 'plainMean' });
  for (const personId of experts)
    for (const applicationId of parks)
      if (personId !== late || applicationId === one) await submitSheet(seated, personId, applicationId, 0.8);
  await call('scores.set', { personId: late, applicationId: two, criterionId: criterion?.id ?? '', points: 1, comment: '依据不足' });
  return { ...seated, late, one, two, criterionId: criterion?.id ?? '', first: experts[0] ?? '' };
}

test('it_asks_for_what_is_missing_and_goes_on_record_with_the_reason', async () => {
  const { call, refusal, roundId, host } = await nearlyAll();
  const refused = await refusal('rounds.endScoring', { roundId });
  expect(refused.code).toBe('round/not-ready');
  expect(refused.details['items']).toContainEqual(expect.stringMatching(/^专家3还有 1 份评分表未提交/u));
  expect((await call('rounds.get', { roundId })).settings.scoringEnded).toBeUndefined();
  const { scoringEnded } = await call('rounds.endScoring', { roundId, despite: '专家3住院' });
  expect((await call('rounds.get', { roundId })).settings.scoringEnded).toBe(scoringEnded);
  expect((await refusal('rounds.endScoring', { roundId, despite: '再来' })).code).toBe('round/scoring-ended');
  const { text } = await call('minutes.draft', { roundId });
  expect(text).toMatch(/结束评分。[^]*结束评分时，下列事项尚未齐备，仍继续办理。理由：专家3住院。[^]*专家3还有 1 份评分表未提交/u);
  // no sheet is waited for any more: what stands is what it came to
  expect((await call('tally.overview', { roundId })).missing).toEqual({ settled: true, text: expect.stringContaining('未计入') as string });
  expect(findUntoldRounds(host.session.store.read)).toEqual([]);
});

test('nothing_changes_a_sheet_afterwards', async () => {
  const { call, refusal, roundId, first, late, one, two, criterionId, dir } = await nearlyAll();
  const stated = { personId: first, applicationId: one, text: '可列入', recommendation: 'recommend' } as const;
  await call('scores.reopen', { personId: first, applicationId: one, cause: 'sumWrong', reason: '漏写意见' });
  await call('opinions.set', stated);
  await call('scores.submit', { personId: first, applicationId: one });
  const path = join(dir, 'late.xlsx');
  await call('scores.exportSheet', { personId: late, path });
  await call('rounds.endScoring', { roundId, despite: '专家3住院' });
  const before = await call('scores.get', { personId: late, applicationId: two });
  const seat = { personId: late, applicationId: two };
  const ended = 'round/scoring-ended';
  expect((await refusal('scores.set', { ...seat, criterionId, points: 2 })).code).toBe(ended);
  expect((await refusal('scores.abstain', { ...seat, criterionId, reason: '看不清' })).code).toBe(ended);
  expect(
    (await refusal('scores.undo', { ...seat, criterionId, seq: before.seq, expectedVersion: before.scores[0]?.version ?? 0 })).code,
  ).toBe(ended);
  expect((await refusal('scores.submit', seat)).code).toBe(ended);
  expect((await refusal('scores.importSheet', { personId: late, path })).code).toBe(ended);
  expect((await refusal('reentry.set', { ...seat, criterionId, points: 2 })).code).toBe(ended);
  expect((await refusal('scores.reopen', { personId: first, applicationId: one, cause: 'sumWrong', reason: '误' })).code).toBe(ended);
  expect((await refusal('opinions.set', { ...seat, text: '可', recommendation: 'recommend' })).code).toBe(ended);
  expect((await refusal('rounds.reopenRubric', { roundId, reason: '改' })).code).toBe(ended);
  const after = await call('scores.get', seat);
  expect(after).toEqual({ ...before, ended: after.ended });
  expect(after.ended).not.toBeNull();
  // dissent comes with the discussion, and a relation may come to light at any time
  await call('opinions.set', { ...stated, dissent: '不同意列入' });
  await call('conflicts.declare', { personId: first, applicationId: one, relation: 'kinship', reason: '亲属' });
});

test('it_is_resumed_with_a_reason_and_not_while_the_list_is_before_the_public', async () => {
  const seated = await nearlyAll();
  const { call, refusal, roundId, parks, late, two, host } = seated;
  expect((await refusal('rounds.resumeScoring', { roundId, reason: '补交' })).code).toBe('round/scoring-not-ended');
  await call('rounds.endScoring', { roundId, despite: '专家3住院' });
  await call('rounds.resumeScoring', { roundId, reason: '专家3出院补交' });
  await submitSheet(seated, late, two, 0.6);
  expect((await call('tally.overview', { roundId })).missing).toBeNull();
  for (const applicationId of parks) {
    await settleEligibility(seated, applicationId, { relaxation: 'granted' });
    await call('shortlist.decide', { applicationId, result: 'listed', reason: '合议' });
  }
  await call('publicity.open', { roundId, startsOn: '2026-09-30', workingDays: 5, despite: '试评' });
  // the list rests on sheets that stand
  expect((await call('rounds.get', { roundId })).settings.scoringEnded).toBeDefined();
  expect((await refusal('scores.reopen', { personId: late, applicationId: two, cause: 'sumWrong', reason: '误' })).code).toBe(
    'round/scoring-ended',
  );
  expect((await refusal('rounds.resumeScoring', { roundId, reason: '再看' })).code).toBe('round/in-publicity');
  await call('publicity.withdraw', { roundId, reason: '名单有误' });
  await call('rounds.resumeScoring', { roundId, reason: '再看' });
  const kinds = (await call('audit.list', { limit: 1000 })).filter(({ kind }) => /^round\.(end|resume)Scoring$/u.test(kind));
  expect(kinds.map(({ kind, reason }) => [kind, reason])).toEqual([
    ['round.resumeScoring', '再看'],
    ['round.endScoring', null],
    ['round.resumeScoring', '专家3出院补交'],
    ['round.endScoring', null],
  ]);
  expect(findUntoldRounds(host.session.store.read)).toEqual([]);
});

test('nobody_is_seated_to_score_any_more_but_who_only_visits_is', async () => {
  const { call, refusal, roundId, parks } = await nearlyAll();
  const added = await call('panel.add', { roundId, name: '后来者', organisation: '示例大学', role: 'expert' });
  const visitor = await call('panel.add', { roundId, name: '考察人', organisation: '示例大学', role: 'visitor' });
  await call('rounds.endScoring', { roundId, despite: '专家3住院' });
  expect((await refusal('panel.assign', { personId: added.personId, applicationIds: [...parks] })).code).toBe('round/scoring-ended');
  expect((await call('panel.assign', { personId: visitor.personId, applicationIds: [...parks] })).assigned).toBe(2);
});

test('a_copy_of_the_round_is_open_and_none_is_created_as_ended', async () => {
  const { call, roundId } = await nearlyAll();
  await call('rounds.endScoring', { roundId, despite: '试评' });
  const { roundId: copy } = await call('rounds.copy', { roundId, name: '下一轮', appliedOn: '2026-10-01', people: true });
  expect((await call('rounds.get', { roundId: copy })).settings.scoringEnded).toBeUndefined();
});

test('a_return_that_would_change_a_sheet_is_refused_whole_and_taken_in_once_scoring_is_resumed', async () => {
  const office = await openOffice({ parks: 1, experts: 2 });
  const [personId = ''] = office.experts;
  const [applicationId = ''] = office.parks;
  const laptop = openLaptop(office, personId);
  await laptop.open(await office.issue(personId));
  await submitSheet({ ...office, call: laptop.call }, personId, applicationId, 0.7);
  const back = await laptop.giveBack();
  await office.call('rounds.endScoring', { roundId: office.roundId, despite: '试评' });
  const { merged, refused } = await office.merge(back);
  expect(merged).toEqual([]);
  expect(refused.map(({ code }) => code)).toEqual(['round/scoring-ended']);
  expect((await office.call('scores.get', { personId, applicationId })).state).toBe('draft');
  await office.call('rounds.resumeScoring', { roundId: office.roundId, reason: '专家来件迟到' });
  expect((await office.merge(back)).refused).toEqual([]);
  expect((await office.call('scores.get', { personId, applicationId })).state).toBe('submitted');
  // the very same file brings nothing new, and is no obstacle
  await office.call('rounds.endScoring', { roundId: office.roundId, despite: '试评' });
  expect((await office.merge(back)).refused).toEqual([]);
});
