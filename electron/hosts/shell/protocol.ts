/** Our own protocol in Electron: the built window from its table, documents by id, with the headers of the loopback host. */
import { open, type FileHandle } from 'node:fs/promises';
import { openLying, streamOf as decrypted } from '../../io/at-rest/encrypted-file.ts';
import { servedPath, type ServedFile, type ServedKind } from '../../services/workspace/files.ts';
import { answerHeaders, servedFileHeaders, windowFileHeaders } from '../headers.ts';
import type { StaticFile } from '../static.ts';

export const origin = 'app://parkpanel';

/** Finds the file behind an id for an actor; null for what is not there or not for them, without telling which. */
export type FindFile = (kind: ServedKind, id: string, actor: string | undefined) => Promise<ServedFile | null>;

/** Bytes that are read at once. */
const piece = 1024 * 1024;

/** The bytes of an open file, read when they are asked for; the file is closed at its end, at a fault, and when nobody reads on. */
export function streamOf(file: FileHandle): ReadableStream<Uint8Array> {
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await file.close();
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { bytesRead, buffer } = await file.read(new Uint8Array(piece), 0, piece, null);
          // whoever stopped reading meanwhile has closed the stream already
          if (closed) return;
          if (bytesRead > 0) {
            controller.enqueue(buffer.subarray(0, bytesRead));
            return;
          }
          await close();
          controller.close();
        } catch (error) {
          await close().catch(() => undefined);
          controller.error(error);
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}

function refusal(status: number): Response {
  return new Response(String(status), { status, headers: { ...answerHeaders, 'content-type': 'text/plain' } });
}

async function answerServed(file: ServedFile, headOnly: boolean): Promise<Response> {
  if (file.key !== null) {
    const headers = { ...servedFileHeaders(file) };
    return new Response(headOnly ? null : ReadableStream.from(decrypted(openLying(file.path, file.key))), { headers });
  }
  const opened = await open(file.path);
  try {
    // what is sent is what was opened, also where another file took its place since it was found
    const headers = { ...servedFileHeaders({ ...file, bytes: (await opened.stat()).size }) };
    if (!headOnly) return new Response(streamOf(opened), { headers });
    await opened.close();
    return new Response(null, { headers });
  } catch (error) {
    await opened.close().catch(() => undefined);
    throw error;
  }
}

/** Answers requests of the window to its own protocol. */
export function answerProtocol(files: (path: string) => StaticFile | undefined, find: FindFile): (request: Request) => Promise<Response> {
  return async (request) => {
    const { host, pathname, searchParams } = new URL(request.url);
    const headOnly = request.method === 'HEAD';
    if (host !== 'parkpanel' || (request.method !== 'GET' && !headOnly)) return refusal(404);
    const file = files(pathname);
    if (file) return new Response(headOnly ? null : new Uint8Array(file.body), { headers: { ...windowFileHeaders(pathname, file) } });
    const wanted = servedPath(pathname);
    if (!wanted) return refusal(404);
    try {
      const found = await find(wanted.kind, wanted.id, searchParams.get('actor') ?? undefined);
      return found ? await answerServed(found, headOnly) : refusal(404);
    } catch {
      return refusal(404);
    }
  };
}
