/** 复审: whose sheets of a park count while it is reviewed again, and afterwards. */
import type { Judge } from '../../../domain/rubric/stages.ts';
import { listRereviews, type Rereview } from '../../../db/queries/publicity.ts';
import type { ReadStore } from '../../../db/store/open.ts';

/** All who score the park again have submitted, or given the park up; not where nobody submitted. */
export function isComplete({ experts }: Rereview): boolean {
  return (
    experts.some(({ submittedAt }) => submittedAt !== null) &&
    experts.every(({ submittedAt, abstainedAt }) => submittedAt !== null || abstainedAt !== null)
  );
}

/** When a re-review came to be complete: with the last sheet, or when somebody whom it waited for gave the park up or was recused; else null. */
export function completedAt(rereview: Rereview): string | null {
  if (!isComplete(rereview)) return null;
  const { experts, recused } = rereview;
  return (
    [...experts.map(({ submittedAt, abstainedAt }) => submittedAt ?? abstainedAt ?? ''), ...recused.map(({ at }) => at)].sort().at(-1) ??
    null
  );
}

/** Re-reviews of a park, over or not, that a member would join by a seat there. */
export function joinedBySeat(store: ReadStore, roundId: string, judge: Judge): ReadonlySet<string> {
  return new Set(listRereviews(store, roundId).flatMap(({ applicationId, asks }) => (asks(judge) ? [applicationId] : [])));
}

/**
 * Whether a sheet counts. Until a re-review is complete its sheets do not; from then on those whose place they take do not. Sheets of
 * a part that is not scored again stand throughout. Later re-reviews go before earlier ones.
 */
export function countingSheets(
  store: ReadStore,
  roundId: string,
): (sheet: { readonly personId: string; readonly applicationId: string }) => boolean {
  const byPark = Map.groupBy(listRereviews(store, roundId), ({ applicationId }) => applicationId);
  if (byPark.size === 0) return () => true;
  return ({ personId, applicationId }) =>
    (byPark.get(applicationId) ?? []).every((rereview) =>
      isComplete(rereview) ? !rereview.earlier.has(personId) : !rereview.experts.some((one) => one.personId === personId),
    );
}

/** Whether a seat is one of a re-review that is not complete. */
export function rereviewing(
  store: ReadStore,
  roundId: string,
): (seat: { readonly personId: string; readonly applicationId: string }) => boolean {
  const running = listRereviews(store, roundId).filter((one) => !isComplete(one));
  return ({ personId, applicationId }) =>
    running.some((one) => one.applicationId === applicationId && one.experts.some((expert) => expert.personId === personId));
}
