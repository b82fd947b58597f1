/** Tests an expression against the facts and keeps, for each comparison in it, what a reader must see. */
import type { Source } from '../model.ts';
import { add, compare, divide, rational, subtract, sum, toDecimal, toRational, type Rational } from '../numbers/rational.ts';
import type { LocalText, Message } from '../text.ts';
import { isIndividual, readCreditCode } from '../numbers/credit-code.ts';
import { labelParams, measure, operandFields, stated, weaker, type Facts } from './measure.ts';
import type { Comparison, Expression, Operand, Unit } from '../condition/condition.ts';
import type { Scheme } from './scheme.ts';
import { daysInMonth, parseDate } from '../condition/dates.ts';
import { atLeast, negate, verdicts, worst, type Verdict } from '../condition/verdict.ts';

/** One test at a leaf. Quantities are exact decimals in `unit`. */
export interface Part {
  readonly fields: readonly string[];
  readonly verdict: Verdict;
  /** the quantity, the words, or yes and no; null where nothing is known */
  readonly value: string | boolean | null;
  readonly source: Source | null;
  readonly op: Comparison | null;
  readonly threshold: string | boolean | null;
  readonly unit: Unit;
  /** how much is lacking; null when met, unknown, or no quantity */
  readonly gap: string | null;
  readonly notes: readonly Message[];
  /** what is left to the experts, where nothing is compared */
  readonly asks: LocalText | null;
}

export interface Tested {
  readonly verdict: Verdict;
  readonly parts: readonly Part[];
  /** what stands between it and 符合 on the shortest way there, in reading order; empty where it is met */
  readonly lacks: readonly Part[];
  /** the same with every way: all needs have to be filled, each by one of its ways */
  readonly needs: readonly Need[];
}

/** Parts of which all belong to one way, and the ways of which one is enough. */
export type Need = readonly (readonly Part[])[];

const leaf: Omit<Part, 'fields' | 'verdict'> = {
  value: null,
  source: null,
  op: null,
  threshold: null,
  unit: 'none',
  gap: null,
  notes: [],
  asks: null,
};

function holdsOrder(order: number, op: Comparison): boolean {
  if (op === '>=') return order >= 0;
  if (op === '>') return order > 0;
  if (op === '<=') return order <= 0;
  if (op === '<') return order < 0;
  return op === '==' ? order === 0 : order !== 0;
}

function holds(quantity: Rational, op: Comparison, bound: Rational): boolean {
  return holdsOrder(compare(quantity, bound), op);
}

/** Units that are counted one by one: "more than 10" needs an eleventh. */
const countable: ReadonlySet<Unit> = new Set<Unit>(['count', 'items', 'people', 'months', 'years']);

function lacking(quantity: Rational, op: Comparison, bound: Rational, unit: Unit): string | null {
  if (op === '!=') return null;
  const distance = subtract(bound, quantity);
  const needed = distance.num < 0n ? rational(-distance.num, distance.den) : distance;
  const strict = (op === '>' || op === '<') && countable.has(unit);
  return toDecimal(strict ? add(needed, rational(1)) : needed);
}

const bounds = new WeakMap<object, Rational | null>();

/** The bound of a comparison, read once for each scheme. */
function boundOf(test: Extract<Expression, { left: Operand }>): Rational | null {
  let bound = bounds.get(test);
  if (bound === undefined) bounds.set(test, (bound = toRational(test.right)));
  return bound;
}

function testComparison(test: Extract<Expression, { left: Operand }>, scheme: Scheme, facts: Facts): Part {
  const fields = operandFields(test.left);
  const measured = measure(test.left, test.unit, scheme, facts);
  const shown = { ...leaf, fields, source: measured.source, op: test.op, threshold: test.right, unit: test.unit };
  const bound = boundOf(test);
  if (!measured.quantity || !bound) return { ...shown, verdict: 'missing', notes: measured.notes };
  const met = holds(measured.quantity, test.op, bound);
  const dayMatters = measured.low !== undefined && holds(measured.low, test.op, bound) !== met;
  return {
    ...shown,
    verdict: met ? 'met' : 'notMet',
    value: toDecimal(measured.quantity),
    gap: met ? null : lacking(measured.quantity, test.op, bound, test.unit),
    notes: dayMatters
      ? [...measured.notes, { key: 'schemes.note.monthOnly', params: labelParams(scheme, fields[0] ?? '') }]
      : measured.notes,
  };
}

