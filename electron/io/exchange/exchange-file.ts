/**
 * 交换文件 (`*.pptask`, `*.ppreturn`): one line that names the format, then a zip sealed with age. The zip holds the
 * manifest, a detached CMS signature of it, and the parts that the manifest lists by hash. Both ways stream: memory
 * does not grow with the documents.
 */
import type { Hash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import canonicalize from 'canonicalize';
import {
  exchangeFormat,
  largestManifest,
  manifest as manifestSchema,
  manifestName,
  preamble,
  signatureName,
  type Manifest,
} from '../../../domain/exchange/manifest.ts';
import { Refusal, refuse, type ErrorCode } from '../../../domain/result.ts';
import { readStream, type WorkspaceKey } from '../at-rest/encrypted-file.ts';
import type { BlobStore, StagedBlob } from '../blobs.ts';
import { seal, type OpeningKeys, type SealedTo } from '../crypto/sealing.ts';
import { unsealFile } from '../crypto/unseal-thread.ts';
import { writeAtomically } from '../files.ts';
import { hashOf, hashStream, startHash } from '../hash.ts';
import type { Identity } from '../crypto/identity.ts';
import { exchangeAllowance } from '../foreign/allowances.ts';
import { inReader } from '../foreign/reader.ts';
import type { CmsStatus } from '../signatures/signer.ts';
import type { ByteSource } from '../zip/byte-source.ts';
import { unpackEntries } from '../zip/packed.ts';
import type { ZipArchive, ZipEntry } from '../zip/zip.ts';
import { readEntry, readWhole } from '../zip/entry.ts';
import { writeZip, type ZipPart } from '../zip/write.ts';
import type { findCarriedRoot, judgeSignature } from './judge-manifest.ts';
import type { readArchive } from './read-archive.ts';

/** A document on disk whose hash and size are known; `key`: of the workspace in which it lies, where that is encrypted. */
interface OutgoingDocument {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly key?: WorkspaceKey | null;
}

/** A part in memory, or a document on disk. */
export type OutgoingPart = { readonly name: string; readonly bytes: Uint8Array } | OutgoingDocument;

export interface Outgoing {
  readonly path: string;
  /** rights of the file; absent: those that the system gives */
  readonly mode?: number | undefined;
  readonly manifest: Omit<Manifest, 'format' | 'parts'>;
  readonly parts: readonly OutgoingPart[];
  readonly identity: Identity;
  readonly to: SealedTo;
  /** takes in every byte that is written */
  readonly hash?: Hash;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number, name: string) => void;
}

const firstLine = Buffer.from(`${preamble}${exchangeFormat}\n`, 'latin1');
const longestLine = 64;
/** A row of 300 bytes for each document takes 60 MB. */
const largestJson = 128 * 1024 ** 2;

/** Nothing vouches for any of it before the signature is judged: it is done in a reader process. */
const read = inReader<typeof readArchive>('archive', exchangeAllowance);
const judge = inReader<typeof judgeSignature>('signature', exchangeAllowance);
const findRoot = inReader<typeof findCarriedRoot>('carriedRoot', exchangeAllowance);

const sizeOf = (part: OutgoingPart): number => ('bytes' in part ? part.bytes.length : part.size);

/**
 * Writes, signs and seals a file; gives its manifest. Nothing stands at `path` before it is whole.
 * @throws exchange/bad-recipient, workspace/file-missing, workspace/damaged (a document is not as its row says)
 */
export async function writeExchangeFile(out: Outgoing): Promise<Manifest> {
  const listed: Manifest = {
    ...out.manifest,
    format: exchangeFormat,
    parts: out.parts.map((part) => ({ name: part.name, bytes: sizeOf(part), sha256: 'bytes' in part ? hashOf(part.bytes) : part.sha256 })),
  };
  const text = Buffer.from(canonicalize(manifestSchema.parse(listed)) ?? '');
  const [{ createCms }, { sha256 }] = await Promise.all([import('../signatures/cms.ts'), import('../crypto/crypto.ts')]);
  const signature = await createCms(out.identity, await sha256(text));
  const total = out.parts.reduce((sum, part) => sum + sizeOf(part), 0);
  let done = 0;
  const parts: ZipPart[] = [
    inMemory(manifestName, text),
    inMemory(signatureName, signature),
    ...out.parts.map((part): ZipPart => ({
      name: part.name,
      bytes: sizeOf(part),
      async *open() {
        for await (const chunk of 'bytes' in part ? once(part.bytes) : documentBytes(part)) {
          out.signal.throwIfAborted();
          done += chunk.length;
          out.onProgress(done, total, part.name);
          yield chunk;
        }
      },
    })),
  ];
  const sealed = await seal(writeZip(parts), out.to);
  await writeAtomically(out.path, prefixed(sealed, out.hash), out.mode);
  return listed;
}

