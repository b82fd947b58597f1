/**
 * 表决: the panel votes on a question about one applicant. Who may vote, what is impossible, and what a vote comes to. Members who are
 * recused from the applicant leave the room: they neither vote nor count among those entitled to.
 */
import { z } from 'zod';
import { uuid } from '../model.ts';
import { refuse } from '../result.ts';
import { ballotKinds, majorities, quorums, voteAnswers, type VoteAnswer } from './answers.ts';

/** 表决规则 of a round. */
export const votingRule = z.strictObject({ ballot: z.enum(ballotKinds), majority: z.enum(majorities), quorum: z.enum(quorums) });
export type VotingRule = z.infer<typeof votingRule>;

/** Where a round has set none. */
export const usualRule: VotingRule = { ballot: 'open', majority: 'half', quorum: 'twoThirds' };

const count = z.int().nonnegative();
const member = z.object({ personId: uuid, name: z.string() });
export type VotingMember = z.infer<typeof member>;

/** What a vote came to, without who voted how; `members` are those entitled, `present` those who were there. */
export const voteCount = votingRule.extend({ members: count, present: count, agree: count, against: count, abstain: count });
export type VoteCount = z.infer<typeof voteCount>;

/** A vote as it is kept: names as they were then; `ballots` null where it was secret. */
export const keptVote = voteCount.extend({
  voters: z.array(member),
  absent: z.array(member),
  recused: z.array(member),
  ballots: z.array(member.extend({ vote: z.enum(voteAnswers) })).nullable(),
});
export type KeptVote = z.infer<typeof keptVote>;

/** What was cast: each member's answer, or the counts of a secret ballot; everybody else who is entitled is absent by name. */
export interface Cast {
  readonly ballots?: readonly { readonly personId: string; readonly vote: VoteAnswer }[] | undefined;
  readonly counts?: Readonly<Record<VoteAnswer, number>> | undefined;
  readonly absent: readonly string[];
}

/** How many of `members` have to be there. */
export function neededForQuorum(members: number, quorum: VotingRule['quorum']): number {
  switch (quorum) {
    case 'all':
      return members;
    case 'half':
      return Math.floor(members / 2) + 1;
    case 'twoThirds':
      return Math.ceil((members * 2) / 3);
    default:
      return quorum satisfies never;
  }
}

/** Whether those who agreed are enough of those who were there; who abstained was there. */
export function isCarried({ agree, present, majority }: Pick<VoteCount, 'agree' | 'present' | 'majority'>): boolean {
  return majority === 'half' ? agree * 2 > present : present > 0 && agree * 3 >= present * 2;
}

interface Room {
  readonly rule: VotingRule;
  readonly park: string;
  /** 评审组成员, recused ones among them */
  readonly members: readonly VotingMember[];
  /** ids of those recused from the applicant */
  readonly recused: ReadonlySet<string>;
}

function namesOf(ids: readonly string[], members: readonly VotingMember[]): string[] {
  return ids.map((id) => members.find(({ personId }) => personId === id)?.name ?? id);
}

function requireMembers({ members, recused, park }: Room, named: readonly string[]): void {
  const strangers = named.filter((id) => members.every(({ personId }) => personId !== id));
  if (strangers.length > 0) refuse('vote/not-a-member', { personId: strangers.join('、') });
  const kept = named.filter((id) => recused.has(id));
  if (kept.length > 0) refuse('vote/recused', { names: namesOf(kept, members), park });
  const twice = named.filter((id, index) => named.indexOf(id) !== index);
  if (twice.length > 0) refuse('vote/twice', { names: namesOf([...new Set(twice)], members), park });
}

/**
 * The vote as it is kept.
 * @throws `vote/wrong-kind` where counts are given of an open ballot or names of a secret one; `vote/not-a-member`, `vote/recused`,
 *   `vote/twice`; `vote/incomplete` {names} where somebody neither voted nor is absent; `vote/count` where a secret ballot has other
 *   than as many votes as people were there; `vote/no-quorum`
 */
export function countVote(room: Room, { ballots, counts, absent }: Cast): KeptVote {
  const { rule, park, members, recused } = room;
  if ((rule.ballot === 'open') !== (ballots !== undefined) || (rule.ballot === 'secret') !== (counts !== undefined))
    refuse('vote/wrong-kind', { ballot: rule.ballot });
  requireMembers(room, [...(ballots ?? []).map(({ personId }) => personId), ...absent]);
  const entitled = members.filter(({ personId }) => !recused.has(personId));
  const voters = entitled.filter(({ personId }) => !absent.includes(personId));
  const silent = ballots ? voters.filter(({ personId }) => ballots.every((one) => one.personId !== personId)) : [];
  if (silent.length > 0) refuse('vote/incomplete', { names: silent.map(({ name }) => name), park });
  const of = (answer: VoteAnswer): number => counts?.[answer] ?? (ballots ?? []).filter(({ vote }) => vote === answer).length;
  const given = of('agree') + of('against') + of('abstain');
  if (given !== voters.length) refuse('vote/count', { given, present: voters.length, park });
  const needed = neededForQuorum(entitled.length, rule.quorum);
  if (voters.length === 0 || voters.length < needed)
    refuse('vote/no-quorum', { present: voters.length, members: entitled.length, needed: Math.max(1, needed), park });
  const byId = new Map(ballots?.map(({ personId, vote }) => [personId, vote]));
  return {
    ...rule,
    members: entitled.length,
    present: voters.length,
    agree: of('agree'),
    against: of('against'),
    abstain: of('abstain'),
    voters,
    absent: entitled.filter(({ personId }) => absent.includes(personId)),
    recused: members.filter(({ personId }) => recused.has(personId)),
    ballots: ballots ? voters.map((one) => ({ ...one, vote: byId.get(one.personId) ?? 'abstain' })) : null,
  };
}

/** What is wrong with a vote by who is recused and who sits now: somebody voted who must not have, or too few of those entitled did. */
export function flawsOf(
  vote: KeptVote,
  { members, recused }: Pick<Room, 'members' | 'recused'>,
): { readonly recused: readonly string[]; readonly short: boolean } {
  const entitled = members.filter(({ personId }) => !recused.has(personId));
  const there = vote.voters.filter(({ personId }) => entitled.some((one) => one.personId === personId)).length;
  return {
    recused: vote.voters.filter(({ personId }) => recused.has(personId)).map(({ name }) => name),
    short: there < neededForQuorum(entitled.length, vote.quorum),
  };
}
