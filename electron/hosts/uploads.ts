/** Files that a page hands over: laid down in a folder of the host's own until it ends, under the names that they had. */
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { longestFileName, safeFileName } from '../../domain/names.ts';
import { safePath } from '../../domain/package/paths.ts';
import { Refusal } from '../../domain/result.ts';
import { isRunning } from '../io/running.ts';
import { toAppError } from '../services/session/dispatch.ts';
import { HttpRefusal, isRecord, languageOf, sendJson } from './http.ts';

/** The largest upload, in bytes: the limit of a package. */
const largestUpload = 2 * 1024 * 1024 * 1024;

export interface Uploads {
  /** Takes one file in and answers its path, for the calls that want one. @throws HttpRefusal 400 */
  answerUpload(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void>;
  /** Sentences of an answer to `payload` name an uploaded file as the person knows it, and not by where it was laid down. */
  nameIn(answer: unknown, payload: unknown): unknown;
  close(): void;
}

/** Each upload lies in a folder of its own, named by digits. */
function withoutFolder(text: string, place: string): string {
  return text
    .split(place)
    .map((part, at) => (at === 0 ? part : part.replace(/^[0-9a-f]+[\\/]/, '')))
    .join('');
}

function nameUploads(value: unknown, place: string, said = false): unknown {
  if (typeof value === 'string') return said ? withoutFolder(value, place) : value;
  if (Array.isArray(value)) return value.map((one) => nameUploads(one, place, said));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, nameUploads(one, place, said || key === 'error' || key === 'message')]),
  );
}

/** A file has a folder of its own; the files of one folder share one, by the name that the page gave it. */
function placeOf(uploads: string, name: string, query: URLSearchParams): { folder: string; path: string } {
  const shared = query.get('folder');
  if (shared === null) {
    const folder = join(uploads, randomBytes(8).toString('hex'));
    return { folder, path: join(folder, name) };
  }
  const inside = query.get('path') ?? '';
  const parts = inside.split('/');
  if (!/^[0-9a-f]{32}$/.test(shared) || 'fault' in safePath(inside) || parts.some((part) => Buffer.byteLength(part) > longestFileName))
    throw new HttpRefusal(400);
  const folder = join(uploads, shared);
  return { folder, path: join(folder, name, ...parts) };
}

/** Lets `largestUpload` bytes through. @throws package/too-large */
function limited(): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > largestUpload ? new Refusal('package/too-large', { limit: largestUpload }) : null, chunk);
    },
  });
}

const folderName = /^parkpanel-upload-(\d+)-/;

/** What hosts left that were killed: packages, task files, keys, as they were picked. Those of other users are theirs. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = folderName.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // not ours to remove
    }
  }
}

export function openUploads(): Uploads {
  sweep();
  const uploads = mkdtempSync(join(tmpdir(), `parkpanel-upload-${process.pid}-`));
  return {
    async answerUpload(request, response, query) {
      const stated = basename((query.get('name') ?? '').replaceAll('\\', '/'));
      if (/^[. ]*$/.test(stated)) throw new HttpRefusal(400);
      const name = safeFileName(stated, 'file', longestFileName);
      const { folder, path } = placeOf(uploads, name, query);
      mkdirSync(dirname(path), { recursive: true });
      try {
        await pipeline(request, limited(), createWriteStream(path));
        sendJson(response, { ok: true, value: { path: join(folder, name) } });
      } catch (error) {
        rmSync(folder, { recursive: true, force: true });
        sendJson(response, { ok: false, error: toAppError(error, languageOf(request)) });
      }
    },
    nameIn(answer, payload) {
      // only what was told of an upload can name one
      return JSON.stringify(payload ?? {}).includes(basename(uploads)) ? nameUploads(answer, `${uploads}${sep}`) : answer;
    },
    close() {
      rmSync(uploads, { recursive: true, force: true });
    },
  };
}
