import { and, asc, eq, sql } from 'drizzle-orm';
import type { Source } from '../../domain/model.ts';
import { prepared, statements, type ReadStore, type WriteStore } from '../store/open.ts';
import { application, document, fieldValueTable, findingTable, packageTable, ruling } from '../schema/schema.ts';
import { underReview } from '../schema/admission.ts';
import { deleteFrom, insertInto, rowBy, rowsBy, rowsOfRound, upsertInto } from './rows.ts';

export type ApplicationRow = typeof application.$inferSelect;
export type RulingRow = typeof ruling.$inferSelect;
export type FieldValueRow = typeof fieldValueTable.$inferSelect;

export const getApplication = rowBy(application, ['id']);

/** Those under review, in the order in which they came; what is asked, counted, ranked and listed is asked of these. */
export function listApplications(store: ReadStore, roundId: string): ApplicationRow[] {
  return selectReviewed(store).all({ roundId });
}

const selectReviewed = prepared((orm) =>
  orm
    .select()
    .from(application)
    .where(and(eq(application.roundId, sql.placeholder('roundId')), sql.raw(underReview('application.id'))))
    .orderBy(asc(application.createdAt), asc(application.id))
    .prepare(),
);

/** All that were ever handed in, also those that were withdrawn or turned away: for names, and for what stays on record. */
export const listAllApplications = rowsBy(application, ['roundId'], asc(application.createdAt), asc(application.id));

export interface ApplicationHead extends ApplicationRow {
  readonly unread: string[];
  readonly documents: number;
  readonly findings: number;
}

/** All applications of a round, also those that left the review, with the counts a list shows, in one pass; `same-operator` was left by earlier versions and is found anew. */
export function listApplicationHeads(store: ReadStore, roundId: string): ApplicationHead[] {
  const rows = store.orm
    .select({
      application,
      unread: packageTable.unread,
      documents: sql<number>`(SELECT count(*) FROM ${document} WHERE ${document.packageId} = ${packageTable.id})`,
      findings: sql<number>`(SELECT count(*) FROM ${findingTable} WHERE ${findingTable.packageId} = ${packageTable.id} AND ${findingTable.code} <> 'same-operator')`,
    })
    .from(application)
    .innerJoin(packageTable, eq(packageTable.id, application.packageId))
    .where(eq(application.roundId, roundId))
    .orderBy(asc(application.createdAt), asc(application.id))
    .all();
  return rows.map((row) => ({ ...row.application, unread: row.unread, documents: row.documents, findings: row.findings }));
}

export const insertApplication = insertInto(application);

export function updateApplication(tx: WriteStore, id: string, change: Partial<Omit<ApplicationRow, 'id' | 'roundId'>>): void {
  tx.orm.update(application).set(change).where(eq(application.id, id)).run();
}

export const listFieldValues = rowsBy(fieldValueTable, ['applicationId']);

const fieldValuesOfRound = rowsOfRound(fieldValueTable);

/** What a source says of a field, without how it came about. */
export type Statement = Pick<FieldValueRow, 'key' | 'source' | 'value'>;

const statementColumns = 'v.application_id AS applicationId, v.key, v.source, v.value';

type RawStatement = { applicationId: string; key: string; source: Source; value: string | null };

/** A round of a province states some hundred thousand values: they are read past the mapper of rows. */
function readStatement({ key, source, value }: RawStatement): Statement {
  return { key, source, value: value === null ? null : (JSON.parse(value) as FieldValueRow['value']) };
}

export function listStatements(store: ReadStore, applicationId: string): Statement[] {
  const rows = statements(store)(`SELECT ${statementColumns} FROM field_value v WHERE v.application_id = ?`).all(
    applicationId,
  ) as RawStatement[];
  return rows.map(readStatement);
}

/** The statements of all applications of a round, grouped by application. */
export function listRoundStatements(store: ReadStore, roundId: string): Map<string, Statement[]> {
  const rows = statements(store)(
    `SELECT ${statementColumns} FROM application a JOIN field_value v ON v.application_id = a.id WHERE a.round_id = ?`,
  ).all(roundId) as RawStatement[];
  const grouped = new Map<string, Statement[]>();
  for (const row of rows) {
    const known = grouped.get(row.applicationId);
    if (known) known.push(readStatement(row));
    else grouped.set(row.applicationId, [readStatement(row)]);
  }
  return grouped;
}

/** The values of all applications of a round, grouped by application. */
export function listRoundFieldValues(store: ReadStore, roundId: string): Map<string, FieldValueRow[]> {
  return Map.groupBy(fieldValuesOfRound(store, roundId), (row) => row.applicationId);
}

export const upsertFieldValue = upsertInto(fieldValueTable);

export const deleteFieldValues = deleteFrom(fieldValueTable, ['applicationId', 'source']);

export const listRulings = rowsBy(ruling, ['applicationId']);

const rulingsOfRound = rowsOfRound(ruling);

export function listRoundRulings(store: ReadStore, roundId: string): Map<string, RulingRow[]> {
  return Map.groupBy(rulingsOfRound(store, roundId), (row) => row.applicationId);
}

export const upsertRuling = upsertInto(ruling);

export const deleteRuling = deleteFrom(ruling, ['applicationId', 'conditionId']);
