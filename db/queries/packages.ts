import { asc, eq } from 'drizzle-orm';
import type { FieldValue, Source } from '../../domain/model.ts';
import { smallestTraced, tracedFields, type TracedDocument } from '../../domain/package/shared.ts';
import { statements, type ReadStore, type WriteStore } from '../store/open.ts';
import { document, findingTable, packageTable } from '../schema/schema.ts';
import { rowBy, rowsBy } from './rows.ts';

export type PackageRow = typeof packageTable.$inferSelect;
export type DocumentRow = typeof document.$inferSelect;
export type FindingRow = typeof findingTable.$inferSelect;

export const getPackage = rowBy(packageTable, ['id']);

export const getDocument = rowBy(document, ['id']);

export const listDocuments = rowsBy(document, ['packageId'], asc(document.path));

export const listFindings = rowsBy(findingTable, ['packageId'], asc(findingTable.position));

/** A package in force with its park: what an import is planned against. */
export interface CurrentPackage {
  readonly applicationId: string;
  readonly packageId: string;
  readonly parkName: string;
  /** '' for an application on paper, which has no package of its own yet */
  readonly name: string;
  readonly sha256: string;
  /** what forms called the park, read or copied by a person; it may bear another name by now */
  readonly statedNames: readonly string[];
}

export function listCurrentPackages(store: ReadStore, roundId: string): CurrentPackage[] {
  const rows = statements(store)(
    `SELECT a.id AS applicationId, p.id AS packageId, a.park_name AS parkName, p.name, p.sha256,
       (SELECT json_group_array(json(v.value)) FROM field_value v
         WHERE v.application_id = a.id AND v.key = 'parkName' AND v.source IN ('form', 'typed') AND v.value IS NOT NULL) AS stated
     FROM application a JOIN package p ON p.id = a.package_id WHERE a.round_id = ? AND p.replaced_at IS NULL`,
  ).all(roundId) as (Omit<CurrentPackage, 'statedNames'> & { stated: string })[];
  return rows.map(({ stated, ...row }) => ({
    ...row,
    statedNames: (JSON.parse(stated) as unknown[]).filter((one): one is string => typeof one === 'string'),
  }));
}

export function insertPackage(tx: WriteStore, row: PackageRow, documents: readonly DocumentRow[], findings: readonly FindingRow[]): void {
  tx.orm.insert(packageTable).values(row).run();
  if (documents.length > 0) insertMany(documents, 100, (part) => tx.orm.insert(document).values(part).run());
  if (findings.length > 0) insertMany(findings, 100, (part) => tx.orm.insert(findingTable).values(part).run());
}

export function markPackageReplaced(tx: WriteStore, id: string, at: string): void {
  tx.orm.update(packageTable).set({ replacedAt: at }).where(eq(packageTable.id, id)).run();
}

/** All content hashes that rows point to: documents and photos. */
export function listBlobHashes(store: ReadStore): { sha256: string; bytes: number }[] {
  return store.sqlite
    .prepare(
      "SELECT sha256, bytes FROM document UNION SELECT sha256, bytes FROM visit_photo UNION SELECT e.value ->> 'sha256', e.value ->> 'bytes' FROM objection, json_each(objection.evidence) e",
    )
    .all() as { sha256: string; bytes: number }[];
}

/** SQLite bounds the parameters of one statement. */
function insertMany<T>(rows: readonly T[], size: number, insert: (part: T[]) => void): void {
  for (let from = 0; from < rows.length; from += size) insert(rows.slice(from, from + size));
}

/** What an application is compared by with the others of its round (domain/package/shared.ts): values of a few fields, and its files. */
export interface TracedPark {
  readonly applicationId: string;
  readonly parkName: string;
  readonly statements: { readonly key: string; readonly source: Source; readonly value: FieldValue }[];
  readonly documents: TracedDocument[];
}

const keys = [...tracedFields].map((key) => `'${key}'`).join(', ');
const one = '(@applicationId IS NULL OR a.id = @applicationId)';

/** The applications of a round in their order, or only one of them; a blank form, which everybody is given, is not among its files. */
export function listTracedParks(store: ReadStore, roundId: string, applicationId: string | null = null): TracedPark[] {
  const sql = statements(store);
  const asked = { roundId, applicationId };
  const parks = sql(
    `SELECT a.id AS applicationId, a.park_name AS parkName FROM application a WHERE a.round_id = @roundId AND ${one} ORDER BY a.created_at, a.id`,
  ).all(asked) as { applicationId: string; parkName: string }[];
  const byId = new Map(parks.map((park): [string, TracedPark] => [park.applicationId, { ...park, statements: [], documents: [] }]));
  const values = sql(
    `SELECT a.id AS id, v.key, v.source, v.value FROM application a JOIN field_value v ON v.application_id = a.id AND v.key IN (${keys})
      WHERE a.round_id = @roundId AND ${one} AND v.value IS NOT NULL`,
  ).all(asked) as { id: string; key: string; source: Source; value: string }[];
  for (const { id, key, source, value } of values) byId.get(id)?.statements.push({ key, source, value: JSON.parse(value) as FieldValue });
  const documents = sql(
    `SELECT a.id AS id, d.path, d.kind, d.bytes, d.sha256 FROM application a JOIN document d ON d.package_id = a.package_id
      WHERE a.round_id = @roundId AND ${one} AND d.bytes >= ${smallestTraced}
        AND NOT (d.kind = 'form' AND EXISTS (SELECT 1 FROM finding f WHERE f.package_id = a.package_id AND f.code = 'form-blank'))
      ORDER BY d.path`,
  ).all(asked) as ({ id: string } & TracedDocument)[];
  for (const { id, ...document } of documents) byId.get(id)?.documents.push(document);
  return [...byId.values()];
}
