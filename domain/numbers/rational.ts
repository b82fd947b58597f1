/**
 * Exact rational numbers over bigint. Nothing that decides a verdict or a rank is computed in floats;
 * rounding happens once, half up, where the rules name it.
 */
export interface Rational {
  readonly num: bigint;
  /** always > 0 and coprime to `num` */
  readonly den: bigint;
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The greatest common divisor of two safe whole numbers ≥ 0. */
function smallGcd(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** The least common multiple of two safe whole numbers > 0. */
export function leastCommon(a: number, b: number): number {
  return (a / smallGcd(a, b)) * b;
}

export function rational(num: bigint | number, den: bigint | number = 1n): Rational {
  // most of what is counted fits a double, and bigint division costs many times as much
  if (typeof num === 'number' && typeof den === 'number' && Number.isSafeInteger(num) && Number.isSafeInteger(den) && den > 0) {
    const g = smallGcd(Math.abs(num), den);
    return { num: BigInt(num / g), den: BigInt(den / g) };
  }
  let n = BigInt(num);
  let d = BigInt(den);
  if (d === 0n) throw new RangeError('denominator is zero');
  if (d < 0n) [n, d] = [-n, -d];
  const g = gcd(n, d);
  return g > 1n ? { num: n / g, den: d / g } : { num: n, den: d };
}

export const zero: Rational = { num: 0n, den: 1n };

const decimalPattern = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** A plain decimal ("-12.50", "3") as an exact rational; null for anything else, also exponents and "". */
export function parseDecimal(text: string): Rational | null {
  const match = decimalPattern.exec(text);
  if (!match) return null;
  const [, sign, whole = '', fraction = ''] = match;
  const num = BigInt(whole + fraction);
  return rational(sign === '-' ? -num : num, 10n ** BigInt(fraction.length));
}

/** A decimal string or a finite number (by its shortest decimal form); null when it is neither. */
export function toRational(value: string | number): Rational | null {
  if (typeof value === 'string') return parseDecimal(value);
  if (!Number.isFinite(value)) return null;
  const text = String(value);
  if (!/e/i.test(text)) return parseDecimal(text);
  const [mantissa = '0', exponent = '0'] = text.toLowerCase().split('e');
  const base = parseDecimal(mantissa);
  if (!base) return null;
  const shift = rational(10n ** BigInt(Math.abs(Number(exponent))));
  return Number(exponent) < 0 ? divide(base, shift) : multiply(base, shift);
}

export function add(a: Rational, b: Rational): Rational {
  return rational(a.num * b.den + b.num * a.den, a.den * b.den);
}

export function subtract(a: Rational, b: Rational): Rational {
  return rational(a.num * b.den - b.num * a.den, a.den * b.den);
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.num * b.num, a.den * b.den);
}

export function divide(a: Rational, b: Rational): Rational {
  return rational(a.num * b.den, a.den * b.num);
}

export function sum(values: Iterable<Rational>): Rational {
  let total = zero;
  for (const value of values) total = add(total, value);
  return total;
}

/** −1, 0 or 1, as `a` is below, equal to or above `b`. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** `value × 10^digits` rounded half up in magnitude (half away from zero), as a whole number. */
export function roundToInteger(value: Rational, digits: number): bigint {
  const scaled = value.num * 10n ** BigInt(digits);
  const magnitude = scaled < 0n ? -scaled : scaled;
  const rounded = (2n * magnitude + value.den) / (2n * value.den);
  return scaled < 0n ? -rounded : rounded;
}

/** The value rounded half up to `digits` places. */
export function roundHalfUp(value: Rational, digits: number): Rational {
  return rational(roundToInteger(value, digits), 10n ** BigInt(digits));
}

/** Rounded half up and written with exactly `digits` places ("87.50"). */
export function toFixed(value: Rational, digits: number): string {
  const whole = roundToInteger(value, digits);
  const text = (whole < 0n ? -whole : whole).toString().padStart(digits + 1, '0');
  const sign = whole < 0n ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * The shortest plain decimal of the value. A value that has no finite decimal form (1/3) is rounded
 * half up to `most` places.
 */
export function toDecimal(value: Rational, most = 12): string {
  if (value.den === 1n) return value.num.toString();
  const text = toFixed(value, most);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** For charts and statistics only, never for a verdict or a rank. */
export function toNumber(value: Rational): number {
  return Number(value.num) / Number(value.den);
}
