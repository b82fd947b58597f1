/** Histories of owned rows, read: whole, and those that two laptops left different. */
import { isConflict, type Cell, type Content, type Head, type Version } from '../../../domain/exchange/lineage.ts';
import { ownedKey, ownedTables, visitEntity, type OwnedKey } from '../../../domain/exchange/owned-tables.ts';
import { beyond, statements, type ReadStore } from '../../store/open.ts';

interface VersionRow {
  readonly entity: string;
  readonly id: string;
  readonly device: string;
  readonly parents: string;
  readonly sealed: number;
  readonly content: string | null;
  readonly at: string | null;
}

function toCells(rows: Iterable<VersionRow>): Map<string, Cell> {
  const cells = new Map<string, { entity: string; versions: Version[]; heads: Head[] }>();
  for (const row of rows) {
    let cell = cells.get(row.entity);
    if (!cell) cells.set(row.entity, (cell = { entity: row.entity, versions: [], heads: [] }));
    cell.versions.push({ id: row.id, device: row.device, parents: JSON.parse(row.parents) as string[], sealed: row.sealed === 1 });
    if (row.content !== null) cell.heads.push({ id: row.id, content: JSON.parse(row.content) as Content, at: row.at });
  }
  return cells;
}

const cellColumns = 'entity, id, device, parents, sealed, content, at';

/** All histories of one person's rows, by entity. Needs {@link refreshLineage} before it. */
export function readCells(store: ReadStore, owner: string): Map<string, Cell> {
  const prepare = statements(store);
  const personal = ownedTables.filter((table) => !table.shared);
  const rows = personal.flatMap(
    ({ name }) =>
      prepare(`SELECT ${cellColumns} FROM cell_version WHERE entity >= ? AND entity < ? ORDER BY entity, id`).all(
        `${name}:${owner}/`,
        beyond(`${name}:${owner}/`),
      ) as VersionRow[],
  );
  return toCells(rows);
}

/** All histories of the rows of these visits, by entity. Needs {@link refreshLineage} before it. */
export function readVisitCells(store: ReadStore, visitIds: readonly string[]): Map<string, Cell> {
  const select = statements(store)(
    `SELECT ${cellColumns} FROM cell_version WHERE entity = ? OR (entity >= ? AND entity < ?) ORDER BY entity, id`,
  );
  return toCells(visitIds.map(visitEntity).flatMap((entity) => select.all(entity, `${entity}/`, beyond(`${entity}/`)) as VersionRow[]));
}

export function readCell(store: ReadStore, entity: string): Cell | undefined {
  return toCells(statements(store)(`SELECT ${cellColumns} FROM cell_version WHERE entity = ? ORDER BY id`).all(entity) as VersionRow[]).get(
    entity,
  );
}

/** Rows with more than one head, which may be a conflict. */
export function listSplitCells(store: ReadStore): Cell[] {
  const rows = statements(store)(
    `SELECT ${cellColumns} FROM cell_version WHERE entity IN
       (SELECT entity FROM cell_version WHERE content IS NOT NULL GROUP BY entity HAVING count(*) > 1) ORDER BY entity, id`,
  ).all() as VersionRow[];
  return [...toCells(rows).values()];
}

/** The park that a row is about. */
export function parkOfKey(store: ReadStore, { table, values }: OwnedKey): string | null {
  const [first = '', second = ''] = values;
  return table.shared
    ? ((statements(store)('SELECT application_id FROM visit WHERE id = ?').pluck().get(first) as string | undefined) ?? null)
    : second;
}

/** Rows that two laptops left different and nobody has chosen between, with the park of each. */
export function listOpenCells(store: ReadStore): { readonly cell: Cell; readonly key: OwnedKey; readonly applicationId: string }[] {
  return listSplitCells(store).flatMap((cell) => {
    const key = isConflict(cell) ? ownedKey(cell.entity) : null;
    const applicationId = key && parkOfKey(store, key);
    return key && applicationId !== null ? [{ cell, key, applicationId }] : [];
  });
}

/** Open choices on one sheet: while there are any, it cannot be submitted. */
export function countSheetConflicts(store: ReadStore, personId: string, applicationId: string): number {
  return listOpenCells(store).filter((one) => one.key.owner === personId && one.applicationId === applicationId).length;
}

/** Open choices in the record of one visit: while there are any, it cannot be closed. */
export function countVisitConflicts(store: ReadStore, visitId: string): number {
  return listOpenCells(store).filter(({ key }) => key.owner === null && key.values[0] === visitId).length;
}

/** Open choices by park, of those parks that have any. */
export function listOpenChoices(store: ReadStore, applicationIds: readonly string[]): { applicationId: string; count: number }[] {
  const parks = listOpenCells(store).map((one) => one.applicationId);
  return applicationIds
    .map((applicationId) => ({ applicationId, count: parks.filter((park) => park === applicationId).length }))
    .filter(({ count }) => count > 0);
}
