/** The contract of score sheets (评分表), in the window, on paper and typed twice (复核录入), and of the opinions (专家意见) beside them. */
import { z } from 'zod';
import { evidence, sha256, uuid, recommendation } from '../model.ts';
import { reopenCauses } from '../scoring/reopen-causes.ts';
import { eventView } from './workspace.ts';
import { count, method, path, reason } from './method.ts';

/** Points as a person types them: "8.5" or 8.5. */
const typedPoints = z.union([z.number(), z.string().max(20)]);

const totals = z.object({
  /** hundredths of a point */
  total100: count,
  max100: count,
  filled: count,
  of: count,
  missing: z.array(z.string()),
  commentsMissing: z.array(z.string()),
});

const scoreView = z.object({
  criterionId: z.string(),
  points100: count,
  comment: z.string().nullable(),
  evidence: z.array(evidence),
  /** grows by one with each change; hand it back to have a stale edit refused */
  version: count,
  at: z.string(),
});

const sheetView = z.object({
  personId: uuid,
  applicationId: uuid,
  /** of the application, by which the criteria are chosen where types are asked their own; null while it is open */
  type: z.string().nullable(),
  state: z.enum(['draft', 'submitted']),
  scores: z.array(scoreView),
  /** criteria without points by the expert's own word; null: the whole park */
  abstained: z.array(z.object({ criterionId: z.string().nullable(), reason: z.string(), version: count, at: z.string() })),
  totals,
  digest: sha256.nullable(),
  submittedAt: z.string().nullable(),
  /**
   * of a draft that was submitted once: who opened it again, when and why; null for the office. `criteria` and `opinion`: what a
   * choice between two laptops settled of it
   */
  reopened: z
    .object({
      at: z.string(),
      by: z.string().nullable(),
      cause: z.string(),
      reason: z.string(),
      criteria: z.array(z.string()),
      opinion: z.boolean(),
    })
    .nullable(),
  /** when scoring was ended, so that nothing of it changes any more; null while it goes on, for this seat */
  ended: z.string().nullable(),
  /** the last change of a score that this answer knows of; 0 before the first */
  seq: count,
});
export type SheetView = z.infer<typeof sheetView>;

const cell = { personId: uuid, applicationId: uuid, criterionId: z.string().min(1) };

const seat = { personId: uuid, applicationId: uuid };
const ownText = z.string().max(20_000);
const opinionText = z.string().trim().max(20_000);

const opinion = z.object({
  ...seat,
  name: z.string(),
  text: z.string(),
  recommendation,
  /** 保留意见 */
  dissent: z.string().nullable(),
  /** grows by one with each change; hand it back to have a stale edit refused */
  version: count,
  at: z.string(),
  /**
   * conclusion and words as they were sealed with the sheet: SHA-256 over their canonical JSON, and whether they are still those that
   * stand, which a merge of two laptops may have changed; null where none were sealed
   */
  sealed: z.object({ digest: sha256, at: z.string(), holds: z.boolean() }).nullable(),
});

/** By park: words that an expert notes for nobody else, and the criteria to be looked at again (回头再看). */
export const ownNotes = z.record(uuid, z.strictObject({ text: ownText, flags: z.array(z.string().max(100)).max(1000) }));

/** Points in hundredths; `first100` is what the sheet holds, null where it holds none. */
const reentered = z.object({
  applicationId: uuid,
  criterionId: z.string(),
  first100: count.nullable(),
  second100: count,
  state: z.enum(['agrees', 'differs', 'settled']),
});

