/** The contract of the stages of a review (评审阶段): where each stands, what parks come to in it, and which of them go on. */
import { z } from 'zod';
import { uuid } from '../model.ts';
import { stageJudges } from '../rubric/model.ts';
import { stageStates } from '../rubric/stages.ts';
import { count, method, reason } from './method.ts';

const stageKey = z.string().min(1).max(100);
/** points as a decimal, two places at most */
const points = z.string().regex(/^\d{1,4}(\.\d{1,2})?$/);

const named = z.object({ applicationId: uuid, parkName: z.string() });

/** What lets a park go on: its rank in its type, with all that share the last, or the least that it comes to in the stage before. */
const admission = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('top'), count: z.int().min(1).max(10_000), reason }),
  z.strictObject({ by: z.literal('minimum'), points, reason }),
]);
export type Admission = z.infer<typeof admission>;

const stageView = z.object({
  key: z.string(),
  name: z.string(),
  /** percent of the total */
  weight: z.string(),
  judges: z.enum(stageJudges),
  /** full marks in points */
  maximum: z.string(),
  criteria: count,
  state: z.enum(stageStates),
  members: z.array(z.object({ personId: uuid, name: z.string(), named: z.boolean() })),
  /** sheets that are due of those who judge it, and of these those that are in */
  due: count,
  submitted: count,
  /** parks at which nobody judges it */
  unseated: z.array(named),
  /** parks that did not pass into it: what they came to in the stage before, in points, and their rank there in their type; null where no sheet counted */
  out: z.array(named.extend({ figure: z.string().nullable(), rank: z.int().positive().nullable() })),
  /** how parks passed into it, as a sentence; null where all did */
  admission: z.string().nullable(),
});
export type StageView = z.infer<typeof stageView>;

export const stageMethods = {
  /** in their order; empty of a rubric without stages */
  'stages.list': method('read', z.strictObject({ roundId: uuid }), z.array(stageView), 'secretary'),
  /** What parks come to in one stage by itself, in its own points, the best of each type first. Errors: stage/unknown, what tally.run refuses */
  'stages.standing': method(
    'read',
    z.strictObject({ roundId: uuid, stage: stageKey }),
    z.object({
      parks: z.array(named.extend({ type: z.string(), figure: z.string(), rank: z.int().positive(), tied: z.boolean() })),
      unscored: z.array(named),
    }),
    'secretary',
  ),
  /**
   * Opens the scoring of a stage after the first; `admission`: only parks that pass by what they came to in the stage before it, which has
   * to be closed then. Errors: stage/unknown, stage/begun, stage/earlier-open, stage/all-graded of an assessment, round/not-open
   */
  'stages.open': method(
    'write',
    z.strictObject({ roundId: uuid, stage: stageKey, admission: admission.optional() }),
    z.object({ out: z.array(uuid) }),
    'secretary',
  ),
  /** Ends the scoring of a stage: its figures stand. `despite`: why, where sheets are not in. Errors: stage/not-open, stage/closed, stage/incomplete */
  'stages.close': method(
    'write',
    z.strictObject({ roundId: uuid, stage: stageKey, despite: reason.optional() }),
    z.object({ missing: count }),
    'secretary',
  ),
  /** Errors: stage/unknown, stage/not-closed */
  'stages.reopen': method('write', z.strictObject({ roundId: uuid, stage: stageKey, reason }), z.object({}), 'secretary'),
  /** Names a member for a stage; null: that of the role. Errors: stage/unknown, stage/bound */
  'stages.name': method(
    'write',
    z.strictObject({ personId: uuid, stage: stageKey.nullable() }),
    z.object({ changed: z.boolean() }),
    'secretary',
  ),
} as const;
