/** What a person should know of a round as a whole: its rule book not in force, or applied more often than it says. */
import { isSamePeriod } from '../../../domain/scheme/period.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { validityNotes } from '../../../domain/scheme/validity.ts';
import type { Message } from '../../../domain/text.ts';
import { listRounds, type RoundRow } from '../../../db/queries/rounds.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { settingsOf } from '../session/lookups.ts';

type Head = Pick<RoundRow, 'id' | 'schemeId' | 'appliedOn' | 'settings'>;

/** Other rounds on the same rule book within one of its periods; a review after 整改 belongs to its assessment and is none. */
export function roundsOfPeriod(store: ReadStore, scheme: Scheme, { id, schemeId, appliedOn, settings }: Head) {
  const { every } = scheme;
  if (!every || settingsOf({ settings }).followUpOf !== undefined) return [];
  return listRounds(store).filter(
    (one) => one.id !== id && one.schemeId === schemeId && one.followUpOf === null && isSamePeriod(every, one.appliedOn, appliedOn),
  );
}

/** Remarks on the round as it stands. */
export function roundNotes(store: ReadStore, scheme: Scheme, round: Head): Message[] {
  const { every } = scheme;
  return [
    ...validityNotes(scheme, round.appliedOn, settingsOf(round).publishedOn),
    ...roundsOfPeriod(store, scheme, round).map(({ name, appliedOn }) => ({
      key: every?.years === 1 ? 'rounds.note.sameYear' : 'rounds.note.samePeriod',
      params: { round: name, date: appliedOn, years: every?.years ?? 1, article: every?.article ?? '', text: every?.text ?? '' },
    })),
  ];
}
