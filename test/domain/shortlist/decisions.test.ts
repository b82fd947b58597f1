import { expect, test } from 'vitest';
import { type Decision, decide, settleList } from '../../../domain/shortlist/decisions.ts';
import { type Candidate, propose } from '../../../domain/shortlist/propose.ts';
import { type VersionRow, diffVersions } from '../../../domain/shortlist/versions.ts';

const park = (applicationId: string, rank: number, more: Partial<Candidate> = {}): Candidate => ({
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
});
/** A proposed; B and C tied for the second place; D below */
const { byType: proposal } = propose({
  candidates: [park('A', 1), park('B', 2), park('C', 2), park('D', 4)],
  quotas: { byType: { leading: 2 } },
});
const [a, b, , d] = proposal[0]!.rows;

test('following_the_proposal_needs_no_reason', () => {
  expect(decide(a!, 'listed')).toEqual({ applicationId: 'A', result: 'listed', reason: null });
  expect(decide(d!, 'notListed', '  ')).toEqual({ applicationId: 'D', result: 'notListed', reason: null });
});

test.each([
  ['against a place', a!, 'notListed'],
  ['for a place', d!, 'listed'],
  ['settling a tie either way', b!, 'listed'],
  ['settling a tie the other way', b!, 'notListed'],
] as const)('a decision %s needs a reason', (_, row, result) => {
  for (const reason of [undefined, null, '', ' \n']) {
    expect(() => decide(row, result, reason)).toThrow(
      expect.objectContaining({ code: 'shortlist/reason-missing', details: { applicationId: row.applicationId, park: row.parkName } }),
    );
  }
  expect(decide(row, result, ' 评审组一致意见 ').reason).toBe('评审组一致意见');
});

const settle = (decisions: readonly Decision[]) => settleList(proposal, decisions);

test('the_list_keeps_proposal_and_departure', () => {
  const open = settle([]);
  expect(open.byType[0]?.rows.map(({ result }) => result)).toEqual(['listed', 'open', 'open', 'notListed']);
  expect([open.open, open.settled]).toEqual([['B', 'C'], false]);

  const done = settle([
    decide(b!, 'listed', '抽签'),
    { applicationId: 'C', result: 'notListed', reason: '抽签' },
    decide(d!, 'listed', '复核更正'),
  ]);
  expect(done.byType[0]?.rows.map(({ proposed, result, departure }) => [proposed, result, departure])).toEqual([
    ['proposed', 'listed', false],
    ['needsDecision', 'listed', false],
    ['needsDecision', 'notListed', false],
    ['notProposed', 'listed', true],
  ]);
  expect(done.byType[0]).toMatchObject({ quota: 2, listed: 3, over: 1 });
  expect([done.open, done.settled]).toEqual([[], true]);
});

test('a_decision_that_the_proposal_has_moved_away_from_asks_for_a_reason_again', () => {
  const stale = settle([{ applicationId: 'A', result: 'notListed', reason: null }]);
  expect(stale.byType[0]?.rows[0]).toMatchObject({ departure: true, reasonMissing: true, result: 'notListed' });
  expect(stale.settled).toBe(false);
});

const row = (applicationId: string, more: Partial<VersionRow> = {}): VersionRow => ({
  applicationId,
  parkName: `${applicationId}园`,
  type: 'leading',
  result: 'listed',
  rank: 1,
  total: '90.00',
  ...more,
});

test('versions_differ_by_what_people_look_for', () => {
  const before = [row('A'), row('B', { rank: 2 }), row('C', { rank: 3, result: 'notListed' }), row('X')];
  const after = [
    row('A'),
    row('C', { rank: 2, total: '91.00' }),
    row('B', { rank: 3, result: 'notListed' }),
    row('N', { result: 'notListed' }),
    row('M'),
    row('X', { result: 'open', type: 'growing' }),
  ];
  expect(diffVersions(before, after).map(({ applicationId, kind }) => `${applicationId} ${kind}`)).toEqual([
    'C entered',
    'C total',
    'C rank',
    'B left',
    'B rank',
    'N added',
    'M added',
    'M entered',
    'X opened',
    'X type',
  ]);
  expect(diffVersions(after, before).find(({ kind }) => kind === 'removed')).toEqual({
    applicationId: 'N',
    parkName: 'N园',
    kind: 'removed',
    message: { key: 'shortlist.change.removed', params: { park: 'N园' } },
  });
  expect(diffVersions(after, before).find(({ kind }) => kind === 'total')?.message.params).toEqual({
    park: 'C园',
    from: '91.00',
    to: '90.00',
  });
  expect(diffVersions(after, after)).toEqual([]);
});
