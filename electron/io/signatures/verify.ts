/**
 * What a signed document is worth: a status, never a yes or no alone. Needs no workspace and no network.
 */
import { PDF, type PdfDict, type PdfObject, type PdfRef } from '@libpdf/core';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { documentData, type DocumentData, recompute } from '../../../domain/report/documents/document.ts';
import { dataName } from '../../../domain/report/tree.ts';
import type { DocumentStatus } from '../../../domain/report/verdict.ts';
import { isReportKind } from '../../../domain/report/kinds.ts';
import type { Message } from '../../../domain/text.ts';
import { x509 } from '../crypto/crypto.ts';
import { hashOf } from '../hash.ts';
import { laterChanges } from './revisions.ts';
import { brokenCms, checkCms, type CmsStatus } from './signer.ts';
import { readStructure, type Structure } from './structure.ts';
import { signatureFields, signedPart } from './signed-part.ts';
import { checkTimestamp, type TimestampStatus } from './timestamp.ts';

export interface SignatureStatus extends CmsStatus {
  readonly field: string;
  /** offset behind the last byte that it signs; 0 where it signs nothing that can be found */
  readonly end: number;
  readonly coversWholeFile: boolean;
  /** what was appended after this signature beyond further signatures: paths in the document */
  readonly laterChanges: readonly string[];
  /** what was written after this signature is proof for later alone (DSS) */
  readonly onlyProofAfter: boolean;
  /** how many signatures were added after this one */
  readonly laterSignatures: number;
  /** as the signer claims, ISO */
  readonly signedAt: string | null;
  readonly reason: string | null;
  readonly location: string | null;
}

export interface DocumentTimestamp extends TimestampStatus {
  readonly field: string;
  /** offset behind the last byte that it covers; 0 where it covers nothing that can be found */
  readonly end: number;
  readonly coversWholeFile: boolean;
  readonly laterChanges: readonly string[];
  readonly onlyProofAfter: boolean;
}

/**
 * The pages of a file against what its data say: the problems found; or why nothing could be compared, because another version of
 * the program drew the file, or because photos that the data name are not in it.
 */
export type ComparePages = (file: Uint8Array, data: DocumentData) => Promise<readonly Message[] | 'other-drawing' | 'photos-missing'>;

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
  /** the pages follow from the attached data, as two readers see them; null: not compared (see io/documents/redraw.ts) */
  readonly redrawn: boolean | null;
  readonly chainHead: string | null;
  readonly problems: readonly Message[];
  /** what is worth knowing of a file that is sound */
  readonly notes: readonly Message[];
  /** who signed after the state whose SHA-256 was expected; empty unless the file is that state and these signatures */
  readonly signedSince: readonly string[];
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
    pdf = await PDF.load(new Uint8Array(bytes));
    fields = signatureFields(pdf);
  } catch {
    return unreadable(hash);
  }
  const file: File = { bytes, pdf, fields, structure, roots: options.roots.map((pem) => new x509.X509Certificate(pem)) };
  const signatures = await checkSignatures(file, hash, options);
  const timestamps = await checkTimestamps(file);
  const { embedded, data } = readEmbedded(pdf, options.recompute ?? recompute);
  const missing = missingSignatures(fields, data);
  const compared = data && structure.plain && options.pages !== 'drawn-here' ? await options.pages(bytes, data) : [];
  const different = typeof compared === 'string' ? [] : compared;
  const signedSince = signaturesSince(file, signatures, timestamps, options.expectedSha256, hash);
  const findings = await findAll(file, { signatures, timestamps, embedded, compared, missing, isRecorded: signedSince !== null });
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

interface Found {
  readonly signatures: readonly SignatureStatus[];
  readonly timestamps: readonly DocumentTimestamp[];
  readonly embedded: EmbeddedStatus;
  readonly compared: Awaited<ReturnType<ComparePages>>;
  readonly missing: VerifyStatus['missing'];
  /** it is the file on record, or that one and further signatures; also where nothing is on record */
  readonly isRecorded: boolean;
}

/** Why a file is not valid. */
interface Finding {
  readonly status: DocumentStatus;
  readonly bottomLine: Message;
  /** said beside the signatures too, where these do not say it themselves */
  readonly isProblem: boolean;
}

/**
 * Everything that speaks against a file, the worst first: its first line is the file's. `altered` is said only where a digest or a
 * page differs from what was signed, drawn or recorded.
 */
