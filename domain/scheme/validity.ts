/** 有效期: whether a rule book holds on a day. */
import { addMonths, parseDate } from '../condition/dates.ts';
import { dateOf, dayNumber } from '../numbers/days.ts';
import type { Scheme } from './scheme.ts';

export interface Validity {
  /** `unknown` where the document does not tell from when, or until when, it holds */
  readonly state: 'inForce' | 'notYet' | 'expired' | 'unknown';
  /** the first and the last day, `YYYY-MM-DD`; null where the document does not tell */
  readonly from: string | null;
  readonly until: string | null;
}

/** The last day: as the document names it, else the day before the corresponding one after its years (实施之日起三年). */
export function lastDay({ validFrom, validYears, validUntil }: Pick<Scheme, 'validFrom' | 'validYears' | 'validUntil'>): string | null {
  if (validUntil !== undefined) return validUntil;
  const from = validFrom === null ? null : parseDate(validFrom);
  if (!from || from.day === null || validYears === null) return null;
  return dateOf(dayNumber(addMonths({ ...from, day: from.day }, validYears * 12)) - 1);
}

/** Whether the rule book holds on a day, `YYYY-MM-DD`; both ends are in. */
export function validityOn(scheme: Pick<Scheme, 'validFrom' | 'validYears' | 'validUntil'>, on: string): Validity {
  const from = scheme.validFrom;
  const until = lastDay(scheme);
  const state = from !== null && on < from ? 'notYet' : until !== null && on > until ? 'expired' : from && until ? 'inForce' : 'unknown';
  return { state, from, until };
}
