/** 文书: figures from the store → document tree → PDF → signatures → verified → written whole → on record. */
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { refuse } from '../../../domain/result.ts';
import type { InRecord, Verification } from '../../../domain/contract/api.ts';
import { buildDocument } from '../../../domain/report/documents/document.ts';
import { isOpenToPanel } from '../../../domain/report/kinds.ts';
import { isSpoilt } from '../../../domain/report/verdict.ts';
import { checkTexts } from '../../../domain/texts/own-texts.ts';
import { formatDate } from '../../../domain/report/phrases.ts';
import { signatureLabel } from '../../../domain/report/signers.ts';
import { findExportByPath, listIdentities } from '../../../db/queries/results.ts';
import { findPlace } from '../../../db/record/anchors.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import { lookAt } from '../../io/at-rest/encrypted-file.ts';
import { hashOf } from '../../io/hash.ts';
import type { Handlers } from '../session/dispatch.ts';
import { translator } from '../session/texts.ts';
import { listDocuments, recordedAt, recordExport, recordSignature, recordSignedSince, recordVerification } from './record.ts';
import { findSubject, orderOf, requireDue, type Subject } from './subjects.ts';
import { requireRound } from '../session/lookups.ts';
import { keepFile, whereKept, writeNamed } from '../session/own-files.ts';
import { readGiven, refuseTaken } from '../session/paths.ts';
import type { Call, Session } from '../session/session.ts';
import { openSigners, unlockMinutes } from '../identities/unlocked-key.ts';
import type { DocumentThread } from '../../io/documents/document-thread.ts';
import { requireUnblocked } from '../tally/blocked.ts';
import { readTrust, statesOf, verifyBytes, type VerifyQuestion } from './verification.ts';
import { isOffice, secretary } from '../session/access.ts';

/** The institution's own root certificates: what a file of ours is checked against unless others are named. */
export function ownRoots(session: Session): string[] {
  return listIdentities(session.store.read)
    .filter((row) => row.kind === 'root')
    .map((row) => row.certificate);
}

/** Told to the secretary alone: a member could try out heads until one is found. */
function placeInRecord({ session, actor }: Call, bytes: Uint8Array, { chainHead, rowHead }: Verification): InRecord {
  if (chainHead === null || actor !== secretary) return null;
  const place = findPlace(session.store.read, { chainHead, rowHead, states: statesOf(bytes) });
  return { belongs: place?.isLogged ?? false, known: place?.isKnown ?? false, seq: place?.seq ?? null, at: place?.at ?? null };
}

/** Against what a file is checked here: the roots, and what was taken back as far as word of it came. */
function trustOf(session: Session): Pick<VerifyQuestion, 'roots' | 'takenBack'> {
  const takenBack = listIdentities(session.store.read).flatMap(({ fingerprint, revokedAt }) =>
    revokedAt === null ? [] : [[fingerprint, revokedAt] as const],
  );
  return { roots: ownRoots(session), takenBack: new Map(takenBack) };
}

/** A free path: the name itself, then "name (2)", "name (3)" … */
function freePath(folder: string, name: string, ending: string): string {
  for (let copy = 1; ; copy++) {
    const path = join(folder, copy === 1 ? `${name}.${ending}` : `${name} (${copy}).${ending}`);
    if (!existsSync(path)) return path;
  }
}

interface Made {
  readonly bytes: Uint8Array;
  readonly pages: number;
  readonly signedBy: readonly string[];
  readonly verification: Verification;
}

/** What draws and signs is loaded, and works, beside the process that answers people. */
async function inThread<T>({ session, signal }: Call, work: (thread: DocumentThread) => Promise<T>): Promise<T> {
  const { inDocumentThread } = await import('../../io/documents/document-thread.ts');
  return inDocumentThread(join(session.resources, 'fonts'), signal, work);
}

async function makePdf(call: Call, subject: Subject, at: string, sign: Parameters<typeof openSigners>[1]): Promise<Made> {
  const { session, t, progress } = call;
  const steps = sign.length + 3;
  let done = 0;
  progress(done, steps, subject.name);
  const signers = (await openSigners(call, sign)).map(({ signer }) => signer);
  const order = await orderOf(subject, call, at);
  const made = await inThread(call, (thread) =>
    thread.makeAlone(order, signers, (holder) => progress(++done, steps, holder ?? subject.name)),
  );
  return {
    ...made,
    verification: await verifyBytes(made.bytes, {
      name: subject.name,
      ...trustOf(session),
      now: at,
      t,
      pages: { resources: session.resources, drawnHere: true },
    }),
  };
}

/** Word's own: no pages before it is opened, no signatures, no attached figures. */
async function makeDocx(call: Call, subject: Subject, at: string): Promise<Made> {
  const { renderDocx } = await import('../../io/documents/docx.ts');
  const { tree, images } = await orderOf(subject, call, at);
  const bytes = await renderDocx(tree, images);
  const embedded = { present: false, readable: false, kind: null, recomputes: null, differences: [] };
  const verification: Verification = {
    status: 'unsigned',
    bottomLine: call.t('reports.verify.draft'),
    sha256: hashOf(bytes),
    signatures: [],
    timestamps: [],
    missing: [],
    embedded,
    redrawn: null,
    chainHead: null,
    rowHead: null,
    problems: [],
    notes: [],
    signedSince: [],
  };
  return { bytes, pages: 0, signedBy: [], verification };
}

