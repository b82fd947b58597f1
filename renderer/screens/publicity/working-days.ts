/** Which days are worked, as the program's calendar tells it; for counting a publicity before it is opened. */
import type { Output } from '../../../domain/contract/api.ts';
import { isWorked } from '../../../domain/shortlist/calendar.ts';
import type { IsWorkingDay } from '../../../domain/shortlist/publicity.ts';
import { useQueries } from '../../state/queries.ts';

export type CalendarYear = Output<'calendar.get'>;

/** The years from one date to another. */
export function yearsBetween(from: string, to: string): number[] {
  const first = Number(from.slice(0, 4));
  return Array.from({ length: Math.max(1, Number(to.slice(0, 4)) - first + 1) }, (_, index) => first + index);
}

/** The arrangements of some years; undefined while one of them is on its way. */
export function useCalendar(years: readonly number[]): ReadonlyMap<number, CalendarYear> | undefined {
  const answers = useQueries(
    'calendar.get',
    years.map((year) => ({ year })),
  );
  const known = answers.flatMap(({ value }) => value ?? []);
  return known.length === years.length ? new Map(known.map((one) => [one.year, one])) : undefined;
}

/** Null for days of a year whose arrangements nobody has entered. */
export function workedBy(calendar: ReadonlyMap<number, CalendarYear>): IsWorkingDay {
  return (date) => {
    const year = calendar.get(Number(date.slice(0, 4)));
    return year ? isWorked(year, date) : null;
  };
}
