import { and, eq, isNull, sql } from 'drizzle-orm';
import type { ReadStore } from '../store/open.ts';
import { conflict, opinion, sheet, voidSheet } from '../schema/schema.ts';
import { rowBy, upsertInto } from './rows.ts';

export type OpinionRow = typeof opinion.$inferSelect;

export const getOpinion = rowBy(opinion, ['personId', 'applicationId']);

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

export const upsertOpinion = upsertInto(opinion);
