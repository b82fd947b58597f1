/** 工作日历: what was published for a year, or what people entered for it. */
import { refuse } from '../../../domain/result.ts';
import { worksOn } from '../../../domain/shortlist/calendar.ts';
import type { IsWorkingDay } from '../../../domain/shortlist/publicity.ts';
import { getCalendarYear, upsertCalendarYear } from '../../../db/queries/publicity.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { publishedYear, yearOf, type CalendarYear } from '../../io/calendar.ts';
import type { Handlers } from '../session/dispatch.ts';

/** Days with the names that the published arrangements give them. */
function named(dates: readonly string[], of: CalendarYear['holidays'] = []): CalendarYear['holidays'] {
  return dates.map((date) => ({ date, name: of.find((day) => day.date === date)?.name ?? null }));
}

function ownYear(store: ReadStore, year: number): CalendarYear | undefined {
  const row = getCalendarYear(store, year);
  if (!row) return undefined;
  const known = publishedYear(year);
  return { year, holidays: named(row.holidays, known?.holidays), workdays: named(row.workdays, known?.workdays) };
}

/** The working days as this workspace knows them. */
export function workingDays(store: ReadStore): IsWorkingDay {
  const years = new Map<number, CalendarYear | undefined>();
  return (date) => {
    const year = yearOf(date);
    if (!years.has(year)) years.set(year, ownYear(store, year) ?? publishedYear(year));
    const known = years.get(year);
    return known ? worksOn(known, date) : null;
  };
}

function view(store: ReadStore, year: number) {
  const own = ownYear(store, year);
  const { holidays, workdays } = own ?? publishedYear(year) ?? { holidays: [], workdays: [] };
  const source = own ? ('own' as const) : publishedYear(year) ? ('published' as const) : ('unknown' as const);
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
    const before = getCalendarYear(tx, year);
    const row = { year, holidays: [...new Set(holidays)].sort(), workdays: [...new Set(workdays)].sort(), at };
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
