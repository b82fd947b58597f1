/** Decisions, explanations, versions of the list, identities and exported documents. */
import { and, asc, desc, eq, isNull, max } from 'drizzle-orm';
import type { ReadStore, WriteStore } from '../store/open.ts';
import { application, decision, explanation, exportTable, identity, listVersion } from '../schema/schema.ts';

export type DecisionRow = typeof decision.$inferSelect;
export type ExplanationRow = typeof explanation.$inferSelect;
export type ListVersionRow = typeof listVersion.$inferSelect;
export type IdentityRow = typeof identity.$inferSelect;
export type ExportRow = typeof exportTable.$inferSelect;

export function listDecisions(store: ReadStore, roundId: string): DecisionRow[] {
  return store.orm
    .select({ decision })
    .from(decision)
    .innerJoin(application, eq(application.id, decision.applicationId))
    .where(eq(application.roundId, roundId))
    .all()
    .map((row) => row.decision);
}

export function getDecision(store: ReadStore, applicationId: string): DecisionRow | undefined {
  return store.orm.select().from(decision).where(eq(decision.applicationId, applicationId)).get();
}

export function upsertDecision(tx: WriteStore, row: DecisionRow): void {
  const { result, reason, at } = row;
  tx.orm.insert(decision).values(row).onConflictDoUpdate({ target: decision.applicationId, set: { result, reason, at } }).run();
}

export function listExplanations(store: ReadStore, roundId: string): ExplanationRow[] {
  return store.orm
    .select({ explanation })
    .from(explanation)
    .innerJoin(application, eq(application.id, explanation.applicationId))
    .where(eq(application.roundId, roundId))
    .all()
    .map((row) => row.explanation);
}

export function upsertExplanation(tx: WriteStore, row: ExplanationRow): void {
  const { value, text, at } = row;
  tx.orm
    .insert(explanation)
    .values(row)
    .onConflictDoUpdate({ target: [explanation.personId, explanation.applicationId, explanation.criterionId], set: { value, text, at } })
    .run();
}

export function deleteExplanation(
  tx: WriteStore,
  { personId, applicationId, criterionId }: Pick<ExplanationRow, 'personId' | 'applicationId' | 'criterionId'>,
): void {
  tx.orm
    .delete(explanation)
    .where(and(eq(explanation.personId, personId), eq(explanation.applicationId, applicationId), eq(explanation.criterionId, criterionId)))
    .run();
}

/** Oldest first. */
export function listListVersions(store: ReadStore, roundId: string): ListVersionRow[] {
  return store.orm.select().from(listVersion).where(eq(listVersion.roundId, roundId)).orderBy(asc(listVersion.version)).all();
}

/** Keeps a version under the next number, which it gives. */
export function insertListVersion(tx: WriteStore, row: Omit<ListVersionRow, 'version'>): number {
  const version =
    (tx.orm
      .select({ last: max(listVersion.version) })
      .from(listVersion)
      .where(eq(listVersion.roundId, row.roundId))
      .get()?.last ?? 0) + 1;
  tx.orm
    .insert(listVersion)
    .values({ ...row, version })
    .run();
  return version;
}

export function listIdentities(store: ReadStore): IdentityRow[] {
  return store.orm.select().from(identity).orderBy(asc(identity.createdAt), asc(identity.id)).all();
}

export function insertIdentity(tx: WriteStore, row: IdentityRow): void {
  tx.orm.insert(identity).values(row).run();
}

export function revokeIdentity(tx: WriteStore, fingerprint: string, at: string, reason: string): void {
  tx.orm
    .update(identity)
    .set({ revokedAt: at, revokedReason: reason })
    .where(and(eq(identity.fingerprint, fingerprint), isNull(identity.revokedAt)))
    .run();
}

export function listExports(store: ReadStore, roundId: string): ExportRow[] {
  return store.orm
    .select()
    .from(exportTable)
    .where(eq(exportTable.roundId, roundId))
    .orderBy(asc(exportTable.at), asc(exportTable.id))
    .all();
}

export function getExport(store: ReadStore, id: string): ExportRow | undefined {
  return store.orm.select().from(exportTable).where(eq(exportTable.id, id)).get();
}

export function insertExport(tx: WriteStore, row: ExportRow): void {
  tx.orm.insert(exportTable).values(row).run();
}

/** The latest document that was written to this path. */
export function findExportByPath(store: ReadStore, path: string): ExportRow | undefined {
  return store.orm
    .select()
    .from(exportTable)
    .where(eq(exportTable.path, path))
    .orderBy(desc(exportTable.at), desc(exportTable.id))
    .limit(1)
    .get();
}

/** A further signature changes the file, and nothing else of its record. */
export function updateExport(tx: WriteStore, id: string, change: Pick<ExportRow, 'sha256' | 'signedBy'>): void {
  tx.orm.update(exportTable).set(change).where(eq(exportTable.id, id)).run();
}
