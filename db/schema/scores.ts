/** Score sheets and what experts put into words. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Recommendation, SheetState } from '../../domain/model.ts';
import { ofPerson } from './panel.ts';
import { ofApplication } from './rounds.ts';

export const sheet = sqliteTable(
  'sheet',
  {
    personId: ofPerson(),
    applicationId: ofApplication(),
    state: text('state').$type<SheetState>().notNull(),
    digest: text('digest'),
    submittedAt: text('submitted_at'),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId] }), index('sheet_by_application').on(t.applicationId)],
);

export const score = sqliteTable(
  'score',
  {
    personId: text('person_id').notNull(),
    applicationId: text('application_id').notNull(),
    criterionId: text('criterion_id').notNull(),
    points100: integer('points100').notNull(),
    comment: text('comment'),
    evidence: text('evidence', { mode: 'json' }).$type<unknown[]>().notNull(),
    version: integer('version').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId, t.criterionId] })],
);

/** 作废的评分表: kept and shown, never counted. */
export const voidSheet = sqliteTable(
  'void_sheet',
  {
    personId: text('person_id').notNull(),
    applicationId: text('application_id').notNull(),
    cause: text('cause').$type<'recusal' | 'replacement'>().notNull(),
    reason: text('reason'),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId] })],
);

/** 弃权: no points, which is not nought. An empty criterion means the whole park. */
export const abstention = sqliteTable(
  'abstention',
  {
    personId: ofPerson(),
    applicationId: ofApplication(),
    criterionId: text('criterion_id').notNull(),
    reason: text('reason').notNull(),
    version: integer('version').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId, t.criterionId] })],
);

/** 专家意见 */
export const opinion = sqliteTable(
  'opinion',
  {
    personId: ofPerson(),
    applicationId: ofApplication(),
    text: text('text').notNull(),
    recommendation: text('recommendation').$type<Recommendation>().notNull(),
    dissent: text('dissent'),
    version: integer('version').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId] })],
);

/** 书面说明: what an expert wrote about a score that lies far out; `value` is the score it is about, in points. */
export const explanation = sqliteTable(
  'explanation',
  {
    personId: ofPerson(),
    applicationId: ofApplication(),
    /** empty: the total of the sheet */
    criterionId: text('criterion_id').notNull(),
    value: text('value').notNull(),
    text: text('text').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId, t.criterionId] })],
);
