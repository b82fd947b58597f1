/** What the owners of merged returns signed. */
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

/** One at a time: the rows of a large round are many. */
export function* readStatements(store: ReadStore): Generator<Statement> {
  const serials = store.sqlite.prepare('SELECT serial FROM return_statement ORDER BY serial').pluck().all() as string[];
  const select = statements(store)(
    `SELECT r.serial, f.person_id AS personId, f.manifest, f.manifest_sha256 AS manifestSha256, r.signature, r.cells
       FROM return_statement r JOIN exchange_file f ON f.serial = r.serial AND f.direction = 'merged' WHERE r.serial = ?`,
  );
  for (const serial of serials) {
    const row = select.get(serial) as (Omit<Statement, 'signature' | 'cells'> & { signature: Buffer; cells: Buffer }) | undefined;
    if (!row) continue;
    const isKept = row.signature.length > 0;
    yield { ...row, signature: isKept ? row.signature : null, cells: isKept ? inflated(row.cells) : null };
  }
}
