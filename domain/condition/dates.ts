/**
 * Periods between dates, by 民法典 第二百零一、二百零二条: the day itself is not counted, a period of
 * months ends on the corresponding day, and where a month has no such day, on its last day. So
 * 2024-02-29 plus one year is 2025-02-28.
 */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Reads `YYYY-MM` or `YYYY-MM-DD`; null for anything that is no date of the calendar. A date that names
 * only its month has day null.
 */
export function parseDate(text: string): { year: number; month: number; day: number | null } | null {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text);
  if (!match) return null;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = match[3] === undefined ? null : Number(match[3]);
  if (month < 1 || month > 12) return null;
  if (day !== null && (day < 1 || day > daysInMonth(year, month))) return null;
  return { year, month, day };
}

/** Whole months completed from one date to another; negative when `to` comes first. */
export function wholeMonths(from: CalendarDate, to: CalendarDate): number {
  if (to.year < from.year || (to.year === from.year && (to.month < from.month || (to.month === from.month && to.day < from.day)))) {
    const back = wholeMonths(to, from);
    return back === 0 ? 0 : -back;
  }
  const months = (to.year - from.year) * 12 + to.month - from.month;
  return to.day < Math.min(from.day, daysInMonth(to.year, to.month)) ? months - 1 : months;
}

/** The date `months` later, as `YYYY-MM-DD`: the corresponding day, or the last day of a shorter month. */
export function addMonths(date: CalendarDate, months: number): string {
  const index = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  const day = Math.min(date.day, daysInMonth(year, month));
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
