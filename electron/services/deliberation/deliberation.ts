/** 合议: the panel votes, members keep their dissent, whoever presides gives the opinion of the group. The office types all of it, in its own name. */
import type { Output } from '../../../domain/contract/api.ts';
import { countVote, isCarried } from '../../../domain/deliberation/vote.ts';
import { mergeEdit } from '../../../domain/edit.ts';
import { pick } from '../../../domain/pick.ts';
import { Refusal, refuse } from '../../../domain/result.ts';
import { localText } from '../../../domain/text.ts';
import { listApplications, type ApplicationRow } from '../../../db/queries/applications.ts';
import {
  deleteDissent,
  deleteGroupOpinion,
  deleteVote,
  getDissent,
  getGroupOpinion,
  getVote,
  listDecisions,
  listDissents,
  listRoundDissents,
  listRoundOpinions,
  listRoundVotes,
  listVotes,
  onListing,
  upsertDissent,
  upsertGroupOpinion,
  upsertVote,
  type VoteRow,
} from '../../../db/queries/results.ts';
import { listCountingOpinions } from '../../../db/queries/opinions.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import { getPublicity, listObjections } from '../../../db/queries/publicity.ts';
import { updateRound } from '../../../db/queries/rounds.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { flawText, recusedByPark, voteText, votingMembers, votingRuleOf } from '../results/deliberated.ts';
import { groundOfDecision, proposeShortlist } from '../results/proposal.ts';
import type { Handlers } from '../session/dispatch.ts';
import {
  requireApplication,
  requireListing,
  requireReviewed,
  requireRound,
  requireUnclosed,
  schemeOf,
  settingsOf,
} from '../session/lookups.ts';
import type { Call } from '../session/session.ts';

type Overview = Output<'deliberation.get'>['parks'][number];
type ParkView = Output<'deliberation.park'>;

/** Whether what was voted and said of an applicant stands as it is: its list is before the public, and no objection to it was upheld. */
function isSealed(store: ReadStore, { id, roundId }: Pick<ApplicationRow, 'id' | 'roundId'>): boolean {
  if (requireRound(store, roundId).state === 'closed') return true;
  const publicity = getPublicity(store, roundId);
  if (publicity?.state !== 'open') return false;
  return !listObjections(store, publicity.id).some((one) => one.applicationId === id && one.outcome === 'upheld');
}

/** An applicant about whom people still deliberate. @throws round/closed, round/checklist, application/left, deliberation/published */
function requireUnsealed(store: ReadStore, applicationId: string): ApplicationRow {
  const application = requireApplication(store, applicationId);
  const { roundId, parkName: park } = application;
  const { name: round } = requireUnclosed(store, roundId);
  requireListing(store, roundId);
  requireReviewed(store, application);
  return isSealed(store, application) ? refuse('deliberation/published', { round, park }) : application;
}

/** A member of the panel who is not recused from the applicant. @throws vote/not-a-member, deliberation/recused */
function requireVoice(store: ReadStore, { id, roundId, parkName: park }: ApplicationRow, personId: string): { name: string } {
  const member = votingMembers(store, roundId).find((one) => one.personId === personId) ?? refuse('vote/not-a-member', { personId });
  return recusedByPark(store, roundId)(id).has(personId) ? refuse('deliberation/recused', { name: member.name, park }) : member;
}

/** What the rules propose of each, where they can: before there are sheets or places nobody is ranked. */
function proposedOf(store: ReadStore, roundId: string, call: Call): ReadonlyMap<string, { quota: number; row: ProposedRow }> {
  try {
    const { types } = proposeShortlist(store, roundId, call).answer;
    return new Map(types.flatMap(({ quota, rows }) => rows.map((row) => [row.applicationId, { quota, row }] as const)));
  } catch (error) {
    if (error instanceof Refusal) return new Map();
    throw error;
  }
}
type ProposedRow = Output<'shortlist.propose'>['types'][number]['rows'][number];

