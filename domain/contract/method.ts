/**
 * What the parts of the contract are written with.
 *
 * A call acts for the secretary (秘书, on the institution's machine) or for one member of a panel. Before experts have
 * submitted they work blind: nothing shows them what another gave, whichever host carries the call.
 */
import { z } from 'zod';

export type MethodKind = 'read' | 'write' | 'job' | 'device';

/** Who may ask, besides the secretary. */
export type Audience =
  /** whoever sits at the machine: the folder itself, nothing of a review */
  | 'machine'
  /** every member, for the own round and for parks from which they are not recused */
  | 'anyone'
  /** one person's own doings: nobody acts for another */
  | 'own'
  /** what one person gave one park: oneself always, another once both have submitted that park */
  | 'peer'
  /** figures over the sheets of several people: whoever has submitted everything that was due */
  | 'tally'
  /** nobody else */
  | 'secretary';

export interface Method<K extends MethodKind, I extends z.ZodType, O extends z.ZodType> {
  readonly kind: K;
  readonly in: I;
  readonly out: O;
  readonly audience: Audience;
}

/** One method: whether it writes, what goes in, what comes out, and who may ask it. */
export function method<K extends MethodKind, I extends z.ZodType, O extends z.ZodType>(
  kind: K,
  input: I,
  output: O,
  audience: Audience,
): Method<K, I, O> {
  return { kind, in: input, out: output, audience };
}

export const nothing = z.strictObject({});
export const name = z.string().trim().min(1).max(200);
export const reason = z.string().trim().min(1).max(5000);
export const path = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => !text.includes('\u0000'));
export const count = z.int().nonnegative();
/** the place of an event in the record */
export const seq = z.int().positive();
export const passphrase = z.string().min(1).max(1024);
