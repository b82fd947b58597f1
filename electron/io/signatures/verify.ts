/**
 * What a signed document is worth: a status, never a yes or no alone. Needs no workspace and no network.
 */
import type { PDF, PdfDict, PdfObject, PdfRef } from '@libpdf/core';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { documentData, type DocumentData, recompute } from '../../../domain/report/documents/document.ts';
import { dataName } from '../../../domain/report/tree.ts';
import { isReportKind } from '../../../domain/report/kinds.ts';
import type { Message } from '../../../domain/text.ts';
import { x509 } from '../crypto/crypto.ts';
import { viewCertificate } from '../crypto/identity.ts';
import { hashOf } from '../hash.ts';
import { bestOf, findAll, isCoveredButForProof, joined, type Misnamed } from './findings.ts';
import { loadPdf } from './load.ts';
import { laterChanges } from './revisions.ts';
import { brokenCms, checkCms } from './signer.ts';
import type { ComparePages, DocumentTimestamp, EmbeddedStatus, Recompute, SignatureStatus, VerifyStatus } from './status.ts';
import { readStructure, type Structure } from './structure.ts';
import { signatureFields, signedPart } from './signed-part.ts';
import { checkTimestamp } from './timestamp.ts';

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
  /**
   * How the pages are compared with the attached data; `drawn-here` where this program has just drawn these very bytes, or knows
   * their SHA-256 from when it did, so that there is nothing to compare.
   */
  readonly pages: ComparePages | 'drawn-here';
  /** the hash in the store, where the file is known there: tells a signature cut off the end */
  readonly expectedSha256?: string;
  /** since when the store knows that hash, ISO: what was signed was signed by then, whatever was taken back later */
  readonly recordedAt?: string;
}

export async function verifyPdf(bytes: Uint8Array, options: VerifyOptions): Promise<VerifyStatus> {
  const hash = hashOf(bytes);
  const structure = readStructure(bytes);
  let pdf: PDF;
  let fields: ReturnType<typeof signatureFields>;
  try {
    pdf = await loadPdf(bytes);
    fields = signatureFields(pdf);
  } catch {
    return unreadable(hash);
  }
  const file: File = { bytes, pdf, fields, structure, roots: options.roots.map((pem) => new x509.X509Certificate(pem)) };
  const signatures = await checkSignatures(file, hash, options);
  const timestamps = await checkTimestamps(file);
  const { embedded, data } = readEmbedded(pdf, options.recompute ?? recompute);
  const missing = missingSignatures(fields, data);
  const signed = signatures.map(({ field, signer, signedAt }) => ({ field, holder: signer?.subject ?? null, at: signedAt }));
  const compared = data && structure.plain && options.pages !== 'drawn-here' ? await options.pages(bytes, data, signed) : [];
  const different = typeof compared === 'string' ? [] : compared;
  const signedSince = await signaturesSince(file, signatures, timestamps, options.expectedSha256, hash);
  const findings = findAll({
    structure,
    endsAtRevisions: endsAtRevisions(file),
    signatureRemoved: await removedSignatures(file),
    signatures,
    timestamps,
    embedded,
    compared,
    missing,
    misnamed: data ? await findMisnamed(file, signatures, data) : [],
    isRecorded: signedSince !== null,
  });
  const [worst] = findings;
  const notes: Message[] = [
    ...(worst || !isCoveredButForProof(signatures, timestamps) ? [] : [{ key: 'reports.verify.note.proof' }]),
    ...(signedSince && signedSince.length > 0
      ? [{ key: 'reports.verify.note.signedSince', params: { signers: joined(signedSince) } }]
      : []),
  ];
  return {
    ...(worst ?? bestOf(signatures)),
    sha256: hash,
    signatures,
    timestamps,
    missing,
    embedded,
    redrawn: data && structure.plain && options.pages !== 'drawn-here' && typeof compared !== 'string' ? different.length === 0 : null,
    chainHead: data?.chainHead ?? null,
    rowHead: data?.rowHead ?? null,
    problems: findings.filter(({ isProblem }) => isProblem).map(({ bottomLine }) => bottomLine),
    notes,
    signedSince: signedSince ?? [],
  };
}

function unreadable(sha256: string): VerifyStatus {
  return {
    status: 'unreadable',
    bottomLine: { key: 'reports.verify.unreadable' },
    sha256,
    signatures: [],
    timestamps: [],
    missing: [],
    embedded: { present: false, readable: false, kind: null, recomputes: null, differences: [] },
    redrawn: null,
    chainHead: null,
    rowHead: null,
    problems: [],
    notes: [],
    signedSince: [],
  };
}

