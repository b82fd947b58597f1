/**
 * What a signed document is worth: a status, never a yes or no alone. Needs no workspace and no network.
 */
import { PDF, type PdfDict } from '@libpdf/core';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { documentData, type DocumentData, recompute } from '../../../domain/report/documents/document.ts';
import { dataName } from '../../../domain/report/tree.ts';
import type { Verification } from '../../../domain/contract/reports.ts';
import { isReportKind } from '../../../domain/report/kinds.ts';
import type { Message } from '../../../domain/text.ts';
import { x509 } from '../crypto/crypto.ts';
import { hashOf } from '../hash.ts';
import { disallowedChanges } from './revisions.ts';
import { brokenCms, checkCms, type CmsStatus } from './signer.ts';
import { signatureFields, signedPart } from './signed-part.ts';
import { checkTimestamp, type TimestampStatus } from './timestamp.ts';

export type DocumentStatus = Verification['status'];

export interface SignatureStatus extends CmsStatus {
  readonly field: string;
  readonly coversWholeFile: boolean;
  /** what was appended after this signature beyond further signatures: paths in the document */
  readonly laterChanges: readonly string[];
  /** how many signatures were added after this one */
  readonly laterSignatures: number;
  /** as the signer claims, ISO */
  readonly signedAt: string | null;
  readonly reason: string | null;
  readonly location: string | null;
}

export interface DocumentTimestamp extends TimestampStatus {
  readonly field: string;
  readonly coversWholeFile: boolean;
  readonly laterChanges: readonly string[];
}

/** What a recomputation of the attached figures found: the places where they do not follow from the raw scores. */
export type Recompute = (data: DocumentData) => readonly string[];

export interface EmbeddedStatus {
  readonly present: boolean;
  readonly readable: boolean;
  /** also one that this program does not know, whose data are not readable then */
  readonly kind: string | null;
  /** null: no readable data */
  readonly recomputes: boolean | null;
  readonly differences: readonly string[];
}

export interface VerifyStatus {
  readonly status: DocumentStatus;
  /** one sentence, `reports.verify.<…>` */
  readonly bottomLine: Message;
  readonly sha256: string;
  readonly signatures: readonly SignatureStatus[];
  /** timestamps over the whole document, oldest first */
  readonly timestamps: readonly DocumentTimestamp[];
  /** fields that nobody has signed, or whose signature was taken out */
  readonly missing: readonly { readonly field: string; readonly label: string; readonly signer: string }[];
  readonly embedded: EmbeddedStatus;
  /** the pages follow from the attached data; null: not tried (see io/documents/redraw.ts) */
  readonly redrawn: boolean | null;
  readonly chainHead: string | null;
  readonly problems: readonly Message[];
}

export interface VerifyOptions {
  /** PEM certificates that are trusted */
  readonly roots: readonly string[];
  /** PEM revocation lists of the institutions */
  readonly revocations?: readonly string[];
  /** certificates that were taken back, as somebody else knows it: since when, by fingerprint */
  readonly takenBack?: ReadonlyMap<string, string>;
  /** ISO time, used where a signature claims none */
  readonly now: string;
  /** how to count again; the rules of this program where nothing else is given */
  readonly recompute?: Recompute;
  /** draws the attached data again and tells where the file differs; null where it cannot be tried */
  readonly redraw?: (file: Uint8Array, data: DocumentData) => Promise<readonly Message[] | null>;
  /** the hash in the store, where the file is known there: tells a signature cut off the end */
  readonly expectedSha256?: string;
}

export async function verifyPdf(bytes: Uint8Array, options: VerifyOptions): Promise<VerifyStatus> {
  const hash = hashOf(bytes);
  const nothing: EmbeddedStatus = { present: false, readable: false, kind: null, recomputes: null, differences: [] };
  let pdf: PDF;
  let fields: ReturnType<typeof signatureFields>;
  try {
    pdf = await PDF.load(new Uint8Array(bytes));
    fields = signatureFields(pdf);
  } catch {
    return {
      status: 'unreadable',
      bottomLine: { key: 'reports.verify.unreadable' },
      sha256: hash,
      signatures: [],
      timestamps: [],
      missing: [],
      embedded: nothing,
      redrawn: null,
      chainHead: null,
      problems: [],
    };
  }
  const roots = options.roots.map((pem) => new x509.X509Certificate(pem));
  const signatures = await checkSignatures(bytes, pdf, fields, roots, options);
  const timestamps = await checkTimestamps(bytes, pdf, fields, roots);
  const { embedded, data } = readEmbedded(pdf, options.recompute ?? recompute);
  const missing = missingSignatures(fields, data);
  const different = data && options.redraw ? await options.redraw(bytes, data) : null;
  const problems: Message[] = [
    ...(pdf.recoveredViaBruteForce ? [{ key: 'reports.verify.problem.structure' }] : []),
    ...(options.expectedSha256 !== undefined && options.expectedSha256 !== hash ? [{ key: 'reports.verify.problem.notTheRecorded' }] : []),
    ...(timestamps.some(({ intact, laterChanges }) => !intact || laterChanges.length > 0)
      ? [{ key: 'reports.verify.problem.timestamp' }]
      : []),
    ...(signatures.length > 0 && ![...signatures, ...timestamps].some((each) => each.coversWholeFile)
      ? [{ key: 'reports.verify.problem.appended' }]
      : []),
    ...((await removedSignatures(bytes, fields)) ? [{ key: 'reports.verify.problem.removed' }] : []),
    ...(embedded.present && !embedded.readable ? [problemOf(embedded)] : []),
    ...(embedded.recomputes === false ? [{ key: 'reports.verify.problem.recompute' }] : []),
    ...(different ?? []),
  ];
  const { status, bottomLine } = judge(signatures, missing, problems);
  return {
    status,
    bottomLine,
    sha256: hash,
    signatures,
    timestamps,
    missing,
    embedded,
    redrawn: different && different.length === 0,
    chainHead: data?.chainHead ?? null,
    problems,
  };
}

