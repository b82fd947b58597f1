import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMatrixRules, tallyMatrix } from '../../../domain/tally/matrix.ts';

const run = (scores: (number | null)[][], trim: unknown = 'none', digits = 2) =>
  tallyMatrix({ scores, rules: parseMatrixRules({ trim, rounding: { digits, mode: 'halfUp' } }) }).rows;

test.each([
  [[8, 9, 7, 10, 6], 'dropHighLow', 2, '8.00', [8, 9, 7], [6, 10]],
  [[8, 8, 8], 'dropHighLow', 2, '8.00', [8], [8, 8]],
  [[8, null, 9, 7, null], 'dropHighLow', 1, '8.0', [8], [7, 9]],
  [[8.345], 'none', 2, '8.35', [8.345], []],
  [[1.005], 'none', 2, '1.01', [1.005], []], // 1.00 in floats
  [[1, 2], 'none', 0, '2', [1, 2], []],
  [[0, 10, null], 'none', 2, '5.00', [0, 10], []],
  [[1, 2, 3, 4, 100, 0, 5], { dropEachEnd: 2 }, 3, '3.000', [2, 3, 4], [0, 1, 5, 100]],
  [[88.5, 90, 91.5, 87, 89, 93, 85], 'dropHighLow', 3, '89.200', [88.5, 90, 91.5, 87, 89], [85, 93]],
])('%j with %j to %i places is %s', (row, trim, digits, value, kept, dropped) => {
  expect(run([row], trim, digits)).toEqual([{ value, kept, dropped }]);
});

test('too_few_scores_for_the_trim_is_an_error_that_says_so', () => {
  expect(() =>
    run(
      [
        [1, 2, 3],
        [1, null, 3],
        [null, null, null],
      ],
      'dropHighLow',
    ),
  ).toThrow(expect.objectContaining({ code: 'statistics/too-few-scores', details: { row: 2, present: 2, needed: 3, rows: [2, 3] } }));
  expect(() => run([[null]])).toThrow(
    expect.objectContaining({ code: 'statistics/too-few-scores', details: { row: 1, present: 0, needed: 1, rows: [1] } }),
  );
});

test.each([
  [[[1, 2], [1]], { row: 2, columns: 2, found: 1 }],
  [[[1, Number.NaN]], { row: 1, column: 2 }],
  [[[1], [Number.POSITIVE_INFINITY]], { row: 2, column: 1 }],
  [[[1e300]], { row: 1, column: 1 }],
  [[[1e14]], { row: 1 }],
])('the matrix %j is refused', (matrix, details) => {
  expect(() => run(matrix)).toThrow(expect.objectContaining({ code: 'statistics/bad-matrix', details }));
});

test.each([
  { trim: 'best' },
  { trim: { dropEachEnd: -1 } },
  { rounding: { digits: 2, mode: 'bankers' } },
  { rounding: { digits: 2.5 } },
  { weight: 1 },
  null,
])('the rules %j are refused', (rules) => {
  expect(() => parseMatrixRules(rules)).toThrow(expect.objectContaining({ code: 'statistics/bad-rules' }));
});

const row = fc.array(fc.option(fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100)), { minLength: 1, maxLength: 12 });

/** round(mean × 10^digits) by hand on whole hundredths */
function oracle(scores: readonly (number | null)[], drop: number, digits: number): string | null {
  const present = scores
    .filter((score) => score !== null)
    .map((score) => BigInt(Math.round(score * 100)))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const kept = present.slice(drop, present.length - drop);
  if (present.length <= 2 * drop) return null;
  const num = kept.reduce((total, score) => total + score, 0n) * 10n ** BigInt(digits) * 2n;
  const den = 100n * BigInt(kept.length);
  const whole = ((num + den) / (2n * den)).toString().padStart(digits + 1, '0');
  return digits === 0 ? whole : `${whole.slice(0, -digits)}.${whole.slice(-digits)}`;
}

test('every_value_equals_exact_arithmetic_on_whole_hundredths', () => {
  fc.assert(
    fc.property(row, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 6 }), (scores, drop, digits) => {
      const expected = oracle(scores, drop, digits);
      if (expected === null)
        expect(() => run([scores], { dropEachEnd: drop }, digits)).toThrow(expect.objectContaining({ code: 'statistics/too-few-scores' }));
      else expect(run([scores], { dropEachEnd: drop }, digits)[0]?.value).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test('kept_and_dropped_are_exactly_the_present_scores', () => {
  fc.assert(
    fc.property(row, (scores) => {
      fc.pre(scores.filter((score) => score !== null).length >= 3);
      const [answer] = run([scores], 'dropHighLow');
      const present = scores.filter((score) => score !== null).sort((a, b) => a - b);
      expect([...answer!.kept, ...answer!.dropped].sort((a, b) => a - b)).toEqual(present);
      expect(answer!.dropped).toEqual([present[0], present.at(-1)]);
    }),
  );
});
