import { z } from 'zod';

/**
 * Quotas (名额). `byType`: how many parks of each type may be proposed; a type without an entry is refused, not guessed.
 * `byRegion`: at most so many parks of a region within each type; regions without an entry are not limited.
 */
export const quotas = z.strictObject({
  byType: z.record(z.string(), z.int().min(0)),
  byRegion: z.record(z.string(), z.int().min(0)).optional(),
});
export type Quotas = z.infer<typeof quotas>;
