import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { updateRound } from '../../../db/queries/rounds.ts';
import { findCriterion, updateCriterion } from '../../../domain/rubric/edit.ts';
import type { Rubric, WrittenCriterion, WrittenRubric } from '../../../domain/rubric/model.ts';
import { giveTotals } from '../../fixtures/results.ts';
import { openReview, seatReview, submitSheet, type Seated } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';

async function prepare(schemeId = 'hunan-recognition-2024') {
  const review = openReview();
  const { roundId } = await review.call('rounds.create', { schemeId, name: '评审', appliedOn: '2026-09-30' });
  const rubricOf = async (): Promise<Rubric> => (await review.call('rounds.get', { roundId })).rubric ?? { criteria: [] };
  return { ...review, roundId, rubricOf };
}

test('a_rubric_is_edited_until_scoring_opens', async () => {
  const { call, refusal, roundId, rubricOf } = await prepare();
  const changed = updateCriterion(updateCriterion(await rubricOf(), '2.1', { max100: 650 }), '2.2', { max100: 550 });
  expect(await call('rounds.setRubric', { roundId, rubric: changed })).toEqual({ criteria: 16 });
  expect(findCriterion((await rubricOf()).criteria, '2.1')?.max100).toBe(650);
  const before = await call('workspace.info', {});
  // the same again is no event
  await call('rounds.setRubric', { roundId, rubric: changed });
  expect(await call('workspace.info', {})).toEqual(before);
  const unbalanced = updateCriterion(changed, '2.1', { max100: 700 });
  expect(await refusal('rounds.setRubric', { roundId, rubric: unbalanced })).toMatchObject({
    code: 'rubric/invalid',
    details: { path: 'criteria' },
  });
  const formula = findCriterion(changed.criteria, '1.1')?.formula;
  const unknownField = updateCriterion(changed, '1.1', { formula: formula && { ...formula, of: { field: 'nowhere' } } });
  expect((await refusal('rounds.setRubric', { roundId, rubric: unknownField })).message).toContain('nowhere');
  expect(await call('workspace.info', {})).toEqual(before);
  await call('rounds.openScoring', { roundId, despite: '试评' });
  expect((await refusal('rounds.setRubric', { roundId, rubric: changed })).code).toBe('round/scoring-open');
});

test('a_rubric_travels_through_a_workbook_unchanged', async () => {
  const { call, refusal, roundId, rubricOf } = await prepare();
  const path = join(tempFolder(), '评分标准.xlsx');
  const before = await rubricOf();
  expect(await call('rounds.exportRubric', { roundId, path })).toEqual({ path, criteria: 16 });
  expect(await call('rounds.importRubric', { roundId, path })).toEqual({ criteria: 16 });
  expect(await rubricOf()).toEqual(before);
  expect((await refusal('rounds.exportRubric', { roundId, path })).code).toBe('report/path-taken');
});

async function edited(path: string, change: (sheet: ExcelJS.Worksheet) => void): Promise<string> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const [sheet] = book.worksheets;
  if (sheet) change(sheet);
  const next = join(tempFolder(), 'changed.xlsx');
  await book.xlsx.writeFile(next);
  return next;
}

