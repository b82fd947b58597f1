/** 受理、撤回、补正: whether an application is under review, and what its applicant is asked for. */
import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { leftReview, type ApplicationStatus } from '../../domain/application/status.ts';
import type { Receipt, SupplementItem, SupplementState } from '../../domain/application/supplement.ts';
import type { Difference } from '../../domain/application/versions.ts';
import { id } from './id.ts';
import { application, ofApplication, packageTable } from './rounds.ts';

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

/** 补正: one row a request. */
export const supplement = sqliteTable(
  'supplement',
  {
    id: id(),
    applicationId: ofApplication(),
    items: text('items', { mode: 'json' }).$type<SupplementItem[]>().notNull(),
    requestedOn: text('requested_on').notNull(),
    dueOn: text('due_on').notNull(),
    /** whom to turn to, line by line, as the letter has it */
    contact: text('contact'),
    /** why it was asked for although scoring was open */
    reason: text('reason'),
    state: text('state').$type<SupplementState>().notNull(),
    receivedOn: text('received_on'),
    receipt: text('receipt').$type<Receipt>(),
    /** the version that came, and the one whose place it took */
    packageId: text('package_id').references(() => packageTable.id),
    beforePackageId: text('before_package_id').references(() => packageTable.id),
    /** what the versions state differently */
    differences: text('differences', { mode: 'json' }).$type<Difference[]>().notNull(),
    checkedAt: text('checked_at'),
    /** who looked at the differences: a member of the panel, or `secretary` */
    checkedBy: text('checked_by'),
    /** of a request that lapsed or was cancelled: what follows */
    follows: text('follows'),
    at: text('at').notNull(),
  },
  (t) => [index('supplement_by_application').on(t.applicationId)],
);

const left = leftReview.map((status) => `'${status}'`).join(', ');

/**
 * Whether the application named by a column is under review: the one rule by which queries leave out what was withdrawn or turned away.
 * @param column as it is named in the query, such as `a.id`
 */
export function underReview(column: string): string {
  return `NOT EXISTS (SELECT 1 FROM application_status u WHERE u.application_id = ${column} AND u.status IN (${left}))`;
}
