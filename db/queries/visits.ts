import { and, asc, eq, isNotNull, isNull, max, or } from 'drizzle-orm';
import type { ReadStore, WriteStore } from '../store/open.ts';
import {
  application,
  conflict,
  visit,
  visitAddendum,
  visitCheck,
  visitDraft,
  visitFirm,
  visitInterview,
  visitMatter,
  visitMeasure,
  visitNote,
  visitOpinion,
  visitPhoto,
  visitSample,
  visitSign,
} from '../schema/schema.ts';
import { deleteFrom, insertInto, rowBy, rowsBy, upsertInto } from './rows.ts';

export type VisitRow = typeof visit.$inferSelect;
export type NoteRow = typeof visitNote.$inferSelect;
export type CheckRow = typeof visitCheck.$inferSelect;
export type MeasureRow = typeof visitMeasure.$inferSelect;
export type PhotoRow = typeof visitPhoto.$inferSelect;
export type SignRow = typeof visitSign.$inferSelect;
export type InterviewRow = typeof visitInterview.$inferSelect;
export type MatterRow = typeof visitMatter.$inferSelect;
export type OpinionRow = typeof visitOpinion.$inferSelect;
export type SampleRow = typeof visitSample.$inferSelect;
export type FirmRow = typeof visitFirm.$inferSelect;
export type AddendumRow = typeof visitAddendum.$inferSelect;

export const getVisit = rowBy(visit, ['id']);

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

export const insertVisit = insertInto(visit);

export function updateVisit(
  tx: WriteStore,
  id: string,
  change: Partial<Pick<VisitRow, 'visitedOn' | 'people' | 'posts' | 'started' | 'ended' | 'closedAt' | 'digest'>>,
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
  readonly interviews: InterviewRow[];
  readonly matters: MatterRow[];
  readonly opinions: OpinionRow[];
  readonly samples: SampleRow[];
  readonly firms: FirmRow[];
}

/** Two people may bring the same picture from one camera: it is shown once, as the one that was named first. */
function firstOfEach(photos: readonly PhotoRow[]): PhotoRow[] {
  const seen = new Set<string>();
  return photos.filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256));
}

function byTime(a: PhotoRow, b: PhotoRow): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1;
}

const notesOf = rowsBy(visitNote, ['visitId'], asc(visitNote.at), asc(visitNote.id));
const checksOf = rowsBy(visitCheck, ['visitId'], asc(visitCheck.checkId));
const measuresOf = rowsBy(visitMeasure, ['visitId'], asc(visitMeasure.key));
const photosOf = rowsBy(visitPhoto, ['visitId'], asc(visitPhoto.id));
const signsOf = rowsBy(visitSign, ['visitId'], asc(visitSign.at), asc(visitSign.id));
const addendaOf = rowsBy(visitAddendum, ['visitId'], asc(visitAddendum.at), asc(visitAddendum.id));
const interviewsOf = rowsBy(visitInterview, ['visitId'], asc(visitInterview.at), asc(visitInterview.id));
const mattersOf = rowsBy(visitMatter, ['visitId'], asc(visitMatter.at), asc(visitMatter.id));
const opinionsOf = rowsBy(visitOpinion, ['visitId'], asc(visitOpinion.kind));
const samplesOf = rowsBy(visitSample, ['visitId'], asc(visitSample.at), asc(visitSample.id));
const firmsOf = rowsBy(visitFirm, ['visitId'], asc(visitFirm.name));

/** Everything recorded in one visit, each in the order it came. */
export function listVisitParts(store: ReadStore, visitId: string): VisitParts {
  return {
    notes: notesOf(store, visitId),
    checks: checksOf(store, visitId),
    measures: measuresOf(store, visitId),
    photos: firstOfEach(photosOf(store, visitId)).sort(byTime),
    signs: signsOf(store, visitId),
    addenda: addendaOf(store, visitId),
    interviews: interviewsOf(store, visitId),
    matters: mattersOf(store, visitId),
    opinions: opinionsOf(store, visitId),
    samples: samplesOf(store, visitId),
    firms: firmsOf(store, visitId),
  };
}

export const getNote = rowBy(visitNote, ['id']);

export const upsertNote = upsertInto(visitNote);

export const deleteNote = deleteFrom(visitNote, ['id']);

export const getCheck = rowBy(visitCheck, ['visitId', 'checkId']);

export const upsertCheck = upsertInto(visitCheck);

export const deleteCheck = deleteFrom(visitCheck, ['visitId', 'checkId']);

export const getMeasure = rowBy(visitMeasure, ['visitId', 'key']);

