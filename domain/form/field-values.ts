/**
 * The words of a form made into the value of a field. Whatever is not plainly one value gives null: it is
 * listed as unread and typed by a person, never guessed and never zero.
 */
import type { FieldValue, ReadValue } from '../model.ts';
import type { Field } from '../condition/condition.ts';
import { readDate } from './dates.ts';
import { picture, struck, type Doubt } from './content.ts';
import { creditCodeKey, readCreditCode } from '../numbers/credit-code.ts';
import { judgeQuantity, takesBack, type Quantity, type Unread } from './quantity/quantity.ts';
import { bracketsIn, foldMarked, foldText } from './quantity/fold.ts';
import { isOfLastYear, onADay, periodOf, withoutLastYear, withoutWholeYear, type HeadTime, type PartOfYear } from './columns.ts';
import {
  captionOf,
  captionOfHead,
  contradictsCurrency,
  joinCaptions,
  saidOfColumn,
  unitInCaption,
  type Caption,
} from './quantity/captions.ts';
import { isMoney, isOneUnit, targetOf, unitInLabel, unitOf, type LabelUnit } from './quantity/units.ts';
import { readTicks, type Ticks } from './ticks.ts';

/** What a cell says of a field, and the label it stood under (its unit holds where the cell writes none). */
export interface Stated {
  readonly text: string;
  readonly label: string;
  /** the cell next to the label, where the text is of several cells */
  readonly adjacent?: string | undefined;
  /** the cells beside the label, where there are several: two of them are never one number */
  readonly cells?: readonly string[] | undefined;
  /** the fields that the label stands for */
  readonly keys?: readonly string[] | undefined;
  /** the label stands for fields of several currencies, and neither it nor the cell says which */
  readonly openCurrency?: boolean | undefined;
  /** what stands over the column of the cell */
  readonly head?: string | undefined;
  /** what lines over and under the table say of units */
  readonly caption?: Caption | undefined;
  /** why the words of the cell cannot be taken for what it says, and the number behind them */
  readonly doubt?: Doubt | undefined;
  readonly held?: string | undefined;
  /** what is noted beside the cell or its label */
  readonly note?: string | undefined;
  /** the names of the parts of the form that it stands in (2022年), as sheets, tables and rows are headed */
  readonly parts?: readonly string[] | undefined;
  /** its column is of another time than is asked for */
  readonly isOfOtherTime?: boolean | undefined;
  /** the time that its column names */
  readonly time?: HeadTime | undefined;
  /** the nearest title over it makes it a figure of a part of a year */
  readonly partOfYear?: PartOfYear | undefined;
  /** the cell holds a number and not text: 2020.1 may then have been 2020.10 */
  readonly numeric?: boolean | undefined;
}

/** `{ raw, value, unit, why }`: raw verbatim, value null when unread, unit of the value (null for what has none), why a quantity is unread. */
export function readField(field: Field, stated: Stated): ReadValue {
  const unit = field.unit === 'none' ? null : field.unit;
  if (stated.text.includes(struck)) return { raw: stated.text, value: null, unit, why: 'struck' };
  if (stated.text.trim() !== '' && (field.type === 'decimal' || field.type === 'integer')) {
    const judged = judge(field, stated);
    const isHeld = stated.held !== undefined && 'why' in judged && judged.why === 'format';
    const value = 'why' in judged ? null : field.type === 'decimal' ? judged.value : readCount(judged.value);
    const why = 'why' in judged ? judged.why : value === null ? 'whole' : null;
    const raw = isHeld ? `${stated.text} ≠ ${stated.held}` : stated.text;
    return { raw, value, unit, ...(why !== null && (why === 'glyphs' || !isLeftOpen(stated.text)) && { why }) };
  }
  // a number that shows as 是 is that word; what is crossed out says nothing
  if (stated.doubt !== undefined && stated.doubt !== 'format' && readText(stated.text) !== null)
    return { raw: stated.text, value: null, unit, why: stated.doubt };
  if (field.key === creditCodeKey) return readCode(stated);
  const text = field.type === 'text' ? ownText(stated) : stated.text;
  const value = text.trim() === '' ? null : parse(field, { ...stated, text: names.has(field.key) ? unbroken(text) : text });
  return { raw: text, value, unit };
}

/** Only what the form prints there (约____万元), or a word that there is nothing: no figure was written that could be misread. */
function isLeftOpen(text: string): boolean {
  const written = foldMarked(text).replaceAll(/[\s:.…/()-]|^约/gu, '');
  return written === '' || nothing.test(written) || (!/\d/.test(written) && unitOf(written, 'count') !== null);
}

