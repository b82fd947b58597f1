/** 撤销: an act of the office is undone by its opposite, under the rules of the opposite, and the record keeps both. */
import { expect, test } from 'vitest';
import { findUntoldValues } from '../../../db/record/replay.ts';
import { openOffice } from '../../fixtures/exchange/office.ts';
import { giveTotals, settleEligibility } from '../../fixtures/results.ts';
import { openReview, parkNames, seatReview, submitSheet, type Review } from '../../fixtures/review.ts';

const told = async ({ call }: Review) => (await call('audit.search', { limit: 1 })).lines[0]?.what;

/** What every undoing leaves behind: a record from which all tables follow, and every check of the doctor content. */
async function expectSound({ call, host }: Review): Promise<void> {
  expect(findUntoldValues(host.session.store.read)).toEqual([]);
  const { healthy, checks } = await call('workspace.doctor', {});
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(healthy).toBe(true);
}

async function openPanel() {
  const review = openReview();
  const { call } = review;
  const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '轮', appliedOn: '2026-09-30' });
  const { personId } = await call('panel.add', { roundId, name: '甲', organisation: '大学', title: '', role: 'expert' });
  const { applicationId: one } = await call('applications.add', { roundId, parkName: '一园' });
  const { applicationId: two } = await call('applications.add', { roundId, parkName: '二园' });
  return { ...review, roundId, personId, one, two };
}

test('seats that were given go again, and those taken back are given again', async () => {
  const panel = await openPanel();
  const { call, refusal, roundId, personId, one, two } = panel;
  await call('panel.assign', { personId, applicationIds: [one] });
  // of those that were asked for, only the new one is undone
  const { seq } = await call('panel.assign', { personId, applicationIds: [one, two] });
  expect(await call('acts.undo', { roundId, seqs: [seq ?? 0] })).toEqual({ undone: 1 });
  expect(await told(panel)).toBe('取消给甲的分派：二园');
  expect((await call('panel.list', { roundId }))[0]?.assigned).toBe(1);
  expect(await refusal('acts.undo', { roundId, seqs: [seq ?? 0] })).toMatchObject({ code: 'act/overtaken' });
  const { seq: gone } = await call('panel.unassign', { personId, applicationIds: [one] });
  await call('acts.undo', { roundId, seqs: [gone ?? 0] });
  expect(await told(panel)).toBe('给甲分派：一园');
  await expectSound(panel);
});

test('several acts are undone together or not at all', async () => {
  const { call, refusal, roundId, personId, one, two } = await openPanel();
  const first = await call('panel.assign', { personId, applicationIds: [one] });
  const second = await call('panel.assign', { personId, applicationIds: [two] });
  await call('conflicts.declare', { personId, applicationId: one, relation: 'employment', reason: '任职' });
  const seqs = [first.seq ?? 0, second.seq ?? 0];
  expect((await refusal('acts.undo', { roundId, seqs })).code).toBe('seat/given');
  expect((await call('panel.list', { roundId }))[0]?.assigned).toBe(2);
  expect(await call('acts.undo', { roundId, seqs: seqs.slice(1) })).toEqual({ undone: 1 });
});

test('a declaration that the office entered goes, and the one before comes back', async () => {
  const panel = await openPanel();
  const { call, refusal, roundId, personId, one } = panel;
  await call('panel.assign', { personId, applicationIds: [one] });
  const { seq } = await call('conflicts.declare', { personId, applicationId: one, relation: 'none' });
  await call('acts.undo', { roundId, seqs: [seq ?? 0] });
  expect((await call('conflicts.list', { personId }))[0]?.relation).toBeNull();
  expect(await told(panel)).toBe('撤去代甲登记的与一园的关系声明，原为无关系');
  await call('conflicts.declare', { personId, applicationId: one, relation: 'none' });
  const recused = await call('conflicts.declare', { personId, applicationId: one, relation: 'kinship', reason: '亲属' });
  await call('acts.undo', { roundId, seqs: [recused.seq ?? 0] });
  expect((await call('conflicts.list', { personId }))[0]).toMatchObject({ relation: 'none', reason: '误登记，已撤销' });
  await expectSound(panel);
  // what the expert says in person is the expert's
  const own = await call('conflicts.declare', { personId, applicationId: one, relation: 'other', reason: '顾问' }, personId);
  expect((await refusal('acts.undo', { roundId, seqs: [own.seq ?? 0] })).code).toBe('act/not-undoable');
  expect((await refusal('acts.undo', { roundId, seqs: [1] }, personId)).code).toBe('call/not-allowed');
});