/** Both ends of a date: one that names only its month may be any of its days. */
function testDate(test: Extract<Expression, { date: string }>, scheme: Scheme, facts: Facts): Part {
  const found = stated(facts, test.date);
  const shown = { ...leaf, fields: [test.date], op: test.op, threshold: test.day };
  if (!found) return { ...shown, verdict: 'missing' };
  const text = typeof found.value === 'string' ? found.value.trim() : '';
  const date = parseDate(text);
  const note = (key: string): Part => ({
    ...shown,
    verdict: 'missing',
    value: text === '' ? null : text,
    source: found.source,
    notes: [{ key, params: labelParams(scheme, test.date) }],
  });
  if (!date) return { ...note('schemes.note.unreadable'), value: null };
  const month = text.slice(0, 7);
  const days = date.day === null ? [`${month}-01`, `${month}-${daysInMonth(date.year, date.month)}`] : [text];
  const [first, ...others] = days.map((day) => holdsOrder(day < test.day ? -1 : day > test.day ? 1 : 0, test.op));
  if (others.some((other) => other !== first)) return note('schemes.note.dayNeeded');
  return { ...shown, verdict: first === true ? 'met' : 'notMet', value: text, source: found.source };
}

const yes = new Set(['是', '有', 'true', 'yes']);
const no = new Set(['否', '无', '没有', 'false', 'no']);

function truth(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return null;
  const word = value.trim().toLowerCase();
  return yes.has(word) ? true : no.has(word) ? false : null;
}

function testBoolean(test: Extract<Expression, { boolean: string }>, scheme: Scheme, facts: Facts): Part {
  const found = stated(facts, test.boolean);
  const shown = { ...leaf, fields: [test.boolean], threshold: test.is };
  if (!found) return { ...shown, verdict: test.unstated ?? 'missing' };
  const value = truth(found.value);
  if (value === null)
    return {
      ...shown,
      verdict: 'missing',
      source: found.source,
      notes: [{ key: 'schemes.note.unreadable', params: labelParams(scheme, test.boolean) }],
    };
  return { ...shown, verdict: value === test.is ? 'met' : 'notMet', value, source: found.source };
}

function words(value: unknown): string {
  return Array.isArray(value) ? value.join('、') : String(value);
}

function testFilled({ filled: keys, code }: Extract<Expression, { filled: string[] }>, facts: Facts): Part {
  const part = testPresent(keys, facts);
  if (code === undefined || part.verdict !== 'met') return part;
  // that a body is registered stands in no form: only its code lets others look it up
  const said = stated(facts, code)?.value;
  const read = typeof said === 'string' ? readCreditCode(said) : { fault: 'codeShape' as const };
  const fields = [...keys, code];
  if ('fault' in read) return { ...part, fields, notes: [{ key: 'schemes.note.codeMissing', params: {} }] };
  return isIndividual(read.code)
    ? { ...part, fields, verdict: 'judgement', notes: [{ key: 'schemes.note.codeIndividual', params: { code: read.code } }] }
    : { ...part, fields, notes: [{ key: 'schemes.note.codeGiven', params: { code: read.code } }] };
}

function testPresent(keys: readonly string[], facts: Facts): Part {
  const found = keys.map((key) => stated(facts, key));
  const present = found.filter((one) => one !== undefined && !(Array.isArray(one.value) && one.value.length === 0));
  return {
    ...leaf,
    fields: keys,
    verdict: present.length === keys.length ? 'met' : 'missing',
    value: present.length === 0 ? null : present.map((one) => words(one?.value)).join('、'),
    source: present.reduce((source, one) => weaker(source, one?.source ?? null), null as Source | null),
  };
}

function testText(key: string, facts: Facts, accepts: (text: string) => boolean): Part {
  const found = stated(facts, key);
  if (!found) return { ...leaf, fields: [key], verdict: 'missing' };
  const text = words(found.value).trim();
  return { ...leaf, fields: [key], verdict: accepts(text) ? 'met' : 'notMet', value: text, source: found.source };
}

function one(part: Part): Tested {
  const lacks = part.verdict === 'met' ? [] : [part];
  return { verdict: part.verdict, parts: [part], lacks, needs: lacks.map((lacking) => [[lacking]]) };
}

/** What is lacking as a share of the bound, to tell which of several things is nearer; null where there is no quantity. */
export function lackingShare({ gap, threshold }: Pick<Part, 'gap' | 'threshold'>): Rational | null {
  const missing = gap === null ? null : toRational(gap);
  const bound = typeof threshold === 'string' ? toRational(threshold) : null;
  return missing && bound && bound.num !== 0n ? divide(missing, bound) : null;
}

