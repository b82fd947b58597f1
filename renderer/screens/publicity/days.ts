/** Days as people list them in the form of a calendar year. */
import { dateOf, dayNumber, isDate } from '../../../domain/numbers/days.ts';

/** The longest run of days that one line may name. */
const longestRun = 31;

/** Days as people list them, one or a run to a line; null where a line is neither. */
export function readDays(text: string): string[] | null {
  const days: string[] = [];
  for (const line of text.split(/[\n,，、;；]/).map((one) => one.trim())) {
    if (line === '') continue;
    const [from = '', to = from, more] = line.split(/\s*(?:至|到|~|～|—|to)\s*/);
    if (more !== undefined || !isDate(from) || !isDate(to)) return null;
    const [first, last] = [dayNumber(from), dayNumber(to)];
    if (last < first || last - first >= longestRun) return null;
    for (let day = first; day <= last; day += 1) days.push(dateOf(day));
  }
  return days;
}

/** The same the other way round: neighbouring days as one run. */
export function writeDays(days: readonly { readonly date: string }[], between: string): string {
  const runs: [string, string][] = [];
  for (const { date } of days.toSorted((a, b) => (a.date < b.date ? -1 : 1))) {
    const run = runs.at(-1);
    if (run && dayNumber(run[1]) + 1 === dayNumber(date)) run[1] = date;
    else runs.push([date, date]);
  }
  return runs.map(([from, to]) => (from === to ? from : `${from}${between}${to}`)).join('\n');
}
