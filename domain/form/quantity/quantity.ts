/**
 * Quantities as people write them: １５，８００．５㎡, 约2.36亿元, 5亿3000万元, 1.58万平方米, 三十二家. Exact: the result is a decimal
 * string. What is a range, a bound, an estimate by other words than 约, or counted in another unit than the field is not read, and it is
 * said why.
 */
import { compare, multiply, parseDecimal, rational, toDecimal, type Rational } from '../../numbers/rational.ts';
import type { Unit } from '../../condition/condition.ts';
import type { UnreadReason } from '../../model.ts';
import { readFigure, type Figure } from './figure.ts';
import { bracketsIn, foldMarked, noteMark } from './fold.ts';
import { hanDigits } from './han.ts';
import {
  differInCurrency,
  isMoney,
  multipleOf,
  namesMoneyUnit,
  targetOf,
  unitOf,
  elsewhere,
  unproven,
  type Kind,
  type LabelUnit,
  type WrittenUnit,
} from './units.ts';

export interface Quantity {
  /** decimal string in the unit asked for */
  readonly value: string;
  /** the unit in which it was written, by cell or label, differs from the one asked for: the value is converted */
  readonly converted: boolean;
  /** 约 stood before it */
  readonly approximate: boolean;
}

export interface Unread {
  readonly why: UnreadReason;
}

/** A quantity with its remarks; anything longer is prose. */
const longest = 200;

/** What a note takes back. */
const takenBack =
  /更正|修正|改为|改\s*\d|应为|实为|实际\s*[为是:]?\s*\d|笔误|有误|误填|审[计定核]数?\s*\d|[?？]|存疑|待核|待定|暂定|建设中|待建|作废|划[去掉]|删[去除]|取消/u;
/** Notes that tell how to fill in (不得填预计数) say nothing of the figure. */
const instructs = /请|不得|不要|不应|勿|不含|不包括|不包含|填写|填报|指/u;
const estimated = /(?:预计|预估|估算|暂估|测算|估计)数?/u;

/** Whether a note beside a figure takes it back, or says that it is only hoped for. */
export function takesBack(note: string | undefined): boolean {
  return note !== undefined && !instructs.test(note) && (takenBack.test(note) || estimated.test(note));
}

/** A bound that stands in brackets behind its figure. */
const boundAlone = /^(?:不足|不到|以上|以下|以内|之内|左右|上下|余|多)$/u;

const bound =
  /[≥≤<>]|以上|以下|以内|之内|不足|不到|不低于|不少于|不超过|不高于|不多于|至少|至多|最多|最少|超过|逾|接近|将近|左右|上下|(?<=[\d十百千万亿])个?[余多来几]|(?<=[一二两三四五六七八九])个多(?=[百千万亿])|\+\s*$/u;
const range = new RegExp(String.raw`[\d${hanDigits}]\s*[^\d\s,.']{0,3}\s*[-~—–至到]\s*[\d${hanDigits}]`, 'u');
const signs = '人民币|rmb|cny|¥|￥|us\\$|usd|hk\\$|\\$|€|£|美元|美金|欧元|港币|港元|日元|英镑';
const about = '大约|约为|约计|约';
const aboutAlone = new RegExp(`[([【](?:${about})[)\\]】]`, 'u');
const prefix = new RegExp(`^(?:共计|合计|总计|共有|共|为)?\\s*(${about})?\\s*(${signs})?\\s*(${about})?\\s*`, 'iu');

/** Brackets that hold a remark go; those that hold a unit stay, and those that take the figure back. */
function withoutNotes(text: string, counted: Kind | null): string {
  return text.replaceAll(/[([【]([^()[\]【】]*)[)\]】]/gu, (whole, inside: string) =>
    unproven.test(inside) ||
    takenBack.test(inside) ||
    elsewhere.test(inside) ||
    boundAlone.test(inside.trim()) ||
    namesOtherUnit(inside, counted)
      ? whole
      : '',
  );
}

/** （万元） says what the figure is counted in; so does （未折算，万元）, and nobody knows of what. */
function namesOtherUnit(inside: string, counted: Kind | null): boolean {
  return unitOf(inside, counted) !== null || (counted !== null && isMoney(counted) && namesMoneyUnit(inside));
}

/** Two figures in one text, whatever stands between them. Lines, columns and wide spaces part figures, they do not group digits. */
function hasSeveral(text: string): boolean {
  return /[\d\uff10-\uff19](?:\s*(?:[^\S \u00a0\u2007\u2009\u202f]|[_\uff3f])+\s*|\s{2,})[\d\uff10-\uff19]/u.test(text);
}

