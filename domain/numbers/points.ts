/** 分: points are counted in whole hundredths and written as decimals. */
import { rational, toDecimal } from './rational.ts';

/** Hundredths of a point as points, as short as possible: 850 → "8.5". */
export function formatPoints(points100: number): string {
  return toDecimal(rational(points100, 100));
}
