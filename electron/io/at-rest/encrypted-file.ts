/**
 * 加密文件: how a file lies in a workspace that has a key. A line that names the format, 32 random bytes, then the content in pieces of
 * 64 kB, each under AES-256-GCM with the key that HKDF makes of the workspace's and those bytes. The nonce counts the pieces and marks
 * the last one, so that none can be cut off, left out or put elsewhere (the construction STREAM, as in age); any piece can be read by
 * itself. A file without that first line is plain, and read as it is.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { refuse } from '../../../domain/result.ts';
import { fileSource, type ByteSource } from '../zip/byte-source.ts';

/** The key of a workspace: 32 bytes. */
export type WorkspaceKey = Uint8Array;
/** The key of one file. */
export type FileKey = Uint8Array;

export const magic = Buffer.from('ParkPanel encrypted file 1\n', 'latin1');
const saltLength = 32;
const headLength = magic.length + saltLength;
const pieceLength = 64 * 1024;
const tagLength = 16;
const sealedLength = pieceLength + tagLength;
const nonceLength = 12;

function fileKeyOf(key: WorkspaceKey, salt: Uint8Array): FileKey {
  return new Uint8Array(hkdfSync('sha256', key, salt, 'parkpanel/file', 32));
}

/** Eleven bytes count, the last says whether the file ends here. */
function nonceOf(piece: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(nonceLength);
  nonce.writeUIntBE(piece, nonceLength - 7, 6);
  nonce[nonceLength - 1] = isLast ? 1 : 0;
  return nonce;
}

function sealPiece(key: FileKey, piece: number, isLast: boolean, bytes: Uint8Array): Buffer[] {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(piece, isLast));
  return [cipher.update(bytes), cipher.final(), cipher.getAuthTag()];
}

export interface Encryption {
  /** what is to be written for the bytes so far; the first call gives the head, too */
  update(chunk: Uint8Array): Uint8Array;
  /** the rest; nothing may follow */
  final(): Uint8Array;
}

/** Encrypts bytes that come piece by piece. */
export function startEncryption(key: WorkspaceKey): Encryption {
  const salt = randomBytes(saltLength);
  const fileKey = fileKeyOf(key, salt);
  let head: Buffer[] = [magic, salt];
  let waiting: Uint8Array = new Uint8Array(0);
  let piece = 0;
  return {
    update(chunk) {
      const bytes = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
      // the last piece is only known at the end: a whole one is held back until something follows
      const whole = Math.max(0, Math.ceil(bytes.length / pieceLength) - 1);
      const sealed = head;
      head = [];
      for (let at = 0; at < whole; at++, piece++)
        sealed.push(...sealPiece(fileKey, piece, false, bytes.subarray(at * pieceLength, (at + 1) * pieceLength)));
      waiting = new Uint8Array(bytes.subarray(whole * pieceLength));
      return Buffer.concat(sealed);
    },
    final() {
      return Buffer.concat([...head, ...sealPiece(fileKey, piece, true, waiting)]);
    },
  };
}

/** The bytes of an encrypted file from those of a plain one. */
export async function* encrypt(source: AsyncIterable<Uint8Array>, key: WorkspaceKey): AsyncGenerator<Uint8Array> {
  const encryption = startEncryption(key);
  for await (const chunk of source) yield encryption.update(chunk);
  yield encryption.final();
}

/** How a file lies there: the bytes of its content, and the key that opens it; null where it is plain. */
export interface Lying {
  readonly bytes: number;
  readonly key: FileKey | null;
}

/** How the file at `path` lies in a workspace with that key. Without a key everything is plain, whatever it begins with. @throws ENOENT and its like */
export function lookAt(path: string, key: WorkspaceKey | null): Lying {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const head = Buffer.alloc(headLength);
    const length = key === null ? 0 : readSync(file, head, 0, headLength, 0);
    if (key === null || length < headLength || !head.subarray(0, magic.length).equals(magic)) return { bytes: size, key: null };
    const sealed = size - headLength;
    const count = Math.max(1, Math.ceil(sealed / sealedLength));
    return { bytes: Math.max(0, sealed - count * tagLength), key: fileKeyOf(key, head.subarray(magic.length)) };
  } finally {
    closeSync(file);
  }
}

/** Reads by position what lies at `path` under the key of that file; null: plain. @throws workspace/damaged where a piece is not what was written */
export async function openLying(path: string, key: FileKey | null): Promise<ByteSource> {
  if (key === null) return fileSource(path);
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    return pieces(handle, path, key, Math.max(0, size - headLength));
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function pieces(handle: FileHandle, path: string, key: FileKey, sealed: number): ByteSource {
  const count = Math.max(1, Math.ceil(sealed / sealedLength));
  let last: { readonly piece: number; readonly bytes: Uint8Array } | null = null;

  async function read(piece: number): Promise<Uint8Array> {
    if (last?.piece === piece) return last.bytes;
    const length = Math.min(sealedLength, sealed - piece * sealedLength);
    const bytes = Buffer.alloc(Math.max(length, 0));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, headLength + piece * sealedLength);
    if (length < tagLength || bytesRead !== length) return refuse('workspace/damaged', { path });
    const cipher = createDecipheriv('aes-256-gcm', key, nonceOf(piece, piece === count - 1));
    cipher.setAuthTag(bytes.subarray(length - tagLength));
    try {
      last = { piece, bytes: Buffer.concat([cipher.update(bytes.subarray(0, length - tagLength)), cipher.final()]) };
    } catch {
      return refuse('workspace/damaged', { path });
    }
    return last.bytes;
  }

  return {
    size: Math.max(0, sealed - count * tagLength),
    async read(offset, length) {
      // an empty file has an end, too, and one that was cut off has not
      if (sealed <= tagLength) await read(0);
      const found: Uint8Array[] = [];
      for (let at = offset; at < offset + length;) {
        const piece = Math.floor(at / pieceLength);
        const bytes = (await read(piece)).subarray(at - piece * pieceLength, offset + length - piece * pieceLength);
        if (bytes.length === 0) return refuse('package/truncated', { at });
        found.push(bytes);
        at += bytes.length;
      }
      const [only] = found;
      return found.length === 1 && only ? only : Buffer.concat(found);
    },
    close: () => handle.close(),
  };
}

/** Bytes of a file that are handed on at once. */
const handedOn = 16 * pieceLength;

/** All of a source, piece by piece; it is closed at the end. Nothing is given of a file whose end is not its own. */
export async function* streamOf(opening: Promise<ByteSource>): AsyncGenerator<Uint8Array> {
  const source = await opening;
  try {
    if (source.size === 0) await source.read(0, 0);
    for (let at = 0; at < source.size; at += handedOn) yield await source.read(at, Math.min(handedOn, source.size - at));
  } finally {
    await source.close();
  }
}

/** A file of a workspace, plain or encrypted, by position. */
export async function openFile(path: string, key: WorkspaceKey | null): Promise<ByteSource> {
  return openLying(path, lookAt(path, key).key);
}

/** A file of a workspace, plain or encrypted, as a stream. */
export async function* readStream(path: string, key: WorkspaceKey | null): AsyncGenerator<Uint8Array> {
  yield* streamOf(openFile(path, key));
}

/** A file of a workspace, plain or encrypted, whole. */
export async function readWhole(path: string, key: WorkspaceKey | null): Promise<Uint8Array> {
  const source = await openFile(path, key);
  try {
    return await source.read(0, source.size);
  } finally {
    await source.close();
  }
}
