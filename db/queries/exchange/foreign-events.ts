/** Events that travel: the chains that go out with a file, and those of other devices that came with one. */
import { ownedKey, visitEntity, type OwnedKey } from '../../../domain/exchange/owned-tables.ts';
import { isFull, type TravellingEvent } from '../../../domain/exchange/parts.ts';
import { beyond, statements, type ReadStore, type WriteStore } from '../../store/open.ts';
import { hashEvent, type EventRow } from '../events.ts';

const eventColumns = 'device, seq, actor, at, kind, entity, old, new, reason, prev_hash AS prevHash, hash';

/** Which events go along in full; `key` null: of something that is nobody's row. */
export type TravelsInFull = (event: Pick<EventRow, 'actor' | 'hash' | 'kind'> & { readonly key: OwnedKey | null }) => boolean;

function travelling(row: Omit<EventRow, 'entity'> & { entity: string | null }, inFull: TravelsInFull): TravellingEvent {
  const { device, seq, prevHash, hash, entity, actor, at, kind, old, reason } = row;
  const key = entity === null ? null : ownedKey(entity);
  return entity !== null && inFull({ actor, hash, kind, key })
    ? { device, seq, actor, at, kind, entity, old, new: row.new, reason, prevHash, hash }
    : { device, seq, prevHash, hash };
}

/**
 * The chains that hold the events of a file: this device's first, then those of others. `whole`: with the places of
 * all other events between, so that the own chain shows no gap; else those in full alone.
 */
export function readChains(store: ReadStore, inFull: TravelsInFull, whole: boolean): TravellingEvent[][] {
  const prepare = statements(store);
  const own = (prepare(`SELECT ${eventColumns} FROM event ORDER BY seq`).all() as EventRow[]).map((row) => travelling(row, inFull));
  const foreign = (prepare(`SELECT ${eventColumns} FROM foreign_event ORDER BY device, seq, hash`).all() as EventRow[]).map((row) =>
    travelling(row, inFull),
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
      ? statements(store)(`${sql} >= ? AND entity < ? ORDER BY device, seq`).all(entity.slice(0, -1), beyond(entity.slice(0, -1)))
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
      .get(entity, `${entity}/`, beyond(`${entity}/`)) !== undefined
  );
}

/** Names of the events on visits that one person made, on whatever laptop. */
export function listVisitEventsBy(store: ReadStore, personId: string): Set<string> {
  const from = visitEntity('');
  const to = beyond(from);
  const rows = statements(store)(
    'SELECT hash FROM event WHERE actor = ? AND entity >= ? AND entity < ? UNION SELECT hash FROM foreign_event WHERE actor = ? AND entity >= ? AND entity < ?',
  );
  return new Set(rows.pluck().all(personId, from, to, personId, from, to) as string[]);
}
