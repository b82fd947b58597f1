/** 撤回、不予受理、补正 in words, for the minutes and for what is counted over a round. */
import { leftReview } from '../../../domain/application/status.ts';
import { formatDate } from '../../../domain/report/phrases.ts';
import { wordsOfSubject } from '../../../domain/report/subject-words.ts';
import { listSupplements } from '../../../db/queries/admission/supplements.ts';
import { isLate } from '../../../domain/application/supplement.ts';
import { listStatuses } from '../../../db/queries/admission/status.ts';
import { listAllApplications, listApplications } from '../../../db/queries/applications.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { requireRound, schemeOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';

/** Words that people wrote, as part of a sentence that has its own full stop. */
const unstopped = (text: string | null): string => (text ?? '').replace(/[。.；;，,\s]+$/u, '');

/** Which applications left the review, each with the day and the reason; empty where none did. */
export function leftSentences(store: ReadStore, roundId: string, { language, t }: Pick<Call, 'language' | 't'>): string[] {
  const rows = new Map(listStatuses(store, roundId).map((row) => [row.applicationId, row]));
  const words = wordsOfSubject(language, schemeOf(store, requireRound(store, roundId)).subject);
  const applications = listAllApplications(store, roundId);
  return leftReview.flatMap((status) => {
    const parks = applications.flatMap(({ id, parkName }) => {
      const row = rows.get(id);
      if (row?.status !== status) return [];
      return [t('applications.left.park', { park: parkName, date: formatDate(t, row.happenedOn), reason: unstopped(row.reason) })];
    });
    if (parks.length === 0) return [];
    return [t(`applications.left.${status}`, { counted: words.counted(parks.length), parks: parks.join(t('common.comma')) })];
  });
}

/** What the parks under review were asked to hand in later, until when, and what came; with the reason where scoring was open by then. */
export function supplementSentences(store: ReadStore, roundId: string, { t }: Pick<Call, 't'>): string[] {
  const byPark = Map.groupBy(listSupplements(store, roundId), ({ applicationId }) => applicationId);
  return listApplications(store, roundId).flatMap(({ id, parkName }) =>
    (byPark.get(id) ?? [])
      .filter(({ state }) => state !== 'cancelled')
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .map((row) => {
        const came = row.state === 'received' ? (isLate(row) ? 'late' : 'received') : row.state;
        return t('applications.supplement.told', {
          park: parkName,
          requested: formatDate(t, row.requestedOn),
          items: row.items.map(({ what }) => unstopped(what)).join(t('applications.supplement.itemSeparator')),
          due: formatDate(t, row.dueOn),
          why: row.reason === null ? '' : t('applications.supplement.toldWhy', { reason: unstopped(row.reason) }),
          outcome: t(`applications.supplement.came.${came}`, {
            date: row.receivedOn === null ? '' : formatDate(t, row.receivedOn),
            follows: unstopped(row.follows),
          }),
        });
      }),
  );
}
