/** What stands left of a comparison, read out of the values as an exact quantity. */
import { sources, type FieldValue, type Source } from '../model.ts';
import { add, compare, divide, multiply, rational, subtract, sum, toDecimal, toRational, type Rational } from '../numbers/rational.ts';
import type { Message } from '../text.ts';
import { daysInMonth, parseDate, wholeMonths } from '../condition/dates.ts';
import type { Field, Operand, Unit } from '../condition/condition.ts';
import type { Scheme } from './scheme.ts';
import type { Stated } from '../condition/values.ts';

/** Everything an evaluation may know about a park. */
export interface Facts {
  readonly values: Readonly<Record<string, Stated>>;
  /** the application date, `YYYY-MM-DD` */
  readonly appliedOn: string;
  /** CNY for one USD, fixed in the round's settings */
  readonly usdRate?: string | undefined;
}

/** `quantity` is null when a value it needs is missing. */
export interface Measured {
  readonly quantity: Rational | null;
  /** the weakest source that took part; null when nothing is known */
  readonly source: Source | null;
  readonly notes: readonly Message[];
  /** where a date names only its month: the same counted from the month's last day */
  readonly low?: Rational;
}

const nothing: Measured = { quantity: null, source: null, notes: [] };
const fieldsOf = new WeakMap<Scheme, ReadonlyMap<string, Field>>();

/** The scheme's fields by key. */
export function fieldMap(scheme: Scheme): ReadonlyMap<string, Field> {
  let map = fieldsOf.get(scheme);
  if (!map) fieldsOf.set(scheme, (map = new Map(scheme.fields.map((field) => [field.key, field]))));
  return map;
}

/** Chinese and English label of a field as parameters of a message. */
export function labelParams(scheme: Scheme, key: string): { label: string; labelEn: string } {
  const label = fieldMap(scheme).get(key)?.label;
  return { label: label?.zh ?? key, labelEn: label?.en ?? label?.zh ?? key };
}

/** A statement of the field, or undefined: null, a blank text and no statement at all are the same. */
export function stated(facts: Facts, key: string): Stated | undefined {
  const found = Object.hasOwn(facts.values, key) ? facts.values[key] : undefined;
  if (!found || found.value === null) return undefined;
  return typeof found.value === 'string' && found.value.trim() === '' ? undefined : found;
}

/** The weaker of two sources; null is no source at all. */
export function weaker(a: Source | null, b: Source | null): Source | null {
  if (a === null || b === null) return a ?? b;
  return sources.indexOf(a) < sources.indexOf(b) ? a : b;
}

const money: ReadonlySet<Unit> = new Set<Unit>(['yi', 'wan', 'wanUsd']);

/** Whether a quantity of one unit can be compared in another (money only across 亿元, 万元, 万美元). */
export function convertible(from: Unit, to: Unit): boolean {
  return from === to || (money.has(from) && money.has(to));
}

/**
 * An exact conversion between 亿元, 万元 and 万美元; null when the exchange rate is needed and not given.
 */
export function convert(quantity: Rational, from: Unit, to: Unit, usdRate?: string): Rational | null {
  if (from === to) return quantity;
  const rate = usdRate === undefined ? null : toRational(usdRate);
  const usable = rate !== null && rate.num > 0n ? rate : null;
  let wan: Rational | null = quantity;
  if (from === 'yi') wan = multiply(quantity, rational(10_000));
  else if (from === 'wanUsd') wan = usable && multiply(quantity, usable);
  if (wan === null || to === 'wan') return wan;
  return to === 'yi' ? divide(wan, rational(10_000)) : usable && divide(wan, usable);
}

function unreadable(scheme: Scheme, key: string, from: Source): Measured {
  return { quantity: null, source: from, notes: [{ key: 'schemes.note.unreadable', params: labelParams(scheme, key) }] };
}

function numberOf(value: FieldValue): Rational | null {
  return typeof value === 'string' ? toRational(value.trim()) : typeof value === 'number' ? toRational(value) : null;
}

