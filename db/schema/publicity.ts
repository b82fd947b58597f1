/** Publicity, objections, re-reviews, and the years of the calendar that people entered. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Suspension } from '../../domain/shortlist/publicity.ts';
import { id } from './id.ts';
import { ofPerson } from './panel.ts';
import { ofApplication } from './rounds.ts';

/** 公示. Its end is computed from the calendar, never stored. */
export const publicity = sqliteTable(
  'publicity',
  {
    id: id(),
    roundId: text('round_id').notNull(),
    /** which version of the list was published */
    listVersion: integer('list_version').notNull(),
    opensOn: text('opens_on').notNull(),
    workingDays: integer('working_days').notNull(),
    countsOpening: integer('counts_opening', { mode: 'boolean' }).notNull(),
    suspensions: text('suspensions', { mode: 'json' }).$type<Suspension[]>().notNull(),
    state: text('state').$type<'open' | 'closed' | 'withdrawn'>().notNull(),
    endedAt: text('ended_at'),
    createdAt: text('created_at').notNull(),
  },
  (t) => [index('publicity_by_round').on(t.roundId)],
);

/** 异议 */
export const objection = sqliteTable(
  'objection',
  {
    id: id(),
    publicityId: text('publicity_id')
      .notNull()
      .references(() => publicity.id),
    applicationId: ofApplication(),
    raisedOn: text('raised_on').notNull(),
    objector: text('objector').notNull(),
    contact: text('contact'),
    text: text('text').notNull(),
    /** the documents are blobs */
    evidence: text('evidence', { mode: 'json' }).$type<{ name: string; sha256: string; bytes: number }[]>().notNull(),
    outcome: text('outcome').$type<'upheld' | 'dismissed'>(),
    reason: text('reason'),
    resolvedAt: text('resolved_at'),
    createdAt: text('created_at').notNull(),
  },
  (t) => [index('objection_by_publicity').on(t.publicityId)],
);

/** 复审: one park scored again by others, after an objection was upheld. */
export const rereview = sqliteTable(
  'rereview',
  {
    objectionId: text('objection_id')
      .primaryKey()
      .references(() => objection.id),
    applicationId: ofApplication(),
    at: text('at').notNull(),
  },
  (t) => [index('rereview_by_application').on(t.applicationId)],
);

/** The experts whose sheets a re-review replaces: everybody who had the park before. */
export const rereviewEarlier = sqliteTable(
  'rereview_earlier',
  {
    objectionId: text('objection_id')
      .notNull()
      .references(() => rereview.objectionId),
    personId: ofPerson(),
  },
  (t) => [primaryKey({ columns: [t.objectionId, t.personId] })],
);

/** 节假日安排 of a year that people entered themselves; it goes before what the program knows. */
export const calendarYear = sqliteTable('calendar_year', {
  year: integer('year').primaryKey(),
  holidays: text('holidays', { mode: 'json' }).$type<string[]>().notNull(),
  workdays: text('workdays', { mode: 'json' }).$type<string[]>().notNull(),
  at: text('at').notNull(),
});
