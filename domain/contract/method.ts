/** What the parts of the contract are written with. */
import { z } from 'zod';

export type MethodKind = 'read' | 'write' | 'job' | 'device';

export interface Method<K extends MethodKind, I extends z.ZodType, O extends z.ZodType> {
  readonly kind: K;
  readonly in: I;
  readonly out: O;
}

export function method<K extends MethodKind, I extends z.ZodType, O extends z.ZodType>(kind: K, input: I, output: O): Method<K, I, O> {
  return { kind, in: input, out: output };
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
export const passphrase = z.string().min(1).max(1024);
