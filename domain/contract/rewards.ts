/** The contract of rewards (奖励): the amounts that the panel proposes, and what parks were granted before. Amounts in 万元. */
import { z } from 'zod';
import { isoDate, uuid } from '../model.ts';
import { method, name, reason } from './method.ts';

/** in 万元, to the yuan: four places after the point */
const amount = z.string().regex(/^\d{1,9}(\.\d{1,4})?$/);

const award = z.object({
  tier: z.string(),
  label: z.string(),
  article: z.string(),
  /** see `reward.awards` of an evaluation */
  state: z.enum(['fixed', 'open', 'missing', 'granted']),
  /** what the rule book gives or, where it leaves it open, what the panel proposed; null: nobody knows yet */
  amount: z.string().nullable(),
  /** the most that may be given */
  cap: z.string(),
  /** granted before and taken off, oldest first */
  before: z.array(z.object({ label: z.string(), amount: z.string(), on: isoDate })),
  /** the same in words */
  text: z.string(),
  proposed: z.object({ amount: z.string(), reason: z.string(), at: z.string() }).nullable(),
});

export const parkAwards = z.object({
  applicationId: uuid,
  parkName: z.string(),
  operator: z.string().nullable(),
  region: z.string().nullable(),
  awards: z.array(award),
  /** all awards together; null while the amount of one is not known */
  amount: z.string().nullable(),
  /** whose money it is: 省级 or 市级; null where the rule book does not say */
  level: z.enum(['province', 'prefecture']).nullable(),
  /** 兑现主体 */
  payer: z.string().nullable(),
});

const granted = z.object({
  grantedId: uuid,
  parkName: z.string(),
  schemeId: z.string(),
  /** of the rule book; its id where it is not to be had any more */
  title: z.string(),
  tier: z.string(),
  /** of the tier; its id where the rule book has none of it any more */
  label: z.string(),
  amount: z.string(),
  on: isoDate,
  /** the day lies after today: mistyped, or recorded under a wrong clock */
  ahead: z.boolean(),
  roundId: uuid.nullable(),
  reason: z.string().nullable(),
});

export const rewardMethods = {
  /** every application that reaches an award, in the order of the names */
  'rewards.list': method('read', z.strictObject({ roundId: uuid }), z.array(parkAwards), 'secretary'),
  /** what the panel proposes for an award that the rule book leaves open; null takes it back */
  'rewards.propose': method(
    'write',
    z.strictObject({ applicationId: uuid, tier: z.string(), amount: amount.nullable(), reason }),
    parkAwards,
    'secretary',
  ),
  /** a reward that was granted before, or elsewhere: what is granted once is not granted again */
  'rewards.record': method(
    'write',
    z.strictObject({ parkName: name, schemeId: z.string(), tier: z.string(), amount, on: isoDate, reason }),
    granted,
    'secretary',
  ),
  /** what is wrong in a reward on record, put right; `now` null takes it off. Of another park or rule book it is another reward */
  'rewards.correct': method(
    'write',
    z.strictObject({ grantedId: uuid, now: z.strictObject({ tier: z.string(), amount, on: isoDate }).nullable(), reason }),
    granted.nullable(),
    'secretary',
  ),
  /** every reward on record, oldest first */
  'rewards.granted': method('read', z.strictObject({}), z.array(granted), 'secretary'),
} as const;
