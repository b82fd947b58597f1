/**
 * 评审阶段: a rubric may be parted into stages (材料 70, 答辩 30), each with criteria, judges and a weight of its own. What a stage comes to
 * counts by its weight, whatever its full marks are: weight × (figure ÷ full marks).
 */
import type { Role } from '../model.ts';
import type { Criterion, Rubric, Stage } from './model.ts';

/** A member of the panel, as far as it tells what is asked of it. */
export interface Judge {
  readonly role: Role;
  /** the stage that the member was named for; null: that of the role */
  readonly stage?: string | null | undefined;
}

export const isStaged = ({ stages = [] }: Pick<Rubric, 'stages'>): boolean => stages.length > 0;

/**
 * The stage that a member judges: the one named for it, else that of its role. Null: none, and of a rubric without stages always.
 * A name that the rubric does not know stands for none.
 */
export function stageFor({ stages = [] }: Pick<Rubric, 'stages'>, { role, stage }: Judge): Stage | null {
  // the office's own hand judges nothing
  if (role === 'secretary') return null;
  const found = stage
    ? stages.find(({ key }) => key === stage)
    : stages.find(({ judges }) => judges === (role === 'visitor' ? 'visitors' : 'experts'));
  return found ?? null;
}

/** The stage that a criterion belongs to, which the top says for all below it; undefined where there is none. */
export function stageOf({
  criterion,
  branches,
}: {
  readonly criterion: Criterion;
  readonly branches: readonly Criterion[];
}): string | undefined {
  return (branches[0] ?? criterion).stage;
}

/** A stage as a rubric by itself: its criteria alone, without bounds, which are those of a whole total; empty for a key that is none. */
export function partOfStage(rubric: Rubric, key: string | null): Rubric {
  const { stages: _stages, floor100: _floor, ceiling100: _ceiling, ...rest } = rubric;
  const own = key === null ? [] : rubric.criteria.filter(({ stage }) => stage === key);
  return { ...rest, criteria: own.map((criterion) => ({ ...criterion, stage: undefined })) };
}

/** Where a stage stands that was begun: `out` are the applications that did not pass into it. */
export interface StageProgress {
  readonly state: 'open' | 'closed';
  readonly out?: readonly string[] | undefined;
}

/** By the key of the stage; what was not begun is not there. */
export type Progress = Readonly<Record<string, StageProgress>>;

export const stageStates = ['waiting', 'open', 'closed'] as const;
export type StageState = (typeof stageStates)[number];

/** Scoring of the first stage opens with the round, that of each later one by an act of its own. */
export function stateOfStage({ stages = [] }: Pick<Rubric, 'stages'>, progress: Progress, key: string): StageState {
  return progress[key]?.state ?? (stages[0]?.key === key ? 'open' : 'waiting');
}

/** Whether an application did not pass into the stage: nothing of it is due there. */
export function isOut(progress: Progress, key: string, applicationId: string): boolean {
  return progress[key]?.out?.includes(applicationId) ?? false;
}
