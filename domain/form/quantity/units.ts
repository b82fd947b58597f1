/** Units as forms write them, in cells and in labels, and what the fields of a scheme are counted in. */
import { multiply, rational, type Rational } from '../../numbers/rational.ts';
import type { Unit } from '../../condition/condition.ts';
import { foldText } from './fold.ts';

/** What a unit measures; only units of one kind convert into each other. `foreign`: a currency in which no field is counted. */
export type Kind = 'area' | 'cny' | 'usd' | 'foreign' | 'count' | 'items' | 'people' | 'percent' | 'months' | 'years';

export interface WrittenUnit {
  readonly kind: Kind;
  /** in m², 元, 美元, 个, percent, months, years */
  readonly size: Rational;
}

const one = rational(1);
const wan = rational(10_000);
const yi = rational(100_000_000);

/** Words of units without their multiple. */
const words: Readonly<Record<string, WrittenUnit>> = Object.fromEntries(
  (
    [
      ['area', one, ['平方米', '平米', '平方', '㎡', 'm2', 'sqm']],
      ['area', rational(1_000_000), ['平方公里', '平方千米', 'km2']],
      ['area', wan, ['公顷', 'ha']],
      ['area', rational(2000, 3), ['亩']],
      ['cny', one, ['元', '元人民币', '人民币', '人民币元', 'rmb', 'cny', '¥', '￥']],
      ['usd', one, ['美元', '美金', 'usd', 'us$', '$', '刀']],
      [
        'foreign',
        one,
        [
          '欧元',
          '英镑',
          '日元',
          '日圆',
          '港元',
          '港币',
          '韩元',
          '澳元',
          '加元',
          '台币',
          '新台币',
          '澳门元',
          '卢布',
          '新元',
          '新加坡元',
          '瑞士法郎',
        ],
      ],
      ['foreign', one, ['eur', 'gbp', 'jpy', 'hkd', 'hk$', 'krw', 'aud', 'cad', 'sgd', 'rub', '€', '£']],
      ['count', one, ['家', '户', '家企业', '户企业']],
      ['items', one, ['项', '种', '类']],
      ['people', one, ['名', '人']],
      ['percent', one, ['%']],
      ['months', one, ['个月']],
      ['years', one, ['年']],
    ] as const
  ).flatMap(([kind, size, names]) => names.map((name) => [name, { kind, size }])),
);

const sizes: Readonly<Record<string, Rational>> = { 十: rational(10), 百: rational(100), 千: rational(1000), 万: wan, 亿: yi };

/** 万, 亿, 百万, 千亿, 万亿 … as one number; null where it is none. */
export function multipleOf(text: string): Rational | null {
  if (!/^(?:[十百千]?[万亿]|万亿|百|千)$/u.test(text)) return null;
  return Array.from(text).reduce<Rational>((product, char) => multiply(product, sizes[char] ?? one), one);
}

/** in the unit itself, as a unit of a form counts */
const targets: Readonly<Record<Unit, WrittenUnit | null>> = {
  m2: { kind: 'area', size: one },
  yi: { kind: 'cny', size: yi },
  wan: { kind: 'cny', size: wan },
  wanUsd: { kind: 'usd', size: wan },
  count: { kind: 'count', size: one },
  items: { kind: 'items', size: one },
  people: { kind: 'people', size: one },
  months: { kind: 'months', size: one },
  years: { kind: 'years', size: one },
  percent: { kind: 'percent', size: one },
  none: null,
};

/** What the unit of a field is; null where it has none. */
export function targetOf(unit: Unit): WrittenUnit | null {
  return targets[unit];
}

const currencies = new Set<Kind>(['cny', 'usd', 'foreign']);

/** Whether both are money: then no rate is known here, and the reason is the currency. */
export function differInCurrency(a: Kind, b: Kind): boolean {
  return a !== b && currencies.has(a) && currencies.has(b);
}

/** 每年 belongs to what is counted a year; 人民币 beside 元 says nothing more. */
function plainUnit(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[\s()（）]/gu, '')
    .replace(/(?:\/|每)年$/u, '')
    .replace(/^(?:单位|计量单位|金额单位)[:：]?/u, '')
    .replace(/^(?:折合|约合|折|以|按)/u, '')
    .replace(/计$/u, '')
    .replace(/^(?:人民币|rmb|cny|¥|￥)[:：,，]?(?=.)/u, '')
    .replace(/(?<=[万亿元千百])[:：,，]?(?:人民币|rmb|cny)$/u, '')
    .replace(/^us\$?(?=[万亿百千])/u, '美元');
}

