import { expect, test } from 'vitest';
import { dateOf, dayNumber, weekday } from '../../../domain/numbers/days.ts';
import {
  type Counting,
  type Suspension,
  closingObstacles,
  isInTime,
  publicityPeriod,
  publicityState,
} from '../../../domain/shortlist/publicity.ts';

/** 2026: 国庆中秋 October 1 to 7, made up on September 20 and October 10 (Sunday, Saturday) */
const holidays = new Set(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']);
const makeUp = new Set(['2026-09-20', '2026-10-10']);
function works(date: string): boolean | null {
  if (!date.startsWith('2026')) return null;
  return makeUp.has(date) || (weekday(dayNumber(date)) <= 5 && !holidays.has(date));
}

const period = (opensOn: string, length: number, more: { countsOpening?: boolean; suspensions?: Suspension[]; counting?: Counting } = {}) =>
  publicityPeriod(
    { opensOn, length, counting: more.counting ?? 'working', countsOpening: more.countsOpening ?? false, suspensions: more.suspensions },
    works,
  );

test.each([
  ['a plain week', '2026-03-02', 5, false, '2026-03-09'],
  ['the day of the notice counts where it says so', '2026-03-02', 5, true, '2026-03-06'],
  ['over the national holiday and a make-up Saturday', '2026-09-28', 5, false, '2026-10-10'],
  ['a make-up Saturday counts', '2026-10-08', 2, false, '2026-10-10'],
  ['opened on a holiday', '2026-10-03', 1, true, '2026-10-08'],
])('%s', (_, opensOn, workingDays, countsOpening, closesOn) => {
  const found = period(opensOn, workingDays, { countsOpening });
  expect(found.closesOn).toBe(closesOn);
  expect(found.days).toHaveLength(workingDays);
  expect(found.assumed).toEqual([]);
});

test.each([
  ['a plain week', '2026-03-02', 7, false, '2026-03-09', '2026-03-09'],
  ['the day of the notice counts where it says so', '2026-03-02', 5, true, '2026-03-06', '2026-03-06'],
  // the fifth day is a Saturday, a Sunday, a Monday
  ['its end on a Saturday', '2026-03-02', 5, false, '2026-03-09', '2026-03-07'],
  ['its end on a Sunday', '2026-03-03', 5, false, '2026-03-09', '2026-03-08'],
  ['its end on a Monday', '2026-03-04', 5, false, '2026-03-09', '2026-03-09'],
  ['its end in the national holiday', '2026-09-28', 5, false, '2026-10-08', '2026-10-03'],
  ['its end on a Saturday that is worked', '2026-10-05', 5, false, '2026-10-10', '2026-10-10'],
])('calendar days: %s', (_, opensOn, length, countsOpening, closesOn, lastCounted) => {
  const found = period(opensOn, length, { countsOpening, counting: 'calendar' });
  expect(found.closesOn).toBe(closesOn);
  // so many days, of which the last is the one that people work on
  const first = dayNumber(opensOn) + (countsOpening ? 0 : 1);
  const plain = Array.from({ length }, (_day, at) => dateOf(first + at));
  expect(plain.at(-1)).toBe(lastCounted);
  expect(found.days).toEqual([...plain.slice(0, -1), closesOn]);
  expect(found.assumed).toEqual([]);
});

test('of_calendar_days_only_the_end_asks_the_calendar', () => {
  expect(period('2026-12-29', 5, { counting: 'calendar' })).toEqual({
    opensOn: '2026-12-29',
    closesOn: '2027-01-04',
    days: ['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02', '2027-01-04'],
    assumed: ['2027-01-03', '2027-01-04'],
    suspensions: [],
  });
  expect(period('2026-03-02', 5, { counting: 'calendar', suspensions: [{ from: '2026-03-04', resumedOn: '2026-03-09' }] }).days).toEqual([
    '2026-03-03',
    '2026-03-09',
    '2026-03-10',
    '2026-03-11',
    '2026-03-12',
  ]);
});

test('years_that_the_calendar_does_not_know_are_named', () => {
  expect(period('2026-12-30', 3)).toEqual({
    opensOn: '2026-12-30',
    closesOn: '2027-01-04',
    days: ['2026-12-31', '2027-01-01', '2027-01-04'],
    assumed: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'],
    suspensions: [],
  });
});

test('suspended_days_do_not_count', () => {
  expect(period('2026-03-02', 5, { suspensions: [{ from: '2026-03-04', resumedOn: '2026-03-09' }] }).days).toEqual([
    '2026-03-03',
    '2026-03-09',
    '2026-03-10',
    '2026-03-11',
    '2026-03-12',
  ]);
  const open = period('2026-03-02', 5, { suspensions: [{ from: '2026-03-04', resumedOn: null }] });
  expect(open).toMatchObject({ closesOn: null, days: ['2026-03-03'] });
  expect(publicityState(open, '2026-03-03').state).toBe('running');
  expect(publicityState(open, '2026-04-30')).toEqual({ state: 'suspended', daysLeft: null });
  // a suspension after the end changes nothing
  expect(period('2026-03-02', 5, { suspensions: [{ from: '2026-03-10', resumedOn: null }] }).closesOn).toBe('2026-03-09');
});

test.each([
  ['2026-03-01', 'notOpen', 5],
  ['2026-03-02', 'running', 5],
  ['2026-03-04', 'running', 4],
  ['2026-03-09', 'running', 1],
  ['2026-03-10', 'ended', 0],
])('on %s it is %s', (today, state, daysLeft) => {
  expect(publicityState(period('2026-03-02', 5), today)).toEqual({ state, daysLeft });
});

const objection = { applicationId: 'a', parkName: '甲园', raisedOn: '2026-03-04', outcome: null, reviewedAgain: false } as const;

test('what_hinders_the_final_list_is_named', () => {
  const five = period('2026-03-02', 5);
  const keys = (of: Parameters<typeof closingObstacles>[1], today: string) =>
    closingObstacles(five, of, today).map(({ key }) => key.split('.').at(-1));
  expect(keys([], '2026-03-10')).toEqual([]);
  expect(keys([], '2026-03-09')).toEqual(['running']);
  expect(keys([], '2026-02-09')).toEqual(['notOpen']);
  expect(
    keys(
      [
        objection,
        { ...objection, outcome: 'upheld' },
        { ...objection, outcome: 'upheld', reviewedAgain: true },
        { ...objection, outcome: 'dismissed' },
      ],
      '2026-03-10',
    ),
  ).toEqual(['objectionOpen', 'notReviewedAgain']);
  const suspended = period('2026-03-02', 5, { suspensions: [{ from: '2026-03-05', resumedOn: null }] });
  expect(closingObstacles(suspended, [], '2026-03-04').map(({ key }) => key)).toEqual(['shortlist.closing.endUnknown']);
  expect(closingObstacles(suspended, [], '2026-03-05').map(({ key }) => key)).toEqual(['shortlist.closing.suspended']);
});

test('objections_are_in_time_until_the_end_of_the_last_day', () => {
  const five = period('2026-03-02', 5);
  expect(['2026-03-02', '2026-03-09', '2026-03-10'].map((day) => isInTime(five, day))).toEqual([true, true, false]);
});

test('a_calendar_without_working_days_is_a_fault', () => {
  expect(() => publicityPeriod({ opensOn: '2026-03-02', length: 5, counting: 'working', countsOpening: false }, () => false)).toThrow(
    'no 5 days',
  );
});
