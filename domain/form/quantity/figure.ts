/** A figure at the beginning of a text: digits with their groups, characters, or both with 万 and 亿 between (5亿3000万). */
import { add, compare, multiply, parseDecimal, rational, type Rational } from '../../numbers/rational.ts';
import { chineseNumber, hanDigits } from './han.ts';
import { spellSize } from './sizes.ts';
import { multipleOf } from './units.ts';

export interface Figure {
  readonly value: Rational;
  /**
   * `large`: 万 or 亿 stands in it or behind it, and it counts the unit itself, whatever multiple a label names. `small`: digits with 百 or
   * 千. The value counts them all.
   */
  readonly reach: 'plain' | 'small' | 'large';
  /** the one multiple that stands behind it (万, 千万); null where none does, or several do */
  readonly multiple: string | null;
  /** what stands behind it */
  readonly rest: string;
}

/** One kind of sign groups thousands in one figure; 0,123 is grouped by nobody. */
const digitRun = /^(?:[1-9]\d{0,2}([, '])\d{3}(?:\1\d{3})*(?!\d)|\d+)(?:\.\d+)?/;
/** 2.5个亿 is said for 2.5亿 */
const multipleRun =
  /^\s*(?:个(?=[百千]?[万亿]))?(万亿|[十百千]?[万亿]|[百千]|[wk](?![a-z])|[wk](?=rmb|cny|usd|yuan)|w(?=m2)|(?:thousand|million|mn|mln|billion|bn)(?![a-z]))/iu;
const hanRun = new RegExp(`^[${hanDigits}]+`, 'u');

function isWhole({ den }: Rational): boolean {
  return den === 1n;
}

const yi = rational(100_000_000);
const isBelowWan = (multiple: string | null): boolean => multiple === '百' || multiple === '千';

interface Part {
  readonly value: Rational;
  readonly size: Rational;
  readonly multiple: string | null;
  readonly rest: string;
}

const one = rational(1);

function readPart(text: string): Part | null {
  const digits = digitRun.exec(text);
  if (!digits) return null;
  const value = parseDecimal(digits[0].replaceAll(/[, ']/g, ''));
  if (!value) return null;
  const after = text.slice(digits[0].length);
  const found = multipleRun.exec(after);
  const multiple = spellSize((found?.[1] ?? '').toLowerCase());
  const size = multipleOf(multiple);
  if (!found || !size) return { value, size: one, multiple: null, rest: after };
  return { value, size, multiple, rest: after.slice(found[0].length) };
}

function readDigits(text: string): Figure | null {
  const first = readPart(text);
  if (!first) return null;
  let total = multiply(first.value, first.size);
  let last = first;
  while (last.multiple !== null) {
    const zero = /^\s*[零〇]\s*(?=\d)/u.exec(last.rest);
    const next = readPart(zero ? last.rest.slice(zero[0].length) : last.rest);
    if (!next) break;
    const amount = multiply(next.value, next.size);
    // each part counts what the part before left open, and no more: 5亿3000万, not 3亿5亿 or 1.5亿3000万
    if (!isWhole(last.value) || compare(amount, last.size) >= 0 || compare(next.size, last.size) >= 0) return null;
    // 3万5 is said for 35 000 and for 30 005; 3万5000 is not
    if (next.multiple === null && !zero && compare(multiply(amount, rational(10)), last.size) < 0) return null;
    // 2亿5千 is said for 2亿5000万 and for 2亿零5000
    if (!zero && isBelowWan(next.multiple) && compare(last.size, yi) >= 0) return null;
    total = add(total, amount);
    last = next;
  }
  const reach = first.multiple === null ? 'plain' : /[万亿]/u.test(first.multiple) ? 'large' : 'small';
  return { value: total, reach, multiple: last === first ? first.multiple : null, rest: last.rest };
}

/** 两个亿 */
const saidOfMultiple = new RegExp(`(?<=^[${hanDigits}]+)个(?=[百千]?[万亿])`, 'u');

function readHan(text: string): Figure | null {
  const plain = text.replace(saidOfMultiple, '');
  const run = hanRun.exec(plain)?.[0];
  if (run === undefined) return null;
  const rest = plain.slice(run.length);
  const reach = /[万亿萬億]/u.test(run) ? 'large' : 'plain';
  // 二点三亿, 一千二百亿: a number below 万, and its multiple
  const [, number = '', multiple = ''] = /^([^万亿萬億]+?)(万亿|[百千]?[万亿])$/u.exec(run) ?? [];
  const [base, size] = [chineseNumber(number), multipleOf(multiple)];
  const split = base === null || !size ? null : multiplied(base, size);
  if (split) return { value: split, reach, multiple, rest };
  const whole = chineseNumber(run);
  const value = whole === null ? null : parseDecimal(whole);
  return value && { value, reach, multiple: null, rest };
}

function multiplied(number: string, size: Rational): Rational | null {
  const value = parseDecimal(number);
  return value && multiply(value, size);
}

/** Null where the text does not begin with one figure that can mean one thing only. */
export function readFigure(text: string): Figure | null {
  return readDigits(text) ?? readHan(text);
}
