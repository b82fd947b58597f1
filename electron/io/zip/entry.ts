/**
 * The bytes of one entry of a zip, streamed and checked against the directory. Throws Refusal
 * `package/damaged` and `package/truncated`.
 */
import type { Transform } from 'node:stream';
import { crc32, createInflateRaw, inflateRaw, inflateRawSync, type ZlibOptions } from 'node:zlib';
import { Refusal, refuse } from '../../../domain/result.ts';
import { viewOf, type ByteSource } from './byte-source.ts';
import { stored, type ZipArchive, type ZipEntry } from './zip.ts';

/** Entries up to this size are read and inflated in one go: a stream costs more than the work. */
const smallEntry = 1024 ** 2;
/** Less than this is inflated at once: handing it to a thread costs more than the work. */
const tinyEntry = 32 * 1024;
const readStep = 512 * 1024;

/**
 * The bytes of an entry, in pieces. Ends with `package/damaged` when the local header names another file,
 * or size or CRC-32 differ from what the directory says: whatever was consumed must then be thrown away.
 */
export async function* readEntry(archive: Pick<ZipArchive, 'source'>, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const damaged = (reason: string): never => refuse('package/damaged', { path: entry.name, reason });
  const { source } = archive;
  const header = viewOf(await source.read(entry.offset, 30));
  if (header.getUint32(0, true) !== 0x04034b50) damaged('local-header');
  const nameLength = header.getUint16(26, true);
  const dataAt = entry.offset + 30 + nameLength + header.getUint16(28, true);
  if (dataAt + entry.compressed > source.size) refuse('package/truncated', { path: entry.name });
  if (header.getUint16(8, true) !== entry.method) damaged('local-method');
  const localName = await source.read(entry.offset + 30, nameLength);
  if (Buffer.compare(localName, entry.nameBytes) !== 0) damaged('local-name');

  let size = 0;
  let check = 0;
  const account = (chunk: Uint8Array) => {
    size += chunk.length;
    if (size > entry.size) damaged('size');
    check = crc32(chunk, check);
  };
  if (entry.method === stored) {
    for await (const chunk of readRange(source, dataAt, entry.compressed)) {
      account(chunk);
      yield chunk;
    }
  } else if (entry.size <= smallEntry && entry.compressed <= smallEntry) {
    const chunk = await inflateWhole(await source.read(dataAt, entry.compressed), entry, damaged);
    account(chunk);
    if (chunk.length > 0) yield chunk;
  } else {
    for await (const chunk of inflate(readRange(source, dataAt, entry.compressed), entry.compressed, damaged)) {
      account(chunk);
      yield chunk;
    }
  }
  if (size !== entry.size) damaged('size');
  if (check !== entry.crc32) damaged('crc');
}

async function* readRange(source: ByteSource, from: number, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += readStep) yield await source.read(from + at, Math.min(readStep, length - at));
}

async function inflateWhole(bytes: Uint8Array, entry: ZipEntry, damaged: (reason: string) => never): Promise<Uint8Array> {
  // one piece for all of it: smaller ones would be put together again
  const chunkSize = Math.max(64, entry.size + 1);
  const options = { maxOutputLength: Math.max(1, entry.size), chunkSize, info: true };
  try {
    const answer: unknown = entry.size <= tinyEntry ? inflateRawSync(bytes, options) : await inflateBeside(bytes, options);
    return isInflated(answer) && answer.engine.bytesWritten === bytes.length ? answer.buffer : damaged('compressed-size');
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return damaged('deflate');
  }
}

/** Inflated by a thread, while this one hashes what came before. */
function inflateBeside(bytes: Uint8Array, options: ZlibOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    inflateRaw(bytes, options, (error, answer: unknown) => (error ? reject(error) : resolve(answer)));
  });
}

/** With `info` the answer holds the engine, which knows how much it consumed; the types do not say so. */
function isInflated(answer: unknown): answer is { buffer: Uint8Array; engine: { bytesWritten: number } } {
  return typeof answer === 'object' && answer !== null && 'buffer' in answer && 'engine' in answer;
}

async function* inflate(
  compressed: AsyncIterable<Uint8Array>,
  length: number,
  damaged: (reason: string) => never,
): AsyncGenerator<Uint8Array> {
  const engine: Transform & AsyncIterable<Uint8Array> & { readonly bytesWritten: number } = createInflateRaw({ chunkSize: 256 * 1024 });
  let fault: unknown;
  const closed = new Promise<void>((resolve) => {
    engine.once('close', resolve);
  });
  const feed = (async () => {
    for await (const chunk of compressed) {
      if (engine.destroyed) return;
      // one piece at a time: the callback comes when it is consumed; after a destroy it may never come
      const written = new Promise<void>((resolve, reject) => {
        engine.write(chunk, (error) => (error ? reject(error) : resolve()));
      });
      await Promise.race([written, closed]);
    }
    engine.end();
  })().catch((error: unknown) => {
    fault = error;
    engine.destroy();
  });
  try {
    for await (const chunk of engine) yield chunk;
  } catch (error) {
    await feed;
    if (isDeflateFault(error) || isDeflateFault(fault)) damaged('deflate');
    throw fault ?? error;
  } finally {
    engine.destroy();
    await feed;
  }
  if (engine.bytesWritten !== length) damaged('compressed-size');
}

function isDeflateFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

/** A whole entry in memory; for the parts of office files, under limits of their own. */
export async function readWhole(archive: Pick<ZipArchive, 'source'>, entry: ZipEntry): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readEntry(archive, entry)) chunks.push(chunk);
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}
