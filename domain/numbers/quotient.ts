/**
 * Quotients of safe whole numbers ≥ 0, rounded half up and written as decimals: in doubles while those are exact, by {@link Rational}
 * where they are not. That both agree is tested.
 */
import { rational, roundToInteger, toDecimal, toFixed } from './rational.ts';

/** A whole number: a double while that is safe, else a bigint, so that equal ones are always of one kind. */
export type Integer = number | bigint;

const mostSafe = BigInt(Number.MAX_SAFE_INTEGER);

export function asInteger(value: bigint): Integer {
  return value >= -mostSafe && value <= mostSafe ? Number(value) : value;
}

/** Beyond this a quotient of doubles could round up to the next whole number. */
const greatest = Number.MAX_SAFE_INTEGER - 1;

const powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

/** num ÷ den × 10^digits half up as a double; −1 where that might not be exact. */
function scaled(num: number, den: number, digits: number): number {
  const power = powers[digits];
  if (power === undefined) return -1;
  const top = 2 * num * power + den;
  // below the bound the floor of the double quotient is the floor of the quotient: it lies at least 1 ÷ den under the next whole number
  return top <= greatest && 2 * den <= greatest && num >= 0 ? Math.floor(top / (2 * den)) : -1;
}

/** num ÷ den × 10^digits half up. */
export function roundedQuotient(num: number, den: number, digits: number): Integer {
  const found = scaled(num, den, digits);
  return found >= 0 ? found : asInteger(roundToInteger(rational(num, den), digits));
}

/** As {@link toFixed} writes num ÷ den. */
export function fixedQuotient(num: number, den: number, digits: number): string {
  const whole = scaled(num, den, digits);
  if (whole < 0) return toFixed(rational(num, den), digits);
  if (digits === 0) return String(whole);
  const text = String(whole).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** As {@link toDecimal} writes num ÷ den, to `most` places. */
export function decimalQuotient(num: number, den: number, most: number): string {
  if (num % den === 0) return String(num / den);
  if (scaled(num, den, most) < 0) return toDecimal(rational(num, den), most);
  const text = fixedQuotient(num, den, most);
  if (most === 0) return text;
  let end = text.length;
  while (text.charCodeAt(end - 1) === 48) end -= 1;
  return text.slice(0, text.charCodeAt(end - 1) === 46 ? end - 1 : end);
}
