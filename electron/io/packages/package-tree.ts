/**
 * A package before it is read: a zip or a folder as a list of safe, distinct paths that can be opened.
 * Junk is counted and left out. Throws Refusal `package/…`.
 */
import { createReadStream } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findCollision, isJunk, safePath } from '../../../domain/package/paths.ts';
import { refuse } from '../../../domain/result.ts';
import { hashStream } from '../hash.ts';
import type { NameEncoding } from '../zip/names.ts';
import { packageLimits, readZip, type ZipArchive, type ZipLimits } from '../zip/zip.ts';
import { fileSource } from '../zip/byte-source.ts';
import { readEntry } from '../zip/entry.ts';

export interface TreeFile {
  readonly path: string;
  readonly bytes: number;
  /** where it is on disk, when it is not inside an archive */
  readonly diskPath?: string;
  open(): AsyncIterable<Uint8Array>;
}

export interface PackageTree {
  readonly name: string;
  readonly files: readonly TreeFile[];
  /** paths of what operating systems left behind */
  readonly junk: readonly string[];
  /** size of the archive, or of all files of a folder */
  readonly bytes: number;
  readonly nameEncoding: NameEncoding;
  /** SHA-256 of the archive; null for a folder, which has no bytes of its own */
  readonly sha256: (() => Promise<string>) | null;
  close(): Promise<void>;
}

/** Opens a zip file or a folder, by what the path is. */
export async function openTree(path: string, name: string = basename(path), limits: ZipLimits = packageLimits): Promise<PackageTree> {
  // the user chose this path: a link is followed here, and only here
  const found = await stat(path);
  return found.isDirectory() ? openFolder(path, name, limits) : openZip(path, name, limits);
}

async function openZip(path: string, name: string, limits: ZipLimits): Promise<PackageTree> {
  const source = await fileSource(path);
  try {
    const archive = await readZip(source, limits);
    const { files, junk } = listArchive(archive);
    return {
      name,
      files,
      junk,
      bytes: source.size,
      nameEncoding: archive.nameEncoding,
      sha256: () => hashStream(readFileBytes(path)),
      close: () => source.close(),
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}

function listArchive(archive: ZipArchive): { files: TreeFile[]; junk: string[] } {
  if (archive.entries.some((entry) => entry.name === '[Content_Types].xml')) refuse('package/not-a-zip', { looksLike: 'office' });
  const files: TreeFile[] = [];
  const junk: string[] = [];
  for (const entry of archive.entries) {
    const safe = safePath(entry.name);
    if ('fault' in safe) return refuse('package/unsafe-path', { path: entry.name, fault: safe.fault });
    if (entry.isLink) return refuse('package/unsafe-path', { path: entry.name, fault: 'link' });
    if (entry.isFolder) continue;
    if (isJunk(safe.path)) junk.push(safe.path);
    else files.push({ path: safe.path, bytes: entry.size, open: () => readEntry(archive, entry) });
  }
  return { files: checked(files), junk };
}

function checked(files: readonly TreeFile[]): TreeFile[] {
  if (files.length === 0) refuse('package/empty');
  const collision = findCollision(files.map((file) => file.path));
  if (collision) refuse('package/unsafe-path', { ...collision });
  return [...files];
}

/** The application in a folder of a tree: what lies below it, paths from that folder's parent. It has no bytes of its own. */
export function partOf(tree: PackageTree, folder: string, name: string): PackageTree {
  const cut = folder.lastIndexOf('/') + 1;
  const files = tree.files.filter((file) => file.path.startsWith(`${folder}/`)).map((file) => ({ ...file, path: file.path.slice(cut) }));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    ...tree,
    name,
    files,
    bytes,
    junk: tree.junk.filter((path) => path.startsWith(`${folder}/`)),
    sha256: null,
    close: async () => {},
  };
}

/** The tree again, when it is within the limits of one application. */
export function checkTree(tree: PackageTree, limits: ZipLimits): PackageTree {
  const bytes = tree.files.reduce((sum, file) => sum + file.bytes, 0);
  if (tree.files.length > limits.entries) refuse('package/too-many-entries', { entries: tree.files.length, limit: limits.entries });
  if (bytes > limits.bytes) refuse('package/too-large', { bytes, limit: limits.bytes });
  return tree;
}

async function openFolder(root: string, name: string, limits: ZipLimits): Promise<PackageTree> {
  const files: TreeFile[] = [];
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
        files.push({ path: safe.path, bytes: size, diskPath: full, open: () => readFileBytes(full) });
        if (files.length > limits.entries) refuse('package/too-many-entries', { entries: files.length, limit: limits.entries });
        if (bytes > limits.bytes) refuse('package/too-large', { bytes, limit: limits.bytes });
      }
    }
  };
  await walk(root, '');
  return { name, files: checked(files), junk, bytes, nameEncoding: 'utf-8', sha256: null, close: async () => {} };
}

function readFileBytes(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 512 * 1024 });
}