test('a declaration on which scores rest stays', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, refusal, host, roundId, parks, experts } = seated;
  const [personId = ''] = experts;
  await submitSheet(seated, personId, parks[0] ?? '', 0.8);
  const seq = host.session.store.read.sqlite.prepare("SELECT max(seq) FROM event WHERE kind = 'conflict.declare'").pluck().get() as number;
  // the fixture declares for the expert
  expect(await refusal('acts.undo', { roundId, seqs: [seq] })).toMatchObject({ code: 'seat/given' });
  expect((await call('conflicts.list', { personId }))[0]?.relation).toBe('none');
});

test('what a task file carried away stays given', async () => {
  const office = await openOffice();
  const { call, refusal, experts, parks } = office;
  const [personId = ''] = experts;
  const [one = ''] = parks;
  const [{ roundId } = { roundId: '' }] = await call('rounds.list', {});
  await call('panel.unassign', { personId, applicationIds: [one] });
  const { seq } = await call('panel.assign', { personId, applicationIds: [one] });
  await office.issue(personId);
  expect((await refusal('acts.undo', { roundId, seqs: [seq ?? 0] })).code).toBe('seat/handed-out');
});

test('decisions go back to what they were, together where they were made together', async () => {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, refusal, roundId, parks } = seated;
  for (const applicationId of parks) await settleEligibility(seated, applicationId);
  await giveTotals(seated, [
    [8, 8, 8],
    [6, 6, 6],
  ]);
  const decisions = async () =>
    (await call('shortlist.propose', { roundId })).types.flatMap(({ rows }) => rows.map(({ decision }) => decision?.result ?? null));
  const { seqs, decided } = await call('shortlist.acceptProposal', { roundId });
  expect(decided).toBe(seqs.length);
  const stood = await decisions();
  expect(stood.every((one) => one !== null)).toBe(true);
  const [applicationId = ''] = parks;
  const other = await call('shortlist.decide', { applicationId, result: 'notListed', reason: '合议' });
  // the decisions made together are no longer the last word on one of them
  expect((await refusal('acts.undo', { roundId, seqs })).code).toBe('act/overtaken');
  await call('acts.undo', { roundId, seqs: [other.seq] });
  expect(await decisions()).toEqual(stood);
  const gone = await call('shortlist.takeBack', { applicationId });
  await call('acts.undo', { roundId, seqs: [gone.seq ?? 0] });
  expect(await decisions()).toEqual(stood);
  await expectSound(seated);
});

test('a ruling is taken back, and is no longer in the minutes', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, roundId, parks } = seated;
  const [applicationId = ''] = parks;
  const { conditions } = await call('eligibility.evaluate', { applicationId });
  const open = conditions.find(({ verdict }) => verdict === 'judgement');
  const conditionId = open?.id ?? '';
  const first = await call('eligibility.decide', { applicationId, conditionId, outcome: 'met', reason: '看过现场' });
  const second = await call('eligibility.decide', { applicationId, conditionId, outcome: 'notMet', reason: '看错了' });
  const verdict = async () =>
    (await call('eligibility.evaluate', { applicationId })).conditions.find(({ id }) => id === conditionId)?.verdict;
  await call('acts.undo', { roundId, seqs: [second.seq] });
  expect(await verdict()).toBe('met');
  const draft = async () => JSON.stringify(await call('minutes.draft', { roundId, heldOn: '2026-10-01', place: '' }));
  expect(await draft()).toContain('看过现场');
  await call('eligibility.takeBack', { applicationId, conditionId });
  expect(await verdict()).toBe('judgement');
  expect(await draft()).not.toContain('看过现场');
  expect(first.overall).toBeDefined();
  expect(await told(seated)).toContain(parkNames[0]);
  await expectSound(seated);
});
