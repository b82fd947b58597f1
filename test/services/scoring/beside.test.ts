/** 加分、扣分 through the contract: on the sheet, in the tally, in the workbooks and on paper. */
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import type { WrittenRubric } from '../../../domain/rubric/model.ts';
import { seatReview } from '../../fixtures/review.ts';
import { has, run } from '../../fixtures/tools.ts';

const zh = (text: string) => ({ zh: text });

/** Honours add 2 points each, 5 at most; accidents take 3 points each off, 8 with late reports at most; no total above 100. */
const rubric: WrittenRubric = {
  ceiling100: 10_000,
  criteria: [
    { id: '1', name: zh('规模'), max100: 6000, commentBelow: 0 },
    { id: '2', name: zh('服务'), max100: 4000, commentBelow: 0 },
    {
      id: 'J',
      name: zh('荣誉加分'),
      max100: 500,
      counts: 'bonus',
      children: [
        { id: 'J.1', name: zh('国家级荣誉'), max100: 400, step100: 200 },
        { id: 'J.2', name: zh('省级荣誉'), max100: 400, step100: 100 },
      ],
    },
    {
      id: 'K',
      name: zh('扣分项'),
      max100: 800,
      counts: 'deduction',
      children: [
        { id: 'K.1', name: zh('一般事故'), max100: 600, step100: 300 },
        { id: 'K.2', name: zh('迟报数据'), max100: 400, step100: 100 },
      ],
    },
  ],
};

const passphrase = 'a long passphrase';
const given: Readonly<Record<string, readonly number[]>> = {
  '1': [48, 50, 52],
  '2': [30, 30, 30],
  'J.1': [4, 2, 0],
  'J.2': [4, 2, 0],
  'K.1': [0, 0, 3],
  'K.2': [2, 2, 2],
};

async function scored() {
  const seated = await seatReview({ parks: 2, experts: 3, rubric });
  const { call, parks, experts } = seated;
  const [applicationId = '', other = ''] = parks;
  for (const [at, personId] of experts.entries()) {
    for (const [criterionId, points] of Object.entries(given)) {
      await call('scores.set', { personId, applicationId, criterionId, points: points[at] ?? 0, comment: '有文件' });
      await call('scores.set', {
        personId,
        applicationId: other,
        criterionId,
        points: criterionId === '1' ? 58 : (points[at] ?? 0),
        comment: '有文件',
      });
    }
    for (const park of parks) await call('scores.submit', { personId, applicationId: park });
  }
  return { ...seated, applicationId };
}

test('a_sheet_asks_a_comment_for_points_beside_the_hundred_and_counts_them_capped', async () => {
  const { call, parks, experts, refusal } = await seatReview({ parks: 1, experts: 1, rubric });
  const [seat] = [{ applicationId: parks[0] ?? '', personId: experts[0] ?? '' }];
  const set = async (criterionId: string, points: number, comment = '') => {
    const { totals } = await call('scores.set', { ...seat, criterionId, points, comment });
    return [totals.total100, totals.max100, totals.commentsMissing];
  };
  expect(await set('1', 50)).toEqual([5000, 10_000, []]);
  expect(await set('2', 40)).toEqual([9000, 10_000, []]);
  expect(await set('J.1', 4)).toEqual([9400, 10_000, ['J.1']]);
  expect(await set('J.1', 4, '国家级示范')).toEqual([9400, 10_000, []]);
  expect(await set('J.2', 3, '省级示范')).toEqual([9500, 10_000, []]);
  expect(await set('K.1', 6, '两起')).toEqual([8900, 10_000, []]);
  expect(await set('K.2', 4, '四次')).toEqual([8700, 10_000, []]);
  expect(await set('K.2', 0)).toEqual([8900, 10_000, []]);
  expect((await refusal('scores.set', { ...seat, criterionId: 'K.1', points: 2 })).code).toBe('score/off-step');
  await call('scores.submit', seat);
});

