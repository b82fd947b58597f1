/**
 * Reads application packages 申报材料 one after the other: every document staged and hashed, the form found
 * and read. All or nothing per package: a package that is refused leaves nothing, and does not stop the next.
 * A path may hold many packages: a folder of zips, a prefecture's zip of zips, a folder for each park. A document by itself, a form, its
 * scan or its photo, is a package of one file.
 */
import { basename } from 'node:path';
import type { DocumentKind } from '../../../domain/model.ts';
import { baseName, isSummaryName, kindByName, volumeOf } from '../../../domain/package/paths.ts';
import { Refusal, refuse, type ErrorCode, type ErrorDetails } from '../../../domain/result.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import type { BlobStore, StagedBlob } from '../blobs.ts';
import { isUnread } from '../foreign/reader.ts';
import { hashOf } from '../hash.ts';
import { emptyForm, findForm, lackOf } from './find-form.ts';
import type { ParsedForm } from './parse-form.ts';
import { openTree, type Application, type PackageTree, type TreeFile } from './package-tree.ts';
import type { NameEncoding } from '../zip/names.ts';
import { packageLimits, type ZipLimits } from '../zip/zip.ts';

export interface ParsedDocument {
  readonly path: string;
  readonly kind: DocumentKind;
  readonly sha256: string;
  readonly bytes: number;
}

