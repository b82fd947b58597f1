/** Bare score matrices as they come in: rows subjects (parks), columns raters (experts), null an absent expert. */
import { type Rational, toRational } from '../numbers/rational.ts';
import { refuse } from '../result.ts';

export type Matrix = readonly (readonly (number | null)[])[];

/** The same matrix in whole numbers: every value times `scale`, exactly. */
export interface WholeMatrix {
  readonly scale: bigint;
  readonly rows: readonly (readonly (bigint | null)[])[];
  readonly columns: number;
}

/** Beyond these a matrix holds no scores, and sums of squares would leave the doubles. */
const greatest = 1e15;
const mostPlaces = 10n ** 30n;

function checkShape(matrix: Matrix): number {
  const columns = matrix[0]?.length ?? 0;
  for (const [index, row] of matrix.entries()) {
    if (row.length !== columns) refuse('statistics/bad-matrix', { row: index + 1, columns, found: row.length });
    for (const [column, value] of row.entries()) {
      if (value !== null && !(Math.abs(value) <= greatest)) refuse('statistics/bad-matrix', { row: index + 1, column: column + 1 });
    }
  }
  return columns;
}

/** The least power of ten times `scale` that `den`, itself a divisor of a power of ten, divides. */
function common(scale: bigint, den: bigint): bigint {
  let found = scale;
  while (found % den !== 0n) found *= 10n;
  return found;
}

/**
 * Reads each number by its shortest decimal and brings all to one power of ten, so that sums are exact and "no variance"
 * is a fact rather than a rounding error.
 * @throws `statistics/bad-matrix` {row, column?} on ragged rows and on values beyond ±1e15 or with more than 30 places
 */
export function wholeMatrix(matrix: Matrix): WholeMatrix {
  const columns = checkShape(matrix);
  if (matrix.every((row) => row.every((value) => value === null || Number.isSafeInteger(value)))) {
    return { scale: 1n, rows: matrix.map((row) => row.map((value) => (value === null ? null : BigInt(value)))), columns };
  }
  const read: (Rational | null)[][] = matrix.map((row) => row.map((value) => (value === null ? null : toRational(value))));
  let scale = 1n;
  for (const value of read.flat()) if (value) scale = common(scale, value.den);
  if (scale > mostPlaces)
    refuse('statistics/bad-matrix', { row: 1 + read.findIndex((row) => row.some((value) => value && common(1n, value.den) > mostPlaces)) });
  return { scale, rows: read.map((row) => row.map((value) => value && (value.num * scale) / value.den)), columns };
}
