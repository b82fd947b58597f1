import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test, beforeAll, describe } from 'vitest';
import { rubricLeaves } from '../../../domain/rubric/leaves.ts';
import { stageOf } from '../../../domain/rubric/stages.ts';
import { completeRubric } from '../../../domain/rubric/model.ts';
import { type DerivationSheet, columnName, derivationSheet } from '../../../domain/tally/derivation-sheet.ts';
import { tallyPresets, tallyRules } from '../../../domain/tally/rules.ts';
import { type Tally, tally } from '../../../domain/tally/tally.ts';
import { seededRandom } from '../../../domain/statistics/random.ts';
import { texts } from '../../../domain/texts/index.ts';
import { has, run } from '../../fixtures/tools.ts';

const translate = (key: string, params: Readonly<Record<string, string | number>> = {}): string =>
  (texts.zh[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
const names = { criterion: (id: string) => id, stage: (key: string) => key, expert: (id: string) => id };

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is %s', (index, name) => {
  expect(columnName(index)).toBe(name);
});

const rubric = completeRubric({
  criteria: ['A', 'B', 'C'].map((id, index) => ({ id, name: { zh: id }, max100: 2000, ...(index === 1 && { weight: '0.35' }) })),
});

/** The same three criteria: 100 points and more within the hundred, up to 15 added, up to 9.5 taken off, none above 30. */
const besideRubric = completeRubric({
  ceiling100: 3000,
  criteria: rubric.criteria.map((criterion, index) => ({
    ...criterion,
    ...(index === 0 && { counts: 'bonus' as const, max100: 1500, children: [{ id: 'A.1', name: { zh: 'A.1' }, max100: 2000 }] }),
    ...(index === 2 && { counts: 'deduction' as const, max100: 950, children: [{ id: 'C.1', name: { zh: 'C.1' }, max100: 2000 }] }),
  })),
});

/** The same with stages: the first two criteria by the first three experts, the third and what is added by the others; weights that do not divide evenly. */
const stagedRubric = completeRubric({
  stages: [
    { key: 'paper', name: { zh: '材料' }, weight: '66.7', judges: 'experts' },
    { key: 'answers', name: { zh: '答辩' }, weight: '33.3', judges: 'named' },
  ],
  criteria: [
    ...rubric.criteria.map((criterion, index) => ({ ...criterion, max100: 1900, stage: index < 2 ? 'paper' : 'answers' })),
    {
      id: 'D',
      name: { zh: 'D' },
      max100: 300,
      counts: 'bonus' as const,
      stage: 'answers',
      children: [{ id: 'D.1', name: { zh: 'D.1' }, max100: 1900 }],
    },
  ],
});

type Rules = Parameters<typeof tallyRules.parse>[0];

/** A round of quarter, twentieth and hundredth points, full of halves; experts 0 and 3 miss a park each. */
function madeUp(rules: Rules, experts: number, of = rubric): Tally {
  const random = seededRandom(experts);
  const steps = [25, 5, 1];
  return tally({
    rubric: of,
    rules: tallyRules.parse(rules),
    applications: Array.from({ length: 24 }, (_, park) => ({ id: `p${park}`, parkName: `园区${park}`, type: 't' })),
    sheets: Array.from({ length: 24 * experts }, (_, index) => ({ park: Math.floor(index / experts), expert: index % experts }))
      .filter(({ park, expert }) => !(park === 2 && expert === 0) && !(park === 5 && expert === 3))
      .map(({ park, expert }) => ({
        personId: `e${expert}`,
        applicationId: `p${park}`,
        ...(of.stages && { stage: expert < 3 ? 'paper' : 'answers' }),
        scores: Object.fromEntries(
          rubricLeaves(of)
            .map((leaf, index) => {
              const step = steps[index] ?? 1;
              return [leaf, step * Math.floor(random() * (leaf.criterion.max100 / step))] as const;
            })
            .flatMap(([leaf, points]) =>
              of.stages && (stageOf(leaf) === 'paper') !== expert < 3 ? [] : [[leaf.criterion.id, points] as const],
            ),
        ),
      })),
  });
}

