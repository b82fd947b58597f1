/**
 * The totals alone, without a derivation: the arithmetic of {@link countPark} on whole numbers, for the many tallies that a
 * robustness study needs. That both always agree is tested.
 */
import { roundToInteger } from '../rational.ts';
import { fewest, markTrimmed, trimmedSum } from './cell.ts';
import type { Panel, ParkPanel, TypeRule } from './panel.ts';
import { type TallyRules, dropEachEnd } from './tally-rules.ts';

/** What was kept of one park, by leaf: sums in hundredths and how many scores they hold. */
export interface ParkSums {
  readonly sums: readonly number[];
  readonly counts: readonly number[];
  /** of the sheet totals, in 1/(100 × weightScale) point, where the rules trim those */
  readonly sheets: { readonly sum: number; readonly count: number } | null;
}

/** Null where trimming needs more than is there, or a sheet that must be whole is not. */
export function parkSums(panel: Panel, park: ParkPanel, rules: TallyRules, rule: TypeRule | undefined): ParkSums | null {
  const drop = dropEachEnd(rule?.dropEach ?? rules.trim);
  const counting = rule?.dropped ? park.columns.filter(({ personId }) => personId !== rule.dropped?.personId) : park.columns;
  return rules.level === 'sheet' ? sheetSums(panel, counting, drop) : criterionSums(panel, counting, drop);
}

function criterionSums(panel: Panel, counting: ParkPanel['columns'], drop: number): ParkSums | null {
  const sums: number[] = [];
  const counts: number[] = [];
  // one array for all cells: this runs for every expert left out
  const present = counting.map(() => 0);
  for (let leaf = 0; leaf < panel.leaves.length; leaf += 1) {
    let count = 0;
    for (const { points100 } of counting) {
      const points = points100[leaf];
      if (points !== null && points !== undefined) {
        present[count] = points;
        count += 1;
      }
    }
    if (count < fewest(drop)) return null;
    sums.push(trimmedSum(present, drop, count));
    counts.push(count - 2 * drop);
  }
  return { sums, counts, sheets: null };
}

function sheetSums(panel: Panel, counting: ParkPanel['columns'], drop: number): ParkSums | null {
  const totals = counting.flatMap(({ totalUnits }) => totalUnits ?? []);
  const marks = totals.length === counting.length ? markTrimmed(totals, drop) : null;
  if (!marks) return null;
  const kept = counting.filter((_, index) => marks[index] === 'kept');
  return {
    sums: panel.leaves.map((_, leaf) => kept.reduce((sum, { points100 }) => sum + (points100[leaf] ?? 0), 0)),
    counts: panel.leaves.map(() => kept.length),
    sheets: { sum: trimmedSum(totals, drop), count: kept.length },
  };
}

/** num ÷ den half up, both whole and ≥ 0. */
function roundedQuotient(num: number, den: number): number {
  const doubled = 2 * num + den;
  return Number.isSafeInteger(doubled) ? (doubled - (doubled % (2 * den))) / (2 * den) : Number((2n * BigInt(num) + BigInt(den)) / (2n * BigInt(den)));
}

/** Σ weight × value as a whole number; by doubles while those are exact. */
function weightedSum(weights: readonly number[], values: readonly number[]): bigint {
  let sum = 0;
  for (let leaf = 0; leaf < values.length; leaf += 1) sum += (weights[leaf] ?? 0) * (values[leaf] ?? 0);
  if (Number.isSafeInteger(sum)) return BigInt(sum);
  return values.reduce((total, value, leaf) => total + BigInt(weights[leaf] ?? 0) * BigInt(value), 0n);
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/**
 * The total that the rules rank by, exact: a whole number of 10^−digits point where they round the total, of
 * 10^−digits ÷ weightScale where they round each criterion.
 */
export function exactTotal(panel: Panel, { sums, counts, sheets }: ParkSums, rules: TallyRules): bigint {
  const { digits, stage } = rules.rounding;
  const { weightUnits, weightScale } = panel;
  if (sheets) return roundToInteger({ num: BigInt(sheets.sum), den: BigInt(100 * weightScale * sheets.count) }, digits);
  if (stage === 'criterion') return weightedSum(weightUnits, roundedMeans(sums, counts, digits));
  const common = counts.reduce((least, count) => (least / gcd(least, count)) * count, 1);
  const raised = common === counts[0] ? sums : sums.map((sum, leaf) => sum * (common / (counts[leaf] ?? 1)));
  return roundToInteger({ num: weightedSum(weightUnits, raised), den: BigInt(100 * weightScale) * BigInt(common) }, digits);
}

function roundedMeans(sums: readonly number[], counts: readonly number[], digits: number): number[] {
  const shift = 10 ** digits;
  return sums.map((sum, leaf) => roundedQuotient(sum * shift, 100 * (counts[leaf] ?? 1)));
}

/** What each leaf counts with, in points and unweighted, as doubles. */
export function leafFigures({ sums, counts }: ParkSums, rules: TallyRules): number[] {
  const { digits, stage } = rules.rounding;
  if (stage === 'criterion') return roundedMeans(sums, counts, digits).map((value) => value / 10 ** digits);
  return sums.map((sum, leaf) => sum / (100 * (counts[leaf] ?? 1)));
}
