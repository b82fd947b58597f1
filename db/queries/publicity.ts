/** Publicity, objections, re-reviews, the calendar and the minutes. */
import { and, asc, desc, eq, max } from 'drizzle-orm';
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

export type PublicityRow = typeof publicity.$inferSelect;
export type ObjectionRow = typeof objection.$inferSelect;
export type CalendarYearRow = typeof calendarYear.$inferSelect;
export type MinutesRow = typeof minutes.$inferSelect;

/** The open one, else the last. */
export function getPublicity(store: ReadStore, roundId: string): PublicityRow | undefined {
  const rows = store.orm
    .select()
    .from(publicity)
    .where(eq(publicity.roundId, roundId))
    .orderBy(desc(publicity.createdAt), desc(publicity.id))
    .all();
  return rows.find(({ state }) => state === 'open') ?? rows[0];
}

export function insertPublicity(tx: WriteStore, row: PublicityRow): void {
  tx.orm.insert(publicity).values(row).run();
}

export function updatePublicity(
  tx: WriteStore,
  id: string,
  change: Partial<Pick<PublicityRow, 'suspensions' | 'state' | 'endedAt'>>,
): void {
  tx.orm.update(publicity).set(change).where(eq(publicity.id, id)).run();
}

export function getObjection(store: ReadStore, id: string): ObjectionRow | undefined {
  return store.orm.select().from(objection).where(eq(objection.id, id)).get();
}

/** In the order in which they came in. */
export function listObjections(store: ReadStore, publicityId: string): ObjectionRow[] {
  return store.orm
    .select()
    .from(objection)
    .where(eq(objection.publicityId, publicityId))
    .orderBy(asc(objection.createdAt), asc(objection.id))
    .all();
}

export function insertObjection(tx: WriteStore, row: ObjectionRow): void {
  tx.orm.insert(objection).values(row).run();
}

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

export function getCalendarYear(store: ReadStore, year: number): CalendarYearRow | undefined {
  return store.orm.select().from(calendarYear).where(eq(calendarYear.year, year)).get();
}

export function upsertCalendarYear(tx: WriteStore, row: CalendarYearRow): void {
  const { holidays, workdays, at } = row;
  tx.orm.insert(calendarYear).values(row).onConflictDoUpdate({ target: calendarYear.year, set: { holidays, workdays, at } }).run();
}

/** Newest first. */
export function listMinutes(store: ReadStore, roundId: string): MinutesRow[] {
  return store.orm.select().from(minutes).where(eq(minutes.roundId, roundId)).orderBy(desc(minutes.version)).all();
}

/** Saves a text under the next number, and gives its row. */
export function insertMinutes(tx: WriteStore, row: Omit<MinutesRow, 'version'>): MinutesRow {
  const version =
    (tx.orm
      .select({ last: max(minutes.version) })
      .from(minutes)
      .where(eq(minutes.roundId, row.roundId))
      .get()?.last ?? 0) + 1;
  tx.orm
    .insert(minutes)
    .values({ ...row, version })
    .run();
  return { ...row, version };
}
