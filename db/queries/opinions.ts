import { and, eq, isNull, sql } from 'drizzle-orm';
import type { ReadStore, WriteStore } from '../store/open.ts';
import { conflict, opinion, sheet, voidSheet } from '../schema/schema.ts';

export type OpinionRow = typeof opinion.$inferSelect;

export function getOpinion(store: ReadStore, personId: string, applicationId: string): OpinionRow | undefined {
  return store.orm
    .select()
    .from(opinion)
    .where(and(eq(opinion.personId, personId), eq(opinion.applicationId, applicationId)))
    .get();
}

/** Opinions that go into the report: of experts whose sheet is in, not recused and not void. */
export function listCountingOpinions(store: ReadStore, applicationId: string): OpinionRow[] {
  return store.orm
    .select({ opinion })
    .from(opinion)
    .innerJoin(
      sheet,
      and(eq(sheet.personId, opinion.personId), eq(sheet.applicationId, opinion.applicationId), eq(sheet.state, 'submitted')),
    )
    .leftJoin(conflict, and(eq(conflict.personId, opinion.personId), eq(conflict.applicationId, opinion.applicationId)))
    .leftJoin(voidSheet, and(eq(voidSheet.personId, opinion.personId), eq(voidSheet.applicationId, opinion.applicationId)))
    .where(and(eq(opinion.applicationId, applicationId), sql`coalesce(${conflict.relation}, 'none') = 'none'`, isNull(voidSheet.personId)))
    .all()
    .map((row) => row.opinion);
}

export function upsertOpinion(tx: WriteStore, row: OpinionRow): void {
  const { text, recommendation, dissent, version, at } = row;
  tx.orm
    .insert(opinion)
    .values(row)
    .onConflictDoUpdate({ target: [opinion.personId, opinion.applicationId], set: { text, recommendation, dissent, version, at } })
    .run();
}
