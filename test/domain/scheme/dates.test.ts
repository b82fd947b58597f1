/** Periods over months of unequal length and leap years, by 民法典 第二百零一、二百零二条. */
import { assert, constantFrom, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { addMonths, daysInMonth, parseDate, wholeMonths } from '../../../domain/condition/dates.ts';
import type { CalendarDate } from '../../../domain/condition/dates.ts';

function day(text: string): CalendarDate {
  const parsed = parseDate(text);
  if (!parsed || parsed.day === null) throw new Error(text);
  return { ...parsed, day: parsed.day };
}

test.each([
  ['2024-02-29', '2025-02-27', 11],
  ['2024-02-29', '2025-02-28', 12],
  ['2024-02-29', '2028-02-28', 47],
  ['2024-02-29', '2028-02-29', 48],
  ['2023-02-28', '2024-02-28', 12],
  ['2024-01-31', '2024-02-28', 0],
  ['2024-01-31', '2024-02-29', 1],
  ['2023-01-31', '2023-02-28', 1],
  ['2025-08-31', '2025-09-30', 1],
  ['2025-09-30', '2025-10-30', 1],
  ['2025-09-15', '2026-09-14', 11],
  ['2025-09-15', '2026-09-15', 12],
  ['2025-12-31', '2026-01-01', 0],
  ['2026-09-15', '2026-09-15', 0],
  ['2026-09-16', '2026-09-15', 0],
  ['2026-10-15', '2026-09-15', -1],
  ['2100-02-28', '2101-02-28', 12],
])('from %s to %s are %i whole months', (from, to, months) => {
  expect(wholeMonths(day(from), day(to))).toBe(months);
});

test.each([
  ['2024-02-29', 12, '2025-02-28'],
  ['2024-02-29', 48, '2028-02-29'],
  ['2026-08-31', 1, '2026-09-30'],
  ['2026-12-01', 1, '2027-01-01'],
  ['2026-03-10', 12, '2027-03-10'],
])('%s and %i months is %s', (from, months, until) => {
  expect(addMonths(day(from), months)).toBe(until);
});

test.each([
  '2025-02-29',
  '2100-02-29',
  '2024-13',
  '2024-00',
  '2024-1',
  '2024-04-31',
  '2024-01-00',
  '24-01-01',
  '2024/01/01',
  '2024-01-01T00:00:00Z',
  '',
])('%j is no date', (text) => {
  expect(parseDate(text)).toBeNull();
});

test('a_month_alone_has_no_day', () => {
  expect(parseDate('2024-02')).toEqual({ year: 2024, month: 2, day: null });
  expect([daysInMonth(2000, 2), daysInMonth(1900, 2), daysInMonth(2024, 2), daysInMonth(2023, 2)]).toEqual([29, 28, 29, 28]);
});

const anyDay = record({
  year: integer({ min: 1990, max: 2110 }),
  month: integer({ min: 1, max: 12 }),
  at: integer({ min: 1, max: 31 }),
}).map(({ year, month, at }) => ({
  year,
  month,
  day: Math.min(at, daysInMonth(year, month)),
}));

test('a_period_ends_on_the_day_that_is_added', () => {
  assert(
    property(anyDay, integer({ min: 0, max: 240 }), (from, months) => {
      const end = day(addMonths(from, months));
      expect(wholeMonths(from, end)).toBe(months);
      const before = end.day > 1 ? { ...end, day: end.day - 1 } : null;
      if (before && months > 0) expect(wholeMonths(from, before)).toBe(months - 1);
    }),
  );
});

test('later_days_never_count_fewer_months', () => {
  assert(
    property(anyDay, anyDay, constantFrom(0, 1, 27), (from, to, more) => {
      const later = { ...to, day: Math.min(to.day + more, daysInMonth(to.year, to.month)) };
      expect(wholeMonths(from, later)).toBeGreaterThanOrEqual(wholeMonths(from, to));
    }),
  );
});
