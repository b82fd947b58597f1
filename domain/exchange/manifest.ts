/**
 * 清单: what an exchange file says about itself. It is signed as canonical JSON, and names every part with its
 * hash, so that one signature covers the whole file.
 */
import { z } from 'zod';
import { isoTime, sha256, uuid } from '../model.ts';

/** The version of the file format that this program writes and reads. */
export const exchangeFormat = 1;

/** Begins every exchange file, before the sealed part; the number is the format. */
export const preamble = 'parkpanel-exchange ';

export const exchangeKinds = ['task', 'return'] as const;
export type ExchangeKind = (typeof exchangeKinds)[number];

export const manifest = z.strictObject({
  format: z.literal(exchangeFormat),
  /** 任务 from the secretary, 交回 from the expert */
  kind: z.enum(exchangeKinds),
  /** of this file alone */
  serial: uuid,
  program: z.string().max(100),
  /** by the writer's clock: shown, never compared */
  createdAt: isoTime,
  round: z.strictObject({ id: uuid, name: z.string().max(500), schemeId: z.string().max(200) }),
  from: z.strictObject({ device: uuid, name: z.string().max(500), personId: uuid.nullable() }),
  to: z.strictObject({ name: z.string().max(500), personId: uuid.nullable() }),
  /** whose rows the file brings */
  owner: uuid,
  /** where the answer is sealed to (`age1…`); null where by passphrase */
  replyTo: z.string().max(200).nullable(),
  /** head of the writer's event chain at that moment */
  chain: z.strictObject({ seq: z.int().positive(), hash: sha256 }),
  parts: z.array(z.strictObject({ name: z.string().min(1).max(200), bytes: z.int().nonnegative(), sha256 })).max(200_000),
});
export type Manifest = z.infer<typeof manifest>;

export const manifestName = 'manifest.json';
/** In bytes: a line for each document, and for each of 200 000 that an archive may hold. */
export const largestManifest = 64 * 1024 ** 2;
export const signatureName = 'manifest.p7s';
/** rows of the owner with their histories */
export const cellsName = 'cells.json';
export const eventsName = 'events.json';
/** rows of the secretary: round, parks, documents, panel */
export const rowsName = 'rows.json';
/** certificates and revocations */
export const rosterName = 'roster.json';
/** the institution's list of what it took back, X.509, signed by its root; not there where nothing was */
export const revocationsName = 'revocations.crl';
export const documentFolder = 'documents/';
/** Parts of a task that say what the institution gave: kept with its signature, where the task was opened. */
export const taskParts: readonly string[] = [rowsName, rosterName, revocationsName, cellsName];

/** The checks of an opened file, in the order in which they are made. */
export const exchangeChecks = ['format', 'recipient', 'decryption', 'manifest', 'signature', 'round', 'replay', 'completeness'] as const;
export type ExchangeCheck = (typeof exchangeChecks)[number];
