import { and, asc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { prepared, type ReadStore, type WriteStore } from '../store/open.ts';
import {
  application,
  conflict,
  visit,
  visitAddendum,
  visitCheck,
  visitDraft,
  visitMeasure,
  visitNote,
  visitPhoto,
  visitSign,
} from '../schema/schema.ts';

export type VisitRow = typeof visit.$inferSelect;
export type NoteRow = typeof visitNote.$inferSelect;
export type CheckRow = typeof visitCheck.$inferSelect;
export type MeasureRow = typeof visitMeasure.$inferSelect;
export type PhotoRow = typeof visitPhoto.$inferSelect;
export type SignRow = typeof visitSign.$inferSelect;
export type AddendumRow = typeof visitAddendum.$inferSelect;

const selectVisit = prepared((orm) =>
  orm
    .select()
    .from(visit)
    .where(eq(visit.id, sql.placeholder('id')))
    .prepare(),
);
const selectPhoto = prepared((orm) =>
  orm
    .select()
    .from(visitPhoto)
    .where(eq(visitPhoto.id, sql.placeholder('id')))
    .prepare(),
);

export function getVisit(store: ReadStore, id: string): VisitRow | undefined {
  return selectVisit(store).get({ id });
}

/** The visits of a park, or of all parks of a round, oldest first. */
export function listVisits(store: ReadStore, of: { applicationId: string } | { roundId: string }): VisitRow[] {
  return store.orm
    .select({ visit })
    .from(visit)
    .innerJoin(application, eq(application.id, visit.applicationId))
    .where('applicationId' in of ? eq(visit.applicationId, of.applicationId) : eq(application.roundId, of.roundId))
    .orderBy(asc(visit.visitedOn), asc(visit.openedAt), asc(visit.id))
    .all()
    .map((row) => row.visit);
}

/** The visits to the parks that a person has and is not recused from. */
export function listOwnVisits(store: ReadStore, personId: string): string[] {
  return store.sqlite
    .prepare(
      `SELECT v.id FROM visit v JOIN assignment s ON s.application_id = v.application_id AND s.person_id = ?
         LEFT JOIN conflict c ON c.application_id = v.application_id AND c.person_id = s.person_id
        WHERE coalesce(c.relation, 'none') = 'none' ORDER BY v.id`,
    )
    .pluck()
    .all(personId) as string[];
}

export function listRoundVisits(store: ReadStore, roundId: string): string[] {
  return listVisits(store, { roundId }).map((row) => row.id);
}

export function insertVisit(tx: WriteStore, row: VisitRow): void {
  tx.orm.insert(visit).values(row).run();
}

export function updateVisit(
  tx: WriteStore,
  id: string,
  change: Partial<Pick<VisitRow, 'visitedOn' | 'people' | 'closedAt' | 'digest'>>,
): void {
  tx.orm.update(visit).set(change).where(eq(visit.id, id)).run();
}

export interface VisitParts {
  readonly notes: NoteRow[];
  readonly checks: CheckRow[];
  readonly measures: MeasureRow[];
  readonly photos: PhotoRow[];
  readonly signs: SignRow[];
  readonly addenda: AddendumRow[];
}

/** Two people may bring the same picture from one camera: it is shown once, as the one that was named first. */
function firstOfEach(photos: readonly PhotoRow[]): PhotoRow[] {
  const seen = new Set<string>();
  return photos.filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256));
}

function byTime(a: PhotoRow, b: PhotoRow): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1;
}

/** Everything recorded in one visit, each in the order it came. */
export function listVisitParts(store: ReadStore, visitId: string): VisitParts {
  const { orm } = store;
  return {
    notes: orm.select().from(visitNote).where(eq(visitNote.visitId, visitId)).orderBy(asc(visitNote.at), asc(visitNote.id)).all(),
    checks: orm.select().from(visitCheck).where(eq(visitCheck.visitId, visitId)).orderBy(asc(visitCheck.checkId)).all(),
    measures: orm.select().from(visitMeasure).where(eq(visitMeasure.visitId, visitId)).orderBy(asc(visitMeasure.key)).all(),
    photos: firstOfEach(orm.select().from(visitPhoto).where(eq(visitPhoto.visitId, visitId)).orderBy(asc(visitPhoto.id)).all()).sort(
      byTime,
    ),
    signs: orm.select().from(visitSign).where(eq(visitSign.visitId, visitId)).orderBy(asc(visitSign.at), asc(visitSign.id)).all(),
    addenda: orm
      .select()
      .from(visitAddendum)
      .where(eq(visitAddendum.visitId, visitId))
      .orderBy(asc(visitAddendum.at), asc(visitAddendum.id))
      .all(),
  };
}

export function getNote(store: ReadStore, id: string): NoteRow | undefined {
  return store.orm.select().from(visitNote).where(eq(visitNote.id, id)).get();
}

export function upsertNote(tx: WriteStore, row: NoteRow): void {
  const { text, changedAt } = row;
  tx.orm.insert(visitNote).values(row).onConflictDoUpdate({ target: visitNote.id, set: { text, changedAt } }).run();
}

export function deleteNote(tx: WriteStore, id: string): void {
  tx.orm.delete(visitNote).where(eq(visitNote.id, id)).run();
}