/** In an encrypted workspace documents, which others are to read, go where a person's files go. */
function exportsFolder(session: Session): string {
  return session.key === null ? join(session.dir, 'exports') : session.folder;
}

/** Made before the workspace was encrypted, and encrypted with it. */
function isEncrypted({ key }: Session, path: string): boolean {
  return lookAt(path, key).key !== null;
}

export const reportHandlers = {
  async 'reports.export'(call, { kind, format, roundId, applicationId, personId, path, sign = [], replace = false }) {
    const { session, signal, progress, at } = call;
    if (format === 'docx' && sign.length > 0) refuse('report/draft-unsigned', { kind });
    const found = findSubject(call, { kind, roundId, applicationId, personId });
    requireDue(session.store.read, found, { isDraft: format === 'docx' });
    const subject = found.read();
    const target = path !== undefined ? resolve(path) : freePath(exportsFolder(session), subject.name, format);
    refuseTaken(session, 'report/path-taken', [target], replace);
    if (sign.length > 0) requireUnblocked(session.store.read, subject.roundId, subject.applicationId, call);
    const { bytes, pages, signedBy, verification } = await (format === 'pdf'
      ? makePdf(call, subject, at, sign)
      : makeDocx(call, subject, at));
    signal.throwIfAborted();
    await writeNamed(session, target, bytes);
    const sha256 = hashOf(bytes);
    const exportId = recordExport(call, subject, { path: target, sha256, pages, signedBy, status: verification.status }, at);
    progress(1, 1, subject.name);
    return { exportId, path: target, sha256, pages, verification };
  },
  async 'reports.preview'(call, { texts, ...wanted }) {
    const { session } = call;
    if (texts) checkTexts(texts);
    const subject = findSubject({ ...call, texts }, wanted).read();
    const { bytes, pages } = await inThread(call, (thread) =>
      thread.preview(buildDocument(subject.data, translator(subject.data.language)), session.now()),
    );
    return { name: subject.name, pdf: Buffer.from(bytes).toString('base64'), pages };
  },
  'reports.list'(store, { roundId }, { actor }) {
    requireRound(store, roundId);
    const office = isOffice(store, actor);
    return listDocuments(store, roundId).filter(({ kind }) => office || isOpenToPanel(kind));
  },
  async 'documents.sign'(call, { path, ...key }) {
    const { session, language, t, at } = call;
    const target = resolve(path);
    const lying = whereKept(session, target);
    const bytes = await readGiven(lying, session.key);
    const [opened] = await openSigners(call, [key]);
    const signer = opened?.signer ?? refuse('identity/locked', { minutes: unlockMinutes });
    const { holder, strokes } = signer;
    const known = findExportByPath(session.store.read, target);
    if (known) requireUnblocked(session.store.read, known.roundId, known.applicationId, { language, t });
    if (known) requireDue(session.store.read, known, { madeAt: known.at });
    // what is on record was drawn here; anything else may say one thing on its pages and another in its figures
    const pages = { resources: session.resources, drawnHere: known?.sha256 === hashOf(bytes) };
    const before = await verifyBytes(bytes, {
      name: target,
      signal: call.signal,
      ...trustOf(session),
      now: at,
      t,
      pages,
      expectedSha256: known?.sha256,
      recordedAt: known && recordedAt(session.store.read, known),
    });
    // nobody should put a name under something that is not what it was
    if (isSpoilt(before.status)) refuse('report/altered', { path: target });
    const recorded = known && recordSignedSince(call, known, before);
    const field =
      before.missing.find((one) => one.signer === holder) ?? refuse('report/no-field-for', { signer: holder, document: basename(target) });
    const others = before.missing.filter((one) => one !== field).map(({ signer }) => signer);
    if (field.field === 'institution' && others.length > 0)
      refuse('report/institution-last', { document: basename(target), missing: others });
    const options = {
      fieldName: field.field,
      reason: t('reports.reason.later'),
      location: t('reports.location'),
      at,
      strokes,
      label: signatureLabel(holder, formatDate(t, dateInChina(at))),
      seal: field.field === 'institution',
    };
    const signed = await inThread(call, (thread) => thread.sign(bytes, signer, options));
    const sha256 = hashOf(signed);
    const verification = await verifyBytes(signed, { name: target, ...trustOf(session), now: at, t, pages, expectedSha256: sha256 });
    await (isEncrypted(session, lying) ? keepFile(session, target, signed) : writeNamed(session, target, signed));
    // ends the program here, the next look at the file finds the signature and records it
    if (recorded) recordSignature(call, recorded, { sha256, status: verification.status }, [holder]);
    return { path: target, sha256, verification };
  },
  async 'documents.verify'(call, { path, roots }) {
    const { session, t } = call;
    const bytes = await readGiven(whereKept(session, path), session.key);
    const named = roots && { roots: (await readTrust(roots)).roots };
    // a file of ours that was cut back to an earlier signature is a perfectly valid file; only its record tells
    const known = findExportByPath(session.store.read, resolve(path));
    const verification = await verifyBytes(bytes, {
      name: path,
      signal: call.signal,
      ...trustOf(session),
      ...named,
      now: session.now(),
      t,
      expectedSha256: known?.sha256,
      recordedAt: known && recordedAt(session.store.read, known),
      pages: session,
    });
    const record = placeInRecord(call, bytes, verification);
    if (known) recordVerification(call, recordSignedSince(call, known, verification), verification);
    return { ...verification, record };
  },
} satisfies Partial<Handlers>;
