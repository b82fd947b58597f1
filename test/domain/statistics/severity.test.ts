import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isConnected, severity, standardScores } from '../../../domain/statistics/severity.ts';

const rounded = (values: readonly (number | null)[]) => values.map((value) => value && Number(value.toFixed(6)));

test('effects_by_hand_on_a_complete_design', () => {
  // expert means 7, 8, 9: effects −1, 0, +1; parks keep their means
  const { experts, adjusted, reason } = severity([
    [5, 6, 7],
    [7, 8, 9],
    [9, 10, 11],
  ]);
  expect(rounded(experts.map(({ effect }) => effect))).toEqual([-1, 0, 1]);
  expect(rounded(adjusted)).toEqual([6, 8, 10]);
  expect(experts[0]).toMatchObject({ count: 3, spread: 2, distance: 1.5 });
  expect(reason).toBeUndefined();
});

test('a_severe_expert_on_few_parks_does_not_pull_those_parks_down', () => {
  // true parks 6 7 8 9, effects −2 (only parks 1, 2), +1, +1
  const { experts, adjusted } = severity([
    [4, 7, 7],
    [5, 8, 8],
    [null, 9, 9],
    [null, 10, 10],
  ]);
  expect(rounded(experts.map(({ effect }) => effect))).toEqual([-2, 1, 1]);
  expect(rounded(adjusted)).toEqual([6, 7, 8, 9]);
});

test.each<[string, (number | null)[][], string]>([
  [
    'two groups that share no park',
    [
      [5, 6, null, null],
      [6, 7, null, null],
      [null, null, 8, 9],
      [null, null, 7, 8],
    ],
    'notConnected',
  ],
  ['one park', [[5, 6, 7]], 'tooFewSheets'],
  ['one expert', [[5], [6]], 'tooFewSheets'],
  [
    'a chain without a score to spare',
    [
      [5, 6, null],
      [null, 6, 7],
    ],
    'tooFewSheets',
  ],
  ['nothing', [], 'tooFewSheets'],
])('%s says so', (_, matrix, reason) => {
  const answer = severity(matrix);
  expect(answer.reason).toBe(reason);
  expect(answer.adjusted.every((value) => value === null)).toBe(true);
  expect(answer.experts.every(({ effect }) => effect === null)).toBe(true);
});

test('a_park_that_nobody_scored_does_not_break_the_connection', () => {
  expect(
    isConnected([
      [1, 2],
      [null, null],
      [2, 1],
    ]),
  ).toBe(true);
});

test('an_additive_world_is_recovered_exactly', () => {
  const world = fc.record({
    parks: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 8 }),
    effects: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 5 }),
    absent: fc.infiniteStream(fc.integer({ min: 0, max: 4 })),
  });
  fc.assert(
    fc.property(world, ({ parks, effects, absent }) => {
      const matrix = parks.map((park) => effects.map((effect) => (absent.next().value === 0 ? null : park + effect)));
      const answer = severity(matrix);
      fc.pre(answer.reason === undefined);
      const active = effects.filter((_, column) => matrix.some((row) => row[column] !== null));
      const middle = active.reduce((sum, effect) => sum + effect, 0) / active.length;
      for (const [column, { effect, count }] of answer.experts.entries())
        if (count > 0) expect(effect).toBeCloseTo((effects[column] ?? 0) - middle, 6);
      for (const [row, value] of answer.adjusted.entries()) if (value !== null) expect(value).toBeCloseTo((parks[row] ?? 0) + middle, 6);
    }),
    { numRuns: 300 },
  );
});

test('standard_scores_take_out_level_and_spread', () => {
  const { adjusted } = standardScores([
    [4, 60],
    [5, 70],
    [6, 80],
  ]);
  // both experts order the parks alike: standard scores −1 0 1
  expect(adjusted[1]).toBeCloseTo(37.5, 9);
  expect((adjusted[2] ?? 0) - (adjusted[1] ?? 0)).toBeCloseTo((adjusted[1] ?? 0) - (adjusted[0] ?? 0), 9);
});

test.each<[(number | null)[][], string]>([
  [
    [
      [1, 2],
      [2, 3],
    ],
    'tooFewSheets',
  ],
  [
    [
      [1, 2],
      [1, 3],
      [1, 4],
    ],
    'noVariance',
  ],
])('standard scores of %j: %s', (matrix, reason) => {
  expect(standardScores(matrix).reason).toBe(reason);
});
