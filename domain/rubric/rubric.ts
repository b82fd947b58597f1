/** 评分标准: reading and checking the tree of criteria. Points are whole hundredths. */
import { problem, type Problem } from '../condition/problem.ts';
import { formatPoints } from '../numbers/points.ts';
import { compare, parseDecimal } from '../numbers/rational.ts';
import { refuse } from '../result.ts';
import { asLeaf, criterionKinds, isLeaf, rubric as rubricModel, type Counts, type Criterion, type Leaf, type Rubric } from './model.ts';

/** The total every rubric must reach, without what counts beside it. */
export const total100 = 10_000;

function sumOf(criteria: readonly Criterion[]): number {
  return criteria.reduce((sum, { max100 }) => sum + max100, 0);
}

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
    const criterion = above ? countedAs(given, above.counts) : given;
    if (isLeaf(criterion)) return criterion;
    const children = resum(criterion.children, criterion);
    const sum = sumOf(children);
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

/** What is wrong with a rubric: names, sums, steps, levels, bounds; empty when it can be used for scoring. */
export function rubricProblems(rubric: Pick<Rubric, 'criteria' | 'floor100' | 'ceiling100'>): Problem[] {
  const seen = new Set<string>();
  const walk = (criteria: readonly Criterion[], path: string, above?: Criterion): Problem[] =>
    criteria.flatMap((criterion, index) => {
      const at = `${path}[${index}]`;
      const found = seen.has(criterion.id) ? [problem(at, 'repeated', { name: criterion.id })] : [];
      seen.add(criterion.id);
      if (above && criterion.counts !== above.counts) found.push(problem(`${at}.counts`, 'countsBelow', { name: above.id }));
      if (criterion.visitors !== undefined && (!isLeaf(criterion) || criterion.counts !== undefined))
        found.push(problem(`${at}.visitors`, 'visitors', { name: criterion.id }));
      if (isLeaf(criterion)) return [...found, ...leafProblems(criterion, at)];
      const sum = sumOf(criterion.children);
      const capped = criterion.counts !== undefined && !above;
      if (capped ? sum < criterion.max100 : sum !== criterion.max100)
        found.push(
          problem(`${at}.max100`, capped ? 'cap' : 'sum', {
            name: criterion.id,
            sum: formatPoints(sum),
            max: formatPoints(criterion.max100),
          }),
        );
      return [...found, ...walk(criterion.children, `${at}.children`, criterion)];
    });
  const inside = [...walk(rubric.criteria, 'criteria'), ...boundProblems(rubric)];
  const sum = sumOf(rubric.criteria.filter(({ counts }) => counts === undefined));
  return sum === total100 ? inside : [...inside, problem('criteria', 'total', { sum: formatPoints(sum) })];
}

/** A rubric fit for scoring. Refuses `rubric/invalid` with `{ path, problem, count }`. */
export function parseRubric(json: unknown): Rubric {
  const parsed = rubricModel.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse('rubric/invalid', {
      path: issue?.path.join('.') || '/',
      problem: { key: 'schemes.problem.format' },
      count: parsed.error.issues.length,
    });
  }
  const problems = rubricProblems(parsed.data);
  const [first] = problems;
  return first ? refuse('rubric/invalid', { ...first, count: problems.length }) : parsed.data;
}

/** Whether two rubrics say the same, in whatever order their settings were given. */
export function sameRubric(one: unknown, other: unknown): boolean {
  const [a, b] = [rubricModel.safeParse(one), rubricModel.safeParse(other)];
  return a.success && b.success && JSON.stringify(a.data) === JSON.stringify(b.data);
}
