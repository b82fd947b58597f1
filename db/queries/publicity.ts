/** Publicity, objections, re-reviews, the calendar and the minutes. */
import { and, asc, desc, eq } from 'drizzle-orm';
import type { ReadStore, WriteStore } from '../store/open.ts';
import {
  application,
  assignment,
  calendarYear,
  conflict,
  minutes,
  objection,
  person,
  publicity,
  rereview,
  rereviewEarlier,
  sheet,
} from '../schema/schema.ts';
import { insertInto, rowBy, rowsBy, upsertInto } from './rows.ts';

export type PublicityRow = typeof publicity.$inferSelect;
export type ObjectionRow = typeof objection.$inferSelect;
export type MinutesRow = typeof minutes.$inferSelect;

const newestFirst = rowsBy(publicity, ['roundId'], desc(publicity.createdAt), desc(publicity.id));

/** The open one, else the last. */
export function getPublicity(store: ReadStore, roundId: string): PublicityRow | undefined {
  const rows = newestFirst(store, roundId);
  return rows.find(({ state }) => state === 'open') ?? rows[0];
}

export const insertPublicity = insertInto(publicity);

export function updatePublicity(
  tx: WriteStore,
  id: string,
  change: Partial<Pick<PublicityRow, 'suspensions' | 'state' | 'endedAt'>>,
): void {
  tx.orm.update(publicity).set(change).where(eq(publicity.id, id)).run();
}

export const getObjection = rowBy(objection, ['id']);

/** In the order in which they came in. */
export const listObjections = rowsBy(objection, ['publicityId'], asc(objection.createdAt), asc(objection.id));

export const insertObjection = insertInto(objection);

export function resolveObjection(tx: WriteStore, id: string, change: Pick<ObjectionRow, 'outcome' | 'reason' | 'resolvedAt'>): void {
  tx.orm.update(objection).set(change).where(eq(objection.id, id)).run();
}

export function insertRereview(tx: WriteStore, row: typeof rereview.$inferSelect, earlier: readonly string[]): void {
  tx.orm.insert(rereview).values(row).run();
  for (const personId of earlier) tx.orm.insert(rereviewEarlier).values({ objectionId: row.objectionId, personId }).run();
}

export interface Rereview {
  readonly objectionId: string;
  readonly applicationId: string;
  /** whose sheets it replaces */
  readonly earlier: ReadonlySet<string>;
  /** who scores the park now, with the time of their submitted sheet; recused ones are not among them */
  readonly experts: readonly { readonly personId: string; readonly name: string; readonly submittedAt: string | null }[];
}

/** The re-reviews of a round, oldest first. */
export function listRereviews(store: ReadStore, roundId: string): Rereview[] {
  const rows = store.orm
    .select({ objectionId: rereview.objectionId, applicationId: rereview.applicationId })
    .from(rereview)
    .innerJoin(application, eq(application.id, rereview.applicationId))
    .where(eq(application.roundId, roundId))
    .orderBy(asc(rereview.at), asc(rereview.objectionId))
    .all();
  const all = rows.map(({ objectionId, applicationId }) => {
    const earlier = new Set(
      store.orm
        .select({ id: rereviewEarlier.personId })
        .from(rereviewEarlier)
        .where(eq(rereviewEarlier.objectionId, objectionId))
        .all()
        .map(({ id }) => id),
    );
    const seats = store.orm
      .select({ personId: assignment.personId, name: person.name, relation: conflict.relation, submittedAt: sheet.submittedAt })
      .from(assignment)
      .innerJoin(person, eq(person.id, assignment.personId))
      .leftJoin(conflict, and(eq(conflict.personId, assignment.personId), eq(conflict.applicationId, assignment.applicationId)))
      .leftJoin(sheet, and(eq(sheet.personId, assignment.personId), eq(sheet.applicationId, assignment.applicationId)))
      .where(eq(assignment.applicationId, applicationId))
      .orderBy(asc(person.createdAt), asc(person.id))
      .all();
    const experts = seats
      .filter(({ personId, relation }) => !earlier.has(personId) && (relation ?? 'none') === 'none')
      .map(({ personId, name, submittedAt }) => ({ personId, name, submittedAt }));
    return { objectionId, applicationId, earlier, experts };
  });
  // whoever came with a later re-review of the same park has no part in an earlier one
  return all.map((one, index) => {
    const next = all.slice(index + 1).find(({ applicationId }) => applicationId === one.applicationId);
    return next ? { ...one, experts: one.experts.filter(({ personId }) => next.earlier.has(personId)) } : one;
  });
}

export const getCalendarYear = rowBy(calendarYear, ['year']);

export const upsertCalendarYear = upsertInto(calendarYear);

/** Newest first. */
export const listMinutes = rowsBy(minutes, ['roundId'], desc(minutes.version));

const insertVersion = insertInto(minutes);

/** Saves a text under the next number, and gives its row. */
export function insertMinutes(tx: WriteStore, row: Omit<MinutesRow, 'version'>): MinutesRow {
  const kept = { ...row, version: (listMinutes(tx, row.roundId)[0]?.version ?? 0) + 1 };
  insertVersion(tx, kept);
  return kept;
}