async function checkSignatures(
  bytes: Uint8Array,
  pdf: PDF,
  fields: ReturnType<typeof signatureFields>,
  roots: readonly x509.X509Certificate[],
  { now, revocations = [], takenBack }: VerifyOptions,
): Promise<SignatureStatus[]> {
  const lists = revocations.map((pem) => new x509.X509Crl(pem));
  const resolve = pdf.context.registry.resolve.bind(pdf.context.registry);
  const parts = fields.flatMap(({ name, value }) =>
    value === null || isTimestamp(value, pdf) ? [] : [{ name, value, part: signedPart(bytes, value, resolve) }],
  );
  const ends = parts.map(({ part }) => part?.end ?? 0);
  const checked = await Promise.all(
    parts.map(async ({ name, value, part }): Promise<{ signature: SignatureStatus; end: number }> => {
      const text = (key: string): string | null => value.getString(key, resolve)?.asString() ?? null;
      const signedAt = parsePdfDate(text('M'));
      const shared = { field: name, signedAt, reason: text('Reason'), location: text('Location') };
      if (!part) {
        const nothing = { coversWholeFile: false, laterChanges: [], laterSignatures: 0 };
        return { signature: { ...shared, ...brokenCms('structure'), ...nothing }, end: 0 };
      }
      const cms = withhold(await checkCms(part.cms, part.signed, roots, new Date(signedAt ?? now), lists), takenBack, signedAt ?? now);
      const coversWholeFile = part.end === bytes.length;
      const laterChanges = coversWholeFile ? [] : await changesAfter(bytes, part.end);
      const problems = laterChanges.length > 0 ? [...cms.problems, 'later-changes' as const] : cms.problems;
      return {
        signature: {
          ...shared,
          ...cms,
          coversWholeFile,
          laterChanges,
          laterSignatures: ends.filter((end) => end > part.end).length,
          problems,
        },
        end: part.end,
      };
    }),
  );
  return checked.sort((a, b) => a.end - b.end).map(({ signature }) => signature);
}

function isTimestamp(value: PdfDict, pdf: PDF): boolean {
  return value.getName('SubFilter', pdf.context.registry.resolve.bind(pdf.context.registry))?.value === 'ETSI.RFC3161';
}

async function checkTimestamps(
  bytes: Uint8Array,
  pdf: PDF,
  fields: ReturnType<typeof signatureFields>,
  roots: readonly x509.X509Certificate[],
): Promise<DocumentTimestamp[]> {
  const resolve = pdf.context.registry.resolve.bind(pdf.context.registry);
  const stamps = fields.flatMap(({ name, value }) =>
    value !== null && isTimestamp(value, pdf) ? [{ name, part: signedPart(bytes, value, resolve) }] : [],
  );
  const checked = await Promise.all(
    stamps.map(async ({ name, part }) => {
      if (!part)
        return { end: 0, field: name, intact: false, at: null, authority: null, trusted: false, coversWholeFile: false, laterChanges: [] };
      const coversWholeFile = part.end === bytes.length;
      const laterChanges = coversWholeFile ? [] : await changesAfter(bytes, part.end);
      return { end: part.end, field: name, ...(await checkTimestamp(part.cms, part.signed, roots)), coversWholeFile, laterChanges };
    }),
  );
  return checked.sort((a, b) => a.end - b.end);
}

/** A revision that cannot be read on its own counts as changed. */
async function changesAfter(bytes: Uint8Array, end: number): Promise<string[]> {
  try {
    const changes = await disallowedChanges(new Uint8Array(bytes.subarray(0, end)), new Uint8Array(bytes));
    if (changes.length > 0) return changes;
  } catch {
    return ['unreadable'];
  }
  return [];
}

