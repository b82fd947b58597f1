/**
 * Zip archives that nobody vouches for.
 *
 * The directory is read once and judged as a whole (limits, overlaps, names) before a single byte of an
 * entry is touched; an entry is then streamed and checked (zip-entry.ts).
 * The own reader exists because each way of lying has to end in its own code, names have to be judged as
 * bytes over the whole archive, and CRC and local names have to be checked. Format: PKWARE APPNOTE 6.3.10.
 *
 * Throws Refusal `package/…`: not-a-zip, empty, truncated, damaged, encrypted, unsupported-method, bomb,
 * too-large, too-many-entries.
 */
import { crc32 } from 'node:zlib';
import { decodeNames, type NameEncoding } from './names.ts';
import { refuse } from '../../../domain/result.ts';
import { viewOf, type ByteSource } from './byte-source.ts';

export interface ZipLimits {
  /** uncompressed bytes over all entries */
  readonly bytes: number;
  readonly entries: number;
  /** uncompressed ÷ compressed, of one entry and of the archive; small entries (below `ratioFrom` bytes) are exempt */
  readonly ratio: number;
  readonly ratioFrom: number;
}

/** Design §15: 2 GB, 10 000 entries, ratio 200. */
export const packageLimits: ZipLimits = { bytes: 2 * 1024 ** 3, entries: 10_000, ratio: 200, ratioFrom: 1024 ** 2 };

export interface ZipEntry {
  /** as the archive states it, decoded; not yet judged safe */
  readonly name: string;
  readonly nameBytes: Uint8Array;
  readonly isFolder: boolean;
  readonly isLink: boolean;
  readonly method: number;
  readonly crc32: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

export interface ZipArchive {
  readonly source: ByteSource;
  readonly entries: readonly ZipEntry[];
  readonly nameEncoding: NameEncoding;
}

const endLength = 22;
const locatorLength = 20;
const end64Length = 56;
const longestComment = 0xffff;
export const stored = 0;
const deflated = 8;

/** Reads and judges the directory. The source stays open and belongs to the caller. */
export async function readZip(source: ByteSource, limits: ZipLimits = packageLimits): Promise<ZipArchive> {
  const directory = await findDirectory(source);
  if (directory.count === 0) refuse('package/empty');
  if (directory.count > limits.entries) refuse('package/too-many-entries', { entries: directory.count, limit: limits.entries });
  // 46 bytes is the least an entry takes: a count that cannot fit is a lie, found before memory is asked for it
  if (directory.count * 46 > directory.size) refuse('package/damaged', { reason: 'directory-count' });
  if (directory.size > limits.entries * 4096) refuse('package/too-large', { bytes: directory.size, limit: limits.entries * 4096 });
  const raw = readDirectory(viewOf(await source.read(directory.offset, directory.size)), directory);
  const { names, encoding } = decodeNames(raw.map((entry) => ({ bytes: entry.nameBytes, flagged: entry.flagged, unicode: entry.unicode })));
  const entries = raw.map((entry, index): ZipEntry => {
    const name = names[index] ?? '';
    return {
      name,
      nameBytes: entry.nameBytes,
      isFolder: /[\\/]$/.test(name) && entry.size === 0,
      isLink: entry.isLink,
      method: entry.method,
      crc32: entry.crc32,
      compressed: entry.compressed,
      size: entry.size,
      offset: entry.offset,
    };
  });
  checkEntries(entries, raw, directory.offset, source.size, limits);
  return { source, entries, nameEncoding: encoding };
}

interface Directory {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}

async function findDirectory(source: ByteSource): Promise<Directory> {
  if (source.size === 0) refuse('package/empty');
  const head = viewOf(await source.read(0, Math.min(4, source.size)));
  const startsAsZip = head.byteLength === 4 && [0x04034b50, 0x06054b50, 0x08074b50].includes(head.getUint32(0, true));
  const tailLength = Math.min(source.size, endLength + longestComment + locatorLength);
  const tailAt = source.size - tailLength;
  const tail = viewOf(await source.read(tailAt, tailLength));
  for (let at = tailLength - endLength; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== 0x06054b50) continue;
    // a comment that runs exactly to the end of the file makes this the end record and not a look-alike
    const over = tailLength - (at + endLength + tail.getUint16(at + 20, true));
    if (over > 0 && startsAsZip && tail.getUint32(at + 12, true) + tail.getUint32(at + 16, true) === tailAt + at)
      refuse('package/damaged', { reason: 'bytes-after-end' });
    if (over !== 0) continue;
    if (!startsAsZip) refuse('package/not-a-zip', { reason: 'prefix' });
    return readEnd(source, tail, at, tailAt);
  }
  if (!startsAsZip) refuse('package/not-a-zip', { looksLike: looksLike(head) });
  return refuse('package/truncated');
}

