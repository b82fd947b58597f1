import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeWorkbook } from '../../electron/io/workbook.ts';
import { chainHead, reviewData, rubric, shortlistData, summaryData, translator } from '../fixtures/documents.ts';
import { has, run } from '../fixtures/tools.ts';

const t = translator('zh');
const folder = mkdtempSync(join(tmpdir(), 'workbook-'));
const events = [{ seq: 1, at: '2026-11-20T10:00:00.000Z', actor: '秘书', kind: 'round.create', entity: 'round:1', reason: '=HYPERLINK("http://example.org")', hash: chainHead }];
let bytes: Uint8Array;
const book = new exceljs.Workbook();

beforeAll(async () => {
  ({ bytes } = await writeWorkbook({ summary: summaryData, reviews: [reviewData], events }, t, '2026-11-20T10:00:00.000Z'));
  writeFileSync(join(folder, 'round.xlsx'), bytes);
  await book.xlsx.readFile(join(folder, 'round.xlsx'));
});

describe('workbook', () => {
  test('has_a_sheet_for_the_round_each_park_and_each_list', () => {
    expect(book.worksheets.map(({ name }) => name)).toEqual(['汇总', ...summaryData.derivations.map(({ parkName }) => parkName), '资格审查', '评分一致性', '操作记录']);
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
    expect(book.getWorksheet('操作记录')?.getCell('G2').value).toBe('=HYPERLINK("http://example.org")');
  });

  test('long_and_equal_park_names_get_sheets_of_their_own', async () => {
    const long = `${'长'.repeat(40)}/园`;
    const { bytes: two } = await writeWorkbook({ summary: { ...summaryData, derivations: summaryData.derivations.slice(0, 2).map((each) => ({ ...each, parkName: long })) }, reviews: [], events: [] }, t, '2026-11-20T10:00:00.000Z');
    const again = new exceljs.Workbook();
    writeFileSync(join(folder, 'two.xlsx'), two);
    await again.xlsx.readFile(join(folder, 'two.xlsx'));
    expect(again.worksheets.slice(1, 3).map(({ name }) => [name.length, name.endsWith('(2)')])).toEqual([[31, false], [31, true]]);
  });

  test.skipIf(!has('soffice'))('formulas_give_the_printed_figures (needs soffice)', () => {
    const [derivation] = shortlistData.derivations;
    // without the results that we wrote, so that the other program has to count
    const parts = Object.entries(unzipSync(bytes)).map(([name, part]) => [name, name.includes('worksheets/') ? strToU8(strFromU8(part).replaceAll(/(<f>[^<]*<\/f>)<v>[^<]*<\/v>/g, '$1')) : part] as const);
    writeFileSync(join(folder, 'bare.xlsx'), zipSync(Object.fromEntries(parts)));
    run('soffice', ['--headless', '--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2', '--outdir', folder, join(folder, 'bare.xlsx')], { HOME: folder });
    const rows = readFileSync(join(folder, `bare-${derivation?.parkName}.csv`), 'utf8').trim().split('\n').map((line) => line.split(','));
    expect(rows).toHaveLength(rubric.criteria.length + 2);
    for (const [index, criterion] of (derivation?.criteria ?? []).entries()) expect(Number(rows[index + 1]?.at(-1))).toBe(Number(criterion.rounded));
    expect(Number(rows.at(-1)?.at(-1))).toBe(Number(derivation?.total));
  }, 120_000);
});
