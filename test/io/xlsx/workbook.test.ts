import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeWorkbook } from '../../../electron/io/xlsx/workbook.ts';
import { chainHead, reviewData, rubric, shortlistData, summaryData, translator, visitData } from '../../fixtures/documents.ts';
import { has, run } from '../../fixtures/tools.ts';

const t = translator('zh');
const folder = mkdtempSync(join(tmpdir(), 'workbook-'));
const events = [
  {
    seq: 1,
    at: '2026-11-20T10:00:00.000Z',
    actor: '秘书',
    kind: '新建轮次',
    about: '长沙星湖跨境电商产业园',
    entity: 'round:1',
    reason: '=HYPERLINK("http://example.org")',
    hash: chainHead,
  },
];
const scores = [
  { parkName: '长沙星湖跨境电商产业园', expert: '周明远', criterion: '规划建设', max100: 1500, points100: 1250, comment: '=1+1' },
  { parkName: '长沙星湖跨境电商产业园', expert: '刘佳', criterion: '规划建设', max100: 1500, points100: null, comment: null },
];
let bytes: Uint8Array;
const book = new exceljs.Workbook();

beforeAll(async () => {
  ({ bytes } = await writeWorkbook(
    { institution: '示例中心', summary: summaryData, scores, reviews: [{ ...reviewData, visit: visitData.visit }], awards: null, events },
    t,
    '2026-11-20T10:00:00.000Z',
  ));
  writeFileSync(join(folder, 'round.xlsx'), bytes);
  await book.xlsx.readFile(join(folder, 'round.xlsx'));
});

describe('workbook', () => {
  test('has_a_sheet_for_the_round_each_park_and_each_list', () => {
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      '汇总',
      ...summaryData.derivations.map(({ parkName }) => parkName),
      '评分明细',
      '资格审查',
      '实地考察',
      '评分一致性',
      '操作记录',
    ]);
  });

  test('heads_are_frozen', () => {
    for (const sheet of book.worksheets) expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  });

  test('totals_are_the_printed_ones', () => {
    const sheet = book.getWorksheet('汇总');
    const rows = summaryData.types.flatMap(({ rows: own }) => own);
    for (const [index, row] of rows.entries()) {
      expect(sheet?.getCell(index + 2, 3).value).toBe(row.parkName);
      expect(sheet?.getCell(index + 2, 5).value).toBe(row.total === null ? null : Number(row.total));
    }
  });

  test('what_looks_like_a_formula_stays_a_text', () => {
    expect(book.getWorksheet('操作记录')?.getCell('F2').value).toBe('=HYPERLINK("http://example.org")');
  });

  test('every_score_stands_with_its_words_and_an_abstention_is_empty', () => {
    const sheet = book.getWorksheet('评分明细');
    expect(sheet?.getRow(2).values).toEqual([undefined, '长沙星湖跨境电商产业园', '周明远', '规划建设', 15, 12.5, '=1+1']);
    expect([sheet?.getCell('E3').value, sheet?.getCell('E2').numFmt]).toEqual([null, '0.##']);
  });

  test('visits_are_a_list_of_what_was_measured_checked_and_noted', () => {
    const rows = (book.getWorksheet('实地考察')?.getRows(2, 10) ?? []).flatMap((row) =>
      row.getCell(3).value === null ? [] : [[row.getCell(3).value, row.getCell(4).value, row.getCell(6).value]],
    );
    expect(rows).toEqual([
      ...visitData.visit.measures.map(({ label, measured }) => ['实测', label, measured]),
      ...visitData.visit.checks.map((check) => ['核查', check.text, check.outcome]),
      ...visitData.visit.notes.map((note) => ['记录', note.text, note.at]),
    ]);
  });

  test('events_are_told_in_words_at_the_offices_clock', () => {
    const row = book.getWorksheet('操作记录')?.getRow(2);
    expect([row?.getCell(2).value, row?.getCell(2).numFmt, row?.getCell(4).value, row?.getCell(5).value]).toEqual([
      new Date('2026-11-20T18:00:00.000Z'),
      'yyyy-mm-dd hh:mm:ss',
      '新建轮次',
      '长沙星湖跨境电商产业园',
    ]);
  });

  test('firmness_of_the_ranks_stands_among_the_statistics_as_shares', () => {
    const cells = (book.getWorksheet('评分一致性')?.getRows(1, 20) ?? []).flatMap((row) =>
      row.getCell(1).value === '长沙星湖跨境电商产业园' ? [[row.getCell(2).value, row.getCell(5).value, row.getCell(5).numFmt]] : [],
    );
    expect(cells).toEqual([[2, 0.714, '0.0%']]);
  });

  test('a_rule_book_without_a_rubric_has_the_lists_that_it_can_have', async () => {
    const { sheets } = await writeWorkbook(
      { institution: '示例中心', summary: null, scores: [], reviews: [reviewData], awards: null, events },
      t,
      '2026-11-20T10:00:00.000Z',
    );
    expect(sheets).toEqual(['资格审查', '实地考察', '操作记录']);
  });

  test('long_and_equal_park_names_get_sheets_of_their_own', async () => {
    const long = `${'长'.repeat(40)}/园`;
    const { bytes: two } = await writeWorkbook(
      {
        institution: '示例中心',
        scores: [],
        summary: { ...summaryData, derivations: summaryData.derivations.slice(0, 2).map((each) => ({ ...each, parkName: long })) },
        reviews: [],
        awards: null,
        events: [],
      },
      t,
      '2026-11-20T10:00:00.000Z',
    );
    const again = new exceljs.Workbook();
    writeFileSync(join(folder, 'two.xlsx'), two);
    await again.xlsx.readFile(join(folder, 'two.xlsx'));
    expect(again.worksheets.slice(1, 3).map(({ name }) => [name.length, name.endsWith('(2)')])).toEqual([
      [31, false],
      [31, true],
    ]);
  });

  test.skipIf(!has('soffice'))(
    'formulas_give_the_printed_figures (needs soffice)',
    () => {
      const [derivation] = shortlistData.derivations;
      // without the results that we wrote, so that the other program has to count
      const parts = Object.entries(unzipSync(bytes)).map(
        ([name, part]) =>
          [name, name.includes('worksheets/') ? strToU8(strFromU8(part).replaceAll(/(<f>[^<]*<\/f>)<v>[^<]*<\/v>/g, '$1')) : part] as const,
      );
      writeFileSync(join(folder, 'bare.xlsx'), zipSync(Object.fromEntries(parts)));
      run(
        'soffice',
        [
          '--headless',
          '--convert-to',
          'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2',
          '--outdir',
          folder,
          join(folder, 'bare.xlsx'),
        ],
        { HOME: folder },
      );
      const rows = readFileSync(join(folder, `bare-${derivation?.parkName}.csv`), 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(','));
      expect(rows).toHaveLength(rubric.criteria.length + 2);
      for (const [index, criterion] of (derivation?.criteria ?? []).entries())
        expect(Number(rows[index + 1]?.at(-1))).toBe(Number(criterion.rounded));
      expect(Number(rows.at(-1)?.at(-1))).toBe(Number(derivation?.total));
    },
    120_000,
  );
});
