/**
 * Quantities as people write them: １５，８００．５㎡, 约2.36亿元, 1.58万平方米, 三十二家. Exact: the result is a
 * decimal string. What is a range, a bound or an estimate by other words than 约 is not a number.
 */
import { multiply, parseDecimal, rational, toDecimal, type Rational } from '../numbers/rational.ts';
import type { Unit } from '../condition/condition.ts';

export interface Quantity {
  /** decimal string in the unit asked for */
  readonly value: string;
  /** the unit as the text writes it ('万平方米'); null when it writes none */
  readonly written: string | null;
  /** the written unit differs from the one asked for: the value is converted */
  readonly converted: boolean;
  /** 约 stood before it */
  readonly approximate: boolean;
}

/** What a unit measures; only units of one kind convert into each other. */
type Kind = 'area' | 'cny' | 'usd' | 'count' | 'items' | 'people' | 'percent' | 'months' | 'years';

const one = rational(1);
const wan = rational(10_000);
const yi = rational(100_000_000);

/** Words of units, longest first where one begins another, with their size in m², 元, 美元, 个, percent. */
const words: readonly (readonly [string, Kind, Rational])[] = [
  ['平方公里', 'area', rational(1_000_000)],
  ['平方千米', 'area', rational(1_000_000)],
  ['平方米', 'area', one],
  ['平米', 'area', one],
  ['平方', 'area', one],
  ['km2', 'area', rational(1_000_000)],
  ['m2', 'area', one],
  ['公顷', 'area', wan],
  ['亩', 'area', rational(2000, 3)],
  ['美元', 'usd', one],
  ['美金', 'usd', one],
  ['usd', 'usd', one],
  ['人民币', 'cny', one],
  ['元', 'cny', one],
  ['rmb', 'cny', one],
  ['cny', 'cny', one],
  ['家', 'count', one],
  ['户', 'count', one],
  ['家企业', 'count', one],
  ['户企业', 'count', one],
  ['项', 'items', one],
  ['种', 'items', one],
  ['类', 'items', one],
  ['名', 'people', one],
  ['人', 'people', one],
  ['%', 'percent', one],
  ['个月', 'months', one],
  ['年', 'years', one],
];

const multiples: Readonly<Record<string, Rational>> = {
  百: rational(100),
  千: rational(1000),
  万: wan,
  亿: yi,
  百万: rational(1_000_000),
  千万: rational(10_000_000),
  万亿: multiply(wan, yi),
};

const targets: Readonly<Record<Unit, readonly [Kind, Rational] | null>> = {
  m2: ['area', one],
  yi: ['cny', yi],
  wan: ['cny', wan],
  wanUsd: ['usd', wan],
  count: ['count', one],
  items: ['items', one],
  people: ['people', one],
  months: ['months', one],
  years: ['years', one],
  percent: ['percent', one],
  none: null,
};

/** The size of a written unit ('万元', '㎡', '亿'), null when the words are no unit. A bare 万 or 亿 takes the kind from `unit`. */
function unitOf(text: string, unit: Unit): { kind: Kind; size: Rational } | null {
  const match = /^(百万|千万|万亿|百|千|万|亿)?(.*)$/u.exec(text);
  const multiple = match?.[1] ? (multiples[match[1]] ?? one) : one;
  const rest = match?.[2] ?? '';
  if (rest === '') {
    const target = targets[unit];
    return match?.[1] && target ? { kind: target[0], size: multiple } : null;
  }
  // 个 counts whatever is counted
  const counted = targets[unit]?.[0];
  if (rest === '个' && (counted === 'count' || counted === 'items' || counted === 'people')) return { kind: counted, size: multiple };
  const word = words.find(([name]) => name === rest);
  return word ? { kind: word[1], size: multiply(multiple, word[2]) } : null;
}

/** Compatibility forms folded, spaces that only set apart gone, brackets narrow. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\u200b\ufeff\ufffc]+/gu, ' ')
    .trim();
}

/**
 * The unit that a label states in brackets: 年交易额（万元） → '万元'. Null when it states none that can be
 * turned into the unit of the field.
 */
export function unitInLabel(label: string, unit: Unit): string | null {
  const target = targets[unit];
  if (!target) return null;
  for (const [, bracketed, slashed] of foldText(label).matchAll(/[([【]([^()[\]【】]*)[)\]】]|[/,:]([^/,:()]{1,12}?)\s*:?$/gu)) {
    const inside = bracketed ?? slashed ?? '';
    const word = inside
      .replace(/^单位\s*:?\s*/u, '')
      .trim()
      .toLowerCase();
    if (unitOf(word, unit)?.kind === target[0]) return word;
    // （万元/亿元）: which one holds is said by the cell or by nobody
    const several = word.split(/[/、或]/u).map((part) => part.trim());
    if (several.length > 1 && several.every((part) => unitOf(part, unit)?.kind === target[0])) return word;
  }
  return null;
}

/** The one unit of a caption (万元、平方米) that can be turned into the unit of the field; null where it gives none, or two. */
export function unitInCaption(caption: string, unit: Unit): string | null {
  const fitting = new Set(caption.split(/[、,，;；/和及\s]+/u).flatMap((part) => unitInLabel(`(${part})`, unit) ?? []));
  const [only] = fitting;
  return fitting.size === 1 ? (only ?? null) : null;
}

