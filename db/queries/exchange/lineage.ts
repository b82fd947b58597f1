/** Histories of owned rows, events of other devices, and the files that carried them. */
import type { Statement } from 'better-sqlite3';
import { and, desc, eq } from 'drizzle-orm';
import { growLineage, isConflict, type Cell, type Content, type Head, type Version } from '../../../domain/exchange/lineage.ts';
import { contentNames, ownedKey, ownedTables, visitEntity, type OwnedKey, type OwnedTable } from '../../../domain/exchange/owned-tables.ts';
import { isFull, type TravellingEvent } from '../../../domain/exchange/parts.ts';
import type { CellChange } from '../../../domain/exchange/plan-merge.ts';
import { perConnection, type ReadStore, type WriteStore } from '../../store/open.ts';
import { exchangeFile } from '../../schema/schema.ts';
import { hashEvent, type EventRow } from '../events.ts';

export type ExchangeFileRow = typeof exchangeFile.$inferSelect;

const last = '\u{10ffff}';

/** Statements by their text, once a connection. */
const statements = perConnection(({ sqlite }) => {
  const made = new Map<string, Statement>();
  return (sql: string): Statement => {
    const before = made.get(sql);
    if (before) return before;
    const statement = sqlite.prepare(sql);
    made.set(sql, statement);
    return statement;
  };
});

// --- rows -------------------------------------------------------------------------------------

/** What a row says now, whichever shape it has; all null where it is not there. */
function readRow(store: ReadStore, { table, values }: OwnedKey): { content: Content; at: string | null } {
  const content: Record<string, string | number | null> = Object.fromEntries(contentNames(table).map((name) => [name, null]));
  let at: string | null = null;
  for (const shape of table.shapes) {
    const names = Object.entries(shape.columns);
    const row = statements(store)(
      `SELECT ${names.map(([name, column]) => `${column} AS "${name}"`).join(', ')}, ${shape.time ?? 'NULL'} AS "@at" FROM ${shape.table} WHERE ${table.key.map((key) => `${key} = ?`).join(' AND ')}`,
    ).get(...values) as Record<string, string | number | null> | undefined;
    if (!row) continue;
    for (const [name] of names) content[name] = row[name] ?? null;
    at = row['@at'] === undefined ? null : (row['@at'] as string | null);
  }
  return { content, at };
}

interface ShapeWriter {
  readonly names: readonly string[];
  readonly isTimed: boolean;
  readonly upsert: Statement;
  readonly remove: Statement;
  /** the row's counter in this shape; null where the shape has none */
  readonly held: Statement | null;
}

interface RowWriter {
  readonly goes: boolean;
  readonly under: { readonly insert: Statement; readonly keys: number } | null;
  readonly shapes: readonly ShapeWriter[];
  /** drafts made in this transaction need not be made again */
  readonly made: Set<string>;
}

