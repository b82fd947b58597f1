/** What was signed of the files that came: by the owners of merged returns, and by the institution of tasks. */
import { createHash } from 'node:crypto';
import { inflateRawSync, deflateRawSync } from 'node:zlib';
import { taskParts } from '../../../domain/exchange/manifest.ts';
import { statements, type ReadStore, type WriteStore } from '../../store/open.ts';

export interface Statement {
  readonly serial: string;
  readonly personId: string;
  /** JSON, as it is on record */
  readonly manifest: string;
  readonly manifestSha256: string;
  /** null: it came before statements were kept */
  readonly signature: Buffer | null;
  /** of a return `cells.json` as it came, of a task {@link packParts}; null where it is none any more */
  readonly cells: Buffer | null;
}

/** What the event that took a file in says of the statement it kept: SHA-256 of the manifest, of the signature over it, and of what came. */
export interface Binding {
  readonly manifest: string;
  readonly signature: string;
  readonly cells: string;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function bindingOf(manifestSha256: string, { signature, cells }: { signature: Uint8Array; cells: Uint8Array }): Binding {
  return { manifest: manifestSha256, signature: sha256(signature), cells: sha256(cells) };
}

export function keepStatement(tx: WriteStore, serial: string, signature: Uint8Array, cells: Uint8Array): void {
  statements(tx)('INSERT INTO return_statement (serial, signature, cells) VALUES (?, ?, ?)').run(serial, signature, deflateRawSync(cells));
}

/** The parts of a task that are kept, in one piece: a line of JSON with their names and lengths, then their bytes. */
export function packParts(parts: ReadonlyMap<string, Uint8Array>): Buffer {
  const kept = [...parts].filter(([name]) => taskParts.includes(name));
  const head = Buffer.from(`${JSON.stringify(kept.map(([name, bytes]) => [name, bytes.length]))}\n`);
  return Buffer.concat([head, ...kept.map(([, bytes]) => bytes)]);
}

/** Null where it is none of {@link packParts}. */
export function unpackParts(packed: Buffer): Map<string, Buffer> | null {
  const end = packed.indexOf('\n') + 1;
  try {
    const parts = new Map<string, Buffer>();
    let at = end;
    for (const [name, length] of JSON.parse(packed.toString('utf8', 0, end)) as [string, number][]) {
      parts.set(name, packed.subarray(at, at + length));
      at += length;
    }
    return at === packed.length ? parts : null;
  } catch {
    return null;
  }
}

function inflated(bytes: Buffer): Buffer | null {
  try {
    return inflateRawSync(bytes);
  } catch {
    return null;
  }
}

/** What came in: a return that was merged, or a task that was opened. */
export type Incoming = 'merged' | 'opened';

/** Of one file by its serial; undefined where it, or what was signed, is not here. */
export function getStatement(store: ReadStore, serial: string, direction: Incoming = 'merged'): Statement | undefined {
  const row = statements(store)(
    `SELECT r.serial, f.person_id AS personId, f.manifest, f.manifest_sha256 AS manifestSha256, r.signature, r.cells
       FROM return_statement r JOIN exchange_file f ON f.serial = r.serial AND f.direction = ? WHERE r.serial = ?`,
  ).get(direction, serial) as (Omit<Statement, 'signature' | 'cells'> & { signature: Buffer; cells: Buffer }) | undefined;
  if (!row) return undefined;
  const isKept = row.signature.length > 0;
  return { ...row, signature: isKept ? row.signature : null, cells: isKept ? inflated(row.cells) : null };
}

/** One at a time: the rows of a large round are many. */
export function* readStatements(store: ReadStore, direction: Incoming = 'merged'): Generator<Statement> {
  const serials = store.sqlite.prepare('SELECT serial FROM return_statement ORDER BY serial').pluck().all() as string[];
  for (const serial of serials) {
    const statement = getStatement(store, serial, direction);
    if (statement) yield statement;
  }
}
