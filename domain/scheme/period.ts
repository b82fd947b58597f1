/** 每年一次、每两年一次: how often a rule book is applied, held against the rounds that were opened on it. */
import { addMonths, parseDate } from '../condition/dates.ts';
import type { Scheme } from './scheme.ts';

type Every = NonNullable<Scheme['every']>;

/** The day from which the next time is due after `before`, `YYYY-MM-DD`; null of what is no day. */
export function nextDue({ years }: Pick<Every, 'years'>, before: string): string | null {
  const from = parseDate(before);
  return from && from.day !== null ? addMonths({ ...from, day: from.day }, years * 12) : null;
}

/** Whether two days of application fall into one period: once a year means in one calendar year, every two years less than two years apart. */
export function isSamePeriod(every: Pick<Every, 'years'>, one: string, other: string): boolean {
  if (every.years === 1) return one.slice(0, 4) === other.slice(0, 4);
  const [first, second] = one < other ? [one, other] : [other, one];
  const due = nextDue(every, first);
  return due !== null && second < due;
}