/** A code may stand in one cell, or a character a cell. */
function readCode({ text, adjacent = text }: Stated): ReadValue {
  if (readText(text) === null) return { raw: text, value: null, unit: null };
  const [own, whole] = [readCreditCode(adjacent), readCreditCode(text)];
  if ('code' in own) return { raw: adjacent, value: own.code, unit: null };
  if ('code' in whole) return { raw: text, value: whole.code, unit: null };
  const alone = own.fault === 'codeShape' && adjacent.trim().length < 2;
  return { raw: alone ? text : adjacent, value: null, unit: null, why: alone ? whole.fault : own.fault };
}

const figureInCell = /[\d\uff10-\uff19]|[一二三四五六七八九十][百千万亿]?/u;

/** A unit in a cell of its own (15 300 | 平方米) is no figure. */
export function holdsFigure(cell: string): boolean {
  return figureInCell.test(cell.replaceAll(/(?:k?[mＭｍ][²2]|㎡)/giu, ''));
}

interface UnitsBeside {
  /** by the label */
  readonly beside: LabelUnit;
  /** by the head of the column and the lines over and under the table */
  readonly around: LabelUnit;
}

const silent: Caption = { units: [], currencies: [], open: [] };

function isAmount(field: Field): boolean {
  const kind = targetOf(field.unit)?.kind;
  return kind !== undefined && isMoney(kind);
}

/** The words in the brackets of a label, apart. */
function noted(label: string): string[] {
  return bracketsIn(foldText(label)).inside.flatMap((inside) => inside.split(/[,;、]/u));
}

/** Whether the figure that is asked for is one of the last year (上年度纳税额), by the label it stands under or by the field's own. */
function asksLastYear(field: Field, label: string): boolean {
  return isOfLastYear(bracketsIn(foldText(label)).bare) || isOfLastYear(field.label.zh);
}

/** Whether the brackets of a label name another time than is asked for. */
function isLabelOfOtherTime(label: string, field: Field): boolean {
  const isOfLast = asksLastYear(field, label);
  return noted(label).some((piece) => {
    const { says } = periodOf(piece);
    if (isOfLast && (says === 'now' || isOfLastYear(piece))) return says === 'now';
    return says === 'other' && (isAmount(field) || !onADay.test(piece));
  });
}

/** Whether the column of a figure, or a title over it, is of another time than the field asks for. What stands nearer to the figure counts. */
export function isStatedOfOtherTime(field: Field, stated: Stated): boolean {
  const { time = 'none' } = stated;
  // of the last year, this year is another time
  if (['last', 'now'].includes(time) && asksLastYear(field, stated.label)) return time === 'now';
  if (stated.isOfOtherTime === true) return true;
  if (time !== 'none') return false;
  if (stated.partOfYear === undefined || noted(stated.label).some((piece) => periodOf(piece).says !== 'nothing')) return false;
  return stated.partOfYear === 'all' || isAmount(field);
}

/** What label, head and lines say of the unit of a figure. */
export function unitsBeside({ label, head = '', caption = silent, note = '' }: Stated, field: Field): UnitsBeside {
  const named = withoutWholeYear(label);
  const beside = unitInLabel(asksLastYear(field, label) ? withoutLastYear(named) : named, field.unit);
  const whole = joinCaptions(captionOfHead(head), captionOf(note.split('\n')), caption);
  const around = unitInCaption(whole, field.unit);
  const other = head === '' || field.unit === 'percent' ? null : saidOfColumn(head);
  if (other) return { beside: other, around };
  if (contradictsCurrency(beside, whole)) return { beside: { says: 'other', why: 'currency', written: head }, around };
  const noted = note === '' ? beside : unitInCaption(captionOf(note.split('\n')), field.unit);
  if (beside.says === 'unit' && noted.says === 'unit' && !isOneUnit(beside.unit, noted.unit))
    return { beside: { says: 'unclear', written: note }, around };
  // （人民币） beside a line that says 万元: one names the currency, the other the size
  if (beside.says === 'kind' && around.says === 'unit' && around.unit.kind === beside.kind) return { beside: around, around };
  return { beside, around };
}

