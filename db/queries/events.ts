/**
 * The event chain: every write appends one row; its hash covers its content and the hash before it, so
 * that a later rewrite shows. The head is printed in every signed document.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import type { EventKind } from '../../domain/record/kinds.ts';
import { beyond, prepared, statements, type ReadStore, type WriteStore } from '../store/open.ts';
import { event, workspace } from '../schema/schema.ts';
import { insertInto, rowBy } from './rows.ts';

export interface NewEvent {
  /** who acted: a person's id, or `secretary` */
  readonly actor: string;
  readonly at: string;
  /** what happened, as `<noun>.<verb>` */
  readonly kind: EventKind;
  /** what it happened to, as `<table>:<key>` */
  readonly entity: string;
  readonly old?: unknown;
  readonly new?: unknown;
  readonly reason?: string | undefined;
}

export type EventRow = typeof event.$inferSelect;

/** What the first event builds on. */
export const genesis = '0'.repeat(64);

const selectHead = prepared((orm) =>
  orm.select({ seq: event.seq, hash: event.hash }).from(event).orderBy(desc(event.seq)).limit(1).prepare(),
);
const selectDevice = prepared((orm) => orm.select({ deviceId: workspace.deviceId }).from(workspace).limit(1).prepare());
const selectLastOf = prepared((orm) =>
  orm
    .select()
    .from(event)
    .where(eq(event.entity, sql.placeholder('entity')))
    .orderBy(desc(event.seq))
    .limit(1)
    .prepare(),
);
const insertEvent = insertInto(event);

type HashedPart = Omit<EventRow, 'hash'>;

/** SHA-256 over the canonical JSON (RFC 8785) of everything in the row but the hash itself. */
export function hashEvent(row: HashedPart): string {
  const { seq, device, actor, at, kind, entity, old, new: now, reason, prevHash } = row;
  const text = canonicalize({ seq, device, actor, at, kind, entity, old, new: now, reason, prevHash }) ?? '';
  return createHash('sha256').update(text).digest('hex');
}

function json(value: unknown): string | null {
  return value === undefined || value === null ? null : (canonicalize(value) ?? null);
}

/** Appends one event and gives its row. Only ever called inside the transaction it tells of. */
export function appendEvent(tx: WriteStore, entry: NewEvent): EventRow {
  const head = selectHead(tx).get();
  const part = {
    seq: (head?.seq ?? 0) + 1,
    device: selectDevice(tx).get()?.deviceId ?? '',
    actor: entry.actor,
    at: entry.at,
    kind: entry.kind,
    entity: entry.entity,
    old: json(entry.old),
    new: json(entry.new),
    reason: entry.reason ?? null,
    prevHash: head?.hash ?? genesis,
  };
  const row: EventRow = { ...part, hash: hashEvent(part) };
  insertEvent(tx, row);
  return row;
}

export function getChainHead(store: ReadStore): { seq: number; hash: string } | undefined {
  return selectHead(store).get();
}

/** A number that changes when another connection, of whatever process, has written; of this connection alone. */
export function dataVersion(store: ReadStore): number {
  return store.sqlite.pragma('data_version', { simple: true }) as number;
}

export function getLastEvent(store: ReadStore): EventRow | undefined {
  return store.orm.select().from(event).orderBy(desc(event.seq)).limit(1).get();
}

/** The last event of all things whose name begins so; 0 where there is none. */
export function lastSeqUnder(store: ReadStore, prefix: string): number {
  return store.sqlite
    .prepare('SELECT coalesce(max(seq), 0) FROM event WHERE entity >= ? AND entity < ?')
    .pluck()
    .get(prefix, beyond(prefix)) as number;
}

/** What the events after `seq` happened to, each once; at most `limit`. */
export function listEntitiesAfter(store: ReadStore, seq: number, limit: number): string[] {
  return store.sqlite.prepare('SELECT DISTINCT entity FROM event WHERE seq > ? LIMIT ?').pluck().all(seq, limit) as string[];
}

/** One event by its place in the chain. */
export const getEvent = rowBy(event, ['seq']);

/** The last event of one thing. */
export function getLastEventOf(store: ReadStore, entity: string): EventRow | undefined {
  return selectLastOf(store).get({ entity });
}

