/** A set of figures in five numbers, for pictures: nothing is decided by them. */

export interface FiveNumbers {
  readonly count: number;
  readonly low: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly high: number;
}

/** Between neighbours in proportion, as most programs do (Hyndman & Fan 1996, definition 7). */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** Null where there is nothing to describe. */
export function fiveNumbers(values: readonly number[]): FiveNumbers | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const [low, q1, median, q3, high] = [0, 0.25, 0.5, 0.75, 1].map((share) => quantile(sorted, share));
  return { count: values.length, low: low ?? 0, q1: q1 ?? 0, median: median ?? 0, q3: q3 ?? 0, high: high ?? 0 };
}
