import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  countVote,
  flawsOf,
  isCarried,
  neededForQuorum,
  usualRule,
  type Cast,
  type VotingRule,
} from '../../../domain/deliberation/vote.ts';
import { Refusal } from '../../../domain/result.ts';

const members = [1, 2, 3, 4, 5].map((no) => ({ personId: `p${no}`, name: `专家${no}` }));
const secret: VotingRule = { ...usualRule, ballot: 'secret' };
const nobody: ReadonlySet<string> = new Set();

const room = (rule: VotingRule = usualRule, recused: readonly string[] = []) => ({
  rule,
  park: '长沙园',
  members,
  recused: new Set(recused),
});
const open = (answers: string, absent: readonly string[] = []): Cast => ({
  ballots: [...answers].flatMap((mark, index) =>
    mark === '-'
      ? []
      : [
          {
            personId: `p${index + 1}`,
            vote: mark === '+' ? ('agree' as const) : mark === 'x' ? ('against' as const) : ('abstain' as const),
          },
        ],
  ),
  absent,
});
const counts = (agree: number, against: number, abstain: number, absent: readonly string[] = []): Cast => ({
  counts: { agree, against, abstain },
  absent,
});

function refusalOf(work: () => unknown): unknown[] {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return [error.code, error.details];
  }
  return [];
}

test.each([
  ['half', 5, 3],
  ['half', 4, 3],
  ['twoThirds', 5, 4],
  ['twoThirds', 6, 4],
  ['twoThirds', 3, 2],
  ['all', 5, 5],
] as const)('a_quorum_of_%s_of_%d_is_%d', (quorum, entitled, needed) => {
  expect(neededForQuorum(entitled, quorum)).toBe(needed);
});

test.each([
  ['half', 3, 5, true],
  ['half', 2, 4, false],
  ['half', 3, 4, true],
  ['twoThirds', 3, 5, false],
  ['twoThirds', 4, 6, true],
  ['twoThirds', 2, 3, true],
] as const)('a_majority_of_%s_with_%d_of_%d_present_is_%s', (majority, agree, present, carried) => {
  expect(isCarried({ majority, agree, present })).toBe(carried);
});

test('an_open_vote_keeps_who_voted_how_and_who_was_not_there', () => {
  const vote = countVote(room(usualRule, ['p5']), open('++x', ['p4']));
  expect(vote).toMatchObject({ members: 4, present: 3, agree: 2, against: 1, abstain: 0 });
  expect(vote.ballots?.map((one) => [one.name, one.vote])).toEqual([
    ['专家1', 'agree'],
    ['专家2', 'agree'],
    ['专家3', 'against'],
  ]);
  expect([vote.absent, vote.recused].map((list) => list.map(({ name }) => name))).toEqual([['专家4'], ['专家5']]);
  expect(isCarried(vote)).toBe(true);
});

test('a_secret_vote_keeps_counts_and_who_was_there_and_no_ballot', () => {
  const vote = countVote(room(secret), counts(2, 2, 1));
  expect(vote).toMatchObject({ members: 5, present: 5, agree: 2, against: 2, abstain: 1, ballots: null });
  expect(isCarried(vote)).toBe(false);
});

test.each<[string, () => unknown, unknown[]]>([
  ['names_in_a_secret_ballot', () => countVote(room(secret), open('+++++')), ['vote/wrong-kind', { ballot: 'secret' }]],
  ['counts_in_an_open_ballot', () => countVote(room(), counts(5, 0, 0)), ['vote/wrong-kind', { ballot: 'open' }]],
  ['names_and_counts', () => countVote(room(), { ...open('+++++'), ...counts(5, 0, 0) }), ['vote/wrong-kind', { ballot: 'open' }]],
  [
    'a_stranger',
    () => countVote(room(), { ballots: [{ personId: 'x', vote: 'agree' }], absent: [] }),
    ['vote/not-a-member', { personId: 'x' }],
  ],
  ['a_recused_voter', () => countVote(room(usualRule, ['p1']), open('+++++')), ['vote/recused', { names: ['专家1'], park: '长沙园' }]],
  [
    'a_recused_member_as_absent',
    () => countVote(room(usualRule, ['p5']), open('++++', ['p5'])),
    ['vote/recused', { names: ['专家5'], park: '长沙园' }],
  ],
  ['a_voter_who_is_absent', () => countVote(room(), open('+++++', ['p2'])), ['vote/twice', { names: ['专家2'], park: '长沙园' }]],
  ['somebody_of_whom_nothing_is_said', () => countVote(room(), open('++++')), ['vote/incomplete', { names: ['专家5'], park: '长沙园' }]],
  [
    'more_ballots_than_voters',
    () => countVote(room(secret), counts(4, 1, 0, ['p5'])),
    ['vote/count', { given: 5, present: 4, park: '长沙园' }],
  ],
  ['fewer_ballots_than_voters', () => countVote(room(secret), counts(4, 0, 0)), ['vote/count', { given: 4, present: 5, park: '长沙园' }]],
  [
    'no_quorum',
    () => countVote(room(), open('+++', ['p4', 'p5'])),
    ['vote/no-quorum', { present: 3, members: 5, needed: 4, park: '长沙园' }],
  ],
  [
    'nobody_entitled',
    () => countVote(room(usualRule, ['p1', 'p2', 'p3', 'p4', 'p5']), open('')),
    ['vote/no-quorum', { present: 0, members: 0, needed: 1, park: '长沙园' }],
  ],
])('%s_is_refused', (_, work, refused) => {
  expect(refusalOf(work)).toEqual(refused);
});

test('a_vote_is_flawed_by_a_voter_who_is_recused_since_or_by_members_who_came', () => {
  const vote = countVote(room(), open('+++x', ['p5']));
  expect(flawsOf(vote, room())).toEqual({ recused: [], short: false });
  expect(flawsOf(vote, room(usualRule, ['p4']))).toEqual({ recused: ['专家4'], short: false });
  const grown = [...members, { personId: 'p6', name: '专家6' }, { personId: 'p7', name: '专家7' }];
  expect(flawsOf(vote, { members: grown, recused: nobody })).toEqual({ recused: [], short: true });
});

test('whatever_is_kept_adds_up_and_was_possible', () => {
  const answer = fc.constantFrom('+', 'x', 'o', 'absent', 'recused');
  fc.assert(
    fc.property(fc.array(answer, { minLength: 5, maxLength: 5 }), fc.constantFrom('half', 'twoThirds', 'all'), (marks, quorum) => {
      const idsOf = (mark: string) => marks.flatMap((one, index) => (one === mark ? [`p${index + 1}`] : []));
      const cast = open(marks.map((one) => (one.length === 1 ? one : '-')).join(''), idsOf('absent'));
      const rule = { ...usualRule, quorum };
      const voters = 5 - idsOf('absent').length - idsOf('recused').length;
      const entitled = 5 - idsOf('recused').length;
      if (voters === 0 || voters < neededForQuorum(entitled, quorum)) {
        expect(refusalOf(() => countVote(room(rule, idsOf('recused')), cast))[0]).toBe('vote/no-quorum');
        return;
      }
      const vote = countVote(room(rule, idsOf('recused')), cast);
      expect(vote.agree + vote.against + vote.abstain).toBe(vote.present);
      expect(vote.present + vote.absent.length).toBe(vote.members);
      expect(vote.members + vote.recused.length).toBe(5);
      expect(flawsOf(vote, room(rule, idsOf('recused')))).toEqual({ recused: [], short: false });
    }),
  );
});
