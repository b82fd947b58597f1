/** Histories of owned rows, written: this device's own events taken in, and the changes of a merge. */
import { growLineage, takeBackKind, type Content, type Head } from '../../../domain/exchange/lineage.ts';
import { ownedKey, ownedTables, type OwnedKey, type OwnedTable } from '../../../domain/exchange/owned-tables.ts';
import type { CellChange } from '../../../domain/exchange/plan-merge.ts';
import { timeOfEvent } from '../../../domain/exchange/said.ts';
import { contentOfEvent, isPlainSheet, saysTheSame, sheetInUse } from '../../../domain/exchange/sheet-in-use.ts';
import { visitInUse } from '../../../domain/exchange/visit-in-use.ts';
import { beyond, statements, type WriteStore } from '../../store/open.ts';
import type { EventRow } from '../events.ts';
import { readSaid, readSaidOfVisit, readSheetCells, readVisitCells } from './cells.ts';
import { readRow, rowWriter, writeOwned, writeRow } from './owned-rows.ts';

const insertVersion =
  'INSERT INTO cell_version (entity, id, device, parents, sealed, content, at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';

/**
 * Takes this device's own events since the last time into the histories. Heads change by a merge only, and every
 * merge begins with this, so what an event took the place of is what stands here.
 */
export function refreshLineage(tx: WriteStore): void {
  const prepare = statements(tx);
  const cursor = prepare('SELECT seq FROM lineage_cursor').pluck().get() as number;
  const rows = prepare('SELECT seq, hash, device, entity, kind, at, new FROM event WHERE seq > ? ORDER BY seq').all(cursor) as Pick<
    EventRow,
    'seq' | 'hash' | 'device' | 'entity' | 'kind' | 'at' | 'new'
  >[];
  const newest = rows.at(-1);
  if (!newest) return;
  const growth = growLineage(
    {
      headsOf: (entity) => prepare('SELECT id FROM cell_version WHERE entity = ? AND content IS NOT NULL').pluck().all(entity) as string[],
      entitiesUnder: (prefix) =>
        prepare('SELECT DISTINCT entity FROM cell_version WHERE entity >= ? AND entity < ?')
          .pluck()
          .all(prefix, beyond(prefix)) as string[],
    },
    rows
      .filter((row) => ownedKey(row.entity) !== null)
      .map((row) => ({
        hash: row.hash,
        device: row.device,
        entity: row.entity,
        kind: row.kind,
        now: row.new === null ? null : (JSON.parse(row.new) as unknown),
      })),
  );
  const drop = prepare(
    'UPDATE cell_version SET content = NULL, at = NULL WHERE entity = ? AND content IS NOT NULL AND id NOT IN (SELECT value FROM json_each(?))',
  );
  for (const [entity, heads] of growth.heads) drop.run(entity, JSON.stringify(heads));
  const events = new Map(rows.map((row) => [row.hash, row]));
  for (const { entity, version } of growth.versions) {
    const key = growth.heads.get(entity)?.includes(version.id) ? ownedKey(entity) : null;
    const event = events.get(version.id);
    // of what stands side by side again, the table shows one only
    const row = key && (event?.kind === takeBackKind ? stated(key.table, event) : readRow(tx, key));
    prepare(insertVersion).run(
      entity,
      version.id,
      version.device,
      JSON.stringify(version.parents),
      Number(version.sealed),
      row && JSON.stringify(row.content),
      row && row.at,
    );
  }
  prepare('UPDATE lineage_cursor SET seq = ?').run(newest.seq);
}

function stated(table: OwnedTable, event: Pick<EventRow, 'kind' | 'at' | 'new'>): { content: Content; at: string | null } {
  const now: unknown = event.new === null ? null : JSON.parse(event.new);
  return { content: contentOfEvent(table, now), at: timeOfEvent(table, event.kind, event.at, now) };
}

const tableOrder = new Map<OwnedTable, number>(ownedTables.map((table, index) => [table, index]));

/** Writes a planned merge: histories, and the rows whose content in use changes. */
export function applyChanges(tx: WriteStore, changes: readonly CellChange[]): void {
  const prepare = statements(tx);
  const insert = prepare(insertVersion);
  const drop = prepare('UPDATE cell_version SET content = NULL, at = NULL WHERE entity = ? AND id = ?');
  const raise = prepare('UPDATE cell_version SET content = ?, at = ? WHERE entity = ? AND id = ?');
  const due: { key: OwnedKey; head: Head }[] = [];
  for (const { entity, addVersions, addHeads, dropHeads, show } of changes) {
    const heads = new Map(addHeads.map((head) => [head.id, head]));
    for (const version of addVersions) {
      const head = heads.get(version.id);
      heads.delete(version.id);
      insert.run(
        entity,
        version.id,
        version.device,
        JSON.stringify(version.parents),
        Number(version.sealed),
        head ? JSON.stringify(head.content) : null,
        head?.at ?? null,
      );
    }
    for (const head of heads.values()) raise.run(JSON.stringify(head.content), head.at, entity, head.id);
    for (const id of dropHeads) drop.run(entity, id);
    const key = show && ownedKey(entity);
    if (key) due.push({ key, head: show });
  }
  due.sort((a, b) => (tableOrder.get(a.key.table) ?? 0) - (tableOrder.get(b.key.table) ?? 0));
  const writers = new Map(ownedTables.map((table) => [table, rowWriter(tx, table)]));
  for (const { key, head } of due) {
    const writer = writers.get(key.table);
    if (writer) writeRow(writer, key.values, head);
  }
}

/** Makes a sheet and its lines say what is in use of them. Needs {@link refreshLineage} before it. */
export function showSheet(tx: WriteStore, personId: string, applicationId: string): void {
  const cells = readSheetCells(tx, personId, applicationId);
  if (isPlainSheet(cells)) return;
  const { sheet, lines } = sheetInUse(cells, readSaid(tx, personId, applicationId));
  show(tx, [...(cells.sheet && sheet ? [[cells.sheet.entity, sheet] as const] : []), ...lines]);
}

/** Makes the record of a visit say what is in use of it. Needs {@link refreshLineage} before it. */
export function showVisit(tx: WriteStore, visitId: string): void {
  const cells = [...readVisitCells(tx, [visitId]).values()];
  show(tx, visitInUse(cells, readSaidOfVisit(tx, visitId)));
}

function show(tx: WriteStore, due: Iterable<readonly [entity: string, head: Head]>): void {
  for (const [entity, head] of due) {
    const key = ownedKey(entity);
    if (!key) continue;
    const row = readRow(tx, key);
    if (row.at !== head.at || !saysTheSame(key.table, row.content, head.content)) writeOwned(tx, key, head);
  }
}
