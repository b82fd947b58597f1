/** 评分标准: reading and checking the tree of criteria. Points are whole hundredths. */
import { problem, type Problem } from '../condition/problem.ts';
import { formatPoints } from '../numbers/points.ts';
import { add, compare, multiply, parseDecimal, rational, toDecimal, zero, type Rational } from '../numbers/rational.ts';
import { refuse } from '../result.ts';
import { asksType, rubricLeaves, sumBelow, sumOf, typesNamed } from './leaves.ts';
import { isStaged } from './stages.ts';
import { asLeaf, criterionKinds, isLeaf, rubric as rubricModel, type Counts, type Criterion, type Leaf, type Rubric } from './model.ts';

/** The total every rubric must reach, without what counts beside it. */
export const total100 = 10_000;

/** Within the hundred, as a bonus or as a deduction: what demands a comment follows. */
export function countedAs(criterion: Criterion, counts: Counts | undefined): Criterion {
  if (criterion.counts === counts) return criterion;
  return isLeaf(criterion) ? asLeaf({ ...criterion, counts, commentBelow: undefined }) : { ...criterion, counts };
}

/**
 * The tree with every branch's maximum set to the sum of its children, and all below a group counted as the group is. A group beside the
 * hundred keeps a cap that is less than its sum.
 */
export function resum(criteria: readonly Criterion[], above?: Criterion): Criterion[] {
  return criteria.map((given) => {
    const criterion = above ? countedAs(given.stage === undefined ? given : { ...given, stage: undefined }, above.counts) : given;
    if (isLeaf(criterion)) return criterion;
    const children = resum(criterion.children, criterion);
    const sum = sumBelow(children);
    return { ...criterion, children, max100: criterion.counts && !above ? Math.min(criterion.max100, sum) : sum };
  });
}

function leafProblems({ max100, step100, kind, anchors = [], formula }: Leaf, path: string): Problem[] {
  const found: Problem[] = [];
  if (max100 % step100 !== 0) found.push(problem(`${path}.step100`, 'step', { step: formatPoints(step100), max: formatPoints(max100) }));
  const levels = anchors.map((anchor) => anchor.points100);
  if (levels.some((level) => level > max100)) found.push(problem(`${path}.anchors`, 'beyondMax', { max: formatPoints(max100) }));
  if (levels.some((level, index) => index > 0 && level >= (levels[index - 1] ?? 0))) found.push(problem(`${path}.anchors`, 'anchorOrder'));
  if (!formula) return found;
  if (criterionKinds[kind].by !== 'figure') found.push(problem(`${path}.formula`, 'formulaJudged'));
  const { knots } = formula;
  if (knots.some((knot) => knot.points100 > max100))
    found.push(problem(`${path}.formula.knots`, 'beyondMax', { max: formatPoints(max100) }));
  const places = knots.map((knot) => parseDecimal(knot.at));
  const ascending = places.every((place, index) => {
    const before = index === 0 ? null : places[index - 1];
    return place !== null && (index === 0 || (before !== null && before !== undefined && compare(before, place) < 0));
  });
  if (!ascending) found.push(problem(`${path}.formula.knots`, 'knotOrder'));
  return found;
}

function boundProblems({ criteria, floor100 = 0, ceiling100 }: Pick<Rubric, 'criteria' | 'floor100' | 'ceiling100'>): Problem[] {
  const plain = criteria.every(({ counts }) => counts === undefined);
  if (plain && (floor100 > 0 || ceiling100 !== undefined))
    return [problem(ceiling100 === undefined ? 'floor100' : 'ceiling100', 'boundsAlone')];
  return ceiling100 !== undefined && ceiling100 <= floor100 ? [problem('ceiling100', 'boundsOrder')] : [];
}

/** What of a criterion is said in one place for all below it, or only of a leaf. */
function placeProblems(criterion: Criterion, at: string, above: Criterion | undefined): Problem[] {
  const { id, counts, visitors } = criterion;
  return [
    ...(above && counts !== above.counts ? [problem(`${at}.counts`, 'countsBelow', { name: above.id })] : []),
    ...(visitors !== undefined && (!isLeaf(criterion) || counts !== undefined)
      ? [problem(`${at}.visitors`, 'visitors', { name: id })]
      : []),
    ...(above && criterion.stage !== undefined ? [problem(`${at}.stage`, 'stageBelow', { name: above.id })] : []),
  ];
}

