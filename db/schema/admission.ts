/** 受理、撤回: whether an application is under review. */
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { leftReview, type ApplicationStatus } from '../../domain/application/status.ts';
import { application } from './rounds.ts';

/** 申报状态: one row an application of which something was decided; without one it is open. */
export const applicationStatus = sqliteTable('application_status', {
  applicationId: text('application_id')
    .primaryKey()
    .references(() => application.id),
  status: text('status').$type<Exclude<ApplicationStatus, 'open'>>().notNull(),
  /** the day of the decision, or on which it was withdrawn */
  happenedOn: text('happened_on').notNull(),
  reason: text('reason'),
  /** who asked for a withdrawal, in words; null of what the office decides */
  askedBy: text('asked_by'),
  at: text('at').notNull(),
});

const left = leftReview.map((status) => `'${status}'`).join(', ');

/**
 * Whether the application named by a column is under review: the one rule by which queries leave out what was withdrawn or turned away.
 * @param column as it is named in the query, such as `a.id`
 */
export function underReview(column: string): string {
  return `NOT EXISTS (SELECT 1 FROM application_status u WHERE u.application_id = ${column} AND u.status IN (${left}))`;
}
