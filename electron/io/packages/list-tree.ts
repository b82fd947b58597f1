/**
 * What a package holds before any of it is read: a zip or a folder as safe, distinct paths, and which of them are applications. Runs in a
 * reader process: an archive may name tens of thousands of files. What operating systems left behind is counted and left out.
 */
import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findCollision, isArchive, isJunk, isSummaryName, safePath } from '../../../domain/package/paths.ts';
import { splitPackages } from '../../../domain/package/split-packages.ts';
import { refuse } from '../../../domain/result.ts';
import { openLying, type FileKey } from '../at-rest/encrypted-file.ts';
import { officeLimits } from '../forms/parts/office.ts';
import type { NameEncoding } from '../zip/names.ts';
import { packEntries, type PackedEntries } from '../zip/packed.ts';
import { readZip, type ZipEntry, type ZipLimits } from '../zip/zip.ts';

/** One application, or an archive that holds some. */
export interface ListedPart {
  /** `volumes`: the first of an archive that is cut into several */
  readonly kind: 'folder' | 'archive' | 'volumes';
  /** '' for the whole */
  readonly path: string;
  /** its files lie one behind the other */
  readonly from: number;
  readonly count: number;
  /** unpacked */
  readonly bytes: number;
  readonly junk: number;
  /** which of the lists of files beside it belongs to it */
  readonly shared: number;
}

export interface ListedTree {
  readonly bytes: number;
  readonly nameEncoding: NameEncoding;
  /** of all files, unpacked */
  readonly unpacked: number;
  /** safe paths, a line each */
  readonly paths: string;
  readonly sizes: Float64Array;
  /** null for a folder, whose files are on the disk by their paths, and for a document, which is itself */
  readonly entries: PackedEntries | null;
  /** a document by itself: a package of one file */
  readonly isDocument: boolean;
  readonly parts: readonly ListedPart[];
  readonly shared: readonly Uint32Array[];
  /** which files are lists of what a prefecture hands in 申报汇总表 */
  readonly summaries: Uint32Array;
}

interface Found {
  readonly path: string;
  readonly bytes: number;
  readonly entry: ZipEntry | null;
}

interface Contents {
  readonly files: readonly Found[];
  readonly junk: readonly string[];
  readonly bytes: number;
  readonly nameEncoding: NameEncoding;
}

/** Throws Refusal `package/…`. `archives: false`: those inside are documents. `documents`: a document by itself is a package. */
export async function listTree(
  path: string,
  limits: ZipLimits,
  archives: boolean,
  fileKey: FileKey | null,
  documents: boolean,
): Promise<ListedTree> {
  try {
    // the user chose this path: a link is followed here, and only here
    const found = await stat(path);
    if (found.isDirectory()) return arrange(await listFolder(path, limits), archives);
    if (documents && !isArchive(path) && (await isDocument(path)))
      return { ...arrange(listDocument(path, found.size, limits), false), isDocument: true };
    return arrange(await listArchive(path, limits, fileKey), archives);
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code)))
      refuse('package/not-found', { reason: String(error.code) });
    throw error;
  }
}

/** Rar!, 7z, gzip. */
const archiveHeads = [
  [0x52, 0x61, 0x72, 0x21],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x1f, 0x8b],
];

/** Not what is an archive in truth: rar, 7z, gzip, or a zip that holds no office file. */
async function isDocument(path: string): Promise<boolean> {
  const source = await openLying(path, null);
  try {
    const head = Buffer.from(await source.read(0, Math.min(4, source.size)));
    if (archiveHeads.some((start) => head.subarray(0, start.length).equals(Buffer.from(start)))) return false;
    if (!head.toString('latin1').startsWith('PK')) return true;
    const { entries } = await readZip(source, officeLimits);
    return entries.some(({ name }) => name === '[Content_Types].xml');
  } finally {
    await source.close();
  }
}

function listDocument(path: string, bytes: number, limits: ZipLimits): Contents {
  const safe = safePath(basename(path));
  if ('fault' in safe) return refuse('package/unsafe-path', { path: basename(path), fault: safe.fault });
  if (bytes > limits.bytes) refuse('package/too-large', { bytes, limit: limits.bytes });
  return { files: [{ path: safe.path, bytes, entry: null }], junk: [], bytes, nameEncoding: 'utf-8' };
}

