/** The JSON parts of an exchange file, parsed at the door. */
import { z } from 'zod';
import { isoTime, sha256, uuid } from '../model.ts';

const hash = sha256;
const scalar = z.union([z.string(), z.number(), z.null()]);

const version = z.strictObject({ id: hash, device: uuid, parents: z.array(hash).max(64), sealed: z.boolean() });
const head = z.strictObject({ id: hash, content: z.record(z.string().max(60), scalar), at: z.string().max(40).nullable() });

/** {@link import('./lineage.ts').Cell} as it travels. */
export const cells = z
  .array(
    z.strictObject({ entity: z.string().max(300), versions: z.array(version).min(1).max(100_000), heads: z.array(head).min(1).max(1000) }),
  )
  .max(1_000_000);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Read again wherever a history is shown. */
const json = z.string().refine(isJson).nullable();

/** An event in full, or, where it is none of the owner's business, only its place in the chain. */
export const travellingEvent = z.union([
  z.strictObject({
    device: uuid,
    seq: z.int().positive(),
    actor: z.string().max(100),
    at: isoTime,
    kind: z.string().max(100),
    entity: z.string().max(300),
    old: json,
    new: json,
    reason: z.string().max(5000).nullable(),
    prevHash: hash,
    hash,
  }),
  z.strictObject({ device: uuid, seq: z.int().positive(), prevHash: hash, hash }),
]);
export type TravellingEvent = z.infer<typeof travellingEvent>;
export type FullEvent = Extract<TravellingEvent, { entity: string }>;
/** Chains, each in the order of its numbers; the writer's own comes first. */
export const chains = z.array(z.array(travellingEvent).max(5_000_000)).max(10_000);

export function isFull(event: TravellingEvent): event is FullEvent {
  return 'entity' in event;
}

/** Rows of the secretary's tables, by table, as the store holds them. */
export const rows = z.record(z.string().max(60), z.array(z.record(z.string().max(60), scalar)).max(1_000_000));
export type Rows = z.infer<typeof rows>;

export const revocation = z.strictObject({ fingerprint: z.string().max(100), at: z.string().max(40), reason: z.string().max(5000) });
export type Revocation = z.infer<typeof revocation>;

export const roster = z.strictObject({
  certificates: z
    .array(
      z.strictObject({
        kind: z.enum(['root', 'institution', 'member']),
        holder: z.string().max(500),
        personId: uuid.nullable(),
        certificate: z.string().max(20_000),
        recipient: z.string().max(200).nullable(),
      }),
    )
    .max(10_000),
  revoked: z.array(revocation).max(10_000),
});
export type Roster = z.infer<typeof roster>;
