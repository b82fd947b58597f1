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

/** Whether a criterion is asked of those of a type; of those whose type is open (null) only what is asked of all. */
export function asksType({ types }: Pick<Criterion, 'types'>, type: string | null): boolean {
  return types === undefined || (type !== null && types.includes(type));
}

/** Whether a leaf is, by its own word and that of all above it. */
export function isAskedOf({ criterion, branches }: PlacedLeaf, type: string | null): boolean {
  return [...branches, criterion].every((one) => asksType(one, type));
}

/** The types that the rubric names, in reading order; empty where all are asked the same. */
export function typesNamed(rubric: Pick<Rubric, 'criteria'>): string[] {
  return [...new Set(allCriteria(rubric.criteria).flatMap(({ types }) => types ?? []))];
}

/** What those of a type are asked of these criteria, in hundredths of a point. */
export function sumOf(criteria: readonly Criterion[], type: string | null): number {
  return criteria.reduce((sum, one) => sum + (asksType(one, type) ? one.max100 : 0), 0);
}

/** Of a branch, the most that those of any type are asked below it: a branch holds the same for all. */
export function sumBelow(children: Criterion[]): number {
  return Math.max(...[null, ...typesNamed({ criteria: children })].map((type) => sumOf(children, type)));
}

/** The criteria that fit, and of branches what is left below them: a branch holds the sum of it, a group beside the hundred its cap. */
function prune(criteria: readonly Criterion[], fits: (criterion: Criterion) => boolean): Criterion[] {
  return criteria.flatMap((criterion): Criterion[] => {
    if (!fits(criterion)) return [];
    if (isLeaf(criterion)) return [criterion];
    const children = prune(criterion.children, fits);
    if (children.length === 0) return [];
    return [{ ...criterion, children, max100: criterion.counts ? criterion.max100 : sumBelow(children) }];
  });
}

function withoutTypes(criterion: Criterion): Criterion {
  return isLeaf(criterion)
    ? { ...criterion, types: undefined }
    : { ...criterion, types: undefined, children: criterion.children.map(withoutTypes) };
}

/** The rubric as those of one type are asked it, no word of types left; the whole where it knows none. */
export function partOfType(rubric: Rubric, type: string | null): Rubric {
  if (typesNamed(rubric).length === 0) return rubric;
  return { ...rubric, criteria: prune(rubric.criteria, (criterion) => asksType(criterion, type)).map(withoutTypes) };
}

/** Whether a member scores at all: everybody who reads, and the visit team where there are criteria for it alone. */
export function isScorer(rubric: Pick<Rubric, 'criteria'> | null, role: Role): boolean {
  return role !== 'visitor' || (rubric !== null && hasVisitors(rubric));
}

/** For whom a sheet is, and of which type the one that it is about; a type that is open is null. */
export interface Asking {
  readonly role: Role;
  readonly type: string | null;
}

/** The part that a role is asked, over all types: of the visit team those on site, of all others the rest; all of them where there are none on site. */
export function partOfRole(rubric: Rubric, role: Role): Rubric {
  if (!hasVisitors(rubric)) return rubric;
  // bounds are those of a whole total
  const { floor100: _floor, ceiling100: _ceiling, ...part } = rubric;
  return {
    ...part,
    criteria: prune(rubric.criteria, (one) => !isLeaf(one) || (one.visitors !== undefined) === (role === 'visitor')),
  };
}

/** The criteria that a member of the panel is asked of one park. */
export function rubricFor(rubric: Rubric, { role, type }: Asking): Rubric {
  return partOfType(partOfRole(rubric, role), type);
}

export function findLeaf(rubric: Rubric, criterionId: string): Leaf | undefined {
  return rubricLeaves(rubric).find(({ criterion }) => criterion.id === criterionId)?.criterion;
}

/** 满分: sum of the leaves' maxima in hundredths of a point, without what counts beside them; of the first type where types are asked their own, for all have the same. */
export function maximum100(rubric: Pick<Rubric, 'criteria'>): number {
  const [type = null] = typesNamed(rubric);
  return rubricLeaves(rubric).reduce((sum, leaf) => sum + (leaf.criterion.counts || !isAskedOf(leaf, type) ? 0 : leaf.criterion.max100), 0);
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