function rowWriter(tx: WriteStore, table: OwnedTable): RowWriter {
  const prepare = statements(tx);
  const under = ownedTables.find((other) => other.name === table.under);
  const where = table.key.map((key) => `${key} = ?`).join(' AND ');
  return {
    goes: table.goes ?? false,
    under: under
      ? {
          insert: prepare(
            `INSERT INTO ${under.name} (${under.key.join(', ')}, state) VALUES (${under.key.map(() => '?').join(', ')}, 'draft') ON CONFLICT DO NOTHING`,
          ),
          keys: under.key.length,
        }
      : null,
    shapes: table.shapes.map((shape) => {
      const columns = [
        ...Object.values(shape.columns),
        ...(shape.time === undefined ? [] : [shape.time]),
        ...(shape.counter === undefined ? [] : [shape.counter]),
      ];
      return {
        names: Object.keys(shape.columns),
        isTimed: shape.time !== undefined,
        upsert: prepare(
          `INSERT INTO ${shape.table} (${[...table.key, ...columns].join(', ')}) VALUES (${[...table.key, ...columns].map(() => '?').join(', ')})
           ON CONFLICT (${table.primary ?? table.key.join(', ')}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
        ),
        remove: prepare(`DELETE FROM ${shape.table} WHERE ${where}`),
        held: shape.counter === undefined ? null : prepare(`SELECT ${shape.counter} FROM ${shape.table} WHERE ${where}`).pluck(),
      };
    }),
    made: new Set(),
  };
}

/** Makes a row say what a head says. Under which it stands is made as a draft where it is missing. */
function writeRow(writer: RowWriter, values: readonly string[], head: Head): void {
  const { goes, under, shapes, made } = writer;
  if (under) {
    const keys = values.slice(0, under.keys);
    const name = keys.join('/');
    if (!made.has(name)) under.insert.run(...keys);
    made.add(name);
  }
  const counter = shapes.reduce((most, { held }) => Math.max(most, held ? ((held.get(...values) as number | undefined) ?? 0) : 0), 0) + 1;
  for (const { names, isTimed, upsert, remove, held } of shapes) {
    const [marker = ''] = names;
    // a sheet stays: its scores stand on it
    if ((head.content[marker] ?? null) === null) {
      if (goes) remove.run(...values);
    } else
      upsert.run(...values, ...names.map((name) => head.content[name] ?? null), ...(isTimed ? [head.at] : []), ...(held ? [counter] : []));
  }
}

// --- histories --------------------------------------------------------------------------------

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
          .all(prefix, prefix + last) as string[],
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
        `${name}:${owner}/${last}`,
      ) as VersionRow[],
  );
  return toCells(rows);
}

/** All histories of the rows of these visits, by entity. Needs {@link refreshLineage} before it. */
export function readVisitCells(store: ReadStore, visitIds: readonly string[]): Map<string, Cell> {
  const select = statements(store)(
    `SELECT ${cellColumns} FROM cell_version WHERE entity = ? OR (entity >= ? AND entity < ?) ORDER BY entity, id`,
  );
  return toCells(visitIds.map(visitEntity).flatMap((entity) => select.all(entity, `${entity}/`, `${entity}/${last}`) as VersionRow[]));
}

/** Names of the events on visits that one person made, on whatever laptop. */
export function listVisitEventsBy(store: ReadStore, personId: string): Set<string> {
  const [from, to] = [visitEntity(''), visitEntity(last)];
  const rows = statements(store)(
    'SELECT hash FROM event WHERE actor = ? AND entity >= ? AND entity < ? UNION SELECT hash FROM foreign_event WHERE actor = ? AND entity >= ? AND entity < ?',
  );
  return new Set(rows.pluck().all(personId, from, to, personId, from, to) as string[]);
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

/** Makes one row say something, apart from any merge: what a person chose. The caller appends the event. */
export function writeOwned(tx: WriteStore, key: OwnedKey, head: Head): void {
  writeRow(rowWriter(tx, key.table), key.values, head);
}

// --- events -----------------------------------------------------------------------------------

const eventColumns = 'device, seq, actor, at, kind, entity, old, new, reason, prev_hash AS prevHash, hash';

/** Which events go along in full; `key` null: of something that is nobody's row. */
export type Told = (event: Pick<EventRow, 'actor' | 'hash' | 'kind'> & { readonly key: OwnedKey | null }) => boolean;

function travelling(row: Omit<EventRow, 'entity'> & { entity: string | null }, told: Told): TravellingEvent {
  const { device, seq, prevHash, hash, entity, actor, at, kind, old, reason } = row;
  const key = entity === null ? null : ownedKey(entity);
  return entity !== null && told({ actor, hash, kind, key })
    ? { device, seq, actor, at, kind, entity, old, new: row.new, reason, prevHash, hash }
    : { device, seq, prevHash, hash };
}

/**
 * The chains that hold the events of a file: this device's first, then those of others. `whole`: with the places of
 * all other events between, so that the own chain shows no gap; else those in full alone.
 */
export function readChains(store: ReadStore, told: Told, whole: boolean): TravellingEvent[][] {
  const prepare = statements(store);
  const own = (prepare(`SELECT ${eventColumns} FROM event ORDER BY seq`).all() as EventRow[]).map((row) => travelling(row, told));
  const foreign = (prepare(`SELECT ${eventColumns} FROM foreign_event ORDER BY device, seq, hash`).all() as EventRow[]).map((row) =>
    travelling(row, told),
  );
  const others = [...Map.groupBy(foreign, (event) => event.device).values()].filter((chain) => chain.some(isFull));
  const all = [own, ...others];
  return whole ? all : all.map((chain) => chain.filter(isFull));
}

/** The first event of the chains that does not hold together; null where all do. */
export function findBrokenLink(chains: readonly (readonly TravellingEvent[])[]): number | null {
  for (const chain of chains) {
    const hashes = new Map(chain.map((event) => [event.hash, event.seq]));
    const places = new Set(chain.map((event) => event.seq));
    for (const event of chain) {
      if (isFull(event) && hashEvent(event) !== event.hash) return event.seq;
      // where the number before is here, one event with it must be the one that this builds on
      if (event.seq > 1 && places.has(event.seq - 1) && hashes.get(event.prevHash) !== event.seq - 1) return event.seq;
    }
  }
  return null;
}

/** Who made an event on a row, here or elsewhere. */
export function getActor(store: ReadStore, entity: string, hash: string): string | undefined {
  return statements(store)(
    'SELECT actor FROM event WHERE entity = ? AND hash = ? UNION ALL SELECT actor FROM foreign_event WHERE entity = ? AND hash = ? LIMIT 1',
  )
    .pluck()
    .get(entity, hash, entity, hash) as string | undefined;
}

/** Whether an event is this device's own, or came before. */
export function isKnownEvent(store: ReadStore, { seq, hash }: Pick<EventRow, 'seq' | 'hash'>): boolean {
  const prepare = statements(store);
  return (
    prepare('SELECT 1 FROM event WHERE seq = ? AND hash = ?').pluck().get(seq, hash) !== undefined ||
    prepare('SELECT 1 FROM foreign_event WHERE hash = ?').pluck().get(hash) !== undefined
  );
}

/** Keeps other devices' events; gives how many were new. */
export function insertForeignEvents(tx: WriteStore, chains: readonly (readonly TravellingEvent[])[]): number {
  const prepare = statements(tx);
  const isOwn = prepare('SELECT 1 FROM event WHERE seq = ? AND hash = ?').pluck();
  const insert = prepare(
    `INSERT INTO foreign_event (hash, device, seq, prev_hash, actor, at, kind, entity, old, new, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (hash) DO UPDATE SET actor = excluded.actor, at = excluded.at, kind = excluded.kind, entity = excluded.entity, old = excluded.old, new = excluded.new, reason = excluded.reason
     WHERE foreign_event.entity IS NULL AND excluded.entity IS NOT NULL`,
  );
  let added = 0;
  for (const event of chains.flat()) {
    if (isOwn.get(event.seq, event.hash) !== undefined) continue;
    const full = isFull(event) ? event : undefined;
    added += insert.run(
      event.hash,
      event.device,
      event.seq,
      event.prevHash,
      full?.actor ?? null,
      full?.at ?? null,
      full?.kind ?? null,
      full?.entity ?? null,
      full?.old ?? null,
      full?.new ?? null,
      full?.reason ?? null,
    ).changes;
  }
  return added;
}

/** Devices that wrote two different events under one number: a copied folder, a restored backup, or a rewritten past. */
export function listForks(store: ReadStore): { device: string; seq: number }[] {
  return statements(store)(
    `SELECT device, seq FROM (SELECT device, seq, hash FROM foreign_event UNION SELECT device, seq, hash FROM event)
      GROUP BY device, seq HAVING count(*) > 1 ORDER BY device, seq`,
  ).all() as { device: string; seq: number }[];
}

/** What other devices did to a row, oldest first by their own count. */
export function listForeignEvents(store: ReadStore, entity: string): EventRow[] {
  const sql = `SELECT ${eventColumns} FROM foreign_event WHERE entity`;
  return (
    entity.endsWith('*')
      ? statements(store)(`${sql} >= ? AND entity < ? ORDER BY device, seq`).all(entity.slice(0, -1), entity.slice(0, -1) + last)
      : statements(store)(`${sql} = ? ORDER BY device, seq`).all(entity)
  ) as EventRow[];
}

/** Kept events of others whose content does not give their hash. */
export function findBrokenForeignEvents(store: ReadStore): string[] {
  const rows = store.sqlite.prepare(`SELECT ${eventColumns} FROM foreign_event WHERE entity IS NOT NULL`).iterate() as Iterable<EventRow>;
  const broken: string[] = [];
  for (const row of rows) if (hashEvent(row) !== row.hash) broken.push(`${row.device}:${row.seq}`);
  return broken;
}

/** Whether anything of a row, or of the rows under it, came from another device. */
export function hasForeignEvents(store: ReadStore, entity: string): boolean {
  return (
    statements(store)('SELECT 1 FROM foreign_event WHERE entity = ? OR (entity >= ? AND entity < ?) LIMIT 1')
      .pluck()
      .get(entity, `${entity}/`, `${entity}/${last}`) !== undefined
  );
}

// --- files ------------------------------------------------------------------------------------

export function insertExchangeFile(tx: WriteStore, row: ExchangeFileRow): void {
  tx.orm.insert(exchangeFile).values(row).run();
}

export function getExchangeFile(store: ReadStore, serial: string, direction: ExchangeFileRow['direction']): ExchangeFileRow | undefined {
  return store.orm
    .select()
    .from(exchangeFile)
    .where(and(eq(exchangeFile.serial, serial), eq(exchangeFile.direction, direction)))
    .get();
}

/** Newest first. */
export function listExchangeFiles(
  store: ReadStore,
  filter: { roundId?: string; personId?: string; direction?: ExchangeFileRow['direction'] },
): ExchangeFileRow[] {
  const { roundId, personId, direction } = filter;
  return store.orm
    .select()
    .from(exchangeFile)
    .where(
      and(
        roundId === undefined ? undefined : eq(exchangeFile.roundId, roundId),
        personId === undefined ? undefined : eq(exchangeFile.personId, personId),
        direction === undefined ? undefined : eq(exchangeFile.direction, direction),
      ),
    )
    .orderBy(desc(exchangeFile.at), desc(exchangeFile.chainSeq), desc(exchangeFile.serial))
    .all();
}

/** The people whose tasks were opened on this machine: it is theirs, and no office. */
export function listTaskOwners(store: ReadStore): string[] {
  return statements(store)("SELECT DISTINCT person_id FROM exchange_file WHERE direction = 'opened' ORDER BY person_id")
    .pluck()
    .all() as string[];
}