/** Whether every criterion at the top belongs to a stage that there is, and the stages add up. */
function stageProblems(rubric: Pick<Rubric, 'criteria' | 'stages'>, types: Types): Problem[] {
  const { stages = [], criteria } = rubric;
  const keys = stages.map(({ key }) => key);
  const homeless = criteria.flatMap(({ id, stage }, at) =>
    (stage === undefined ? stages.length > 0 : !keys.includes(stage))
      ? [problem(`criteria[${at}].stage`, stage === undefined ? 'stageMissing' : 'stageUnknown', { name: id, stage: stage ?? '' })]
      : [],
  );
  if (stages.length === 0) return homeless;
  const percents = stages.map(({ weight }) => parseDecimal(weight) ?? zero);
  const sum = percents.reduce(add, zero);
  const onSite = rubricLeaves(rubric).filter(({ criterion }) => criterion.visitors !== undefined);
  return [
    ...homeless,
    ...keys.flatMap((key, at) => (keys.indexOf(key) < at ? [problem(`stages[${at}]`, 'repeated', { name: key })] : [])),
    ...percents.flatMap((percent, at) =>
      percent.num > 0n && percent.den <= 100n && 100n % percent.den === 0n ? [] : [problem(`stages[${at}].weight`, 'stageWeight')],
    ),
    ...(compare(sum, rational(100)) === 0 ? [] : [problem('stages', 'stageWeights', { sum: toDecimal(sum, 4) })]),
    ...(['experts', 'visitors'] as const).flatMap((judges) =>
      stages.filter((stage) => stage.judges === judges).length > 1 ? [problem('stages', `stageJudges.${judges}`)] : [],
    ),
    ...onSite.map(({ criterion }) => problem('criteria', 'stageVisitors', { name: criterion.id })),
    ...stages.flatMap(({ name, key }, at): Problem[] => {
      const within = criteria.filter(({ stage, counts }) => stage === key && counts === undefined);
      const sums = types.map((type) => sumOf(within, type));
      const [first = 0] = sums;
      const lacking = sums.findIndex((own) => own === 0);
      if (lacking >= 0) return [problem(`stages[${at}]`, 'stageEmpty', { stage: name.zh, type: types[lacking] ?? '' })];
      const other = sums.findIndex((own) => own !== first);
      return other < 0
        ? []
        : [problem(`stages[${at}]`, 'stageSumOfType', { stage: name.zh, type: types[other] ?? '', other: types[0] ?? '' })];
    }),
  ];
}

/** Whether the points of a branch are those of its children, for those of each type; of a group beside the hundred they may be less. */
function branchProblems(
  { id, counts, children = [], max100 }: Criterion,
  at: string,
  above: Criterion | undefined,
  types: Types,
): Problem[] {
  const capped = counts !== undefined && !above;
  return types.flatMap((type): Problem[] => {
    const sum = sumOf(children, type);
    if (capped ? sum >= max100 : sum === max100) return [];
    const params = { name: id, sum: formatPoints(sum), max: formatPoints(max100) };
    const key = capped ? 'cap' : 'sum';
    return [type === null ? problem(`${at}.max100`, key, params) : problem(`${at}.max100`, `${key}OfType`, { ...params, type })];
  });
}

/** Those who are asked: of one type each, or of no matter which. */
type Types = readonly (string | null)[];

/** The same of every stage by itself. */
function fullMarkProblems(rubric: Pick<Rubric, 'criteria' | 'stages'>, types: readonly string[]): Problem[] {
  if (!isStaged(rubric)) return typeProblems(rubric, types);
  return (rubric.stages ?? []).flatMap(({ key }) =>
    typeProblems({ criteria: rubric.criteria.filter(({ stage }) => stage === key) }, types),
  );
}

