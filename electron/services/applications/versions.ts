/** 新版本: files that an applicant hands in later, read as an import reads them and put in the place of the version in force. */
import type { DocumentKind, ReadValue } from '../../../domain/model.ts';
import { refuse } from '../../../domain/result.ts';
import { listFieldValues, type ApplicationRow } from '../../../db/queries/applications.ts';
import { getPackage, listCurrentPackages, listDocuments, listFindings } from '../../../db/queries/packages.ts';
import type { RoundRow } from '../../../db/queries/rounds.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import type { StagedBlob } from '../../io/blobs.ts';
import { hashOf } from '../../io/hash.ts';
import type { ParsedDocument, ParsedPackage } from '../../io/packages/read-package.ts';
import type { Act } from '../session/act.ts';
import { requireApplication, schemeOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';
import { applyImport } from './packages.ts';

interface Handed {
  readonly application: ApplicationRow;
  readonly round: RoundRow;
  readonly paths: readonly string[];
  /** all that counts from now on; else what is added to the version in force */
  readonly whole: boolean;
}

export interface Version extends Handed {
  readonly parsed: ParsedPackage;
}

/**
 * Reads and stores the files, of which nothing counts until {@link takeVersion}.
 * @throws whatever the package is refused for, supplement/one-package, supplement/same-files, supplement/no-files
 */
export async function readVersion(call: Call, handed: Handed): Promise<Version> {
  const { session, signal, progress } = call;
  const { store, blobs } = session;
  const { round, paths, whole, application } = handed;
  const scheme = schemeOf(store.read, round);
  const schemes = [scheme, ...session.schemes().filter((one) => one.id !== scheme.id)];
  await blobs.sweep();
  const { readPackages } = await import('../../io/packages/read-package.ts');
  const read: ParsedPackage[] = [];
  const staged: StagedBlob[] = [];
  try {
    for await (const reading of readPackages(paths, {
      blobs,
      schemes,
      schemeId: scheme.id,
      takesUnread: () => !whole,
      signal,
      onProgress: ({ package: name, path, done, total }) => progress(done, total, path ? `${name} · ${path}` : name),
    })) {
      if (reading.kind === 'refused') refuse(reading.code, reading.details);
      read.push(reading.package);
      staged.push(...reading.staged);
    }
    const [first, ...more] = read;
    if (!first) return refuse('supplement/no-files', {});
    if (whole && more.length > 0) refuse('supplement/one-package', { count: read.length });
    const current = getPackage(store.read, application.packageId);
    if (whole && current?.sha256 === first.sha256) refuse('supplement/same-files', { park: application.parkName });
    await blobs.commit(staged);
    return { ...handed, parsed: whole ? first : joined(read) };
  } catch (error) {
    await blobs.discard(staged);
    throw error;
  }
}

/** Files that came beside each other, as of one folder. */
function joined(read: readonly ParsedPackage[]): ParsedPackage {
  const documents = read.flatMap((one) => one.documents);
  const [first] = read;
  // a form among them is the one that could be read
  const form = read.find((one) => one.form.lack === undefined)?.form ?? first?.form;
  if (!first || !form) throw new Error('nothing was read');
  return {
    ...first,
    name: read
      .map(({ name }) => name)
      .join('、')
      .slice(0, 200),
    sha256: hashOf(
      documents
        .map(({ sha256, path }) => `${sha256}  ${path}\n`)
        .toSorted()
        .join(''),
    ),
    bytes: read.reduce((sum, { bytes }) => sum + bytes, 0),
    junk: read.reduce((sum, { junk }) => sum + junk, 0),
    documents,
    form,
  };
}

/** What the form of the version in force says, where the new files bring none. */
function keptForm(store: ReadStore, { id, packageId }: ApplicationRow): ParsedPackage['form'] | null {
  const current = getPackage(store, packageId);
  if (!current || current.formFormat === 'none') return null;
  const rows = listFieldValues(store, id).filter(({ source }) => source === 'form');
  const fields = Object.fromEntries(rows.map(({ key, raw, value, unit }): [string, ReadValue] => [key, { raw, value, unit }]));
  const titles = listFindings(store, packageId).flatMap(({ code, params }) =>
    code === 'attachment-absent' ? [String(params['title'])] : [],
  );
  return {
    format: current.formFormat,
    documentPath: listDocuments(store, packageId).find(({ kind }) => kind === 'form')?.path ?? '',
    fields,
    unread: current.unread,
    schemeId: '',
    named: titles,
    unseen: [],
    apart: [],
  };
}

/** The files in force with what was added; of one path the new one counts. */
function withAdded(store: ReadStore, application: ApplicationRow, added: ParsedPackage): ParsedPackage {
  const kept = added.form.lack === undefined ? null : keptForm(store, application);
  const asOther = (kind: DocumentKind): DocumentKind => (kept !== null && kind === 'form' ? 'other' : kind);
  const documents = added.documents.map((one) => ({ ...one, kind: asOther(one.kind) }));
  const paths = new Set(documents.map(({ path }) => path));
  // where a new form counts, the old one is one of the files
  const before = listDocuments(store, application.packageId)
    .filter(({ path }) => !paths.has(path))
    .map(({ path, kind, sha256, bytes }): ParsedDocument => ({
      path,
      kind: kept === null && kind === 'form' ? 'other' : kind,
      sha256,
      bytes,
    }));
  return { ...added, form: kept ?? added.form, documents: [...before, ...documents] };
}

/** Puts the version in force: the old one stays on record with its files. */
export function takeVersion(
  tx: WriteStore,
  { application: { id: applicationId }, round, whole, parsed }: Version,
  call: Call,
  act: Act,
): { packageId: string; beforePackageId: string } {
  const application = requireApplication(tx, applicationId);
  const { parkName, packageId: beforePackageId } = application;
  const current = listCurrentPackages(tx, round.id);
  const kept = whole ? parsed : withAdded(tx, application, parsed);
  const plan = { kind: 'newVersion', applicationId, parkName } as const;
  const scheme = schemeOf(tx, round);
  applyImport(tx, { round, scheme, parsed: kept, plan, current, parkName, given: undefined }, call, act);
  return { packageId: requireApplication(tx, applicationId).packageId, beforePackageId };
}
