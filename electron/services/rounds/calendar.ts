/** 工作日历: what was published for a year, or what people entered for it. */
import { refuse } from '../../../domain/result.ts';
import { isWorked, type KnownYear } from '../../../domain/shortlist/calendar.ts';
import {
  publicityPeriod,
  publicityTerms,
  type Counting,
  type IsWorkingDay,
  type PublicityPeriod,
} from '../../../domain/shortlist/publicity.ts';
import { getCalendarYear, upsertCalendarYear, type PublicityRow } from '../../../db/queries/publicity.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { lawfulDaysOff, publishedYear, yearOf, type CalendarYear } from '../../io/calendar.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireRound, schemeOf } from '../session/lookups.ts';

/** Days with the names that the published arrangements give them. */
function named(dates: readonly string[], of: CalendarYear['holidays'] = []): CalendarYear['holidays'] {
  return dates.map((date) => ({ date, name: of.find((day) => day.date === date)?.name ?? null }));
}

function ownYear(store: ReadStore, year: number): CalendarYear | undefined {
  const row = getCalendarYear(store, year);
  if (!row) return undefined;
  const known = publishedYear(year);
  return { year, holidays: named(row.holidays, known?.holidays ?? lawfulDaysOff(year)), workdays: named(row.workdays, known?.workdays) };
}

/** The working days as this workspace knows them. */
export function workingDays(store: ReadStore): IsWorkingDay {
  const years = new Map<number, KnownYear>();
  return (date) => {
    const year = yearOf(date);
    const known = years.get(year) ?? view(store, year);
    years.set(year, known);
    return isWorked(known, date);
  };
}

/** How a round's rule book counts the days of its publicities; the row holds how many they are. */
export function countingOf(store: ReadStore, roundId: string): Counting {
  return publicityTerms(schemeOf(store, requireRound(store, roundId)).publicity).counting;
}

export function periodOf(
  store: ReadStore,
  { roundId, opensOn, workingDays: length, countsOpening, suspensions }: PublicityRow,
): PublicityPeriod {
  return publicityPeriod({ opensOn, length, counting: countingOf(store, roundId), countsOpening, suspensions }, workingDays(store));
}

function view(store: ReadStore, year: number) {
  const own = ownYear(store, year);
  const published = publishedYear(year);
  const source = own ? ('own' as const) : published ? ('published' as const) : ('unknown' as const);
  const { holidays, workdays } = own ?? published ?? { holidays: lawfulDaysOff(year), workdays: [] };
  return { year, source, holidays: [...holidays], workdays: [...workdays] };
}

export const calendarHandlers = {
  'calendar.get'(store, { year }) {
    return view(store, year);
  },
  'calendar.set'(tx, { year, holidays, workdays, reason }, { at, append }) {
    const both = holidays.find((date) => workdays.includes(date));
    const wrong = both ?? [...holidays, ...workdays].find((date) => yearOf(date) !== year);
    if (wrong !== undefined) refuse('calendar/bad-day', { date: wrong, year });
    const lawful = lawfulDaysOff(year);
    const never = lawful.find((day) => workdays.includes(day.date));
    if (never) refuse('calendar/lawful-day-off', { date: never.date, name: never.name ?? '' });
    const before = getCalendarYear(tx, year);
    const row = {
      year,
      holidays: [...new Set([...holidays, ...lawful.map((day) => day.date)])].sort(),
      workdays: [...new Set(workdays)].sort(),
      at,
    };
    upsertCalendarYear(tx, row);
    append(tx, {
      kind: 'calendar.set',
      entity: `calendar:${year}`,
      old: before ? { holidays: before.holidays, workdays: before.workdays } : null,
      new: { holidays: row.holidays, workdays: row.workdays },
      reason,
    });
    return view(tx, year);
  },
} satisfies Partial<Handlers>;
