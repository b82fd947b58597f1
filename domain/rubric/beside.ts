/**
 * 加分项、扣分项: groups of criteria beside the hundred. What a group comes to is capped, added or taken off, and the total stays within
 * the bounds of the rubric.
 */
import { add, compare, rational, subtract, sum, zero, type Rational } from '../numbers/rational.ts';
import { rubricLeaves } from './leaves.ts';
import type { Counts, Rubric } from './model.ts';

export interface BesideGroup {
  /** of the criterion at the top that is the group */
  readonly criterionId: string;
  readonly counts: Counts;
  /** the most that it comes to, in hundredths of a point */
  readonly cap100: number;
}

export interface Beside {
  readonly groups: readonly BesideGroup[];
  /** by leaf, in the order of the rubric: the place of its group; −1 within the hundred */
  readonly groupOf: readonly number[];
  /** the total is at least this, and at most that; null: no limit */
  readonly floor100: number;
  readonly ceiling100: number | null;
}

/** Null where all criteria are within the hundred: then a total is a plain sum. */
export function besideOf(rubric: Pick<Rubric, 'criteria' | 'floor100' | 'ceiling100'>): Beside | null {
  const groups = rubric.criteria.flatMap(({ id, counts, max100 }): BesideGroup[] =>
    counts ? [{ criterionId: id, counts, cap100: max100 }] : [],
  );
  if (groups.length === 0) return null;
  return {
    groups,
    groupOf: rubricLeaves(rubric).map(({ criterion, branches }) =>
      groups.findIndex(({ criterionId }) => criterionId === (branches[0] ?? criterion).id),
    ),
    floor100: rubric.floor100 ?? 0,
    ceiling100: rubric.ceiling100 ?? null,
  };
}

/** Of a sheet that holds only a part of the criteria: the bounds are those of a whole total. */
export function withoutBounds(beside: Beside): Beside {
  return { ...beside, floor100: 0, ceiling100: null };
}

/** What the figures of a park or of a sheet come to, step by step, in points. */
export interface Combined {
  /** the criteria within the hundred */
  readonly within: Rational;
  /** by group: the sum of its criteria, and what of it counts */
  readonly groups: readonly { readonly sum: Rational; readonly counted: Rational }[];
  readonly total: Rational;
}

const lesser = (a: Rational, b: Rational): Rational => (compare(a, b) <= 0 ? a : b);
const greater = (a: Rational, b: Rational): Rational => (compare(a, b) >= 0 ? a : b);

/** @param weighted points of each leaf, weighted, in the order of the rubric */
export function combine({ groups, groupOf, floor100, ceiling100 }: Beside, weighted: readonly Rational[]): Combined {
  const under = (group: number): Rational => sum(weighted.filter((_, leaf) => groupOf[leaf] === group));
  const within = under(-1);
  const counted = groups.map(({ cap100 }, group) => {
    const all = under(group);
    return { sum: all, counted: lesser(all, rational(cap100, 100)) };
  });
  const free = groups.reduce((total, { counts }, group) => {
    const points = counted[group]?.counted ?? zero;
    return counts === 'bonus' ? add(total, points) : subtract(total, points);
  }, within);
  const below = ceiling100 === null ? free : lesser(free, rational(ceiling100, 100));
  return { within, groups: counted, total: greater(below, rational(floor100, 100)) };
}

/** The total of {@link combine} on plain numbers, `hundredth` of which make a hundredth of a point. */
export function combineNumbers(
  { groups, groupOf, floor100, ceiling100 }: Beside,
  weighted: (leaf: number) => number,
  hundredth: number,
): number {
  const sums = groups.map(() => 0);
  let total = 0;
  for (let leaf = 0; leaf < groupOf.length; leaf += 1) {
    const group = groupOf[leaf] ?? -1;
    if (group < 0) total += weighted(leaf);
    else sums[group] = (sums[group] ?? 0) + weighted(leaf);
  }
  for (let group = 0; group < groups.length; group += 1) {
    const { counts, cap100 } = groups[group] ?? { counts: 'bonus', cap100: 0 };
    const counted = Math.min(sums[group] ?? 0, cap100 * hundredth);
    total += counts === 'bonus' ? counted : -counted;
  }
  return Math.max(floor100 * hundredth, ceiling100 === null ? total : Math.min(total, ceiling100 * hundredth));
}
