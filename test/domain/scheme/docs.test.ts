/** docs/schemes.md shows schemes and operators and says what they answer: the very blocks are read and asked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { evaluate } from '../../../domain/eligibility/evaluate.ts';
import { expression, operandSchema } from '../../../domain/condition/condition.ts';
import type { FieldValues } from '../../../domain/model.ts';
import { parseScheme } from '../../../domain/scheme/parse.ts';
import { readScheme } from '../../../domain/scheme/scheme-file.ts';
import { fromOneSource } from '../../../domain/condition/values.ts';
import { rubricLeaves } from '../../../domain/rubric/leaves.ts';
import { parseRubric } from '../../../domain/rubric/rubric.ts';
import { checkScore, sheetTotals } from '../../../domain/scoring/check-score.ts';
import type { WrittenCriterion } from '../../../domain/rubric/model.ts';
import { prefill } from '../../../domain/scheme/prefill.ts';
import { validityOn } from '../../../domain/scheme/validity.ts';
import { tallyRules } from '../../../domain/tally/rules.ts';
import { tally } from '../../../domain/tally/tally.ts';
import { schemeJson } from '../../fixtures/schemes.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../docs/schemes.md'), 'utf8');
const blockOf = (info: string): string => new RegExp(`\`\`\`${info}\n([\\s\\S]*?\n)\`\`\``).exec(guide)?.[1] ?? '';

test.each([
  [5000, 'notMet', null, null],
  ['5000.01', 'met', null, '30'],
  [10000, 'met', '50', '50'],
  [null, 'missing', null, null],
])('the worked example with sales of %s 万元 is %s', (sales, overall, amount, cap) => {
  const evaluation = evaluate(parseScheme(JSON.parse(blockOf('json'))), {
    values: fromOneSource({ studios: 20, sales, fire: false }, 'form'),
    appliedOn: '2026-09-15',
  });
  expect(evaluation.overall).toBe(overall);
  expect(evaluation.reward).toMatchObject({ amount, cap });
});

interface Example {
  readonly operator: string;
  readonly test: object;
  readonly met?: FieldValues;
  readonly notMet?: FieldValues;
  readonly missing?: FieldValues;
}

describe('every operator has an example that holds', () => {
  const fields: unknown = JSON.parse(blockOf('json fields'));
  const examples = JSON.parse(blockOf('json operators')) as Example[];
  const answers = examples.flatMap(({ operator, test: tested, ...values }) =>
    (['met', 'notMet', 'missing'] as const).flatMap((verdict) => {
      const given = values[verdict];
      return given === undefined ? [] : [[operator, verdict, given, tested] as const];
    }),
  );
  const ask = (tested: object, values: FieldValues) =>
    evaluate(
      parseScheme({
        ...schemeJson('hunan-belt-2023'),
        fields,
        conditions: [{ id: 'x', label: { zh: '甲' }, article: '', text: '', test: tested }],
        tiers: [],
        rubric: null,
      }),
      { values: fromOneSource(values, 'form'), appliedOn: '2026-09-15' },
    ).overall;

  test.each(answers)('%s: %s with %j', (_, verdict, values, tested) => {
    expect(ask(tested, values)).toBe(verdict);
  });

  test('judgement_is_left_to_the_experts', () => {
    expect(ask(examples.find(({ operator }) => operator === 'judgement')?.test ?? {}, {})).toBe('judgement');
  });

  test('none_is_left_out', () => {
    const optionsOf = (schema: z.ZodType): string[][] => {
      const json = z.toJSONSchema(schema, { io: 'input' }) as {
        anyOf?: { required?: string[] }[];
        $defs?: Record<string, { anyOf?: { required?: string[] }[] }>;
      };
      const options =
        json.anyOf ??
        Object.values(json.$defs ?? {}).find((one) =>
          one.anyOf?.some(({ required }) => required?.includes('all') || required?.includes('mean')),
        )?.anyOf ??
        [];
      return options.map(({ required }) => required ?? []);
    };
    const shown = JSON.stringify(examples.map((one) => one.test));
    const words = [...optionsOf(expression), ...optionsOf(operandSchema)].map((required) => required[0] ?? '');
    expect(words.length).toBeGreaterThanOrEqual(19);
    expect(words.filter((word) => !shown.includes(`"${word}"`))).toEqual([]);
  });
});

/** A scheme of the fields above and nothing else. */
const bare = (more: object) =>
  parseScheme({
    ...schemeJson('hunan-belt-2023'),
    fields: JSON.parse(blockOf('json fields')) as unknown,
    conditions: [],
    tiers: [],
    limits: [],
    rubric: null,
    ...more,
  });

