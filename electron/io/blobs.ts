/**
 * The documents of a workspace, by content: `<dir>/ab/<sha256>`, in an encrypted workspace under names that only its key can make. A document is staged (hashed while it is
 * written to a temporary file inside the store), and enters only by `commit`, after which it is durable and
 * never written again. The row that names a blob is written after the commit, so a row never lacks its blob.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal, refuse } from '../../domain/result.ts';
import { lookAt, openFile, readStream, readWhole, startEncryption, type FileKey, type WorkspaceKey } from './at-rest/encrypted-file.ts';
import { contentName } from './at-rest/workspace-key.ts';
import { ownerOnly, privateFolder, syncFolder } from './files.ts';
import { startHash } from './hash.ts';
import { isRunning } from './running.ts';
import type { ByteSource } from './zip/byte-source.ts';

export interface StagedBlob {
  readonly sha256: string;
  readonly bytes: number;
  readonly tempPath: string;
}

export interface BlobStore {
  readonly dir: string;
  /** Streams a document into a temporary file of the store. Whatever the source throws leaves nothing behind. */
  stage(source: AsyncIterable<Uint8Array>): Promise<StagedBlob>;
  /** Makes the documents part of the store, durably; the same content twice is kept once. */
  commit(staged: readonly StagedBlob[]): Promise<void>;
  discard(staged: readonly StagedBlob[]): Promise<void>;
  /** What is staged or spooled, by position. */
  openStaged(staged: StagedBlob): Promise<ByteSource>;
  readStaged(staged: StagedBlob): Promise<Uint8Array>;
  /** the key of that one file; null where it lies as it is */
  stagedKey(staged: StagedBlob): FileKey | null;
  /** where it lies, encrypted where the workspace is */
  pathOf(sha256: string): string;
  /** its bytes; null when it is not there */
  sizeOf(sha256: string): number | null;
  stream(sha256: string): AsyncIterable<Uint8Array>;
  /** `workspace/file-missing` when it is not there. */
  read(sha256: string): Promise<Uint8Array>;
  /** Removes what killed processes left; returns how many files. What a running one is staging, in this process or another, stays. */
  sweep(): Promise<number>;
  /** Ends the store: whoever still has it writes nothing more. */
  close(): void;
  /** Bytes read into a temporary file that is not a blob: inner archives of a bundle. Remove with `discard`. */
  spool(source: AsyncIterable<Uint8Array>): Promise<StagedBlob>;
}

const staging = '.staging';
/** files are synced and renamed this many at a time */
const parallel = 8;

