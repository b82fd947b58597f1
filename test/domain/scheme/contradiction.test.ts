/** 客观分与公式不符: which points are told, and which are not. */
import { expect, test } from 'vitest';
import { contradictionsIn } from '../../../domain/scheme/contradiction.ts';
import { prefill } from '../../../domain/scheme/prefill.ts';
import { parseRubric } from '../../../domain/rubric/rubric.ts';
import { fromOneSource } from '../../../domain/condition/values.ts';
import { schemeNamed } from '../../fixtures/schemes.ts';

const scheme = schemeNamed('hunan-reward-2023');
const formula = {
  of: { field: 'companies' as const },
  unit: 'count' as const,
  knots: [
    { at: '10', points100: 500 },
    { at: '20', points100: 1000 },
  ],
};
const rubricOf = (steps: boolean) =>
  parseRubric({
    criteria: [
      { id: 'line', name: { zh: '企业数' }, max100: 1000, step100: 10, formula: { ...formula, steps } },
      { id: 'judged', name: { zh: '其他' }, max100: 9000 },
    ],
  });
const told = (companies: number | null, points100: number, steps = false) =>
  contradictionsIn(prefill(rubricOf(steps), scheme, { values: fromOneSource({ companies }, 'form'), appliedOn: '2026-09-15' }), [
    { criterionId: 'line', points100 },
    { criterionId: 'judged', points100: 100 },
  ]).map((one) => [one.criterionId, one.points100, one.derived100]);

test.each<[number | null, number, unknown[]]>([
  [15, 750, []],
  [15, 740, [['line', 740, 750]]],
  [15, 760, [['line', 760, 750]]],
  [20, 1000, []],
  [25, 990, [['line', 990, 1000]]],
  [null, 300, []],
])('%s enterprises and %d hundredths: %j', (companies, points100, expected) => {
  expect(told(companies, points100)).toEqual(expected);
});

/** 10 家 5 分、20 家 10 分 */
test.each<[number, number]>([
  [0, 0],
  [9, 0],
  [10, 500],
  [19, 500],
  [20, 1000],
  [99, 1000],
])('by steps %d enterprises are %d hundredths', (companies, points100) => {
  expect(told(companies, points100, true)).toEqual([]);
  expect(told(companies, points100 + 10, true)).toEqual([['line', points100 + 10, points100]]);
});
