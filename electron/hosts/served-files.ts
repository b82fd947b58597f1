/** Files that a window reads: its own, from a fixed table, and documents by id. There is no listing and no path. */
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../../domain/result.ts';
import { findServedFile, type ServedKind } from '../services/workspace/files.ts';
import { openLying, streamOf } from '../io/at-rest/encrypted-file.ts';
import type { Session } from '../services/session/session.ts';
import { servedFileHeaders, windowFileHeaders } from './headers.ts';
import type { StaticFile } from './static.ts';
import { HttpRefusal } from './http.ts';

/** A file of the built window. */
export function sendStatic(response: ServerResponse, pathname: string, file: StaticFile, headOnly: boolean): void {
  response.writeHead(200, windowFileHeaders(pathname, file));
  response.end(headOnly ? undefined : file.body);
}

/** A document, photo or piece of evidence. @throws HttpRefusal 404 for what is not there or not for `actor`, without telling which */
export async function sendDocument(
  response: ServerResponse,
  session: Session,
  { kind, id }: { readonly kind: ServedKind; readonly id: string },
  actor: string | undefined,
  headOnly: boolean,
): Promise<void> {
  let file;
  try {
    file = findServedFile(session, kind, id, actor);
  } catch (error) {
    if (error instanceof Refusal) throw new HttpRefusal(404);
    throw error;
  }
  response.writeHead(200, servedFileHeaders(file));
  if (headOnly) response.end();
  else await pipeline(streamOf(openLying(file.path, file.key)), response);
}
