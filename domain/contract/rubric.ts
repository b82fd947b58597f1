/** The contract of the rubric (评分标准) of a round and of its grades. */
import { z } from 'zod';
import { isoDate, uuid } from '../model.ts';
import { rubric } from '../rubric/model.ts';
import { count, method, path, reason } from './method.ts';

/** points as a decimal, two places at most */
const points = z.string().regex(/^\d{1,4}(\.\d{1,2})?$/);

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
    'secretary',
  ),
  'rounds.setRubric': method('write', z.strictObject({ roundId: uuid, rubric }), z.object({ criteria: count }), 'secretary'),
  /** back to preparing, so that the frozen rubric can be changed */
  'rounds.reopenRubric': method('write', z.strictObject({ roundId: uuid, reason }), z.object({ submitted: count }), 'secretary'),
  'rounds.exportRubric': method(
    'job',
    z.strictObject({ roundId: uuid, path, replace: z.boolean().optional() }),
    z.object({ path: z.string(), criteria: count }),
    'secretary',
  ),
  'rounds.importRubric': method('job', z.strictObject({ roundId: uuid, path }), z.object({ criteria: count }), 'secretary'),
  /** cut-offs of an assessment round, by grade, in points; and the day from which 整改 is counted */
  'rounds.setGrades': method(
    'write',
    z.strictObject({ roundId: uuid, from: z.record(z.string(), points).optional(), noticeOn: isoDate.optional() }),
    z.object({ grades: z.array(z.object({ id: z.string(), from: z.string() })), noticeOn: isoDate.nullable() }),
    'secretary',
  ),
} as const;
