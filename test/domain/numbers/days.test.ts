import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoDate } from '../../../domain/model.ts';
import { dateOf, dayNumber, isDate, weekday } from '../../../domain/numbers/days.ts';

test('days_agree_with_the_calendar_of_the_machine', () => {
  fc.assert(
    fc.property(fc.integer({ min: -200_000, max: 200_000 }), (day) => {
      const there = new Date(day * 86_400_000);
      fc.pre(there.getUTCFullYear() >= 1 && there.getUTCFullYear() <= 9999);
      const date = there.toISOString().slice(0, 10);
      expect(dateOf(day)).toBe(date);
      expect(dayNumber(date)).toBe(day);
      expect(weekday(day)).toBe(there.getUTCDay() || 7);
    }),
    { numRuns: 2000 },
  );
});

test.each(['2026-02-30', '2026-13-01', '2026-1-1', ''])('%j is no date', (date) => {
  expect(() => dayNumber(date)).toThrow(RangeError);
});

test('the_window_takes_for_a_date_what_the_contract_takes', () => {
  const near = fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }));
  const written = near.map((parts) => parts.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-'));
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: written }, fc.string()), (text) => {
      expect(isDate(text)).toBe(isoDate.safeParse(text).success);
    }),
    { numRuns: 5000 },
  );
});
