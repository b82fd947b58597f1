/** The contract of the rubric (评分标准) of a round, its grades, and the titles that come of rounds. */
import { z } from 'zod';
import { isoDate, uuid } from '../model.ts';
import { rubric } from '../scheme/scheme.ts';
import { count, method, name, path, reason } from './method.ts';

/** points as a decimal, two places at most */
const points = z.string().regex(/^\d{1,4}(\.\d{1,2})?$/);

const titleKinds = ['recognised', 'rectify', 'restored', 'revoked'] as const;

const title = z.object({
  parkName: z.string(),
  state: z.enum(['none', 'recognised', 'rectifying', 'overdue', 'revoked']),
  type: z.string().nullable(),
  since: isoDate.nullable(),
  until: isoDate.nullable(),
  ground: z.string().nullable(),
  /** the first day on which it may apply again, where a revocation bars it */
  mayApplyFrom: isoDate.nullable(),
  /** one sentence */
  text: z.string(),
  history: z.array(z.object({ kind: z.enum(titleKinds), on: isoDate, roundId: uuid.nullable(), text: z.string() })),
});

export const rubricMethods = {
  'rounds.openScoring': method(
    'write',
    z.strictObject({ roundId: uuid }),
    z.object({
      rubricFrozenAt: z.string(),
      /** sheets that must be submitted again, and scores that no longer fit, because the rubric was changed since they were given */
      reopened: count,
      dropped: count,
    }),
  ),
  'rounds.setRubric': method('write', z.strictObject({ roundId: uuid, rubric }), z.object({ criteria: count })),
  /** back to preparing, so that the frozen rubric can be changed */
  'rounds.reopenRubric': method('write', z.strictObject({ roundId: uuid, reason }), z.object({ submitted: count })),
  'rounds.exportRubric': method('job', z.strictObject({ roundId: uuid, path, replace: z.boolean().optional() }), z.object({ path: z.string(), criteria: count })),
  'rounds.importRubric': method('job', z.strictObject({ roundId: uuid, path }), z.object({ criteria: count })),
  /** cut-offs of an assessment round, by grade, in points; and the day from which 整改 is counted */
  'rounds.setGrades': method(
    'write',
    z.strictObject({ roundId: uuid, from: z.record(z.string(), points).optional(), noticeOn: isoDate.optional() }),
    z.object({ grades: z.array(z.object({ id: z.string(), from: z.string() })), noticeOn: isoDate.nullable() }),
  ),
  /** every park that has or had a title; `on`: the day it is asked for */
  'titles.list': method('read', z.strictObject({ on: isoDate.optional() }), z.array(title)),
  'titles.record': method(
    'write',
    z.strictObject({
      parkName: name,
      kind: z.enum(titleKinds),
      on: isoDate,
      type: z.string().max(100).optional(),
      until: isoDate.optional(),
      ground: z.string().trim().min(1).max(1000).optional(),
      barredYears: z.int().min(1).max(50).optional(),
      reason,
    }),
    title,
  ),
} as const;
