import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publicityPeriod } from '../../domain/shortlist/publicity.ts';
import { isWorked, worksOn } from '../../domain/shortlist/calendar.ts';
import { lawfulDaysOff, publishedYear } from '../../electron/io/calendar.ts';

const days = (year: number): string[] => lawfulDaysOff(year).map(({ date }) => date.slice(5));

test.each([
  // published by the State Council, or by observatories for years to come
  [2025, '01-01 01-28 01-29 01-30 01-31 04-04 05-01 05-02 05-31 10-01 10-02 10-03 10-06'],
  [2026, '01-01 02-16 02-17 02-18 02-19 04-05 05-01 05-02 06-19 09-25 10-01 10-02 10-03'],
  [2027, '01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03'],
  [2028, '01-01 01-25 01-26 01-27 01-28 04-04 05-01 05-02 05-28 10-01 10-02 10-03'],
  [2033, '01-01 01-30 01-31 02-01 02-02 04-04 05-01 05-02 06-01 09-08 10-01 10-02 10-03'],
])('the days off that the law fixes in %d', (year, expected) => {
  expect(days(year).join(' ')).toBe(expected);
});

test('two feasts on one day are one day off with both names', () => {
  expect(lawfulDaysOff(2028).find(({ date }) => date === '2028-10-03')).toEqual({ date: '2028-10-03', name: '中秋、国庆节' });
});

test.each([2025, 2026])('what was published for %d frees every one of them', (year) => {
  const published = publishedYear(year)!;
  expect(lawfulDaysOff(year).filter(({ date }) => worksOn(published, date))).toEqual([]);
});

test('years of another law, and beyond the tables, have none', () => {
  expect([2003, 2024, 2100, 2199].flatMap(days)).toEqual([]);
});

test('five working days from 28 December 2026 do not count 1 January', () => {
  const period = publicityPeriod({ opensOn: '2026-12-28', length: 5, counting: 'working', countsOpening: false }, (date) => {
    const year = Number(date.slice(0, 4));
    const published = publishedYear(year);
    return isWorked(
      published ? { ...published, source: 'published' } : { holidays: lawfulDaysOff(year), workdays: [], source: 'unknown' },
      date,
    );
  });
  expect(period.days).toEqual(['2026-12-29', '2026-12-30', '2026-12-31', '2027-01-04', '2027-01-05']);
  expect(period.assumed).toEqual(['2027-01-02', '2027-01-03', '2027-01-04', '2027-01-05']);
});

test('the zone of a machine moves none of them', () => {
  const script = `const { lawfulDaysOff } = await import(${JSON.stringify(join(import.meta.dirname, '../../electron/io/calendar.ts'))});
console.log(JSON.stringify([2027, 2050, 2099].map(lawfulDaysOff)));`;
  const inZone = (zone: string): string =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], { env: { ...process.env, TZ: zone }, encoding: 'utf8' });
  expect(inZone('America/Los_Angeles')).toBe(inZone('Asia/Shanghai'));
  expect(JSON.parse(inZone('Pacific/Kiritimati'))).toEqual([2027, 2050, 2099].map(lawfulDaysOff));
});
