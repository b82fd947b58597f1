/** 前后对照: what a recusal or a replacement does to the tally, park by park. */
import type { RankingChange } from '../../../domain/contract/tally.ts';
import { Refusal } from '../../../domain/result.ts';
import { listApplications } from '../../../db/queries/applications.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { runTally } from './run-tally.ts';

type Place = NonNullable<RankingChange[number]['before']>;
export type Standing = ReadonlyMap<string, Place>;

/** How every park stands that has a sheet which counts; empty where the round cannot be tallied (yet). */
export function readRanking(store: ReadStore, roundId: string): Standing {
  try {
    const { result, sheets } = runTally(store, roundId);
    const counted = Map.groupBy(sheets, (sheet) => sheet.applicationId);
    return new Map(
      result.ranking.map(({ applicationId, total, rank, rankInType }) => [
        applicationId,
        { total, rank, rankInType, sheets: counted.get(applicationId)?.length ?? 0 },
      ]),
    );
  } catch (error) {
    if (error instanceof Refusal) return new Map();
    throw error;
  }
}

/** Both side by side, for every park of the round. */
export function compareRankings(store: ReadStore, roundId: string, before: Standing, after = readRanking(store, roundId)): RankingChange {
  return listApplications(store, roundId).map(({ id, parkName }) => {
    const [was = null, is = null] = [before.get(id), after.get(id)];
    return { applicationId: id, parkName, before: was, after: is, changed: JSON.stringify(was) !== JSON.stringify(is) };
  });
}
