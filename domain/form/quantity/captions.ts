/**
 * Units that stand apart from the figures and their labels: in the head of a column (金额（万元）), in a line over or under the table
 * (币种：美元 单位：万元; 本表金额以万美元计). They hold for amounts, and for another quantity only where they name a unit of its kind.
 */
import type { Unit } from '../../condition/condition.ts';
import { bracketsIn, foldText, toSimplified, withoutMarks } from './fold.ts';
import { isOpenSize } from './sizes.ts';
import {
  derived,
  isMoney,
  isOneUnit,
  namesMoney,
  targetOf,
  unitOf,
  unproven,
  type Kind,
  type LabelUnit,
  type WrittenUnit,
} from './units.ts';

export interface Caption {
  /** units as they are written; some may be no unit that is known */
  readonly units: readonly string[];
  /** currencies that a line names without a unit (币种：美元) */
  readonly currencies: readonly string[];
  /** units that a short line names in words that are not understood (金额－万元): what they hold for is open */
  readonly open: readonly string[];
}

const none: Caption = { units: [], currencies: [], open: [] };

export function joinCaptions(...captions: readonly Caption[]): Caption {
  return {
    units: captions.flatMap(({ units }) => units),
    currencies: captions.flatMap(({ currencies }) => currencies),
    open: captions.flatMap(({ open }) => open),
  };
}

export function isSilent({ units, currencies, open }: Caption): boolean {
  return units.length === 0 && currencies.length === 0 && open.length === 0;
}

const longestUnit = 6;

/** Longer lines are prose, and only their first words are looked at. */
const longestLine = 2000;

/** What may stand before 单位 where it is the unit of what the table holds, and no body (申报单位) and no other quantity (面积单位). */
const ofTable = '(?:本表|表中|表内|以上|以下|上述|所有|各项|涉及|有关|相关|全部|的|均|统一)*';
const ofMoney = '(?:金额|数额|货币|价值|计价|计量|数据|数值|经济|交易额|类|指标)*';
const startOfClause = String.raw`(?:^|[\s。;,、(【])[*#※★☆▲△●■◆]*\s*(?:(?:注|说明|备注|提示)\s*:?\s*)?(?:\d{1,2}[.、)]?\s*)?`;
const says = String.raw`\s*(?:(?:均|统一|全部|一律)?(?:为|是|用|以|按)|:|(?=\())\s*`;
const unitStated = new RegExp(String.raw`${startOfClause}${ofTable}${ofMoney}的?(?:单\s*位|units?)${says}([^。\n]{1,40})`, 'giu');
const currencyStated = /(?:币\s*种|币\s*别|货\s*币(?:种\s*类|类\s*型|名\s*称)?|currency)\s*(?:均|统一)?(?:为|是|:)\s*([^。;\n]{1,20})/giu;
/** 以万元计, 按万美元填报, 以万元为单位 */
const countedIn =
  /(?:以|按|用)\s*([^\s,。;、以按用]{1,8}?(?: [^\s,。;、以按用]{1,8}?){0,2})\s*(?:为单位|为计量单位|计算|计价|计|填报|填写|填列|统计|表示|列示)/gu;
