/** Three-valued logic by truth table, and the laws it must keep. */
import { assert, constantFrom, array, nat, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testExpression } from '../../../domain/scheme/expression.ts';
import type { Comparison, Expression } from '../../../domain/condition/condition.ts';
import { atLeast, best, negate, verdicts, worst } from '../../../domain/condition/verdict.ts';
import type { Verdict } from '../../../domain/condition/verdict.ts';
import { schemeJson, schemeNamed } from '../../fixtures/schemes.ts';
import type { FieldValues } from '../../../domain/model.ts';
import { evaluate } from '../../../domain/eligibility/evaluate.ts';
import { parseScheme } from '../../../domain/scheme/parse.ts';
import { fromOneSource } from '../../../domain/condition/values.ts';

/** a, b, all, any */
const table: [a: Verdict, b: Verdict, all: Verdict, any: Verdict][] = [
  ['met', 'met', 'met', 'met'],
  ['met', 'missing', 'missing', 'met'],
  ['met', 'notMet', 'notMet', 'met'],
  ['missing', 'missing', 'missing', 'missing'],
  ['missing', 'notMet', 'notMet', 'missing'],
  ['notMet', 'notMet', 'notMet', 'notMet'],
  ['judgement', 'met', 'judgement', 'met'],
  ['judgement', 'judgement', 'judgement', 'judgement'],
  ['judgement', 'missing', 'missing', 'judgement'],
  ['judgement', 'notMet', 'notMet', 'judgement'],
  ['relaxable', 'met', 'relaxable', 'met'],
  ['relaxable', 'judgement', 'relaxable', 'judgement'],
  ['relaxable', 'missing', 'missing', 'relaxable'],
  ['relaxable', 'notMet', 'notMet', 'relaxable'],
];

test.each(table)('%s and %s: all %s, any %s', (a, b, all, any) => {
  expect([worst([a, b]), worst([b, a])]).toEqual([all, all]);
  expect([best([a, b]), best([b, a])]).toEqual([any, any]);
});

test.each<[number, Verdict[], Verdict]>([
  [2, ['met', 'met', 'notMet'], 'met'],
  [2, ['met', 'missing', 'notMet'], 'missing'],
  [2, ['met', 'notMet', 'notMet'], 'notMet'],
  [2, ['met', 'judgement', 'missing'], 'judgement'],
  [3, ['met', 'met', 'missing'], 'missing'],
  [3, ['met', 'met'], 'notMet'],
])('at least %d of %j is %s', (k, parts, verdict) => {
  expect(atLeast(k, parts)).toBe(verdict);
});

test.each<[Verdict, Verdict]>([
  ['met', 'notMet'],
  ['notMet', 'met'],
  ['missing', 'missing'],
  ['judgement', 'judgement'],
])('not %s is %s', (verdict, negated) => {
  expect(negate(verdict)).toBe(negated);
});

const anyVerdict = constantFrom(...verdicts);

test('all_is_n_of_n_and_any_is_1_of_n', () => {
  assert(
    property(array(anyVerdict, { minLength: 1 }), (parts) => {
      expect(worst(parts)).toBe(atLeast(parts.length, parts));
      expect(best(parts)).toBe(atLeast(1, parts));
    }),
  );
});

test('filling_in_what_is_missing_never_turns_a_decision', () => {
  const known = constantFrom<Verdict>('met', 'notMet');
  assert(
    property(
      array(constantFrom<Verdict>('met', 'notMet', 'missing'), { minLength: 1, maxLength: 6 }),
      nat(5),
      array(known, { minLength: 6, maxLength: 6 }),
      (parts, k, filling) => {
        const filled = parts.map((part, index) => (part === 'missing' ? (filling[index] ?? 'met') : part));
        for (const decide of [worst, best, (all: readonly Verdict[]) => atLeast(k + 1, all)]) {
          const before = decide(parts);
          if (before !== 'missing') expect(decide(filled)).toBe(before);
        }
      },
    ),
  );
});

const size = (op: Comparison, right: string): Expression => ({ left: { field: 'companies' }, op, right, unit: 'count' });

