/**
 * Reads application packages 申报材料 one after the other: every document staged and hashed, the form found
 * and read. All or nothing per package: a package that is refused leaves nothing, and does not stop the next.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DocumentKind, FormFormat, ReadValue } from '../../domain/model.ts';
import { namedAttachments } from '../../domain/package/attachments.ts';
import type { FormContent } from '../../domain/package/form-content.ts';
import { isFormName, kindByName } from '../../domain/package/paths.ts';
import { readForm } from '../../domain/package/read-form.ts';
import { recogniseForm } from '../../domain/package/recognise.ts';
import type { ErrorCode, ErrorDetails } from '../../domain/result.ts';
import { Refusal, refuse } from '../../domain/result.ts';
import type { Scheme } from '../../domain/scheme/scheme.ts';
import type { BlobStore, StagedBlob } from './blobs.ts';
import { FormFault } from './forms/office.ts';
import { isReadable, readFormFile } from './forms/read-form-file.ts';
import type { PackageTree, TreeFile } from './package-tree.ts';
import { openTree } from './package-tree.ts';
import type { NameEncoding } from './zip-names.ts';
import type { ZipLimits } from './zip.ts';
import { packageLimits } from './zip.ts';

export interface ParsedDocument {
  readonly path: string;
  readonly kind: DocumentKind;
  readonly sha256: string;
  readonly bytes: number;
}

export interface ParsedForm {
  readonly format: FormFormat;
  readonly documentPath: string;
  readonly fields: Readonly<Record<string, ReadValue>>;
  readonly unread: readonly string[];
  readonly schemeId: string;
  /** titles of attachments that the form names; for the findings */
  readonly named: readonly string[];
}

export interface ParsedPackage {
  readonly name: string;
  /** of the zip's bytes; of a folder, over its sorted `sha256  path` lines */
  readonly sha256: string;
  readonly bytes: number;
  readonly documents: readonly ParsedDocument[];
  /** how many junk files were left out */
  readonly junk: number;
  readonly form: ParsedForm;
  readonly nameEncoding: NameEncoding;
}

export type PackageReading =
  /** the staged blobs are the caller's now: commit or discard them */
  | { readonly kind: 'read'; readonly package: ParsedPackage; readonly staged: readonly StagedBlob[] }
  | { readonly kind: 'refused'; readonly package: string; readonly code: ErrorCode; readonly details: ErrorDetails };

export interface ReadProgress {
  readonly package: string;
  readonly path: string;
  /** bytes of the package read so far, and in all */
  readonly done: number;
  readonly total: number;
}

