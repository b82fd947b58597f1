/**
 * A package before it is read: what a reader process found in a zip or a folder, as files that can be opened. A part's files are made when
 * they are asked for. Throws Refusal `package/…`, `file/too-costly`.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { refuse } from '../../../domain/result.ts';
import { treeAllowance } from '../foreign/allowances.ts';
import { inReader } from '../foreign/reader.ts';
import { hashOf, hashStream } from '../hash.ts';
import { openLying, type FileKey } from '../at-rest/encrypted-file.ts';
import { bytesSource, type ByteSource } from '../zip/byte-source.ts';
import { readEntry } from '../zip/entry.ts';
import type { NameEncoding } from '../zip/names.ts';
import { unpackEntries } from '../zip/packed.ts';
import { packageLimits, type ZipLimits } from '../zip/zip.ts';
import type { ListedPart, ListedTree, listTree } from './list-tree.ts';

export interface TreeFile {
  readonly path: string;
  readonly bytes: number;
  /** where it is on disk, when it is not inside an archive */
  readonly diskPath?: string;
  open(): AsyncIterable<Uint8Array>;
}

/** One application: what is read as a whole, or not at all. */
export interface Application {
  readonly name: string;
  readonly files: readonly TreeFile[];
  /** how many files operating systems left behind */
  readonly junk: number;
  /** size of the archive, or of all its files */
  readonly bytes: number;
  readonly nameEncoding: NameEncoding;
  /** SHA-256 of the archive; null for a folder, which has no bytes of its own */
  readonly sha256: (() => Promise<string>) | null;
  /** a document that was handed in by itself */
  readonly isDocument: boolean;
}

export interface PackageTree {
  readonly name: string;
  readonly bytes: number;
  /** of all files, unpacked */
  readonly unpacked: number;
  /** archives inside, and folders that are applications */
  readonly parts: readonly ListedPart[];
  readonly isArchive: boolean;
  /** @throws package/too-many-entries, package/too-large: more than one application may have */
  application(part: ListedPart, name: string, limits: ZipLimits): Application;
  /** the archive that a part is */
  archive(part: ListedPart): TreeFile;
  /** files beside the parts that belong to this one too, below the name of what they came in */
  shared(part: ListedPart): TreeFile[];
  /** every 申报汇总表, wherever it lies */
  summaries(): TreeFile[];
  close(): Promise<void>;
}

const list = inReader<typeof listTree>('tree', treeAllowance);

/** An archive up to this size is read once, whole: its digest and its files are then of the same bytes, and nothing is read or copied twice. */
const readAtOnce = 8 * 1024 ** 2;

export interface TreeOptions {
  readonly name?: string;
  readonly limits?: ZipLimits;
  /** false: archives inside are documents */
  readonly archives?: boolean;
  /** a document by itself is a package of one file */
  readonly documents?: boolean;
  /** of the archive, where it is known already */
  readonly sha256?: string;
  /** of an archive that lies encrypted in the workspace */
  readonly fileKey?: FileKey | null;
  readonly signal?: AbortSignal | undefined;
}

/** Opens a zip file, a folder, or a document where that is asked for, by what the path is. */
export async function openTree(path: string, options: TreeOptions = {}): Promise<PackageTree> {
  const { name = basename(path), limits = packageLimits, archives = true, documents = false, signal, fileKey = null } = options;
  const isArchive = !(await stat(path)).isDirectory();
  const source = isArchive ? await openLying(path, fileKey) : null;
  try {
    const listed = await list({ name, bytes: 0, signal }, path, limits, archives, fileKey, documents);
    if (!source || !listed.entries || source.size > readAtOnce) return treeOf(path, name, source, listed, options.sha256);
    const bytes = await source.read(0, source.size);
    await source.close();
    return treeOf(path, name, bytesSource(bytes), listed, options.sha256 ?? hashOf(bytes));
  } catch (error) {
    await source?.close();
    throw error;
  }
}

/** Where the files of a part are in the list. */
function places({ from, count }: ListedPart): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

function treeOf(root: string, name: string, source: ByteSource | null, listed: ListedTree, known: string | undefined): PackageTree {
  const paths = listed.paths.split('\n');
  const entryAt = listed.entries && unpackEntries(listed.entries);
  const fileAt = (place: number, as = (path: string) => path): TreeFile => {
    const path = paths[place] ?? '';
    const bytes = listed.sizes[place] ?? 0;
    if (source && entryAt) return { path: as(path), bytes, open: () => readEntry({ source }, entryAt(place)) };
    const diskPath = listed.isDocument ? root : join(root, path);
    return { path: as(path), bytes, diskPath, open: () => readFileBytes(diskPath) };
  };
  return {
    name,
    bytes: listed.bytes,
    unpacked: listed.unpacked,
    parts: listed.parts,
    isArchive: source !== null,
    application(part, as, limits) {
      if (part.count > limits.entries) refuse('package/too-many-entries', { entries: part.count, limit: limits.entries });
      if (part.bytes > limits.bytes) refuse('package/too-large', { bytes: part.bytes, limit: limits.bytes });
      const isWhole = part.path === '';
      // paths from the folder's parent
      const cut = part.path.lastIndexOf('/') + 1;
      return {
        name: as,
        files: places(part).map((place) => fileAt(place, (path) => path.slice(cut))),
        junk: part.junk,
        bytes: isWhole ? listed.bytes : part.bytes,
        nameEncoding: listed.nameEncoding,
        isDocument: listed.isDocument,
        sha256: isWhole && source ? async () => known ?? hashStream(readFileBytes(root)) : null,
      };
    },
    archive: ({ from }) => fileAt(from),
    shared: ({ shared }) =>
      Array.from(listed.shared[shared] ?? [], (place) => fileAt(place, (path) => `${name.replace(/\.zip$/i, '')}/${path}`)),
    summaries: () => Array.from(listed.summaries, (place) => fileAt(place)),
    async close() {
      await source?.close();
    },
  };
}

function readFileBytes(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 512 * 1024 });
}
