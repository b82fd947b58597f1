import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../../domain/result.ts';
import { type Candidate, type Eligibility, propose } from '../../../domain/shortlist/propose.ts';
import type { Quotas } from '../../../domain/shortlist/quotas.ts';

function park(applicationId: string, rank: number, more: Partial<Candidate> = {}): Candidate {
  return {
    applicationId,
    parkName: `${applicationId}园`,
    type: 'leading',
    region: null,
    rank,
    total: `${100 - rank}.00`,
    eligibility: 'met',
    vetoed: false,
    priority: false,
    ...more,
  };
}

/** "A+ B? C-": proposed, needs a decision, not proposed */
function outcome(candidates: readonly Candidate[], quotas: Quotas, minimumScore?: string): string {
  const sign = { proposed: '+', needsDecision: '?', notProposed: '-' } as const;
  return propose({ candidates, quotas, minimumScore })
    .byType.map(({ rows }) => rows.map(({ applicationId, result }) => applicationId + sign[result]).join(' '))
    .join(' | ');
}

const leading = (quota: number): Quotas => ({ byType: { leading: quota } });

test.each<[string, Candidate[], Quotas, string | undefined, string]>([
  ['rank within quota', [park('B', 2), park('A', 1), park('C', 3)], leading(2), undefined, 'A+ B+ C-'],
  ['quota larger than the field', [park('A', 1)], leading(5), undefined, 'A+'],
  ['no places', [park('A', 1)], leading(0), undefined, 'A-'],
  ['a veto frees the place', [park('A', 1, { vetoed: true }), park('B', 2)], leading(1), undefined, 'A- B+'],
  ['not eligible frees the place', [park('A', 1, { eligibility: 'notMet' }), park('B', 2)], leading(1), undefined, 'A- B+'],
  ['minimum score includes itself', [park('A', 1), park('B', 2), park('C', 3)], leading(3), '98', 'A+ B+ C-'],
  ['a tie above the line is no tie', [park('A', 1), park('B', 1), park('C', 3)], leading(2), undefined, 'A+ B+ C-'],
  ['a tie at the line is left to people', [park('A', 1), park('B', 2), park('C', 2), park('D', 4)], leading(2), undefined, 'A+ B? C? D-'],
  ['a tie below the line is below', [park('A', 1), park('B', 2), park('C', 2)], leading(1), undefined, 'A+ B- C-'],
  [
    'an open discretion makes the next one hang on it',
    [park('A', 1), park('B', 2, { eligibility: 'relaxable' }), park('C', 3), park('D', 4)],
    leading(2),
    undefined,
    'A+ B? C? D-',
  ],
  ['granted', [park('B', 1, { eligibility: 'relaxable', relaxation: 'granted' }), park('C', 2)], leading(1), undefined, 'B+ C-'],
  ['refused', [park('B', 1, { eligibility: 'relaxable', relaxation: 'refused' }), park('C', 2)], leading(1), undefined, 'B- C+'],
  [
    'an open discretion beyond the quota needs nobody',
    [park('A', 1), park('B', 2, { eligibility: 'relaxable' })],
    leading(1),
    undefined,
    'A+ B-',
  ],
  ['missing evidence is not a refusal', [park('A', 1, { eligibility: 'missing' }), park('B', 2)], leading(2), undefined, 'A? B+'],
  ['judgement may be proposed', [park('A', 1, { eligibility: 'judgement' })], leading(1), undefined, 'A+'],
  [
    'two open ones above one place',
    [park('A', 1, { eligibility: 'missing' }), park('B', 2, { eligibility: 'relaxable' }), park('C', 3)],
    leading(1),
    undefined,
    'A? B? C?',
  ],
  [
    'a region has its own limit',
    [park('A', 1, { region: '长沙' }), park('B', 2, { region: '长沙' }), park('C', 3, { region: '株洲' })],
    { byType: { leading: 2 }, byRegion: { 长沙: 1 } },
    undefined,
    'A+ B- C+',
  ],
  [
    'a tie within a region',
    [park('A', 1, { region: '长沙' }), park('B', 1, { region: '长沙' }), park('C', 3)],
    { byType: { leading: 2 }, byRegion: { 长沙: 1 } },
    undefined,
    'A? B? C+',
  ],
  [
    'types do not compete',
    [park('A', 1), park('B', 2, { type: 'growing' }), park('C', 3)],
    { byType: { growing: 1, leading: 1 } },
    undefined,
    'B+ | A+ C-',
  ],
])('%s', (_, candidates, quotas, minimum, expected) => {
  expect(outcome(candidates, quotas, minimum)).toBe(expected);
});