test('rows_are_laid_out_as_the_formulas_say', () => {
  const { derivation, rules } = tally({
    rubric: { criteria: rubric.criteria.slice(0, 2) },
    rules: tallyRules.parse({ trim: 'dropHighLow', rounding: { digits: 2, stage: 'criterion' } }),
    applications: [{ id: 'p', parkName: '甲园', type: 't' }],
    sheets: [8, 9.5, 7.5].map((points, expert) => ({ personId: `e${expert}`, applicationId: 'p', scores: { A: points * 100, B: 1000 } })),
  });
  const { head, rows, totals } = derivationSheet(derivation, rules, names, translate);
  expect(head).toEqual(['园区', '指标', '权重', 'e0', 'e1', 'e2', '计入合计', '计入个数', '平均分', '得分']);
  expect(rows[0]?.cells).toEqual([
    '甲园',
    'A',
    1,
    8,
    9.5,
    7.5,
    { formula: 'SUM(D2:F2)-LARGE(D2:F2,1)-SMALL(D2:F2,1)', result: 8 },
    { formula: 'COUNT(D2:F2)-2', result: 1 },
    { formula: 'ROUND(G2/H2,2)', result: 8 },
    { formula: 'C2*I2', result: 8 },
  ]);
  expect(rows[2]?.cells.at(-1)).toEqual({ formula: 'ROUND(SUM(J2:J3),4)', result: 11.5 });
  expect([...totals]).toEqual([['p', 'J4']]);
});

type Case = readonly [name: string, rules: Rules, experts: number, of?: typeof rubric];

const cases: readonly Case[] = [
  ['the total rounded', { trim: 'dropHighLow', rounding: { digits: 2, stage: 'total' } }, 6],
  ['the plain mean to one place', { rounding: { digits: 1, stage: 'total' } }, 5],
  // every preset, the clause of highway tenders on both sides of its limit
  ...tallyPresets.map(({ id, rules }): Case => [`the preset ${id}`, rules, id === 'highwayTender' ? 9 : 6]),
  ['bonus and deduction, each criterion rounded', { rounding: { digits: 1, stage: 'criterion' } }, 5, besideRubric],
  ['bonus and deduction, the total rounded', { trim: 'dropHighLow', rounding: { digits: 2, stage: 'total' } }, 5, besideRubric],
  ['bonus and deduction on whole sheets', { trim: 'dropHighLow', level: 'sheet' }, 5, besideRubric],
  ['stages, each criterion rounded', { rounding: { digits: 2, stage: 'criterion' } }, 5, stagedRubric],
  ['stages, one trimmed', { rounding: { digits: 2, stage: 'total' }, stages: { answers: 'dropHighLow' } }, 7, stagedRubric],
  ['the preset highwayTender for seven', tallyPresets.find(({ id }) => id === 'highwayTender')?.rules ?? {}, 7],
];

/** Writes the sheets without their cached results, lets LibreOffice compute them all at once, and reads what it found. */
async function recompute(sheets: readonly DerivationSheet[], folder: string): Promise<string[][][]> {
  for (const [at, { head, rows }] of sheets.entries()) {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('汇总');
    sheet.addRow([...head]);
    for (const { cells } of rows)
      sheet.addRow(cells.map((cell) => (cell !== null && typeof cell === 'object' ? { formula: cell.formula } : cell)));
    await book.xlsx.writeFile(join(folder, `${at}.xlsx`));
  }
  run('soffice', [
    `-env:UserInstallation=file://${join(folder, 'profile')}`,
    '--headless',
    '--convert-to',
    'csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,false',
    '--outdir',
    folder,
    ...sheets.map((_, at) => join(folder, `${at}.xlsx`)),
  ]);
  return sheets.map((_, at) =>
    readFileSync(join(folder, `${at}.csv`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('\t')),
  );
}

describe.skipIf(!has('soffice'))('LibreOffice recomputes the totals (needs soffice)', () => {
  const made = cases.map(([, rules, experts, of]) => {
    const answer = madeUp(rules, experts, of);
    return { answer, sheet: derivationSheet(answer.derivation, answer.rules, names, translate) };
  });
  let computed: string[][][] = [];
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'derivation-'));
    try {
      computed = await recompute(
        made.map(({ sheet }) => sheet),
        folder,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test.each(cases.map(([name], at) => [name, at] as const))('of %s', (_, at) => {
    const found = computed[at];
    const { answer, sheet } = made[at] ?? expect.unreachable();
    expect(found).toHaveLength(sheet.rows.length + 1);
    const totals = sheet.rows.flatMap(({ kind }, index) => (kind === 'total' ? [Number(found?.[index + 1]?.at(-1))] : []));
    expect(totals).toEqual(answer.derivation.map(({ total }) => Number(total)));
    // the cached results are those of the office program too
    for (const [index, { cells }] of sheet.rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        if (cell !== null && typeof cell === 'object') expect(Number(found?.[index + 1]?.[column])).toBeCloseTo(cell.result, 7);
      }
    }
  });
});