export interface ReadOptions {
  readonly blobs: BlobStore;
  readonly schemes: readonly Scheme[];
  /** the rule book of the round */
  readonly schemeId: string;
  readonly limits?: ZipLimits;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/** Throws Refusal `call/cancelled` and `workspace/…` (a full disk stops the whole); everything else is told per package. */
export async function* readPackages(paths: readonly string[], options: ReadOptions): AsyncGenerator<PackageReading> {
  for (const path of paths) yield await readOne(path, options);
}

async function readOne(path: string, options: ReadOptions): Promise<PackageReading> {
  const name = basename(path);
  try {
    const tree = await openTree(path, name, options.limits ?? packageLimits);
    try {
      return await readTree(tree, options);
    } finally {
      await tree.close();
    }
  } catch (error) {
    return refusedReading(name, error);
  }
}

function refusedReading(name: string, error: unknown): PackageReading {
  if (error instanceof Refusal && error.code.startsWith('package/')) return { kind: 'refused', package: name, code: error.code, details: { ...error.details, package: name } };
  if (error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EIO', 'EBUSY'].includes(String(error.code))) {
    return { kind: 'refused', package: name, code: 'package/not-found', details: { package: name, reason: error.code } };
  }
  throw error;
}

interface Staged {
  readonly document: ParsedDocument;
  readonly blob: StagedBlob;
}

async function readTree(tree: PackageTree, options: ReadOptions): Promise<PackageReading> {
  const staged: Staged[] = [];
  try {
    const hashing = tree.sha256?.();
    hashing?.catch(() => {}); // awaited below; a refusal before that must not leave it unheard
    await stageAll(tree, options, staged);
    const form = await findForm(staged, options);
    const documents = staged.map(({ document }) => (document.path === form.documentPath ? { ...document, kind: 'form' as const } : document));
    const sha256 = (await hashing) ?? digestOf(documents);
    const parsed: ParsedPackage = { name: tree.name, sha256, bytes: tree.bytes, documents, junk: tree.junk, form, nameEncoding: tree.nameEncoding };
    return { kind: 'read', package: parsed, staged: staged.map(({ blob }) => blob) };
  } catch (error) {
    await options.blobs.discard(staged.map(({ blob }) => blob));
    throw error;
  }
}

async function stageAll(tree: PackageTree, options: ReadOptions, staged: Staged[]): Promise<void> {
  const total = tree.files.reduce((sum, file) => sum + file.bytes, 0);
  let done = 0;
  for (const file of tree.files) {
    options.onProgress?.({ package: tree.name, path: file.path, done, total });
    const blob = await options.blobs.stage(cancellable(file, options.signal));
    staged.push({ document: { path: file.path, kind: kindByName(file.path), sha256: blob.sha256, bytes: blob.bytes }, blob });
    done += file.bytes;
  }
  options.onProgress?.({ package: tree.name, path: '', done, total });
}

async function* cancellable(file: TreeFile, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  if (signal?.aborted) refuse('call/cancelled');
  for await (const chunk of file.open()) {
    if (signal?.aborted) refuse('call/cancelled');
    yield chunk;
  }
}

function digestOf(documents: readonly ParsedDocument[]): string {
  const lines = documents.map((document) => `${document.sha256}  ${document.path}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** Where one park's form was filled in twice, the format that is read best speaks. */
const preference: readonly FormFormat[] = ['docx', 'xlsx', 'doc', 'json', 'pdf', 'scan'];
const largestForm = 64 * 1024 ** 2;
/** how many files are opened to look for a form that has no telling name */
const mostTries = 20;

/** Throws `package/no-form`, `two-forms`, `other-scheme`, `form-unreadable`. */
async function findForm(staged: readonly Staged[], options: ReadOptions): Promise<ParsedForm> {
  const scheme = options.schemes.find((each) => each.id === options.schemeId) ?? refuse('scheme/unknown', { schemeId: options.schemeId });
  const named = staged.filter(({ document }) => isFormName(document.path));
  const candidates = named.length > 0 ? named : staged.filter(({ document }) => isReadable(document.path) && document.bytes <= largestForm).slice(0, mostTries);
  const forms: ParsedForm[] = [];
  let other: string | null = null;
  let fault: { path: string; reason: string } | null = null;
  for (const { document, blob } of candidates) {
    try {
      if (document.bytes > largestForm) throw new FormFault('too-large');
      const { format, content } = await readFormFile(document.path, await readFile(blob.tempPath));
      if (format === 'scan') {
        if (named.length > 0) forms.push(formOf(format, document.path, content, scheme));
        continue;
      }
      const whose = recogniseForm(content, options.schemes, scheme.id);
      if (whose.kind === 'own') forms.push(formOf(format, document.path, content, scheme));
      else if (whose.kind === 'other') other ??= whose.schemeId;
    } catch (error) {
      if (!(error instanceof FormFault)) throw error;
      fault ??= { path: document.path, reason: error.reason };
    }
  }
  return chooseForm(forms) ?? noForm(other, named.length > 0 ? fault : null);
}

function formOf(format: FormFormat, documentPath: string, content: FormContent, scheme: Scheme): ParsedForm {
  return { format, documentPath, ...readForm(content, scheme), schemeId: scheme.id, named: namedAttachments(content) };
}

function chooseForm(forms: readonly ParsedForm[]): ParsedForm | null {
  const [best, ...rest] = [...forms].sort((a, b) => preference.indexOf(a.format) - preference.indexOf(b.format));
  if (!best) return null;
  const said = (form: ParsedForm) => JSON.stringify(Object.keys(form.fields).sort().map((key) => [key, form.fields[key]?.value]));
  const differing = rest.find((form) => form.format !== 'scan' && said(form) !== said(best));
  if (differing) refuse('package/two-forms', { paths: [best.documentPath, differing.documentPath] });
  return best;
}

function noForm(other: string | null, fault: { path: string; reason: string } | null): never {
  if (other !== null) return refuse('package/other-scheme', { schemeId: other });
  return fault ? refuse('package/form-unreadable', fault) : refuse('package/no-form');
}