export interface ParsedPackage {
  /** the name of the zip or folder; of one inside a bundle, behind the bundle's: 长沙市.zip/甲.zip */
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
  /** whether a package of this name is taken in although no form of it can be read: then every field is open */
  readonly takesUnread?: (name: string) => boolean;
  readonly limits?: ZipLimits;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/** Archives inside an archive are opened one level deep; a folder on disk is no level. */
const deepest = 2;

/**
 * A 申报汇总表 among the paths is no package and passed over (see read-summary.ts).
 * Throws Refusal `call/cancelled` and `workspace/…` (a full disk stops the whole); everything else is told per package.
 */
export async function* readPackages(paths: readonly string[], options: ReadOptions): AsyncGenerator<PackageReading> {
  const packages = paths.filter((path) => !isSummaryName(path));
  let told = 0;
  const begin = (index: number): Begun | undefined => {
    const path = packages[index];
    if (path === undefined) return undefined;
    const onProgress: ReadOptions['onProgress'] = (progress) => (index === told ? options.onProgress?.(progress) : undefined);
    const rest = readPath(path, basename(path), { ...options, onProgress });
    const first = rest.next();
    // it is asked for later, and told then
    first.catch(() => undefined);
    return { first, rest };
  };
  // the next one is begun while this one is read and kept: disk, processor and the reader of forms wait for each other less
  let ahead = begin(0);
  try {
    while (ahead) {
      const { first, rest } = ahead;
      ahead = begin(told + 1);
      try {
        const read = await first;
        if (!read.done) {
          yield read.value;
          yield* rest;
        }
      } finally {
        await rest.return(undefined);
      }
      told += 1;
    }
  } finally {
    if (ahead) await leave(ahead, options);
  }
}

/** A package whose reading is under way. */
interface Begun {
  readonly first: Promise<IteratorResult<PackageReading, unknown>>;
  readonly rest: AsyncGenerator<PackageReading>;
}

/** What was begun and is not wanted any more. */
async function leave({ first, rest }: Begun, { blobs }: ReadOptions): Promise<void> {
  const read = await first.catch(() => undefined);
  if (read && !read.done && read.value.kind === 'read') await blobs.discard(read.value.staged);
  await rest.return(undefined);
}

async function* readPath(path: string, name: string, options: ReadOptions): AsyncGenerator<PackageReading> {
  if (volumeOf(path) !== null) {
    yield { kind: 'refused', package: name, code: 'package/split-archive', details: {} };
    return;
  }
  const opening = await attempt(name, () => openTree(path, { name, documents: true, ...openingFor(options, 0) }));
  if ('kind' in opening) {
    yield opening;
    return;
  }
  try {
    yield* readTree(opening, [], options, opening.isArchive ? 1 : 0);
  } finally {
    await opening.close();
  }
}

/** `depth`: in how many archives it lies. */
function openingFor(options: ReadOptions, depth: number) {
  return { limits: bundleLimits(limitsOf(options)), archives: depth + 1 < deepest, signal: options.signal };
}

function limitsOf(options: ReadOptions): ZipLimits {
  return options.limits ?? packageLimits;
}

/** A bundle may hold many packages of the size that one may have; its ratio is the same, so it is no way around it. */
function bundleLimits(limits: ZipLimits): ZipLimits {
  return { ...limits, bytes: limits.bytes * 32, entries: limits.entries * 8 };
}

/** The applications of a tree. `depth` is how many archives it lies in; `beside` are files that belong to it from outside. */
async function* readTree(
  tree: PackageTree,
  beside: readonly TreeFile[],
  options: ReadOptions,
  depth: number,
): AsyncGenerator<PackageReading> {
  const limits = limitsOf(options);
  const { parts } = tree;
  for (const part of parts) {
    if (options.signal?.aborted) refuse('call/cancelled');
    const isWhole = parts.length === 1 && part.kind === 'folder' && part.path === '';
    const name = isWhole ? tree.name : `${tree.name}/${baseName(part.path)}`;
    const shared = [...beside, ...tree.shared(part)];
    if (part.kind === 'volumes') yield { kind: 'refused', package: name, code: 'package/split-archive', details: {} };
    else if (part.kind === 'folder') yield await readOne(name, () => tree.application(part, name, limits), shared, options);
    else yield* readInner(tree, tree.archive(part), name, shared, options, depth);
  }
}

/** An archive inside: spooled into the staging folder, since an archive is read from its end. */
async function* readInner(
  tree: PackageTree,
  file: TreeFile,
  name: string,
  shared: readonly TreeFile[],
  options: ReadOptions,
  depth: number,
): AsyncGenerator<PackageReading> {
  // on disk already: opened where it is
  if (file.diskPath !== undefined) {
    const inner = await attempt(name, () => openTree(file.diskPath ?? '', { name, ...openingFor(options, depth) }));
    yield* readOpened(inner, shared, options, depth + 1);
    return;
  }
  const spooled = await attempt(name, () => options.blobs.spool(cancellable(file, options.signal)));
  if ('kind' in spooled) {
    yield spooled;
    return;
  }
  try {
    const inner = await attempt(name, async () => {
      const opened = await openTree(spooled.tempPath, {
        name,
        sha256: spooled.sha256,
        fileKey: options.blobs.stagedKey(spooled),
        ...openingFor(options, depth),
      });
      try {
        checkNested(opened, tree, limitsOf(options));
      } catch (error) {
        await opened.close();
        throw error;
      }
      return opened;
    });
    yield* readOpened(inner, shared, options, depth + 1);
  } finally {
    await options.blobs.discard([spooled]);
  }
}

/** Two layers of packing must not multiply what one is allowed. */
function checkNested(inner: PackageTree, outer: PackageTree, limits: ZipLimits): void {
  const bytes = inner.unpacked;
  if (bytes > limits.ratioFrom && bytes > outer.bytes * limits.ratio)
    refuse('package/bomb', { bytes, compressed: outer.bytes, limit: limits.ratio });
}

async function* readOpened(
  inner: PackageTree | PackageReading,
  shared: readonly TreeFile[],
  options: ReadOptions,
  depth: number,
): AsyncGenerator<PackageReading> {
  if ('kind' in inner) {
    yield inner;
    return;
  }
  try {
    yield* readTree(inner, shared, options, depth);
  } finally {
    await inner.close();
  }
}

async function readOne(name: string, open: () => Application, beside: readonly TreeFile[], options: ReadOptions): Promise<PackageReading> {
  return attempt(name, async () => {
    const application = open();
    return readApplication(application, [...application.files, ...beside], options);
  });
}

/** What the user can mend in one package is told of that package; anything else ends the import. */
async function attempt<T>(name: string, work: () => Promise<T>): Promise<T | (PackageReading & { kind: 'refused' })> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && (error.code.startsWith('package/') || isUnread(error.code)))
      return { kind: 'refused', package: name, code: error.code, details: { ...error.details, package: name } };
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EIO', 'EBUSY'].includes(String(error.code))
    ) {
      return { kind: 'refused', package: name, code: 'package/not-found', details: { package: name, reason: error.code } };
    }
    throw error;
  }
}

