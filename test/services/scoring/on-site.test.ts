/** 现场考察打分: criteria that only the visit team scores, through the contract. */
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { rubricLeaves } from '../../../domain/rubric/leaves.ts';
import type { WrittenRubric } from '../../../domain/rubric/model.ts';
import { openReview, parkNames, samples } from '../../fixtures/review.ts';
import { openLaptop, openOffice } from '../../fixtures/exchange/office.ts';
import { has, run } from '../../fixtures/tools.ts';

const zh = (text: string) => ({ zh: text });
const rubricOf = (visitors: 'mean' | 'trimmed'): WrittenRubric => ({
  criteria: [
    {
      id: '1',
      name: zh('材料'),
      max100: 7000,
      commentBelow: 0,
      children: [{ id: 'A.1', name: zh('规模'), max100: 7000, commentBelow: 0 }],
    },
    {
      id: '2',
      name: zh('现场'),
      max100: 3000,
      children: [
        { id: 'B.1', name: zh('设施'), max100: 2000, commentBelow: 0, visitors },
        { id: 'B.2', name: zh('运营'), max100: 1000, commentBelow: 0, visitors },
      ],
    },
  ],
});

/** Three who read and two who visit, all seated before one park. */
async function seated(rubric: WrittenRubric) {
  const review = openReview();
  const { call } = review;
  const { roundId } = await call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '评审',
    appliedOn: '2026-09-30',
    settings: { quotas: { 引领型: 1, 培育型: 1 }, institution: '示例中心' },
  });
  const { imported } = await call('packages.import', { roundId, paths: [join(samples, `${parkNames[0]}.zip`)] });
  const applicationId = imported[0]?.applicationId ?? '';
  const people: string[] = [];
  for (const [index, role] of (['leader', 'expert', 'expert', 'visitor', 'visitor'] as const).entries()) {
    const { personId } = await call('panel.add', { roundId, name: `成员${index + 1}`, organisation: '示例大学', title: '教授', role });
    await call('panel.assign', { personId, applicationIds: [applicationId] });
    await call('conflicts.declare', { personId, applicationId, relation: 'none' });
    people.push(personId);
  }
  await call('rounds.setRubric', { roundId, rubric });
  await call('rounds.openScoring', { roundId, despite: '试评' });
  return { ...review, roundId, applicationId, readers: people.slice(0, 3), visitors: people.slice(3) };
}

async function scored(visitors: 'mean' | 'trimmed' = 'mean') {
  const round = await seated(rubricOf(visitors));
  const { call, applicationId } = round;
  const give = async (personId: string, points: Readonly<Record<string, number>>) => {
    for (const [criterionId, value] of Object.entries(points))
      await call('scores.set', { personId, applicationId, criterionId, points: value });
    await call('scores.submit', { personId, applicationId });
  };
  for (const [at, personId] of round.readers.entries()) await give(personId, { 'A.1': [60, 62, 70][at] ?? 0 });
  for (const [at, personId] of round.visitors.entries()) await give(personId, { 'B.1': [15, 18][at] ?? 0, 'B.2': [8, 9][at] ?? 0 });
  return round;
}

test('each_is_asked_the_own_part_and_refused_the_other', async () => {
  const { call, refusal, applicationId, readers, visitors } = await seated(rubricOf('mean'));
  const [reader = ''] = readers;
  const [visitor = ''] = visitors;
  const totals = async (personId: string) => (await call('scores.get', { personId, applicationId })).totals;
  expect(await totals(reader)).toMatchObject({ max100: 7000, of: 1, missing: ['A.1'] });
  expect(await totals(visitor)).toMatchObject({ max100: 3000, of: 2, missing: ['B.1', 'B.2'] });
  expect(await refusal('scores.set', { personId: reader, applicationId, criterionId: 'B.1', points: 10 })).toMatchObject({
    code: 'score/not-asked',
    details: { criterion: '设施' },
  });
  expect((await refusal('scores.set', { personId: visitor, applicationId, criterionId: 'A.1', points: 10 })).code).toBe('score/not-asked');
  expect((await refusal('scores.abstain', { personId: reader, applicationId, criterionId: 'B.1', reason: '未去' })).code).toBe(
    'score/not-asked',
  );
  expect((await refusal('scores.set', { personId: reader, applicationId, criterionId: '9', points: 10 })).code).toBe(
    'score/unknown-criterion',
  );
  await call('scores.set', { personId: reader, applicationId, criterionId: 'A.1', points: 60 });
  await call('scores.submit', { personId: reader, applicationId });
  expect((await refusal('scores.submit', { personId: visitor, applicationId })).details).toMatchObject({ missing: ['设施', '运营'] });
});

