/** 专家意见: kept as the scores are — one owner, every change on record, blind until the sheets are in. */
import { refuse } from '../../../domain/result.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import { getOpinion, upsertOpinion, type OpinionRow } from '../../../db/queries/opinions.ts';
import { enteredBy } from '../session/act.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireReviewed } from '../session/lookups.ts';
import { refuseEnded } from './ended.ts';
import { digestOpinion, sealedOpinion } from './opinion-seal.ts';
import { frozenRubric, requireSeat } from './scores.ts';
import { requireOpenStage } from './stages.ts';

function statedBy(row: OpinionRow | undefined) {
  return row ? { text: row.text, recommendation: row.recommendation, dissent: row.dissent } : null;
}

export const opinionHandlers = {
  'opinions.set'(tx, { personId, applicationId, text, recommendation, dissent, expectedVersion }, call) {
    const { roundId, parkName, role, stage } = requireSeat(tx, personId, applicationId);
    requireReviewed(tx, { id: applicationId, parkName });
    // only for their refusals: opinions, like scores, are given while the round and the own stage are open
    requireOpenStage(tx, frozenRubric(tx, roundId), { role, stage }, { roundId, personId, applicationId, parkName });
    const before = getOpinion(tx, personId, applicationId);
    // dissent comes with the discussion, after the scores
    if (before?.text !== text || before.recommendation !== recommendation) refuseEnded(tx, roundId, { personId, applicationId });
    const version = before?.version ?? 0;
    if (expectedVersion !== undefined && expectedVersion !== version)
      refuse('opinion/stale', { expectedVersion, version, at: before?.at ?? null });
    const sealed = sealedOpinion(tx, personId, applicationId);
    // what was sealed with the sheet stands; dissent comes with the discussion
    if (sealed && before && (before.text !== text || before.recommendation !== recommendation))
      refuse('opinion/sealed', { park: parkName, submittedAt: sealed.at });
    const row: OpinionRow = {
      personId,
      applicationId,
      text,
      recommendation,
      // what is not sent stays as it was; an empty text takes it back
      dissent: dissent === undefined ? (before?.dissent ?? null) : dissent || null,
      version: version + 1,
      at: call.at,
    };
    if (before && before.text === row.text && before.recommendation === row.recommendation && before.dissent === row.dissent)
      return { version, at: before.at };
    upsertOpinion(tx, row);
    call.append(tx, {
      actor: personId,
      kind: 'opinion.set',
      entity: `opinion:${personId}/${applicationId}`,
      old: statedBy(before),
      new: { ...statedBy(row), ...enteredBy(call, personId) },
    });
    return { version: row.version, at: row.at };
  },
  'opinions.get'(store, { personId, applicationId }) {
    const { roundId } = requireSeat(store, personId, applicationId);
    const row = getOpinion(store, personId, applicationId);
    if (!row) return null;
    const sealed = sealedOpinion(store, personId, applicationId);
    return {
      ...row,
      name: getPerson(store, personId)?.name ?? '',
      sealed: sealed && { ...sealed, holds: digestOpinion(roundId, row) === sealed.digest },
    };
  },
} satisfies Partial<Handlers>;
