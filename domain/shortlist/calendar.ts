/** 工作日: which days of a year are worked. */
import { dayNumber, weekday } from '../numbers/days.ts';

/** 节假日安排 of one year; dates `YYYY-MM-DD`. */
export interface YearArrangement {
  /** days off, weekends among them */
  readonly holidays: readonly { readonly date: string }[];
  /** 调休上班: weekend days that are worked */
  readonly workdays: readonly { readonly date: string }[];
}

/** Whether a date is worked in a year whose arrangements are known. */
export function worksOn({ holidays, workdays }: YearArrangement, date: string): boolean {
  if (workdays.some((day) => day.date === date)) return true;
  if (holidays.some((day) => day.date === date)) return false;
  return weekday(dayNumber(date)) <= 5;
}
