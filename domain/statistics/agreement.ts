/** How far raters agree (评分一致性), over a bare matrix: rows subjects, columns raters, null an absent rater. */
import { type Icc, intraclass } from './icc.ts';
import { type KendallW, kendallW } from './kendall.ts';
import { type Krippendorff, krippendorff } from './krippendorff.ts';
import { type Matrix, wholeMatrix } from './matrix.ts';

export interface Agreement {
  /** complete rows: what ICC and W are computed from */
  readonly usedRows: number;
  readonly icc: Icc;
  readonly kendallW: KendallW;
  readonly krippendorff: Krippendorff;
}

/**
 * ICC and W use the complete rows, α every row with two values. Where a figure is not defined it is null with a reason
 * (`tally.reason.<reason>`), never NaN.
 * @throws `statistics/bad-matrix`
 */
export function agreement(matrix: Matrix): Agreement {
  const { rows } = wholeMatrix(matrix);
  const complete = rows.flatMap((row) => {
    const present = row.filter((value) => value !== null);
    return present.length === row.length && row.length > 0 ? [present] : [];
  });
  return { usedRows: complete.length, icc: intraclass(complete), kendallW: kendallW(complete), krippendorff: krippendorff(rows) };
}
