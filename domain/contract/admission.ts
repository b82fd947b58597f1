/** The contract of what happens to an application as a whole: 受理、不予受理、撤回. */
import { z } from 'zod';
import { applicationStatuses } from '../application/status.ts';
import { isoDate, uuid } from '../model.ts';
import { count, method, name, reason } from './method.ts';

const decided = z.object({
  applicationId: uuid,
  parkName: z.string(),
  status: z.enum(applicationStatuses).exclude(['open']),
  /** the day of the decision, or on which it was withdrawn */
  on: isoDate,
  reason: z.string().nullable(),
  /** of a withdrawal: who asked for it */
  askedBy: z.string().nullable(),
  /** when it was entered */
  at: z.string(),
});

/**
 * All are refused in a round that is over (`round/closed`), while its list is public (`application/in-publicity`) and for a day to
 * come (`application/day-ahead`); of an application that left the review only `applications.restore` leads back (`application/left`).
 */
export const admissionMethods = {
  /** 受理: of those that are admitted already nothing changes. */
  'applications.admit': method(
    'write',
    z.strictObject({ roundId: uuid, applicationIds: z.array(uuid).min(1).max(10_000), on: isoDate, reason: reason.optional() }),
    z.object({ admitted: count }),
    'secretary',
  ),
  /** 不予受理, with its ground. @throws application/admitted */
  'applications.refuse': method(
    'write',
    z.strictObject({ roundId: uuid, applicationId: uuid, on: isoDate, reason }),
    z.object({ status: z.literal('refused') }),
    'secretary',
  ),
  /** 撤回: the application leaves the review; its rows and scores stay on record and count for nothing. */
  'applications.withdraw': method(
    'write',
    z.strictObject({ roundId: uuid, applicationId: uuid, on: isoDate, reason, askedBy: name }),
    z.object({ status: z.literal('withdrawn') }),
    'secretary',
  ),
  /** 恢复: takes the last decision back, to what stood before. @throws application/not-decided */
  'applications.restore': method(
    'write',
    z.strictObject({ roundId: uuid, applicationId: uuid, reason }),
    z.object({ status: z.enum(applicationStatuses) }),
    'secretary',
  ),
  /** the applications of a round of which something was decided; of the others nothing was */
  'applications.statuses': method('read', z.strictObject({ roundId: uuid }), z.array(decided), 'secretary'),
} as const;