describe('formulas', () => {
  interface Line {
    readonly says: string;
    readonly max100: number;
    readonly step100?: number;
    readonly formula: WrittenCriterion['formula'];
    readonly gives: readonly (readonly [FieldValues, number | null])[];
  }
  const lines = JSON.parse(blockOf('json formulas')) as Line[];

  test.each(lines.flatMap(({ says, gives, ...leaf }) => gives.map(([values, points]) => [says, values, points, leaf] as const)))(
    '%s: %j gives %s',
    (_, values, points, leaf) => {
      const rest = 10_000 - leaf.max100;
      const criteria = [
        { id: '1', name: { zh: '甲' }, ...leaf },
        { id: '2', name: { zh: '乙' }, max100: rest },
      ];
      const scheme = bare({ rubric: { criteria } });
      const [found] = prefill(scheme.rubric ?? { criteria: [] }, scheme, {
        values: fromOneSource(values, 'form'),
        appliedOn: '2026-09-15',
      });
      expect(found?.points100).toBe(points === null ? null : points * 100);
    },
  );
});

describe('validity', () => {
  const lines = JSON.parse(blockOf('json validity')) as { says: string; write: object; days: Record<string, string> }[];

  test.each(lines.flatMap(({ says, write, days }) => Object.entries(days).map(([day, state]) => [says, day, state, write] as const)))(
    '%s: on %s it is %s',
    (_, day, state, write) => {
      const { validUntil: __, ...scheme } = schemeJson('chenzhou-park-2021');
      expect(validityOn(parseScheme({ ...scheme, ...write }), day).state).toBe(state);
    },
  );
});

describe('awards', () => {
  interface Line {
    readonly says: string;
    readonly tiers: readonly object[];
    readonly limits?: readonly object[];
    readonly granted?: readonly (readonly [string, string, string])[];
    readonly gives: readonly (readonly [FieldValues, readonly (readonly [string, string | null, string])[]])[];
  }
  const lines = JSON.parse(blockOf('json awards')) as Line[];

  test.each(lines.flatMap(({ says, gives, ...rule }) => gives.map(([values, awards]) => [says, values, awards, rule] as const)))(
    '%s: %j gives %j',
    (_, values, awards, { tiers, limits = [], granted = [] }) => {
      const scheme = bare({ tiers: tiers.map((tier) => ({ label: { zh: '甲' }, article: '', text: '', ...tier })), limits });
      const { reward } = evaluate(scheme, {
        values: fromOneSource(values, 'form'),
        appliedOn: '2026-09-15',
        record: { titles: [], awards: granted.map(([tier, amount, on]) => ({ tier, amount, on })) },
      });
      expect(reward?.awards.map(({ tier, amount, cap }) => [tier, amount, cap])).toEqual(awards);
    },
  );

  test('every_setting_of_an_amount_is_among_them', () => {
    const shown = blockOf('json awards');
    for (const setting of ['share', 'each', 'upTo', 'once', 'limits', 'years', 'granted']) expect(shown).toContain(`"${setting}"`);
  });
});

describe('points beside the hundred', () => {
  const rubric = parseRubric(JSON.parse(blockOf('json beside')));
  const sheets = JSON.parse(blockOf('json sheets')) as { points: Record<string, number>; total: number }[];

  test.each(sheets)('$points come to $total', ({ points, total }) => {
    const scores = Object.fromEntries(
      rubricLeaves(rubric).map(({ criterion }) => [criterion.id, { points100: checkScore(criterion, points[criterion.id] ?? '') }]),
    );
    expect(sheetTotals(rubric, scores).total100).toBe(total * 100);
  });
});

test('of_the_example_on_site_the_team_is_averaged_whole_and_the_readers_are_trimmed', () => {
  const sheet = (personId: string, visitor: boolean, points: Record<string, number>) => ({
    personId,
    applicationId: 'p',
    visitor,
    scores: Object.fromEntries(Object.entries(points).map(([id, value]) => [id, value * 100])),
  });
  const { ranking } = tally({
    rubric: parseRubric(JSON.parse(blockOf('json on-site'))),
    rules: tallyRules.parse({ trim: 'dropHighLow' }),
    applications: [{ id: 'p', parkName: '甲园', type: '' }],
    sheets: [
      ...[60, 62, 70].map((points, at) => sheet(`r${at}`, false, { 1: points })),
      ...[15, 18].map((points, at) => sheet(`v${at}`, true, { 2.1: points, 2.2: [8, 9][at] ?? 0 })),
    ],
  });
  expect(ranking[0]?.total).toBe('87.00');
});

