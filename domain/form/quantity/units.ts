/** Units as forms write them, in cells and in labels, and what the fields of a scheme are counted in. */
import { multiply, rational, type Rational } from '../../numbers/rational.ts';
import type { Unit } from '../../condition/condition.ts';
import { bracketsIn, foldText, toSimplified } from './fold.ts';
import { isOpenSize, spellSize } from './sizes.ts';

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
      ['area', one, ['平方米', '平方公尺', '平米', '平方', '平', '方', '㎡', 'm2', 'sqm', 'sq.m']],
      ['area', rational(1_000_000), ['平方公里', '平方千米', 'km2']],
      ['area', wan, ['公顷', 'ha']],
      ['area', rational(2000, 3), ['亩', '市亩']],
      ['cny', one, ['元', '元人民币', '人民币', '人民币元', 'rmb', 'cny', '¥', '￥']],
      ['usd', one, ['美元', '美金', 'usd', 'us$', '$', '刀']],
      [
        'foreign',
        one,
        [
          '欧元',
          '英镑',
          '日元',
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

export function isMoney(kind: Kind): boolean {
  return currencies.has(kind);
}

/** Whether both are money: then no rate is known here, and the reason is the currency. */
export function differInCurrency(a: Kind, b: Kind): boolean {
  return a !== b && currencies.has(a) && currencies.has(b);
}

/** 每年 belongs to what is counted a year; 人民币 beside 元 says nothing more. */
function plainUnit(text: string): string {
  const bare = toSimplified(text)
    .toLowerCase()
    .replaceAll(/[\s()（）]/gu, '')
    .replace(/^(?:计量|金额|计价|货币)?单位(?:为|是|[:：])?/u, '');
  return spellSize(bare)
    .replace(/(?:\/|每)年$/u, '')
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
  // 港币万元, 美元（万）
  const [, currency, size] =
    /^(美元|美金|usd|us\$|\$|[港台]币|[欧日港澳韩加]元|英镑)([十百千]?[万亿]|[百千])元?$/u.exec(plainUnit(text)) ?? [];
  const plain = currency === undefined ? plainUnit(text) : `${size ?? ''}${currency}`;
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
  | { readonly says: 'several'; readonly kind: Kind; readonly written: string }
  /** （美元，亿）（按美元统计）（万件）: a unit is named that is not understood */
  | { readonly says: 'unclear'; readonly written: string }
  /** （同比增长）（目标）: what stands beside it is another quantity than the field's */
  | { readonly says: 'other'; readonly why: 'unproven' | 'unit' | 'currency'; readonly written: string };

const nothing: LabelUnit = { says: 'nothing' };

/** What is left open by a word that names a currency alone. */
const bareCurrency = /^(?:人民币|rmb|cny|¥|￥|外币|外汇)$/iu;

/** What is only hoped for is no fact: 5.5亿元（预计）. */
export const unproven = /预计|预测|估|计划|规划|目标|力争|承诺|拟|在建/u;

/** Of another time or place than the field asks: 3.2（月均）, 12（上半年）, 80（全市）. */
export const elsewhere =
  /月均|日均|季均|[上下]半年|[一二三四1-4]季度|\d{1,2}\s*[-~—–至到]\s*\d{1,2}\s*月|近[一二两三四五\d]年|较?上年|去年|全[国省市州区县]/u;

/** Shares, rates and ranks of a quantity are others than the quantity. */
export const derived = /同比|环比|增长|增幅|增速|占比|比重|比例|排名|名次|人均|户均/u;

/** Words of a unit in what is said of a figure, unless a figure stands before them: 1亿元以上 tells which ones are counted. */
const namesMultiple = /(?<![\d.十百千万亿超过上])[十百千]?[万亿]/u;
const moneyWords =
  /(?<![\d.十百千万亿美欧日港澳韩加台新])(?:[美欧日港澳韩加台新]?元|美金|英镑|法郎|卢布|铢|外币|外汇|[$€£¥￥]|\b(?:rmb|cny|usd|eur|hkd)\b)/iu;
const namesArea = /平方|英尺|公顷|(?<![\d.])亩|^(?:层|间|栋|座|套|个|米)$/u;

export function namesMoney(written: string): boolean {
  return moneyWords.test(written);
}

/** Words that count something else than money, area or heads. */
const measures =
  /^(?:[十百千]?[万亿])?(?:吨|公斤|千克|克|kg|件|单|票|箱|柜|批|次|只|台|辆|包|袋|teu|标箱|立方米?|m3|公里|km|小时|天|倍|角|分|‰)$/iu;

/** Whether words name a unit of money, or the multiple of one, that no figure stands before. */
export function namesMoneyUnit(written: string): boolean {
  return namesMultiple.test(written) || namesMoney(written);
}

function namesUnit(written: string, counted: Kind | null): boolean {
  if (counted === null) return false;
  if (namesMultiple.test(written) || written.includes('%')) return true;
  if (isMoney(counted)) return namesMoney(written) || measures.test(written);
  return counted === 'area' && (namesArea.test(written) || measures.test(written));
}

/** What a part of a label says that holds more than a unit: 2023年，万元; 万元（含税）; 同比增长，%. */
function saidAmong(written: string, counted: Kind | null): LabelUnit {
  const parts = written.split(/[\s,，、;；:：]+/u);
  const units = parts
    .map((part) => unitOf(part, counted))
    .filter((unit) => unit !== null && unit.kind !== 'years' && unit.kind !== 'months');
  const [first] = units;
  const isOne = units.every(
    (unit) => unit?.kind === first?.kind && unit?.size.num === first?.size.num && unit?.size.den === first?.size.den,
  );
  if (unproven.test(written)) return { says: 'other', why: 'unproven', written };
  if (derived.test(written) || elsewhere.test(written)) return { says: 'other', why: 'unit', written };
  const isOpen = parts.some((part) => (isOpenSize(part) && unitOf(part, counted) === null) || /^(?:10+|0?\.0*1)$/u.test(part));
  if (first && isOne && !isOpen) return { says: 'unit', unit: first, written };
  return units.length > 0 || isOpen || namesUnit(written, counted) ? { says: 'unclear', written } : nothing;
}

function saidBy(inside: string, counted: Kind | null): LabelUnit {
  const written = inside.trim();
  if (written === '') return nothing;
  if (bareCurrency.test(written)) return { says: 'kind', kind: written.startsWith('外') ? 'foreign' : 'cny', written };
  const unit = unitOf(written, counted);
  if (unit) return { says: 'unit', unit, written };
  const several = written.split(/[/、或]/u).map((part) => unitOf(part, counted));
  const [first] = several;
  if (several.length < 2 || !first || !several.every((part) => part?.kind === first.kind)) return saidAmong(written, counted);
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
  const { inside, bare } = bracketsIn(foldText(label));
  const slashed = /[/,:]([^/,:]{1,12}?)\s*:?$/u.exec(bare)?.[1] ?? '';
  let found: LabelUnit = nothing;
  for (const words of [...inside, slashed]) {
    const said = saidBy(words, counted);
    // （年） says of what time, unless time is counted
    if (said.says === 'nothing' || (isTime(said) && counted !== 'years' && counted !== 'months')) continue;
    found = joinSaid(found, said);
  }
  return found;
}

/** （人民币）（万元）: the unit says more than the currency; another quantity it stays, whatever its unit; （亿元）（未折算，万元） are two. */
function joinSaid(found: LabelUnit, said: LabelUnit): LabelUnit {
  if (found.says === 'nothing' || said.says === 'other') return said;
  if (found.says === 'other' || said.says === 'kind') return found;
  if (found.says === 'kind') return said;
  const isSame = found.says === 'unit' && said.says === 'unit' && isOneUnit(found.unit, said.unit);
  return isSame ? found : { says: 'unclear', written: `${written(found)} ${written(said)}` };
}

const written = (said: LabelUnit): string => ('written' in said ? said.written : '');

export function isOneUnit(a: WrittenUnit, b: WrittenUnit): boolean {
  return a.kind === b.kind && a.size.num * b.size.den === b.size.num * a.size.den;
}
