/** Sheets after what is asked has changed: another rubric, or another type of the one that it is about. */
import { partOfType, rubricLeaves } from '../../../domain/rubric/leaves.ts';
import type { Leaf, Rubric } from '../../../domain/rubric/model.ts';
import { fitsLeaf } from '../../../domain/scoring/check-score.ts';
import { getApplication } from '../../../db/queries/applications.ts';
import { deleteScore, listRoundSheets, listScores, upsertSheet, type SheetRow } from '../../../db/queries/scores.ts';
import type { WriteStore } from '../../../db/store/open.ts';
import type { Act } from '../session/act.ts';

interface Settled {
  /** sheets that have to be submitted again */
  readonly reopened: number;
  /** scores that were taken off; the record keeps what they said */
  readonly dropped: number;
}

function dropScores(tx: WriteStore, { personId, applicationId }: SheetRow, asked: ReadonlyMap<string, Leaf>, { append }: Act): number {
  const entity = (criterionId: string): string => `score:${personId}/${applicationId}/${criterionId}`;
  const unfit = listScores(tx, personId, applicationId).filter(({ criterionId, points100 }) => {
    const leaf = asked.get(criterionId);
    return !leaf || !fitsLeaf(leaf, points100);
  });
  for (const { criterionId, points100, comment } of unfit) {
    deleteScore(tx, personId, applicationId, criterionId);
    append(tx, { kind: 'score.drop', entity: entity(criterionId), old: { points100, comment }, new: null });
  }
  return unfit.length;
}

/**
 * Nothing that was sealed stands any more: scores that no longer fit what is asked are taken off, and every submitted sheet has to be
 * submitted again. Of one application where it is named, else of the whole round.
 */
export function settleSheets(tx: WriteStore, roundId: string, rubric: Rubric, act: Act, applicationId?: string): Settled {
  const known = new Map<string, ReadonlyMap<string, Leaf>>();
  const askedOf = (id: string): ReadonlyMap<string, Leaf> => {
    const type = getApplication(tx, id)?.type ?? null;
    const asked =
      known.get(type ?? '') ?? new Map(rubricLeaves(partOfType(rubric, type)).map(({ criterion }) => [criterion.id, criterion]));
    known.set(type ?? '', asked);
    return asked;
  };
  let [reopened, dropped] = [0, 0];
  for (const sheet of listRoundSheets(tx, roundId)) {
    if (applicationId !== undefined && sheet.applicationId !== applicationId) continue;
    const { personId, state, digest, submittedAt } = sheet;
    dropped += dropScores(tx, sheet, askedOf(sheet.applicationId), act);
    if (state !== 'submitted') continue;
    upsertSheet(tx, { personId, applicationId: sheet.applicationId, state: 'draft', digest: null, submittedAt: null });
    act.append(tx, {
      kind: 'score.unseal',
      entity: `sheet:${personId}/${sheet.applicationId}`,
      old: { state, digest, submittedAt },
      new: { state: 'draft' },
    });
    reopened++;
  }
  return { reopened, dropped };
}