async function findAll(file: File, { signatures, timestamps, embedded, compared, missing, isRecorded }: Found): Promise<Finding[]> {
  const findings: Finding[] = [];
  const say = (status: DocumentStatus, key: string, params?: Message['params'], isProblem = true): void => {
    findings.push({ status, bottomLine: { key: `reports.verify.${key}`, ...(params && { params }) }, isProblem });
  };
  const about = (status: DocumentStatus, key: string, list: readonly SignatureStatus[]): void => {
    if (list.length > 0) say(status, key, { signers: names(list) }, false);
  };
  about(
    'altered',
    'altered',
    signatures.filter(({ intact, judged }) => !intact && judged),
  );
  if (timestamps.some((each) => !each.intact || each.laterChanges.length > 0)) say('altered', 'problem.timestamp');
  const { structure } = file;
  // of a file that nobody signed, and that carries nothing of ours, nothing is claimed that its structure could belie
  const claims = signatures.length > 0 || embedded.present;
  const isForeign = !structure.plain && structure.fault === 'foreign';
  if (!structure.plain && claims && (!isForeign || embedded.present))
    say('structure', 'structure', { fault: `reports.structure.${structure.fault}` });
  else if (structure.plain && !endsAtRevisions(file)) say('structure', 'structure', { fault: 'reports.structure.range' });
  about(
    'altered',
    'changedLater',
    signatures.filter((each) => each.laterChanges.length > 0),
  );
  if (!isRecorded) say('altered', 'problem.notTheRecorded');
  if (await removedSignatures(file)) say('altered', 'problem.removed');
  if (typeof compared !== 'string')
    for (const { key, params } of compared)
      findings.push({ status: 'altered', bottomLine: { key, ...(params && { params }) }, isProblem: true });
  if (embedded.present && !embedded.readable && embedded.kind === null) say('inconsistent', 'problem.data');
  if (embedded.recomputes === false) say('inconsistent', 'problem.recompute');
  if (compared === 'photos-missing') say('inconsistent', 'problem.photos');
  if (signatures.length === 0) {
    say('unsigned', 'unsigned', undefined, false);
    return findings;
  }
  about(
    'unjudged',
    'unjudged',
    signatures.filter(({ judged }) => !judged),
  );
  // what came after the last signature is not looked into there
  if (isForeign && signatures.length > 0 && !signatures.some((each) => each.coversWholeFile)) say('appended', 'problem.appended');
  if (!embedded.present) say('noData', 'noData', { signers: names(signatures) }, false);
  else if (embedded.kind !== null && !embedded.readable) say('unjudged', 'problem.kind', { kind: embedded.kind });
  if (compared === 'other-drawing') say('otherDrawing', 'otherDrawing', { signers: names(signatures) }, false);
  const without = signatures.filter((each) => !each.trusted);
  about(
    'untrusted',
    'revoked',
    without.filter(({ problems }) => problems.includes('revoked')),
  );
  about(
    'untrusted',
    'weak',
    without.filter(({ problems }) => problems.includes('weak-key') || problems.includes('weak-hash')),
  );
  about('untrusted', 'untrusted', without);
  const covering = [...signatures, ...timestamps].filter((each) => each.trusted);
  if (!covering.some((each) => each.coversWholeFile) && !isCoveredButForProof(signatures, timestamps)) say('appended', 'problem.appended');
  if (missing.length > 0) {
    const params = { count: signatures.length, signers: names(signatures), missing: joined(missing.map(({ signer }) => signer)) };
    say('incomplete', 'incomplete', params, false);
  }
  return findings;
}

/**
 * Who signed after the state with the SHA-256 `expected`, empty where the file is that state; null where it is neither. A program
 * that ended between signing and recording leaves such a file, and so does who signs elsewhere and hands the file back.
 */
function signaturesSince(
  { bytes, structure }: File,
  signatures: readonly SignatureStatus[],
  timestamps: readonly DocumentTimestamp[],
  expected: string | undefined,
  sha256: string,
): string[] | null {
  if (expected === undefined || expected === sha256) return [];
  const state = (structure.plain ? structure.revisions : [])
    .flatMap(({ eof, end }) => [eof, end])
    .find((end) => hashOf(bytes.subarray(0, end)) === expected);
  if (state === undefined) return null;
  const later = signatures.filter(({ end }) => end > state);
  const added = [...later, ...timestamps.filter(({ end }) => end > state)];
  const sound = added.length > 0 && added.every(({ intact, trusted, laterChanges: changes }) => intact && trusted && changes.length === 0);
  return sound ? later.map(({ signer, field }) => signer?.subject ?? field) : null;
}

function bestOf(signatures: readonly SignatureStatus[]): Pick<VerifyStatus, 'status' | 'bottomLine'> {
  return { status: 'valid', bottomLine: { key: 'reports.verify.valid', params: { count: signatures.length, signers: names(signatures) } } };
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

/** No signature or timestamp that is trusted covers the last byte, but what came after the last of them is proof for later alone. */
function isCoveredButForProof(signatures: readonly SignatureStatus[], timestamps: readonly DocumentTimestamp[]): boolean {
  const trusted = [...signatures, ...timestamps].filter((each) => each.trusted);
  return !trusted.some((each) => each.coversWholeFile) && trusted.some((each) => each.onlyProofAfter);
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
      const earlier = await PDF.load(bytes.slice(0, eof));
      if (signatureFields(earlier).some(({ name, value }) => value !== null && !now.has(name))) return true;
    } catch {
      // a revision that does not read by itself: the signatures over it say so
    }
  }
  return false;
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

/** Of the signers, or of their fields where no certificate tells. */
function names(signatures: readonly SignatureStatus[]): string {
  return joined(signatures.map((each) => each.signer?.subject ?? each.field));
}

/** Names in a row, with a mark between them that is at home in both languages. */
function joined(names: readonly string[]): string {
  return [...new Set(names)].join(' · ');
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
