/** Histories of owned rows, read: whole, and those that two laptops left different. */
import { isConflict, shownHead, type Cell, type Content, type Head, type Version } from '../../../domain/exchange/lineage.ts';
import { isOfSheet, ownedKey, ownedTables, visitEntity, type OwnedKey } from '../../../domain/exchange/owned-tables.ts';
import { isPlainSheet, openLines, sheetInUse, type SaidBy, type SheetCells } from '../../../domain/exchange/sheet-in-use.ts';
import { saidBy, type SaidRow } from '../../../domain/exchange/said.ts';
import { visitInUse } from '../../../domain/exchange/visit-in-use.ts';
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

/** Every history, by entity. */
export function readAllCells(store: ReadStore): Map<string, Cell> {
  return toCells(store.sqlite.prepare(`SELECT ${cellColumns} FROM cell_version ORDER BY entity, id`).iterate() as Iterable<VersionRow>);
}

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

/** One sheet, its lines and its opinion. Needs {@link refreshLineage} before it. */
export function readSheetCells(store: ReadStore, personId: string, applicationId: string): SheetCells {
  const entity = `sheet:${personId}/${applicationId}`;
  const prefix = `score:${personId}/${applicationId}/`;
  const rows = statements(store)(`SELECT ${cellColumns} FROM cell_version WHERE entity >= ? AND entity < ? ORDER BY entity, id`).all(
    prefix,
    beyond(prefix),
  ) as VersionRow[];
  return {
    sheet: readCell(store, entity),
    scores: [...toCells(rows).values()],
    opinion: readCell(store, `opinion:${personId}/${applicationId}`),
  };
}

/** What the events on one sheet, its lines and its opinion said, here and on other laptops. */
export function readSaid(store: ReadStore, personId: string, applicationId: string): SaidBy {
  const prefix = `score:${personId}/${applicationId}/`;
  const where = '(entity IN (?, ?) OR (entity >= ? AND entity < ?))';
  const rows = statements(store)(
    `SELECT hash, device, kind, entity, at, new FROM event WHERE ${where} UNION ALL SELECT hash, device, kind, entity, at, new FROM foreign_event WHERE ${where}`,
  );
  const values = [`sheet:${personId}/${applicationId}`, `opinion:${personId}/${applicationId}`, prefix, beyond(prefix)];
  const byHash = new Map((rows.all(...values, ...values) as SaidRow[]).map((row) => [row.hash, row]));
  return saidBy((version) => byHash.get(version));
}

/** The sheets where what is in use may not be all that was said. */
function listSheetsInQuestion(store: ReadStore, split: readonly OwnedKey[]): (readonly [personId: string, applicationId: string])[] {
  const apart = statements(store)(
    // a line that was not sealed, or an opinion that was written over what was, under a seal
    `SELECT DISTINCT s.person_id AS personId, s.application_id AS applicationId FROM cell_version v
       JOIN sheet s ON s.person_id = substr(v.entity, 7, 36) AND s.application_id = substr(v.entity, 44, 36) AND s.state = 'submitted'
      WHERE v.content IS NOT NULL AND v.sealed = 0 AND v.entity >= 'score:' AND v.entity < 'score;'
     UNION SELECT s.person_id, s.application_id FROM cell_version v
       JOIN sheet s ON s.person_id = substr(v.entity, 9, 36) AND s.application_id = substr(v.entity, 46, 36) AND s.state = 'submitted'
      WHERE v.content IS NOT NULL AND v.sealed = 0 AND v.entity >= 'opinion:' AND v.entity < 'opinion;'
        AND EXISTS (SELECT 1 FROM cell_version o WHERE o.entity = v.entity AND o.sealed = 1)`,
  ).all() as { personId: string; applicationId: string }[];
  const pairs = [
    ...split.flatMap(({ table, values: [personId = '', applicationId = ''] }) =>
      isOfSheet(table) ? [[personId, applicationId] as const] : [],
    ),
    ...apart.map(({ personId, applicationId }) => [personId, applicationId] as const),
  ];
  return [...new Map(pairs.map((pair) => [pair.join('/'), pair])).values()];
}

export interface OpenCell {
  readonly cell: Cell;
  readonly key: OwnedKey;
  readonly applicationId: string;
  /** what is in use until somebody chooses; on a sheet, it may be none of the row's own heads */
  readonly shown: Head;
  /** what the events on the same sheet said */
  readonly said: SaidBy;
}

/** What the events on one row said, here and on other laptops. */
export function readSaidOf(store: ReadStore, entity: string): SaidBy {
  const rows = statements(store)(
    'SELECT hash, device, kind, entity, at, new FROM event WHERE entity = ? UNION ALL SELECT hash, device, kind, entity, at, new FROM foreign_event WHERE entity = ?',
  ).all(entity, entity) as SaidRow[];
  const byHash = new Map(rows.map((row) => [row.hash, row]));
  return saidBy((version) => byHash.get(version));
}

