import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Output } from '../../domain/contract/api.ts';
import { worksOn } from '../../domain/shortlist/calendar.ts';
import { dateOf } from '../../domain/numbers/days.ts';
import { servedPath } from '../../electron/services/workspace/files.ts';
import { listDeadlines } from '../../renderer/screens/home/deadlines.ts';
import { readDays, writeDays } from '../../renderer/screens/publicity/days.ts';

test.each<[string, string[] | null]>([
  ['', []],
  ['2027-01-01', ['2027-01-01']],
  ['2027-01-01 至 2027-01-03', ['2027-01-01', '2027-01-02', '2027-01-03']],
  ['2027-02-28 to 2027-03-01\n\n 2027-05-01 ', ['2027-02-28', '2027-03-01', '2027-05-01']],
  ['2027-01-01，2027-01-02；2027-01-04', ['2027-01-01', '2027-01-02', '2027-01-04']],
  ['2027-02-29', null],
  ['2027-1-1', null],
  ['元旦', null],
  ['2027-01-03 至 2027-01-01', null],
  ['2027-01-01 至 2027-03-01', null],
  ['2027-01-01 至 2027-01-02 至 2027-01-03', null],
])('the days of %j are %j', (text, days) => {
  expect(readDays(text)).toEqual(days);
});

test('what_is_written_is_read_again', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 20_000, max: 20_400 }), { maxLength: 40 }),
      fc.constantFrom(' 至 ', ' to '),
      (numbers, between) => {
        const days = numbers.toSorted((a, b) => a - b).map(dateOf);
        const read = readDays(
          writeDays(
            days.toReversed().map((date) => ({ date })),
            between,
          ),
        );
        // a run of more than a month is no arrangement that anybody publishes
        fc.pre(read !== null);
        expect(read).toEqual(days);
      },
    ),
  );
});

test('a_make_up_day_is_worked_and_a_holiday_is_not_whatever_the_weekday', () => {
  const year = { holidays: [{ date: '2026-10-01' }], workdays: [{ date: '2026-10-10' }] };
  // Thursday, Saturday, Friday, Sunday
  expect(['2026-10-01', '2026-10-10', '2026-10-02', '2026-10-11'].map((date) => worksOn(year, date))).toEqual([false, true, true, false]);
});

test('evidence_is_asked_for_by_its_place_and_nothing_else_is', () => {
  const id = '01890000-0000-7000-8000-000000000000';
  expect(servedPath(`/evidence/${id}.3`)).toEqual({ kind: 'evidence', id: `${id}.3` });
  expect([`/evidence/${id}`, `/documents/${id}.0`, `/evidence/${id}.x`, `/evidence/${id}.1234`, `/blobs/${id}`].map(servedPath)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

type Publicity = NonNullable<Output<'publicity.get'>>;

const publicity = (change: Partial<Publicity>): Publicity => ({
  publicityId: '',
  state: 'open',
  stage: 'running',
  version: 1,
  opensOn: '2026-11-20',
  workingDays: 5,
  calendarDays: null,
  countsOpening: false,
  article: null,
  closesOn: '2026-11-27',
  days: [],
  daysLeft: 3,
  assumed: [],
  suspensions: [],
  objections: [],
  obstacles: [],
  notes: [],
  endedAt: null,
  ...change,
});
const title = (parkName: string, state: 'rectifying' | 'overdue' | 'recognised', until: string | null): Output<'titles.list'>[number] => ({
  parkName,
  authority: null,
  state,
  type: null,
  since: '2025-01-01',
  until,
  ground: null,
  mayApplyFrom: null,
  text: '',
  history: [],
});
const said = (...given: Parameters<typeof listDeadlines>): [string, string | null, boolean][] =>
  listDeadlines(...given).map(({ key, on, wants }) => [key, on, wants]);

test('deadlines_stand_nearest_first', () => {
  expect(
    said(publicity({}), [title('甲', 'rectifying', '2027-01-01'), title('乙', 'overdue', '2026-05-01'), title('丙', 'recognised', null)]),
  ).toEqual([
    ['overdue', '2026-05-01', true],
    ['publicity', '2026-11-27', false],
    ['rectify', '2027-01-01', false],
  ]);
  expect(said(publicity({ stage: 'ended', daysLeft: 0 }), [])).toEqual([['publicityEnded', '2026-11-27', true]]);
  expect(said(publicity({ stage: 'suspended', closesOn: null, daysLeft: null }), [])).toEqual([['suspended', null, true]]);
  expect(said(publicity({ state: 'closed' }), [])).toEqual([]);
  expect(said(null, [])).toEqual([]);
});

test('what_a_park_was_asked_for_is_due_until_it_came', () => {
  const asked = (change: Partial<Output<'supplements.list'>[number]>): Output<'supplements.list'>[number] => ({
    supplementId: '',
    applicationId: 'a',
    parkName: '甲',
    items: [{ what: '证明', of: '' }],
    requestedOn: '2026-11-01',
    dueOn: '2026-11-20',
    contact: null,
    reason: null,
    state: 'open',
    overdue: false,
    receivedOn: null,
    late: false,
    receipt: null,
    package: null,
    packageBefore: null,
    differences: [],
    checkedAt: null,
    checkedBy: null,
    follows: null,
    ...change,
  });
  expect(
    said(null, [title('乙', 'rectifying', '2026-11-15')], [asked({}), asked({ state: 'received' }), asked({ state: 'lapsed' })]),
  ).toEqual([
    ['rectify', '2026-11-15', false],
    ['supplement', '2026-11-20', false],
  ]);
  expect(said(null, [], [asked({ overdue: true })])).toEqual([['supplementOverdue', '2026-11-20', true]]);
});