test('the_mean_of_all_visitors_counts_beside_the_trimmed_readers', async () => {
  const { call, refusal, roundId, applicationId, visitors } = await scored();
  const { ranking, derivation, outliers } = await call('tally.run', { roundId });
  // the usual rule drops an end each: 62, and of two visitors none: 16.5 and 8.5
  expect(ranking.map(({ total }) => total)).toEqual(['87.00']);
  expect(derivation[0]).toMatchObject({ panelSize: 3, visitors: [...visitors].sort() });
  expect(
    derivation[0]?.criteria.map(({ criterionId, keptSum100, keptCount, rounded }) => [criterionId, keptSum100, keptCount, rounded]),
  ).toEqual([
    ['A.1', 6200, 1, '62.00'],
    ['B.1', 3300, 2, '16.50'],
    ['B.2', 1700, 2, '8.50'],
  ]);
  expect(outliers).toEqual([]);
  // sheets of a part are no sheets to be compared whole
  expect((await refusal('tally.run', { roundId, rules: { level: 'sheet' } })).code).toBe('tally/whole-sheets');
  const { experts } = await call('tally.agreement', { roundId });
  expect(experts).toHaveLength(3);
  const { parks } = await call('tally.robustness', { roundId, seed: 1 });
  expect(parks.map((park) => park.applicationId)).toEqual([applicationId]);
  // the readers alone are the panel: three of five are too few, and no two of them are no experts
  expect((await call('tally.run', { roundId })).panelWarnings.map(({ text }) => text)).toEqual([expect.stringContaining('3')]);
});

test('trimmed_by_the_rule_of_the_panel_two_visitors_are_too_few', async () => {
  const { refusal, roundId } = await scored('trimmed');
  expect(await refusal('tally.run', { roundId })).toMatchObject({
    code: 'tally/too-few-scores',
    details: { criterion: '设施', present: 2, needed: 3 },
  });
});

test('a_park_that_nobody_has_scored_on_site_is_not_counted_as_nought', async () => {
  const { call, refusal, roundId, applicationId, readers } = await seated(rubricOf('mean'));
  for (const personId of readers) {
    await call('scores.set', { personId, applicationId, criterionId: 'A.1', points: 60 });
    await call('scores.submit', { personId, applicationId });
  }
  expect(await refusal('tally.run', { roundId })).toMatchObject({
    code: 'tally/too-few-scores',
    details: { criterion: '设施', present: 0 },
  });
});

test('documents_say_who_scored_what_and_are_counted_again', async () => {
  const { call, roundId, applicationId, readers, visitors, dir } = await scored();
  const texts: Record<string, string> = {};
  for (const [name, of] of [
    ['reader', { kind: 'sheet', applicationId, personId: readers[0] ?? '' }],
    ['visitor', { kind: 'sheet', applicationId, personId: visitors[0] ?? '' }],
    ['review', { kind: 'review', applicationId }],
    ['summary', { kind: 'summary', roundId }],
  ] as const) {
    const path = join(dir, `${name}.pdf`);
    const { verification } = await call('reports.export', { ...of, path });
    expect(verification.embedded, name).toMatchObject({ recomputes: true, differences: [] });
    texts[name] = has('pdftotext') ? run('pdftotext', ['-layout', path, '-']).replaceAll(/\s+/g, '') : '';
  }
  if (!has('pdftotext')) return;
  expect(texts['reader']).toContain('总分7060');
  expect(texts['reader']).not.toContain('设施');
  expect(texts['visitor']).toContain('总分3023');
  expect(texts['review']).toContain('设施、运营由考察组评分，其他专家不评；取考察组全部评分的平均值。');
}, 240_000);

test('a_visitor_scores_on_a_laptop_and_brings_the_own_part_home', async () => {
  const office = await openOffice({ parks: 1, experts: 2, onSite: rubricOf('mean') });
  const [reader = '', visitor = ''] = office.experts;
  const [applicationId = ''] = office.parks;
  await office.call('scores.set', { personId: reader, applicationId, criterionId: 'A.1', points: 60 });
  await office.call('scores.submit', { personId: reader, applicationId });
  const laptop = openLaptop(office, visitor);
  await laptop.open(await office.issue(visitor));
  expect((await laptop.refusal('scores.set', { personId: visitor, applicationId, criterionId: 'A.1', points: 10 })).code).toBe(
    'score/not-asked',
  );
  await laptop.call('scores.set', { personId: visitor, applicationId, criterionId: 'B.1', points: 15 });
  await laptop.call('scores.set', { personId: visitor, applicationId, criterionId: 'B.2', points: 8 });
  await laptop.call('scores.submit', { personId: visitor, applicationId });
  expect(await office.merge(await laptop.giveBack())).toMatchObject({ merged: [{ personId: visitor, submitted: 1 }], refused: [] });
  const { ranking } = await office.call('tally.run', { roundId: office.roundId, rules: {} });
  expect(ranking.map(({ total }) => total)).toEqual(['83.00']);
}, 120_000);

test('sheets_on_paper_hold_the_own_part', async () => {
  const { call, roundId, visitors, dir } = await seated(rubricOf('mean'));
  const path = join(dir, 'visitor.xlsx');
  expect(await call('scores.exportSheet', { personId: visitors[0] ?? '', path })).toMatchObject({ rows: 2 });
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  expect([4, 5].map((row) => book.worksheets[0]?.getRow(row).getCell(3).value)).toEqual(['设施', '运营']);
  const rubric = join(dir, 'rubric.xlsx');
  await call('rounds.exportRubric', { roundId, path: rubric });
  const { roundId: fresh } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '另一轮', appliedOn: '2026-09-30' });
  await call('rounds.importRubric', { roundId: fresh, path: rubric });
  const leaves = rubricLeaves((await call('rounds.get', { roundId: fresh })).rubric ?? { criteria: [] });
  expect(leaves.map(({ criterion }) => criterion.visitors)).toEqual([undefined, 'mean', 'mean']);
});
