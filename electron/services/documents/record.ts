/** What the store keeps about documents: which file, who signed, who is missing, what verification said. */
import type { Output, Verification } from '../../../domain/contract/api.ts';
import type { SignatureData } from '../../../domain/report/head.ts';
import { isSpoilt } from '../../../domain/report/verdict.ts';
import { listEvents } from '../../../db/queries/events.ts';
import { insertExport, listExports, updateExport, type ExportRow } from '../../../db/queries/results.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import type { Subject } from './subjects.ts';
import type { Call } from '../session/session.ts';

type Listed = Output<'reports.list'>[number];
type Status = Verification['status'];
type Field = Pick<SignatureData, 'field' | 'label' | 'signer'>;

/** Fields without which a document is not complete, and that nobody named in `signedBy` has signed. */
export function missingFields(fields: readonly Field[], signedBy: readonly string[]): Field[] {
  const signed = [...signedBy];
  return fields.filter(({ signer }) => {
    const at = signed.indexOf(signer);
    if (at >= 0) signed.splice(at, 1);
    return at < 0;
  });
}

export function requiredFields(signatures: readonly SignatureData[]): Field[] {
  return signatures.filter(({ required }) => required).map(({ field, label, signer }) => ({ field, label, signer }));
}

export interface WrittenFile {
  readonly path: string;
  readonly sha256: string;
  readonly pages: number;
  readonly signedBy: readonly string[];
  readonly status: Status;
}

/** Records a file that lies where it says, and gives the id of the record. */
export function recordExport(
  { session, append }: Call,
  { kind, roundId, applicationId, personId, data }: Subject,
  file: WrittenFile,
  at: string,
): string {
  const { path, sha256, pages, status } = file;
  const signedBy = [...file.signedBy];
  const id = session.newId();
  const { chainHead, rowHead } = data;
  session.store.write((tx) => {
    insertExport(tx, { id, roundId, kind, applicationId, personId, path, sha256, pages, signedBy, chainHead, at });
    append(tx, {
      kind: 'report.export',
      entity: `export:${id}`,
      new: {
        kind,
        applicationId,
        personId,
        sha256,
        pages,
        signedBy,
        required: requiredFields(data.signatures),
        chainHead,
        rowHead,
        status,
      },
    });
  });
  return id;
}

/** Records that `signers` signed the file on record, which is `sha256` now; gives the record as it is then. */
export function recordSignature(
  { session, append }: Call,
  row: ExportRow,
  { sha256, status }: Pick<Verification, 'sha256' | 'status'>,
  signers: readonly string[],
): ExportRow {
  const after = { ...row, sha256, signedBy: [...row.signedBy, ...signers] };
  session.store.write((tx) => {
    updateExport(tx, row.id, { sha256, signedBy: after.signedBy });
    for (const signer of signers)
      append(tx, { kind: 'report.sign', entity: `export:${row.id}`, old: { sha256: row.sha256 }, new: { sha256, signer, status } });
  });
  return after;
}

/** The same for signatures that verification found beyond the record; a file without any stays as it is on record. */
export function recordSignedSince(call: Call, row: ExportRow, verification: Verification): ExportRow {
  const { signedSince } = verification;
  return signedSince.length === 0 || isSpoilt(verification.status) ? row : recordSignature(call, row, verification, signedSince);
}

/** Records what verification said of a known file, once for each file and status. */
export function recordVerification({ session, append }: Call, row: ExportRow, { sha256, status, redrawn }: Verification): void {
  const store = session.store.read;
  const last = historyOf(store, `export:${row.id}`).get(row.id)?.at(-1);
  if (last?.sha256 === sha256 && last.status === status && last.redrawn === redrawn) return;
  session.store.write((tx) => append(tx, { kind: 'report.verify', entity: `export:${row.id}`, new: { sha256, status, redrawn } }));
}

/** What one event says of a document. */
interface Recorded {
  readonly at: string;
  readonly sha256?: string;
  readonly status?: Status;
  readonly redrawn?: boolean | null;
  readonly required?: readonly Field[];
}

/** What the events say of each document, oldest first. */
function historyOf(store: ReadStore, entity: string): Map<string, Recorded[]> {
  const found = listEvents(store, { entity, limit: 1_000_000 }).map((event) => ({
    id: event.entity.slice('export:'.length),
    recorded: { ...(JSON.parse(event.new ?? '{}') as Omit<Recorded, 'at'>), at: event.at },
  }));
  return new Map([...Map.groupBy(found, ({ id }) => id)].map(([id, rows]) => [id, rows.map(({ recorded }) => recorded)]));
}

/** Since when the store knows a file's present hash, ISO, by the event that told it; undefined where none did, for a row alone proves no time. */
export function recordedAt(store: ReadStore, { id, sha256 }: ExportRow): string | undefined {
  const known = historyOf(store, `export:${id}`).get(id) ?? [];
  return known.find((one) => one.sha256 === sha256)?.at;
}

/** The documents of a round with their state. */
export function listDocuments(store: ReadStore, roundId: string): Listed[] {
  const history = historyOf(store, 'export:*');
  return listExports(store, roundId).map(({ id, kind, applicationId, personId, path, sha256, pages, signedBy, at }) => {
    const recorded = history.get(id) ?? [];
    const required = recorded.find((one) => one.required)?.required;
    const checked = recorded.findLast((one) => one.sha256 === sha256 && one.status !== undefined);
    const missing = required ? missingFields(required, signedBy) : null;
    const verified = checked?.status === undefined ? null : { status: checked.status, at: checked.at };
    const complete = missing === null ? verified?.status === 'valid' : missing.length === 0;
    const state = signedBy.length === 0 ? 'draft' : !complete ? 'awaiting' : verified?.status === 'valid' ? 'verified' : 'signed';
    return { exportId: id, kind, applicationId, personId, path, sha256, pages, signedBy, at, state, missing, verified };
  });
}