/** What the events on one visit and its parts said, here and on other laptops. */
export function readSaidOfVisit(store: ReadStore, visitId: string): SaidBy {
  const entity = visitEntity(visitId);
  const where = '(entity = ? OR (entity >= ? AND entity < ?))';
  const rows = statements(store)(
    `SELECT hash, device, kind, entity, at, new FROM event WHERE ${where} UNION ALL SELECT hash, device, kind, entity, at, new FROM foreign_event WHERE ${where}`,
  );
  const values = [entity, `${entity}/`, beyond(`${entity}/`)];
  const byHash = new Map((rows.all(...values, ...values) as SaidRow[]).map((row) => [row.hash, row]));
  return saidBy((version) => byHash.get(version));
}

/** What waits for a choice in the record of one visit. */
export function listOpenOfVisit(store: ReadStore, visitId: string): OpenCell[] {
  const cells = [...readVisitCells(store, [visitId]).values()];
  const open = cells.filter(isConflict);
  if (open.length === 0) return [];
  const said = readSaidOfVisit(store, visitId);
  const inUse = visitInUse(cells, said);
  return open.flatMap((cell) => {
    const key = ownedKey(cell.entity);
    const applicationId = key && parkOfKey(store, key);
    const shown = inUse.get(cell.entity);
    return key && shown && applicationId !== null ? [{ cell, key, applicationId, shown, said }] : [];
  });
}

/** What waits for a choice on one sheet. */
export function listOpenOfSheet(store: ReadStore, personId: string, applicationId: string): OpenCell[] {
  const cells = readSheetCells(store, personId, applicationId);
  if (isPlainSheet(cells)) return [];
  const said = readSaid(store, personId, applicationId);
  const inUse = sheetInUse(cells, said);
  const { sheet, lines } = { sheet: inUse.sheet, lines: inUse.lines };
  const open = [...openLines(cells, inUse), ...(cells.sheet && isConflict(cells.sheet) ? [cells.sheet] : [])];
  return open.flatMap((cell) => {
    const key = ownedKey(cell.entity);
    const shown = cell === cells.sheet ? sheet : lines.get(cell.entity);
    return key && shown ? [{ cell, key, applicationId, shown, said }] : [];
  });
}

/** Rows that two laptops left different and nobody has chosen between, with the park of each. */
export function listOpenCells(store: ReadStore): OpenCell[] {
  const split = listSplitCells(store).flatMap((cell) => {
    const key = ownedKey(cell.entity);
    return key ? [{ cell, key }] : [];
  });
  const others = split.flatMap(({ cell, key }) => {
    const applicationId = isConflict(cell) && !isOfSheet(key.table) && !key.table.shared ? parkOfKey(store, key) : null;
    const shown = shownHead(cell);
    return applicationId !== null && shown ? [{ cell, key, applicationId, shown, said: readSaidOf(store, cell.entity) }] : [];
  });
  const sheets = listSheetsInQuestion(
    store,
    split.map(({ key }) => key),
  ).flatMap(([personId, applicationId]) => listOpenOfSheet(store, personId, applicationId));
  const visits = new Set(split.flatMap(({ key }) => (key.table.shared ? [key.values[0] ?? ''] : [])));
  return [...others, ...sheets, ...[...visits].flatMap((visitId) => listOpenOfVisit(store, visitId))].sort((a, b) =>
    a.cell.entity < b.cell.entity ? -1 : a.cell.entity > b.cell.entity ? 1 : 0,
  );
}

/** Open choices on what one person wrote of one park: while there are any, the sheet cannot be submitted. */
export function countSheetConflicts(store: ReadStore, personId: string, applicationId: string): number {
  return listOpenCells(store).filter((one) => one.key.owner === personId && one.applicationId === applicationId).length;
}

/** Open choices by visit, of those visits that have any. */
export function countVisitChoices(store: ReadStore): ReadonlyMap<string, number> {
  const open = listSplitCells(store).flatMap((cell) => {
    const key = isConflict(cell) ? ownedKey(cell.entity) : null;
    return key?.table.shared ? [key.values[0] ?? ''] : [];
  });
  return new Map([...Map.groupBy(open, (visitId) => visitId)].map(([visitId, rows]) => [visitId, rows.length]));
}

/** Open choices in the record of one visit: while there are any, it cannot be closed. */
export function countVisitConflicts(store: ReadStore, visitId: string): number {
  return listOpenOfVisit(store, visitId).length;
}

/** Open choices by park, of those parks that have any. */
export function listOpenChoices(store: ReadStore, applicationIds: readonly string[]): { applicationId: string; count: number }[] {
  const parks = listOpenCells(store).map((one) => one.applicationId);
  return applicationIds
    .map((applicationId) => ({ applicationId, count: parks.filter((park) => park === applicationId).length }))
    .filter(({ count }) => count > 0);
}