test('tally_and_derivation_count_them_beside_the_hundred', async () => {
  const { call, roundId, applicationId } = await scored();
  const { ranking, derivation } = await call('tally.run', { roundId });
  // without the ends of each criterion: 50 + 30 + 4 − 2, and 58 + 30 + 4 − 2
  expect(ranking.map(({ total }) => total)).toEqual(['90.00', '82.00']);
  expect(derivation.find((park) => park.applicationId === applicationId)?.beside).toMatchObject({
    within: '80',
    groups: [
      { name: '荣誉加分', sum: '4', counted: '4' },
      { name: '扣分项', sum: '2', counted: '2' },
    ],
  });
  expect((await call('tally.robustness', { roundId, seed: 1 })).parks).toHaveLength(2);
});

test('every_document_with_scores_counts_to_the_same_and_is_counted_again', async () => {
  const { call, roundId, applicationId, experts, dir } = await scored();
  const [personId = ''] = experts;
  const institution = join(dir, 'keys', 'institution.p12');
  await call('identities.createInstitution', { name: '示例中心', path: institution, passphrase });
  const texts: Record<string, string> = {};
  for (const [kind, of] of [
    ['sheet', { applicationId, personId }],
    ['review', { applicationId }],
    ['summary', { roundId }],
  ] as const) {
    const path = join(dir, `${kind}.pdf`);
    const { verification } = await call('reports.export', { kind, ...of, path });
    expect(verification.embedded, kind).toMatchObject({ recomputes: true, differences: [] });
    texts[kind] = has('pdftotext') ? run('pdftotext', ['-layout', path, '-']).replaceAll(/\s+/g, ' ') : '';
  }
  if (!has('pdftotext')) return;
  // 48 + 30 + 5 of 8 − 2
  expect(texts['sheet']).toMatch(/加分：荣誉加分 5 \+5 合计8分，计入/);
  expect(texts['sheet']).toMatch(/扣分：扣分项 8 −2 合计2分，计入/);
  expect(texts['sheet']).toMatch(/总分 100 81 /);
  expect(texts['review']).toMatch(/扣分：扣分项 8 合计2分，计入 −2/);
  expect(texts['review']?.replaceAll(' ', '')).toContain('加分项“荣誉加分”各项得分之和另加入总分，最多加5分。');
  expect(texts['review']?.replaceAll(' ', '')).toContain('总分最低0分，最高100分。');
}, 240_000);

test('the_workbooks_take_them_out_and_home', async () => {
  const seated = await scored();
  const { call, roundId, dir } = seated;
  const tallied = join(dir, 'tally.xlsx');
  await call('tally.exportSheet', { roundId, path: tallied });
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(tallied);
  const formulas = book.worksheets[1]
    ?.getColumn(10)
    .values.flatMap((value) => (typeof value === 'object' && value && 'formula' in value ? [value.formula] : []));
  expect(formulas?.filter((formula) => formula.startsWith('ROUND(MAX'))).toEqual([
    'ROUND(MAX(0,MIN(100,SUM(J2:J3)+MIN(5,SUM(J4:J5))-MIN(8,SUM(J6:J7)))),2)',
    'ROUND(MAX(0,MIN(100,SUM(J9:J10)+MIN(5,SUM(J11:J12))-MIN(8,SUM(J13:J14)))),2)',
  ]);
  await call('reports.workbook', { roundId, path: join(dir, 'all.xlsx') });
});

test('a_rubric_sheet_says_what_is_added_and_taken_off', async () => {
  const { call, refusal, dir, roundId } = await seatReview({ parks: 1, experts: 1, rubric });
  const path = join(dir, 'rubric.xlsx');
  await call('rounds.exportRubric', { roundId, path });
  const { roundId: fresh } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '另一轮', appliedOn: '2026-09-30' });
  await call('rounds.importRubric', { roundId: fresh, path });
  const own = async (id: string) => (await call('rounds.get', { roundId: id })).rubric?.criteria;
  expect(await own(fresh)).toEqual(await own(roundId));
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const cell = book.worksheets[0]?.getCell('L4') ?? expect.unreachable();
  expect(cell.value).toBe('加分');
  cell.value = '减分';
  await book.xlsx.writeFile(path);
  expect(await refusal('rounds.importRubric', { roundId: fresh, path })).toMatchObject({
    code: 'rubric/sheet-unreadable',
    details: { row: 4, column: '加分或扣分', value: '减分' },
  });
});