/** The best first; who is not ranked last. */
function overview(
  store: ReadStore,
  roundId: string,
  call: Call,
): (Overview & { readonly quota: number | null; readonly because: string[] })[] {
  const proposed = proposedOf(store, roundId, call);
  const votes = Map.groupBy(listRoundVotes(store, roundId), ({ applicationId }) => applicationId);
  const dissents = Map.groupBy(listRoundDissents(store, roundId), ({ applicationId }) => applicationId);
  const opinions = new Set(listRoundOpinions(store, roundId).map(({ applicationId }) => applicationId));
  const decisions = new Map(listDecisions(store, roundId).map(({ applicationId, result }) => [applicationId, result]));
  const labels = new Map(schemeOf(store, requireRound(store, roundId)).types.map(({ id, label }) => [id, localText(label, call.language)]));
  const members = votingMembers(store, roundId);
  const recusedFrom = recusedByPark(store, roundId);
  const order = new Map([...proposed.keys()].map((id, index) => [id, index]));
  const placeOf = (id: string): number => order.get(id) ?? order.size;
  return listApplications(store, roundId)
    .map(({ id, parkName, type }) => {
      const found = proposed.get(id);
      const own = votes.get(id) ?? [];
      const listing = own.find(({ question }) => question === onListing);
      const room = { members, recused: recusedFrom(id) };
      return {
        applicationId: id,
        parkName,
        type: (type === null ? undefined : labels.get(type)) ?? null,
        rank: found?.row.rank ?? null,
        total: found?.row.total ?? null,
        proposed: found?.row.proposed ?? null,
        decision: decisions.get(id) ?? null,
        carried: listing ? isCarried(listing.cast) : null,
        flawed: own.some(({ cast }) => flawText(cast, room, call.t) !== null),
        opinion: opinions.has(id),
        dissents: dissents.get(id)?.length ?? 0,
        quota: found?.quota ?? null,
        because: found?.row.because ?? [],
      };
    })
    .sort((a, b) => placeOf(a.applicationId) - placeOf(b.applicationId));
}

function viewVote(row: VoteRow, flaw: string | null, t: Call['t']): ParkView['votes'][number] {
  const { cast, question, at, reason } = row;
  return {
    question,
    ...pick(
      cast,
      'ballot',
      'majority',
      'quorum',
      'members',
      'present',
      'agree',
      'against',
      'abstain',
      'voters',
      'absent',
      'recused',
      'ballots',
    ),
    carried: isCarried(cast),
    at,
    reason,
    text: voteText(row, t),
    flaw,
  };
}

function viewPark(store: ReadStore, applicationId: string, call: Call): ParkView {
  const { t } = call;
  const application = requireApplication(store, applicationId);
  const { roundId } = application;
  const row =
    overview(store, roundId, call).find((one) => one.applicationId === applicationId) ?? refuse('application/unknown', { applicationId });
  const members = votingMembers(store, roundId);
  const recused = recusedByPark(store, roundId)(applicationId);
  const nameOf = (personId: string): string => getPerson(store, personId)?.name ?? '';
  const opinion = getGroupOpinion(store, applicationId);
  return {
    ...row,
    rule: votingRuleOf(store, roundId),
    ground: groundOfDecision(store, roundId, applicationId, call)?.summary ?? null,
    sealed: isSealed(store, application),
    members: members.map((one) => ({ ...one, recused: recused.has(one.personId) })),
    votes: listVotes(store, applicationId).map((one) => viewVote(one, flawText(one.cast, { members, recused }, t), t)),
    dissents: listDissents(store, applicationId).map((one) => ({ ...pick(one, 'personId', 'text', 'at'), name: nameOf(one.personId) })),
    opinion: opinion ? { ...pick(opinion, 'personId', 'strengths', 'problems', 'advice', 'at'), name: nameOf(opinion.personId) } : null,
    opinions: listCountingOpinions(store, applicationId).map((one) => ({
      ...pick(one, 'personId', 'recommendation', 'text', 'dissent'),
      name: nameOf(one.personId),
    })),
  };
}

const told = (row: VoteRow | undefined): Pick<VoteRow, 'question' | 'cast' | 'reason'> | null =>
  row ? pick(row, 'question', 'cast', 'reason') : null;