function looksLike(head: DataView): string {
  if (head.byteLength < 4) return 'unknown';
  const magic = head.getUint32(0, false);
  if (magic === 0x52617221) return 'rar';
  if (magic === 0x377abcaf) return '7z';
  if (magic >>> 16 === 0x1f8b) return 'gzip';
  return 'unknown';
}

async function readEnd(source: ByteSource, tail: DataView, at: number, tailAt: number): Promise<Directory> {
  let end = {
    disk: tail.getUint16(at + 4, true),
    count: tail.getUint16(at + 10, true),
    size: tail.getUint32(at + 12, true),
    offset: tail.getUint32(at + 16, true),
  };
  let endsAt = tailAt + at;
  const locatorAt = at - locatorLength;
  if (locatorAt >= 0 && tail.getUint32(locatorAt, true) === 0x07064b50) {
    const recordAt = safeNumber(tail.getBigUint64(locatorAt + 8, true));
    if (recordAt + end64Length > tailAt + locatorAt) refuse('package/damaged', { reason: 'zip64' });
    const record = viewOf(await source.read(recordAt, end64Length));
    if (record.getUint32(0, true) !== 0x06064b50) refuse('package/damaged', { reason: 'zip64' });
    const wide = {
      disk: record.getUint32(16, true),
      count: safeNumber(record.getBigUint64(32, true)),
      size: safeNumber(record.getBigUint64(40, true)),
      offset: safeNumber(record.getBigUint64(48, true)),
    };
    // the narrow record must say the same or say that it cannot
    if (
      !agrees(end.count, wide.count, 0xffff) ||
      !agrees(end.size, wide.size, 0xffffffff) ||
      !agrees(end.offset, wide.offset, 0xffffffff)
    ) {
      refuse('package/damaged', { reason: 'zip64' });
    }
    end = wide;
    endsAt = recordAt;
  }
  if (end.disk !== 0) refuse('package/split-archive');
  if (end.offset + end.size !== endsAt) {
    // bytes are missing before the directory, or the record points elsewhere
    refuse(end.offset + end.size > endsAt ? 'package/truncated' : 'package/damaged', { reason: 'directory-offset' });
  }
  return { offset: end.offset, size: end.size, count: end.count };
}

interface RawEntry {
  readonly nameBytes: Uint8Array;
  readonly flagged: boolean;
  readonly unicode: Uint8Array | null;
  readonly encrypted: boolean;
  readonly isLink: boolean;
  readonly method: number;
  readonly crc32: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

function readDirectory(view: DataView, directory: Directory): RawEntry[] {
  const entries: RawEntry[] = [];
  let at = 0;
  for (let index = 0; index < directory.count; index += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) refuse('package/damaged', { reason: 'directory' });
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const commentLength = view.getUint16(at + 32, true);
    const nameAt = at + 46;
    const next = nameAt + nameLength + extraLength + commentLength;
    if (next > view.byteLength) refuse('package/damaged', { reason: 'directory' });
    const nameBytes = bytesOf(view, nameAt, nameLength);
    const extra = readExtra(view, nameAt + nameLength, extraLength, nameBytes, {
      size: view.getUint32(at + 24, true),
      compressed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    });
    const method = view.getUint16(at + 10, true);
    const unixMode = view.getUint8(at + 5) === 3 ? view.getUint32(at + 38, true) >>> 16 : 0;
    entries.push({
      nameBytes,
      flagged: (flags & 0x800) !== 0,
      unicode: extra.unicode,
      encrypted: (flags & 0x2041) !== 0 || method === 99,
      isLink: (unixMode & 0xf000) === 0xa000,
      method,
      crc32: view.getUint32(at + 16, true),
      size: extra.size,
      compressed: extra.compressed,
      offset: extra.offset,
    });
    at = next;
  }
  if (at !== view.byteLength) refuse('package/damaged', { reason: 'directory-size' });
  return entries;
}

