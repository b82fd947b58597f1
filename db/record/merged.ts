/**
 * Files that came in against the events that took them in: merged returns and opened tasks. The event names the chain that was signed and,
 * since it is bound, what was signed with its signature: a statement that was emptied, exchanged or taken away is not the one that the
 * event knows.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Manifest } from '../../domain/exchange/manifest.ts';
import { bindingOf, getStatement, type Binding, type Incoming, type Statement } from '../queries/exchange/statements.ts';
import { statements, type ReadStore } from '../store/open.ts';

export interface Taking {
  readonly direction: Incoming;
  readonly serial: string;
  readonly seq: number;
  readonly at: string;
  readonly now: {
    /** absent in what was opened before statements were kept */
    readonly personId?: string;
    readonly device?: string;
    readonly chain?: Manifest['chain'];
    /** absent in what came before it was bound */
    readonly statement?: Binding;
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

interface FileRow {
  readonly personId: string;
  readonly manifest: string;
  readonly manifestSha256: string;
}

/** The events of merges and of openings, in their order. */
export function* readTakings({ sqlite }: ReadStore): Generator<Taking> {
  const rows = sqlite
    .prepare(
      `SELECT CASE kind WHEN 'exchange.open' THEN 'opened' ELSE 'merged' END AS direction, substr(entity, instr(entity, ':') + 1) AS serial, seq, at, new
         FROM event WHERE kind IN ('exchange.merge', 'exchange.open') ORDER BY seq`,
    )
    .all() as (Omit<Taking, 'now'> & { new: string })[];
  for (const { new: text, ...row } of rows) yield { ...row, now: JSON.parse(text) as Taking['now'] };
}

function getFile(store: ReadStore, { serial, direction }: Taking): FileRow | undefined {
  return statements(store)(
    'SELECT person_id AS personId, manifest, manifest_sha256 AS manifestSha256 FROM exchange_file WHERE serial = ? AND direction = ?',
  ).get(serial, direction) as FileRow | undefined;
}

/** Whether the file on record is the one that the event tells of. */
function isOfEvent({ serial, now, direction }: Taking, { personId, manifest, manifestSha256 }: FileRow): boolean {
  const said = JSON.parse(manifest) as Partial<Manifest>;
  return (
    (now.personId === personId || (direction === 'opened' && now.personId === undefined)) &&
    said.owner === personId &&
    said.serial === serial &&
    said.from?.device === now.device &&
    said.chain?.hash === now.chain?.hash &&
    said.chain?.seq === now.chain?.seq &&
    (now.statement === undefined || now.statement.manifest === manifestSha256)
  );
}

function isBound({ now }: Taking, { manifestSha256, signature, cells }: Statement): boolean {
  if (now.statement === undefined) return true;
  if (signature === null || cells === null) return false;
  const kept = bindingOf(manifestSha256, { signature, cells });
  return kept.signature === now.statement.signature && kept.cells === now.statement.cells;
}

/** Nothing was kept of tasks before their events say what; of returns the migration left an empty row. */
const isKept = ({ direction, now }: Taking): boolean => direction === 'merged' || now.statement !== undefined;

/** Files and statements that are not those that the events tell of which took them in, and events of which they are gone. */
export function findUnboundFiles(store: ReadStore): string[] {
  const found: string[] = [];
  const told = new Set<string>();
  const kept = new Set<string>();
  for (const event of readTakings(store)) {
    const { serial, direction } = event;
    told.add(`${serial}/${direction}`);
    if (isKept(event)) kept.add(serial);
    const file = getFile(store, event);
    const statement = getStatement(store, serial, direction);
    if (!file || !isOfEvent(event, file) || (isKept(event) && !statement)) found.push(`exchange_file:${serial}/${direction}`);
    else if (statement && !isBound(event, statement)) found.push(`return_statement:${serial}`);
  }
  const { sqlite } = store;
  const files = sqlite.prepare("SELECT serial || '/' || direction FROM exchange_file WHERE direction IN ('merged', 'opened')").pluck();
  const serials = sqlite.prepare('SELECT serial FROM return_statement').pluck();
  return [
    ...found,
    ...(files.all() as string[]).filter((name) => !told.has(name)).map((name) => `exchange_file:${name}`),
    ...(serials.all() as string[]).filter((serial) => !kept.has(serial)).map((serial) => `return_statement:${serial}`),
  ];
}

/** A file of which nothing that was signed is here: it came before that was kept. */
export interface Unproven {
  readonly direction: Incoming;
  readonly serial: string;
  readonly personId: string;
  /** when it was merged or opened */
  readonly at: string;
}

export function listUnproven(store: ReadStore): Unproven[] {
  return [...readTakings(store)].flatMap((event) => {
    const { direction, serial, at, now } = event;
    const personId = now.personId ?? getFile(store, event)?.personId;
    const isUnproven = direction === 'merged' ? getStatement(store, serial)?.signature === null : now.statement === undefined;
    return isUnproven && personId !== undefined ? [{ direction, serial, personId, at }] : [];
  });
}

/** Files that were written here and are not, as rows, what the events of their writing tell of; rows of which no event tells, and events of which the row is gone. */
export function findUntoldSent({ sqlite }: ReadStore): string[] {
  const events = sqlite
    .prepare(
      `SELECT CASE kind WHEN 'exchange.issue' THEN 'issued' ELSE 'returned' END AS direction, substr(entity, instr(entity, ':') + 1) AS serial, new
         FROM event WHERE kind IN ('exchange.issue', 'exchange.return')`,
    )
    .all() as { direction: string; serial: string; new: string }[];
  const told = new Map(events.map(({ direction, serial, new: text }) => [`${serial}/${direction}`, text]));
  const rows = sqlite
    .prepare(
      `SELECT serial || '/' || direction AS name, person_id AS personId, manifest, manifest_sha256 AS manifestSha256 FROM exchange_file
        WHERE direction IN ('issued', 'returned')`,
    )
    .all() as (FileRow & { readonly name: string })[];
  const held = new Map(rows.map((row) => [row.name, row]));
  return [...new Set([...told.keys(), ...held.keys()])]
    .filter((name) => {
      const [text, row] = [told.get(name), held.get(name)];
      return text === undefined || !row || !isWritten(JSON.parse(text) as Taking['now'] & { readonly to?: string }, row);
    })
    .map((name) => `exchange_file:${name}`);
}

function isWritten(now: Taking['now'] & { readonly to?: string }, { personId, manifest, manifestSha256 }: FileRow): boolean {
  const said = JSON.parse(manifest) as Partial<Manifest>;
  const isSame = said.chain?.hash === now.chain?.hash && said.chain?.seq === now.chain?.seq && said.to?.name === now.to;
  return isSame && now.personId === personId && said.owner === personId && sha256(canonicalize(said) ?? '') === manifestSha256;
}
