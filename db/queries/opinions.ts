import { and, eq, isNull, sql } from 'drizzle-orm';
import { statements, type ReadStore } from '../store/open.ts';
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

/** What a submission of a sheet named as the opinion that it sealed. */
export interface OpinionSeal {
  /** SHA-256 of the opinion; null where none was sealed with the sheet */
  readonly digest: string | null;
  /** when the sheet was submitted */
  readonly at: string;
}

interface SubmissionRow {
  readonly device: string;
  readonly kind: string;
  readonly at: string;
  readonly digest: string | null;
  readonly opinion: string | null;
}

/**
 * The submissions that gave a sheet this digest, newest of each laptop first. On one laptop the last one counts; two may
 * have sealed the same scores with two opinions.
 */
export function listOpinionSeals(store: ReadStore, personId: string, applicationId: string, digest: string): OpinionSeal[] {
  const columns = "device, seq, kind, at, json_extract(new, '$.digest') AS digest, json_extract(new, '$.opinion') AS opinion";
  const where = "entity = ? AND kind = 'score.submit' AND json_valid(new)";
  const entity = `sheet:${personId}/${applicationId}`;
  const rows = statements(store)(
    `SELECT ${columns} FROM event WHERE ${where} UNION ALL SELECT ${columns} FROM foreign_event WHERE ${where} ORDER BY seq DESC`,
  ).all(entity, entity) as SubmissionRow[];
  const newest = new Map<string, SubmissionRow>();
  for (const row of rows) if (row.digest === digest && !newest.has(row.device)) newest.set(row.device, row);
  return [...newest.values()].map(({ opinion, at }) => ({ digest: typeof opinion === 'string' ? opinion : null, at }));
}