function inMemory(name: string, bytes: Uint8Array): ZipPart {
  return { name, bytes: bytes.length, open: () => once(bytes) };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

async function* prefixed(sealed: AsyncIterable<Uint8Array>, hash: Hash | undefined): AsyncGenerator<Uint8Array> {
  hash?.update(firstLine);
  yield firstLine;
  for await (const chunk of sealed) {
    hash?.update(chunk);
    yield chunk;
  }
}

async function* documentBytes(part: OutgoingDocument): AsyncGenerator<Uint8Array> {
  const hash = startHash();
  let size = 0;
  try {
    for await (const chunk of readStream(part.path, part.key ?? null)) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') refuse('workspace/file-missing', { name: part.sha256 });
    throw error;
  }
  if (size !== part.size || hash.digest('hex') !== part.sha256) refuse('workspace/damaged', { path: part.path });
}

/** An opened file: unsealed, its signature not judged and its parts not read yet. */
export interface Unsealed {
  readonly path: string;
  readonly manifest: Manifest;
  readonly manifestBytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly bytes: number;
  readonly archive: Pick<ZipArchive, 'source'>;
  /** by the order of the manifest; null where the archive has no such part */
  readonly entryOf: (part: number) => ZipEntry | null;
  /** the first file of the archive that the manifest does not list */
  readonly unlisted: string | null;
  /** lets go of the unsealed copy and removes it */
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly keys: OpeningKeys;
  readonly blobs: BlobStore;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number, name: string) => void;
  /** called with each check that held, in their order */
  readonly held?: (check: 'format' | 'recipient' | 'decryption' | 'manifest') => void;
}

/**
 * The first four checks: format, recipient, decryption, manifest.
 * @throws exchange/not-found, exchange/not-an-exchange-file, exchange/other-version, of {@link unsealFile}, exchange/bad-manifest
 */
export async function openExchangeFile(path: string, options: OpenOptions): Promise<Unsealed> {
  const { blobs, signal, held } = options;
  const { bytes, head } = await readHead(path);
  const end = head.indexOf(0x0a);
  const line = head.subarray(0, end < 0 ? 0 : end).toString('latin1');
  const version = line.startsWith(preamble) ? line.slice(preamble.length) : '';
  if (!/^[1-9]\d{0,5}$/.test(version)) refuse('exchange/not-an-exchange-file', { path });
  if (Number(version) !== exchangeFormat) refuse('exchange/other-version', { path, found: Number(version), known: exchangeFormat });
  held?.('format');

  const start = end + 1;
  const onProgress = (done: number): void => options.onProgress(done, bytes - start, path);
  const order = { path, start, head: head.subarray(start), keys: options.keys };
  const plain = await withPath(path, () => unsealFile(order, { signal, onProgress }));
  held?.('recipient');
  const spooled = await withPath(path, () => blobs.spool(plain));
  held?.('decryption');
  return openSpooled(path, spooled, bytes, options);
}