const digits: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const places: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** 三万六千五百, 十二, 一百零五, 二点三: a decimal string; null when it is not well formed. */
export function chineseNumber(text: string): string | null {
  const [whole = '', fraction, ...more] = text.split('点');
  if (more.length > 0 || whole === '') return null;
  const value = chineseWhole(whole);
  if (value === null) return null;
  if (fraction === undefined) return value.toString();
  const places = Array.from(fraction, (char) => digits[char]);
  return places.length > 0 && places.every((digit) => digit !== undefined) ? `${value}.${places.join('')}` : null;
}

function chineseWhole(text: string): bigint | null {
  for (const [mark, size] of [
    ['亿', 100_000_000n],
    ['万', 10_000n],
  ] as const) {
    const at = text.lastIndexOf(mark);
    if (at < 0) continue;
    const above = chineseWhole(text.slice(0, at));
    const below = at + 1 === text.length ? 0n : chineseWhole(text.slice(at + 1));
    return above === null || above === 0n || below === null || below >= size ? null : above * size + below;
  }
  return chineseBelowWan(text);
}

function chineseBelowWan(text: string): bigint | null {
  if (/^[零〇一二三四五六七八九]+$/u.test(text)) {
    // 二〇二三 is read digit by digit; a single digit with leading zero (零五) stands after 百 or 千
    const plain = Array.from(text, (char) => digits[char]).join('');
    return text.length === 1 || text.length > 2 || /^[零〇]/u.test(text) ? BigInt(plain) : null;
  }
  let total = 0;
  let pending: number | null = null;
  let last = 10_000;
  for (const char of text) {
    const digit = digits[char];
    const place = places[char];
    if (digit !== undefined) {
      if (pending !== null && pending !== 0) return null;
      pending = digit;
    } else if (place !== undefined) {
      if (place >= last) return null;
      if (pending === null && !(place === 10 && total === 0)) return null;
      if (pending === 0) return null;
      total += (pending ?? 1) * place;
      pending = null;
      last = place;
    } else return null;
  }
  return BigInt(total + (pending ?? 0));
}

/** A quantity with its remarks; anything longer is prose. */
const longest = 200;

const grouped = /^\d{1,3}(?:[, ']\d{3})+(?:\.\d+)?$/;
const plain = /^\d+(?:\.\d+)?$/;

function plainNumber(text: string): Rational | null {
  if (plain.test(text)) return parseDecimal(text);
  if (grouped.test(text)) return parseDecimal(text.replaceAll(/[, ']/g, ''));
  const chinese = chineseNumber(text);
  return chinese === null ? null : parseDecimal(chinese);
}

const quantity =
  /^(?:(大约|约为|约计|约)\s*)?(?:人民币|rmb|cny|[¥￥])?\s*((?:\d[\d,' ]*)(?:\.\d+)?|[零〇一二两三四五六七八九十百千万亿点]+)\s*((?:\D|(?<=m)2)*)$/iu;

/**
 * Reads one quantity in `unit`. `labelUnit` is the unit that holds when the text itself writes none (see
 * {@link unitInLabel}). Null when the text is not exactly one quantity, or its unit is of another kind
 * (a sum in 美元 is not a sum in 元: no rate is known here).
 */
export function readQuantity(text: string, unit: Unit, labelUnit: string | null = null): Quantity | null {
  if (text.length > longest) return null;
  const folded = withoutNotes(foldText(text), unit)
    .replace(/^(?:共计|合计|总计|共有|共)\s*/u, '')
    .replace(/[。;,、]+$/u, '')
    .trim();
  const match = quantity.exec(folded);
  if (!match) return null;
  let [, about, number = '', tail = ''] = match;
  number = number.trim();
  // 三十万平方米: 万 belongs to the number where the number is in characters, else to the unit
  const base = plainNumber(number);
  if (!base) return null;
  tail = tail.trim().replaceAll(/[() ]/g, '').toLowerCase();
  if (targets[unit]?.[0] === 'cny') tail = tail.replace(/人民币$|rmb$/u, '');
  const written = tail === '' ? null : tail;
  const target = targets[unit];
  if (!target) return written === null ? answer(base, null, false, about) : null;
  const effective = written ?? labelUnit;
  if (effective === null) return answer(base, null, false, about);
  const from = unitOf(effective, unit);
  if (!from || from.kind !== target[0]) return null;
  const factor = { num: from.size.num * target[1].den, den: from.size.den * target[1].num };
  const converted = factor.num !== factor.den;
  return answer(converted ? multiply(base, rational(factor.num, factor.den)) : base, written, converted, about);
}

function answer(value: Rational, written: string | null, converted: boolean, about: string | undefined): Quantity {
  return { value: toDecimal(value), written, converted, approximate: about !== undefined };
}

/** What is only hoped for is no fact: 5.5亿元（预计）. */
export const unproven = /预计|预估|预测|估算|暂估|计划|规划|目标|力争|拟|在建/u;

/** Brackets that hold a remark go; those that hold a unit stay, and those that take the figure back. */
function withoutNotes(text: string, unit: Unit): string {
  return text.replaceAll(/[([【]([^()[\]【】]*)[)\]】]/gu, (whole, inside: string) =>
    unproven.test(inside) || unitOf(inside.trim().toLowerCase(), unit) ? whole : '',
  );
}