test('what_people_change_in_the_workbook_is_taken_over_and_the_rest_stays', async () => {
  const { call, refusal, roundId, rubricOf } = await prepare();
  const path = join(tempFolder(), 'rubric.xlsx');
  await call('rounds.exportRubric', { roundId, path });
  const before = await rubricOf();
  // rows: head, 1, 1.1, 1.2, 1.3, 2, 2.1, 2.2
  const moved = await edited(path, (sheet) => {
    sheet.getCell('E7').value = '６.５';
    sheet.getCell('E8').value = 5.5;
    sheet.getCell('C7').value = '税收（含附加）';
    sheet.getCell('K7').value = '6.5：很好\n3：一般';
  });
  await call('rounds.importRubric', { roundId, path: moved });
  const after = await rubricOf();
  expect(findCriterion(after.criteria, '2.1')).toMatchObject({
    max100: 650,
    name: { zh: '税收（含附加）' },
    anchors: [
      { points100: 650, text: { zh: '很好' } },
      { points100: 300, text: { zh: '一般' } },
    ],
  });
  expect(findCriterion(after.criteria, '1.1')).toEqual(findCriterion(before.criteria, '1.1'));
  expect(after.note).toEqual(before.note);

  const info = await call('workspace.info', {});
  const bad = async (cell: string, value: string) =>
    refusal('rounds.importRubric', { roundId, path: await edited(path, (sheet) => void (sheet.getCell(cell).value = value)) });
  expect(await bad('E7', '六分')).toMatchObject({ code: 'rubric/sheet-unreadable', details: { row: 7, column: '满分', value: '六分' } });
  expect(await bad('E7', '7')).toMatchObject({ code: 'rubric/invalid' });
  expect(await bad('A7', '1.1')).toMatchObject({ code: 'rubric/sheet-unreadable', details: { row: 7, column: '编号' } });
  expect(await bad('B7', '9')).toMatchObject({ code: 'rubric/sheet-unreadable', details: { row: 7, column: '上级编号' } });
  expect(await bad('H7', '随意')).toMatchObject({ code: 'rubric/sheet-unreadable', details: { row: 7, column: '类型', value: '随意' } });
  expect(await bad('E1', '分数')).toMatchObject({ code: 'rubric/sheet-unreadable', details: { row: 1, column: '满分' } });
  const letter = join(tempFolder(), 'letter.xlsx');
  writeFileSync(letter, 'not a workbook');
  expect((await refusal('rounds.importRubric', { roundId, path: letter })).code).toBe('rubric/not-a-sheet');
  expect((await refusal('rounds.importRubric', { roundId, path: join(tempFolder(), 'none.xlsx') })).code).toBe('workspace/file-missing');
  expect(await call('workspace.info', {})).toEqual(info);
});

test('a_reopened_rubric_that_changes_unseals_the_sheets_and_drops_what_no_longer_fits', async () => {
  const seated = await seatReview({ parks: 1, experts: 3 });
  const { call, refusal, roundId, parks, experts } = seated;
  await giveTotals(seated, [[8, 8, null]]);
  const target = { personId: experts[0] ?? '', applicationId: parks[0] ?? '' };
  expect((await refusal('rounds.reopenRubric', { roundId, reason: ' ' })).code).toBe('call/bad-payload');
  expect(await call('rounds.reopenRubric', { roundId, reason: '税收指标分值有误' })).toEqual({ submitted: 2 });
  expect((await refusal('scores.set', { ...target, criterionId: '2.1', points: 1 })).code).toBe('round/not-open');
  // opened again as it was: nothing is touched
  expect(await call('rounds.openScoring', { roundId, despite: '试评' })).toMatchObject({ reopened: 0, dropped: 0 });
  expect((await call('scores.get', target)).state).toBe('submitted');

  await call('rounds.reopenRubric', { roundId, reason: '税收指标分值有误' });
  const rubric = (await call('rounds.get', { roundId })).rubric ?? { criteria: [] };
  await call('rounds.setRubric', {
    roundId,
    rubric: updateCriterion(updateCriterion(rubric, '2.1', { max100: 550 }), '2.2', { max100: 650 }),
  });
  // 6 of 6 points no longer fit into 5.5, but they do into 6.5
  expect(await call('rounds.openScoring', { roundId, despite: '试评' })).toMatchObject({ reopened: 2, dropped: 2 });
  const sheet = await call('scores.get', target);
  expect(sheet).toMatchObject({ state: 'draft', digest: null, totals: { missing: ['2.1'] } });
  expect(sheet.scores.find((score) => score.criterionId === '2.2')?.points100).toBe(600);
  await call('scores.set', { ...target, criterionId: '2.1', points: 5.5 });
  await call('scores.set', { ...target, criterionId: '2.2', points: 6.5 });
  await call('scores.submit', target);
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
  const kinds = (await call('audit.list', { entity: `round:${roundId}` })).flatMap((event) =>
    event.kind === 'round.proceed' ? [] : [[event.kind, event.reason]],
  );
  expect(kinds.slice(-3)).toEqual([
    ['round.reopenRubric', '税收指标分值有误'],
    ['round.setRubric', null],
    ['round.openScoring', null],
  ]);
});