interface Staged {
  readonly document: ParsedDocument;
  readonly blob: StagedBlob;
}

async function readApplication(tree: Application, files: readonly TreeFile[], options: ReadOptions): Promise<PackageReading> {
  const staged: Staged[] = [];
  try {
    const hashing = tree.sha256?.();
    hashing?.catch(() => {}); // awaited below; a refusal before that must not leave it unheard
    await stageAll(tree.name, files, options, staged);
    const form = await findFormOf(tree, staged, options);
    const documents = staged.map(({ document }) =>
      document.path === form.documentPath ? { ...document, kind: 'form' as const } : document,
    );
    const sha256 = (await hashing) ?? digestOf(documents);
    const parsed: ParsedPackage = {
      name: tree.name,
      sha256,
      bytes: tree.bytes,
      documents,
      junk: tree.junk,
      form,
      nameEncoding: tree.nameEncoding,
    };
    return { kind: 'read', package: parsed, staged: staged.map(({ blob }) => blob) };
  } catch (error) {
    await options.blobs.discard(staged.map(({ blob }) => blob));
    throw error;
  }
}

async function findFormOf({ name, isDocument }: Application, staged: readonly Staged[], options: ReadOptions): Promise<ParsedForm> {
  const candidates = staged.map(({ document, blob }) => ({ ...document, read: () => options.blobs.readStaged(blob) }));
  try {
    return await findForm(candidates, options.schemes, options.schemeId, options.signal, isDocument);
  } catch (error) {
    const lack = options.takesUnread?.(name) ? lackOf(error) : null;
    const scheme = options.schemes.find(({ id }) => id === options.schemeId);
    if (!lack || !scheme) throw error;
    return emptyForm(scheme, lack);
  }
}

async function stageAll(name: string, files: readonly TreeFile[], options: ReadOptions, staged: Staged[]): Promise<void> {
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  let done = 0;
  for (const file of files) {
    const tell = (bytes: number) => options.onProgress?.({ package: name, path: file.path, done: done + bytes, total });
    tell(0);
    const blob = await options.blobs.stage(cancellable(file, options.signal, tell));
    staged.push({ document: { path: file.path, kind: kindByName(file.path), sha256: blob.sha256, bytes: blob.bytes }, blob });
    done += file.bytes;
  }
  options.onProgress?.({ package: name, path: '', done, total });
}

/** A large file tells how far it is every so many bytes. */
const tellEvery = 8 * 1024 ** 2;

async function* cancellable(
  file: TreeFile,
  signal: AbortSignal | undefined,
  tell: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  if (signal?.aborted) refuse('call/cancelled');
  let bytes = 0;
  let told = 0;
  for await (const chunk of file.open()) {
    if (signal?.aborted) refuse('call/cancelled');
    yield chunk;
    bytes += chunk.length;
    if (bytes - told < tellEvery) continue;
    told = bytes;
    tell(bytes);
  }
}

function digestOf(documents: readonly ParsedDocument[]): string {
  const lines = documents.map((document) => `${document.sha256}  ${document.path}\n`).sort();
  return hashOf(lines.join(''));
}
