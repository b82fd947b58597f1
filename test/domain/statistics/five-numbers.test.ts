import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fiveNumbers } from '../../../domain/statistics/five-numbers.ts';

// R: quantile(c(7, 15, 36, 39, 40, 41)) gives 7.00 20.25 37.50 39.75 41.00
test('quartiles_are_those_of_R', () => {
  expect(fiveNumbers([41, 7, 39, 15, 40, 36])).toEqual({ count: 6, low: 7, q1: 20.25, median: 37.5, q3: 39.75, high: 41 });
});

test('one_figure_is_all_five_and_none_is_nothing', () => {
  expect(fiveNumbers([3])).toEqual({ count: 1, low: 3, q1: 3, median: 3, q3: 3, high: 3 });
  expect(fiveNumbers([])).toBeNull();
});

test('they_stand_in_order_whatever_the_order_of_the_figures', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), (values) => {
      const found = fiveNumbers(values);
      if (!found) throw new Error('nothing found');
      const { low, q1, median, q3, high } = found;
      expect([low, q1, median, q3, high].toSorted((a, b) => a - b)).toEqual([low, q1, median, q3, high]);
      expect([low, high]).toEqual([Math.min(...values), Math.max(...values)]);
      expect(fiveNumbers(values.toReversed())).toEqual(found);
    }),
  );
});
