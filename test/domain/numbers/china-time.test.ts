import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateInChina, photoTimeInChina, timeInChina } from '../../../domain/numbers/china-time.ts';

test.each([
  ['2026-09-29T15:59:59.999Z', '2026-09-29T23:59:59.999'],
  ['2026-09-29T16:00:00.000Z', '2026-09-30T00:00:00.000'],
  ['2026-09-29T23:00:00.000Z', '2026-09-30T07:00:00.000'],
  ['2026-04-30T16:00:00Z', '2026-05-01T00:00:00'],
  ['2026-12-31T20:15:00Z', '2027-01-01T04:15:00'],
  ['2026-02-28T20:00:00Z', '2026-03-01T04:00:00'],
  ['2028-02-28T20:00:00Z', '2028-02-29T04:00:00'],
  ['2028-02-29T20:00:00Z', '2028-03-01T04:00:00'],
  ['2100-02-28T20:00:00Z', '2100-03-01T04:00:00'],
  ['2026-01-01T07:30Z', '2026-01-01T15:30'],
])('%s is %s in China', (at, there) => {
  expect(timeInChina(at)).toBe(there);
  expect(dateInChina(at)).toBe(there.slice(0, 10));
});

test('it_agrees_with_the_clock_of_the_machine', () => {
  const at = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T15:59:59Z'), noInvalidDate: true });
  fc.assert(
    fc.property(at, (date) => {
      const there = new Date(date.getTime() + 8 * 3_600_000).toISOString();
      expect(`${timeInChina(date.toISOString())}Z`).toBe(there);
    }),
    { numRuns: 2000 },
  );
});

test.each(['2026-09-30', '2026-09-30T07:00:00+08:00', ''])('%j is no instant in UTC', (at) => {
  expect(() => timeInChina(at)).toThrow(RangeError);
});

test.each([
  ['2026-10-10T09:30:15+08:00', '2026-10-10T09:30:15'],
  ['2026-10-10T03:30:15+02:00', '2026-10-10T09:30:15'],
  ['2026-10-09T20:30:15-05:00', '2026-10-10T09:30:15'],
  ['2026-10-10T07:00:15+05:30', '2026-10-10T09:30:15'],
  ['2026-12-31T23:30:00Z', '2027-01-01T07:30:00'],
  ['2026-01-01T02:00:00+12:00', '2025-12-31T22:00:00'],
  // a camera that states no offset
  ['2026-10-10T09:30:15', '2026-10-10T09:30:15'],
])('a photo of %s was taken at %s in China', (stated, there) => {
  expect(photoTimeInChina(stated)).toBe(there);
});
