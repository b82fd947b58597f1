/**
 * The one place where scores are dropped and averaged. A *cell* holds the present scores of one set (a
 * criterion of a park, or its sheet totals) as whole numbers of 1/scale point; absent experts are not in it.
 */
import { type Rational, rational } from '../numbers/rational.ts';

export type Mark = 'kept' | 'low' | 'high';

export interface Cell {
  /** what became of each value, in the order given */
  readonly marks: Mark[];
  /** sum of the kept values in 1/scale point */
  readonly sum: number;
  readonly count: number;
}

/** The mean of what was kept, in points, exact. */
export function meanOf({ sum, count }: Cell, scale: number): Rational {
  return rational(sum, scale * count);
}

/** The fewest values from which `dropped` may be taken at each end. */
export const fewest = (dropped: number): number => 2 * dropped + 1;

/**
 * Marks `dropped` lowest and highest values. Of equal values the first given falls first at the low end and the last
 * given at the high end, so that n equal values lose exactly 2 × dropped. Null where fewer than {@link fewest} are there.
 */
export function markTrimmed(values: readonly number[], dropped: number): Mark[] | null {
  if (values.length < fewest(dropped)) return null;
  const marks = values.map((): Mark => 'kept');
  if (dropped === 0) return marks;
  if (dropped === 1) {
    // the usual rule, without sorting
    let low = 0;
    let high = 0;
    for (let index = 1; index < values.length; index += 1) {
      const value = values[index] ?? 0;
      if (value < (values[low] ?? 0)) low = index;
      if (value >= (values[high] ?? 0)) high = index;
    }
    marks[low] = 'low';
    marks[high] = 'high';
    return marks;
  }
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  for (const index of order.slice(0, dropped)) marks[index] = 'low';
  for (const index of order.slice(-dropped)) marks[index] = 'high';
  return marks;
}

/**
 * Sum of the first `count` values without the `dropped` lowest and highest; exact while sums stay safe integers. Callers see
 * to {@link fewest}. Which of equal values goes does not matter to a sum, so that no marks are needed here.
 */
export function trimmedSum(values: readonly number[], dropped: number, count = values.length): number {
  if (dropped > 1) {
    const sorted = values.slice(0, count).sort((a, b) => a - b);
    return sorted.slice(dropped, count - dropped).reduce((sum, value) => sum + value, 0);
  }
  let sum = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let index = 0; index < count; index += 1) {
    const value = values[index] ?? 0;
    sum += value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return dropped === 0 ? sum : sum - low - high;
}

/** Trims; null where the rule needs more values than there are. */
export function trimCell(values: readonly number[], dropped: number): Cell | null {
  const marks = markTrimmed(values, dropped);
  return marks && { marks, sum: trimmedSum(values, dropped), count: values.length - 2 * dropped };
}
