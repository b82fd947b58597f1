import { and, asc, eq, sql } from 'drizzle-orm';
import type { Source } from '../../domain/model.ts';
import { prepared, type ReadStore, type WriteStore } from '../store/open.ts';
import { application, document, fieldValueTable, findingTable, packageTable, ruling } from '../schema/schema.ts';

export type ApplicationRow = typeof application.$inferSelect;
export type RulingRow = typeof ruling.$inferSelect;
export type FieldValueRow = typeof fieldValueTable.$inferSelect;

const selectApplication = prepared((orm) =>
  orm
    .select()
    .from(application)
    .where(eq(application.id, sql.placeholder('id')))
    .prepare(),
);
const selectValues = prepared((orm) =>
  orm
    .select()
    .from(fieldValueTable)
    .where(eq(fieldValueTable.applicationId, sql.placeholder('applicationId')))
    .prepare(),
);

export function getApplication(store: ReadStore, id: string): ApplicationRow | undefined {
  return selectApplication(store).get({ id });
}

export function listApplications(store: ReadStore, roundId: string): ApplicationRow[] {
  return store.orm
    .select()
    .from(application)
    .where(eq(application.roundId, roundId))
    .orderBy(asc(application.createdAt), asc(application.id))
    .all();
}

export interface ApplicationHead extends ApplicationRow {
  readonly unread: string[];
  readonly documents: number;
  readonly findings: number;
}

/** All applications of a round with the counts a list shows, in one pass. */
export function listApplicationHeads(store: ReadStore, roundId: string): ApplicationHead[] {
  const rows = store.orm
    .select({
      application,
      unread: packageTable.unread,
      documents: sql<number>`(SELECT count(*) FROM ${document} WHERE ${document.packageId} = ${packageTable.id})`,
      findings: sql<number>`(SELECT count(*) FROM ${findingTable} WHERE ${findingTable.packageId} = ${packageTable.id})`,
    })
    .from(application)
    .innerJoin(packageTable, eq(packageTable.id, application.packageId))
    .where(eq(application.roundId, roundId))
    .orderBy(asc(application.createdAt), asc(application.id))
    .all();
  return rows.map((row) => ({ ...row.application, unread: row.unread, documents: row.documents, findings: row.findings }));
}

export function insertApplication(tx: WriteStore, row: ApplicationRow): void {
  tx.orm.insert(application).values(row).run();
}

export function updateApplication(tx: WriteStore, id: string, change: Partial<Omit<ApplicationRow, 'id' | 'roundId'>>): void {
  tx.orm.update(application).set(change).where(eq(application.id, id)).run();
}

export function listFieldValues(store: ReadStore, applicationId: string): FieldValueRow[] {
  return selectValues(store).all({ applicationId });
}

/** The values of all applications of a round, grouped by application. */
export function listRoundFieldValues(store: ReadStore, roundId: string): Map<string, FieldValueRow[]> {
  const rows = store.orm
    .select({ value: fieldValueTable })
    .from(fieldValueTable)
    .innerJoin(application, eq(application.id, fieldValueTable.applicationId))
    .where(eq(application.roundId, roundId))
    .all();
  return Map.groupBy(
    rows.map((row) => row.value),
    (row) => row.applicationId,
  );
}

export function upsertFieldValue(tx: WriteStore, row: FieldValueRow): void {
  const { raw, value, unit, reason, evidence, at } = row;
  tx.orm
    .insert(fieldValueTable)
    .values(row)
    .onConflictDoUpdate({
      target: [fieldValueTable.applicationId, fieldValueTable.key, fieldValueTable.source],
      set: { raw, value, unit, reason, evidence, at },
    })
    .run();
}

export function deleteFieldValues(tx: WriteStore, applicationId: string, source: Source): void {
  tx.orm
    .delete(fieldValueTable)
    .where(and(eq(fieldValueTable.applicationId, applicationId), eq(fieldValueTable.source, source)))
    .run();
}

export function listRulings(store: ReadStore, applicationId: string): RulingRow[] {
  return store.orm.select().from(ruling).where(eq(ruling.applicationId, applicationId)).all();
}

export function listRoundRulings(store: ReadStore, roundId: string): Map<string, RulingRow[]> {
  const rows = store.orm
    .select({ ruling })
    .from(ruling)
    .innerJoin(application, eq(application.id, ruling.applicationId))
    .where(eq(application.roundId, roundId))
    .all();
  return Map.groupBy(
    rows.map((row) => row.ruling),
    (row) => row.applicationId,
  );
}

export function upsertRuling(tx: WriteStore, row: RulingRow): void {
  const { outcome, reason, at } = row;
  tx.orm
    .insert(ruling)
    .values(row)
    .onConflictDoUpdate({ target: [ruling.applicationId, ruling.conditionId], set: { outcome, reason, at } })
    .run();
}