function whyNot(folded: string): Unread['why'] {
  if (unproven.test(folded) || takenBack.test(folded)) return 'unproven';
  if (elsewhere.test(folded)) return 'unit';
  if (range.test(folded)) return 'range';
  if (bound.test(folded) || folded.startsWith('近')) return 'bound';
  return (folded.match(/\d+(?:[.,']\d+)*/g) ?? []).length > 1 ? 'several' : 'words';
}

interface Parsed {
  readonly figure: Figure;
  /** what stands behind it: its unit, or words */
  readonly tail: string;
  readonly whole: string;
  readonly sign: string | undefined;
  /** 约 stood before it */
  readonly isAbout: boolean;
}

/** 25000万元整: nothing comes behind the last coin. */
const toTheCoin = /(?<=[元角分])(?:人民币)?\s*[整正]$/u;

/** 万元 25000: a unit before its figure. 十万元 3 may be two figures, and 人 3 no unit. */
function unitBefore(whole: string, counted: Kind | null): { readonly written: string; readonly behind: string } | null {
  const [before, written = ''] = /^([^\d\s:,.()]{1,8}?)\s*:?\s*(?=\d)/u.exec(whole) ?? [];
  const isFigure = hanDigits.includes(written.charAt(0)) && !/^[万亿]/u.test(written);
  if (before === undefined || isFigure || !(written === '元' || written.length > 1) || !unitOf(written, counted)) return null;
  return { written, behind: whole.slice(before.length) };
}

/** The parts of a quantity; the text alone, folded, where it does not begin as one. `counted`: the kind of a bare 万 or 个. */
function parse(text: string, counted: Kind | null): Parsed | { readonly folded: string } {
  const whole = withoutNotes(foldMarked(text), counted)
    .replace(/[。;,、]+$/u, '')
    .trim()
    .replace(toTheCoin, '');
  const [before = '', early, sign, late] = prefix.exec(whole) ?? [];
  const leading = sign === undefined ? unitBefore(whole.slice(before.length), counted) : null;
  const figure = readFigure(leading?.behind ?? whole.slice(before.length));
  if (!figure) return { folded: whole };
  const tail = ((leading?.written ?? '') + figure.rest.replaceAll(noteMark, '').replaceAll(/[() ]/g, '')).toLowerCase();
  const isAbout = early !== undefined || late !== undefined || aboutAlone.test(foldMarked(text));
  return { figure, tail, whole, sign, isAbout };
}

/** What the cell itself says of the unit. `open`: a sign beside a bare figure, which names the currency and not the size. */
type CellUnit = { readonly says: 'nothing' | 'nonsense' } | { readonly says: 'unit' | 'open'; readonly unit: WrittenUnit };

/** 12.000, 1.250㎡ */
const withoutThousandths: ReadonlySet<Kind> = new Set(['area', 'count', 'items', 'people']);
const maybeGrouped = /^\D*[1-9]\d{0,2}\.\d{3}(?![\d.])/u;

const one = rational(1);

function unitInCell(figure: Figure, tail: string, sign: string | undefined, counted: Kind | null): CellUnit {
  const signed = sign === undefined ? null : (unitOf(sign, null)?.kind ?? null);
  const size = figure.multiple === null ? one : (multipleOf(figure.multiple) ?? one);
  if (tail !== '') {
    const unit = unitOf(tail, counted);
    if (!unit || (signed !== null && unit.kind !== signed)) return { says: 'nonsense' };
    return { says: 'unit', unit: { kind: unit.kind, size: multiply(size, unit.size) } };
  }
  const kind = signed ?? counted;
  if (kind === null || (figure.reach === 'plain' && signed === null)) return { says: 'nothing' };
  return { says: figure.reach === 'plain' ? 'open' : 'unit', unit: { kind, size } };
}

/** `from`: what one of `value` is */
function inUnit(value: Rational, from: WrittenUnit, to: WrittenUnit): Rational {
  return multiply(value, rational(from.size.num * to.size.den, from.size.den * to.size.num));
}

const isSize = (a: Rational, b: Rational): boolean => a.num * b.den === b.num * a.den;
const another = (a: Kind, b: Kind): Unread => ({ why: differInCurrency(a, b) ? 'currency' : 'unit' });

function kindOfLabel(label: LabelUnit): Kind | null {
  if (label.says === 'unit') return label.unit.kind;
  return 'kind' in label ? label.kind : null;
}

const silent: LabelUnit = { says: 'nothing' };

/**
 * Reads one quantity in `unit`; `beside` is what its label says of the unit, `around` what the head of its column or a line over the table
 * does. That holds where neither the label nor the cell says anything.
 */
export function judgeQuantity(text: string, unit: Unit, beside: LabelUnit = silent, around: LabelUnit = silent): Quantity | Unread {
  const judged = judgeStated(text, unit, beside, around);
  return 'why' in judged || !isContradicted(text, judged.value, targetOf(unit)) ? judged : { why: 'several' };
}

/** By how much a figure that is said twice may differ from itself, for it is rounded. */
const [least, most] = [rational(9, 10), rational(11, 10)];

/** 25000万元（25亿元）: what stands in brackets is the same amount again, and another. */
function isContradicted(text: string, value: string, target: WrittenUnit | null): boolean {
  const stated = parseDecimal(value);
  if (!target || !stated) return false;
  return bracketsIn(foldMarked(text)).inside.some((inside) => {
    const parsed = parse(inside.replace(/^(?:即|也就是|约?合|折合|=)\s*/u, ''), null);
    if ('folded' in parsed) return false;
    const own = unitInCell(parsed.figure, parsed.tail, parsed.sign, null);
    if (own.says !== 'unit' || own.unit.kind !== target.kind) return false;
    const again = inUnit(parsed.figure.value, { kind: target.kind, size: unitOf(parsed.tail, target.kind)?.size ?? one }, target);
    return compare(again, multiply(stated, least)) < 0 || compare(again, multiply(stated, most)) > 0;
  });
}

function judgeStated(text: string, unit: Unit, beside: LabelUnit, around: LabelUnit): Quantity | Unread {
  if (text.length > longest) return { why: 'words' };
  if (hasSeveral(text)) return { why: 'several' };
  // a raised figure after 10 is as likely a power as a note
  if (/(?:^|\D)10\s*[\u2070-\u2079\u00b2\u00b3\u00b9]/u.test(text)) return { why: 'mark' };
  const target = targetOf(unit);
  const parsed = parse(text, target?.kind ?? null);
  if ('folded' in parsed) return { why: whyNot(parsed.folded) };
  const { figure, tail, whole, sign, isAbout } = parsed;
  const answer = (value: Rational, converted: boolean): Quantity => ({
    value: toDecimal(value),
    converted,
    approximate: isAbout,
  });
  if (!target) return tail === '' ? answer(figure.value, false) : { why: whyNot(whole) };

  const label = beside.says === 'nothing' && tail === '' ? around : beside;
  // heads and square metres have no thousandths: some write 12.000 for twelve thousand
  const isCountedByOnes = withoutThousandths.has(target.kind) && (label.says !== 'unit' || isSize(label.unit.size, one));
  if (isCountedByOnes && figure.multiple === null && maybeGrouped.test(whole)) return { why: 'words' };
  if (label.says === 'other') return { why: label.why };
  const labelKind = kindOfLabel(label);
  const own = unitInCell(figure, tail, sign, labelKind ?? target.kind);
  if (own.says === 'nonsense') return { why: whyNot(whole) };
  if ('unit' in own && own.unit.kind !== target.kind) return another(own.unit.kind, target.kind);
  if (labelKind !== null && labelKind !== target.kind) return another(labelKind, target.kind);
  if (own.says === 'unit') {
    // 3千 under 万元 is said for 3 000万元 and for 3 000元
    if (tail === '' && figure.reach === 'small' && !isSize(target.size, one)) return { why: 'unitOpen' };
    const written = { kind: target.kind, size: tail === '' ? one : (unitOf(tail, target.kind)?.size ?? one) };
    return answer(inUnit(figure.value, written, target), !isSize(own.unit.size, target.size));
  }
  if (label.says === 'unit') return answer(inUnit(figure.value, label.unit, target), !isSize(label.unit.size, target.size));
  if (label.says === 'several' || label.says === 'unclear' || own.says === 'open') return { why: 'unitOpen' };
  return answer(figure.value, false);
}

/** {@link judgeQuantity} where the reason is of no matter: null for what is not read. */
export function readQuantity(text: string, unit: Unit, label?: LabelUnit): Quantity | null {
  const judged = judgeQuantity(text, unit, label);
  return 'why' in judged ? null : judged;
}

/** What money or measure a text, its label or what stands around them are of, whatever the field is; null where none of them says. */
export function kindStated(text: string, beside: LabelUnit, around: LabelUnit): Kind | null {
  const byLabel = kindOfLabel(beside);
  if (byLabel !== null) return byLabel;
  const parsed = parse(text, null);
  const own = 'folded' in parsed ? null : unitInCell(parsed.figure, parsed.tail, parsed.sign, null);
  return own && 'unit' in own ? own.unit.kind : kindOfLabel(around);
}
