import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Agreement, agreement } from '../../../domain/statistics/agreement.ts';
import { iccNames } from '../../../domain/statistics/icc.ts';

const transposed = (columns: readonly (readonly (number | null)[])[]) =>
  (columns[0] ?? []).map((_, row) => columns.map((column) => column[row] ?? null));

// Shrout & Fleiss 1979, table 2. Intervals as R gives them:
//   sf <- matrix(c(9,2,5,8, 6,1,3,2, 8,4,6,8, 7,1,2,6, 10,5,6,9, 6,2,4,7), ncol = 4, byrow = TRUE)
//   psych::ICC(sf, lmer = FALSE)
const shroutFleiss = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];

test.each([
  ['icc11', '0.17', '-0.133', '0.72'],
  ['icc21', '0.29', '0.019', '0.76'],
  ['icc31', '0.71', '0.342', '0.95'],
  ['icc1k', '0.44', '-0.884', '0.91'],
  ['icc2k', '0.62', '0.071', '0.93'],
  ['icc3k', '0.91', '0.676', '0.99'],
] as const)('shrout_fleiss_1979 %s is %s (%s to %s)', (name, value, low, high) => {
  const figure = agreement(shroutFleiss).icc[name];
  expect([figure.value?.toFixed(2), figure.low?.toFixed(3), figure.high?.toFixed(2)]).toEqual([value, low, high]);
});

// Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: 4 observers, 12 units, missing data
//   irr::kripp.alpha(observers, "nominal") … "ordinal", "interval", "ratio"
const absent = null;
const observers = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, absent, absent, absent],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, absent, 3],
  [absent, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, absent],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, absent],
];

test('krippendorff_2011_four_observers_twelve_units', () => {
  const { krippendorff, usedRows } = agreement(transposed(observers));
  expect([krippendorff.nominal, krippendorff.ordinal, krippendorff.interval, krippendorff.ratio].map((alpha) => alpha?.toFixed(3))).toEqual(
    ['0.743', '0.815', '0.849', '0.797'],
  );
  expect([krippendorff.pairableRows, usedRows]).toEqual([11, 8]);
});

// the `anxiety` ratings of R's irr; data(anxiety, package = "irr"); irr::kendall(anxiety, correct = TRUE): Wt = 0.5396569, Chisq(19) = 30.8, p = 0.0429
const anxiety = transposed([
  [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3],
  [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4],
  [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2],
]);

test('kendall_with_ties_as_R_irr_gives_it', () => {
  const { w, wCorrected, chi2, df, p } = agreement(anxiety).kendallW;
  expect(wCorrected).toBeCloseTo(0.5396569, 7);
  expect(w).toBeLessThan(wCorrected ?? 0);
  expect([chi2?.toFixed(1), df, p?.toFixed(4)]).toEqual(['30.8', 19, '0.0429']);
});

test('kendall_without_ties_by_hand', () => {
  // rank sums 4, 5, 9: S = 14, W = 12·14 / (9·24)
  const { w, wCorrected, chi2 } = agreement([
    [1, 2, 1],
    [2, 1, 2],
    [3, 3, 3],
  ]).kendallW;
  expect([w, wCorrected, chi2].map((value) => value?.toFixed(6))).toEqual(['0.777778', '0.777778', '4.666667']);
});

const reasons = ({ icc, kendallW, krippendorff }: Agreement) => [
  icc.icc11.reason,
  icc.icc2k.reason,
  kendallW.reason,
  krippendorff.reasons?.interval,
];

test.each<[string, (number | null)[][], (string | undefined)[]]>([
  ['nothing', [], ['noCompleteRows', 'noCompleteRows', 'noCompleteRows', 'oneRater']],
  ['no columns', [[], []], ['noCompleteRows', 'noCompleteRows', 'noCompleteRows', 'oneRater']],
  ['one rater', [[1], [2]], ['oneRater', 'oneRater', 'oneRater', 'oneRater']],
  ['one subject', [[1, 2, 3]], ['oneSubject', 'oneSubject', 'oneSubject', undefined]],
  [
    'no variance',
    [
      [0.1, 0.1],
      [0.1, 0.1],
      [0.1, 0.1],
    ],
    ['noVariance', 'noVariance', 'noVariance', 'noVariance'],
  ],
  [
    'nobody scored two',
    [
      [1, null],
      [null, 2],
    ],
    ['noCompleteRows', 'noCompleteRows', 'noCompleteRows', 'noPairs'],
  ],
  [
    'no complete row',
    [
      [1, 2, null],
      [null, 2, 4],
      [3, null, 5],
    ],
    ['noCompleteRows', 'noCompleteRows', 'noCompleteRows', undefined],
  ],
])('%s is answered with a reason', (_, matrix, expected) => {
  expect(reasons(agreement(matrix))).toEqual(expected);
});

