/** Histories of owned rows, written: this device's own events taken in, and the changes of a merge. */
import { growLineage, type Head } from '../../../domain/exchange/lineage.ts';
import { ownedKey, ownedTables, type OwnedKey, type OwnedTable } from '../../../domain/exchange/owned-tables.ts';
import type { CellChange } from '../../../domain/exchange/plan-merge.ts';
import { beyond, statements, type WriteStore } from '../../store/open.ts';
import type { EventRow } from '../events.ts';
import { readRow, rowWriter, writeRow } from './owned-rows.ts';

const insertVersion =
  'INSERT INTO cell_version (entity, id, device, parents, sealed, content, at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';

/**
 * Takes this device's own events since the last time into the histories. Heads change by a merge only, and every
 * merge begins with this, so what an event took the place of is what stands here.
 */
export function refreshLineage(tx: WriteStore): void {
  const prepare = statements(tx);
  const cursor = prepare('SELECT seq FROM lineage_cursor').pluck().get() as number;
  const rows = prepare('SELECT seq, hash, device, entity, kind, new FROM event WHERE seq > ? ORDER BY seq').all(cursor) as Pick<
    EventRow,
    'seq' | 'hash' | 'device' | 'entity' | 'kind' | 'new'
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
  for (const entity of growth.heads.keys())
    prepare('UPDATE cell_version SET content = NULL, at = NULL WHERE entity = ? AND content IS NOT NULL').run(entity);
  for (const { entity, version } of growth.versions) {
    const key = growth.heads.get(entity) === version.id ? ownedKey(entity) : null;
    const row = key && readRow(tx, key);
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
