/** The contract of what happens to an application as a whole: 受理、不予受理、撤回、补正. */
import { z } from 'zod';
import { applicationStatuses } from '../application/status.ts';
import { receipts, supplementStates } from '../application/supplement.ts';
import { fieldValue, isoDate, uuid } from '../model.ts';
import { count, method, name, path, reason } from './method.ts';

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

const item = z.strictObject({ what: z.string().trim().min(1).max(1000), of: z.string().trim().max(500).default('') });

const supplementView = z.object({
  supplementId: uuid,
  applicationId: uuid,
  parkName: z.string(),
  items: z.array(item),
  requestedOn: isoDate,
  dueOn: isoDate,
  /** whom to turn to, as the letter has it */
  contact: z.string().nullable(),
  /** why it was asked for although scoring was open */
  reason: z.string().nullable(),
  state: z.enum(supplementStates),
  /** open, and its day has passed */
  overdue: z.boolean(),
  receivedOn: isoDate.nullable(),
  /** received after its day */
  late: z.boolean(),
  receipt: z.enum(receipts).nullable(),
  /** names of the version that came and of the one whose place it took; null on paper */
  package: z.string().nullable(),
  packageBefore: z.string().nullable(),
  /** what the two versions state differently; `established`: what people had established, which is open again */
  differences: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      unit: z.string(),
      before: fieldValue,
      after: fieldValue,
      established: fieldValue,
    }),
  ),
  checkedAt: z.string().nullable(),
  checkedBy: z.string().nullable(),
  follows: z.string().nullable(),
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

  /** what could be asked for: fields that the form leaves open, files that the package lacks */
  'supplements.propose': method('read', z.strictObject({ applicationId: uuid }), z.array(item), 'secretary'),
  /**
   * 补正通知: one request at a time (`supplement/open`); once scoring is open for a reason only (`supplement/reason-missing`), and not
   * while the list is public (`supplement/published`). The day is still to come (`supplement/past-due`).
   */
  'supplements.request': method(
    'write',
    z.strictObject({
      applicationId: uuid,
      items: z.array(item).min(1).max(100),
      dueOn: isoDate,
      contact: reason.optional(),
      reason: reason.optional(),
    }),
    z.object({ supplementId: uuid }),
    'secretary',
  ),
  /**
   * Without `paths` on paper: values are typed. `whole`: the files are all that counts from now on, and their form is read; else they are
   * added to the version in force. What the form states otherwise opens again what was established, or ruled, on it.
   */
  'supplements.receive': method(
    'job',
    z.strictObject({ supplementId: uuid, receivedOn: isoDate, paths: z.array(path).max(100).optional(), whole: z.boolean().optional() }),
    z.object({ packageId: uuid.nullable(), differences: count, established: count, reopened: z.array(z.string()) }),
    'secretary',
  ),
  /** the differences were looked at; said again it is the same */
  'supplements.check': method('write', z.strictObject({ supplementId: uuid }), z.object({ checkedAt: z.string() }), 'secretary'),
  /** `lapsed`: its day passed without anything (逾期未补正; `supplement/not-due` before); `cancelled`: no longer asked for */
  'supplements.close': method(
    'write',
    z.strictObject({ supplementId: uuid, outcome: z.enum(['lapsed', 'cancelled']), follows: reason }),
    z.object({ state: z.enum(['lapsed', 'cancelled']) }),
    'secretary',
  ),
  /** of the parks under review, or all of one */
  'supplements.list': method(
    'read',
    z.strictObject({ roundId: uuid, applicationId: uuid.optional() }),
    z.array(supplementView),
    'secretary',
  ),
} as const;
