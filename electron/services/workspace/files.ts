/** Files that a window may ask for by id: documents of a package, exported documents, photos of a visit and their small pictures, evidence of an objection. */
import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { refuse } from '../../../domain/result.ts';
import { getDocument, getPackage } from '../../../db/queries/packages.ts';
import { getObjection } from '../../../db/queries/publicity.ts';
import { getExport } from '../../../db/queries/results.ts';
import { getPhoto } from '../../../db/queries/visits.ts';
import { lookAt } from '../../io/at-rest/encrypted-file.ts';
import { isShown } from '../../io/photos/photo.ts';
import { whereKept } from '../session/own-files.ts';
import type { Session } from '../session/session.ts';
import { checkActor, secretary } from '../session/access.ts';
import { thumbnailPath } from '../visits/photos.ts';

export const servedKinds = ['documents', 'exports', 'photos', 'thumbnails', 'evidence'] as const;
export type ServedKind = (typeof servedKinds)[number];

/** `/photos/<id>` and its like, `/evidence/<objection>.<place>` for the files of an objection; null for any other path. */
export function servedPath(pathname: string): { kind: ServedKind; id: string } | null {
  const [, kind, id, place] = /^\/([a-z]+)\/([0-9a-f-]{36})(\.\d{1,2})?$/.exec(pathname) ?? [];
  const known = servedKinds.find((one) => one === kind);
  return known && id && (known === 'evidence') === (place !== undefined) ? { kind: known, id: `${id}${place ?? ''}` } : null;
}

export interface ServedFile {
  readonly path: string;
  /** of that one file, where the workspace is encrypted; whoever reads it for the window needs no other */
  readonly key: Uint8Array | null;
  readonly name: string;
  readonly bytes: number;
  readonly mediaType: string;
  /** shown in place; anything else is only ever handed over as a download */
  readonly inline: boolean;
}

/** Types a browser shows without running anything in them; SVG and HTML are not among them. */
const shownTypes: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.bmp': 'image/bmp',
};

function serve({ key }: Session, path: string, name: string): ServedFile {
  if (!existsSync(path)) refuse('workspace/file-missing', { name });
  const shown = shownTypes[extname(name).toLowerCase()];
  return { path, name, ...lookAt(path, key), mediaType: shown ?? 'application/octet-stream', inline: shown !== undefined };
}

/**
 * The file behind an id, for the secretary or for the member named by `actor`.
 * @throws document/unknown, workspace/file-missing, and what {@link checkActor} refuses: a park of a recusal has no
 * documents, and an exported document with figures is no way around blindness
 */
export function findServedFile(session: Session, kind: ServedKind, id: string, actor = secretary): ServedFile {
  const store = session.store.read;
  if (kind === 'photos' || kind === 'thumbnails') {
    const row = getPhoto(store, id) ?? refuse('document/unknown', { documentId: id });
    checkActor(() => store, 'visits.get', { visitId: row.visitId }, actor);
    if (kind === 'thumbnails') return serve(session, thumbnailPath(session, row.sha256), `${row.sha256}.jpg`);
    const file = serve(session, session.blobs.pathOf(row.sha256), row.name);
    // what the bytes are decides, not what the file was called
    const inline = isShown(row.mediaType);
    return { ...file, mediaType: inline ? row.mediaType : 'application/octet-stream', inline };
  }
  if (kind === 'evidence') {
    const [objectionId = '', place] = id.split('.');
    const objection = getObjection(store, objectionId);
    const found = objection?.evidence[Number(place)] ?? refuse('document/unknown', { documentId: id });
    // an objection may name who scored how: only whoever may read it sees what came with it
    checkActor(() => store, 'publicity.get', { applicationId: objection?.applicationId }, actor);
    return serve(session, session.blobs.pathOf(found.sha256), found.name);
  }
  if (kind === 'documents') {
    const row = getDocument(store, id) ?? refuse('document/unknown', { documentId: id });
    const applicationId = getPackage(store, row.packageId)?.applicationId;
    checkActor(() => store, 'applications.get', { applicationId }, actor);
    return serve(session, session.blobs.pathOf(row.sha256), basename(row.path));
  }
  const row = getExport(store, id) ?? refuse('document/unknown', { documentId: id });
  const { roundId, applicationId, kind: made } = row;
  checkActor(() => store, 'reports.export', { roundId, kind: made, ...(applicationId !== null && { applicationId }) }, actor);
  return serve(session, whereKept(session, row.path), basename(row.path));
}
