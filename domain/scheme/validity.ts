/** 有效期: whether a rule book holds on a day, as far as its text and whoever knows the day of its publication tell. */
import { addMonths, parseDate } from '../condition/dates.ts';
import { dateOf, dayNumber } from '../numbers/days.ts';
import type { Message } from '../text.ts';
import type { Scheme } from './scheme.ts';

type Told = Pick<Scheme, 'validFrom' | 'validYears' | 'validUntil'>;

export interface Validity {
  /** `unknown` where neither the document nor a person tells from when, or until when, it holds */
  readonly state: 'inForce' | 'notYet' | 'expired' | 'unknown';
  /** the first and the last day, `YYYY-MM-DD`; null where nobody tells */
  readonly from: string | null;
  readonly until: string | null;
}

/**
 * The last day: as the document names it, else the day before the corresponding one after its years (实施之日起三年).
 * `publishedOn`, `YYYY-MM-DD`, is the day of publication (发布之日) as a person entered it, where the document counts from it.
 */
export function lastDay({ validFrom, validYears, validUntil }: Told, publishedOn?: string): string | null {
  if (validUntil !== undefined) return validUntil;
  const first = validFrom ?? publishedOn ?? null;
  const from = first === null ? null : parseDate(first);
  if (!from || from.day === null || validYears === null) return null;
  return dateOf(dayNumber(addMonths({ ...from, day: from.day }, validYears * 12)) - 1);
}

/** Whether the rule book holds on a day, `YYYY-MM-DD`; both ends are in. `publishedOn` as `lastDay` takes it. */
export function validityOn(scheme: Told, on: string, publishedOn?: string): Validity {
  const from = scheme.validFrom ?? publishedOn ?? null;
  const until = lastDay(scheme, publishedOn);
  const state = from !== null && on < from ? 'notYet' : until !== null && on > until ? 'expired' : from && until ? 'inForce' : 'unknown';
  return { state, from, until };
}

/** Whether the text counts from its publication without giving the day, so that a person has to. */
export function asksPublication({ validFrom, validYears }: Told): boolean {
  return validFrom === null && validYears !== null;
}

/** A remark where the rule book is not in force on a day, or where nobody can tell whether it is. */
export function validityNotes(scheme: Told, on: string, publishedOn?: string): Message[] {
  const { state, from, until } = validityOn(scheme, on, publishedOn);
  if (state === 'notYet' && from !== null) return [{ key: 'schemes.note.notYetInForce', params: { date: from } }];
  if (state === 'expired' && until !== null) return [{ key: 'schemes.note.expired', params: { date: until } }];
  if (state !== 'unknown') return [];
  if (asksPublication(scheme) && until === null)
    return [{ key: 'schemes.note.publicationUnknown', params: { years: scheme.validYears ?? 0 } }];
  return [{ key: until === null ? 'schemes.note.lastDayUnknown' : 'schemes.note.validityUnknown' }];
}
