/** 结束评分: from there on no sheet changes, but those of a re-review, until the office resumes scoring with a reason. */
import { refuse } from '../../../domain/result.ts';
import { getRoundHead, updateRound, type RoundRow } from '../../../db/queries/rounds.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { settingsOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';
import { rereviewing } from './rereviews.ts';

/** What is missing now stays so: no sheet is waited for any more. */
export function isSettled(round: Pick<RoundRow, 'state' | 'settings'>): boolean {
  return round.state === 'closed' || settingsOf(round).scoringEnded !== undefined;
}

interface Seat {
  readonly personId: string;
  readonly applicationId: string;
}

/** When scoring was ended; null while it goes on, and for a seat of a re-review that goes on. */
export function endedAt(store: ReadStore, roundId: string, seat?: Seat): string | null {
  const since = getRoundHead(store, roundId)?.scoringEnded ?? null;
  return since !== null && seat && rereviewing(store, roundId)(seat) ? null : since;
}

/** @throws round/scoring-ended {since}, unless the seat is one of a re-review that goes on */
export function refuseEnded(store: ReadStore, roundId: string, seat?: Seat): void {
  const since = endedAt(store, roundId, seat);
  if (since !== null) refuse('round/scoring-ended', { since });
}

/** Puts on record that scoring has ended; what was missing is the caller's to ask. */
export function endScoring(tx: WriteStore, round: RoundRow, { at, append }: Pick<Call, 'at' | 'append'>): void {
  updateRound(tx, round.id, { settings: JSON.stringify({ ...settingsOf(round), scoringEnded: at }) });
  append(tx, { kind: 'round.endScoring', entity: `round:${round.id}`, new: { scoringEnded: at } });
}

export function resumeScoring(tx: WriteStore, round: RoundRow, reason: string, { append }: Pick<Call, 'append'>): void {
  const { scoringEnded, ...rest } = settingsOf(round);
  updateRound(tx, round.id, { settings: JSON.stringify(rest) });
  append(tx, { kind: 'round.resumeScoring', entity: `round:${round.id}`, old: { scoringEnded }, new: { scoringEnded: null }, reason });
}
