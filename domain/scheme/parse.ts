/**
 * Reads a scheme from JSON and says exactly where one is wrong. Refuses `scheme/invalid` with the path
 * and a {@link Message} of the problem.
 */
import type { z } from 'zod';
import { refuse } from '../result.ts';
import { problem, type Problem } from '../condition/problem.ts';
import { expressionFields } from './expression.ts';
import { convertible, operandFields } from './measure.ts';
import { gradesProblem } from './grades.ts';
import { placeholders, unknownPlaceholders } from '../texts/own-texts.ts';
import { parseDecimal } from '../numbers/rational.ts';
import { typesNamed } from '../rubric/leaves.ts';
import { rubricProblems } from '../rubric/rubric.ts';
import { scheme as schemeModel, type Scheme, type Tier } from './scheme.ts';
import type { Expression, Field, Operand, Unit } from '../condition/condition.ts';

export function pathText(path: readonly PropertyKey[]): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? String(step) : `.${String(step)}`)).join('');
}

type Issue = z.core.$ZodIssue;

/** Of a union, the reading that went furthest: the one without foreign keys, then the deepest. */
function furthest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const readings = issue.errors
    .filter((errors) => errors.length > 0)
    .map((errors) => errors.map((inner) => furthest({ ...inner, path: [...issue.path, ...inner.path] })));
  const foreign = (issues: readonly Issue[]) => issues.filter((one) => one.code === 'unrecognized_keys').length;
  const depth = (issues: readonly Issue[]) => Math.max(...issues.map((one) => one.path.length));
  const missing = (issues: readonly Issue[]) =>
    issues.filter((one) => one.code === 'invalid_type' && one.path.length === issue.path.length + 1).length;
  const keys = typeof issue.input === 'object' && issue.input !== null ? Object.keys(issue.input) : [];
  const here = issue.path.length;
  const unused = (issues: readonly Issue[]) =>
    issues.flatMap((one) => (one.code === 'unrecognized_keys' && one.path.length === here ? one.keys : []));
  // no reading knows any of its words: the words are wrong, and nothing is lacking
  if (keys.length > 0 && readings.every((reading) => unused(reading).length === keys.length))
    return { code: 'unrecognized_keys', keys, path: issue.path, message: '' };
  const [nearest] = readings.toSorted((a, b) => foreign(a) - foreign(b) || depth(b) - depth(a) || missing(a) - missing(b));
  return nearest?.toSorted((a, b) => b.path.length - a.path.length)[0] ?? issue;
}

const knownTypes: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'object', 'array']);

function describe(issue: Issue): Problem {
  const nearest = furthest(issue);
  const path = pathText(nearest.path);
  if (nearest.code === 'invalid_type')
    return problem(
      path,
      nearest.input === undefined ? 'required' : `type.${knownTypes.has(nearest.expected) ? nearest.expected : 'other'}`,
    );
  if (nearest.code === 'unrecognized_keys') return problem(path, 'unknownKey', { name: nearest.keys.join('、') });
  if (nearest.code === 'invalid_value') return problem(path, 'choice', { values: nearest.values.map(String).join('、') });
  if (nearest.code === 'invalid_union') return problem(path, 'noReading');
  if (nearest.code === 'too_small' || nearest.code === 'too_big')
    return problem(path, nearest.code === 'too_small' ? 'tooSmall' : 'tooBig', {
      bound: String('minimum' in nearest ? nearest.minimum : nearest.maximum),
    });
  return problem(path, 'format');
}

function operandsOf(test: Expression, path: string): { operand: Operand; unit: Unit; path: string }[] {
  if ('left' in test) return [{ operand: test.left, unit: test.unit, path: `${path}.left` }];
  if ('all' in test) return test.all.flatMap((inner, index) => operandsOf(inner, `${path}.all[${index}]`));
  if ('any' in test) return test.any.flatMap((inner, index) => operandsOf(inner, `${path}.any[${index}]`));
  if ('of' in test) return test.of.flatMap((inner, index) => operandsOf(inner, `${path}.of[${index}]`));
  return 'not' in test ? operandsOf(test.not, `${path}.not`) : [];
}

