import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ZodError } from 'zod';
import { dateOf, dayNumber, weekday } from '../../../domain/numbers/days.ts';

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
  expect(() => dayNumber(date)).toThrow(ZodError);
});