/** One field in the wanted unit, converted where its own differs or where it is derived from another field. */
function readField(scheme: Scheme, facts: Facts, key: string, unit: Unit): Measured {
  const field = fieldMap(scheme).get(key);
  if (!field) return nothing;
  const found = stated(facts, key);
  if (!found) {
    if (field.convertFrom === undefined) return nothing;
    const origin = readField(scheme, facts, field.convertFrom, unit);
    const params = {
      ...labelParams(scheme, key),
      from: labelParams(scheme, field.convertFrom).label,
      fromEn: labelParams(scheme, field.convertFrom).labelEn,
    };
    return origin.quantity ? { ...origin, notes: [...origin.notes, { key: 'schemes.note.derived', params }] } : origin;
  }
  const own = numberOf(found.value);
  if (!own) return unreadable(scheme, key, found.source);
  const quantity = convert(own, field.unit, unit, facts.usdRate);
  const crossesCurrency = field.unit !== unit && (field.unit === 'wanUsd' || unit === 'wanUsd');
  if (!crossesCurrency) return { quantity, source: found.source, notes: [] };
  const note: Message = quantity
    ? { key: 'schemes.note.rate', params: { rate: facts.usdRate ?? '', value: toDecimal(own), unit: field.unit } }
    : { key: 'schemes.note.rateNeeded', params: labelParams(scheme, key) };
  return { quantity, source: found.source, notes: [note] };
}

const nothingWords = new Set(['', '无', '暂无', '没有', '/', '-', '—', '——', '其他', '其它', 'none', 'n/a']);

/** The entries of a set, a list or a text that lists; blanks and words for "none" are no entries. */
export function entriesOf(value: FieldValue): string[] {
  const parts = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[、，,;；\n]/) : [];
  const cleaned = parts.map((part) =>
    part
      .normalize('NFKC')
      .trim()
      .replace(/^其[他它]:/, '')
      .replace(/[。.]$/, '')
      .trim(),
  );
  return [...new Set(cleaned.filter((part) => !nothingWords.has(part.toLowerCase())))];
}

const optionValues = new WeakMap<Field, ReadonlyMap<string, string>>();

/** An option by any of its words, so that 通关 and 通关服务 are one service. */
function asOption(field: Field | undefined, entry: string): string {
  if (!field) return entry;
  let values = optionValues.get(field);
  if (!values)
    optionValues.set(
      field,
      (values = new Map(field.options.flatMap((option) => option.words.map((word) => [word.normalize('NFKC'), option.value] as const)))),
    );
  return values.get(entry) ?? entry;
}

function countEntries(scheme: Scheme, facts: Facts, key: string, plus: readonly string[]): Measured {
  const found = stated(facts, key);
  if (!found) return nothing;
  if (typeof found.value === 'boolean') return unreadable(scheme, key, found.source);
  const bare = Array.isArray(found.value) ? null : numberOf(found.value);
  const entries = bare ? [] : entriesOf(found.value);
  let source: Source | null = found.source;
  const more = plus.flatMap((other) => {
    const extra = stated(facts, other);
    if (!extra) return [];
    const added = entriesOf(extra.value);
    if (added.length > 0) source = weaker(source, extra.source);
    return added;
  });
  const field = fieldMap(scheme).get(key);
  const distinct = rational(new Set([...entries, ...more].map((entry) => asOption(field, entry))).size);
  return { quantity: bare ? add(bare, distinct) : distinct, source, notes: [] };
}

/**
 * The amount a line states, in 万元 or 万美元 ("星湖一号贸易有限公司 3.2亿元"): the last one written; null when it
 * states none. A name such as "百亿贸易" is no amount: without 元 it must stand at the end.
 */
export function amountOf(line: string): { quantity: Rational; unit: Unit } | null {
  const text = line.normalize('NFKC').replace(/(\d),(?=\d{3})/g, '$1');
  const written = [...text.matchAll(/(\d+(?:\.\d+)?)\s*(亿|万|)\s*(美元|元|(?=[\s)。;,]*$))/g)]
    .filter((match) => match[2] !== '' || match[3] !== '')
    .at(-1);
  if (!written) return null;
  const number = toRational(written[1] ?? '');
  if (!number) return null;
  const wan = written[2] === '亿' ? multiply(number, rational(10_000)) : written[2] === '万' ? number : divide(number, rational(10_000));
  return { quantity: wan, unit: written[3] === '美元' ? 'wanUsd' : 'wan' };
}