/** Fields that are compared with a day of the calendar. */
function datesOf(test: Expression): string[] {
  if ('date' in test) return [test.date];
  const inner = 'all' in test ? test.all : 'any' in test ? test.any : 'of' in test ? test.of : 'not' in test ? [test.not] : [];
  return inner.flatMap(datesOf);
}

function patternsOf(test: Expression): string[] {
  if ('matches' in test) return [test.pattern];
  const inner = 'all' in test ? test.all : 'any' in test ? test.any : 'of' in test ? test.of : 'not' in test ? [test.not] : [];
  return inner.flatMap(patternsOf);
}

/** Fields by which a named body can be looked up; a verdict does without them. */
function codesOf(test: Expression): string[] {
  if ('filled' in test) return test.code === undefined ? [] : [test.code];
  const inner = 'all' in test ? test.all : 'any' in test ? test.any : 'of' in test ? test.of : 'not' in test ? [test.not] : [];
  return inner.flatMap(codesOf);
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source !== '';
  } catch {
    return false;
  }
}

/** Fields exist, units agree, dates are dates, patterns compile. */
function expressionProblems(test: Expression, path: string, fields: ReadonlyMap<string, Field>): Problem[] {
  const unknown = [...expressionFields(test), ...codesOf(test)]
    .filter((key) => !fields.has(key))
    .map((name) => problem(path, 'unknownField', { name }));
  if (unknown.length > 0) return unknown;
  const units = operandsOf(test, path).flatMap(({ operand, unit, path: at }) => operandProblems(operand, unit, at, fields));
  const patterns = patternsOf(test)
    .filter((pattern) => !isPattern(pattern))
    .map((name) => problem(path, 'badPattern', { name }));
  const dates = datesOf(test)
    .filter((key) => fields.get(key)?.type !== 'date')
    .map((name) => problem(path, 'notADate', { name }));
  return [...units, ...patterns, ...dates];
}

/** An operand whose fields cannot be read in the unit of its comparison. */
function operandProblems(operand: Operand, unit: Unit, path: string, fields: ReadonlyMap<string, Field>): Problem[] {
  const found = operandFields(operand).flatMap((key) => fields.get(key) ?? []);
  if ('since' in operand) {
    const date = found.every((field) => field.type === 'date') ? [] : [problem(path, 'notADate', { name: operand.since })];
    return operand.unit === unit ? date : [...date, problem(path, 'unit', { name: operand.since, from: operand.unit, to: unit })];
  }
  if ('count' in operand || 'entries' in operand) {
    const lists = found
      .filter((field) => !['set', 'list', 'text'].includes(field.type))
      .map((field) => problem(path, 'notAList', { name: field.key }));
    return lists;
  }
  const numbers = found
    .filter((field) => field.type !== 'decimal' && field.type !== 'integer')
    .map((field) => problem(path, 'notANumber', { name: field.key }));
  if ('growth' in operand && unit !== 'percent') return [problem(path, 'unit', { name: operand.growth[0], from: 'percent', to: unit })];
  const wanted = 'ratio' in operand || 'growth' in operand ? (found[0]?.unit ?? unit) : unit;
  const foreign = found
    .filter((field) => !convertible(field.unit, wanted))
    .map((field) => problem(path, 'unit', { name: field.key, from: field.unit, to: wanted }));
  return [...numbers, ...foreign];
}

/** What an amount is worked out from: money for a share, a number for an amount a unit; one of them, and no fixed amount beside it. */
function amountProblems({ share, each, amount }: Tier, path: string, fields: ReadonlyMap<string, Field>): Problem[] {
  const both = share && each ? [problem(`${path}.each`, 'amountTwice')] : [];
  const fixed = amount !== null && (share ?? each) ? [problem(`${path}.amount`, 'amountTwice')] : [];
  const read = (key: string, at: string, unit: Unit | null): Problem[] => {
    const field = fields.get(key);
    if (!field) return [problem(at, 'unknownField', { name: key })];
    return operandProblems({ field: key }, unit ?? field.unit, at, fields);
  };
  return [
    ...both,
    ...fixed,
    ...(share ? read(share.field, `${path}.share.field`, 'wan') : []),
    ...(each ? read(each.field, `${path}.each.field`, null) : []),
  ];
}

