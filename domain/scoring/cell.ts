/**
 * The one place where scores are dropped and averaged. A *cell* holds the present scores of one set (a
 * criterion of a park, or its sheet totals) as whole numbers of 1/scale point; absent experts are not in it.
 */
import { type Rational, rational } from '../rational.ts';

export type Mark = 'kept' | 'low' | 'high';

export interface Cell {
  /** what became of each value, in the order given */
  readonly marks: Mark[];
  /** sum of the kept values in 1/scale point */
  readonly sum: number;
  readonly count: number;
  /** in points, exact */
  readonly mean: Rational;
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
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  for (const index of order.slice(0, dropped)) marks[index] = 'low';
  for (const index of order.slice(-dropped)) marks[index] = 'high';
  return marks;
}

/**
 * Sum of the values without the `dropped` lowest and highest; exact while sums stay safe integers. Callers see to
 * {@link fewest}. Which of equal values goes does not matter to a sum, so that no marks are needed here.
 */
export function trimmedSum(values: readonly number[], dropped: number): number {
  let sum = 0;
  if (dropped === 1) {
    let low = Infinity;
    let high = -Infinity;
    for (const value of values) {
      sum += value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return sum - low - high;
  }
  const kept = dropped === 0 ? values : values.toSorted((a, b) => a - b).slice(dropped, values.length - dropped);
  for (const value of kept) sum += value;
  return sum;
}

/** Trims and averages; null where the rule needs more values than there are. */
export function averageCell(values: readonly number[], scale: number, dropped: number): Cell | null {
  const marks = markTrimmed(values, dropped);
  if (!marks) return null;
  const sum = trimmedSum(values, dropped);
  const count = values.length - 2 * dropped;
  return { marks, sum, count, mean: rational(sum, scale * count) };
}
