import { array, assert, integer, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { agreement } from '../../../domain/statistics/agreement.ts';

const table = tuple(integer({ min: 2, max: 8 }), integer({ min: 2, max: 6 })).chain(([rows, columns]) =>
  array(array(integer({ min: 70, max: 74 }), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
);

test('no_intraclass_correlation_is_above_one', () => {
  assert(
    property(table, (matrix) => {
      for (const [name, { value, reason }] of Object.entries(agreement(matrix).icc)) {
        if (value === null) expect(reason, name).toBeTypeOf('string');
        else expect(value, name).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 500 },
  );
});

test('nearly_equal_subjects_answer_with_a_reason', () => {
  // rows all but equal, columns alike, cells scattered: the variance between raters comes out negative
  const { icc } = agreement([
    [70, 74, 72],
    [74, 70, 72],
    [72, 72, 72],
  ]);
  expect(icc.icc2k).toEqual({ value: null, low: null, high: null, reason: 'negativeVariance' });
});
