/** Reading a rubric (评分标准): its leaves in order, where they hang, and their weights as whole numbers. */
import { type Rational, multiply, parseDecimal, rational, toDecimal } from '../numbers/rational.ts';
import { refuse } from '../result.ts';
import type { Criterion, Rubric } from './model.ts';

/** A criterion that carries points. */
export interface Leaf {
  readonly criterion: Criterion;
  /** ids of the branches above it, outermost first */
  readonly branches: readonly string[];
  /** what its points are multiplied by: its own weight times those of its branches; 1 where none is given */
  readonly weight: Rational;
}

function weightOf(criterion: Criterion): Rational {
  if (criterion.weight === undefined) return rational(1);
  const weight = parseDecimal(criterion.weight);
  if (!weight || weight.num < 0n) refuse('rubric/invalid', { criterionId: criterion.id, weight: criterion.weight });
  return weight;
}

/**
 * The leaves of a rubric in reading order.
 * @throws `rubric/invalid` on a weight that is not a plain decimal ≥ 0, or an id that stands twice
 */
export function rubricLeaves(rubric: Rubric): Leaf[] {
  const found: Leaf[] = [];
  const seen = new Set<string>();
  const walk = (criteria: readonly Criterion[], branches: readonly string[], above: Rational): void => {
    for (const criterion of criteria) {
      if (seen.has(criterion.id)) refuse('rubric/invalid', { criterionId: criterion.id });
      seen.add(criterion.id);
      const weight = multiply(above, weightOf(criterion));
      if (criterion.children?.length) walk(criterion.children, [...branches, criterion.id], weight);
      else found.push({ criterion, branches, weight });
    }
  };
  walk(rubric.criteria, [], rational(1));
  return found;
}

/** Weights over one common denominator, so that sums of weighted points stay whole: weight = units / scale. */
export function wholeWeights(leaves: readonly Leaf[]): { units: number[]; scale: number } {
  let scale = 1n;
  for (const { weight } of leaves) scale *= rational(weight.den, scale).num;
  const units = leaves.map(({ weight }) => Number((weight.num * scale) / weight.den));
  if (scale > 10n ** 6n || units.some((unit) => unit > 10 ** 8)) {
    refuse('rubric/invalid', { weights: leaves.map(({ weight }) => toDecimal(weight)) });
  }
  return { units, scale: Number(scale) };
}