/** Whether a document lies in the store of `dir`, or anything else that is not ours to judge; folders without a file, and what was never committed, do not count. */
export function holdsBlobs(dir: string): boolean {
  try {
    return readdirSync(dir, { withFileTypes: true }).some(
      (entry) => entry.name !== staging && (!entry.isDirectory() || readdirSync(join(dir, entry.name)).length > 0),
    );
  } catch (error) {
    // what cannot be looked into may hold some
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}

/** `key`: of an encrypted workspace; null where documents lie as they are. */
export function openBlobs(dir: string, key: WorkspaceKey | null = null): BlobStore {
  const stagingDir = join(dir, staging);
  mkdirSync(stagingDir, privateFolder);
  let closed = false;
  const pathOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError(`not a sha256: ${sha256}`);
    const name = contentName(sha256, key);
    return join(dir, name.slice(0, 2), name);
  };
  const sizeOf = (sha256: string): number | null => {
    try {
      return lookAt(pathOf(sha256), key).bytes;
    } catch (error) {
      if (isErrno(error, 'ENOENT')) return null;
      throw error;
    }
  };

  const requireOpen = (): void => {
    if (closed) refuse('workspace/in-use', { path: dir });
  };

  async function write(source: AsyncIterable<Uint8Array>): Promise<StagedBlob> {
    const tempPath = join(stagingDir, `${process.pid}-${randomUUID()}`);
    let handle: FileHandle | undefined;
    const hash = startHash();
    let bytes = 0;
    try {
      requireOpen();
      handle = await onDisk(open(tempPath, 'wx', ownerOnly));
      const encryption = key === null ? null : startEncryption(key);
      let written = 0;
      for await (const chunk of source) {
        const lying = encryption ? encryption.update(chunk) : chunk;
        const writing = onDisk(writeAll(handle, lying, written));
        hash.update(chunk); // while the write is under way
        await writing;
        requireOpen();
        bytes += chunk.length;
        written += lying.length;
      }
      if (encryption) await onDisk(writeAll(handle, encryption.final(), written));
      await onDisk(handle.close());
      return { sha256: hash.digest('hex'), bytes, tempPath };
    } catch (error) {
      await handle?.close().catch(() => {}); // the first fault is the one to tell
      await rm(tempPath, { force: true });
      throw error;
    }
  }

  async function commit(staged: readonly StagedBlob[]): Promise<void> {
    const first = new Map<string, StagedBlob>();
    const spare: StagedBlob[] = [];
    for (const blob of staged) {
      if (first.has(blob.sha256)) spare.push(blob);
      else first.set(blob.sha256, blob);
    }
    const folders = new Set<string>();
    try {
      requireOpen();
      await eachOf([...first.values()], async (blob) => {
        const path = pathOf(blob.sha256);
        if (sizeOf(blob.sha256) === blob.bytes) {
          spare.push(blob);
          return;
        }
        const handle = await open(blob.tempPath, 'r+');
        try {
          await handle.sync();
        } finally {
          await handle.close();
        }
        if ((await mkdir(dirname(path), privateFolder)) !== undefined) folders.add(dir);
        await rename(blob.tempPath, path);
        folders.add(dirname(path));
      });
      await eachOf([...folders], syncFolder);
    } catch (error) {
      throw diskRefusal(error);
    }
    await discard(spare);
  }

  return {
    dir,
    stage: write,
    spool: write,
    commit,
    discard,
    pathOf,
    sizeOf,
    stream: (sha256) => readStream(pathOf(sha256), key),
    openStaged: ({ tempPath }) => openFile(tempPath, key),
    readStaged: ({ tempPath }) => readWhole(tempPath, key),
    stagedKey: ({ tempPath }) => lookAt(tempPath, key).key,
    async read(sha256) {
      try {
        return await readWhole(pathOf(sha256), key);
      } catch (error) {
        if (isErrno(error, 'ENOENT')) return refuse('workspace/file-missing', { sha256 });
        throw error;
      }
    },
    close() {
      closed = true;
    },
    async sweep() {
      const left = (await readdir(stagingDir)).filter((name) => !isRunning(Number(name.split('-')[0])));
      await eachOf(left, (name) => rm(join(stagingDir, name), { force: true, recursive: true }));
      return left.length;
    },
  };
}

async function discard(staged: readonly StagedBlob[]): Promise<void> {
  await eachOf(staged, (blob) => rm(blob.tempPath, { force: true }));
}

async function writeAll(handle: FileHandle, chunk: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < chunk.length;) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, at + done);
    done += bytesWritten;
  }
}

async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = items.values();
  const lane = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, lane));
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** A fault of the store's disk; those of the source stay what they are. */
async function onDisk<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw diskRefusal(error);
  }
}

/** A disk that is full or may not be written is the user's to mend: said by code. */
function diskRefusal(error: unknown): unknown {
  if (isErrno(error, 'ENOSPC') || isErrno(error, 'EDQUOT') || isErrno(error, 'EFBIG')) return new Refusal('workspace/disk-full');
  if (isErrno(error, 'EROFS') || isErrno(error, 'EACCES') || isErrno(error, 'EPERM')) return new Refusal('workspace/read-only');
  return error;
}