function judge(field: Field, stated: Stated): Quantity | Unread {
  if ((stated.cells ?? []).filter(holdsFigure).length > 1) return { why: 'several' };
  if (stated.doubt !== undefined) return { why: stated.doubt };
  if (stated.text.includes(picture)) return { why: 'glyphs' };
  if (takesBack(stated.note)) return { why: 'unproven' };
  if (isLabelOfOtherTime(stated.label, field)) return { why: 'period' };
  const { beside, around } = unitsBeside(stated, field);
  const apart = unitApart(stated, field);
  const judged = apart
    ? judgeQuantity(apart.figure, field.unit, apart.said, around)
    : judgeQuantity(stated.text, field.unit, beside, around);
  return stated.openCurrency && !('why' in judged) ? { why: 'unitOpen' } : judged;
}

/** 万元 | 25 000: a column of its own says the unit, and says more than the label. */
function unitApart({ cells = [] }: Stated, field: Field): { readonly figure: string; readonly said: LabelUnit } | null {
  const [written = '', figure = '', ...others] = cells.filter((cell) => cell.trim() !== '');
  const unit = others.length > 0 || figure === '' ? null : unitOf(foldMarked(written), targetOf(field.unit)?.kind ?? null);
  return unit && { figure, said: { says: 'unit', unit, written } };
}

/** Names of one body: a space or a new line inside only fits them into their cell. */
const names: ReadonlySet<string> = new Set(['parkName', 'operator']);

function unbroken(name: string): string {
  return name.replaceAll(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '');
}

/**
 * Of several cells beside a label a text is the first: what follows may be a label that the scheme does not
 * know, and its value. Only a place is written in parts (湖南省 | 长沙市 | 长沙县).
 */
function ownText({ text, adjacent }: Stated): string {
  if (adjacent === undefined) return text;
  const parts = text.split(/[\s\n]+/u).filter((part) => part !== '');
  return parts.every((part) => /[省市州县区旗]$/u.test(part)) ? text : adjacent;
}

function parse(field: Field, { text, numeric }: Stated): FieldValue {
  switch (field.type) {
    case 'text':
      return readText(text);
    case 'date':
      return numeric && /^\d{4}\.1$/.test(text.trim()) ? null : readDate(text);
    case 'boolean':
      return readBoolean(field, text);
    case 'choice':
      return readChoice(field, text);
    case 'set':
      return readSet(field, text);
    default:
      return readList(text); // 'list'
  }
}

function readCount(value: string): number | null {
  const count = /^\d+$/.test(value) ? Number(value) : null;
  return count !== null && Number.isSafeInteger(count) ? count : null;
}

/** What a form asks for in the place of an answer: （盖章）, （法定代表人签字）, 请填写. */
const asked = /盖章|公章|印章|签章|签字|签名|填写|填报|填列|必填|选填/u;
const wordsOfAsking =
  /盖章|公章|印章|签章|签字|签名|填写|填报|填列|必填|选填|法定代表人|负责人|经办人|法人|本人|单位|企业|申报|手写|亲笔|如实|内容|此处|请|加|须|需|盖|在|由|处|栏|及|并|或|和|与|[、，,/:：]/gu;
const longestAsked = 30;

function isAsked(text: string): boolean {
  const plain = text.replaceAll(/\s/gu, '');
  return plain.length <= longestAsked && asked.test(plain) && plain.replaceAll(wordsOfAsking, '') === '';
}

/** One line of text. What the printed form itself says (省 市 县, 年 月, rules to write on, （盖章）, 注：…) is not an answer. */
export function readText(text: string): string | null {
  const kept = text
    .replaceAll(picture, '')
    .replaceAll(/[（(]\s*注\s*[：:][^（）()]*[）)]/gu, '')
    .replaceAll(/[（(【[]([^（）()【】[\]]{0,40})[）)】\]]/gu, (whole, inside: string) => (isAsked(inside) ? '' : whole));
  const written = kept.replaceAll(/[\s_＿省市州县区年月日（）()/／、：:.…—-]/gu, '');
  return written === '' || isAsked(written) ? null : kept.trim().replaceAll(/\s+/gu, ' ').normalize('NFC');
}

const nothing = /^(?:无|没有|暂无|\/|／|[-—–]+)$/u;

/** A PDF may run the lines of a list together (1.甲公司 3.2亿元2.乙公司): where 1. begins it, 2., 3., … begin lines of their own. */
function withNumbersApart(text: string): string {
  if (!/^\s*1[.、．](?!\d)/u.test(text)) return text;
  let next = 2;
  return text.replaceAll(/(?<=\p{Script=Han}|[)）])(\d{1,2})(?=[.、．]\s*\p{Script=Han})/gu, (number: string) => {
    if (Number(number) !== next) return number;
    next += 1;
    return `\n${number}`;
  });
}

