/** 名单: what people decide over the proposal, the parks that an article enters, and the quotas. */
import { refuse } from '../../../domain/result.ts';
import { decide, needsReason } from '../../../domain/shortlist/decisions.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import { deleteDecision, getDecision, upsertDecision } from '../../../db/queries/results.ts';
import { updateRound } from '../../../db/queries/rounds.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireApplication, requireListing, requireReviewed, requireUnclosed, schemeOf, settingsOf } from '../session/lookups.ts';
import { authorityOf } from '../applications/park-records.ts';
import { recordTitle } from './titles.ts';
import type { Call } from '../session/session.ts';
import { withoutType } from '../tally/run-tally.ts';
import { enteredOf, proposeShortlist } from './proposal.ts';

/** Gives the title to every park that an article enters by itself and that does not hold it yet; of recognitions alone. */
export function enterAutomatic(tx: WriteStore, roundId: string, call: Call): { parkName: string; type: string }[] {
  const { round, answer } = proposeShortlist(tx, roundId, call);
  const scheme = schemeOf(tx, round);
  if (scheme.kind !== 'recognition') return [];
  const due = enteredOf(answer).filter(({ since }) => since === null);
  for (const { parkName, type, article } of due) {
    recordTitle(
      tx,
      {
        id: call.session.newId(),
        parkName,
        kind: 'recognised',
        happenedOn: dateInChina(call.at),
        type,
        until: null,
        // it does not apply, so that no bar of applications keeps it out
        ground: call.t('shortlist.automaticGround', { article }),
        barredYears: null,
        authority: authorityOf(scheme),
        roundId,
        at: call.at,
      },
      call,
    );
  }
  return due.map(({ parkName, type }) => ({ parkName, type }));
}

/** Whoever decides, by name; nothing where the office does without one. */
function whoDecides(store: ReadStore, { actor }: Pick<Call, 'actor'>): { by?: string } {
  const name = getPerson(store, actor)?.name;
  return name === undefined ? {} : { by: name };
}

export const shortlistHandlers = {
  'shortlist.propose'(store, { roundId, ...limits }, call) {
    requireListing(store, roundId);
    return proposeShortlist(store, roundId, call, limits).answer;
  },
  /** A decision that departs from the proposal, or settles what it left open, needs a reason; so does one about a park without a rank. */
  'shortlist.decide'(tx, { applicationId, result, reason }, call) {
    const application = requireApplication(tx, applicationId);
    requireUnclosed(tx, application.roundId);
    requireListing(tx, application.roundId);
    requireReviewed(tx, application);
    const { rows, answer, groundOf, carried } = proposeShortlist(tx, application.roundId, call);
    const row = rows.get(applicationId);
    const voted = carried.get(applicationId) ?? null;
    const words = reason || null;
    // the article lists it by itself; only that it does not hold has to be said why
    const asItIs = result === 'listed' && answer.automatic.some((one) => one.applicationId === applicationId);
    if (!row && !words && !asItIs) refuse('shortlist/reason-missing', { applicationId, park: application.parkName });
    const { reason: said } = row ? decide(row, result, words, voted) : { reason: words };
    const before = getDecision(tx, applicationId);
    const ground = { ...groundOf(applicationId), ...whoDecides(tx, call) };
    upsertDecision(tx, { applicationId, result, reason: said, at: call.at, ground });
    const { seq } = call.append(tx, {
      kind: 'shortlist.decide',
      entity: `decision:${applicationId}`,
      old: before ? { result: before.result, reason: before.reason } : null,
      new: { result, proposed: row?.result ?? null, total: row?.total ?? null, rank: row?.rank ?? null, ground },
      reason: said ?? undefined,
    });
    return { result, seq };
  },
  'shortlist.takeBack'(tx, { applicationId }, { append }) {
    requireUnclosed(tx, requireApplication(tx, applicationId).roundId);
    const before = getDecision(tx, applicationId);
    if (!before) return { takenBack: false, seq: null };
    deleteDecision(tx, applicationId);
    const { seq } = append(tx, {
      kind: 'shortlist.takeBack',
      entity: `decision:${applicationId}`,
      old: { result: before.result, reason: before.reason },
    });
    return { takenBack: true, seq };
  },
  'shortlist.acceptProposal'(tx, { roundId }, call) {
    requireUnclosed(tx, roundId);
    requireListing(tx, roundId);
    const { rows, list, groundOf, grounds, carried } = proposeShortlist(tx, roundId, call);
    const due = list.byType
      .flatMap((group) => group.rows)
      .filter(({ applicationId, decision }) => decision === null || grounds.get(applicationId)?.moved === true);
    const ready = due.flatMap(({ applicationId, proposed, result, decision }) => {
      const row = rows.get(applicationId);
      // a decision with a reason of its own is looked at by itself, as is whatever goes against a vote
      if (!row || result === 'open' || decision?.reason || needsReason(proposed, result, carried.get(applicationId))) return [];
      return [{ row, result, decision }];
    });
    const seqs: number[] = [];
    for (const { row, result, decision } of ready) {
      const { applicationId, result: proposed, total, rank } = row;
      const ground = { ...groundOf(applicationId), ...whoDecides(tx, call) };
      upsertDecision(tx, { applicationId, result, reason: null, at: call.at, ground });
      const { seq } = call.append(tx, {
        kind: 'shortlist.decide',
        entity: `decision:${applicationId}`,
        old: decision && { result: decision.result, reason: decision.reason },
        new: { result, proposed, total, rank, ground },
      });
      seqs.push(seq);
    }
    return { decided: ready.length, left: due.length - ready.length, seqs };
  },
  'shortlist.enterAutomatic'(tx, { roundId }, call) {
    requireUnclosed(tx, roundId);
    return { entered: enterAutomatic(tx, roundId, call) };
  },
  'rounds.setQuotas'(tx, { roundId, quotas, byRegion, minimumScore }, { append }) {
    const row = requireUnclosed(tx, roundId);
    const settings = settingsOf(row);
    const { id: schemeId, types } = schemeOf(tx, row);
    const known = types.length === 0 ? [withoutType] : types.map((type) => type.id);
    for (const type of Object.keys(quotas ?? {}))
      if (!known.includes(type)) refuse('scheme/no-type', { schemeId, type, types: known.join('、') });
    const { quotas: oldQuotas = {}, regionQuotas: oldRegions = {}, minimumScore: oldMinimum = null, ...rest } = settings;
    const limits = {
      quotas: quotas ?? oldQuotas,
      byRegion: byRegion ?? oldRegions,
      minimumScore: minimumScore === undefined ? oldMinimum : minimumScore,
    };
    const next = {
      ...rest,
      quotas: limits.quotas,
      regionQuotas: limits.byRegion,
      ...(limits.minimumScore !== null && { minimumScore: limits.minimumScore }),
    };
    updateRound(tx, roundId, { settings: JSON.stringify(next) });
    append(tx, {
      kind: 'round.setQuotas',
      entity: `round:${roundId}`,
      old: { quotas: oldQuotas, byRegion: oldRegions, minimumScore: oldMinimum },
      new: limits,
    });
    return limits;
  },
} satisfies Partial<Handlers>;
