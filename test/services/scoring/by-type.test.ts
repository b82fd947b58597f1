/** 分类型评分 through dispatch: sheet, paper, laptop, tally, documents and workbook show of each park what its type is asked. */
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import type { WrittenRubric } from '../../../domain/rubric/model.ts';
import { openLaptop, openOffice } from '../../fixtures/exchange/office.ts';
import { seatReview, type Seated } from '../../fixtures/review.ts';
import { has, run } from '../../fixtures/tools.ts';

const zh = (text: string) => ({ zh: text });
const leaf = (id: string, name: string, max100: number, type?: string) => ({
  id,
  name: zh(name),
  max100,
  commentBelow: 0,
  ...(type !== undefined && { types: [type] }),
});
const rubric: WrittenRubric = {
  criteria: [
    leaf('1', '运营管理', 4000),
    {
      id: '2',
      name: zh('规模与集聚'),
      max100: 6000,
      children: [leaf('2.1', '龙头带动', 3500, '引领型'), leaf('2.2', '辐射面积', 2500, '引领型'), leaf('2.3', '培育成效', 6000, '培育型')],
    },
  ],
};

/** By type, the points that one expert gives. */
const given: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  引领型: { 1: 30, 2.1: 20, 2.2: 20 },
  培育型: { 1: 30, 2.3: 45 },
};

async function typesOf({ call, roundId, parks }: Pick<Seated, 'call' | 'roundId' | 'parks'>): Promise<string[]> {
  const rows = await call('applications.list', { roundId });
  return parks.map((id) => rows.find(({ applicationId }) => applicationId === id)?.type ?? '');
}

/** Parks of both types, three experts; `scored` fills and submits the sheets of one of each. */
async function review(scored = false) {
  const seated = await seatReview({ parks: 3, experts: 3, rubric });
  const types = await typesOf(seated);
  const parkOf = (type: string): string => seated.parks[types.indexOf(type)] ?? '';
  if (scored)
    for (const personId of seated.experts)
      for (const [type, points] of Object.entries(given)) {
        const applicationId = parkOf(type);
        for (const [criterionId, value] of Object.entries(points))
          await seated.call('scores.set', { personId, applicationId, criterionId, points: value });
        await seated.call('scores.submit', { personId, applicationId });
      }
  return { ...seated, leading: parkOf('引领型'), growing: parkOf('培育型') };
}

test('a_sheet_asks_what_the_type_of_the_park_is_asked_and_nothing_else', async () => {
  const { call, refusal, experts, leading, growing } = await review();
  const [personId = ''] = experts;
  const sheet = async (applicationId: string) => call('scores.get', { personId, applicationId });
  expect(await sheet(leading)).toMatchObject({ type: '引领型', totals: { max100: 10_000, missing: ['1', '2.1', '2.2'] } });
  expect(await sheet(growing)).toMatchObject({ type: '培育型', totals: { max100: 10_000, missing: ['1', '2.3'] } });
  expect(await refusal('scores.set', { personId, applicationId: growing, criterionId: '2.1', points: 20 })).toMatchObject({
    code: 'score/other-type',
    details: { criterion: '龙头带动', type: '培育型' },
  });
  expect((await refusal('scores.abstain', { personId, applicationId: leading, criterionId: '2.3', reason: '不熟悉' })).code).toBe(
    'score/other-type',
  );
  await call('scores.set', { personId, applicationId: growing, criterionId: '1', points: 30 });
  expect((await refusal('scores.submit', { personId, applicationId: growing })).details).toMatchObject({ missing: ['培育成效'] });
  await call('scores.set', { personId, applicationId: growing, criterionId: '2.3', points: 45 });
  await call('scores.submit', { personId, applicationId: growing });
  expect((await sheet(growing)).totals).toMatchObject({ total100: 7500, filled: 2, of: 2 });
});

