/** The score sheet under the expert's hands: what the queue of changes shows, and where the cursor is. */
import { create } from 'zustand';
import type { Evidence } from '../../domain/model.ts';
import { call } from '../client/api.ts';
import { invalidate } from './query-client.ts';
import { useSaved } from './saved.ts';
import { createScoreQueue, seatKey } from './score-queue.ts';
import type { QueueState, Seat, SheetsOf, Undone } from './score-queue.ts';

export { seatKey } from './score-queue.ts';
export type { Change, Line, Lines, Seat } from './score-queue.ts';

interface Scoring extends QueueState {
  /** the criterion under the cursor */
  at: string | null;
  /** the criterion for which a reason of abstaining is being asked */
  abstaining: string | null;
  /** the criterion that was to be given evidence before it has points */
  unscored: string | null;
  /** what the last undo or redo did, to be said until something else is changed */
  undone: Undone | null;
}

/** Changes of score sheets on their way to the store, one queue for the whole window. */
export const scoreQueue = createScoreQueue({
  call,
  onWritten: (at) => useSaved.getState().wrote(at),
  onRefused(refusal, seat) {
    // what another window changed is a matter of that line alone; a store that does not write is everybody's
    if (refusal.code !== 'score/stale') useSaved.getState().fail(refusal);
    invalidate([`score:${seatKey(seat)}`]);
  },
});

export const useScoring = create<Scoring>(() => ({ ...scoreQueue.state, at: null, abstaining: null, unscored: null, undone: null }));
scoreQueue.subscribe(() => {
  useScoring.setState(scoreQueue.state);
  useSaved.getState().mark('scores', scoreQueue.state.saving > 0 ? 'saving' : null);
});

export function moveTo(at: string | null): void {
  if (at === useScoring.getState().at) return;
  scoreQueue.startEntry();
  useScoring.setState({ at, unscored: null });
}

export function askAbstention(abstaining: string | null): void {
  useScoring.setState({ abstaining });
}

export function setScore(...change: Parameters<typeof scoreQueue.set>): void {
  useScoring.setState({ unscored: null, undone: null });
  scoreQueue.set(...change);
}

export function clearScore(seat: Seat, criterionId: string): void {
  useScoring.setState({ undone: null });
  scoreQueue.clear(seat, criterionId);
}

export function sendAgain(seat: Seat, criterionId: string): void {
  scoreQueue.sendAgain(seat, criterionId);
}

/** Points on a criterion from which the expert had abstained: the abstention goes, then they stand. @throws ApiError */
export async function scoreInstead(seat: Seat, criterionId: string, whole: boolean, reason: string, points100: number): Promise<void> {
  await abstain(seat, whole ? null : criterionId, reason, true);
  setScore(seat, criterionId, { points100 });
}

/** Adds an anchor, once; a criterion without points says that it wants them first. */
export function cite(seat: Seat, criterionId: string, anchor: Evidence): void {
  const line = scoreQueue.state.sheets[seatKey(seat)]?.lines[criterionId];
  if (!line) {
    useScoring.setState({ unscored: criterionId });
    return;
  }
  const text = JSON.stringify(anchor);
  if (!line.evidence.some((one) => JSON.stringify(one) === text)) setScore(seat, criterionId, { evidence: [...line.evidence, anchor] });
}

/** `criterionId` null: the whole park. @throws ApiError */
export async function abstain(seat: Seat, criterionId: string | null, reason: string, withdraw: boolean): Promise<void> {
  await scoreQueue.abstain(seat, criterionId, reason, withdraw);
  useScoring.setState({ abstaining: null, undone: null });
}

/** Takes back this window's last change of that sheet or, named by the person alone, of any; with `again` the last undo. */
export async function undo(of: SheetsOf, again: boolean): Promise<void> {
  const undone = await scoreQueue.undo(of, again);
  if (undone.criterionId === null) {
    useScoring.setState({ undone });
    return;
  }
  useScoring.setState({ at: undone.criterionId, undone });
}
