/** The contract of re-entry (复核录入): sheets on paper are typed twice, and where the two differ a person decides. */
import { z } from 'zod';
import { uuid } from '../model.ts';
import { count, method } from './method.ts';

const cell = { personId: uuid, applicationId: uuid, criterionId: z.string().min(1) };

/** Points in hundredths; `first100` is what the sheet holds, null where it holds none. */
const reentered = z.object({
  applicationId: uuid,
  criterionId: z.string(),
  first100: count.nullable(),
  second100: count,
  state: z.enum(['agrees', 'differs', 'settled']),
});

export const reentryMethods = {
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