test('perfect_agreement_has_a_value_but_no_interval', () => {
  const { icc, krippendorff, kendallW } = agreement([
    [1, 1],
    [2, 2],
    [4, 4],
  ]);
  expect(icc.icc21).toEqual({ value: 1, low: null, high: null, reason: 'noInterval' });
  expect([krippendorff.ratio, kendallW.wCorrected]).toEqual([1, 1]);
});

test('subjects_without_difference_have_single_but_no_average_reliability', () => {
  const { icc } = agreement([
    [1, 2],
    [2, 1],
    [1, 2],
    [2, 1],
  ]);
  expect(icc.icc11.value).toBe(-1);
  expect(icc.icc1k).toEqual({ value: null, low: null, high: null, reason: 'noSubjectVariance' });
});

test('ratio_is_not_defined_below_zero', () => {
  const { krippendorff } = agreement([
    [-1, 1],
    [2, 2],
  ]);
  expect([krippendorff.ratio, krippendorff.reasons]).toEqual([null, { ratio: 'negativeValues' }]);
  expect(krippendorff.interval).not.toBeNull();
});

test.each([[[[1, 2], [1]]], [[[Number.NaN, 1]]], [[[Number.POSITIVE_INFINITY, 1]]], [[[1e300, 1]]], [[[1e-300, 1]]]])(
  'the matrix %j is refused',
  (matrix) => {
    expect(() => agreement(matrix)).toThrow(expect.objectContaining({ code: 'statistics/bad-matrix' }));
  },
);

const matrices = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 5 })).chain(([rows, columns]) =>
  fc.array(
    fc.array(
      fc.option(
        fc.integer({ min: 0, max: 12 }).map((n) => n / 4),
        { freq: 6 },
      ),
      { minLength: columns, maxLength: columns },
    ),
    { minLength: rows, maxLength: rows },
  ),
);

/** every number of an answer, flattened */
function numbers(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbers) : [];
}

test('never_NaN_and_null_always_has_a_reason', () => {
  fc.assert(
    fc.property(matrices, (matrix) => {
      const answer = agreement(matrix);
      for (const value of numbers(answer)) expect(Number.isFinite(value)).toBe(true);
      for (const name of iccNames) {
        const { value, low, reason } = answer.icc[name];
        if (value === null || low === null) expect(reason).toBeDefined();
      }
      if (answer.kendallW.w === null) expect(answer.kendallW.reason).toBeDefined();
      if (answer.krippendorff.nominal === null) expect(answer.krippendorff.reasons?.nominal).toBeDefined();
    }),
    { numRuns: 1000 },
  );
});

const close = (a: readonly number[], b: readonly number[]) => {
  expect(a.length).toBe(b.length);
  for (const [index, value] of a.entries()) expect(value).toBeCloseTo(b[index] ?? Number.NaN, 8);
};

test('the_order_of_raters_and_of_subjects_changes_nothing', () => {
  fc.assert(
    fc.property(matrices, (matrix) => {
      close(numbers(agreement(matrix.toReversed())), numbers(agreement(matrix)));
      close(numbers(agreement(matrix.map((row) => row.toReversed()))), numbers(agreement(matrix)));
    }),
  );
});

const withoutRatio = ({ icc, kendallW, krippendorff: { nominal, ordinal, interval } }: Agreement) =>
  numbers([icc, kendallW, nominal, ordinal, interval]);

test('a_constant_added_to_all_changes_nothing_but_ratio', () => {
  fc.assert(
    fc.property(matrices, fc.integer({ min: 1, max: 100 }), (matrix, constant) => {
      const shifted = matrix.map((row) => row.map((value) => (value === null ? null : value + constant)));
      close(withoutRatio(agreement(shifted)), withoutRatio(agreement(matrix)));
    }),
  );
});

test('a_rater_who_is_absent_is_not_a_zero', () => {
  const some = agreement([
    [4, 4, null],
    [2, 2, null],
    [3, 3, null],
  ]);
  const zero = agreement([
    [4, 4, 0],
    [2, 2, 0],
    [3, 3, 0],
  ]);
  expect(some.krippendorff.interval).toBe(1);
  expect(zero.krippendorff.interval).toBeLessThan(0);
});
