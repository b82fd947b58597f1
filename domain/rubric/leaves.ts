/** Reading a rubric (评分标准): its leaves in order, where they hang, and their weights as whole numbers. */
import { type Rational, add, divide, multiply, parseDecimal, rational, toDecimal, zero } from '../numbers/rational.ts';
import { refuse } from '../result.ts';
import { isLeaf, type Branch, type Criterion, type Leaf, type Rubric } from './model.ts';
import { isStaged, partOfStage, stageFor, stageOf, type Judge } from './stages.ts';

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

/** Whether a member scores at all: everybody who reads, and the visit team where there are criteria for it alone; of stages whoever judges one. */
export function isScorer(rubric: Pick<Rubric, 'criteria' | 'stages'> | null, judge: Judge): boolean {
  if (rubric && isStaged(rubric)) return stageFor(rubric, judge) !== null;
  return judge.role !== 'visitor' || (rubric !== null && hasVisitors(rubric));
}

/** For whom a sheet is, and of which type the one that it is about; a type that is open is null. */
export interface Asking extends Judge {
  readonly type: string | null;
}

/**
 * The part that a member is asked, over all types: its stage; where there are none, of the visit team the criteria on site and of all
 * others the rest; all of them where there are none on site. Empty for one who judges no stage.
 */
export function partOfJudge(rubric: Rubric, judge: Judge): Rubric {
  if (isStaged(rubric)) return partOfStage(rubric, stageFor(rubric, judge)?.key ?? null);
  if (!hasVisitors(rubric)) return rubric;
  // bounds are those of a whole total
  const { floor100: _floor, ceiling100: _ceiling, ...part } = rubric;
  return {
    ...part,
    criteria: prune(rubric.criteria, (one) => !isLeaf(one) || (one.visitors !== undefined) === (judge.role === 'visitor')),
  };
}

/** The name of the part that a member scores, so that members of the same part can be told; '' where all score the same. */
export function partNameOf(rubric: Rubric, judge: Judge): string {
  if (isStaged(rubric)) return stageFor(rubric, judge)?.key ?? '';
  return hasVisitors(rubric) && judge.role === 'visitor' ? 'visitors' : '';
}

/** The criteria that a member of the panel is asked of one park. */
export function rubricFor(rubric: Rubric, { type, ...judge }: Asking): Rubric {
  return partOfType(partOfJudge(rubric, judge), type);
}

export function findLeaf(rubric: Rubric, criterionId: string): Leaf | undefined {
  return rubricLeaves(rubric).find(({ criterion }) => criterion.id === criterionId)?.criterion;
}

/** The full marks of a total that stages make up, in hundredths of a point: their weights add up to all of it. */
const ofStages100 = 10_000;

/** 满分: sum of the leaves' maxima in hundredths of a point, without what counts beside them; of the first type where types are asked their own, for all have the same. Of stages the full marks of what they make up. */
export function maximum100(rubric: Pick<Rubric, 'criteria' | 'stages'>): number {
  if (isStaged(rubric)) return ofStages100;
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

/** What the points of a leaf are multiplied by where they go into the total. */
export interface CountingLeaf extends WeightedLeaf {
  readonly counts: Rational;
}

/** A stage as the total is counted with it. */
export interface CountingStage {
  readonly key: string;
  /** percent of the total */
  readonly weight: string;
  /** full marks, weighted, in points: of the first type where types are asked their own, for all have the same */
  readonly maximum: Rational;
  /** what its figure is multiplied by: weight ÷ full marks */
  readonly factor: Rational;
}

/** Full marks of a stage for those of a type, weighted, in points, without what counts beside them. */
export function stageMaximum(leaves: readonly WeightedLeaf[], key: string, type: string | null): Rational {
  return leaves
    .filter((leaf) => stageOf(leaf) === key && leaf.criterion.counts === undefined && isAskedOf(leaf, type))
    .reduce<Rational>((all, { criterion, weight }) => add(all, multiply(weight, rational(criterion.max100, 100))), zero);
}

/** The stages in their order; none where the rubric has none. @throws `rubric/invalid` on one without points, or with a weight that is none */
export function countingStages(rubric: Pick<Rubric, 'criteria' | 'stages'>): CountingStage[] {
  const leaves = weightedLeaves(rubric);
  const [type = null] = typesNamed(rubric);
  return (rubric.stages ?? []).map(({ key, weight }) => {
    const maximum = stageMaximum(leaves, key, type);
    const percent = parseDecimal(weight);
    if (!percent || percent.num <= 0n || maximum.num <= 0n) return refuse('rubric/invalid', { stage: key, weight });
    return { key, weight, maximum, factor: divide(percent, maximum) };
  });
}

/** The leaves as the total is counted: those within the hundred by the weight of their stage, those beside it as they are. */
export function countingLeaves(rubric: Pick<Rubric, 'criteria' | 'stages'>): CountingLeaf[] {
  const factors = new Map(countingStages(rubric).map(({ key, factor }) => [key, factor]));
  return weightedLeaves(rubric).map((leaf) => {
    const factor = leaf.criterion.counts === undefined ? factors.get(stageOf(leaf) ?? '') : undefined;
    return { ...leaf, counts: factor ? multiply(leaf.weight, factor) : leaf.weight };
  });
}

/** Weights over one common denominator, so that sums of weighted points stay whole: weight = units / scale. */
export function wholeWeights(leaves: readonly { readonly weight: Rational }[]): { units: number[]; scale: number } {
  let scale = 1n;
  for (const { weight } of leaves) scale *= rational(weight.den, scale).num;
  const units = leaves.map(({ weight }) => Number((weight.num * scale) / weight.den));
  if (scale > 10n ** 6n || units.some((unit) => unit > 10 ** 8)) {
    refuse('rubric/invalid', { weights: leaves.map(({ weight }) => toDecimal(weight)) });
  }
  return { units, scale: Number(scale) };
}