/** A file and how it is read. */
interface File {
  readonly bytes: Uint8Array;
  readonly pdf: PDF;
  readonly fields: ReturnType<typeof signatureFields>;
  readonly structure: Structure;
  readonly roots: readonly x509.X509Certificate[];
}

/**
 * Who signed after the state with the SHA-256 `expected`, empty where the file is that state; null where it is neither. A program
 * that ended between signing and recording leaves such a file, and so does who signs elsewhere and hands the file back.
 */
async function signaturesSince(
  file: File,
  signatures: readonly SignatureStatus[],
  timestamps: readonly DocumentTimestamp[],
  expected: string | undefined,
  sha256: string,
): Promise<string[] | null> {
  const { bytes, structure } = file;
  if (expected === undefined || expected === sha256) return [];
  const state = (structure.plain ? structure.revisions : [])
    .flatMap(({ eof, end }) => [eof, end])
    .find((end) => hashOf(bytes.subarray(0, end)) === expected);
  if (state === undefined) return null;
  // what was changed before somebody signed is not what is on record, whoever signed it
  if ((await changesAfter(file, state)).laterChanges.length > 0) return null;
  const later = signatures.filter(({ end }) => end > state);
  const added = [...later, ...timestamps.filter(({ end }) => end > state)];
  const sound = added.length > 0 && added.every(({ intact, trusted, laterChanges: changes }) => intact && trusted && changes.length === 0);
  return sound ? later.map(({ signer, field }) => signer?.subject ?? field) : null;
}

/** Every signature and timestamp ends where a revision ends: between the two nothing of the file is left out. */
function endsAtRevisions({ bytes, pdf, fields, structure }: File): boolean {
  const ends = new Set(structure.plain ? structure.revisions.flatMap(({ eof, end }) => [eof, end]) : []);
  const resolve = resolverOf(pdf);
  return fields.every(({ value }) => {
    const part = value && signedPart(bytes, value, resolve);
    return !part || ends.has(part.end);
  });
}

function resolverOf(pdf: PDF): (ref: PdfRef) => PdfObject | null {
  return pdf.context.registry.resolve.bind(pdf.context.registry);
}

async function checkSignatures(file: File, sha256: string, options: VerifyOptions): Promise<SignatureStatus[]> {
  const { now, revocations = [], takenBack, expectedSha256, recordedAt } = options;
  const provedBy = expectedSha256 === sha256 ? (recordedAt ?? now) : now;
  const { bytes, pdf, fields, roots } = file;
  const lists = revocations.map((pem) => new x509.X509Crl(pem));
  const resolve = resolverOf(pdf);
  const parts = fields.flatMap(({ name, value }) =>
    value === null || isTimestamp(value, pdf) ? [] : [{ name, value, part: signedPart(bytes, value, resolve) }],
  );
  const ends = parts.map(({ part }) => part?.end ?? 0);
  const checked = await Promise.all(
    parts.map(async ({ name, value, part }): Promise<SignatureStatus> => {
      const text = (key: string): string | null => value.getString(key, resolve)?.asString() ?? null;
      const signedAt = parsePdfDate(text('M'));
      const shared = { field: name, signedAt, reason: text('Reason'), location: text('Location') };
      if (!part) return { ...shared, ...brokenCms('structure'), ...nothingAfter, coversWholeFile: false, laterSignatures: 0, end: 0 };
      const question = { roots, claimedAt: new Date(signedAt ?? now), provedBy: new Date(provedBy), revocations: lists, takenBack };
      const cms = await checkCms(part.cms, part.signed, question);
      const after = await changesAfter(file, part.end);
      const laterSignatures = ends.filter((end) => end > part.end).length;
      const problems = after.laterChanges.length > 0 ? [...cms.problems, 'later-changes' as const] : cms.problems;
      const coversWholeFile = part.end === bytes.length;
      return { ...shared, ...cms, ...after, coversWholeFile, laterSignatures, problems, end: part.end };
    }),
  );
  return checked.sort((a, b) => a.end - b.end);
}

function isTimestamp(value: PdfDict, pdf: PDF): boolean {
  return value.getName('SubFilter', resolverOf(pdf))?.value === 'ETSI.RFC3161';
}

async function checkTimestamps(file: File): Promise<DocumentTimestamp[]> {
  const { bytes, pdf, fields, roots } = file;
  const resolve = resolverOf(pdf);
  const stamps = fields.flatMap(({ name, value }) =>
    value !== null && isTimestamp(value, pdf) ? [{ name, part: signedPart(bytes, value, resolve) }] : [],
  );
  const checked = await Promise.all(
    stamps.map(async ({ name, part }) => {
      const nothing = { intact: false, at: null, authority: null, trusted: false };
      if (!part) return { end: 0, field: name, ...nothing, ...nothingAfter, coversWholeFile: false };
      const coversWholeFile = part.end === bytes.length;
      const token = await checkTimestamp(part.cms, part.signed, roots);
      return { end: part.end, field: name, ...token, ...(await changesAfter(file, part.end)), coversWholeFile };
    }),
  );
  return checked.sort((a, b) => a.end - b.end);
}

