/** 前后对照: how parks stood in the tally before and after a sheet left the count or came back. */
import { z } from 'zod';
import { uuid } from '../model.ts';
import { count } from './method.ts';

/** null: no sheet that counts, or too few for the round's rules */
const place = z.object({ total: z.string(), rank: z.int().positive(), rankInType: z.int().positive(), sheets: count }).nullable();

/** Every park of the round; totals in points. For the secretary only: an expert is answered null. */
export const standingChange = z.array(
  z.object({ applicationId: uuid, parkName: z.string(), before: place, after: place, changed: z.boolean() }),
);
export type StandingChange = z.infer<typeof standingChange>;