/**
 * A written unit (万元, ㎡, 亿元人民币); null when the words are no unit. `counted` is what 个 counts and what a bare 万 is of, the kind of
 * the field.
 */
export function unitOf(text: string, counted: Kind | null): WrittenUnit | null {
  const isYuan = /人民币|rmb|cny|¥|￥/iu.test(text);
  const plain = plainUnit(text);
  const match = /^([十百千]?[万亿]|万亿|百|千)?(.*)$/u.exec(plain);
  const multiple = match?.[1] === undefined ? one : (multipleOf(match[1]) ?? one);
  const rest = match?.[2] ?? '';
  if (rest === '') {
    // 亿（人民币）
    if (isYuan) return { kind: 'cny', size: multiple };
    return match?.[1] !== undefined && counted !== null ? { kind: counted, size: multiple } : null;
  }
  if (rest === '个' && (counted === 'count' || counted === 'items' || counted === 'people')) return { kind: counted, size: multiple };
  const word = Object.hasOwn(words, rest) ? words[rest] : undefined;
  if (!word || (isYuan && word.kind !== 'cny')) return null;
  return { kind: word.kind, size: multiply(multiple, word.size) };
}

/** What a label, or a line over the table, says of the unit of what stands beside it. */
export type LabelUnit =
  | { readonly says: 'nothing' }
  | { readonly says: 'unit'; readonly unit: WrittenUnit; readonly written: string }
  /** （人民币）: which currency, and not how large its unit is */
  | { readonly says: 'kind'; readonly kind: Kind; readonly written: string }
  /** （万元/亿元）: which one holds is said by the cell or by nobody */
  | { readonly says: 'several'; readonly kind: Kind; readonly written: string };

const nothing: LabelUnit = { says: 'nothing' };

/** What is left open by a word that names a currency alone. */
const bareCurrency = /^(?:人民币|rmb|cny|¥|￥|外币|外汇)$/iu;

function saidBy(inside: string, counted: Kind | null): LabelUnit {
  const written = inside.trim();
  if (bareCurrency.test(written)) return { says: 'kind', kind: written.startsWith('外') ? 'foreign' : 'cny', written };
  const unit = unitOf(written, counted);
  if (unit) return { says: 'unit', unit, written };
  const several = written.split(/[/、或]/u).map((part) => unitOf(part, counted));
  const [first] = several;
  if (several.length < 2 || !first || !several.every((part) => part?.kind === first.kind)) return nothing;
  // （家/户）: the same by two names
  const isOne = several.every((part) => part !== null && part.size.num * first.size.den === first.size.num * part.size.den);
  return isOne ? { says: 'unit', unit: first, written } : { says: 'several', kind: first.kind, written };
}

/**
 * The unit that a label states: 年交易额（万元）, 年交易额/万美元, 年交易额（注：含保税）（亿元人民币）. A label that counts in a unit of another kind
 * than the field says so: what stands beside it is no value of the field.
 */
export function unitInLabel(label: string, unit: Unit): LabelUnit {
  const counted = targets[unit]?.kind ?? null;
  const isTime = (said: LabelUnit): boolean => said.says === 'unit' && (said.unit.kind === 'years' || said.unit.kind === 'months');
  let found: LabelUnit = nothing;
  for (const [, bracketed, slashed] of foldText(label).matchAll(/[([【〔]([^()[\]【】〔〕]*)[)\]】〕]|[/,:]([^/,:()]{1,12}?)\s*:?$/gu)) {
    const said = saidBy(bracketed ?? slashed ?? '', counted);
    // （年） says of what time, unless time is counted
    if (said.says === 'nothing' || (isTime(said) && counted !== 'years' && counted !== 'months')) continue;
    // （人民币）（万元）: the unit says more than the currency
    if (found.says === 'nothing' || (found.says === 'kind' && said.says !== 'kind')) found = said;
  }
  return found;
}

/** The one unit of a caption (单位：万元、平方米) that is of the field's kind; nothing where it gives none, or two. */
export function unitInCaption(caption: string, unit: Unit): LabelUnit {
  const counted = targets[unit]?.kind ?? null;
  const fitting = new Map<string, LabelUnit>();
  for (const part of caption.split(/[、,，;；/和及\s]+/u)) {
    const said = saidBy(part, counted);
    if (said.says === 'unit' && said.unit.kind === counted) fitting.set(said.written, said);
  }
  const [only] = fitting.values();
  return fitting.size === 1 ? (only ?? nothing) : nothing;
}
