/** What the program keeps about its own tables: what each row last said, and who signed for those that came from elsewhere. */
import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Written at the end of each transaction alone (`db/store/row-log.ts`). */
export const rowLog = sqliteTable('row_log', {
  seq: integer('seq').primaryKey(),
  /** JSON: an array of table, primary key as a JSON array, and digest of each row that was written */
  rows: text('rows').notNull(),
  /** digest over the link before and `rows` */
  link: text('link').notNull(),
});

/** What the owner of a merged return signed, or the institution of an opened task; empty where a return was merged before statements were kept. */
export const returnStatement = sqliteTable('return_statement', {
  serial: text('serial').primaryKey(),
  /** CMS over the manifest */
  signature: blob('signature', { mode: 'buffer' }).notNull(),
  /** of a return `cells.json` as it came, of a task its parts in one piece (db/queries/exchange/statements.ts); deflated */
  cells: blob('cells', { mode: 'buffer' }).notNull(),
});