test('the_tally_ranks_within_types_and_documents_say_so_and_are_counted_again', async () => {
  const { call, roundId, leading, growing, experts, dir } = await review(true);
  const { ranking, derivation } = await call('tally.run', { roundId });
  expect(Object.fromEntries(ranking.map(({ type, total, rankInType }) => [type, [Number(total), rankInType]]))).toEqual({
    培育型: [75, 1],
    引领型: [70, 1],
  });
  expect(derivation.find(({ applicationId }) => applicationId === growing)?.criteria.map(({ criterionId }) => criterionId)).toEqual([
    '1',
    '2.3',
  ]);
  for (const applicationId of [leading, growing]) await call('shortlist.decide', { applicationId, result: 'listed', reason: '评审组认定' });
  await call('shortlist.acceptProposal', { roundId });
  const texts: Record<string, string> = {};
  for (const [name, of] of [
    ['sheet', { kind: 'sheet', applicationId: growing, personId: experts[0] ?? '' }],
    ['review', { kind: 'review', applicationId: growing }],
    ['summary', { kind: 'summary', roundId }],
    ['shortlist', { kind: 'shortlist', roundId }],
  ] as const) {
    const path = join(dir, `${name}.pdf`);
    const { verification } = await call('reports.export', { ...of, path });
    expect(verification.embedded, name).toMatchObject({ recomputes: true, differences: [] });
    texts[name] = has('pdftotext') ? run('pdftotext', ['-layout', path, '-']).replaceAll(/\s+/g, '') : '';
  }
  const path = join(dir, 'all.xlsx');
  await call('reports.workbook', { roundId, path });
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const names = (id: string) => derivation.find(({ applicationId }) => applicationId === id)?.parkName ?? '';
  const column = (park: string): readonly unknown[] => (book.getWorksheet(park)?.getColumn(1).values ?? []).slice(2);
  expect(column(names(growing))).toEqual(['运营管理', '培育成效', '总分']);
  expect(column(names(leading))).toEqual(['运营管理', '龙头带动', '辐射面积', '总分']);
  if (!has('pdftotext')) return;
  for (const name of ['sheet', 'review']) {
    expect(texts[name], name).toContain('培育成效');
    expect(texts[name], name).not.toContain('龙头带动');
  }
  const said = '各类型按各自的评分标准评分，满分相同，只在同类型的园区之间比较和排名。';
  expect(['review', 'summary', 'shortlist'].filter((name) => texts[name]?.includes(said))).toEqual(['review', 'summary', 'shortlist']);
}, 240_000);

test('a_type_that_changes_opens_the_sheets_and_takes_off_what_is_not_asked_any_more', async () => {
  const { call, refusal, roundId, growing, experts } = await review(true);
  const [personId = ''] = experts;
  const retype = async (value: string) =>
    call('applications.setField', { applicationId: growing, key: 'parkType', value, source: 'evidence', reason: '申请人来函更正' });
  await retype('引领型');
  const sheet = await call('scores.get', { personId, applicationId: growing });
  expect(sheet).toMatchObject({ state: 'draft', digest: null, totals: { missing: ['2.1', '2.2'] } });
  expect(sheet.scores.map(({ criterionId, points100 }) => [criterionId, points100])).toEqual([['1', 3000]]);
  const events = await call('audit.list', { limit: 1000 });
  const dropped = events.filter(({ kind }) => kind === 'score.drop');
  expect(dropped.map(({ old }) => (old as { points100: number }).points100)).toEqual([4500, 4500, 4500]);
  expect(events.filter(({ kind }) => kind === 'score.unseal')).toHaveLength(3);
  // the other park is counted as before
  const { ranking } = await call('tally.run', { roundId });
  expect(ranking.map(({ total }) => Number(total))).toEqual([70]);
  expect((await refusal('scores.set', { personId, applicationId: growing, criterionId: '2.3', points: 45 })).code).toBe('score/other-type');
  expect(await call('workspace.doctor', {})).toMatchObject({ healthy: true });
});

