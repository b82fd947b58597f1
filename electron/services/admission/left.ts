/** 撤回、不予受理 in words: one sentence each, for the minutes and for what is counted over a round. */
import { leftReview } from '../../../domain/application/status.ts';
import { formatDate } from '../../../domain/report/phrases.ts';
import { wordsOfSubject } from '../../../domain/report/subject-words.ts';
import { listStatuses } from '../../../db/queries/admission/status.ts';
import { listAllApplications } from '../../../db/queries/applications.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { requireRound, schemeOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';

/** Which applications left the review, each with the day and the reason; empty where none did. */
export function leftSentences(store: ReadStore, roundId: string, { language, t }: Pick<Call, 'language' | 't'>): string[] {
  const rows = new Map(listStatuses(store, roundId).map((row) => [row.applicationId, row]));
  const words = wordsOfSubject(language, schemeOf(store, requireRound(store, roundId)).subject);
  const applications = listAllApplications(store, roundId);
  return leftReview.flatMap((status) => {
    const parks = applications.flatMap(({ id, parkName }) => {
      const row = rows.get(id);
      if (row?.status !== status) return [];
      const reason = (row.reason ?? '').replace(/[。.；;，,\s]+$/u, '');
      return [t('applications.left.park', { park: parkName, date: formatDate(t, row.happenedOn), reason })];
    });
    if (parks.length === 0) return [];
    return [t(`applications.left.${status}`, { counted: words.counted(parks.length), parks: parks.join(t('common.comma')) })];
  });
}