interface Extents {
  size: number;
  compressed: number;
  offset: number;
}

/** Zip64 sizes (0x0001) replace only those that the narrow fields call unknown; 0x7075 carries the name in UTF-8. */
function readExtra(
  view: DataView,
  from: number,
  length: number,
  nameBytes: Uint8Array,
  narrow: Extents,
): Extents & { unicode: Uint8Array | null } {
  const extents = { ...narrow };
  let unicode: Uint8Array | null = null;
  let wideSeen = false;
  for (let at = from; at + 4 <= from + length;) {
    const id = view.getUint16(at, true);
    const size = view.getUint16(at + 2, true);
    const body = at + 4;
    if (body + size > from + length) break; // padding written by old tools; sizes are checked against the bytes anyway
    if (id === 0x0001) {
      wideSeen = true;
      let field = body;
      for (const key of ['size', 'compressed', 'offset'] as const) {
        if (extents[key] !== 0xffffffff) continue;
        if (field + 8 > body + size) refuse('package/damaged', { reason: 'zip64' });
        extents[key] = safeNumber(view.getBigUint64(field, true));
        field += 8;
      }
    }
    if (id === 0x7075 && size > 5 && view.getUint8(body) === 1 && view.getUint32(body + 1, true) === crc32(nameBytes)) {
      unicode = bytesOf(view, body + 5, size - 5);
    }
    at = body + size;
  }
  if (!wideSeen && (extents.size === 0xffffffff || extents.compressed === 0xffffffff || extents.offset === 0xffffffff)) {
    refuse('package/damaged', { reason: 'zip64' });
  }
  return { ...extents, unicode };
}

function checkEntries(
  entries: readonly ZipEntry[],
  raw: readonly RawEntry[],
  directoryAt: number,
  archiveSize: number,
  limits: ZipLimits,
): void {
  let total = 0;
  for (const [index, entry] of entries.entries()) {
    if (raw[index]?.encrypted) refuse('package/encrypted', { path: entry.name });
    if (entry.method !== stored && entry.method !== deflated)
      refuse('package/unsupported-method', { path: entry.name, method: entry.method });
    if (entry.method === stored && entry.size !== entry.compressed) refuse('package/damaged', { path: entry.name, reason: 'size' });
    if (entry.size > limits.ratioFrom && entry.size > entry.compressed * limits.ratio) {
      refuse('package/bomb', { path: entry.name, bytes: entry.size, compressed: entry.compressed, limit: limits.ratio });
    }
    total += entry.size;
  }
  if (total > limits.ratioFrom && total > archiveSize * limits.ratio)
    refuse('package/bomb', { bytes: total, compressed: archiveSize, limit: limits.ratio });
  if (total > limits.bytes) refuse('package/too-large', { bytes: total, limit: limits.bytes });
  // entries that share bytes are how a small file claims to hold a large one
  let free = 0;
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (entry.offset < free) refuse('package/bomb', { path: entry.name, reason: 'overlap' });
    free = entry.offset + 30 + entry.nameBytes.length + entry.compressed;
    if (free > directoryAt) refuse('package/damaged', { path: entry.name, reason: 'offset' });
  }
}

function bytesOf(view: DataView, at: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + at, length);
}

/** A field of the narrow end record says what the wide one does, or that it cannot. */
function agrees(narrow: number, full: number, unknown: number): boolean {
  return narrow === full || narrow === unknown;
}

function safeNumber(value: bigint): number {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : refuse('package/damaged', { reason: 'zip64' });
}
