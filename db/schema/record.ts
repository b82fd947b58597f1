/** What the program keeps about its own tables: what each row last said, and how far the events go. */
import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Written by triggers of the connection alone (`db/store/row-log.ts`). */
export const rowLog = sqliteTable('row_log', {
  seq: integer('seq').primaryKey({ autoIncrement: true }),
  tbl: text('tbl').notNull(),
  /** the row's primary key as a JSON array */
  key: text('key').notNull(),
  /** digest of the row, then the link to the entry before */
  seal: blob('seal', { mode: 'buffer' }).notNull(),
});

/** The last event, kept apart from the events. */
export const recordHead = sqliteTable('record_head', {
  id: integer('id').primaryKey(),
  eventSeq: integer('event_seq').notNull(),
  eventHash: text('event_hash'),
});

/** What the owner of a merged return signed; empty where it was merged before statements were kept. */
export const returnStatement = sqliteTable('return_statement', {
  serial: text('serial').primaryKey(),
  /** CMS over the manifest */
  signature: blob('signature', { mode: 'buffer' }).notNull(),
  /** `cells.json` as it came, deflated */
  cells: blob('cells', { mode: 'buffer' }).notNull(),
});