interface After {
  readonly laterChanges: readonly string[];
  readonly onlyProofAfter: boolean;
}

const nothingAfter: After = { laterChanges: [], onlyProofAfter: false };

/** A revision that cannot be read on its own counts as changed; where the structure is not plain nothing can be said of revisions. */
async function changesAfter({ bytes, structure }: File, end: number): Promise<After> {
  if (end === bytes.length || !structure.plain) return nothingAfter;
  const later = structure.revisions.filter((one) => one.eof > end);
  if (later.length === 0) return nothingAfter;
  const rewritten = [...new Set(later.flatMap(({ objects }) => objects.map(({ number }) => number)))];
  try {
    const { changes, onlyProof } = await laterChanges(bytes.slice(0, end), bytes.slice(), rewritten);
    return { laterChanges: changes, onlyProofAfter: onlyProof && changes.length === 0 };
  } catch {
    return { laterChanges: ['unreadable'], onlyProofAfter: false };
  }
}

/** Signatures of an earlier revision that the last one no longer has. */
async function removedSignatures({ bytes, fields, structure }: File): Promise<boolean> {
  const now = new Set(fields.filter(({ value }) => value !== null).map(({ name }) => name));
  for (const { eof } of structure.plain ? structure.revisions.slice(0, -1) : []) {
    try {
      const earlier = await loadPdf(bytes.slice(0, eof));
      if (signatureFields(earlier).some(({ name, value }) => value !== null && !now.has(name))) return true;
    } catch {
      // a revision that does not read by itself: the signatures over it say so
    }
  }
  return false;
}

function attached(
  embedded: Partial<EmbeddedStatus>,
  data: DocumentData | null = null,
): { embedded: EmbeddedStatus; data: DocumentData | null } {
  return { embedded: { present: true, readable: false, kind: null, recomputes: null, differences: [], ...embedded }, data };
}

function readEmbedded(pdf: PDF, countAgain: Recompute): { embedded: EmbeddedStatus; data: DocumentData | null } {
  try {
    const bytes = pdf.getAttachment(dataName);
    if (!bytes) return attached({ present: false });
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const json: unknown = JSON.parse(text);
    const { kind } = z.object({ kind: z.string().max(40) }).parse(json);
    if (!isReportKind(kind)) return attached({ kind });
    const data = documentData.parse(json);
    if (canonicalize(json) !== text) return attached({});
    const differences = recounted(data, countAgain);
    return attached({ readable: true, kind, recomputes: differences.length === 0, differences }, data);
  } catch {
    return attached({});
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

/**
 * Fields that somebody else signed than the document names. The institution's own certificate bears its name as that of the root above
 * it, which those of members never do. A person is vouched for by the institution of the document, where its root is among the trusted.
 */
async function findMisnamed(file: File, signatures: readonly SignatureStatus[], data: DocumentData): Promise<Misnamed[]> {
  const roots = await Promise.all(file.roots.map(({ rawData }) => viewCertificate(new Uint8Array(rawData))));
  const knowsInstitution = roots.some(({ organisation }) => organisation === data.institution);
  return signatures.flatMap(({ field, signer, root, trusted }) => {
    const asked = data.signatures.find((one) => one.field === field);
    // who is not trusted is told as that
    if (!trusted || !asked) return [];
    const isOfInstitution = root?.organisation === data.institution;
    const isOwn =
      signer?.subject === asked.signer &&
      (asked.kind === 'institution' ? isOfInstitution && signer.organisation === asked.signer : isOfInstitution || !knowsInstitution);
    return isOwn ? [] : [{ signer: signer?.subject ?? field, named: asked.signer }];
  });
}

/** Required fields of the data that are not signed; where there are no data, all empty fields. */
function missingSignatures(fields: ReturnType<typeof signatureFields>, data: DocumentData | null): VerifyStatus['missing'] {
  const signed = new Set(fields.filter(({ value }) => value !== null).map(({ name }) => name));
  if (!data) return fields.filter(({ value }) => value === null).map(({ name }) => ({ field: name, label: '', signer: name }));
  return data.signatures
    .filter(({ field, required }) => required && !signed.has(field))
    .map(({ field, label, signer }) => ({ field, label, signer }));
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
