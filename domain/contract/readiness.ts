/** The contract of what is missing at the moments that bind (办理前检查). */
import { z } from 'zod';
import { uuid } from '../model.ts';
import { count, method } from './method.ts';

/** Scoring opens under a frozen rubric, and is ended; the list goes before the public; the final list is made; the results of an assessment are settled. */
export const bindingMoments = ['scoring', 'ending', 'publicity', 'final', 'settlement'] as const;
export type BindingMoment = (typeof bindingMoments)[number];

/** sheets and declarations that are not in; parks whose panel breaks a rule; stages that nobody judges or that are not over; parks whose conditions are open; places that are exceeded; what stands against signing; documents without a signature; minutes that nobody saved; decisions whose ground has changed, votes that do not hold any more; supplements that are not settled */
const lackings = [
  'sheets',
  'declarations',
  'panel',
  'stages',
  'eligibility',
  'places',
  'blocked',
  'unsigned',
  'minutes',
  'decisions',
  'supplement',
] as const;

export const lacking = z.object({
  what: z.enum(lackings),
  /** the sentence, with everybody and everything by name */
  text: z.string(),
  /** whether it stands in the way unless somebody says why it need not */
  blocks: z.boolean(),
});
export type Lacking = z.infer<typeof lacking>;

export const readinessMethods = {
  'rounds.readiness': method(
    'read',
    z.strictObject({ roundId: uuid, moment: z.enum(bindingMoments) }),
    z.object({ lacking: z.array(lacking), blocking: count }),
    'secretary',
  ),
} as const;
