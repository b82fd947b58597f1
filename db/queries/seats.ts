/** What becomes of a seat: void sheets, replaced members, abstentions. */
import { asc, eq } from 'drizzle-orm';
import { statements, type ReadStore } from '../store/open.ts';
import { abstention, assignment, person, replacement, voidSheet } from '../schema/schema.ts';
import { deleteFrom, insertInto, rowBy, rowsBy, upsertInto } from './rows.ts';

export type VoidRow = typeof voidSheet.$inferSelect;
export type ReplacementRow = typeof replacement.$inferSelect;
export type AbstentionRow = typeof abstention.$inferSelect;

/** Stands for the whole park in `abstention.criterion_id`. */
export const wholePark = '';

export const getVoid = rowBy(voidSheet, ['personId', 'applicationId']);

export const insertVoid = insertInto(voidSheet);

export const deleteVoid = deleteFrom(voidSheet, ['personId', 'applicationId']);

export const listAbstentions = rowsBy(abstention, ['personId', 'applicationId']);

export const upsertAbstention = upsertInto(abstention);

export const deleteAbstention = deleteFrom(abstention, ['personId', 'applicationId', 'criterionId']);

export const getReplacement = rowBy(replacement, ['personId']);

export const insertReplacement = insertInto(replacement);

/** Who was replaced in a round, oldest first. */
export function listReplacements(store: ReadStore, roundId: string): (ReplacementRow & { name: string; organisation: string })[] {
  return store.orm
    .select({ replacement, name: person.name, organisation: person.organisation })
    .from(replacement)
    .innerJoin(person, eq(person.id, replacement.personId))
    .where(eq(person.roundId, roundId))
    .orderBy(asc(replacement.at), asc(replacement.personId))
    .all()
    .map((row) => ({ ...row.replacement, name: row.name, organisation: row.organisation }));
}

export const deleteAssignments = deleteFrom(assignment, ['personId']);

/** All seats of a round. */
export function listSeats(store: ReadStore, roundId: string): { personId: string; applicationId: string }[] {
  return store.orm
    .select({ personId: assignment.personId, applicationId: assignment.applicationId })
    .from(assignment)
    .innerJoin(person, eq(person.id, assignment.personId))
    .where(eq(person.roundId, roundId))
    .all();
}

/** Whether anybody was seated at a park of a round. */
export function hasSeats(store: ReadStore, roundId: string): boolean {
  return (
    statements(store)('SELECT 1 FROM assignment s JOIN person p ON p.id = s.person_id WHERE p.round_id = ? LIMIT 1').get(roundId) !==
    undefined
  );
}