function countAmounts(scheme: Scheme, facts: Facts, operand: { entries: string; from: string; unit: Unit }): Measured {
  const found = stated(facts, operand.entries);
  if (!found) return nothing;
  if (!Array.isArray(found.value) && typeof found.value !== 'string') return unreadable(scheme, operand.entries, found.source);
  const bound = toRational(operand.from) ?? rational(0);
  const lines = Array.isArray(found.value) ? found.value : found.value.split(/[;；\n]/);
  const reaching = entriesOf(lines).filter((line) => {
    const amount = amountOf(line);
    const own = amount && convert(amount.quantity, amount.unit, operand.unit, facts.usdRate);
    return !own || compare(own, bound) >= 0;
  });
  return { quantity: rational(reaching.length), source: found.source, notes: [] };
}

function measureSince(scheme: Scheme, facts: Facts, key: string, unit: 'months' | 'years'): Measured {
  const found = stated(facts, key);
  if (!found) return nothing;
  const from = typeof found.value === 'string' ? parseDate(found.value.trim()) : null;
  const to = parseDate(facts.appliedOn);
  if (!from || !to) return unreadable(scheme, key, found.source);
  const end = { ...to, day: to.day ?? 1 };
  const count = (day: number): Rational => {
    const months = wholeMonths({ ...from, day }, end);
    return rational(unit === 'months' ? months : Math.trunc(months / 12));
  };
  const measured = { quantity: count(from.day ?? 1), source: found.source, notes: [] };
  return from.day === null ? { ...measured, low: count(daysInMonth(from.year, from.month)) } : measured;
}

function together(parts: readonly Measured[], join: (quantities: readonly Rational[]) => Rational | null): Measured {
  const quantities = parts.map((part) => part.quantity);
  return {
    quantity: quantities.every((quantity) => quantity !== null) ? join(quantities) : null,
    source: parts.reduce((found, part) => weaker(found, part.source), null as Source | null),
    notes: parts.flatMap((part) => part.notes),
  };
}

/**
 * The quantity of an operand in `unit`, exact. Missing values make it null, never zero; a quotient by
 * zero is null too. A month-only date counts from the month's first day, because the form asks for year
 * and month only; `low` tells what the other end of the month would give.
 */
export function measure(operand: Operand, unit: Unit, scheme: Scheme, facts: Facts): Measured {
  const read = (key: string) => readField(scheme, facts, key, unit);
  if ('field' in operand) return read(operand.field);
  if ('count' in operand) return countEntries(scheme, facts, operand.count, operand.plus ?? []);
  if ('entries' in operand) return countAmounts(scheme, facts, operand);
  if ('since' in operand) return measureSince(scheme, facts, operand.since, operand.unit);
  if ('sum' in operand) return together(operand.sum.map(read), sum);
  if ('mean' in operand) return together(operand.mean.map(read), (all) => divide(sum(all), rational(all.length)));
  if ('growth' in operand) {
    const unit = fieldMap(scheme).get(operand.growth[0])?.unit ?? 'none';
    return together(
      operand.growth.map((key) => readField(scheme, facts, key, unit)),
      ([now, before]) => (now && before && before.num > 0n ? multiply(divide(subtract(now, before), before), rational(100)) : null),
    );
  }
  const fields = fieldMap(scheme);
  const factor = rational(unit === 'percent' ? 100 : 1);
  return together(
    operand.ratio.map((key) => readField(scheme, facts, key, fields.get(operand.ratio[0])?.unit ?? 'none')),
    ([top, bottom]) => (top && bottom && bottom.num !== 0n ? multiply(divide(top, bottom), factor) : null),
  );
}

/** The keys of the fields an operand reads. */
export function operandFields(operand: Operand): string[] {
  if ('field' in operand) return [operand.field];
  if ('count' in operand) return [operand.count, ...(operand.plus ?? [])];
  if ('entries' in operand) return [operand.entries];
  if ('since' in operand) return [operand.since];
  if ('sum' in operand) return operand.sum;
  if ('growth' in operand) return operand.growth;
  return 'mean' in operand ? operand.mean : operand.ratio;
}