/** Where types are asked their own: each has criteria for all who score, and the same full mark by the weights. */
function typeProblems(rubric: Pick<Rubric, 'criteria'>, types: readonly string[]): Problem[] {
  const leaves = rubricLeaves(rubric);
  const onSite = leaves.some(({ criterion }) => criterion.visitors !== undefined);
  const full = types.map((type) => {
    const own = leaves.filter(({ branches, criterion }) => [...branches, criterion].every((one) => asksType(one, type)));
    const weighted = own
      .filter(({ criterion }) => criterion.counts === undefined)
      .map(({ branches, criterion }) => ({
        weight: [...branches, criterion].reduce<Rational>(
          (all, { weight = '1' }) => multiply(all, parseDecimal(weight) ?? zero),
          rational(1),
        ),
        max100: criterion.max100,
      }));
    return {
      type,
      parts: new Set(own.map(({ criterion }) => criterion.visitors !== undefined)).size,
      mark: weighted.reduce((all, { weight, max100 }) => add(all, multiply(weight, rational(max100))), zero),
    };
  });
  const [first] = full;
  return [
    ...full.filter(({ parts }) => onSite && parts < 2).map(({ type }) => problem('criteria', 'visitorsOfType', { type })),
    ...full
      .filter(({ mark }) => first !== undefined && compare(mark, first.mark) !== 0)
      .map(({ type }) => problem('criteria', 'fullMark', { type, other: first?.type ?? '' })),
  ];
}

/**
 * What is wrong with a rubric: names, sums, steps, levels, bounds; empty when it can be used for scoring. `types` are those of the rule
 * book, each of which adds up by itself where the rubric asks types their own; absent: those that the rubric names.
 */
export function rubricProblems(
  rubric: Pick<Rubric, 'criteria' | 'stages' | 'floor100' | 'ceiling100'>,
  types: readonly string[] = typesNamed(rubric),
): Problem[] {
  const byType = typesNamed(rubric).length > 0;
  const seen = new Set<string>();
  const walk = (criteria: readonly Criterion[], path: string, kinds: Types, above?: Criterion): Problem[] =>
    criteria.flatMap((criterion, index) => {
      const at = `${path}[${index}]`;
      const own = kinds.filter((type) => asksType(criterion, type));
      const found = [
        ...(seen.has(criterion.id) ? [problem(at, 'repeated', { name: criterion.id })] : []),
        ...placeProblems(criterion, at, above),
        ...(own.length === 0 ? [problem(`${at}.types`, 'typesBelow', { name: criterion.id })] : []),
      ];
      seen.add(criterion.id);
      if (isLeaf(criterion)) return [...found, ...leafProblems(criterion, at)];
      return [...found, ...branchProblems(criterion, at, above, own), ...walk(criterion.children, `${at}.children`, own, criterion)];
    });
  const kinds: Types = byType ? types : [null];
  const inside = [...walk(rubric.criteria, 'criteria', kinds), ...boundProblems(rubric), ...stageProblems(rubric, kinds)];
  const within = rubric.criteria.filter(({ counts }) => counts === undefined);
  // the full marks of a stage are its own, and its weight says what they count
  const totals = (isStaged(rubric) ? [] : kinds).flatMap((type): Problem[] => {
    const sum = sumOf(within, type);
    if (sum === total100) return [];
    return [
      type === null
        ? problem('criteria', 'total', { sum: formatPoints(sum) })
        : problem('criteria', 'totalOfType', { type, sum: formatPoints(sum) }),
    ];
  });
  const found = [...inside, ...totals];
  return byType && found.length === 0 ? fullMarkProblems(rubric, types) : found;
}

/** A rubric fit for scoring those of the rule book's `types`. Refuses `rubric/invalid` with `{ path, problem, count }`. */
export function parseRubric(json: unknown, types?: readonly string[]): Rubric {
  const parsed = rubricModel.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse('rubric/invalid', {
      path: issue?.path.join('.') || '/',
      problem: { key: 'schemes.problem.format' },
      count: parsed.error.issues.length,
    });
  }
  const problems = rubricProblems(parsed.data, types);
  const [first] = problems;
  return first ? refuse('rubric/invalid', { ...first, count: problems.length }) : parsed.data;
}

/** Whether two rubrics say the same, in whatever order their settings were given. */
export function sameRubric(one: unknown, other: unknown): boolean {
  const [a, b] = [rubricModel.safeParse(one), rubricModel.safeParse(other)];
  return a.success && b.success && JSON.stringify(a.data) === JSON.stringify(b.data);
}