/** The lines of a list without their numbers. The printed numbers alone, or 无, are an empty list. */
export function readList(text: string): string[] {
  return withNumbersApart(text)
    .split(/[\n;；]|(?<=\S)\s+(?=\d{1,2}[.、．]\s*\D)/u)
    .map((line) =>
      line
        .trim()
        .replace(/^(?:[（(]\d{1,2}[）)]|\d{1,2}(?:[、．)）]|\.(?!\d)))\s*/u, '')
        .trim(),
    )
    .filter((line) => line !== '' && !nothing.test(line) && !/^(?:[.…·\s]|\d{1,2}[.、．])+$/u.test(line));
}

/** The ticks of a choice or set by option value. Null where the marks cannot be told apart. */
export function readOptions(field: Field, text: string, others: readonly string[] = []): Ticks | null {
  const ticks = readTicks(text, [...field.options.flatMap((option) => option.words), ...others]);
  if (!ticks) return null;
  const toValues = (words: readonly string[]) => [
    ...new Set(words.map((word) => field.options.find((option) => option.words.includes(word))?.value ?? word)),
  ];
  const ticked = toValues(ticks.ticked);
  return { ticked, open: toValues(ticks.open).filter((value) => !ticked.includes(value)), marked: ticks.marked, bare: ticks.bare };
}

/** The option of a single word without any mark: the applicant left only that one standing. */
function readChoice(field: Field, text: string): string | null {
  const ticks = readOptions(field, text);
  if (!ticks) return null;
  const chosen = ticks.marked ? ticks.ticked : ticks.bare ? ticks.open : [];
  return chosen.length === 1 ? (chosen[0] ?? null) : null;
}

const plainBoolean = { true: ['是', '有'], false: ['否', '无'] };

/** By the words of the scheme's options `true` and `false`, or 是 / 否. A lone word counts, a sentence does not. */
function readBoolean(field: Field, text: string): boolean | null {
  const words = (value: 'true' | 'false') => field.options.find((option) => option.value === value)?.words ?? plainBoolean[value];
  const ticks = readTicks(text, [...words('true'), ...words('false')]);
  if (!ticks) return null;
  const chosen = ticks.marked ? ticks.ticked : ticks.bare ? ticks.open : [];
  const says = (value: 'true' | 'false') => chosen.some((word) => words(value).includes(word));
  return says('true') === says('false') ? null : says('true');
}

export const otherWords = ['其他', '其它'];

/**
 * The ticked options. Without any mark a list of some options is taken as written; all of them without a
 * mark is the printed form, not an answer. Marks with none ticked: nothing is offered, an empty set.
 */
function readSet(field: Field, text: string): string[] | null {
  const ticks = readOptions(field, withoutOther(text), otherWords);
  if (!ticks) return null;
  const known = (values: readonly string[]) => values.filter((value) => field.options.some((option) => option.value === value));
  if (ticks.marked) return known(ticks.ticked);
  const listed = ticks.bare ? known(ticks.open) : [];
  return listed.length > 0 && listed.length < field.options.length ? listed : null;
}

const otherPart = /(?:其他|其它)(?:服务)?\s*(?:[（(][^（）()\n]*[）)])?\s*[：:]?\s*(.*)$/su;

/** What is written after 其他： can hold the names of options; it is not ticked by them. */
function withoutOther(text: string): string {
  const match = otherPart.exec(text);
  return match ? text.slice(0, text.length - (match[1] ?? '').length) : text;
}

/**
 * What stands after 其他： in the cell of a set. '' says that there is nothing else; null that 其他 is ticked
 * without saying what, or that the cell has no such box.
 */
export function readOther(field: Field, text: string): ReadValue | null {
  const match = otherPart.exec(text);
  if (!match) return null;
  const raw = (match[1] ?? '').trim();
  const written = raw.replaceAll(/^[_＿\s]+|[_＿\s。；;]+$/gu, '');
  const ticks = readOptions(field, withoutOther(text), otherWords);
  const ticked = ticks?.ticked.some((word) => otherWords.includes(word)) ?? false;
  if (written !== '' && !nothing.test(written)) return { raw, value: /[□☐☑☒]/u.test(written) ? null : written, unit: null };
  return { raw, value: ticked ? null : '', unit: null };
}
