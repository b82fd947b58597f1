/**
 * Merged returns against the events that took them in. The event names the chain that was signed and, since it is bound, what was signed
 * with its signature: a statement that was emptied, exchanged or taken away is not the one that the event knows.
 */
import type { Manifest } from '../../domain/exchange/manifest.ts';
import { bindingOf, getStatement, type Binding, type Statement } from '../queries/exchange/statements.ts';
import { statements, type ReadStore } from '../store/open.ts';

interface MergeEvent {
  readonly serial: string;
  readonly at: string;
  readonly now: {
    readonly personId?: string;
    readonly device?: string;
    readonly chain?: Manifest['chain'];
    /** absent in what was merged before it was bound */
    readonly statement?: Binding;
  };
}

interface FileRow {
  readonly personId: string;
  readonly manifest: string;
  readonly manifestSha256: string;
}

function* readMerges({ sqlite }: ReadStore): Generator<MergeEvent> {
  const rows = sqlite
    .prepare("SELECT substr(entity, instr(entity, ':') + 1) AS serial, at, new FROM event WHERE kind = 'exchange.merge' ORDER BY seq")
    .all() as { serial: string; at: string; new: string }[];
  for (const { serial, at, new: text } of rows) yield { serial, at, now: JSON.parse(text) as MergeEvent['now'] };
}

function getMerged(store: ReadStore, serial: string): FileRow | undefined {
  return statements(store)(
    "SELECT person_id AS personId, manifest, manifest_sha256 AS manifestSha256 FROM exchange_file WHERE serial = ? AND direction = 'merged'",
  ).get(serial) as FileRow | undefined;
}

/** Whether the file on record is the one that the event tells of. */
function isOfEvent({ serial, now }: MergeEvent, { personId, manifest, manifestSha256 }: FileRow): boolean {
  const said = JSON.parse(manifest) as Partial<Manifest>;
  return (
    now.personId === personId &&
    said.owner === personId &&
    said.serial === serial &&
    said.from?.device === now.device &&
    said.chain?.hash === now.chain?.hash &&
    said.chain?.seq === now.chain?.seq &&
    (now.statement === undefined || now.statement.manifest === manifestSha256)
  );
}

function isBound({ now }: MergeEvent, { manifestSha256, signature, cells }: Statement): boolean {
  if (now.statement === undefined) return true;
  if (signature === null || cells === null) return false;
  const kept = bindingOf(manifestSha256, { signature, cells });
  return kept.signature === now.statement.signature && kept.cells === now.statement.cells;
}

/** Returns and statements that are not those that the events of their merges tell of, and merges of which they are gone. */
export function findUnboundReturns(store: ReadStore): string[] {
  const found: string[] = [];
  const merged = new Set<string>();
  for (const event of readMerges(store)) {
    const { serial } = event;
    merged.add(serial);
    const file = getMerged(store, serial);
    const statement = getStatement(store, serial);
    if (!file || !isOfEvent(event, file) || !statement) found.push(`exchange_file:${serial}/merged`);
    else if (!isBound(event, statement)) found.push(`return_statement:${serial}`);
  }
  const rows = store.sqlite
    .prepare(
      `SELECT serial, 'exchange_file:' || serial || '/merged' AS name FROM exchange_file WHERE direction = 'merged'
       UNION ALL SELECT serial, 'return_statement:' || serial FROM return_statement`,
    )
    .all() as { serial: string; name: string }[];
  return [...found, ...rows.flatMap(({ serial, name }) => (merged.has(serial) ? [] : [name]))];
}

/** A return of which nothing that its owner signed is here: it was merged before that was kept. */
export interface Unproven {
  readonly serial: string;
  readonly personId: string;
  /** when it was merged */
  readonly at: string;
}

export function listUnprovenReturns(store: ReadStore): Unproven[] {
  return [...readMerges(store)].flatMap(({ serial, at, now }) =>
    getStatement(store, serial)?.signature === null && now.personId !== undefined ? [{ serial, personId: now.personId, at }] : [],
  );
}
