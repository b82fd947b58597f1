/** What becomes of a seat: void sheets, replaced members, abstentions. */
import { and, asc, eq, sql } from 'drizzle-orm';
import { prepared, type ReadStore, type WriteStore } from '../store/open.ts';
import { abstention, assignment, person, replacement, voidSheet } from '../schema/schema.ts';

export type VoidRow = typeof voidSheet.$inferSelect;
export type ReplacementRow = typeof replacement.$inferSelect;
export type AbstentionRow = typeof abstention.$inferSelect;

/** Stands for the whole park in `abstention.criterion_id`. */
export const wholePark = '';

const pair = { personId: sql.placeholder('personId'), applicationId: sql.placeholder('applicationId') };
const selectVoid = prepared((orm) =>
  orm
    .select()
    .from(voidSheet)
    .where(and(eq(voidSheet.personId, pair.personId), eq(voidSheet.applicationId, pair.applicationId)))
    .prepare(),
);
const selectAbstentions = prepared((orm) =>
  orm
    .select()
    .from(abstention)
    .where(and(eq(abstention.personId, pair.personId), eq(abstention.applicationId, pair.applicationId)))
    .prepare(),
);
const selectReplacement = prepared((orm) =>
  orm
    .select()
    .from(replacement)
    .where(eq(replacement.personId, sql.placeholder('personId')))
    .prepare(),
);

export function getVoid(store: ReadStore, personId: string, applicationId: string): VoidRow | undefined {
  return selectVoid(store).get({ personId, applicationId });
}

export function insertVoid(tx: WriteStore, row: VoidRow): void {
  tx.orm.insert(voidSheet).values(row).run();
}

export function deleteVoid(tx: WriteStore, personId: string, applicationId: string): void {
  tx.orm
    .delete(voidSheet)
    .where(and(eq(voidSheet.personId, personId), eq(voidSheet.applicationId, applicationId)))
    .run();
}

export function listAbstentions(store: ReadStore, personId: string, applicationId: string): AbstentionRow[] {
  return selectAbstentions(store).all({ personId, applicationId });
}

export function upsertAbstention(tx: WriteStore, row: AbstentionRow): void {
  const { reason, version, at } = row;
  tx.orm
    .insert(abstention)
    .values(row)
    .onConflictDoUpdate({ target: [abstention.personId, abstention.applicationId, abstention.criterionId], set: { reason, version, at } })
    .run();
}

export function deleteAbstention(tx: WriteStore, { personId, applicationId, criterionId }: AbstentionRow): void {
  tx.orm
    .delete(abstention)
    .where(and(eq(abstention.personId, personId), eq(abstention.applicationId, applicationId), eq(abstention.criterionId, criterionId)))
    .run();
}

export function getReplacement(store: ReadStore, personId: string): ReplacementRow | undefined {
  return selectReplacement(store).get({ personId });
}

export function insertReplacement(tx: WriteStore, row: ReplacementRow): void {
  tx.orm.insert(replacement).values(row).run();
}

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

export function deleteAssignments(tx: WriteStore, personId: string): void {
  tx.orm.delete(assignment).where(eq(assignment.personId, personId)).run();
}

/** All seats of a round. */
export function listSeats(store: ReadStore, roundId: string): { personId: string; applicationId: string }[] {
  return store.orm
    .select({ personId: assignment.personId, applicationId: assignment.applicationId })
    .from(assignment)
    .innerJoin(person, eq(person.id, assignment.personId))
    .where(eq(person.roundId, roundId))
    .all();
}
