/** 未提交的评分表: seats whose sheet is due and not in; while there is one, ranks and totals are provisional (暂定). */
import { isScorer } from '../../../domain/rubric/leaves.ts';
import type { Translate } from '../../../domain/text.ts';
import type { RoundRow } from '../../../db/queries/rounds.ts';
import { listMissing, type MissingRow } from '../../../db/queries/seats.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { automaticParks } from '../applications/round-evaluations.ts';
import { rubricOf } from '../session/lookups.ts';
import { isSettled } from './ended.ts';
import { countingSheets, rereviewing } from './rereviews.ts';

/** Seats of members who score and whose sheets count, at parks that are reviewed; `declarations`: whose declaration is not in. */
export function missingOf(store: ReadStore, round: Pick<RoundRow, 'id' | 'rubric'>, what: 'sheets' | 'declarations'): MissingRow[] {
  const missing = listMissing(store, round.id, what);
  if (missing.length === 0) return missing;
  const counts = countingSheets(store, round.id);
  const rubric = rubricOf(round);
  const automatic = automaticParks(store, round.id);
  return missing.filter((one) => isScorer(rubric, one.role) && counts(one) && !automatic.has(one.applicationId));
}

/** Seats of a re-review (复审) that goes on: their sheets count only once all of them are in. */
export function missingOfRereviews(
  store: ReadStore,
  round: Pick<RoundRow, 'id' | 'rubric'>,
  what: 'sheets' | 'declarations',
): MissingRow[] {
  const isMember = rereviewing(store, round.id);
  const rubric = rubricOf(round);
  return listMissing(store, round.id, what).filter((one) => isScorer(rubric, one.role) && isMember(one));
}

/** How many sheets of each expert are not in, for what is made of the others'; of one park where it is named. */
export function countMissing(
  store: ReadStore,
  round: Pick<RoundRow, 'id' | 'rubric'>,
  applicationId?: string,
): { name: string; count: number }[] {
  const missing = missingOf(store, round, 'sheets').filter((one) => applicationId === undefined || one.applicationId === applicationId);
  return [...Map.groupBy(missing, ({ personId }) => personId).values()].map((own) => ({ name: own[0]?.name ?? '', count: own.length }));
}

/** The sentence that ranks are provisional, or were settled all the same, and for want of whose sheets; null where all are in. */
export function missingView(
  store: ReadStore,
  round: Pick<RoundRow, 'id' | 'rubric' | 'state' | 'settings'>,
  t: Translate,
): { text: string; settled: boolean } | null {
  const missing = countMissing(store, round);
  if (missing.length === 0) return null;
  const names = missing.map((one) => t('tally.missing.of', one)).join(t('common.comma'));
  const count = missing.reduce((sum, one) => sum + one.count, 0);
  const settled = isSettled(round);
  return { text: t(settled ? 'tally.missing.settled' : 'tally.missing.provisional', { count, names }), settled };
}
