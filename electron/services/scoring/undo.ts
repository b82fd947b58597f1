/** 撤销与清除: what takes a score back. Nothing is forgotten: taking back is a change like any other, and says what it undoes. */
import { formatPoints } from '../../../domain/numbers/points.ts';
import type { Evidence } from '../../../domain/model.ts';
import { refuse } from '../../../domain/result.ts';
import { checkScore } from '../../../domain/scoring/check-score.ts';
import { getEvent } from '../../../db/queries/events.ts';
import { deleteScore, upsertScore, type ScoreRow } from '../../../db/queries/scores.ts';
import { deleteAbstention, upsertAbstention, type AbstentionRow } from '../../../db/queries/seats.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import type { Handlers } from '../session/dispatch.ts';
import { enteredBy } from '../session/act.ts';
import { checkVersion, openCell, scoreEntity, stateOf, viewScore, type OpenCell } from './scores.ts';

interface Remembered {
  readonly points100?: number;
  readonly comment?: string | null;
  readonly evidence?: readonly Evidence[];
  readonly abstained?: string;
}

/** What a criterion was before one of its changes. @throws score/nothing-to-undo */
function stateBefore(store: ReadStore, entity: string, seq: number): Remembered {
  const change = getEvent(store, seq);
  if (!change || change.entity !== entity) return refuse('score/nothing-to-undo', { seq });
  return (change.old === null ? {} : JSON.parse(change.old)) as Remembered;
}

/** Puts a score, an abstention or nothing in the place of what stands there. */
function replaceCell(
  tx: WriteStore,
  { personId, applicationId, criterionId, leaf, scored, withdrawn, version }: OpenCell,
  then: Remembered,
  at: string,
) {
  const place = { personId, applicationId, criterionId, version: version + 1, at };
  const score: ScoreRow | undefined =
    then.points100 === undefined
      ? undefined
      : {
          ...place,
          points100: checkScore(leaf, formatPoints(then.points100)),
          comment: then.comment ?? null,
          evidence: [...(then.evidence ?? [])],
        };
  const abstention: AbstentionRow | undefined = then.abstained === undefined ? undefined : { ...place, reason: then.abstained };
  if (score) upsertScore(tx, score);
  else if (scored) deleteScore(tx, personId, applicationId, criterionId);
  if (abstention) upsertAbstention(tx, abstention);
  else if (withdrawn) deleteAbstention(tx, personId, applicationId, criterionId);
  return { score, abstention };
}

export const scoreUndoHandlers = {
  'scores.clear'(tx, { personId, applicationId, criterionId, expectedVersion }, call) {
    const { at } = call;
    const cell = openCell(tx, personId, applicationId, criterionId);
    checkVersion(cell, expectedVersion);
    if (!cell.scored) return { totals: cell.totalsWith(undefined, cell.withdrawn), version: cell.version, seq: null, at };
    deleteScore(tx, personId, applicationId, criterionId);
    const { seq } = call.append(tx, {
      actor: personId,
      kind: 'score.clear',
      entity: scoreEntity(personId, applicationId, criterionId),
      old: stateOf(cell, true),
      // the row's values one by one, so that the change travels as one that empties it
      new: { points100: null, comment: null, evidence: null, ...enteredBy(call, personId) },
    });
    return { totals: cell.totalsWith(undefined, undefined), version: cell.version + 1, seq, at };
  },
  'scores.undo'(tx, { personId, applicationId, criterionId, seq: undoes, expectedVersion }, call) {
    const { at } = call;
    const cell = openCell(tx, personId, applicationId, criterionId);
    checkVersion(cell, expectedVersion);
    const entity = scoreEntity(personId, applicationId, criterionId);
    const before = stateBefore(tx, entity, undoes);
    const { score, abstention } = replaceCell(tx, cell, before, at);
    const { seq } = call.append(tx, {
      actor: personId,
      kind: 'score.undo',
      entity,
      old: stateOf(cell, !score && !abstention),
      new: {
        ...(abstention
          ? { abstained: abstention.reason }
          : { points100: score?.points100 ?? null, comment: score?.comment ?? null, evidence: score?.evidence ?? null }),
        undoes,
        ...enteredBy(call, personId),
      },
    });
    return {
      score: score ? viewScore(score) : null,
      abstained: abstention?.reason ?? null,
      totals: cell.totalsWith(score, abstention),
      version: cell.version + 1,
      seq,
      at,
    };
  },
} satisfies Partial<Handlers>;