export const upsertMeasure = upsertInto(visitMeasure);

export const deleteMeasure = deleteFrom(visitMeasure, ['visitId', 'key']);

export interface ParkMeasure extends MeasureRow {
  readonly visitedOn: string;
  readonly closed: boolean;
  /** somebody signed the record of its visit */
  readonly signed: boolean;
}

/**
 * What the visits to a park measured, but for what somebody wrote who is recused from the park. The firmest comes last: of visits that are
 * closed, that were signed, and made last, by the day that the record names and not by any clock.
 */
export function listParkMeasures(store: ReadStore, applicationId: string): ParkMeasure[] {
  const rows = store.orm
    .select({ measure: visitMeasure, visitedOn: visit.visitedOn, closedAt: visit.closedAt, signedAt: max(visitSign.at) })
    .from(visitMeasure)
    .innerJoin(visit, eq(visit.id, visitMeasure.visitId))
    .leftJoin(visitSign, eq(visitSign.visitId, visit.id))
    .leftJoin(conflict, and(eq(conflict.personId, visitMeasure.author), eq(conflict.applicationId, visit.applicationId)))
    .where(and(eq(visit.applicationId, applicationId), or(isNull(conflict.relation), eq(conflict.relation, 'none'))))
    .groupBy(visitMeasure.visitId, visitMeasure.key)
    .orderBy(asc(visit.visitedOn), asc(visit.id))
    .all();
  return rows
    .map(({ measure, visitedOn, closedAt, signedAt }) => ({
      ...measure,
      visitedOn,
      closed: closedAt !== null,
      signed: signedAt !== null,
    }))
    .sort((one, other) => Number(one.closed) - Number(other.closed) || Number(one.signed) - Number(other.signed));
}

/** The figures that count of a park: of each field the firmest. */
export function listStandingMeasures(store: ReadStore, applicationId: string): ParkMeasure[] {
  return [...new Map(listParkMeasures(store, applicationId).map((row) => [row.key, row])).values()];
}

const draftOf = rowBy(visitDraft, ['visitId', 'author']);

/** The addendum that somebody is writing to a visit. */
export function getDraft(store: ReadStore, visitId: string, author: string): string | undefined {
  return draftOf(store, visitId, author)?.text;
}

/** All of them, of whomever. */
export const listDrafts = rowsBy(visitDraft, [], asc(visitDraft.at));

export const upsertDraft = upsertInto(visitDraft);

export const deleteDraft = deleteFrom(visitDraft, ['visitId', 'author']);

/** All visits whose record is frozen. */
export function listClosedVisits(store: ReadStore): VisitRow[] {
  return store.orm.select().from(visit).where(isNotNull(visit.closedAt)).all();
}

export const getPhoto = rowBy(visitPhoto, ['id']);

/** The rows of one picture in a visit, the one that is shown first. */
export const listSamePhotos = rowsBy(visitPhoto, ['visitId', 'sha256'], asc(visitPhoto.id));

export const insertPhoto = insertInto(visitPhoto);

export function updateCaption(tx: WriteStore, id: string, said: Pick<PhotoRow, 'caption' | 'about'>): void {
  tx.orm.update(visitPhoto).set(said).where(eq(visitPhoto.id, id)).run();
}

export const deletePhoto = deleteFrom(visitPhoto, ['id']);

export const getSign = rowBy(visitSign, ['id']);

export const getAddendum = rowBy(visitAddendum, ['id']);

export const insertSign = insertInto(visitSign);

export const insertAddendum = insertInto(visitAddendum);

export const getInterview = rowBy(visitInterview, ['id']);

export const upsertInterview = upsertInto(visitInterview);

export const deleteInterview = deleteFrom(visitInterview, ['id']);

export const getMatter = rowBy(visitMatter, ['id']);

export const upsertMatter = upsertInto(visitMatter);

export const deleteMatter = deleteFrom(visitMatter, ['id']);

export const getOpinionOnSite = rowBy(visitOpinion, ['visitId', 'kind']);

export const upsertOpinionOnSite = upsertInto(visitOpinion);

export const deleteOpinionOnSite = deleteFrom(visitOpinion, ['visitId', 'kind']);

export const getSample = rowBy(visitSample, ['id']);

/** The draws of all visits. */
export function listSamples(store: ReadStore): SampleRow[] {
  return store.orm.select().from(visitSample).all();
}

export const insertSample = insertInto(visitSample);

export const getFirm = rowBy(visitFirm, ['visitId', 'name']);

export const upsertFirm = upsertInto(visitFirm);

export const deleteFirm = deleteFrom(visitFirm, ['visitId', 'name']);
