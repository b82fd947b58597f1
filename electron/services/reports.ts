/** 文书: figures from the store → document tree → PDF → signatures → verified → written whole → on record. */
import { existsSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { refuse } from '../../domain/result.ts';
import type { reportKinds } from '../../domain/api.ts';
import { buildDocument } from '../../domain/report/build.ts';
import type { DocumentData } from '../../domain/report/data.ts';
import { formatDate } from '../../domain/report/phrases.ts';
import type { DocumentTree } from '../../domain/report/tree.ts';
import { appendEvent } from '../../db/queries/events.ts';
import { findExportByPath, insertExport, listExports, listIdentities, updateExport } from '../../db/queries/results.ts';
import { writeAtomically } from '../io/files.ts';
import type { Handlers } from './dispatch.ts';
import { readKeyFile } from './identities.ts';
import { readReviewReport, readShortlist } from './report-data.ts';
import { readScoreSheet, readSummary } from './report-sheets.ts';
import { readVisitImages } from './report-visit.ts';
import { requireRound } from './rounds.ts';
import { requireApplication } from './panel.ts';
import type { Call, Session } from './session.ts';
import { requireUnblocked } from './tally.ts';
import { verifyBytes } from './verification.ts';

type ReportKind = (typeof reportKinds)[number];

interface Subject {
  readonly roundId: string;
  readonly applicationId: string | null;
  readonly tree: DocumentTree;
  readonly data: DocumentData;
  /** the file's own name, without ending */
  readonly name: string;
}

/** What a file may not be called on any of the three systems. */
function fileName(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  return text.replaceAll(/[\\/:*?"<>|\u0000-\u001f]/g, '').trim().slice(0, 80) || 'document';
}

interface Wanted {
  readonly kind: ReportKind;
  readonly roundId?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly personId?: string | undefined;
}

function readSubject(call: Call, { kind, ...ids }: Wanted): Subject {
  const { session, t } = call;
  const store = session.store.read;
  const need = (name: 'roundId' | 'applicationId' | 'personId') => ids[name] ?? refuse('report/missing-subject', { kind, needs: name });
  if (kind === 'review' || kind === 'sheet') {
    const application = requireApplication(store, need('applicationId'));
    const park = application.parkName;
    const data = kind === 'review' ? readReviewReport(store, application.id, call) : readScoreSheet(store, need('personId'), application.id, call);
    const name = data.kind === 'sheet' ? t('export.fileName.sheet', { park, person: data.expert.name }) : t('export.fileName.review', { park });
    return { roundId: application.roundId, applicationId: application.id, tree: buildDocument(data, t), data, name: fileName(name) };
  }
  const round = requireRound(store, need('roundId'));
  const data = kind === 'shortlist' ? readShortlist(store, round.id, call) : readSummary(store, round.id, call);
  return { roundId: round.id, applicationId: null, tree: buildDocument(data, t), data, name: fileName(t(`export.fileName.${kind}`, { round: round.name })) };
}

/** The institution's own root certificates: what a file of ours is checked against unless others are named. */
function ownRoots(session: Session): string[] {
  return listIdentities(session.store.read)
    .filter((row) => row.kind === 'root')
    .map((row) => row.certificate);
}

/** A free path: the name itself, then "name (2)", "name (3)" … */
function freePath(folder: string, name: string): string {
  for (let copy = 1; ; copy++) {
    const path = join(folder, copy === 1 ? `${name}.pdf` : `${name} (${copy}).pdf`);
    if (!existsSync(path)) return path;
  }
}

async function readDocument(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch {
    return refuse('workspace/file-missing', { name: path });
  }
}

export const reportHandlers = {
  async 'reports.export'(call, { kind, roundId, applicationId, personId, path, sign = [], replace = false }) {
    const { session, t, signal, progress } = call;
    const at = session.now();
    const subject = readSubject(call, { kind, roundId, applicationId, personId });
    const target = path !== undefined ? resolve(path) : freePath(join(session.dir, 'exports'), subject.name);
    if (!replace && existsSync(target)) refuse('report/path-taken', { path: target });
    if (sign.length > 0) requireUnblocked(session.store.read, subject.roundId, subject.applicationId, call);
    const steps = sign.length + 3;
    progress(0, steps, subject.name);

    const [{ loadFonts, renderPdf }, { signWith }, { openIdentity, viewCertificate }] = await Promise.all([
      import('../io/pdf-render.ts'),
      import('../io/pdf-sign.ts'),
      import('../io/identity.ts'),
    ]);
    const fonts = await loadFonts(join(session.resources, 'fonts'));
    const images = subject.data.kind === 'review' && subject.data.visit ? await readVisitImages(session, subject.data.park.applicationId) : {};
    const rendered = await renderPdf(subject.tree, { fonts, createdAt: at, images });
    progress(1, steps, subject.name);

    let bytes: Uint8Array = rendered.bytes;
    const signedBy: string[] = [];
    const free = subject.data.signatures.map((field) => ({ ...field, taken: false }));
    for (const [index, signer] of sign.entries()) {
      signal.throwIfAborted();
      const identity = await openIdentity(await readKeyFile(signer.identity), signer.passphrase);
      const { subject: holder } = await viewCertificate(identity.certificate);
      // a person signs the field that names them; whoever is named nowhere cannot sign this document
      const field = free.find((one) => !one.taken && one.signer === holder) ?? refuse('report/no-field-for', { signer: holder, document: subject.name });
      field.taken = true;
      bytes = await signWith(bytes, identity, {
        fieldName: field.field,
        reason: t(`export.reason.${kind}`),
        location: t('export.location'),
        at,
        fonts,
        strokes: signer.strokes,
        // the role stands above the field already
        label: `${holder}\n${formatDate(t, at)}`,
        seal: field.kind === 'institution',
      });
      signedBy.push(holder);
      progress(index + 2, steps, holder);
    }
    const verification = await verifyBytes(bytes, { roots: ownRoots(session), now: at, t });
    signal.throwIfAborted();
    await writeAtomically(target, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const exportId = session.newId();
    session.store.write((tx) => {
      insertExport(tx, {
        id: exportId,
        roundId: subject.roundId,
        kind,
        applicationId: subject.applicationId,
        personId: personId ?? null,
        path: target,
        sha256,
        pages: rendered.pages,
        signedBy,
        chainHead: subject.data.chainHead,
        at,
      });
      appendEvent(tx, { actor: 'secretary', at, kind: 'report.export', entity: `export:${exportId}`, new: { kind, sha256, pages: rendered.pages, signedBy, chainHead: subject.data.chainHead } });
    });
    progress(steps, steps, subject.name);
    return { exportId, path: target, sha256, pages: rendered.pages, verification };
  },
  'reports.list'(store, { roundId }) {
    requireRound(store, roundId);
    return listExports(store, roundId).map(({ id, kind, applicationId, personId, path, sha256, pages, signedBy, at }) => ({ exportId: id, kind, applicationId, personId, path, sha256, pages, signedBy, at }));
  },
  async 'documents.sign'({ session, language, t }, { path, identity, passphrase, strokes }) {
    const target = resolve(path);
    const bytes = await readDocument(target);
    const at = session.now();
    const [{ loadFonts }, { signWith }, { openIdentity, viewCertificate }] = await Promise.all([import('../io/pdf-render.ts'), import('../io/pdf-sign.ts'), import('../io/identity.ts')]);
    const opened = await openIdentity(await readKeyFile(identity), passphrase);
    const { subject: holder } = await viewCertificate(opened.certificate);
    const known = findExportByPath(session.store.read, target);
    if (known) requireUnblocked(session.store.read, known.roundId, known.applicationId, { language, t });
    const before = await verifyBytes(bytes, { roots: ownRoots(session), now: at, t, expectedSha256: known?.sha256 });
    // nobody should put a name under something that is not what it was
    if (before.status === 'altered' || before.status === 'unreadable') refuse('report/altered', { path: target });
    const field = before.missing.find((one) => one.signer === holder) ?? refuse('report/no-field-for', { signer: holder, document: basename(target) });
    const signed = await signWith(bytes, opened, {
      fieldName: field.field,
      reason: t('export.reason.later'),
      location: t('export.location'),
      at,
      fonts: await loadFonts(join(session.resources, 'fonts')),
      strokes,
      label: `${holder}\n${formatDate(t, at)}`,
      seal: field.field === 'institution',
    });
    await writeAtomically(target, signed);
    const sha256 = createHash('sha256').update(signed).digest('hex');
    if (known) {
      session.store.write((tx) => {
        updateExport(tx, known.id, { sha256, signedBy: [...known.signedBy, holder] });
        appendEvent(tx, { actor: 'secretary', at, kind: 'report.sign', entity: `export:${known.id}`, old: { sha256: known.sha256 }, new: { sha256, signer: holder } });
      });
    }
    return { path: target, sha256, verification: await verifyBytes(signed, { roots: ownRoots(session), now: at, t, expectedSha256: sha256 }) };
  },
  async 'documents.verify'({ session, t }, { path, roots }) {
    const bytes = await readDocument(path);
    const certificates = roots ? await Promise.all(roots.map(async (root) => Buffer.from(await readKeyFile(root)).toString('utf8'))) : ownRoots(session);
    // a file of ours that was cut back to an earlier signature is a perfectly valid file; only its record tells
    const expectedSha256 = findExportByPath(session.store.read, resolve(path))?.sha256;
    return verifyBytes(bytes, { roots: certificates, now: session.now(), t, expectedSha256 });
  },
} satisfies Partial<Handlers>;
