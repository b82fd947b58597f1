/** Whole days from one date to another, both `YYYY-MM-DD`; negative backwards. */
import { dayNumber } from '../../../domain/numbers/days.ts';

export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}
