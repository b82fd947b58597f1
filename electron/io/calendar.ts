/**
 * 工作日: which days are worked in China. Public holidays and make-up days come from `chinese-days` (the arrangements that the
 * State Council publishes each autumn for the next year), or from what people entered for a year. Before a year is arranged, the days
 * that the law itself takes from work are known all the same.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dateOf, dayNumber } from '../../domain/numbers/days.ts';
import { packageData } from './package-data.ts';

/** 节假日安排 of one year; dates `YYYY-MM-DD`. */
export interface CalendarYear {
  readonly year: number;
  /** days off, weekends among them */
  readonly holidays: readonly { readonly date: string; readonly name: string | null }[];
  /** 调休上班: weekend days that are worked */
  readonly workdays: readonly { readonly date: string; readonly name: string | null }[];
}

interface Published {
  /** date → "National Day,国庆节,3" */
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

/** The year of a date `YYYY-MM-DD`. */
export function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

let published: Map<number, CalendarYear> | undefined;

/** Read on first use, in one go: most calls of the program need no calendar. */
function publishedYears(): Map<number, CalendarYear> {
  if (published) return published;
  const path = packageData('chinese-days', 'dist/chinese-days.json', 'chinese-days.json');
  const { holidays, workdays } = JSON.parse(readFileSync(path, 'utf8')) as Published;
  const days = (of: Readonly<Record<string, string>>, year: number) =>
    Object.entries(of)
      .filter(([date]) => yearOf(date) === year)
      .map(([date, text]) => ({ date, name: text.split(',')[1] ?? null }))
      .sort((a, b) => (a.date < b.date ? -1 : 1));
  const years = [...new Set(Object.keys(holidays).map(yearOf))];
  published = new Map(years.map((year) => [year, { year, holidays: days(holidays, year), workdays: days(workdays, year) }]));
  return published;
}

/** What was published for a year; undefined where the program does not know it. */
export function publishedYear(year: number): CalendarYear | undefined {
  return publishedYears().get(year);
}

/** The library's tables of the lunar calendar. Its own dates hang on the zone of the machine; the lengths of months do not. */
interface LunarMonths {
  /** days of a month 1–12 of a lunar year 1900–2100 */
  readonly monthDays: (year: number, month: number) => number;
  /** days of the month that a leap year has more; 0 in others */
  readonly getYearLeapMonth: (year: number) => { readonly leapMonth?: number; readonly days: number };
}

/** 正月初一 of the first lunar year in the tables. */
const firstLunarDay = { year: 1900, date: '1900-01-31' } as const;

/** Days since 1970-01-01 of a day of the lunar calendar, outside leap months. */
function lunarDay({ monthDays, getYearLeapMonth }: LunarMonths, year: number, month: number, day: number): number {
  let days = dayNumber(firstLunarDay.date) + day - 1;
  for (let past = firstLunarDay.year; past <= year; past += 1) {
    const { leapMonth = 13, days: leapDays } = getYearLeapMonth(past);
    const months = past < year ? 12 : month - 1;
    for (let one = 1; one <= months; one += 1) days += monthDays(past, one) + (one === leapMonth ? leapDays : 0);
  }
  return days;
}

/** 清明 by the usual formula for this century: 4 or 5 April. */
function clearAndBright(year: number): number {
  const inCentury = year - 2000;
  return dayNumber(`${year}-04-01`) + Math.floor(inCentury * 0.2422 + 4.81) - Math.floor(inCentury / 4) - 1;
}

const lawHolds = { from: 2025, until: 2099 } as const;

/**
 * The days that nobody has to work whatever is arranged around them (全国年节及纪念日放假办法 第二条, as of 2025), in their order; none for
 * years before it held or beyond the lunar tables.
 */
export function lawfulDaysOff(year: number): CalendarYear['holidays'] {
  if (year < lawHolds.from || year > lawHolds.until) return [];
  const path = packageData('chinese-days', 'dist/index.min.js', 'chinese-days.cjs');
  const months = createRequire(import.meta.url)(path) as LunarMonths;
  const spring = lunarDay(months, year, 1, 1);
  const days: [first: number, count: number, name: string][] = [
    [dayNumber(`${year}-01-01`), 1, '元旦'],
    [spring - 1, 4, '春节'],
    [clearAndBright(year), 1, '清明'],
    [dayNumber(`${year}-05-01`), 2, '劳动节'],
    [lunarDay(months, year, 5, 5), 1, '端午'],
    [lunarDay(months, year, 8, 15), 1, '中秋'],
    [dayNumber(`${year}-10-01`), 3, '国庆节'],
  ];
  const named = new Map<string, string>();
  for (const [first, count, name] of days)
    for (let day = first; day < first + count; day += 1) {
      const date = dateOf(day);
      const other = named.get(date);
      named.set(date, other === undefined ? name : `${other}、${name}`);
    }
  return Array.from(named, ([date, name]) => ({ date, name })).sort((a, b) => (a.date < b.date ? -1 : 1));
}