test('of_the_example_with_stages_the_total_is_what_the_guide_says', () => {
  const sheet = (personId: string, stage: string, points: Record<string, number>) => ({
    personId,
    applicationId: 'p',
    stage,
    scores: Object.fromEntries(Object.entries(points).map(([id, value]) => [id, value * 100])),
  });
  const { ranking } = tally({
    rubric: parseRubric(JSON.parse(blockOf('json stages'))),
    rules: tallyRules.parse({ trim: 'dropHighLow', stages: { answers: 'none' } }),
    applications: [{ id: 'p', parkName: '甲园', type: '' }],
    sheets: [
      ...[50, 54, 47].map((points, at) => sheet(`r${at}`, 'paper', { 1: points, 2: [30, 33, 35][at] ?? 0 })),
      ...[40, 45].map((points, at) => sheet(`q${at}`, 'answers', { 3: points })),
    ],
  });
  expect(ranking[0]?.total).toBe('83.60');
});

test('of_the_example_by_type_each_type_has_its_own_hundred_and_its_own_first', () => {
  const sheet = (applicationId: string, points: Record<string, number>) => ({
    personId: 'r',
    applicationId,
    scores: Object.fromEntries(Object.entries(points).map(([id, value]) => [id, value * 100])),
  });
  const { ranking } = tally({
    rubric: parseRubric(JSON.parse(blockOf('json by-type')), ['综合型', '专业型']),
    rules: tallyRules.parse({}),
    applications: ['综合型', '专业型'].map((type) => ({ id: type, parkName: type, type })),
    sheets: [sheet('综合型', { 1: 30, 2.1: 20, 2.2: 20 }), sheet('专业型', { 1: 30, 2.3: 45 })],
  });
  expect(Object.fromEntries(ranking.map(({ type, total, rankInType }) => [type, [Number(total), rankInType]]))).toEqual({
    综合型: [70, 1],
    专业型: [75, 1],
  });
});

describe('another province', () => {
  const reading = readScheme('example-guangdong-2023.json', blockOf('json guangdong'), 'example-guangdong-2023');
  const scheme = 'scheme' in reading ? reading.scheme : parseScheme(JSON.parse(blockOf('json guangdong')));
  const leading: FieldValues = {
    zone: '珠三角',
    openedOn: '2023-09-15',
    builtArea: 50000,
    crossBorder: 30,
    companies: 80,
    filed: 15,
    turnover1: '20',
    turnover2: '40',
  };
  const ask = (type: string, change: FieldValues) =>
    evaluate(scheme, { type, values: fromOneSource({ ...leading, ...change }, 'form'), appliedOn: '2026-09-15' });

  test.each<[FieldValues, string, string | undefined]>([
    [{}, 'met', undefined],
    [{ openedOn: '2023-09-16' }, 'notMet', '1.1'],
    [{ builtArea: '49999.9' }, 'notMet', '1.2'],
    [{ crossBorder: 29 }, 'notMet', '1.3a'],
    [{ companies: 79 }, 'notMet', '1.3b'],
    [{ filed: 14 }, 'notMet', '1.4'],
    [{ turnover2: '39.99' }, 'notMet', '1.5'],
    [{ turnover2: null }, 'missing', '1.5'],
    [{ crossBorder: 31, companies: 81, filed: 16, turnover2: '41', openedOn: '2023-09-14' }, 'met', undefined],
  ])('引领型 with %j is %s', (change, overall, failing) => {
    const found = ask('引领型', change);
    expect(found.overall).toBe(overall);
    expect(found.conditions.find((one) => one.verdict !== 'met')?.id).toBe(failing);
  });

  test.each<[string | null, string, string, string | null]>([
    ['珠三角', '5', 'met', null],
    ['珠三角', '4.99', 'notMet', '0.01'],
    ['珠三角', '0.95', 'notMet', '4.05'],
    ['粤东西北', '1', 'met', null],
    ['粤东西北', '0.95', 'notMet', '0.05'],
    [null, '4', 'missing', null],
    [null, '0.5', 'notMet', null],
  ])('成长型 of %s with a mean of %s 亿元 is %s, %s short', (zone, mean, overall, gap) => {
    const found = ask('成长型', { zone, turnover1: mean, turnover2: mean });
    expect(found.overall).toBe(overall);
    if (gap !== null) expect(found.conditions[0]?.gap).toBe(gap);
  });
});