/** How far it is to 符合: what cannot be measured (another region, a no) comes before any distance that can. */
function distance({ verdict, lacks }: Tested): { verdict: Verdict; unmeasured: number; share: Rational } {
  const shares = lacks.map(lackingShare);
  return { verdict, unmeasured: shares.filter((share) => share === null).length, share: sum(shares.filter((share) => share !== null)) };
}

/** The nearest to 符合 first; among equals as they stand. */
function nearestFirst(tested: readonly Tested[]): Tested[] {
  return tested
    .map((each) => ({ each, far: distance(each) }))
    .toSorted(
      ({ far: a }, { far: b }) =>
        verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) || a.unmeasured - b.unmeasured || compare(a.share, b.share),
    )
    .map(({ each }) => each);
}

function testAll(tests: readonly Expression[], scheme: Scheme, facts: Facts): Tested {
  const tested = tests.map((test) => testExpression(test, scheme, facts));
  return {
    verdict: worst(tested.map((each) => each.verdict)),
    parts: tested.flatMap((each) => each.parts),
    lacks: tested.flatMap((each) => each.lacks),
    needs: tested.flatMap((each) => each.needs),
  };
}

/** `wanted` of the tests: the nearest ones are the shortest way. */
function testSome(wanted: number, tests: readonly Expression[], scheme: Scheme, facts: Facts): Tested {
  const tested = tests.map((test) => testExpression(test, scheme, facts));
  const verdict = atLeast(
    wanted,
    tested.map((each) => each.verdict),
  );
  const parts = tested.flatMap((each) => each.parts);
  if (verdict === 'met') return { verdict, parts, lacks: [], needs: [] };
  const nearest = nearestFirst(tested);
  const lacks = nearest.slice(0, wanted).flatMap((each) => each.lacks);
  return { verdict, parts, lacks, needs: [wanted === 1 ? nearest.map((each) => each.lacks) : [lacks]] };
}

function testNot(test: Expression, scheme: Scheme, facts: Facts): Tested {
  const inner = testExpression(test, scheme, facts);
  const parts = inner.parts.map((part) => ({ ...part, verdict: negate(part.verdict), gap: null }));
  const verdict = negate(inner.verdict);
  const lacks = verdict === 'met' ? [] : parts.filter((part) => part.verdict !== 'met');
  return { verdict, parts, lacks, needs: lacks.map((part) => [[part]]) };
}

/** Verdict of an expression, its leaves in reading order, and what it lacks. */
export function testExpression(test: Expression, scheme: Scheme, facts: Facts): Tested {
  if ('date' in test) return one(testDate(test, scheme, facts));
  if ('op' in test) return one(testComparison(test, scheme, facts));
  if ('all' in test) return testAll(test.all, scheme, facts);
  if ('any' in test) return testSome(1, test.any, scheme, facts);
  if ('of' in test) return testSome(test.atLeast, test.of, scheme, facts);
  if ('not' in test) return testNot(test.not, scheme, facts);
  if ('boolean' in test) return one(testBoolean(test, scheme, facts));
  if ('filled' in test) return one(testFilled(test, facts));
  if ('chosen' in test) return one(testText(test.chosen, facts, (text) => test.in.includes(text)));
  if ('matches' in test) return one(testText(test.matches, facts, (text) => new RegExp(test.pattern, 'u').test(text)));
  return one({ ...leaf, fields: [], verdict: 'judgement', asks: test.judgement });
}

const fieldsRead = new WeakMap<Expression, readonly string[]>();

function readKeys(test: Expression): readonly string[] {
  if ('date' in test) return [test.date];
  if ('op' in test) return operandFields(test.left);
  if ('all' in test) return test.all.flatMap(expressionFields);
  if ('any' in test) return test.any.flatMap(expressionFields);
  if ('of' in test) return test.of.flatMap(expressionFields);
  if ('not' in test) return expressionFields(test.not);
  if ('boolean' in test) return [test.boolean];
  if ('chosen' in test) return [test.chosen];
  if ('matches' in test) return [test.matches];
  return 'filled' in test ? test.filled : [];
}

/** The keys of all fields whose values an expression asks for, each once, in reading order; worked out once for each scheme. */
export function expressionFields(test: Expression): readonly string[] {
  let keys = fieldsRead.get(test);
  if (!keys) fieldsRead.set(test, (keys = [...new Set(readKeys(test))]));
  return keys;
}
