/** Days of the Gregorian calendar as whole numbers, without clock or time zone. */

/** The year is counted from March, so that the leap day ends it. */
function countDays(year: number, month: number, day: number): number {
  const fromMarch = (month + 9) % 12;
  const y = month <= 2 ? year - 1 : year;
  return (
    365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * fromMarch + 2) / 5) + day - 1 - 719_468
  );
}

/** Days since 1970-01-01; null of what is no date `YYYY-MM-DD` of the calendar. */
function daysTo(date: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  if (year === undefined) return null;
  const counted = countDays(Number(year), Number(month), Number(day));
  // 31 April is another day when it is written again
  return dateOf(counted) === date ? counted : null;
}

/** Whether a text is a date `YYYY-MM-DD` of the calendar: what `isoDate` of the model takes, for the window, which carries no zod. */
export function isDate(text: string): boolean {
  return daysTo(text) !== null;
}

/**
 * Days since 1970-01-01 of a date `YYYY-MM-DD`.
 * @throws RangeError of what is no date
 */
export function dayNumber(date: string): number {
  const days = daysTo(date);
  if (days === null) throw new RangeError(`no date: ${date}`);
  return days;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The date of a day number. */
export function dateOf(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const inEra = shifted - era * 146_097;
  const yearInEra = Math.floor((inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365);
  const inYear = inEra - (365 * yearInEra + Math.floor(yearInEra / 4) - Math.floor(yearInEra / 100));
  const fromMarch = Math.floor((5 * inYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearInEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(inYear - Math.floor((153 * fromMarch + 2) / 5) + 1)}`;
}

/** 1 Monday to 7 Sunday. */
export function weekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