/** Amounts, shares and caps are something: a limit of nothing would be a rule that never pays. */
function positiveProblems(amounts: Readonly<Record<string, string | null | undefined>>, path: string): Problem[] {
  return Object.entries(amounts).flatMap(([setting, amount]) =>
    typeof amount !== 'string' || (parseDecimal(amount)?.num ?? 0n) > 0n ? [] : [problem(`${path}.${setting}`, 'positive')],
  );
}

/** A field of money. */
function operandOf(key: string, path: string, fields: ReadonlyMap<string, Field>): Problem[] {
  return fields.has(key) ? operandProblems({ field: key }, 'wan', path, fields) : [problem(path, 'unknownField', { name: key })];
}

function repeated(ids: readonly string[], path: string): Problem[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((name) => problem(path, 'repeated', { name }));
}

function checklistProblems(scheme: Scheme, fields: ReadonlyMap<string, Field>): Problem[] {
  const list = scheme.checklist;
  if (!list) return [];
  const tasks = list.headings.flatMap((heading) => heading.tasks);
  const unfit = tasks.filter((task) => !fields.get(task.field)?.options.some((option) => option.value === list.done));
  const known = new Set(scheme.conditions.map((condition) => condition.id));
  return [
    ...repeated(
      tasks.map((task) => String(task.no)),
      'checklist.headings',
    ),
    ...unfit.map((task) => problem('checklist.headings', 'unknownField', { name: task.field })),
    ...list.targets
      .filter((target) => !known.has(target.condition))
      .map((target) => problem('checklist.targets', 'unknownCondition', { name: target.condition })),
  ];
}

/** Everything that the shape alone cannot tell: references, units, sums, unique names. */
export function schemeProblems(scheme: Scheme): Problem[] {
  const fields = new Map(scheme.fields.map((field) => [field.key, field]));
  const types = new Set(scheme.types.map((type) => type.id));
  const foreignTypes = (wanted: readonly string[] | undefined, path: string) =>
    (wanted ?? []).filter((type) => !types.has(type)).map((name) => problem(path, 'unknownType', { name }));
  const fieldReference = (key: string | undefined, path: string) =>
    key === undefined || fields.has(key) ? [] : [problem(path, 'unknownField', { name: key })];
  return [
    ...repeated(
      scheme.fields.map((field) => field.key),
      'fields',
    ),
    ...repeated(
      scheme.types.map((type) => type.id),
      'types',
    ),
    ...repeated(
      [...scheme.conditions, ...scheme.priorities, ...scheme.automatic].map((one) => one.id),
      'conditions',
    ),
    ...repeated(
      scheme.tiers.map((tier) => tier.id),
      'tiers',
    ),
    ...scheme.fields.flatMap((field, index) => [
      ...fieldReference(field.within, `fields[${index}].within`),
      ...fieldReference(field.convertFrom, `fields[${index}].convertFrom`),
    ]),
    ...scheme.conditions.flatMap((condition, index) => {
      const path = `conditions[${index}]`;
      const relaxed = condition.relaxation ? expressionProblems(condition.relaxation.when, `${path}.relaxation.when`, fields) : [];
      return [...expressionProblems(condition.test, `${path}.test`, fields), ...relaxed, ...foreignTypes(condition.types, `${path}.types`)];
    }),
    ...scheme.priorities.flatMap((one, index) => [
      ...expressionProblems(one.when, `priorities[${index}].when`, fields),
      ...foreignTypes(one.types, `priorities[${index}].types`),
      ...foreignTypes(one.heldTypes, `priorities[${index}].heldTypes`),
    ]),
    ...scheme.automatic.flatMap((one, index) => [
      ...expressionProblems(one.when, `automatic[${index}].when`, fields),
      ...foreignTypes([one.type], `automatic[${index}].type`),
    ]),
    ...scheme.tiers.flatMap((one, index) => [
      ...expressionProblems(one.when, `tiers[${index}].when`, fields),
      ...amountProblems(one, `tiers[${index}]`, fields),
      ...positiveProblems(
        { amount: one.amount, cap: one.cap, 'share.percent': one.share?.percent, 'each.amount': one.each?.amount },
        `tiers[${index}]`,
      ),
    ]),
    ...(scheme.nameRule && !isPattern(scheme.nameRule.pattern)
      ? [problem('nameRule.pattern', 'badPattern', { name: scheme.nameRule.pattern })]
      : []),
    ...scheme.limits.flatMap((one, index) => [
      ...positiveProblems({ cap: one.cap }, `limits[${index}]`),
      ...((one.per === 'years') === (one.years !== undefined) ? [] : [problem(`limits[${index}].years`, 'limitYears')]),
      ...(one.received === undefined ? [] : operandOf(one.received, `limits[${index}].received`, fields)),
      ...(one.groups ?? [])
        .filter((group) => !scheme.tiers.some((tier) => tier.group === group))
        .map((name) => problem(`limits[${index}].groups`, 'unknownGroup', { name })),
    ]),
    ...openingProblems(scheme),
    ...checklistProblems(scheme, fields),
    ...gradeProblems(scheme),
    ...(scheme.rubric ? rubricProblems(scheme.rubric, [...types]).map((one) => ({ ...one, path: `rubric.${one.path}` })) : []),
    ...foreignTypes(scheme.rubric ? typesNamed(scheme.rubric) : [], 'rubric.criteria'),
    ...(scheme.rubric ? formulaProblems(scheme, fields) : []),
  ];
}

