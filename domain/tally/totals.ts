/**
 * The totals alone, without a derivation: the arithmetic of {@link countPark} on whole numbers, for the many tallies that a
 * robustness study needs. That both always agree is tested.
 */
import { type Integer, asInteger, roundedQuotient } from '../numbers/quotient.ts';
import { leastCommon, multiply, rational, roundHalfUp, roundToInteger, type Rational } from '../numbers/rational.ts';
import { type Beside, combine } from '../rubric/beside.ts';
import { fewest, markTrimmed, trimmedSum } from './cell.ts';
import { type Panel, type ParkPanel, type TypeRule, dropOfLeaf } from './panel.ts';
import { type TallyRules, dropEachEnd } from './rules.ts';

/** What was kept of one park, by leaf: sums in hundredths and how many scores they hold. */
export interface ParkSums {
  readonly sums: readonly number[];
  readonly counts: readonly number[];
  /** of the sheet totals, in 1/(100 × sheetScale) point, where the rules trim those */
  readonly sheets: { readonly sum: number; readonly count: number } | null;
  /** what counts beside the hundred; null where the total is a plain sum */
  readonly beside: Beside | null;
}

/** Null where trimming needs more than is there, or a sheet that must be whole is not. */
export function parkSums(panel: Panel, park: ParkPanel, rules: TallyRules, rule: TypeRule | undefined): ParkSums | null {
  const drop = dropEachEnd(rule?.dropEach ?? rules.trim);
  const counting = rule?.dropped ? park.columns.filter(({ personId }) => personId !== rule.dropped?.personId) : park.columns;
  if (rules.level === 'sheet') return sheetSums(panel, park, counting, drop);
  return criterionSums(panel, park, counting, (leaf) => dropOfLeaf(panel, rules, rule, leaf));
}

function criterionSums(
  panel: Panel,
  { asked, beside }: ParkPanel,
  counting: ParkPanel['columns'],
  dropOf: (leaf: number) => number,
): ParkSums | null {
  const sums: number[] = [];
  const counts: number[] = [];
  // one array for all cells: this runs for every expert left out
  const present = counting.map(() => 0);
  for (let leaf = 0; leaf < panel.leaves.length; leaf += 1) {
    if (asked[leaf] !== true) {
      sums.push(0);
      counts.push(1);
      continue;
    }
    let count = 0;
    for (const { points100 } of counting) {
      const points = points100[leaf];
      if (points !== null && points !== undefined) {
        present[count] = points;
        count += 1;
      }
    }
    const each = dropOf(leaf);
    if (count < fewest(each)) return null;
    sums.push(trimmedSum(present, each, count));
    counts.push(count - 2 * each);
  }
  return { sums, counts, sheets: null, beside };
}

function sheetSums(panel: Panel, { beside }: ParkPanel, counting: ParkPanel['columns'], drop: number): ParkSums | null {
  const totals = counting.flatMap(({ totalUnits }) => totalUnits ?? []);
  const marks = totals.length === counting.length ? markTrimmed(totals, drop) : null;
  if (!marks) return null;
  const kept = counting.filter((_, index) => marks[index] === 'kept');
  return {
    sums: panel.leaves.map((_, leaf) => kept.reduce((sum, { points100 }) => sum + (points100[leaf] ?? 0), 0)),
    counts: panel.leaves.map(() => kept.length),
    sheets: { sum: trimmedSum(totals, drop), count: kept.length },
    beside,
  };
}

/** The two lowest and the two highest scores of each cell of a park: enough to trim it again without any one expert. */
export interface ParkEnds {
  readonly columns: ParkPanel['columns'];
  readonly asked: ParkPanel['asked'];
  readonly beside: ParkPanel['beside'];
  /** by leaf: whether it is averaged without trimming */
  readonly untrimmed: readonly boolean[];
  /** by leaf */
  readonly counts: Int32Array;
  readonly sums: Float64Array;
  readonly lows: Float64Array;
  readonly nextLows: Float64Array;
  readonly highs: Float64Array;
  readonly nextHighs: Float64Array;
}

export function parkEnds(untrimmed: readonly boolean[], { columns, asked, beside }: ParkPanel): ParkEnds {
  const leaves = untrimmed.length;
  const ends = {
    columns,
    asked,
    beside,
    untrimmed,
    counts: new Int32Array(leaves),
    sums: new Float64Array(leaves),
    lows: new Float64Array(leaves).fill(Infinity),
    nextLows: new Float64Array(leaves).fill(Infinity),
    highs: new Float64Array(leaves).fill(-Infinity),
    nextHighs: new Float64Array(leaves).fill(-Infinity),
  };
  const { counts, sums, lows, nextLows, highs, nextHighs } = ends;
  for (const { points100 } of columns) {
    for (let leaf = 0; leaf < leaves; leaf += 1) {
      const points = points100[leaf] ?? -1;
      if (points < 0) continue;
      counts[leaf] = (counts[leaf] ?? 0) + 1;
      sums[leaf] = (sums[leaf] ?? 0) + points;
      if (points < (lows[leaf] ?? 0)) {
        nextLows[leaf] = lows[leaf] ?? 0;
        lows[leaf] = points;
      } else if (points < (nextLows[leaf] ?? 0)) nextLows[leaf] = points;
      if (points > (highs[leaf] ?? 0)) {
        nextHighs[leaf] = highs[leaf] ?? 0;
        highs[leaf] = points;
      } else if (points > (nextHighs[leaf] ?? 0)) nextHighs[leaf] = points;
    }
  }
  return ends;
}