async function listArchive(path: string, limits: ZipLimits, fileKey: FileKey | null): Promise<Contents> {
  const source = await openLying(path, fileKey);
  try {
    const { entries, nameEncoding } = await readZip(source, limits);
    if (entries.some((entry) => entry.name === '[Content_Types].xml')) refuse('package/not-a-zip', { looksLike: 'office' });
    const files: Found[] = [];
    const junk: string[] = [];
    for (const entry of entries) {
      const safe = safePath(entry.name);
      if ('fault' in safe) return refuse('package/unsafe-path', { path: entry.name, fault: safe.fault });
      if (entry.isLink) return refuse('package/unsafe-path', { path: entry.name, fault: 'link' });
      if (entry.isFolder) continue;
      if (isJunk(safe.path)) junk.push(safe.path);
      else files.push({ path: safe.path, bytes: entry.size, entry });
    }
    return { files, junk, bytes: source.size, nameEncoding };
  } finally {
    await source.close();
  }
}

async function listFolder(root: string, limits: ZipLimits): Promise<Contents> {
  const files: Found[] = [];
  const junk: string[] = [];
  let bytes = 0;
  const walk = async (folder: string, prefix: string): Promise<void> => {
    for (const item of (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const safe = safePath(prefix + item.name);
      if ('fault' in safe) return refuse('package/unsafe-path', { path: prefix + item.name, fault: safe.fault });
      const full = join(folder, item.name);
      if (isJunk(safe.path)) junk.push(safe.path);
      else if (item.isDirectory()) await walk(full, `${prefix}${item.name}/`);
      else if (!item.isFile()) return refuse('package/unsafe-path', { path: safe.path, fault: 'link' });
      else {
        const { size } = await lstat(full);
        bytes += size;
        files.push({ path: safe.path, bytes: size, entry: null });
        if (files.length > limits.entries) refuse('package/too-many-entries', { entries: files.length, limit: limits.entries });
        if (bytes > limits.bytes) refuse('package/too-large', { bytes, limit: limits.bytes });
      }
    }
  };
  await walk(root, '');
  return { files, junk, bytes, nameEncoding: 'utf-8' };
}

/** The files of each part one behind the other, then those of none. */
function arrange({ files, junk, bytes, nameEncoding }: Contents, archives: boolean): ListedTree {
  if (files.length === 0) refuse('package/empty');
  const collision = findCollision(files.map(({ path }) => path));
  if (collision) refuse('package/unsafe-path', { ...collision });
  const split = splitPackages(
    files.map(({ path }) => path),
    { archives },
  );
  const numberOf = new Map(split.map((part, index) => [`${part.kind}:${part.path}`, index]));
  const partOf = (path: string): number => {
    const own = numberOf.get(`archive:${path}`) ?? numberOf.get(`volumes:${path}`);
    if (own !== undefined) return own;
    for (let cut = path.lastIndexOf('/'); ; cut = path.lastIndexOf('/', cut - 1)) {
      const part = numberOf.get(`folder:${cut < 0 ? '' : path.slice(0, cut)}`);
      if (part !== undefined || cut < 0) return part ?? split.length;
    }
  };
  const groups = Array.from({ length: split.length + 1 }, (): Found[] => []);
  for (const file of files) groups[partOf(file.path)]?.push(file);
  const junkOf = new Map<number, number>();
  for (const path of junk) junkOf.set(partOf(path), (junkOf.get(partOf(path)) ?? 0) + 1);
  const ordered = groups.flat();
  const placeOf = new Map(ordered.map(({ path }, index) => [path, index]));
  const lists = new Map<string, { readonly number: number; readonly places: Uint32Array }>();
  const listOf = (shared: readonly string[]): number => {
    const key = shared.join('\n');
    const known = lists.get(key);
    if (known) return known.number;
    lists.set(key, { number: lists.size, places: Uint32Array.from(shared, (path) => placeOf.get(path) ?? 0) });
    return lists.size - 1;
  };
  let from = 0;
  const parts = split.map(({ kind, path, shared }, index): ListedPart => {
    const own = groups[index] ?? [];
    const part = { kind, path, from, count: own.length, bytes: sizeOf(own), junk: junkOf.get(index) ?? 0, shared: listOf(shared) };
    from += own.length;
    return part;
  });
  const entries = ordered.flatMap(({ entry }) => entry ?? []);
  return {
    bytes,
    nameEncoding,
    unpacked: sizeOf(files),
    paths: ordered.map(({ path }) => path).join('\n'),
    sizes: Float64Array.from(ordered, (file) => file.bytes),
    entries: entries.length === ordered.length ? packEntries(entries) : null,
    isDocument: false,
    parts,
    shared: [...lists.values()].map(({ places }) => places),
    summaries: Uint32Array.from(ordered.flatMap(({ path }, index) => (isSummaryName(path) ? [index] : []))),
  };
}

function sizeOf(files: readonly Found[]): number {
  return files.reduce((sum, file) => sum + file.bytes, 0);
}
