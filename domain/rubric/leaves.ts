/** Reading a rubric (评分标准): its leaves in order, where they hang, and their weights as whole numbers. */
import { type Rational, multiply, parseDecimal, rational, toDecimal } from '../numbers/rational.ts';
import type { Role } from '../model.ts';
import { refuse } from '../result.ts';
import { isLeaf, type Branch, type Criterion, type Leaf, type Rubric } from './model.ts';

/** Branches and leaves alike, in reading order. */
export function allCriteria(criteria: readonly Criterion[]): Criterion[] {
  return criteria.flatMap((one) => (isLeaf(one) ? [one] : [one, ...allCriteria(one.children)]));
}

/** A leaf, and where it hangs. */
export interface PlacedLeaf {
  readonly criterion: Leaf;
  /** outermost first */
  readonly branches: readonly Branch[];
}

/** The leaves of a rubric in reading order. */
export function rubricLeaves(rubric: Pick<Rubric, 'criteria'>): PlacedLeaf[] {
  const walk = (criteria: readonly Criterion[], branches: readonly Branch[]): PlacedLeaf[] =>
    criteria.flatMap((criterion) => (isLeaf(criterion) ? [{ criterion, branches }] : walk(criterion.children, [...branches, criterion])));
  return walk(rubric.criteria, []);
}

/** Whether the rubric has criteria that only the visit team scores: then each of the two is asked its own. */
export function hasVisitors(rubric: Pick<Rubric, 'criteria'>): boolean {
  return rubricLeaves(rubric).some(({ criterion }) => criterion.visitors !== undefined);
}

/** Whether a member scores at all: everybody who reads, and the visit team where there are criteria for it alone. */
export function isScorer(rubric: Pick<Rubric, 'criteria'> | null, role: Role): boolean {
  return role !== 'visitor' || (rubric !== null && hasVisitors(rubric));
}

/** The criteria that a member of the panel is asked: of the visit team those on site, of all others the rest; all of them where there are none on site. */
export function rubricFor(rubric: Rubric, role: Role): Rubric {
  if (!hasVisitors(rubric)) return rubric;
  const keep = (criteria: readonly Criterion[]): Criterion[] =>
    criteria.flatMap((criterion): Criterion[] => {
      if (isLeaf(criterion)) return (criterion.visitors !== undefined) === (role === 'visitor') ? [criterion] : [];
      const children = keep(criterion.children);
      if (children.length === 0) return [];
      // the cap of a group beside the hundred stays; a branch holds what is left of it
      return [
        { ...criterion, children, max100: criterion.counts ? criterion.max100 : children.reduce((all, { max100 }) => all + max100, 0) },
      ];
    });
  // bounds are those of a whole total
  const { floor100: _floor, ceiling100: _ceiling, ...part } = rubric;
  return { ...part, criteria: keep(rubric.criteria) };
}

export function findLeaf(rubric: Rubric, criterionId: string): Leaf | undefined {
  return rubricLeaves(rubric).find(({ criterion }) => criterion.id === criterionId)?.criterion;
}

/** 满分: sum of the leaves' maxima in hundredths of a point, without what counts beside them. */
export function maximum100(rubric: Pick<Rubric, 'criteria'>): number {
  return rubricLeaves(rubric).reduce((sum, { criterion }) => sum + (criterion.counts ? 0 : criterion.max100), 0);
}

export interface WeightedLeaf extends PlacedLeaf {
  /** what its points are multiplied by: its own weight times those of its branches; 1 where none is given */
  readonly weight: Rational;
}

function weightOf({ id, weight }: Criterion): Rational {
  if (weight === undefined) return rational(1);
  const value = parseDecimal(weight);
  return value && value.num >= 0n ? value : refuse('rubric/invalid', { criterionId: id, weight });
}

/**
 * The leaves with their weights, fit to be counted.
 * @throws `rubric/invalid` on a weight that is not a plain decimal ≥ 0, or an id that stands twice
 */
export function weightedLeaves(rubric: Pick<Rubric, 'criteria'>): WeightedLeaf[] {
  const seen = new Set<string>();
  for (const { id } of allCriteria(rubric.criteria)) {
    if (seen.has(id)) refuse('rubric/invalid', { criterionId: id });
    seen.add(id);
  }
  return rubricLeaves(rubric).map(({ criterion, branches }) => ({
    criterion,
    branches,
    weight: [...branches, criterion].map(weightOf).reduce(multiply),
  }));
}

/** Weights over one common denominator, so that sums of weighted points stay whole: weight = units / scale. */
export function wholeWeights(leaves: readonly WeightedLeaf[]): { units: number[]; scale: number } {
  let scale = 1n;
  for (const { weight } of leaves) scale *= rational(weight.den, scale).num;
  const units = leaves.map(({ weight }) => Number((weight.num * scale) / weight.den));
  if (scale > 10n ** 6n || units.some((unit) => unit > 10 ** 8)) {
    refuse('rubric/invalid', { weights: leaves.map(({ weight }) => toDecimal(weight)) });
  }
  return { units, scale: Number(scale) };
}