/** Oldest first. `entity` may end in `*` to match everything that begins so. */
export function listEvents(
  store: ReadStore,
  filter: { entity?: string | undefined; after?: number | undefined; limit: number },
): EventRow[] {
  const { entity } = filter;
  const conditions = [
    filter.after === undefined ? undefined : gt(event.seq, filter.after),
    entity === undefined
      ? undefined
      : entity.endsWith('*')
        ? sql`${event.entity} >= ${entity.slice(0, -1)} AND ${event.entity} < ${beyond(entity.slice(0, -1))}`
        : eq(event.entity, entity),
  ];
  return store.orm
    .select()
    .from(event)
    .where(and(...conditions))
    .orderBy(asc(event.seq))
    .limit(filter.limit)
    .all();
}

/** Newest first, for the window's log. */
export function listLatestEvents(store: ReadStore, limit: number): EventRow[] {
  return store.orm.select().from(event).orderBy(desc(event.seq)).limit(limit).all();
}

/** What a row of the log has to be: all that is named. */
export interface EventFilter {
  readonly kinds?: readonly string[] | undefined;
  /** instants in UTC: from the first, before the second */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** each of them acted, is what it happened to, or is named in what it says */
  readonly naming?: readonly string[] | undefined;
}

/** Of the events after `after` and up to `to`, those that pass, newest first. */
export function listEventsBetween(
  store: ReadStore,
  after: number,
  to: number,
  { kinds, from, until, naming = [] }: EventFilter,
): EventRow[] {
  const named = naming.map(
    (_, at) =>
      `AND (actor = @naming${at} OR instr(entity, @naming${at}) > 0 OR instr(coalesce(new, ''), @naming${at}) > 0 OR instr(coalesce(old, ''), @naming${at}) > 0)`,
  );
  return statements(store)(
    `SELECT seq, device, actor, at, kind, entity, old, new, reason, prev_hash AS prevHash, hash FROM event WHERE seq > @after AND seq <= @to
     ${kinds === undefined ? '' : 'AND kind IN (SELECT value FROM json_each(@kinds))'}
     ${from === undefined ? '' : 'AND at >= @from'} ${until === undefined ? '' : 'AND at < @until'} ${named.join(' ')} ORDER BY seq DESC`,
  ).all({
    after,
    to,
    ...(kinds !== undefined && { kinds: JSON.stringify(kinds) }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...Object.fromEntries(naming.map((one, at) => [`naming${at}`, one])),
  }) as EventRow[];
}

/** An event as far as it names something; what is absent is null. */
export interface NamingRow {
  readonly seq: number;
  readonly kind: string;
  readonly entity: string;
  readonly name: string | null;
  readonly parkName: string | null;
  readonly holder: string | null;
  readonly personId: string | null;
  readonly applicationId: string | null;
  readonly document: string | null;
  readonly on: string | null;
  /** JSON */
  readonly rubric: string | null;
  /** of whom it replaced, or as it stood before */
  readonly was: string | null;
}

/** What events after `after` call things; of the kinds named, oldest first. */
export function listNamingEvents(store: ReadStore, after: number, kinds: readonly EventKind[]): NamingRow[] {
  return statements(store)(
    `SELECT seq, kind, entity, new ->> '$.name' AS name, new ->> '$.parkName' AS parkName, new ->> '$.holder' AS holder,
            new ->> '$.personId' AS personId, new ->> '$.applicationId' AS applicationId, new ->> '$.kind' AS document,
            new ->> '$.visitedOn' AS "on", CASE kind WHEN 'round.setRubric' THEN new ELSE new -> '$.rubric' END AS rubric, old ->> '$.name' AS was
     FROM event WHERE seq > @after AND kind IN (SELECT value FROM json_each(@kinds)) ORDER BY seq`,
  ).all({ after, kinds: JSON.stringify(kinds) }) as NamingRow[];
}

/** Walks the whole chain; gives the sequence numbers where it does not hold. */
export function findBrokenEvents(store: ReadStore): number[] {
  const broken: number[] = [];
  let prevHash = genesis;
  let seq = 0;
  for (const row of store.sqlite
    .prepare('SELECT seq, device, actor, at, kind, entity, old, new, reason, prev_hash AS prevHash, hash FROM event ORDER BY seq')
    .iterate()) {
    const found = row as EventRow;
    if (found.seq !== seq + 1 || found.prevHash !== prevHash || hashEvent(found) !== found.hash) broken.push(found.seq);
    ({ seq, hash: prevHash } = found);
  }
  return broken;
}
