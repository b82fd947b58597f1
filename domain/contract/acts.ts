/** The contract of taking back what was done by a slip (撤销): the opposite is done, as an event of its own; nothing leaves the record. */
import { z } from 'zod';
import { uuid } from '../model.ts';
import { count, method } from './method.ts';

export const actMethods = {
  /**
   * Undoes acts of the office by their events: seats given or taken back, a declaration entered for somebody, a ruling, a decision. The
   * latest first, all or none. Errors: act/not-undoable (no such act of the office in this round), act/overtaken (something was done to
   * the same since), and those of the opposite act: what holds a seat, say.
   */
  'acts.undo': method(
    'write',
    z.strictObject({ roundId: uuid, seqs: z.array(z.int().positive()).min(1).max(1000) }),
    z.object({ undone: count }),
    'secretary',
  ),
} as const;