/** Figures that the first sentence of a document asks for, and that there are not. */
function openingProblems({ documents }: Scheme): Problem[] {
  const texts = {
    opening: 'reportOpening',
    shortlistOpening: 'shortlistOpening',
    noticeOpening: 'noticeOpening',
    finalOpening: 'finalOpening',
  } as const;
  return Object.entries(texts).flatMap(([setting, key]) =>
    unknownPlaceholders(key, documents[setting as keyof typeof texts] ?? '').map((name) =>
      problem(`documents.${setting}`, 'placeholder', { name, known: placeholders[key].join('、') }),
    ),
  );
}

function gradeProblems(scheme: Scheme): Problem[] {
  const found = gradesProblem(scheme.results.grades);
  return found ? [problem('results.grades', `grades.${found}`)] : [];
}

function formulaProblems(scheme: Scheme, fields: ReadonlyMap<string, Field>): Problem[] {
  const walk = (criteria: NonNullable<Scheme['rubric']>['criteria'], path: string): Problem[] =>
    criteria.flatMap((criterion, index) => {
      const at = `${path}[${index}]`;
      const { formula } = criterion;
      const unknown = formula
        ? operandFields(formula.of)
            .filter((key) => !fields.has(key))
            .map((name) => problem(`${at}.formula.of`, 'unknownField', { name }))
        : [];
      const units = formula && unknown.length === 0 ? operandProblems(formula.of, formula.unit, `${at}.formula.of`, fields) : [];
      return [...unknown, ...units, ...walk(criterion.children ?? [], `${at}.children`)];
    });
  return walk(scheme.rubric?.criteria ?? [], 'rubric.criteria');
}

/** What is wrong with the shape: places that are missing, of another kind, or not known at all. */
export function shapeProblems(error: z.ZodError): Problem[] {
  return error.issues.map(describe);
}

/** A scheme out of parsed JSON, as it may lie in a round since long. Refuses `scheme/invalid` with `{ id, path, problem, count }`: the first problem and how many there are. */
export function parseScheme(json: unknown): Scheme {
  const parsed = schemeModel.safeParse(json, { reportInput: true });
  const problems = parsed.success ? schemeProblems(parsed.data) : shapeProblems(parsed.error);
  const [first] = problems;
  if (parsed.success && first === undefined) return parsed.data;
  const id = typeof json === 'object' && json !== null && 'id' in json && typeof json.id === 'string' ? json.id : '';
  return refuse('scheme/invalid', {
    id,
    path: first?.path || '/',
    problem: first?.problem ?? { key: 'schemes.problem.format' },
    count: problems.length,
  });
}
