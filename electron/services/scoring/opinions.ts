/** 专家意见: kept as the scores are — one owner, every change on record, blind until the sheets are in. */
import type { Output } from '../../../domain/contract/api.ts';
import { refuse } from '../../../domain/result.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import { getOpinion, listOpinions, upsertOpinion, type OpinionRow } from '../../../db/queries/opinions.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { enteredBy } from '../session/act.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireApplication } from '../session/lookups.ts';
import { frozenRubric, requireSeat } from './scores.ts';
import { isOffice, mayCompare } from '../session/access.ts';

function viewOpinion(
  store: ReadStore,
  { personId, applicationId, text, recommendation, dissent, version, at }: OpinionRow,
): Output<'opinions.list'>[number] {
  return { personId, applicationId, name: getPerson(store, personId)?.name ?? '', text, recommendation, dissent, version, at };
}

function statedBy(row: OpinionRow | undefined) {
  return row ? { text: row.text, recommendation: row.recommendation, dissent: row.dissent } : null;
}

export const opinionHandlers = {
  'opinions.set'(tx, { personId, applicationId, text, recommendation, dissent, expectedVersion }, call) {
    const { roundId } = requireSeat(tx, personId, applicationId);
    // only for its refusal: opinions, like scores, are given while the round is open
    frozenRubric(tx, roundId);
    const before = getOpinion(tx, personId, applicationId);
    const version = before?.version ?? 0;
    if (expectedVersion !== undefined && expectedVersion !== version)
      refuse('opinion/stale', { expectedVersion, version, at: before?.at ?? null });
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
    requireSeat(store, personId, applicationId);
    const row = getOpinion(store, personId, applicationId);
    return row ? viewOpinion(store, row) : null;
  },
  'opinions.list'(store, { applicationId }, { actor }) {
    requireApplication(store, applicationId);
    const all = isOffice(store, actor);
    return listOpinions(store, applicationId)
      .filter((row) => all || row.personId === actor || mayCompare(store, actor, row.personId, applicationId))
      .map((row) => viewOpinion(store, row));
  },
} satisfies Partial<Handlers>;
