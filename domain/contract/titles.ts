/** The contract of titles (称号): their life across rounds, what an assessment makes of them, and the review after 整改. */
import { z } from 'zod';
import { isoDate, uuid } from '../model.ts';
import { method, name, reason } from './method.ts';

const titleKinds = ['recognised', 'rectify', 'restored', 'revoked'] as const;

const title = z.object({
  parkName: z.string(),
  /** who gives it; null where nobody told */
  authority: z.string().nullable(),
  state: z.enum(['none', 'recognised', 'rectifying', 'overdue', 'revoked']),
  type: z.string().nullable(),
  since: isoDate.nullable(),
  until: isoDate.nullable(),
  ground: z.string().nullable(),
  /** the first day on which it may apply again, where a revocation bars it, whatever was recorded since */
  mayApplyFrom: isoDate.nullable(),
  /** one sentence */
  text: z.string(),
  history: z.array(z.object({ kind: z.enum(titleKinds), on: isoDate, roundId: uuid.nullable(), text: z.string() })),
});

export const titleMethods = {
  /** every park that has or had a title; `on`: the day it is asked for */
  'titles.list': method('read', z.strictObject({ on: isoDate.optional() }), z.array(title), 'anyone'),
  'titles.record': method(
    'write',
    z.strictObject({
      parkName: name,
      kind: z.enum(titleKinds),
      on: isoDate,
      type: z.string().max(100).optional(),
      until: isoDate.optional(),
      /** why it was revoked; of a recognition why it is given although a revocation bars it */
      ground: z.string().trim().min(1).max(1000).optional(),
      barredYears: z.int().min(1).max(50).optional(),
      /** who gives the title, as the rule book names its issuer; absent: it counts for any */
      authority: name.optional(),
      reason,
    }),
    title,
    'secretary',
  ),
  /**
   * Puts the results of an assessment round on record and closes it: 整改 with its end from `noticeOn`, titles restored, titles that end.
   * Parks of which no title is on record are left out and named. Errors: record/ahead for a notice of a day to come.
   */
  'titles.settle': method(
    'write',
    z.strictObject({ roundId: uuid, noticeOn: isoDate, despite: reason.optional() }),
    z.object({
      changes: z.array(
        z.object({ parkName: z.string(), kind: z.enum(titleKinds), until: isoDate.nullable(), ground: z.string().nullable() }),
      ),
      withoutTitle: z.array(z.string()),
    }),
    'secretary',
  ),
  /**
   * 复核: opens a round on the same rule book and rubric for the parks of an assessment round that are under 整改. Their last packages come
   * along with who they are; figures do not, for they have to be stated anew.
   */
  'titles.followUp': method(
    'write',
    z.strictObject({ roundId: uuid, name, appliedOn: isoDate }),
    z.object({ roundId: uuid, parks: z.array(z.string()) }),
    'secretary',
  ),
} as const;
