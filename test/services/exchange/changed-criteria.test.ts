/** 分类型评分 between machines: what is asked of a park changes at the office while a laptop holds a sheet that was sealed by what was asked before. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { upsertSheet } from '../../../db/queries/scores.ts';
import type { WrittenRubric } from '../../../domain/rubric/model.ts';
import { actAs } from '../../../electron/services/session/act.ts';
import { openLaptop, openOffice, type Laptop } from '../../fixtures/exchange/office.ts';
import { parkNames, type Review } from '../../fixtures/review.ts';

const leaf = (id: string, name: string, max100: number, types?: string[]) => ({
  id,
  name: { zh: name },
  max100,
  commentBelow: 0,
  ...(types && { types }),
});
const rubric: WrittenRubric = {
  criteria: [leaf('1', '运营管理', 4000), leaf('2', '龙头带动', 6000, ['引领型']), leaf('3', '培育成效', 6000, ['培育型'])],
};

/** One laptop with the sheets of both parks sealed, each by its type. */
async function sealed() {
  const office = await openOffice({ parks: 3, experts: 1, rubric });
  const [personId = ''] = office.experts;
  const rows = await office.call('applications.list', { roundId: office.roundId });
  const typeOf = (id: string) => rows.find(({ applicationId }) => applicationId === id)?.type;
  const of = (type: string) => office.parks.find((id) => typeOf(id) === type) ?? '';
  const [leading, growing] = [of('引领型'), of('培育型')];
  const laptop = openLaptop(office, personId);
  await laptop.open(await office.issue(personId));
  await fill(laptop, leading, ['1', '2']);
  await fill(laptop, growing, ['1', '3']);
  const retype = async (applicationId: string, value: string) =>
    office.call('applications.setField', { applicationId, key: 'parkType', value, source: 'evidence', reason: '申请人来函更正' });
  return { office, laptop, personId, leading, growing, retype };
}

async function fill(laptop: Laptop, applicationId: string, criteria: readonly string[], points = 30): Promise<void> {
  const { personId } = laptop;
  for (const criterionId of criteria) await laptop.call('scores.set', { personId, applicationId, criterionId, points });
  await laptop.call('scores.submit', { personId, applicationId });
}

/** As a person asks it of a sheet: state, criteria that have points, and what is owed. */
async function sheetOf({ call }: Review, personId: string, applicationId: string) {
  const { state, scores, totals, reopened } = await call('scores.get', { personId, applicationId });
  return { state, scored: scores.map(({ criterionId }) => criterionId), missing: totals.missing, cause: reopened?.cause ?? null };
}

test('a_sheet_that_was_sealed_by_another_type_is_told_by_name_and_done_again_while_the_others_count', async () => {
  const { office, laptop, personId, leading, growing, retype } = await sealed();
  await retype(growing, '引领型');
  await office.call('tally.setRules', { roundId: office.roundId, rules: {} });
  const { merged, refused } = await office.merge(await laptop.giveBack());
  expect(refused).toEqual([]);
  const parkName = parkNames[office.parks.indexOf(growing)];
  expect(merged[0]?.outdated).toEqual([{ applicationId: growing, parkName, type: '引领型', dropped: 1, sealed: true }]);
  expect(await sheetOf(office, personId, growing)).toEqual({ state: 'draft', scored: ['1'], missing: ['2'], cause: 'criteria' });
  expect((await sheetOf(office, personId, leading)).state).toBe('submitted');
  // tally, report and list take the sheet that fits, and nothing else
  const tallied = await office.call('tally.run', { roundId: office.roundId });
  expect(tallied.ranking.map(({ applicationId, total }) => [applicationId, Number(total)])).toEqual([[leading, 60]]);
  const path = join(office.files, '汇总.pdf');
  const { verification } = await office.call('reports.export', { kind: 'summary', roundId: office.roundId, path });
  expect(verification.embedded).toMatchObject({ recomputes: true, differences: [] });
  // what was sealed is on record, and the same sheet once more changes nothing
  const { 0: again } = (await office.merge(await laptop.giveBack())).alreadyThere;
  expect(again?.outdated).toEqual([]);
  // a new task opens it on the laptop, too; submitted by what is asked now it counts
  await laptop.open(await office.issue(personId));
  expect(await sheetOf(laptop, personId, growing)).toEqual({ state: 'draft', scored: ['1'], missing: ['2'], cause: 'criteria' });
  await fill(laptop, growing, ['2']);
  expect((await office.merge(await laptop.giveBack())).merged[0]).toMatchObject({ outdated: [], conflicts: 0, submitted: 2 });
  expect((await office.call('tally.run', { roundId: office.roundId })).ranking.map(({ total }) => Number(total))).toEqual([60, 60]);
  for (const { call } of [office, laptop]) expect(await call('workspace.doctor', {})).toMatchObject({ healthy: true });
}, 120_000);

