import { and, asc, eq, isNull } from 'drizzle-orm';
import type { ReadStore, WriteStore } from '../store/open.ts';
import { application, document, findingTable, packageTable } from '../schema/schema.ts';
import { rowBy, rowsBy } from './rows.ts';

export type PackageRow = typeof packageTable.$inferSelect;
export type DocumentRow = typeof document.$inferSelect;
export type FindingRow = typeof findingTable.$inferSelect;

export const getPackage = rowBy(packageTable, ['id']);

export const getDocument = rowBy(document, ['id']);

export const listDocuments = rowsBy(document, ['packageId'], asc(document.path));

export const listFindings = rowsBy(findingTable, ['packageId'], asc(findingTable.position));

/** The packages of a round that are in force, each with its park: what an import is planned against. */
export function listCurrentPackages(
  store: ReadStore,
  roundId: string,
): { applicationId: string; packageId: string; parkName: string; operator: string | null; sha256: string }[] {
  return store.orm
    .select({
      applicationId: application.id,
      packageId: packageTable.id,
      parkName: application.parkName,
      operator: application.operator,
      sha256: packageTable.sha256,
    })
    .from(application)
    .innerJoin(packageTable, eq(packageTable.id, application.packageId))
    .where(and(eq(application.roundId, roundId), isNull(packageTable.replacedAt)))
    .all();
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
