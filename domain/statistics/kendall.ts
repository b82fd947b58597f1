/** Kendall's coefficient of concordance W (肯德尔和谐系数), Kendall & Gibbons 1990, with mid-ranks and the correction for ties. */
import { chiSquaredTail } from './distributions.ts';
import type { Reason } from './icc.ts';

export interface KendallW {
  /** 12 S ÷ (m² (n³ − n)) */
  readonly w: number | null;
  /** with the ties of each rater taken out of the denominator */
  readonly wCorrected: number | null;
  /** m (n − 1) × wCorrected; an approximation that is rough below about 8 subjects */
  readonly chi2: number | null;
  readonly df: number | null;
  readonly p: number | null;
  readonly reason?: Reason;
}

/** Twice the mid-rank of each value, whole; and Σ(t³ − t) over groups of equal values. */
function doubleRanks(values: readonly bigint[]): { ranks: number[]; ties: number } {
  const counts = new Map<bigint, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const rankOf = new Map<bigint, number>();
  let below = 0;
  let ties = 0;
  for (const [value, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    rankOf.set(value, 2 * below + count + 1);
    below += count;
    ties += count ** 3 - count;
  }
  return { ranks: values.map((value) => rankOf.get(value) ?? 0), ties };
}

const none = (reason: Reason): KendallW => ({ w: null, wCorrected: null, chi2: null, df: null, p: null, reason });

/** W over complete rows: subjects (rows) ranked by raters (columns). */
export function kendallW(table: readonly (readonly bigint[])[]): KendallW {
  const n = table.length;
  const m = table[0]?.length ?? 0;
  if (n === 0) return none('noCompleteRows');
  if (m < 2) return none('oneRater');
  if (n < 2) return none('oneSubject');
  const raters = Array.from({ length: m }, (_, rater) => doubleRanks(table.map((row) => row[rater] ?? 0n)));
  const sums = table.map((_, subject) => raters.reduce((sum, { ranks }) => sum + (ranks[subject] ?? 0), 0));
  // doubled rank sums have the mean m (n + 1), a whole number; four times S is exact
  const fourS = sums.reduce((sum, doubled) => sum + (doubled - m * (n + 1)) ** 2, 0);
  const ties = raters.reduce((sum, rater) => sum + rater.ties, 0);
  const full = m * m * (n ** 3 - n);
  const corrected = full - m * ties;
  if (corrected === 0) return none('noVariance');
  const wCorrected = (3 * fourS) / corrected;
  const chi2 = m * (n - 1) * wCorrected;
  return { w: (3 * fourS) / full, wCorrected, chi2, df: n - 1, p: chiSquaredTail(chi2, n - 1) };
}