export const deliberationHandlers = {
  'deliberation.get'(store, { roundId }, call) {
    requireListing(store, roundId);
    return {
      rule: votingRuleOf(store, roundId),
      fixed: listRoundVotes(store, roundId).length > 0,
      parks: overview(store, roundId, call).map(({ quota: _quota, because: _because, ...row }) => row),
    };
  },
  'deliberation.park'(store, { applicationId }, call) {
    const application = requireApplication(store, applicationId);
    requireListing(store, application.roundId);
    requireReviewed(store, application);
    return viewPark(store, applicationId, call);
  },
  'deliberation.setRule'(tx, { roundId, ...rule }, { append }) {
    const round = requireUnclosed(tx, roundId);
    requireListing(tx, roundId);
    if (listRoundVotes(tx, roundId).length > 0) refuse('vote/begun', { round: round.name });
    const old = votingRuleOf(tx, roundId);
    updateRound(tx, roundId, { settings: JSON.stringify({ ...settingsOf(round), voting: rule }) });
    append(tx, { kind: 'deliberation.setRule', entity: `round:${roundId}`, old, new: rule });
    return rule;
  },
  'deliberation.vote'(tx, { applicationId, question, reason, ...cast }, call) {
    const { roundId, parkName: park } = requireUnsealed(tx, applicationId);
    const before = getVote(tx, applicationId, question);
    if (before && reason === undefined) refuse('vote/reason-missing', { park });
    const room = {
      rule: votingRuleOf(tx, roundId),
      park,
      members: votingMembers(tx, roundId).map((one) => pick(one, 'personId', 'name')),
      recused: recusedByPark(tx, roundId)(applicationId),
    };
    const kept = countVote(room, cast);
    const why = before ? (reason ?? null) : null;
    upsertVote(tx, { applicationId, question, cast: kept, reason: why, at: call.at });
    call.append(tx, {
      kind: 'deliberation.vote',
      entity: `vote:${applicationId}/${question}`,
      old: told(before),
      new: { question, cast: kept },
      reason: why ?? undefined,
    });
    return { carried: isCarried(kept) };
  },
  'deliberation.takeBack'(tx, { applicationId, question, reason }, call) {
    const { parkName: park } = requireUnsealed(tx, applicationId);
    const before = getVote(tx, applicationId, question) ?? refuse('vote/none', { park });
    deleteVote(tx, applicationId, question);
    call.append(tx, { kind: 'deliberation.takeBack', entity: `vote:${applicationId}/${question}`, old: told(before), reason });
    return { takenBack: true };
  },
  'deliberation.dissent'(tx, { applicationId, personId, text }, call) {
    const application = requireUnsealed(tx, applicationId);
    const before = getDissent(tx, applicationId, personId);
    const entity = `dissent:${personId}/${applicationId}`;
    const old = before ? { text: before.text } : null;
    if (text === '') {
      if (!before) return { kept: false };
      deleteDissent(tx, applicationId, personId);
      call.append(tx, { kind: 'deliberation.agree', entity, old });
      return { kept: false };
    }
    requireVoice(tx, application, personId);
    upsertDissent(tx, { applicationId, personId, text, at: call.at });
    call.append(tx, { kind: 'deliberation.dissent', entity, old, new: { text } });
    return { kept: true };
  },
  'deliberation.opinion'(tx, { applicationId, personId, was, ...given }, call) {
    const application = requireUnsealed(tx, applicationId);
    const before = getGroupOpinion(tx, applicationId);
    const stored = before ? pick(before, 'strengths', 'problems', 'advice') : { strengths: '', problems: '', advice: '' };
    const edited = mergeEdit(stored, given, was);
    if ('clash' in edited) return refuse('deliberation/changed-meanwhile', { park: application.parkName });
    const { next } = edited;
    const entity = `groupOpinion:${applicationId}`;
    const old = before ? pick(before, 'personId', 'strengths', 'problems', 'advice') : null;
    if (Object.values(next).every((text) => text === '')) {
      if (!before) return { kept: false };
      deleteGroupOpinion(tx, applicationId);
      call.append(tx, { kind: 'deliberation.clear', entity, old });
      return { kept: false };
    }
    requireVoice(tx, application, personId);
    upsertGroupOpinion(tx, { applicationId, personId, ...next, at: call.at });
    call.append(tx, { kind: 'deliberation.opinion', entity, old, new: { personId, ...next } });
    return { kept: true };
  },
} satisfies Partial<Handlers>;
