/** Whether a member may score now, where the round has stages. */
import { refuse } from '../../../domain/result.ts';
import type { Rubric } from '../../../domain/rubric/model.ts';
import { isOut, isStaged, stageFor, stateOfStage, type Judge } from '../../../domain/rubric/stages.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { requireRound, settingsOf } from '../session/lookups.ts';
import { rereviewing } from './rereviews.ts';

interface SeatOfStage {
  readonly roundId: string;
  readonly personId: string;
  readonly applicationId: string;
  readonly parkName: string;
}

/**
 * Why the sheet of a seat cannot be written now; null where it can, and in a round without stages always. In this order: who judges no
 * stage, a stage that has not begun or is over, a park that did not pass into it.
 */
export function stageAgainst(store: ReadStore, rubric: Rubric, judge: Judge, { roundId, ...seat }: Omit<SeatOfStage, 'parkName'>) {
  if (!isStaged(rubric)) return null;
  const stage = stageFor(rubric, judge);
  if (!stage) return { code: 'stage/no-judge', stage: '' } as const;
  const progress = settingsOf(requireRound(store, roundId)).stages ?? {};
  const state = stateOfStage(rubric, progress, stage.key);
  const name = stage.name.zh;
  if (state === 'waiting') return { code: 'stage/not-open', stage: name } as const;
  if (isOut(progress, stage.key, seat.applicationId)) return { code: 'stage/not-admitted', stage: name } as const;
  // whoever reviews a park again does so when its stage is over
  return state === 'closed' && !rereviewing(store, roundId)(seat) ? ({ code: 'stage/closed', stage: name } as const) : null;
}

/** @throws stage/no-judge, stage/not-open, stage/not-admitted, stage/closed */
export function requireOpenStage(store: ReadStore, rubric: Rubric, judge: Judge, seat: SeatOfStage): void {
  const against = stageAgainst(store, rubric, judge, seat);
  if (against) refuse(against.code, { park: seat.parkName, stage: against.stage });
}