/** A line that is a unit in brackets, alone or behind the title of a table. */
const bracketed = /^(?:[^:]{0,40}(?:表|情况|指标|数据|信息|统计|明细|概况))?\s*[([【]([^()[\]【】]{1,12})[)\]】]$/u;
/** 经营情况（单位：万元） is the title of a table; 注册资本（单位：万元） is a label and says nothing of others. */
const ofOther = /^\s*[^\s([【][^([【]*?(?<!\s|表|情况|指标|数据|信息|统计|明细|概况|经营)\s*[([【][^([【]*(?:单\s*位|币\s*种)/u;

/** The pieces of 万元、平方米、家 up to the next statement. */
function piecesOf(stated: string): string[] {
  const own = stated.replace(/(?:(?:金额|计量|货币)?单\s*位|币\s*种|币\s*别|货币|currency|units?)\s*[:为].*$/isu, '');
  // RMB million is one
  if (isUnit(own.trim())) return [own.trim()];
  return own
    .split(/[、,;/()[\]【】和及或\s]+/u)
    .map((piece) => piece.replace(/^(?:均|统一)?[为是]/u, ''))
    .filter((piece) => piece !== '');
}

const isUnit = (piece: string): boolean => unitOf(piece, 'cny') !== null;
/** A unit that is named and not known (万泰铢, RMB 10,000) leaves open what is counted in it. */
function isCounted(piece: string): boolean {
  if (isUnit(piece) || isOpenSize(piece) || /^(?:10+|0+|[角分厘])$/u.test(piece)) return true;
  return (
    piece.length <= longestUnit &&
    (namesMoney(piece) || /(?:元|币|镑|铢|盾|法郎|卢布)$/u.test(piece)) &&
    !/(?:公司|局|会|厂|店|院|部|园|中心)$/u.test(piece)
  );
}

/** 人民币 beside 万元 names the currency and no unit of its own. */
const namesCurrency = (piece: string): boolean => /^(?:人民币|rmb|cny)$/iu.test(piece);

function captionBy(pieces: readonly string[], currencies: readonly string[] = []): Caption {
  return { units: pieces.filter((piece) => !namesCurrency(piece)), currencies: [...currencies, ...pieces.filter(namesCurrency)], open: [] };
}

/** 万 元 is set apart to fill its line, and 10,000元 is one unit. */
const unbroken = (line: string): string => line.replaceAll(/(?<=[百千万亿])\s+(?=[美欧日港澳]?元)|(?<=\d),(?=\d{3}(?!\d))/gu, '');

function captionIn(stated: string): Caption {
  const line = unbroken(toSimplified(foldText(withoutMarks(stated.slice(0, longestLine)))));
  if (ofOther.test(line)) return none;
  const alone = bracketed.exec(line)?.[1] ?? '';
  const units = [
    ...Array.from(line.matchAll(unitStated), ([, rest = '']) => piecesOf(rest)).flatMap((pieces) =>
      // 单位：湖南某公司 is who fills the form in
      pieces.some(isCounted) ? pieces.filter(isCounted) : [],
    ),
    ...Array.from(line.matchAll(countedIn), ([, unit = '']) => unit).filter(isCounted),
    ...(isUnit(alone) ? [alone] : []),
  ];
  const currencies = Array.from(line.matchAll(currencyStated), ([, rest = '']) => piecesOf(rest))
    .flat()
    .filter(isCounted);
  const found = captionBy(units, currencies);
  return isSilent(found) ? { ...none, open: openIn(line) } : found;
}

/** A line of so many characters may state a unit in words of its own; longer ones tell of something. */
const longestStatement = 40;
/** 3.2亿元 and 每万元 are figures, 亿元以上 tells which ones are counted. */
const openUnit =
  /(?<![\d.〇一二两三四五六七八九十百千万亿几数每过超近约逾第][\s]*)(?:(?:[十百千]?[万亿]|[百千])?(?:[美欧日港澳]元|美金)|(?:[十百千]?[万亿]|千)元|万\s*(?:平方米|平米|㎡|m2)|公顷)(?!\s*(?:以上|以下|以内|级|企业|项目|产值|工程|店|户))/giu;

/** Who fills the form in (单位：某某美元素公司). */
const body = /公司|集团|中心|[局厅院委]$/u;

/** Units that stand in a line by themselves, not behind a label (交易额（万元）). */
function openIn(line: string): string[] {
  if (line.length > longestStatement || body.test(line) || /^\s*[^\s([【][^([【]*[([【]/u.test(line)) return [];
  return Array.from(line.matchAll(openUnit), ([unit]) => unit);
}

/** What the lines of a form say of the units of its table. */
export function captionOf(lines: readonly string[]): Caption {
  return joinCaptions(...lines.map(captionIn));
}

/** 数值（万元）, 金额：万美元, 万元: what the head of a column says of the units below it. */
export function captionOfHead(head: string): Caption {
  const line = unbroken(toSimplified(foldText(head)));
  const { inside, bare } = bracketsIn(line);
  const inBrackets = inside.map((words) =>
    /单\s*位|币\s*种/u.test(words) ? captionIn(words) : captionBy(piecesOf(words).filter(isCounted)),
  );
  // 金额万元, 数值：万元
  const words = bare.trim().split(/\s+/u);
  const behind = bare.trim().replace(/^.*(?:[额值数据计/:]\s*|\s(?=\S+$))/u, '');
  const glued = /(?:^|[额值数据计/:\s])((?:[百千]?[万亿])?(?:[美欧日港澳]?元|美金|人民币)|[百千]?[万亿]|(?<!\p{Script=Latin})[wk])$/iu.exec(
    bare,
  )?.[1];
  const own = isUnit(bare.trim()) ? bare.trim() : (words.find((word) => isOpenSize(word)) ?? (isUnit(behind) ? behind : glued));
  const found = joinCaptions(...inBrackets, own === undefined ? none : captionBy([own]));
  return isSilent(found) ? { ...none, open: openIn(line.replaceAll(/[([【)\]】]/gu, ' ').trim()) } : found;
}

/** Columns of others and of what is asked for, not of the park: 全市, 同类园区平均, 认定标准. */
const ofOthers = /[月日季]均|平均|全[国省市州区县]|全行业|标准|要求|门槛|达标线|基准/u;

/** A head that says of its column that it holds another quantity (同比增长（%）), or what is hoped for (2025年目标值). */
export function saidOfColumn(head: string): LabelUnit | null {
  const written = foldText(head);
  if (unproven.test(written)) return { says: 'other', why: 'unproven', written };
  return derived.test(written) || ofOthers.test(written) ? { says: 'other', why: 'unit', written } : null;
}

/** 万元 and 亿 name no currency of their own: beside 币种：美元 they count dollars. */
const isBareMoney = (unit: string): boolean => /^(?:[十百千]?[万亿]|万亿|百|千)?元?$/u.test(unit);

interface Money {
  readonly unit: WrittenUnit;
  readonly written: string;
}

function moneyOf(piece: string, currency: Kind | null): Money | null {
  const unit = unitOf(piece, 'cny');
  if (!unit || !isMoney(unit.kind)) return null;
  return { unit: isBareMoney(piece) && currency !== null ? { ...unit, kind: currency } : unit, written: piece };
}

function distinct(found: readonly Money[]): Money[] {
  return found.filter((each, at) => found.findIndex((other) => isOneUnit(other.unit, each.unit)) === at);
}

/** What a caption says of amounts. `several`: two units, or two currencies, or one that is not known. */
function moneyInCaption({ units, currencies, open }: Caption): LabelUnit {
  const kinds = new Set(currencies.map((word) => unitOf(word, 'cny')?.kind ?? null));
  const [currency = null] = kinds;
  const isUnknown = kinds.has(null) || open.some((piece) => /元|金/u.test(piece)) || units.some((piece) => !isUnit(piece));
  const found = distinct(units.flatMap((piece) => moneyOf(piece, currency) ?? []));
  const written = [...units, ...currencies, ...open].join('、');
  const [only] = found;
  if (isUnknown || kinds.size > 1 || found.length > 1) return { says: 'unclear', written };
  if (only && currency !== null && only.unit.kind !== currency) return { says: 'unclear', written };
  if (only) return { says: 'unit', unit: only.unit, written };
  return currency === null ? { says: 'nothing' } : { says: 'kind', kind: currency, written };
}

/** The unit that a caption gives to a field's figures; of what is no amount only a unit of its own kind counts. */
export function unitInCaption(caption: Caption, unit: Unit): LabelUnit {
  const kind = targetOf(unit)?.kind;
  if (kind === undefined) return { says: 'nothing' };
  if (isMoney(kind)) return moneyInCaption(caption);
  const found = caption.units.flatMap((written) => {
    const counted = unitOf(written, null);
    return counted?.kind === kind ? [{ unit: counted, written }] : [];
  });
  const [only, other] = distinct(found);
  const open = caption.open.filter((piece) => unitOf(piece, null)?.kind === kind);
  if (open.length > 0) return { says: 'unclear', written: open.join('、') };
  if (!only) return { says: 'nothing' };
  return other ? { says: 'unclear', written: found.map(({ written }) => written).join('、') } : { says: 'unit', ...only };
}

/** Whether a label counts in 元 of no named currency where a line over the table names another: 年进出口额（万元） under 币种：美元. */
export function contradictsCurrency(label: LabelUnit, { units, currencies, open }: Caption): boolean {
  if (label.says !== 'unit' || label.unit.kind !== 'cny' || !isBareMoney(label.written)) return false;
  const money = [...units, ...open].flatMap((piece) => unitOf(piece, 'cny')?.kind ?? []).filter(isMoney);
  return currencies.some((word) => unitOf(word, 'cny')?.kind !== 'cny') || (money.length > 0 && !money.includes('cny'));
}