/** Signatures of an earlier revision that the last one no longer has. */
async function removedSignatures(bytes: Uint8Array, fields: ReturnType<typeof signatureFields>): Promise<boolean> {
  const now = new Set(fields.filter(({ value }) => value !== null).map(({ name }) => name));
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = file.indexOf('%%EOF'); at >= 0; at = file.indexOf('%%EOF', at + 5)) {
    const end = at + 5;
    if (bytes.length - end <= 2) break;
    try {
      const earlier = await PDF.load(new Uint8Array(bytes.subarray(0, end)));
      if (signatureFields(earlier).some(({ name, value }) => value !== null && !now.has(name))) return true;
    } catch {
      // the mark stood in the middle of something else, or the revision is damaged: its signatures say so
    }
  }
  return false;
}

function problemOf({ kind }: EmbeddedStatus): Message {
  return kind === null ? { key: 'reports.verify.problem.data' } : { key: 'reports.verify.problem.kind', params: { kind } };
}

function readEmbedded(pdf: PDF, countAgain: Recompute): { embedded: EmbeddedStatus; data: DocumentData | null } {
  const answer = (embedded: Partial<EmbeddedStatus>, data: DocumentData | null = null) => ({
    embedded: { present: true, readable: false, kind: null, recomputes: null, differences: [], ...embedded },
    data,
  });
  try {
    const bytes = pdf.getAttachment(dataName);
    if (!bytes) return answer({ present: false });
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const json: unknown = JSON.parse(text);
    const { kind } = z.object({ kind: z.string().max(40) }).parse(json);
    if (!isReportKind(kind)) return answer({ kind });
    const data = documentData.parse(json);
    if (canonicalize(json) !== text) return answer({});
    const differences = recounted(data, countAgain);
    return answer({ readable: true, kind, recomputes: differences.length === 0, differences }, data);
  } catch {
    return answer({});
  }
}

/** Scores that the tally refuses to count do not follow either. */
function recounted(data: DocumentData, countAgain: Recompute): readonly string[] {
  try {
    return countAgain(data);
  } catch {
    return ['scores'];
  }
}

/** Required fields of the data that are not signed; where there are no data, all empty fields. */
function missingSignatures(fields: ReturnType<typeof signatureFields>, data: DocumentData | null): VerifyStatus['missing'] {
  const signed = new Set(fields.filter(({ value }) => value !== null).map(({ name }) => name));
  if (!data) return fields.filter(({ value }) => value === null).map(({ name }) => ({ field: name, label: '', signer: name }));
  return data.signatures
    .filter(({ field, required }) => required && !signed.has(field))
    .map(({ field, label, signer }) => ({ field, label, signer }));
}

/** No trust in what was signed with a certificate after it, or one above it, was taken back. */
function withhold(cms: CmsStatus, takenBack: ReadonlyMap<string, string> | undefined, claimedAt: string): CmsStatus {
  const at = new Date(cms.timestamp ?? claimedAt);
  const late = cms.chain.some(({ fingerprint }) => new Date(takenBack?.get(fingerprint) ?? Infinity) <= at);
  return late && !cms.problems.includes('revoked') ? { ...cms, trusted: false, problems: [...cms.problems, 'revoked'] } : cms;
}

/** Names in a row, with a mark between them that is at home in both languages. */
function joined(names: readonly string[]): string {
  return [...new Set(names)].join(' · ');
}

function judge(
  signatures: readonly SignatureStatus[],
  missing: VerifyStatus['missing'],
  problems: readonly Message[],
): { status: DocumentStatus; bottomLine: Message } {
  const names = (list: readonly SignatureStatus[]): string => joined(list.map((each) => each.signer?.subject ?? each.field));
  const broken = signatures.filter((signature) => !signature.intact);
  const changed = signatures.filter((signature) => signature.laterChanges.length > 0);
  if (broken.length > 0) return { status: 'altered', bottomLine: { key: 'reports.verify.altered', params: { signers: names(broken) } } };
  if (changed.length > 0)
    return { status: 'altered', bottomLine: { key: 'reports.verify.changedLater', params: { signers: names(changed) } } };
  const [problem] = problems;
  if (problem) return { status: 'altered', bottomLine: problem };
  if (signatures.length === 0) return { status: 'unsigned', bottomLine: { key: 'reports.verify.unsigned' } };
  const untrusted = signatures.filter((signature) => !signature.trusted);
  if (untrusted.length > 0)
    return { status: 'untrusted', bottomLine: { key: 'reports.verify.untrusted', params: { signers: names(untrusted) } } };
  const params = { count: signatures.length, signers: names(signatures), missing: joined(missing.map(({ signer }) => signer)) };
  if (missing.length > 0) return { status: 'incomplete', bottomLine: { key: 'reports.verify.incomplete', params } };
  return { status: 'valid', bottomLine: { key: 'reports.verify.valid', params } };
}

/** D:20261120103000+00'00' as an ISO time; null where it is none. */
export function parsePdfDate(text: string | null): string | null {
  const match = /^D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:Z|([+-])(\d{2})'?(\d{2})?'?)?/.exec(text ?? '');
  if (!match) return null;
  const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00', sign = '+', zoneHour = '00', zoneMinute = '00'] =
    match;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${sign}${zoneHour}:${zoneMinute}`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
