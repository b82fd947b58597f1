/** 书面说明: scores far from the others, with what their experts write about them. */
import { formatPoints } from '../../../domain/numbers/points.ts';
import type { TallyAnswer } from '../../../domain/contract/api.ts';
import { refuse } from '../../../domain/result.ts';
import { sheetTotals } from '../../../domain/scoring/check-score.ts';
import { type Outlier } from '../../../domain/tally/outliers.ts';
import { listTaskOwners } from '../../../db/queries/exchange/files.ts';
import { deleteExplanation, listExplanations, upsertExplanation } from '../../../db/queries/results.ts';
import { getSheet, listScores } from '../../../db/queries/scores.ts';
import { type ReadStore } from '../../../db/store/open.ts';
import { enteredBy } from '../session/act.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireApplication, requirePerson, requireRound, rubricOfSeat } from '../session/lookups.ts';
import { runTally } from './run-tally.ts';

export type ExplainedOutlier = TallyAnswer['outliers'][number];

const outlierKey = (personId: string, applicationId: string, criterionId: string | undefined): string =>
  `${personId}/${applicationId}/${criterionId ?? ''}`;

/** Outliers with what their experts wrote about them. */
export function explainedOutliers(store: ReadStore, roundId: string, outliers: readonly Outlier[]): ExplainedOutlier[] {
  const written = new Map(
    listExplanations(store, roundId).map((row) => [outlierKey(row.personId, row.applicationId, row.criterionId), row]),
  );
  return outliers.map((outlier) => {
    const row = written.get(outlierKey(outlier.personId, outlier.applicationId, outlier.criterionId));
    return { ...outlier, explanation: row ? { text: row.text, at: row.at, outdated: row.value !== outlier.value } : null };
  });
}

export const explanationHandlers = {
  'tally.explain'(tx, { personId, applicationId, criterionId, text }, call) {
    const { name } = requirePerson(tx, personId);
    const { roundId, parkName } = requireApplication(tx, applicationId);
    const key = { personId, applicationId, criterionId: criterionId ?? '' };
    const before = listExplanations(tx, roundId).find(
      (row) => row.personId === personId && row.applicationId === applicationId && row.criterionId === key.criterionId,
    );
    const { at } = call;
    let value: string | undefined;
    if (text === '') deleteExplanation(tx, personId, applicationId, key.criterionId);
    else {
      value = explainedValue(tx, roundId, key) ?? refuse('tally/not-outlier', { name, park: parkName });
      upsertExplanation(tx, { ...key, value, text, at });
    }
    if (text !== (before?.text ?? '') || value !== before?.value) {
      const statement = (row: { text: string; value: string } | undefined) =>
        row ? { criterionId: criterionId ?? null, value: row.value, text: row.text } : null;
      call.append(tx, {
        actor: personId,
        kind: 'outlier.explain',
        entity: `explanation:${personId}/${applicationId}/${key.criterionId}`,
        old: statement(before),
        // the row's values one by one, so that the change travels as one that takes them away
        new: {
          ...(statement(value === undefined ? undefined : { value, text }) ?? { value: null, text: null }),
          ...enteredBy(call, personId),
        },
      });
    }
    return { at };
  },
} satisfies Partial<Handlers>;

/**
 * The score that somebody explains. Whether it lies far out is known where all sheets are; on the expert's own laptop
 * it is what the own sheet says, since there nobody else's is.
 */
function explainedValue(
  store: ReadStore,
  roundId: string,
  { personId, applicationId, criterionId }: { personId: string; applicationId: string; criterionId: string },
): string | undefined {
  if (!listTaskOwners(store).includes(personId)) {
    return runTally(store, roundId).result.outliers.find(
      (one) => one.personId === personId && one.applicationId === applicationId && (one.criterionId ?? '') === criterionId,
    )?.value;
  }
  const rubric = rubricOfSeat(store, requireRound(store, roundId), personId, applicationId);
  const scores = Object.fromEntries(listScores(store, personId, applicationId).map((row) => [row.criterionId, row]));
  if (!rubric || getSheet(store, personId, applicationId)?.state !== 'submitted') return undefined;
  const points100 = criterionId === '' ? sheetTotals(rubric, scores).total100 : scores[criterionId]?.points100;
  return points100 === undefined ? undefined : formatPoints(points100);
}
