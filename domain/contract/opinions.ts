/** 专家意见 in the contract: the overall comment, the recommendation, and dissent in writing. */
import { z } from 'zod';
import { recommendation, uuid } from '../model.ts';
import { count, method } from './method.ts';

const seat = { personId: uuid, applicationId: uuid };
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
});

export const opinionMethods = {
  /** may be written while scoring is open, after the sheet is in too: dissent comes with the discussion */
  'opinions.set': method(
    'write',
    z.strictObject({ ...seat, text: opinionText, recommendation, dissent: opinionText.optional(), expectedVersion: count.optional() }),
    z.object({ version: count, at: z.string() }),
    'own',
  ),
  'opinions.get': method('read', z.strictObject(seat), opinion.nullable(), 'peer'),
  /** those that the asker may see */
  'opinions.list': method(
    'read',
    z.strictObject({ applicationId: uuid }),
    z.array(opinion),
    // row by row, as opinions.get
    'anyone',
  ),
} as const;
