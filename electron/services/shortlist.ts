import { localText } from '../../domain/text.ts';
import type { ShortlistAnswer } from '../../domain/api.ts';
import { refuse } from '../../domain/result.ts';
import { propose, type Candidate, type ProposalRow } from '../../domain/shortlist/propose.ts';
import { listRoundFieldValues, listRoundRulings } from '../../db/queries/applications.ts';
import { appendEvent } from '../../db/queries/events.ts';
import { getDecision, listDecisions, upsertDecision } from '../../db/queries/results.ts';
import type { ReadStore } from '../../db/open.ts';
import { questionOf } from './applications.ts';
import type { Handlers } from './dispatch.ts';
import type { Call } from './session.ts';
import { evaluateApplication } from './evaluation.ts';
import { requireApplication } from './panel.ts';
import { requireRound, settingsOf } from './rounds.ts';
import { runTally, withoutType, type RoundTally } from './tally.ts';

interface Proposal {
  readonly tally: RoundTally;
  readonly rows: ReadonlyMap<string, ProposalRow>;
  readonly answer: ShortlistAnswer;
}

/** Ranked parks against eligibility, quotas and the line; what people decided stands beside it. */
export function proposeShortlist(store: ReadStore, roundId: string, { language, t }: Pick<Call, 'language' | 't'>, given?: Readonly<Record<string, number>>): Proposal {
  const round = requireRound(store, roundId);
  const settings = settingsOf(round);
  const question = questionOf(store, roundId);
  const quotas = given ?? settings.quotas ?? refuse('shortlist/no-quota', { type: question.scheme.types.map((type) => type.label.zh).join('、') });
  const tally = runTally(store, roundId);
  const values = listRoundFieldValues(store, roundId);
  const rulings = listRoundRulings(store, roundId);
  const byId = new Map(tally.applications.map((one) => [one.id, one]));
  const evaluations = new Map(
    tally.applications.map((one) => [one.id, evaluateApplication({ ...question, type: one.type ?? undefined }, values.get(one.id) ?? [], rulings.get(one.id) ?? [])]),
  );
  const candidates = tally.result.ranking.map((ranked): Candidate => {
    const evaluation = evaluations.get(ranked.applicationId);
    const conditions = evaluation?.conditions ?? [];
    return {
      applicationId: ranked.applicationId,
      parkName: ranked.parkName,
      type: ranked.type,
      region: byId.get(ranked.applicationId)?.region ?? null,
      rank: ranked.rank,
      total: ranked.total,
      eligibility: evaluation?.overall ?? 'missing',
      relaxation: null,
      vetoed: conditions.some((condition) => condition.kind === 'veto' && condition.verdict === 'notMet'),
      priority: ranked.priority,
    };
  });
  const types = candidates.some((one) => one.type === withoutType) ? { ...quotas, [withoutType]: 0 } : quotas;
  const { byType } = propose({ candidates, quotas: { byType: types } });
  const decisions = new Map(listDecisions(store, roundId).map((row) => [row.applicationId, row]));
  const labels = new Map(question.scheme.types.map((type) => [type.id, localText(type.label, language)]));
  return {
    tally,
    rows: new Map(byType.flatMap((group) => group.rows.map((row) => [row.applicationId, row] as const))),
    answer: {
      types: byType.map((group) => ({
        type: group.type,
        label: labels.get(group.type) ?? t('shortlist.withoutType'),
        quota: group.quota,
        line: group.line,
        rows: group.rows.map((row) => {
          const decided = decisions.get(row.applicationId);
          return {
            applicationId: row.applicationId,
            parkName: row.parkName,
            operator: byId.get(row.applicationId)?.operator ?? null,
            region: row.region,
            rank: row.rank,
            total: row.total,
            tied: row.tied,
            overall: evaluations.get(row.applicationId)?.overall ?? 'missing',
            priority: row.priority,
            proposed: row.result,
            because: row.reasons.map((reason) => t(reason.key, reason.params)),
            decision: decided ? { result: decided.result, reason: decided.reason } : null,
          };
        }),
      })),
    },
  };
}

export const shortlistHandlers = {
  'shortlist.propose'(store, { roundId, quotas }, call) {
    return proposeShortlist(store, roundId, call, quotas).answer;
  },
  /** A decision that departs from the proposal, or settles what it left open, needs a reason. */
  'shortlist.decide'(tx, { applicationId, result, reason }, call) {
    const application = requireApplication(tx, applicationId);
    const proposal = proposeShortlist(tx, application.roundId, call).rows.get(applicationId);
    const agrees = proposal && (result === 'listed' ? proposal.result === 'proposed' : proposal.result === 'notProposed');
    if (!agrees && !reason) refuse('shortlist/reason-missing', { park: application.parkName, proposed: proposal?.result ?? 'notProposed' });
    const before = getDecision(tx, applicationId);
    const at = call.session.now();
    upsertDecision(tx, { applicationId, result, reason: reason ?? null, at });
    appendEvent(tx, {
      actor: 'secretary',
      at,
      kind: 'shortlist.decide',
      entity: `decision:${applicationId}`,
      old: before ? { result: before.result, reason: before.reason } : null,
      new: { result, proposed: proposal?.result ?? null, total: proposal?.total ?? null, rank: proposal?.rank ?? null },
      reason,
    });
    return { result };
  },
} satisfies Partial<Handlers>;
