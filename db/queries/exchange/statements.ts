/** What the owners of merged returns signed. */
import { createHash } from 'node:crypto';
import { inflateRawSync, deflateRawSync } from 'node:zlib';
import { statements, type ReadStore, type WriteStore } from '../../store/open.ts';

export interface Statement {
  readonly serial: string;
  readonly personId: string;
  /** JSON, as it is on record */
  readonly manifest: string;
  readonly manifestSha256: string;
  /** null: merged before statements were kept */
  readonly signature: Buffer | null;
  /** `cells.json` as it came; null where it is none any more */
  readonly cells: Buffer | null;
}

/** What the event of a merge says of the statement it kept: SHA-256 of the manifest, of the signature over it, and of the rows as they came. */
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

function inflated(bytes: Buffer): Buffer | null {
  try {
    return inflateRawSync(bytes);
  } catch {
    return null;
  }
}

/** One return by its serial; undefined where it, or what was signed, is not here. */
export function getStatement(store: ReadStore, serial: string): Statement | undefined {
  const row = statements(store)(
    `SELECT r.serial, f.person_id AS personId, f.manifest, f.manifest_sha256 AS manifestSha256, r.signature, r.cells
       FROM return_statement r JOIN exchange_file f ON f.serial = r.serial AND f.direction = 'merged' WHERE r.serial = ?`,
  ).get(serial) as (Omit<Statement, 'signature' | 'cells'> & { signature: Buffer; cells: Buffer }) | undefined;
  if (!row) return undefined;
  const isKept = row.signature.length > 0;
  return { ...row, signature: isKept ? row.signature : null, cells: isKept ? inflated(row.cells) : null };
}

/** One at a time: the rows of a large round are many. */
export function* readStatements(store: ReadStore): Generator<Statement> {
  const serials = store.sqlite.prepare('SELECT serial FROM return_statement ORDER BY serial').pluck().all() as string[];
  for (const serial of serials) {
    const statement = getStatement(store, serial);
    if (statement) yield statement;
  }
}
