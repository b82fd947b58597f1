/** 未提交的评分表: seats whose sheet is due and not in; while there is one, ranks and totals are provisional (暂定). */
import { isScorer } from '../../../domain/rubric/leaves.ts';
import { missingSentences } from '../../../domain/report/phrases.ts';
import { stageFor, stateOfStage } from '../../../domain/rubric/stages.ts';
import { localText, type Language, type Translate } from '../../../domain/text.ts';
import type { RoundRow } from '../../../db/queries/rounds.ts';
import { listMissing, type MissingRow } from '../../../db/queries/seats.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { automaticParks } from '../applications/round-evaluations.ts';
import { outOf, rubricOf, settingsOf } from '../session/lookups.ts';
import { isSettled } from './ended.ts';
import { countingSheets, rereviewing } from './rereviews.ts';

/** Seats of members who score and whose sheets count, at parks that are reviewed and passed into their stage; `declarations`: whose declaration is not in. */
export function missingOf(
  store: ReadStore,
  round: Pick<RoundRow, 'id' | 'rubric' | 'settings'>,
  what: 'sheets' | 'declarations',
): MissingRow[] {
  const missing = listMissing(store, round.id, what);
  if (missing.length === 0) return missing;
  const counts = countingSheets(store, round.id);
  const rubric = rubricOf(round);
  const automatic = automaticParks(store, round.id);
  const isLeftOut = outOf(round);
  return missing.filter(
    (one) => isScorer(rubric, one) && counts(one) && !automatic.has(one.applicationId) && !isLeftOut(one, one.applicationId),
  );
}

/** Seats of a re-review (复审) that goes on: their sheets count only once all of them are in. */
export function missingOfRereviews(
  store: ReadStore,
  round: Pick<RoundRow, 'id' | 'rubric' | 'settings'>,
  what: 'sheets' | 'declarations',
): MissingRow[] {
  const isMember = rereviewing(store, round.id);
  const isLeftOut = outOf(round);
  const rubric = rubricOf(round);
  return listMissing(store, round.id, what).filter((one) => isScorer(rubric, one) && isMember(one) && !isLeftOut(one, one.applicationId));
}

/** Stages whose scoring is not over, by name: what they give may still change. None where the rubric has none. */
export function openStages(round: Pick<RoundRow, 'rubric' | 'settings'>, language: Language): string[] {
  const rubric = rubricOf(round);
  const progress = settingsOf(round).stages ?? {};
  return (rubric?.stages ?? []).flatMap(({ key, name }) =>
    rubric && stateOfStage(rubric, progress, key) !== 'closed' ? [localText(name, language)] : [],
  );
}

/** How many sheets of each expert are not in, for what is made of the others', with the stage that each judges; of one park where it is named. */
export function countMissing(
  store: ReadStore,
  round: Pick<RoundRow, 'id' | 'rubric' | 'settings'>,
  language: Language,
  applicationId?: string,
): { name: string; count: number; stage?: string }[] {
  const rubric = rubricOf(round);
  const missing = missingOf(store, round, 'sheets').filter((one) => applicationId === undefined || one.applicationId === applicationId);
  return [...Map.groupBy(missing, ({ personId }) => personId).values()].map((own) => {
    const [first] = own;
    const stage = rubric && first && stageFor(rubric, first);
    return { name: first?.name ?? '', count: own.length, ...(stage && { stage: localText(stage.name, language) }) };
  });
}

/** The sentence that ranks are provisional, or were settled all the same, and for want of whose sheets or which stages; null where nothing lacks. */
export function missingView(
  store: ReadStore,
  round: Pick<RoundRow, 'id' | 'rubric' | 'state' | 'settings'>,
  { t, language }: { readonly t: Translate; readonly language: Language },
): { text: string; settled: boolean } | null {
  const missing = { settled: isSettled(round), experts: countMissing(store, round, language), stages: openStages(round, language) };
  const sentences = missingSentences(t, missing, t('common.comma'));
  return sentences.length === 0 ? null : { text: sentences.join(''), settled: missing.settled };
}