async function openSpooled(path: string, spooled: StagedBlob, bytes: number, { blobs, signal, held }: OpenOptions): Promise<Unsealed> {
  let source: ByteSource | undefined;
  const close = async (): Promise<void> => {
    await source?.close();
    await blobs.discard([spooled]);
  };
  try {
    // documents cost nothing here: it is the manifest and the directory that are read
    const file = { name: path, bytes: Math.min(spooled.bytes, largestManifest), signal };
    const reading = read(file, path, spooled.tempPath, blobs.stagedKey(spooled));
    const { entries, places, ...found } = await zipRefusal('exchange/bad-manifest', path, reading);
    held?.('manifest');
    const entry = unpackEntries(entries);
    const entryOf = (part: number): ZipEntry | null => ((places[part] ?? -1) < 0 ? null : entry(places[part] ?? 0));
    source = await blobs.openStaged(spooled);
    return { path, bytes, ...found, archive: { source }, entryOf, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Who signed the manifest, and who vouches for them. `roots`: PEM; `now`: ISO time by which validity is judged.
 * @throws file/too-costly
 */
export async function checkSignature(
  { path, signature, manifestBytes }: Pick<Unsealed, 'path' | 'signature' | 'manifestBytes'>,
  roots: readonly string[],
  now: string,
): Promise<CmsStatus> {
  return judge({ name: path, bytes: signature.length + manifestBytes.length }, signature, manifestBytes, roots, now);
}

/** The self-signed certificate of that fingerprint among those a signature carries, as PEM; null where there is none. */
export async function carriedRoot({ path, signature }: Unsealed, wanted: string): Promise<string | null> {
  return findRoot({ name: path, bytes: signature.length }, signature, wanted);
}

export interface CheckedParts {
  /** the parts that are no documents, whole */
  readonly json: ReadonlyMap<string, Uint8Array>;
  readonly staged: readonly StagedBlob[];
}

/**
 * The last check: every part that the manifest lists is there with its size and hash, and nothing else is.
 * Documents are staged in the store (not committed), so that one reading serves both.
 * @throws exchange/part-missing, exchange/part-altered, exchange/part-unlisted
 */
export async function checkParts(
  path: string,
  file: Unsealed,
  options: OpenOptions & { readonly isDocument: (name: string) => boolean; readonly stage: boolean },
): Promise<CheckedParts> {
  const { manifest, archive, entryOf, unlisted } = file;
  const json = new Map<string, Uint8Array>();
  const staged: StagedBlob[] = [];
  const total = manifest.parts.reduce((sum, part) => sum + part.bytes, 0);
  let done = 0;
  try {
    for (const [index, part] of manifest.parts.entries()) {
      options.signal.throwIfAborted();
      const entry = entryOf(index) ?? refuse('exchange/part-missing', { path, part: part.name });
      const altered = (): never => refuse('exchange/part-altered', { path, part: part.name });
      if (entry.size !== part.bytes) altered();
      if (options.isDocument(part.name)) {
        const reading = readEntry(archive, entry);
        let sha256: string;
        if (options.stage) {
          const blob = await zipRefusal('exchange/part-altered', path, options.blobs.stage(reading), part.name);
          staged.push(blob);
          ({ sha256 } = blob);
        } else sha256 = await zipRefusal('exchange/part-altered', path, hashStream(reading), part.name);
        if (sha256 !== part.sha256) altered();
      } else {
        if (part.bytes > largestJson) altered();
        const bytes = await zipRefusal('exchange/part-altered', path, readWhole(archive, entry), part.name);
        if (hashOf(bytes) !== part.sha256) altered();
        json.set(part.name, bytes);
      }
      done += part.bytes;
      options.onProgress(done, total, part.name);
    }
    if (unlisted !== null) refuse('exchange/part-unlisted', { path, part: unlisted });
    return { json, staged };
  } catch (error) {
    await options.blobs.discard(staged);
    throw error;
  }
}

async function readHead(path: string): Promise<{ bytes: number; head: Buffer }> {
  try {
    const { size } = await stat(path);
    const handle = await open(path, 'r');
    try {
      const head = Buffer.alloc(Math.min(size, longestLine + 256));
      await handle.read(head, 0, head.length, 0);
      return { bytes: size, head };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'EISDIR', 'EACCES', 'EPERM'].includes(String(error.code)))
      refuse('exchange/not-found', { path });
    throw error;
  }
}

/** Puts the file's name to a refusal that does not know it. */
async function withPath<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && error.code.startsWith('exchange/')) throw new Refusal(error.code, { path, ...error.details });
    throw error;
  }
}

/** What the zip reader refuses means something else of a file that this program wrote. */
async function zipRefusal<T>(code: ErrorCode, path: string, work: Promise<T>, part?: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refusal && error.code.startsWith('package/'))
      throw new Refusal(code, { path, reason: error.code, ...(part === undefined ? {} : { part }) });
    throw error;
  }
}
