/** Points while they are being typed: which text is on its way to a figure, and which already is one. */
import type { Leaf } from '../rubric/model.ts';
import { fitsLeaf } from './check-score.ts';

/** Figures with at most one point, as plain text. */
const figures = /^(?<whole>\d*)(?:\.(?<part>\d*))?$/;

/** Whether some points of the criterion lie in [from, to), both in hundredths. */
function holdsPoints(criterion: Leaf, from: number, to: number): boolean {
  const { max100, step100 } = criterion;
  const first = Math.ceil(from / step100) * step100;
  return (first < to && fitsLeaf(criterion, first)) || (max100 >= from && max100 < to);
}

/**
 * Whether further digits can make points of the criterion out of what is typed: "8." is on its way to "8.5", "4.5" of a
 * criterion of 4 points leads nowhere. Zeros behind a figure change nothing of it, so "8.5" is on its way to itself.
 */
export function mayBecomePoints(criterion: Leaf, typed: string): boolean {
  const found = figures.exec(typed)?.groups;
  if (!found) return false;
  const { whole = '', part } = found;
  if (part === undefined) {
    // any fraction of what stands there, or more digits before the point
    for (let from = Number(whole) * 100, to = from + 100; from <= criterion.max100; from *= 10, to *= 10) {
      if (holdsPoints(criterion, from, to)) return true;
      if (from === 0) return whole === '';
    }
    return false;
  }
  if (part.length > 2) return /^0*$/.test(part.slice(2)) && mayBecomePoints(criterion, `${whole}.${part.slice(0, 2)}`);
  const from = Number(`${whole}${part.padEnd(2, '0')}`);
  return holdsPoints(criterion, from, from + 10 ** (2 - part.length));
}
