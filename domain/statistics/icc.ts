/**
 * Intraclass correlations (组内相关系数) of Shrout & Fleiss 1979, Psychological Bulletin 86, 420–428, with 95 % intervals as in
 * McGraw & Wong 1996, Psychological Methods 1, 30–46. Sums of squares are exact; only quotients are doubles.
 */
import { type Rational, add, divide, multiply, rational, subtract, toNumber } from '../numbers/rational.ts';
import { fQuantile } from './distributions.ts';

/** Why a figure cannot be given; its sentence is the text `tally.reason.<reason>`. */
export type Reason =
  | 'oneRater'
  | 'oneSubject'
  | 'noCompleteRows'
  | 'noVariance'
  | 'noSubjectVariance'
  | 'noInterval'
  /** raters differ by less than chance: the estimated variance is negative, and the quotient means nothing */
  | 'negativeVariance'
  | 'noPairs'
  | 'negativeValues';

/** A figure with its interval; null with a reason where it is not defined, never NaN. */
export interface Figure {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly reason?: Reason;
}

export const iccNames = ['icc11', 'icc21', 'icc31', 'icc1k', 'icc2k', 'icc3k'] as const;
export type IccName = (typeof iccNames)[number];
export type Icc = Readonly<Record<IccName, Figure>>;

/** Mean squares: between rows (BMS), within rows (WMS), between columns (JMS), residual (EMS); in squared 1/scale units. */
interface MeanSquares {
  readonly n: number;
  readonly k: number;
  readonly rows: Rational;
  readonly within: Rational;
  readonly columns: Rational;
  readonly error: Rational;
}

const square = (value: bigint): bigint => value * value;
const total = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n);
const share = (sum: Rational, df: number): Rational => divide(sum, rational(df));

function meanSquares(table: readonly (readonly bigint[])[]): MeanSquares {
  const n = table.length;
  const k = table[0]?.length ?? 0;
  const rowSums = table.map(total);
  const columnSums = Array.from({ length: k }, (_, column) => table.reduce((sum, row) => sum + (row[column] ?? 0n), 0n));
  const correction = rational(square(total(rowSums)), n * k);
  const all = rational(total(table.map((row) => total(row.map(square)))));
  const ofRows = rational(total(rowSums.map(square)), k);
  const betweenRows = subtract(ofRows, correction);
  const betweenColumns = subtract(rational(total(columnSums.map(square)), n), correction);
  const within = subtract(all, ofRows);
  return {
    n,
    k,
    rows: share(betweenRows, n - 1),
    within: share(within, n * (k - 1)),
    columns: share(betweenColumns, k - 1),
    error: share(subtract(within, betweenColumns), (n - 1) * (k - 1)),
  };
}

function refused(reason: Reason): Icc {
  const none: Figure = { value: null, low: null, high: null, reason };
  return { icc11: none, icc21: none, icc31: none, icc1k: none, icc2k: none, icc3k: none };
}

const times = (factor: number, value: Rational): Rational => multiply(rational(factor), value);

type Interval = readonly [low: number, high: number];

/** Two-sided 95 %. */
const upper = (df1: number, df2: number): number => fQuantile(0.975, df1, df2);

/** num ÷ den with an interval, both answered only where they are numbers. */
function figure(num: Rational, den: Rational, interval: () => Interval, withoutDen: Reason): Figure {
  if (den.num === 0n) return { value: null, low: null, high: null, reason: withoutDen };
  if (den.num < 0n) return { value: null, low: null, high: null, reason: 'negativeVariance' };
  const value = toNumber(divide(num, den));
  const [low, high] = interval();
  if (Number.isFinite(low) && Number.isFinite(high)) return { value, low, high };
  return { value, low: null, high: null, reason: 'noInterval' };
}

const average =
  ([low, high]: Interval) =>
  (): Interval => [1 - 1 / low, 1 - 1 / high];

/**
 * All six figures over complete rows of whole numbers (rows subjects × columns raters; the unit does not matter).
 * `noCompleteRows`, `oneSubject`, `oneRater`, `noVariance` where nothing can be said.
 */
export function intraclass(table: readonly (readonly bigint[])[]): Icc {
  if (table.length === 0) return refused('noCompleteRows');
  if ((table[0]?.length ?? 0) < 2) return refused('oneRater');
  if (table.length < 2) return refused('oneSubject');
  const squares = meanSquares(table);
  const { n, k, rows, within, columns, error } = squares;
  if (rows.num === 0n && within.num === 0n) return refused('noVariance');

  const subjects = n - 1;
  /** F ratio widened and narrowed by its own quantiles */
  const limits = (against: Rational, df: number): Interval => {
    const ratio = against.num === 0n ? Number.NaN : toNumber(divide(rows, against));
    return [ratio / upper(subjects, df), ratio * upper(df, subjects)];
  };
  const oneWay = limits(within, n * (k - 1));
  const twoWay = limits(error, subjects * (k - 1));
  const single =
    ([low, high]: Interval) =>
    (): Interval => [(low - 1) / (low + k - 1), (high - 1) / (high + k - 1)];

  const over = add(rows, times(k - 1, error));
  const raterPart = divide(times(k, subtract(columns, error)), rational(n));
  const overRandom = add(over, raterPart);
  const explained = subtract(rows, error);
  const random = randomRaters(squares, explained, overRandom);
  return {
    icc11: figure(subtract(rows, within), add(rows, times(k - 1, within)), single(oneWay), 'noVariance'),
    icc21: figure(explained, overRandom, () => random.single, 'noVariance'),
    icc31: figure(explained, over, single(twoWay), 'noVariance'),
    icc1k: figure(subtract(rows, within), rows, average(oneWay), 'noSubjectVariance'),
    icc2k: figure(explained, add(rows, divide(subtract(columns, error), rational(n))), () => random.average, 'noVariance'),
    icc3k: figure(explained, rows, average(twoWay), 'noSubjectVariance'),
  };
}

/** Intervals of ICC(2,·): the F ratio with Satterthwaite's degrees of freedom, McGraw & Wong table 7, case 2A. */
function randomRaters(squares: MeanSquares, explained: Rational, over: Rational): { single: Interval; average: Interval } {
  const nowhere: Interval = [Number.NaN, Number.NaN];
  if (over.num === 0n) return { single: nowhere, average: nowhere };
  const { n, k } = squares;
  const rho = toNumber(divide(explained, over));
  const rows = toNumber(squares.rows);
  const columns = toNumber(squares.columns);
  const error = toNumber(squares.error);
  const a = (k * rho) / (n * (1 - rho));
  const b = 1 + (k * rho * (n - 1)) / (n * (1 - rho));
  const v = (a * columns + b * error) ** 2 / ((a * columns) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1)));
  const above = upper(n - 1, v);
  const below = upper(v, n - 1);
  const low = (n * (rows - above * error)) / (above * (k * columns + (k * n - k - n) * error) + n * rows);
  const high = (n * (below * rows - error)) / (k * columns + (k * n - k - n) * error + n * below * rows);
  const stepUp = (value: number): number => (k * value) / (1 + (k - 1) * value);
  return { single: [low, high], average: [stepUp(low), stepUp(high)] };
}