/**
 * What {@link parkSums} gives for the park without one expert, where no whole sheet is looked at and at most one score falls at
 * each end (`drop` 0 or 1); null where too few scores remain.
 */
export function sumsWithout(
  { columns, asked, beside, untrimmed, counts, sums, lows, nextLows, highs, nextHighs }: ParkEnds,
  personId: string,
  drop: 0 | 1,
): ParkSums | null {
  const own = columns.find((column) => column.personId === personId)?.points100;
  const left: number[] = [];
  const leftCounts: number[] = [];
  for (let leaf = 0; leaf < counts.length; leaf += 1) {
    if (asked[leaf] !== true) {
      left.push(0);
      leftCounts.push(1);
      continue;
    }
    const points = own?.[leaf] ?? -1;
    const count = (counts[leaf] ?? 0) - (points < 0 ? 0 : 1);
    const each = untrimmed[leaf] === true ? 0 : drop;
    if (count < fewest(each)) return null;
    let sum = (sums[leaf] ?? 0) - (points < 0 ? 0 : points);
    if (each === 1) {
      const [low, high] = [lows[leaf] ?? 0, highs[leaf] ?? 0];
      sum -= (points === low ? (nextLows[leaf] ?? 0) : low) + (points === high ? (nextHighs[leaf] ?? 0) : high);
    }
    left.push(sum);
    leftCounts.push(count - 2 * each);
  }
  return { sums: left, counts: leftCounts, sheets: null, beside };
}

/** Σ weight × value, for what doubles do not hold. */
function weightedSum(weights: readonly number[], length: number, value: (leaf: number) => Integer): bigint {
  let sum = 0n;
  for (let leaf = 0; leaf < length; leaf += 1) sum += BigInt(weights[leaf] ?? 0) * BigInt(value(leaf));
  return sum;
}

type Weights = Pick<Panel, 'weightUnits' | 'weightScale' | 'sheetScale' | 'rescaled'>;

/** The same where some criteria count beside the hundred: caps and bounds are whole hundredths, so that no fewer places are enough. */
function besideTotal(
  beside: Beside,
  { weightUnits, weightScale, rescaled }: Weights,
  { sums, counts }: ParkSums,
  rules: TallyRules,
): Integer {
  const { digits, stage } = rules.rounding;
  const figures = sums.map((sum, leaf): Rational => {
    const mean = rational(sum, 100 * (counts[leaf] ?? 1));
    return multiply(rational(weightUnits[leaf] ?? 0, weightScale), stage === 'criterion' ? roundHalfUp(mean, digits) : mean);
  });
  const { total } = combine(beside, figures);
  if (stage === 'total' || rescaled) return asInteger(roundToInteger(total, digits));
  return asInteger(roundToInteger(multiply(total, rational(weightScale)), Math.max(digits, 2)));
}

/**
 * The total that the rules rank by, exact: a whole number of 10^−digits point where they round the total, of
 * 10^−digits ÷ weightScale where they round each criterion (there of 0.01 ÷ weightScale at most, where criteria count beside the hundred),
 * unless the weights of stages change points: then of 10^−digits, too.
 */
export function exactTotal(weights: Weights, park: ParkSums, rules: TallyRules): Integer {
  const { weightUnits, weightScale, sheetScale, rescaled } = weights;
  const { sums, counts, sheets, beside } = park;
  const { digits, stage } = rules.rounding;
  if (sheets) return asInteger(roundToInteger({ num: BigInt(sheets.sum), den: BigInt(100 * sheetScale * sheets.count) }, digits));
  if (beside) return besideTotal(beside, weights, park, rules);
  const leaves = sums.length;
  let total = 0;
  if (stage === 'criterion') {
    const rounded = (leaf: number): Integer => roundedQuotient(sums[leaf] ?? 0, 100 * (counts[leaf] ?? 1), digits);
    for (let leaf = 0; leaf < leaves; leaf += 1) total += (weightUnits[leaf] ?? 0) * Number(rounded(leaf));
    if (rescaled)
      return asInteger(
        roundToInteger({ num: weightedSum(weightUnits, leaves, rounded), den: BigInt(weightScale) * 10n ** BigInt(digits) }, digits),
      );
    return Number.isSafeInteger(total) ? total : asInteger(weightedSum(weightUnits, leaves, rounded));
  }
  let common = 1;
  for (let leaf = 0; leaf < leaves; leaf += 1) if (common % (counts[leaf] ?? 1) !== 0) common = leastCommon(common, counts[leaf] ?? 1);
  const raised = (leaf: number): number => (sums[leaf] ?? 0) * (common / (counts[leaf] ?? 1));
  for (let leaf = 0; leaf < leaves; leaf += 1) total += (weightUnits[leaf] ?? 0) * raised(leaf);
  if (Number.isSafeInteger(total) && Number.isSafeInteger(100 * weightScale * common))
    return roundedQuotient(total, 100 * weightScale * common, digits);
  return asInteger(
    roundToInteger({ num: weightedSum(weightUnits, leaves, raised), den: BigInt(100 * weightScale) * BigInt(common) }, digits),
  );
}

/** What each leaf counts with, in points and unweighted, as doubles. */
export function leafFigures({ sums, counts }: ParkSums, rules: TallyRules): number[] {
  const { digits, stage } = rules.rounding;
  return sums.map((sum, leaf) => {
    const hundreds = 100 * (counts[leaf] ?? 1);
    return stage === 'criterion' ? Number(roundedQuotient(sum, hundreds, digits)) / 10 ** digits : sum / hundreds;
  });
}
