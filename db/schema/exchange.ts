/** Identities, the chain of events, exchange files, and the histories that a merge compares. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { id } from './id.ts';
import { ofPerson, person } from './panel.ts';
import { ofRound } from './rounds.ts';

/** 身份: certificates only; keys stay in their own encrypted files. */
export const identity = sqliteTable('identity', {
  id: id(),
  kind: text('kind').$type<'root' | 'institution' | 'member'>().notNull(),
  holder: text('holder').notNull(),
  personId: text('person_id').references(() => person.id),
  /** where its key file was written on this machine; null where it never was here */
  path: text('path'),
  certificate: text('certificate').notNull(),
  subject: text('subject').notNull(),
  issuer: text('issuer').notNull(),
  fingerprint: text('fingerprint').notNull(),
  notBefore: text('not_before').notNull(),
  notAfter: text('not_after').notNull(),
  createdAt: text('created_at').notNull(),
  /** where exchange files for its holder are sealed to (`age1…`) */
  recipient: text('recipient'),
  revokedAt: text('revoked_at'),
  revokedReason: text('revoked_reason'),
});

/** 事件链: append-only; each row carries the hash of the one before. */
export const event = sqliteTable(
  'event',
  {
    seq: integer('seq').primaryKey(),
    device: text('device').notNull(),
    actor: text('actor').notNull(),
    at: text('at').notNull(),
    kind: text('kind').notNull(),
    entity: text('entity').notNull(),
    old: text('old'),
    new: text('new'),
    reason: text('reason'),
    prevHash: text('prev_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [index('event_by_entity').on(t.entity)],
);

/** 交换文件: what went out and what came in. */
export const exchangeFile = sqliteTable(
  'exchange_file',
  {
    serial: text('serial').notNull(),
    direction: text('direction').$type<'issued' | 'opened' | 'returned' | 'merged'>().notNull(),
    roundId: ofRound(),
    personId: ofPerson(),
    /** the device that wrote the file, and the head of its chain then */
    device: text('device').notNull(),
    chainSeq: integer('chain_seq').notNull(),
    manifest: text('manifest').notNull(),
    manifestSha256: text('manifest_sha256').notNull(),
    path: text('path').notNull(),
    bytes: integer('bytes').notNull(),
    report: text('report'),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.serial, t.direction] }), index('exchange_file_by_person').on(t.personId, t.direction)],
);

/** Events of other devices as they came; only the place in the chain where they are not the owner's. */
export const foreignEvent = sqliteTable(
  'foreign_event',
  {
    hash: text('hash').primaryKey(),
    device: text('device').notNull(),
    seq: integer('seq').notNull(),
    prevHash: text('prev_hash').notNull(),
    actor: text('actor'),
    at: text('at'),
    kind: text('kind'),
    entity: text('entity'),
    old: text('old'),
    new: text('new'),
    reason: text('reason'),
  },
  (t) => [index('foreign_event_by_device').on(t.device, t.seq), index('foreign_event_by_entity').on(t.entity)],
);

/** Histories of owned rows (domain/exchange/lineage.ts); heads have a content. */
export const cellVersion = sqliteTable(
  'cell_version',
  {
    entity: text('entity').notNull(),
    id: text('id').notNull(),
    device: text('device').notNull(),
    parents: text('parents').notNull(),
    sealed: integer('sealed').notNull(),
    content: text('content'),
    at: text('at'),
  },
  (t) => [primaryKey({ columns: [t.entity, t.id] }), index('cell_head').on(t.entity)],
);

/** How far this device's own events have been taken into the histories. */
export const lineageCursor = sqliteTable('lineage_cursor', { id: integer('id').primaryKey(), seq: integer('seq').notNull() });

/** 撤销名单: the newest list of each root, as the root signed it. */
export const revocationList = sqliteTable('revocation_list', {
  /** fingerprint of the root */
  root: text('root').primaryKey(),
  /** grows with each list */
  number: integer('number').notNull(),
  list: text('list').notNull(),
  at: text('at').notNull(),
});