test('a_task_with_another_type_takes_off_what_is_not_asked_and_says_which_submitted_sheet_has_to_come_back_first', async () => {
  const { office, laptop, personId, leading, growing, retype } = await sealed();
  const [third = ''] = office.parks.filter((id) => id !== leading && id !== growing);
  const { type } = await laptop.call('scores.get', { personId, applicationId: third });
  const [own, other] = type === '引领型' ? ['2', '培育型'] : ['3', '引领型'];
  await laptop.call('scores.set', { personId, applicationId: third, criterionId: own, points: 30 });
  await laptop.call('scores.abstain', { personId, applicationId: third, criterionId: '1', reason: '不熟悉' });
  await retype(growing, '引领型');
  await retype(third, other);
  const opened = await laptop.open(await office.issue(personId));
  const found = opened.outdated.map(({ applicationId, dropped, sealed }) => [applicationId, dropped, sealed]);
  expect(new Map(found.map(([id, ...rest]) => [id, rest]))).toEqual(
    new Map([
      [growing, [0, true]],
      [third, [1, false]],
    ]),
  );
  expect((await sheetOf(laptop, personId, growing)).state).toBe('submitted');
  const asked = own === '2' ? '3' : '2';
  await fill(laptop, third, [asked]);
  const { merged, refused } = await office.merge(await laptop.giveBack());
  expect(refused).toEqual([]);
  expect(merged[0]?.outdated.map(({ applicationId }) => applicationId)).toEqual([growing]);
  expect((await sheetOf(office, personId, third)).state).toBe('submitted');
  for (const { call } of [office, laptop]) expect(await call('workspace.doctor', {})).toMatchObject({ healthy: true });
}, 120_000);

test('an_abstention_from_what_is_not_asked_any_more_is_taken_off_with_the_scores', async () => {
  const { office, laptop, personId, growing, retype } = await sealed();
  await office.merge(await laptop.giveBack());
  await office.call('scores.reopen', { personId, applicationId: growing, cause: 'sumWrong', reason: '复核' });
  await office.call('scores.abstain', { personId, applicationId: growing, criterionId: '3', reason: '不熟悉' });
  await retype(growing, '引领型');
  expect((await office.call('scores.get', { personId, applicationId: growing })).abstained).toEqual([]);
  await laptop.open(await office.issue(personId));
  await fill(laptop, growing, ['2']);
  expect(await office.merge(await laptop.giveBack())).toMatchObject({ refused: [], merged: [{ outdated: [], submitted: 2 }] });
}, 120_000);

test('a_sheet_that_was_sealed_under_an_earlier_rubric_is_done_again_by_the_one_in_force', async () => {
  const { office, laptop, personId, leading, growing } = await sealed();
  const { roundId } = office;
  await office.call('rounds.reopenRubric', { roundId, reason: '评审组调整' });
  const next = {
    criteria: [leaf('1', '运营管理', 2000), leaf('2', '龙头带动', 8000, ['引领型']), leaf('3', '培育成效', 8000, ['培育型'])],
  };
  await office.call('rounds.setRubric', { roundId, rubric: next });
  await office.call('rounds.openScoring', { roundId, despite: '试评' });
  const { merged, refused } = await office.merge(await laptop.giveBack());
  expect(refused).toEqual([]);
  // thirty points of twenty
  expect(new Map(merged[0]?.outdated.map(({ applicationId, dropped }) => [applicationId, dropped]))).toEqual(
    new Map([
      [leading, 1],
      [growing, 1],
    ]),
  );
  expect((await office.refusal('tally.run', { roundId })).code).toBe('tally/no-sheets');
  expect(await sheetOf(office, personId, growing)).toMatchObject({ state: 'draft', scored: ['3'], missing: ['1'] });
  expect(await office.call('workspace.doctor', {})).toMatchObject({ healthy: true });
}, 120_000);

test('of_two_laptops_that_sealed_by_the_earlier_type_neither_counts_and_a_choice_taken_back_brings_neither_back', async () => {
  const { office, laptop, personId, leading, growing, retype } = await sealed();
  const second = openLaptop(office, personId);
  await second.open(await office.issue(personId));
  await fill(second, growing, ['1', '3'], 20);
  await office.merge(await laptop.giveBack(), await second.giveBack());
  const [conflict] = (await office.call('exchange.conflicts', { roundId: office.roundId })).filter(({ kind }) => kind === 'sheet');
  await office.call('exchange.resolve', { conflictId: conflict?.conflictId ?? '', choice: 'incoming', reason: '本人确认' });
  const { decision = '' } = (await office.call('exchange.decisions', { roundId: office.roundId }))[0] ?? {};
  await retype(growing, '引领型');
  expect((await office.refusal('exchange.takeBack', { decision, reason: '重选' })).code).toBe('exchange/decision-overtaken');
  expect(await sheetOf(office, personId, growing)).toMatchObject({ state: 'draft', missing: ['2'] });
  const { ranking } = await office.call('tally.run', { roundId: office.roundId, rules: {} });
  expect(ranking.map(({ applicationId }) => applicationId)).toEqual([leading]);
  expect(await office.call('workspace.doctor', {})).toMatchObject({ healthy: true });
}, 120_000);

test('a_laptop_that_breaks_its_own_seal_as_if_other_criteria_were_asked_is_refused', async () => {
  const { office, laptop, personId, growing } = await sealed();
  await office.merge(await laptop.giveBack());
  // past the program: what only the office writes
  const act = actAs('secretary', '2026-10-01T00:00:00.000Z');
  laptop.host.session.store.write((tx) => {
    upsertSheet(tx, { personId, applicationId: growing, state: 'draft', digest: null, submittedAt: null });
    act.append(tx, { kind: 'score.unseal', entity: `sheet:${personId}/${growing}`, new: { state: 'draft' } });
  });
  await fill(laptop, growing, ['3'], 60);
  const { refused } = await office.merge(await laptop.giveBack());
  expect(refused.map(({ code }) => code)).toEqual(['exchange/row-invalid']);
  expect((await office.call('scores.get', { personId, applicationId: growing })).totals.total100).toBe(6000);
}, 120_000);