test('a_park_whose_type_is_open_is_not_scored', async () => {
  const { call, refusal, roundId, experts } = await review();
  const [personId = ''] = experts;
  const { applicationId } = await call('applications.add', { roundId, parkName: '益阳桃江跨境电商产业园' });
  await call('panel.assign', { personId, applicationIds: [applicationId] });
  await call('conflicts.declare', { personId, applicationId, relation: 'none' });
  const give = { personId, applicationId, criterionId: '1', points: 30 };
  expect(await refusal('scores.set', give)).toMatchObject({ code: 'score/type-open', details: { park: '益阳桃江跨境电商产业园' } });
  await call('applications.setField', { applicationId, key: 'parkType', value: '培育型', source: 'typed' });
  expect((await call('scores.set', give)).totals).toMatchObject({ missing: ['2.3'] });
});

test('sheets_on_paper_hold_of_each_park_what_its_type_is_asked_and_come_back', async () => {
  const { call, experts, dir, growing } = await review();
  const [personId = ''] = experts;
  const path = join(dir, 'sheet.xlsx');
  expect(await call('scores.exportSheet', { personId, path })).toMatchObject({ parks: 3, rows: 8 });
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const [sheet] = book.worksheets;
  const rows = Array.from({ length: 8 }, (_, at) => sheet?.getRow(4 + at));
  const names = rows.map((row) => row?.getCell(3).value);
  expect(['培育成效', '辐射面积', '龙头带动', '运营管理'].map((name) => names.filter((one) => one === name).length)).toEqual([1, 2, 2, 3]);
  for (const row of rows) {
    const cell = row?.getCell(7);
    if (cell) cell.value = 20;
  }
  await book.xlsx.writeFile(path);
  expect(await call('scores.importSheet', { personId, path })).toMatchObject({ accepted: 8, refused: [] });
  expect((await call('scores.get', { personId, applicationId: growing })).totals).toMatchObject({ total100: 4000, missing: [] });
});

test('the_rubric_goes_through_an_office_program_with_its_types', async () => {
  const { call, refusal, roundId, dir } = await review();
  const path = join(dir, 'rubric.xlsx');
  await call('rounds.exportRubric', { roundId, path });
  const { roundId: fresh } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '另一轮', appliedOn: '2026-09-30' });
  await call('rounds.importRubric', { roundId: fresh, path });
  const [first, second] = [roundId, fresh].map(async (id) => (await call('rounds.get', { roundId: id })).rubric?.criteria);
  expect(await second).toEqual(await first);
  // a type that the rule book does not have
  const wrong = { criteria: [leaf('1', '运营管理', 4000), leaf('2', '特色', 6000, '特色型')] };
  expect((await refusal('rounds.setRubric', { roundId: fresh, rubric: wrong })).code).toBe('rubric/invalid');
});

test('a_laptop_is_asked_by_type_and_brings_it_home', async () => {
  const office = await openOffice({ parks: 3, experts: 1, rubric });
  const types = await typesOf(office);
  const [personId = ''] = office.experts;
  const laptop = openLaptop(office, personId);
  await laptop.open(await office.issue(personId));
  for (const [at, applicationId] of office.parks.entries()) {
    for (const [criterionId, points] of Object.entries(given[types[at] ?? ''] ?? {}))
      await laptop.call('scores.set', { personId, applicationId, criterionId, points });
    await laptop.call('scores.submit', { personId, applicationId });
  }
  expect(await office.merge(await laptop.giveBack())).toMatchObject({ merged: [{ personId, submitted: 3 }], refused: [] });
  const { ranking } = await office.call('tally.run', { roundId: office.roundId, rules: {} });
  expect(ranking.map(({ type, total }) => `${type} ${Number(total)}`).sort()).toEqual(
    types.map((type) => (type === '引领型' ? '引领型 70' : '培育型 75')).sort(),
  );
}, 120_000);
