/** The tally of a bare matrix, with the functions of the tally itself, so that anyone can check them against a table. */
import { z } from 'zod';
import { toFixed } from '../numbers/rational.ts';
import { refuse } from '../result.ts';
import { meanOf, trimCell, fewest } from './cell.ts';
import { dropEachEnd, trim } from './rules.ts';
import { type Matrix, wholeMatrix } from '../statistics/matrix.ts';

export const matrixRules = z.strictObject({
  trim: trim.default('none'),
  rounding: z
    .strictObject({ digits: z.int().min(0).max(6), mode: z.literal('halfUp').default('halfUp') })
    .default({ digits: 2, mode: 'halfUp' }),
});
export type MatrixRules = z.infer<typeof matrixRules>;

/** @throws `statistics/bad-rules` {issues} */
export function parseMatrixRules(rules: unknown): MatrixRules {
  const parsed = matrixRules.safeParse(rules);
  if (!parsed.success)
    refuse('statistics/bad-rules', { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) });
  return parsed.data;
}

export interface MatrixRow {
  /** the mean of the kept scores, rounded half up, with exactly `digits` places */
  readonly value: string;
  /** in the order of the columns */
  readonly kept: number[];
  /** lowest first */
  readonly dropped: number[];
}

/**
 * Trims and averages every row.
 * @throws `statistics/bad-matrix`; `statistics/too-few-scores` {row, rows, needed, present} where a row has fewer scores than the
 * trim needs (1 + twice the scores dropped at each end): no row is then answered with a figure that a rule forbids
 */
export function tallyMatrix({ scores, rules }: { readonly scores: Matrix; readonly rules: MatrixRules }): { rows: MatrixRow[] } {
  const { scale, rows } = wholeMatrix(scores);
  const dropped = dropEachEnd(rules.trim);
  const needed = fewest(dropped);
  const counts = scores.map((row) => row.filter((value) => value !== null).length);
  const short = counts.flatMap((present, index) => (present < needed ? [{ row: index + 1, present }] : []));
  if (short[0]) refuse('statistics/too-few-scores', { ...short[0], needed, rows: short.map(({ row }) => row) });
  return {
    rows: rows.map((row, index) => {
      const given = (scores[index] ?? []).filter((value) => value !== null);
      const values = row.flatMap((value) => (value === null ? [] : [Number(value)]));
      if (values.some((value) => Math.abs(value) > 1e12) || scale > 10n ** 12n) refuse('statistics/bad-matrix', { row: index + 1 });
      const cell = trimCell(values, dropped);
      if (!cell) throw new Error('the row was counted before');
      const marked = (kept: boolean): number[] => given.filter((_, at) => (cell.marks[at] === 'kept') === kept);
      return {
        value: toFixed(meanOf(cell, Number(scale)), rules.rounding.digits),
        kept: marked(true),
        dropped: marked(false).sort((a, b) => a - b),
      };
    }),
  };
}
