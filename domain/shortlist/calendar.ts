/** 工作日: which days of a year are worked. */
import { dayNumber, weekday } from '../numbers/days.ts';

/** 节假日安排 of one year; dates `YYYY-MM-DD`. */
export interface YearArrangement {
  /** days off, weekends among them */
  readonly holidays: readonly { readonly date: string }[];
  /** 调休上班: weekend days that are worked */
  readonly workdays: readonly { readonly date: string }[];
}

/** A year as the program tells it; unknown: nothing is arranged yet, and `holidays` are the days off that the law itself fixes. */
export interface KnownYear extends YearArrangement {
  readonly source: 'own' | 'published' | 'unknown';
}

/** Whether a date is worked; null where only the weekday could tell, for the year is not arranged yet. */
export function isWorked(year: KnownYear, date: string): boolean | null {
  const worked = worksOn(year, date);
  return year.source !== 'unknown' || year.holidays.some((day) => day.date === date) ? worked : null;
}

/** Whether a date is worked in a year whose arrangements are known. */
export function worksOn({ holidays, workdays }: YearArrangement, date: string): boolean {
  if (workdays.some((day) => day.date === date)) return true;
  if (holidays.some((day) => day.date === date)) return false;
  return weekday(dayNumber(date)) <= 5;
}
