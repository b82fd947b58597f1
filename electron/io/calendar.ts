/**
 * 工作日: which days are worked in China. Public holidays and make-up days come from `chinese-days` (the arrangements that the
 * State Council publishes each autumn for the next year), or from what people entered for a year.
 */
import { readFileSync } from 'node:fs';
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