export const scoreMethods = {
  /** `seq` names the change, so that it can be undone */
  'scores.set': method(
    'write',
    z.strictObject({
      ...cell,
      points: typedPoints,
      comment: z.string().max(5000).optional(),
      evidence: z.array(evidence).max(50).optional(),
      expectedVersion: count.optional(),
    }),
    z.object({ points100: count, totals, version: count, seq: count, at: z.string() }),
    'own',
  ),
  /** takes points, comment and evidence of one criterion off the sheet; `seq` is null where nothing stood there */
  'scores.clear': method(
    'write',
    z.strictObject({ ...cell, expectedVersion: count.optional() }),
    z.object({ totals, version: count, seq: count.nullable(), at: z.string() }),
    'own',
  ),
  /**
   * 撤销: puts back what one criterion was before the change `seq` (as scores.set and its like name it), as a change of its
   * own that says what it undoes; undone itself, it redoes. Errors: score/stale where the criterion was changed since
   * `expectedVersion`, score/nothing-to-undo where `seq` is no change of this criterion
   */
  'scores.undo': method(
    'write',
    z.strictObject({ ...cell, seq: z.int().positive(), expectedVersion: count }),
    z.object({
      score: scoreView.nullable(),
      /** the reason, where an abstention stands again */
      abstained: z.string().nullable(),
      totals,
      version: count,
      seq: count,
      at: z.string(),
    }),
    'own',
  ),
  /** 弃权: no points for a criterion, or for the whole park (null). Absent is not nought. `withdraw` takes it back */
  'scores.abstain': method(
    'write',
    z.strictObject({
      personId: uuid,
      applicationId: uuid,
      criterionId: z.string().min(1).nullable(),
      reason,
      withdraw: z.boolean().optional(),
    }),
    z.object({ totals, version: count, seq: count.nullable(), at: z.string() }),
    'own',
  ),
  'scores.get': method('read', z.strictObject({ personId: uuid, applicationId: uuid }), sheetView, 'peer'),
  'scores.history': method(
    'read',
    z.strictObject({ personId: uuid, applicationId: uuid, criterionId: z.string().optional() }),
    z.array(eventView),
    'peer',
  ),
  'scores.submit': method(
    'write',
    z.strictObject({ personId: uuid, applicationId: uuid }),
    z.object({ digest: sha256, submittedAt: z.string() }),
    'own',
  ),
  'scores.reopen': method(
    'write',
    z.strictObject({ personId: uuid, applicationId: uuid, cause: z.enum(reopenCauses), reason }),
    z.object({ state: z.literal('draft') }),
    'secretary',
  ),

  /** a workbook to fill in by hand; parks that are not open to the expert are named in `left` */
  'scores.exportSheet': method(
    'job',
    z.strictObject({ personId: uuid, path, replace: z.boolean().optional() }),
    z.object({
      path: z.string(),
      parks: count,
      rows: count,
      left: z.array(z.object({ applicationId: uuid, parkName: z.string(), code: z.string() })),
    }),
    'own',
  ),
  'scores.importSheet': method(
    'job',
    z.strictObject({ personId: uuid, path }),
    z.object({
      accepted: count,
      unchanged: count,
      empty: count,
      refused: z.array(
        z.object({ row: z.int().positive(), park: z.string(), criterion: z.string(), code: z.string(), message: z.string() }),
      ),
    }),
    'own',
  ),
  /**
   * may be written while scoring is open. Conclusion and words are sealed with the sheet and stand from then on; dissent comes with the
   * discussion and may be written after. Errors: opinion/sealed, opinion/stale
   */
  'opinions.set': method(
    'write',
    z.strictObject({ ...seat, text: opinionText, recommendation, dissent: opinionText.optional(), expectedVersion: count.optional() }),
    z.object({ version: count, at: z.string() }),
    'own',
  ),
  'opinions.get': method('read', z.strictObject(seat), opinion.nullable(), 'peer'),
  /** kept beside the store: no part of the record, of a return or of a document. Errors: call/not-allowed for anybody else */
  'notes.get': method('device', z.strictObject({ personId: uuid }), ownNotes, 'own'),
  /** what is not sent stays as it was. Errors: workspace/read-only, workspace/disk-full */
  'notes.set': method(
    'device',
    z.strictObject({ ...seat, text: ownText.optional(), flags: z.array(z.string().max(100)).max(1000).optional() }),
    z.object({}),
    'own',
  ),
  /** one cell of the second pass; null takes it back. Errors: those of scores.set */
  'reentry.set': method(
    'write',
    z.strictObject({ ...cell, points: z.union([z.number(), z.string().max(20), z.null()]) }),
    z.object({ second100: count.nullable(), at: z.string() }),
    'own',
  ),
  /** the second pass against the sheets, for every park that is open to the person */
  'reentry.get': method(
    'read',
    z.strictObject({ personId: uuid }),
    z.object({ cells: z.array(reentered), agreeing: count, differing: count, settled: count }),
    'own',
  ),
  /** 定夺: which of the two is right; `second` writes it into the sheet. Errors: reentry/no-difference, those of scores.set */
  'reentry.settle': method(
    'write',
    z.strictObject({ ...cell, take: z.enum(['first', 'second']), reason: z.string().trim().max(5000).optional() }),
    z.object({ points100: count.nullable(), left: count, at: z.string() }),
    'own',
  ),
} as const;
