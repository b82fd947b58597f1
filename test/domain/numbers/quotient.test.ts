import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalQuotient, fixedQuotient, roundedQuotient } from '../../../domain/numbers/quotient.ts';
import { rational, roundToInteger, toDecimal, toFixed } from '../../../domain/numbers/rational.ts';

const safe = Number.MAX_SAFE_INTEGER;
/** small and great numbers, and those around where doubles give out */
const num = fc.oneof(
  fc.nat({ max: 100_000 }),
  fc.maxSafeNat(),
  fc.nat({ max: 1000 }).map((less) => safe - less),
  fc.nat({ max: 1000 }).map((less) => Math.floor(safe / 2) - less),
);
const den = fc.oneof(
  fc.integer({ min: 1, max: 3000 }),
  fc.integer({ min: 1, max: safe }),
  fc.nat({ max: 1000 }).map((less) => safe - less),
);
const digits = fc.integer({ min: 0, max: 9 });

test('the_fast_path_is_the_rational_path', () => {
  fc.assert(
    fc.property(num, den, digits, (n, d, places) => {
      const exact = rational(BigInt(n), BigInt(d));
      expect(BigInt(roundedQuotient(n, d, places))).toBe(roundToInteger(exact, places));
      expect(fixedQuotient(n, d, places)).toBe(toFixed(exact, places));
      expect(decimalQuotient(n, d, places)).toBe(toDecimal(exact, places));
    }),
    { numRuns: 20_000 },
  );
});

// whole + ½ over any denominator, and the number just below it
test('halves_go_up_and_what_lies_just_below_does_not', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000_000 }), fc.integer({ min: 1, max: 5000 }), (whole, d) => {
      const half = (2 * whole + 1) * d;
      expect(roundedQuotient(half, 2 * d, 0)).toBe(whole + 1);
      expect(roundedQuotient(half - 1, 2 * d, 0)).toBe(whole);
    }),
    { numRuns: 5000 },
  );
});

test('numbers_and_bigints_make_the_same_rational', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), den, (n, d) => {
      expect(rational(n, d)).toEqual(rational(BigInt(n), BigInt(d)));
    }),
  );
  expect(() => rational(1, 0)).toThrow(RangeError);
});