/** The rubric as a rule book that leaves everything to the defaults would give it. */
function withoutDefaults({ criteria, note }: Rubric): WrittenRubric {
  const bare = ({ step100: _step, kind: _kind, commentBelow: _comment, children, ...rest }: WrittenCriterion): WrittenCriterion => ({
    ...rest,
    ...(children && { children: children.map(bare) }),
  });
  return { criteria: criteria.map(bare), ...(note && { note }) };
}

describe.each<[string, (seated: Seated, rubric: WrittenRubric) => Promise<unknown>]>([
  ['given by a person', ({ call, roundId }, rubric) => call('rounds.setRubric', { roundId, rubric })],
  [
    'stored by an earlier version',
    async ({ host, roundId }, rubric) => host.session.store.write((tx) => updateRound(tx, roundId, { rubric: JSON.stringify(rubric) })),
  ],
])('a rubric without defaults, %s', (_, store) => {
  async function open(experts: number) {
    const seated = await seatReview({ parks: 1, experts });
    const { call, roundId, parks } = seated;
    await call('rounds.reopenRubric', { roundId, reason: '按默认设置' });
    await store(seated, withoutDefaults((await call('rounds.get', { roundId })).rubric ?? { criteria: [] }));
    await call('rounds.openScoring', { roundId, despite: '试评' });
    return { ...seated, applicationId: parks[0] ?? '' };
  }

  test('half points are the step', async () => {
    const { call, refusal, experts, leaves, applicationId } = await open(1);
    const score = { personId: experts[0] ?? '', applicationId, criterionId: leaves[0]?.id ?? '' };
    expect(await refusal('scores.set', { ...score, points: '0.01' })).toMatchObject({ code: 'score/off-step', details: { step: '0.5' } });
    expect(await call('scores.set', { ...score, points: '0.5' })).toMatchObject({ points100: 50 });
  });

  test('two readings of one figure block the reports', async () => {
    const seated = await open(3);
    const { call, roundId, experts, leaves, applicationId } = seated;
    const formula = leaves.find((leaf) => leaf.formula)?.id ?? '';
    for (const [at, personId] of experts.entries()) {
      for (const leaf of leaves)
        await call('scores.set', {
          personId,
          applicationId,
          criterionId: leaf.id,
          points: leaf.id === formula ? 1 + at : 0,
          comment: '已核对',
        });
      await call('scores.submit', { personId, applicationId });
    }
    const { blocked } = await call('tally.run', { roundId });
    expect(blocked.map(({ criterionId, scores }) => [criterionId, scores.map(({ points100 }) => points100)])).toEqual([
      [formula, [100, 200, 300]],
    ]);
  });

  test('the defaults written out are the same rubric', async () => {
    const seated = await open(1);
    const { call, roundId, experts } = seated;
    const [personId = ''] = experts;
    await submitSheet(seated, personId, seated.applicationId, 0.8);
    const rubric = (await call('rounds.get', { roundId })).rubric ?? { criteria: [] };
    await call('rounds.reopenRubric', { roundId, reason: '按默认设置' });
    const before = await call('workspace.info', {});
    await call('rounds.setRubric', { roundId, rubric });
    expect(await call('workspace.info', {})).toEqual(before);
    expect(await call('rounds.openScoring', { roundId, despite: '试评' })).toMatchObject({ reopened: 0, dropped: 0 });
  });
});

test('a_workbook_that_went_out_on_a_stored_rubric_without_defaults_comes_home', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, host, roundId, experts } = seated;
  const [personId = ''] = experts;
  await call('rounds.reopenRubric', { roundId, reason: '按默认设置' });
  const bare = withoutDefaults((await call('rounds.get', { roundId })).rubric ?? { criteria: [] });
  host.session.store.write((tx) => updateRound(tx, roundId, { rubric: JSON.stringify(bare) }));
  await call('rounds.openScoring', { roundId, despite: '试评' });
  const path = join(tempFolder(), '评分表.xlsx');
  await call('scores.exportSheet', { personId, path });
  // what the earlier version wrote into its workbooks
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const written = JSON.stringify(book.worksheets[1]?.getSheetValues());
  expect(written).toContain(
    createHash('sha256')
      .update(canonicalize(bare) ?? '')
      .digest('hex'),
  );
  expect(await call('scores.importSheet', { personId, path })).toMatchObject({ refused: [] });
});