describe('expressions', () => {
  const scheme = schemeNamed('hunan-recognition-2024');
  const yes: Expression = { boolean: 'hasPlan', is: true };
  const no: Expression = { boolean: 'hasPlan', is: false };
  const gone: Expression = { boolean: 'hasPolicy', is: true };
  const judged: Expression = { judgement: { zh: '由专家认定' } };
  const facts = {
    values: {
      hasPlan: { value: true, source: 'form' },
      companies: { value: 10, source: 'visit' },
      totalArea: { value: '8000', source: 'form' },
      ecommerceArea: { value: '2000', source: 'evidence' },
      parkType: { value: '引领型', source: 'form' },
      annualTrade: { value: '0', source: 'form' },
      parkName: { value: '甲跨境电商产业园', source: 'form' },
    },
    appliedOn: '2026-09-15',
  } as const;

  test.each<[string, Expression, Verdict]>([
    ['all', { all: [yes, judged] }, 'judgement'],
    ['all with a failure', { all: [no, judged, gone] }, 'notMet'],
    ['all with a gap', { all: [yes, judged, gone] }, 'missing'],
    ['any', { any: [gone, yes] }, 'met'],
    ['any of gap and failure', { any: [gone, no] }, 'missing'],
    ['2 of 3', { atLeast: 2, of: [yes, gone, size('>=', '10')] }, 'met'],
    ['2 of 3 with a gap', { atLeast: 2, of: [yes, gone, no] }, 'missing'],
    ['not', { not: yes }, 'notMet'],
    ['not of a gap', { not: gone }, 'missing'],
    ['>=', size('>=', '10'), 'met'],
    ['>', size('>', '10'), 'notMet'],
    ['<=', size('<=', '10'), 'met'],
    ['<', size('<', '10'), 'notMet'],
    ['==', size('==', '10.0'), 'met'],
    ['!=', size('!=', '10'), 'notMet'],
    ['ratio', { left: { ratio: ['ecommerceArea', 'totalArea'] }, op: '>=', right: '25', unit: 'percent' }, 'met'],
    ['ratio above', { left: { ratio: ['ecommerceArea', 'totalArea'] }, op: '>', right: '25', unit: 'percent' }, 'notMet'],
    ['ratio to zero', { left: { ratio: ['annualTrade', 'annualTrade'] }, op: '>=', right: '0', unit: 'none' }, 'missing'],
    ['mean', { left: { mean: ['ecommerceArea', 'totalArea'] }, op: '==', right: '5000', unit: 'm2' }, 'met'],
    ['mean with a gap', { left: { mean: ['ecommerceArea', 'annualTurnover'] }, op: '>=', right: '0', unit: 'm2' }, 'missing'],
    ['sum', { left: { sum: ['ecommerceArea', 'totalArea'] }, op: '==', right: '10000', unit: 'm2' }, 'met'],
    ['chosen', { chosen: 'parkType', in: ['引领型', '成长型'] }, 'met'],
    ['chosen otherwise', { chosen: 'parkType', in: ['培育型'] }, 'notMet'],
    ['matches', { matches: 'parkName', pattern: '跨境电商产业园$' }, 'met'],
    ['matches not', { matches: 'parkName', pattern: '^跨境电商' }, 'notMet'],
    ['filled', { filled: ['parkName', 'operator'] }, 'missing'],
    ['years', { left: { since: 'openedOn', unit: 'years' }, op: '>=', right: '1', unit: 'years' }, 'missing'],
    ['a figure in another unit of money', { left: { field: 'annualTrade' }, op: '<', right: '1', unit: 'wan' }, 'met'],
  ])('%s', (_, expression, verdict) => {
    expect(testExpression(expression, scheme, facts).verdict).toBe(verdict);
  });

  test('several_fields_speak_with_the_weakest_source', () => {
    const { parts } = testExpression({ left: { sum: ['ecommerceArea', 'totalArea'] }, op: '>=', right: '1', unit: 'm2' }, scheme, facts);
    expect(parts[0]).toMatchObject({ source: 'form', fields: ['ecommerceArea', 'totalArea'], value: '10000' });
  });

  test('a_name_inherited_from_the_language_is_no_value', () => {
    expect(testExpression({ filled: ['constructor'] }, scheme, facts).verdict).toBe('missing');
  });
});

describe('any shows the gap that is really the smallest', () => {
  const branch = (zone: string, right: string) => ({
    all: [
      { chosen: 'zone', in: [zone] },
      { left: { field: 'trade' }, op: '>=', right, unit: 'yi' },
    ],
  });
  const scheme = parseScheme({
    ...schemeJson('hunan-belt-2023'),
    fields: [
      { key: 'zone', type: 'text', label: { zh: '所在区域' } },
      { key: 'trade', type: 'decimal', unit: 'yi', label: { zh: '进出口额' } },
      { key: 'sales', type: 'decimal', unit: 'yi', label: { zh: '交易额' } },
    ],
    conditions: [
      { id: 'a', label: { zh: '进出口额' }, article: '一', text: '', test: { any: [branch('珠三角', '5'), branch('粤东西北', '1')] } },
      {
        id: 'b',
        label: { zh: '两者之一' },
        article: '二',
        text: '',
        test: {
          any: [
            { left: { field: 'trade' }, op: '>=', right: '5', unit: 'yi' },
            { left: { field: 'sales' }, op: '>=', right: '20', unit: 'yi' },
          ],
        },
      },
    ],
    tiers: [],
    rubric: null,
  });
  const shown = (id: string, values: FieldValues) => {
    const found = evaluate(scheme, { values: fromOneSource(values, 'form'), appliedOn: '2026-09-15' }).conditions.find(
      (one) => one.id === id,
    );
    return [found?.verdict, found?.value, found?.threshold, found?.gap];
  };

  test.each<[string, FieldValues, unknown[]]>([
    ['a', { zone: '珠三角', trade: '0.95' }, ['notMet', '0.95', '5', '4.05']],
    ['a', { zone: '粤东西北', trade: '0.95' }, ['notMet', '0.95', '1', '0.05']],
    ['a', { zone: '珠三角', trade: '4.999' }, ['notMet', '4.999', '5', '0.001']],
    ['a', { zone: '珠三角', trade: '5' }, ['met', '珠三角', null, null]],
    ['a', { zone: '珠三角' }, ['missing', null, '5', null]],
    ['b', { trade: '4', sales: '19' }, ['notMet', '19', '20', '1']],
    ['b', { trade: '4.9', sales: '19' }, ['notMet', '4.9', '5', '0.1']],
    ['b', { trade: '4.75', sales: '19' }, ['notMet', '4.75', '5', '0.25']],
    ['b', { trade: '4.9' }, ['missing', null, '20', null]],
  ])('%s with %j shows %j', (id, values, expected) => {
    expect(shown(id, values)).toEqual(expected);
  });
});
