import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import { prepared, type ReadStore, type WriteStore } from '../store/open.ts';
import { application, assignment, conflict, person, replacement } from '../schema/schema.ts';
import { underReview } from '../schema/admission.ts';
import { deleteFrom, insertInto, rowBy, rowsBy, upsertInto } from './rows.ts';
import { isBound } from './seats.ts';

export type PersonRow = typeof person.$inferSelect;
export type ConflictRow = typeof conflict.$inferSelect;

const getAssignment = rowBy(assignment, ['personId', 'applicationId']);
const seatsOfPerson = rowsBy(assignment, ['personId']);
const seatsBeforePark = rowsBy(assignment, ['applicationId']);

export const getPerson = rowBy(person, ['id']);

export interface PersonHead extends PersonRow {
  readonly assigned: number;
  readonly declared: number;
  readonly recused: number;
  readonly submitted: number;
  /** 1 where something is on record in the member's name */
  readonly bound: number;
}

function counts(from: string) {
  return sql<number>`(SELECT count(*) FROM ${sql.raw(from)})`;
}

/** The panel of a round with each one's counts over the parks under review; who was replaced is no longer on it. */
export function listPersons(store: ReadStore, roundId: string): PersonHead[] {
  return store.orm
    .select({
      id: person.id,
      roundId: person.roundId,
      name: person.name,
      organisation: person.organisation,
      title: person.title,
      role: person.role,
      createdAt: person.createdAt,
      stage: person.stage,
      assigned: counts(`assignment a WHERE a.person_id = person.id AND ${underReview('a.application_id')}`),
      // of a seat that was taken back the declaration stays, and is asked of nobody
      declared: counts(
        `conflict c JOIN assignment a ON a.person_id = c.person_id AND a.application_id = c.application_id WHERE c.person_id = person.id AND ${underReview('a.application_id')}`,
      ),
      recused: counts(`conflict c WHERE c.person_id = person.id AND c.relation <> 'none' AND ${underReview('c.application_id')}`),
      submitted: counts(
        `sheet s WHERE s.person_id = person.id AND s.state = 'submitted' AND ${underReview('s.application_id')} AND NOT EXISTS (SELECT 1 FROM void_sheet v WHERE v.person_id = s.person_id AND v.application_id = s.application_id)`,
      ),
      bound: sql<number>`${sql.raw(isBound)}`,
    })
    .from(person)
    .leftJoin(replacement, eq(replacement.personId, person.id))
    .where(and(eq(person.roundId, roundId), isNull(replacement.personId)))
    .orderBy(asc(person.createdAt), asc(person.id))
    .all();
}

const selectNames = prepared((orm) =>
  orm
    .select({ id: person.id, name: person.name })
    .from(person)
    .leftJoin(replacement, eq(replacement.personId, person.id))
    .where(and(eq(person.roundId, sql.placeholder('roundId')), isNull(replacement.personId)))
    .orderBy(asc(person.createdAt), asc(person.id))
    .prepare(),
);

/** Who is on the panel, in the order of {@link listPersons}, for whatever only needs names. */
export function listNames(store: ReadStore, roundId: string): { id: string; name: string }[] {
  return selectNames(store).all({ roundId });
}

/** Everybody who was ever on the panel, as far as it tells what is asked of each. */
export function listJudges(store: ReadStore, roundId: string): Pick<PersonRow, 'id' | 'role' | 'stage'>[] {
  return store.orm.select({ id: person.id, role: person.role, stage: person.stage }).from(person).where(eq(person.roundId, roundId)).all();
}

export const insertPerson = insertInto(person);

export const deletePerson = deleteFrom(person, ['id']);

export function updatePerson(tx: WriteStore, id: string, change: Pick<PersonRow, 'name' | 'organisation' | 'title' | 'role'>): void {
  tx.orm.update(person).set(change).where(eq(person.id, id)).run();
}

export function updateStage(tx: WriteStore, id: string, stage: string | null): void {
  tx.orm.update(person).set({ stage }).where(eq(person.id, id)).run();
}

export function isAssigned(store: ReadStore, personId: string, applicationId: string): boolean {
  return getAssignment(store, personId, applicationId) !== undefined;
}

export function listAssignments(store: ReadStore, personId: string): string[] {
  return seatsOfPerson(store, personId).map((row) => row.applicationId);
}

export function insertAssignment(tx: WriteStore, personId: string, applicationId: string): boolean {
  return tx.orm.insert(assignment).values({ personId, applicationId }).onConflictDoNothing().run().changes > 0;
}

/** Everybody who has the park. */
export function listAssigned(store: ReadStore, applicationId: string): string[] {
  return seatsBeforePark(store, applicationId).map((row) => row.personId);
}

export const getConflict = rowBy(conflict, ['personId', 'applicationId']);

export const upsertConflict = upsertInto(conflict);

export const deleteConflict = deleteFrom(conflict, ['personId', 'applicationId']);

/** Every park under review that an expert is assigned, with the declaration where there is one. */
export function listDeclarations(
  store: ReadStore,
  personId: string,
): { applicationId: string; parkName: string; relation: ConflictRow['relation'] | null; reason: string | null }[] {
  return store.orm
    .select({ applicationId: application.id, parkName: application.parkName, relation: conflict.relation, reason: conflict.reason })
    .from(assignment)
    .innerJoin(application, eq(application.id, assignment.applicationId))
    .leftJoin(conflict, and(eq(conflict.personId, assignment.personId), eq(conflict.applicationId, assignment.applicationId)))
    .where(and(eq(assignment.personId, personId), sql.raw(underReview('application.id'))))
    .orderBy(asc(application.createdAt), asc(application.id))
    .all();
}

const selectRecusedParks = prepared((orm) =>
  orm
    .select({ applicationId: conflict.applicationId })
    .from(conflict)
    .where(and(eq(conflict.personId, sql.placeholder('personId')), ne(conflict.relation, 'none')))
    .prepare(),
);

/** The parks with which one person has a relation. */
export function listRecusedParks(store: ReadStore, personId: string): string[] {
  return selectRecusedParks(store)
    .all({ personId })
    .map((row) => row.applicationId);
}

/** Pairs that must not be counted: the expert has a relation with the park. */
export function listRecusals(store: ReadStore, roundId: string): { personId: string; applicationId: string }[] {
  return store.orm
    .select({ personId: conflict.personId, applicationId: conflict.applicationId })
    .from(conflict)
    .innerJoin(person, eq(person.id, conflict.personId))
    .where(and(eq(person.roundId, roundId), ne(conflict.relation, 'none')))
    .all();
}

/** Who sits before each park under review: assigned, and not recused. */
export function listSitting(store: ReadStore, roundId: string): { personId: string; applicationId: string; role: PersonRow['role'] }[] {
  return store.orm
    .select({ personId: assignment.personId, applicationId: assignment.applicationId, role: person.role })
    .from(assignment)
    .innerJoin(person, eq(person.id, assignment.personId))
    .leftJoin(conflict, and(eq(conflict.personId, assignment.personId), eq(conflict.applicationId, assignment.applicationId)))
    .where(
      and(
        eq(person.roundId, roundId),
        sql`coalesce(${conflict.relation}, 'none') = 'none'`,
        sql.raw(underReview('assignment.application_id')),
      ),
    )
    .all();
}
