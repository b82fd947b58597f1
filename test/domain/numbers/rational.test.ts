import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  add,
  compare,
  divide,
  multiply,
  parseDecimal,
  rational,
  roundHalfUp,
  subtract,
  toDecimal,
  toFixed,
  toRational,
} from '../../../domain/numbers/rational.ts';

const any = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 6n }))
  .map(([n, d]) => rational(n, d));

test.each([
  ['2.345', 2, '2.35'],
  ['2.344999', 2, '2.34'],
  ['-2.345', 2, '-2.35'],
  ['0.005', 2, '0.01'],
  ['-0.004', 2, '0.00'],
  ['1', 2, '1.00'],
  ['99.995', 2, '100.00'],
  ['7.5', 0, '8'],
])('%s rounded half up to %i places is %s', (text, digits, expected) => {
  expect(toFixed(parseDecimal(text)!, digits)).toBe(expected);
});

test.each(['', ' 1', '1.', '.5', '1e3', '0x10', 'NaN', '1,000', '１'])('%j is not a plain decimal', (text) => {
  expect(parseDecimal(text)).toBeNull();
});

test.each([
  [0.1, '0.1'],
  [1e-7, '0.0000001'],
  [1.5e21, '1500000000000000000000'],
  [15800.5, '15800.5'],
])('the number %d is read by its shortest decimal', (value, text) => {
  expect(toDecimal(toRational(value)!)).toBe(text);
});

test('arithmetic_agrees_with_field_laws', () => {
  fc.assert(
    fc.property(any, any, any, (a, b, c) => {
      expect(add(add(a, b), c)).toEqual(add(a, add(b, c)));
      expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
      expect(subtract(add(a, b), b)).toEqual(a);
      if (b.num !== 0n) expect(multiply(divide(a, b), b)).toEqual(a);
    }),
  );
});

test('rounding_is_within_half_a_unit_and_monotone', () => {
  fc.assert(
    fc.property(any, any, fc.integer({ min: 0, max: 4 }), (a, b, digits) => {
      const distance = subtract(roundHalfUp(a, digits), a);
      const half = rational(1n, 2n * 10n ** BigInt(digits));
      expect(compare(distance, half)).toBeLessThanOrEqual(0);
      expect(compare(subtract(distance, distance), distance) <= 0 || compare(rational(-half.num, half.den), distance) <= 0).toBe(true);
      if (compare(a, b) <= 0) expect(compare(roundHalfUp(a, digits), roundHalfUp(b, digits))).toBeLessThanOrEqual(0);
    }),
  );
});