test('rows_say_why_and_show_priority', () => {
  const { byType } = propose({
    candidates: [park('A', 1), park('B', 2, { priority: true }), park('C', 2), park('D', 4, { vetoed: true, total: '50.00' })],
    quotas: leading(2),
    minimumScore: '60',
  });
  expect(byType[0]).toMatchObject({ type: 'leading', quota: 2, proposed: 1, line: '99.00' });
  expect(byType[0]?.rows.map(({ rank, tied, reasons }) => [rank, tied, ...reasons])).toEqual([
    [1, false],
    [2, true, { key: 'shortlist.reason.tiedAtQuota', params: { seats: 1, count: 2, region: '' } }, { key: 'shortlist.reason.priority' }],
    [2, true, { key: 'shortlist.reason.tiedAtQuota', params: { seats: 1, count: 2, region: '' } }],
    [4, false, { key: 'shortlist.reason.vetoed' }],
  ]);
});

test('ranks_start_again_within_a_type', () => {
  const { byType } = propose({
    candidates: [park('A', 1, { type: 'growing' }), park('B', 2), park('C', 2), park('D', 9)],
    quotas: { byType: { leading: 1, growing: 1 } },
  });
  expect(byType[0]?.rows.map(({ rank }) => rank)).toEqual([1, 1, 3]);
});

test.each([
  [[park('A', 1, { type: 'other' })], undefined, 'shortlist/no-quota'],
  [[park('A', 1)], '六十', 'shortlist/bad-minimum'],
  [[park('A', 1)], '', 'shortlist/bad-minimum'],
])('refused %#', (candidates, minimumScore, code) => {
  expect(() => propose({ candidates, quotas: leading(1), minimumScore })).toThrow(expect.objectContaining({ name: Refusal.name, code }));
});

const states: Eligibility[] = ['met', 'notMet', 'relaxable', 'missing'];
const field = fc.array(
  fc.record({ rank: fc.integer({ min: 1, max: 6 }), eligibility: fc.constantFrom(...states), region: fc.constantFrom('a', 'b', null) }),
  { maxLength: 7 },
);

test('whatever_people_decide_stays_within_what_was_proposed', () => {
  fc.assert(
    fc.property(
      field,
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 3 }),
      fc.infiniteStream(fc.boolean()),
      (parks, quota, regionQuota, coin) => {
        const quotas: Quotas = { byType: { leading: quota }, byRegion: { a: regionQuota } };
        const candidates = parks.map(({ rank, ...more }, index) => park(String(index), rank, more));
        const result = (of: readonly Candidate[]) =>
          new Map(propose({ candidates: of, quotas }).byType[0]?.rows.map((row) => [row.applicationId, row.result]));
        const before = result(candidates);
        const after = result(
          candidates.map((candidate) =>
            candidate.eligibility === 'relaxable' || candidate.eligibility === 'missing'
              ? { ...candidate, eligibility: coin.next().value ? 'met' : 'notMet' }
              : candidate,
          ),
        );
        for (const [id, was] of before) if (was !== 'needsDecision') expect(after.get(id)).toBe(was);
        const counts = [...after.values()].filter((is) => is === 'proposed').length;
        expect(counts).toBeLessThanOrEqual(quota);
      },
    ),
    { numRuns: 500 },
  );
});
