/**
 * Krippendorff's α (Computing Krippendorff's Alpha-Reliability, 2011): observed over expected disagreement in the coincidence
 * matrix of all pairable values. Rows with one value or none pair with nothing and drop out; nothing else does.
 */
import type { Reason } from './icc.ts';

export const metrics = ['nominal', 'ordinal', 'interval', 'ratio'] as const;
export type Metric = (typeof metrics)[number];

export interface Krippendorff extends Readonly<Record<Metric, number | null>> {
  /** rows with at least two values */
  readonly pairableRows: number;
  /** why a figure is null */
  readonly reasons?: Readonly<Partial<Record<Metric, Reason>>>;
}

interface Category {
  readonly value: number;
  readonly count: number;
  /** values below it plus half of its own: ordinal differences are differences of these */
  readonly place: number;
}

const differences: Readonly<Record<Metric, (a: Category, b: Category) => number>> = {
  nominal: (a, b) => (a === b ? 0 : 1),
  ordinal: (a, b) => (a.place - b.place) ** 2,
  interval: (a, b) => (a.value - b.value) ** 2,
  ratio: (a, b) => (a === b ? 0 : ((a.value - b.value) / (a.value + b.value)) ** 2),
};

/** Σ over pairs of n_a n_b (x_a − x_b)², in one pass around the mean. */
function squaredDifferences(categories: readonly Category[], read: (category: Category) => number): number {
  const pairable = categories.reduce((sum, { count }) => sum + count, 0);
  const mean = categories.reduce((sum, category) => sum + category.count * read(category), 0) / pairable;
  return pairable * categories.reduce((sum, category) => sum + category.count * (read(category) - mean) ** 2, 0);
}

/** Σ over pairs of categories of n_a n_b × their difference: what chance alone would give. */
const expectations: Readonly<Record<Metric, (categories: readonly Category[]) => number>> = {
  nominal: (categories) => {
    const pairable = categories.reduce((sum, { count }) => sum + count, 0);
    return (pairable ** 2 - categories.reduce((sum, { count }) => sum + count ** 2, 0)) / 2;
  },
  ordinal: (categories) => squaredDifferences(categories, ({ place }) => place),
  interval: (categories) => squaredDifferences(categories, ({ value }) => value),
  ratio: (categories) => {
    let sum = 0;
    for (const a of categories) {
      for (const b of categories) {
        if (b === a) break;
        sum += a.count * b.count * differences.ratio(a, b);
      }
    }
    return sum;
  },
};

function categoriesOf(units: readonly (readonly number[])[]): Map<number, Category> {
  const counts = new Map<number, number>();
  for (const unit of units) for (const value of unit) counts.set(value, (counts.get(value) ?? 0) + 1);
  let below = 0;
  return new Map(
    [...counts]
      .sort(([a], [b]) => a - b)
      .map(([value, count]) => {
        const place = below + count / 2;
        below += count;
        return [value, { value, count, place }];
      }),
  );
}

/** α of each metric over whole numbers in any unit (ratio: counted from zero), null where a rater was absent. */
export function krippendorff(rows: readonly (readonly (bigint | null)[])[]): Krippendorff {
  const units = rows.map((row) => row.flatMap((value) => (value === null ? [] : [Number(value)]))).filter((unit) => unit.length >= 2);
  const pairableRows = units.length;
  const without = (reason: Reason): Krippendorff => ({
    nominal: null,
    ordinal: null,
    interval: null,
    ratio: null,
    pairableRows,
    reasons: { nominal: reason, ordinal: reason, interval: reason, ratio: reason },
  });
  if (pairableRows === 0) return without((rows[0]?.length ?? 0) < 2 ? 'oneRater' : 'noPairs');
  const categories = categoriesOf(units);
  if (categories.size === 1) return without('noVariance');
  const pairable = units.reduce((sum, unit) => sum + unit.length, 0);
  const list = [...categories.values()];
  const placed = units.map((unit) => unit.map((value) => categories.get(value)).filter((category) => category !== undefined));

  const alpha = (metric: Metric): number => {
    const difference = differences[metric];
    let observed = 0;
    for (const unit of placed) {
      let within = 0;
      for (const [index, a] of unit.entries()) for (const b of unit.slice(0, index)) within += difference(a, b);
      observed += within / (unit.length - 1);
    }
    return 1 - ((pairable - 1) * observed) / expectations[metric](list);
  };
  const negative = list.some(({ value }) => value < 0);
  return {
    nominal: alpha('nominal'),
    ordinal: alpha('ordinal'),
    interval: alpha('interval'),
    ratio: negative ? null : alpha('ratio'),
    pairableRows,
    ...(negative && { reasons: { ratio: 'negativeValues' as const } }),
  };
}
