/**
 * Severity of experts (宽严): who scores higher or lower than the rest on the same parks, and what totals would be without it.
 * Doubles, shown beside the raw figures, never instead of them.
 */
import { type Matrix, wholeMatrix } from './matrix.ts';

export type SeverityReason = 'notConnected' | 'tooFewSheets' | 'noVariance';

export interface ExpertSeverity {
  /** subjects scored */
  readonly count: number;
  /** how many points above (+, lenient) or below (−, severe) the panel, the effects summing to 0; null with a reason */
  readonly effect: number | null;
  /** standard deviation (n − 1) of the expert's own scores */
  readonly spread: number | null;
  /** mean distance, without sign, from the mean of the others on the same subjects */
  readonly distance: number | null;
}

export interface Severity {
  /** by column */
  readonly experts: readonly ExpertSeverity[];
  /** by row: the mean with the effects taken out; null where nothing can be said */
  readonly adjusted: readonly (number | null)[];
  readonly reason?: SeverityReason;
}

interface Score {
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

function scoresOf(matrix: Matrix): Score[] {
  return matrix.flatMap((line, row) => line.flatMap((value, column) => (value === null ? [] : [{ row, column, value }])));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function deviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

/** Whether every expert can be compared with every other through parks that both, or a chain of others, scored. */
export function isConnected(matrix: Matrix): boolean {
  const columns = matrix[0]?.length ?? 0;
  const root = Array.from({ length: matrix.length + columns }, (_, index) => index);
  const find = (at: number): number => {
    let top = at;
    while (root[top] !== top) top = root[top] ?? top;
    root[at] = top;
    return top;
  };
  const scores = scoresOf(matrix);
  for (const { row, column } of scores) root[find(row)] = find(matrix.length + column);
  return new Set(scores.map(({ row }) => find(row))).size <= 1;
}

/** Solves a symmetric positive definite system by Gaussian elimination with pivots. */
function solve(system: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const rows = system.map((row, index) => [...row, right[index] ?? 0]);
  for (let pivot = 0; pivot < size; pivot += 1) {
    const rest = rows.slice(pivot).sort((a, b) => Math.abs(b[pivot] ?? 0) - Math.abs(a[pivot] ?? 0));
    rows.splice(pivot, rest.length, ...rest);
    const [top = [], ...below] = rest;
    for (const row of below) {
      const factor = (row[pivot] ?? 0) / (top[pivot] ?? 1);
      for (let column = pivot; column <= size; column += 1) row[column] = (row[column] ?? 0) - factor * (top[column] ?? 0);
    }
  }
  const found = Array.from({ length: size }, () => 0);
  for (let index = size - 1; index >= 0; index -= 1) {
    const row = rows[index] ?? [];
    const known = found.reduce((sum, value, column) => (column > index ? sum + value * (row[column] ?? 0) : sum), 0);
    found[index] = ((row[size] ?? 0) - known) / (row[index] ?? 1);
  }
  return found;
}

/** Effects of the experts in the model score = park + expert, by least squares over whatever was scored, Σ effects = 0. */
function additiveEffects(matrix: Matrix, active: readonly number[]): number[] {
  const place = new Map(active.map((column, index) => [column, index]));
  const size = active.length;
  // the constraint: a matrix of ones added to the (singular) normal equations
  const normal = active.map(() => active.map(() => 1 / size));
  const right = active.map(() => 0);
  const addTo = (row: number, column: number, value: number): void => {
    const line = normal[row];
    if (line) line[column] = (line[column] ?? 0) + value;
  };
  for (const line of matrix) {
    const present = line.flatMap((value, column) => (value === null ? [] : [{ value, at: place.get(column) ?? 0 }]));
    const middle = mean(present.map(({ value }) => value));
    for (const { value, at } of present) {
      right[at] = (right[at] ?? 0) + value - middle;
      addTo(at, at, 1);
      for (const other of present) addTo(at, other.at, -1 / present.length);
    }
  }
  return solve(normal, right);
}

function distanceOf(matrix: Matrix, column: number): number | null {
  const distances = matrix.flatMap((line) => {
    const own = line[column];
    const others = line.filter((value, index): value is number => value !== null && index !== column);
    return own === null || own === undefined || others.length === 0 ? [] : [Math.abs(own - mean(others))];
  });
  return distances.length === 0 ? null : mean(distances);
}

function describe(matrix: Matrix, effects: ReadonlyMap<number, number>): ExpertSeverity[] {
  return Array.from({ length: matrix[0]?.length ?? 0 }, (_, column) => {
    const own = matrix.flatMap((line) => line[column] ?? []);
    return { count: own.length, effect: effects.get(column) ?? null, spread: deviation(own), distance: distanceOf(matrix, column) };
  });
}

/** Takes off the noise of the last digits; never −0. */
const round = (value: number): number => Math.round(value * 1e10) / 1e10 + 0;

/**
 * Severity by additive least squares. `notConnected` where groups of experts share no park, `tooFewSheets` where there are fewer than
 * two experts or parks, or no score beyond what the model itself uses up.
 * @throws `statistics/bad-matrix`
 */
export function severity(matrix: Matrix): Severity {
  wholeMatrix(matrix);
  const scores = scoresOf(matrix);
  const active = [...new Set(scores.map(({ column }) => column))].sort((a, b) => a - b);
  const rows = new Set(scores.map(({ row }) => row)).size;
  const without = (reason: SeverityReason): Severity => ({
    experts: describe(matrix, new Map()),
    adjusted: matrix.map(() => null),
    reason,
  });
  if (active.length < 2 || rows < 2) return without('tooFewSheets');
  if (!isConnected(matrix)) return without('notConnected');
  if (scores.length < rows + active.length) return without('tooFewSheets');
  const effects = new Map(additiveEffects(matrix, active).map((effect, index) => [active[index] ?? 0, round(effect)]));
  const adjusted = matrix.map((line) => {
    const free = line.flatMap((value, column) => (value === null ? [] : [value - (effects.get(column) ?? 0)]));
    return free.length === 0 ? null : mean(free);
  });
  return { experts: describe(matrix, effects), adjusted };
}

/**
 * Each expert's scores as standard scores over the parks that the expert saw, averaged per park and put back on the scale of
 * all scores. Fair only where experts saw comparable parks; `tooFewSheets` below three parks for an expert, `noVariance` where one
 * gave all the same.
 * @throws `statistics/bad-matrix`
 */
export function standardScores(matrix: Matrix): Severity {
  wholeMatrix(matrix);
  const experts = describe(matrix, new Map());
  const without = (reason: SeverityReason): Severity => ({ experts, adjusted: matrix.map(() => null), reason });
  const active = experts.filter(({ count }) => count > 0);
  if (active.length < 2 || active.some(({ count }) => count < 3)) return without('tooFewSheets');
  if (active.some(({ spread }) => !spread)) return without('noVariance');
  const all = scoresOf(matrix).map(({ value }) => value);
  const means = experts.map((_, column) => mean(matrix.flatMap((line) => line[column] ?? [])));
  const scale = deviation(all) ?? 0;
  const adjusted = matrix.map((line) => {
    const standard = line.flatMap((value, column) =>
      value === null ? [] : [(value - (means[column] ?? 0)) / (experts[column]?.spread ?? 1)],
    );
    return standard.length === 0 ? null : mean(all) + scale * mean(standard);
  });
  return { experts, adjusted };
}