export function getCheck(store: ReadStore, visitId: string, checkId: string): CheckRow | undefined {
  return store.orm
    .select()
    .from(visitCheck)
    .where(and(eq(visitCheck.visitId, visitId), eq(visitCheck.checkId, checkId)))
    .get();
}

export function upsertCheck(tx: WriteStore, row: CheckRow): void {
  const { outcome, note, author, at } = row;
  tx.orm
    .insert(visitCheck)
    .values(row)
    .onConflictDoUpdate({ target: [visitCheck.visitId, visitCheck.checkId], set: { outcome, note, author, at } })
    .run();
}

export function deleteCheck(tx: WriteStore, visitId: string, checkId: string): void {
  tx.orm
    .delete(visitCheck)
    .where(and(eq(visitCheck.visitId, visitId), eq(visitCheck.checkId, checkId)))
    .run();
}

export function getMeasure(store: ReadStore, visitId: string, key: string): MeasureRow | undefined {
  return store.orm
    .select()
    .from(visitMeasure)
    .where(and(eq(visitMeasure.visitId, visitId), eq(visitMeasure.key, key)))
    .get();
}

export function upsertMeasure(tx: WriteStore, row: MeasureRow): void {
  const { value, note, author, at } = row;
  tx.orm
    .insert(visitMeasure)
    .values(row)
    .onConflictDoUpdate({ target: [visitMeasure.visitId, visitMeasure.key], set: { value, note, author, at } })
    .run();
}

export function deleteMeasure(tx: WriteStore, visitId: string, key: string): void {
  tx.orm
    .delete(visitMeasure)
    .where(and(eq(visitMeasure.visitId, visitId), eq(visitMeasure.key, key)))
    .run();
}

/**
 * The figures that count of a park: of each field the last visit's, by the day that its record names and not by any
 * clock, and nothing that somebody wrote who is recused from the park.
 */
export function listStandingMeasures(store: ReadStore, applicationId: string): MeasureRow[] {
  const rows = store.orm
    .select({ measure: visitMeasure })
    .from(visitMeasure)
    .innerJoin(visit, eq(visit.id, visitMeasure.visitId))
    .leftJoin(conflict, and(eq(conflict.personId, visitMeasure.author), eq(conflict.applicationId, visit.applicationId)))
    .where(and(eq(visit.applicationId, applicationId), or(isNull(conflict.relation), eq(conflict.relation, 'none'))))
    .orderBy(asc(visit.visitedOn), asc(visit.id))
    .all();
  return [...new Map(rows.map(({ measure }) => [measure.key, measure])).values()];
}

/** The addendum that somebody is writing to a visit. */
export function getDraft(store: ReadStore, visitId: string, author: string): string | undefined {
  return store.orm
    .select()
    .from(visitDraft)
    .where(and(eq(visitDraft.visitId, visitId), eq(visitDraft.author, author)))
    .get()?.text;
}

export function upsertDraft(tx: WriteStore, row: typeof visitDraft.$inferInsert): void {
  tx.orm
    .insert(visitDraft)
    .values(row)
    .onConflictDoUpdate({ target: [visitDraft.visitId, visitDraft.author], set: { text: row.text, at: row.at } })
    .run();
}

export function deleteDraft(tx: WriteStore, visitId: string, author: string): void {
  tx.orm
    .delete(visitDraft)
    .where(and(eq(visitDraft.visitId, visitId), eq(visitDraft.author, author)))
    .run();
}

/** All visits whose record is frozen. */
export function listClosedVisits(store: ReadStore): VisitRow[] {
  return store.orm.select().from(visit).where(isNotNull(visit.closedAt)).all();
}

export function getPhoto(store: ReadStore, id: string): PhotoRow | undefined {
  return selectPhoto(store).get({ id });
}

/** The rows of one picture in a visit, the one that is shown first. */
export function listSamePhotos(store: ReadStore, visitId: string, sha256: string): PhotoRow[] {
  return store.orm
    .select()
    .from(visitPhoto)
    .where(and(eq(visitPhoto.visitId, visitId), eq(visitPhoto.sha256, sha256)))
    .orderBy(asc(visitPhoto.id))
    .all();
}

export function insertPhoto(tx: WriteStore, row: PhotoRow): void {
  tx.orm.insert(visitPhoto).values(row).run();
}

export function updateCaption(tx: WriteStore, id: string, caption: string): void {
  tx.orm.update(visitPhoto).set({ caption }).where(eq(visitPhoto.id, id)).run();
}

export function deletePhoto(tx: WriteStore, id: string): void {
  tx.orm.delete(visitPhoto).where(eq(visitPhoto.id, id)).run();
}

export function getSign(store: ReadStore, id: string): SignRow | undefined {
  return store.orm.select().from(visitSign).where(eq(visitSign.id, id)).get();
}

export function getAddendum(store: ReadStore, id: string): AddendumRow | undefined {
  return store.orm.select().from(visitAddendum).where(eq(visitAddendum.id, id)).get();
}

export function insertSign(tx: WriteStore, row: SignRow): void {
  tx.orm.insert(visitSign).values(row).run();
}

export function insertAddendum(tx: WriteStore, row: AddendumRow): void {
  tx.orm.insert(visitAddendum).values(row).run();
}
