/** Files that a window reads: its own, from a fixed table, and documents by id. There is no listing and no path. */
import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../../domain/result.ts';
import { findServedFile, type ServedKind } from '../services/workspace/files.ts';
import type { Session } from '../services/session/session.ts';
import { headersOf, responseHeaders } from './security.ts';
import type { StaticFile } from './static.ts';
import { HttpRefusal } from './http.ts';

/** Bytes of a document that are sent at once: its reader waits for the last of them before it draws the first page. */
const largePiece = 1024 * 1024;

/** A file of the built window. */
export function sendStatic(response: ServerResponse, pathname: string, file: StaticFile, headOnly: boolean): void {
  response.writeHead(200, {
    ...headersOf(pathname),
    'content-type': file.mediaType,
    'content-length': file.body.length,
    'cache-control': file.immutable ? 'max-age=31536000, immutable' : 'no-store',
  });
  response.end(headOnly ? undefined : file.body);
}

/** A document, photo or piece of evidence. @throws HttpRefusal 404 for what is not there or not for `actor`, without telling which */
export async function sendDocument(
  response: ServerResponse,
  session: Session,
  { kind, id }: { readonly kind: ServedKind; readonly id: string },
  actor: string | undefined,
): Promise<void> {
  let file;
  try {
    file = findServedFile(session, kind, id, actor);
  } catch (error) {
    if (error instanceof Refusal) throw new HttpRefusal(404);
    throw error;
  }
  const disposition = `${file.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`;
  response.writeHead(200, {
    ...responseHeaders,
    // a document is data: nothing inside it may run or load, whatever it claims to be
    'content-security-policy': "default-src 'none'; sandbox",
    'content-type': file.mediaType,
    'content-length': file.bytes,
    'content-disposition': disposition,
    'cache-control': 'no-store',
  });
  await pipeline(createReadStream(file.path, { highWaterMark: largePiece }), response);
}
