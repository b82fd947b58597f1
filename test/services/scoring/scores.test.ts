import { expect, test } from 'vitest';
import { seatReview, submitSheet } from '../../fixtures/review.ts';

test('every_change_of_a_score_is_on_record', async () => {
  const { call, parks, experts, leaves } = await seatReview();
  const [leaf] = leaves;
  const target = { personId: experts[0] ?? '', applicationId: parks[0] ?? '', criterionId: leaf?.id ?? '' };
  await call('scores.set', { ...target, points: 1 }, target.personId);
  await call('scores.set', { ...target, points: '2', comment: '重新核对' }, target.personId);
  await call('scores.set', { ...target, points: '2', comment: '' }, target.personId);
  await call('scores.set', { ...target, points: '2', comment: '秘书代录' });
  const history = await call('scores.history', target);
  const plain = { points100: 200, comment: null, evidence: [] };
  expect(history.map((one) => [one.old, one.new])).toEqual([
    [null, { ...plain, points100: 100 }],
    [
      { ...plain, points100: 100 },
      { ...plain, comment: '重新核对' },
    ],
    [{ ...plain, comment: '重新核对' }, plain],
    // typed by another hand than the expert's own: the record says whose
    [plain, { ...plain, comment: '秘书代录', by: 'secretary' }],
  ]);
  expect(new Set(history.map((one) => one.actor))).toEqual(new Set([target.personId]));
});

test('a_stale_edit_is_refused_and_says_what_is_there_now', async () => {
  const { call, refusal, parks, experts, leaves } = await seatReview();
  const target = { personId: experts[0] ?? '', applicationId: parks[0] ?? '', criterionId: leaves[0]?.id ?? '' };
  const first = await call('scores.set', { ...target, points: 1, expectedVersion: 0 });
  await call('scores.set', { ...target, points: 2, expectedVersion: first.version });
  const error = await refusal('scores.set', { ...target, points: 3, expectedVersion: first.version });
  expect(error).toMatchObject({ code: 'score/stale', details: { expectedVersion: 1, version: 2, points100: 200 } });
  const { personId, applicationId } = target;
  expect((await call('scores.get', { personId, applicationId })).scores.map((one) => one.points100)).toEqual([200]);
});

test('a_submitted_sheet_is_sealed_and_opens_for_a_cause_only', async () => {
  const seated = await seatReview();
  const { call, refusal, parks, experts, leaves } = seated;
  const target = { personId: experts[0] ?? '', applicationId: parks[0] ?? '' };
  await submitSheet(seated, target.personId, target.applicationId, 0.8);
  const sealed = await call('scores.get', target);
  expect(sealed.state).toBe('submitted');
  expect((await refusal('scores.set', { ...target, criterionId: leaves[0]?.id ?? '', points: 1 })).code).toBe('score/submitted');
  expect((await refusal('scores.submit', target)).code).toBe('score/submitted');
  expect((await refusal('scores.reopen', { ...target, cause: 'because' as never, reason: 'x' })).code).toBe('call/bad-payload');
  await call('scores.reopen', { ...target, cause: 'sumWrong', reason: '复核发现合计有误' });
  expect((await call('scores.get', target)).state).toBe('draft');
  const before = sealed.digest;
  expect((await call('scores.submit', target)).digest).toBe(before);
  await call('scores.reopen', { ...target, cause: 'extreme', reason: '畸高' });
  await call('scores.set', { ...target, criterionId: leaves[0]?.id ?? '', points: 0, comment: '更正' });
  expect((await call('scores.submit', target)).digest).not.toBe(before);
});

test('a_recused_expert_neither_sees_nor_counts', async () => {
  const seated = await seatReview({ experts: 4 });
  const { call, refusal, roundId, parks, experts } = seated;
  for (const [index, personId] of experts.entries()) {
    for (const applicationId of parks) await submitSheet(seated, personId, applicationId, 0.6 + index / 10);
  }
  const before = await call('tally.run', { roundId });
  const target = { personId: experts[3] ?? '', applicationId: parks[0] ?? '' };
  await call('conflicts.declare', { ...target, relation: 'kinship', reason: '亲属在该园区任职' });
  expect((await refusal('scores.get', target)).code).toBe('conflict/recused');
  const after = await call('tally.run', { roundId });
  const expertsOf = (answer: typeof after, applicationId: string | undefined) =>
    answer.derivation.find((one) => one.applicationId === applicationId)?.experts.length;
  expect([expertsOf(before, parks[0]), expertsOf(after, parks[0]), expertsOf(after, parks[1])]).toEqual([4, 3, 4]);
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});

test('drafts_are_never_tallied', async () => {
  const seated = await seatReview({ experts: 3 });
  const { call, refusal, roundId, parks, experts, leaves } = seated;
  await call('scores.set', { personId: experts[0] ?? '', applicationId: parks[0] ?? '', criterionId: leaves[0]?.id ?? '', points: 1 });
  expect((await refusal('tally.run', { roundId })).code).toBe('tally/no-sheets');
  await submitSheet(seated, experts[0] ?? '', parks[0] ?? '', 0.8);
  await submitSheet(seated, experts[1] ?? '', parks[0] ?? '', 0.7);
  const short = await refusal('tally.run', { roundId });
  expect(short).toMatchObject({ code: 'tally/too-few-scores', details: { needed: 3, present: 2 } });
  const plain = await call('tally.run', { roundId, rules: { trim: 'none' } });
  expect(plain.ranking.map((one) => one.applicationId)).toEqual([parks[0]]);
  expect(plain.unranked.map((one) => one.applicationId)).toEqual([parks[1]]);
});
