/** 合议 as the record has it: who votes, the rule of the round, and what of the votes does not hold any more. */
import { flawsOf, usualRule, type KeptVote, type VotingMember, type VotingRule } from '../../../domain/deliberation/vote.ts';
import { voteWords } from '../../../domain/deliberation/ground-words.ts';
import type { Translate } from '../../../domain/text.ts';
import type { Role } from '../../../domain/model.ts';
import { listApplications } from '../../../db/queries/applications.ts';
import { listRoundDissents, listRoundOpinions, listRoundVotes, onListing } from '../../../db/queries/results.ts';
import { getPerson, listPersons, listRecusals } from '../../../db/queries/panel.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { requireRound, settingsOf } from '../session/lookups.ts';

/** The rule by which a round votes. */
export function votingRuleOf(store: ReadStore, roundId: string): VotingRule {
  return settingsOf(requireRound(store, roundId)).voting ?? usualRule;
}

export interface PanelMember extends VotingMember {
  readonly role: Role;
}

/** 评审组成员: leaders and experts who sit; the visit team and the office do not vote. */
export function votingMembers(store: ReadStore, roundId: string): PanelMember[] {
  return listPersons(store, roundId)
    .filter(({ role }) => role === 'leader' || role === 'expert')
    .map(({ id, name, role }) => ({ personId: id, name, role }));
}

/** Who is recused, by applicant. */
export function recusedByPark(store: ReadStore, roundId: string): (applicationId: string) => ReadonlySet<string> {
  const byPark = Map.groupBy(listRecusals(store, roundId), ({ applicationId }) => applicationId);
  return (applicationId) => new Set(byPark.get(applicationId)?.map(({ personId }) => personId));
}

/** What is wrong with a vote by who is recused and who sits now, in a sentence; null: nothing. */
export function flawText(
  vote: KeptVote,
  room: { readonly members: readonly VotingMember[]; readonly recused: ReadonlySet<string> },
  t: Translate,
): string | null {
  const { recused, short } = flawsOf(vote, room);
  if (recused.length > 0) return t('deliberation.flaw.recused', { names: recused.join(t('common.comma')) });
  return short ? t('deliberation.flaw.short') : null;
}

/** Votes that do not hold any more, a sentence each with the applicant. */
export function flawedVotes(store: ReadStore, roundId: string, t: Translate): string[] {
  const votes = listRoundVotes(store, roundId);
  if (votes.length === 0) return [];
  const members = votingMembers(store, roundId);
  const recusedFrom = recusedByPark(store, roundId);
  const parks = new Map(listApplications(store, roundId).map(({ id, parkName }) => [id, parkName]));
  return votes.flatMap(({ applicationId, cast }) => {
    const park = parks.get(applicationId);
    const flaw = flawText(cast, { members, recused: recusedFrom(applicationId) }, t);
    return flaw === null || park === undefined ? [] : [t('deliberation.flaw.of', { park, flaw })];
  });
}

/** A vote in a sentence: the counts and what it came to; `question` empty: whether it is listed. */
export function voteText({ question, cast }: { readonly question: string; readonly cast: KeptVote }, t: Translate): string {
  return voteWords(cast, { t }, question === onListing ? undefined : question);
}

/** Who voted how, where it was open, and who was not there, in the words of the minutes. */
function namedText({ ballots, absent, recused }: KeptVote, t: Translate): string[] {
  const comma = t('common.comma');
  const of = (key: string, names: readonly { readonly name: string }[]): string[] =>
    names.length === 0 ? [] : [t(`deliberation.named.${key}`, { names: names.map(({ name }) => name).join(comma) })];
  const voted = (['agree', 'against', 'abstain'] as const).flatMap((answer) =>
    of(answer, ballots?.filter(({ vote }) => vote === answer) ?? []),
  );
  return [...voted, ...of('absent', absent), ...of('recused', recused)];
}

/** The lines of the minutes about the deliberation: the rule, each vote, dissent, and the opinions of the group. */
export function deliberationLines(store: ReadStore, roundId: string, t: Translate): string[] {
  const votes = listRoundVotes(store, roundId);
  const dissents = listRoundDissents(store, roundId);
  const opinions = listRoundOpinions(store, roundId);
  if (votes.length + dissents.length + opinions.length === 0) return [];
  const rule = votingRuleOf(store, roundId);
  const nameOf = (personId: string): string => getPerson(store, personId)?.name ?? '';
  return [
    ...(votes.length === 0
      ? []
      : [
          t('deliberation.rule', {
            ballot: t(`shortlist.ground.ballot.${rule.ballot}`),
            majority: t(`deliberation.majority.${rule.majority}`),
            quorum: t(`deliberation.quorum.${rule.quorum}`),
          }),
        ]),
    ...listApplications(store, roundId).flatMap(({ id, parkName: park }) => [
      ...votes
        .filter(({ applicationId }) => applicationId === id)
        .map((row) =>
          t('deliberation.line.vote', {
            park,
            text: [
              voteText(row, t),
              ...namedText(row.cast, t),
              ...(row.reason === null ? [] : [t('deliberation.line.corrected', { reason: row.reason })]),
            ].join(t('shortlist.and')),
          }),
        ),
      ...dissents
        .filter(({ applicationId }) => applicationId === id)
        .map(({ personId, text }) => t('deliberation.line.dissent', { park, name: nameOf(personId), text })),
      ...opinions
        .filter(({ applicationId }) => applicationId === id)
        .flatMap(({ personId, strengths, problems, advice }) => [
          t('deliberation.line.opinion', {
            park,
            name: nameOf(personId),
            text: opinionParts({ strengths, problems, advice }, t).join(t('shortlist.and')),
          }),
        ]),
    ]),
  ];
}

/** 主要优势、存在问题、意见建议: the parts of an opinion of the group that are there, each with its head. */
export function opinionParts(opinion: Readonly<Record<'strengths' | 'problems' | 'advice', string>>, t: Translate): string[] {
  return (['strengths', 'problems', 'advice'] as const)
    .filter((part) => opinion[part] !== '')
    .map((part) => t(`deliberation.part.${part}`, { text: opinion[part].replace(/[。.；;\s]+$/u, '') }));
}
