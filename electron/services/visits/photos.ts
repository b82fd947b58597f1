/** 考察照片: original bytes with what the camera wrote into them, and small pictures beside the store. */
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { thumbnailSide } from '../../../domain/contract/visits.ts';
import { refuse } from '../../../domain/result.ts';
import { largestPhoto } from '../../../domain/visit/photo.ts';
import {
  deletePhoto,
  getPhoto,
  insertPhoto,
  listSamePhotos,
  listVisitParts,
  updateCaption,
  type PhotoRow,
  type VisitRow,
} from '../../../db/queries/visits.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { contentName } from '../../io/at-rest/workspace-key.ts';
import { photoAllowance } from '../../io/foreign/allowances.ts';
import { inReader } from '../../io/foreign/reader.ts';
import type { judgePhoto as JudgePhoto } from '../../io/photos/judge-photo.ts';
import { photoType } from '../../io/photos/photo.ts';
import { isWhole, jpegSize } from '../../io/photos/picture.ts';
import type { Handlers } from '../session/dispatch.ts';
import { keepFile } from '../session/own-files.ts';
import type { Session } from '../session/session.ts';
import { requireApplication, requireField, requireRound, schemeOf } from '../session/lookups.ts';
import { checklistOf, checkSeen, firmsLooked, record, requireOpen, viewPhoto } from './view.ts';

const judgePhoto = inReader<typeof JudgePhoto>('photo', photoAllowance);

/** Where the small picture of an original lies. It can be made again at any time, hence is no blob of the record. */
export function thumbnailPath(session: Session, sha256: string): string {
  const name = contentName(sha256, session.key);
  return join(session.dir, 'thumbnails', name.slice(0, 2), `${name}.jpg`);
}

export function hasThumbnail(session: Session, sha256: string): boolean {
  return existsSync(thumbnailPath(session, sha256));
}

function requirePhoto(store: ReadStore, photoId: string): PhotoRow {
  return getPhoto(store, photoId) ?? refuse('visit/photo-unknown', { photoId });
}

/** @throws visit/unknown-check, visit/unknown-firm, field/unknown where a photo shall show what the visit does not ask */
function checkAbout(store: ReadStore, { id: visitId, applicationId }: VisitRow, about: string | null | undefined): void {
  const [, what, id = ''] = /^(check|measure|firm):(.+)$/.exec(about ?? '') ?? [];
  if (what === 'check' && !checklistOf(store, applicationId).some((item) => item.id === id)) refuse('visit/unknown-check', { checkId: id });
  if (what === 'firm' && !firmsLooked(listVisitParts(store, visitId)).some(({ name }) => name === id))
    refuse('visit/unknown-firm', { name: id });
  if (what === 'measure') requireField(schemeOf(store, requireRound(store, requireApplication(store, applicationId).roundId)), id);
}

/** What an event tells of a photo: the whole row but its key. */
function told({
  id: _id,
  visitId: _visit,
  author: _author,
  at: _at,
  ...row
}: PhotoRow): Omit<PhotoRow, 'id' | 'visitId' | 'author' | 'at'> {
  return row;
}

interface Picture {
  readonly name: string;
  readonly original: Uint8Array;
}

async function readPicture(path: string): Promise<Picture> {
  const target = resolve(path);
  const name = basename(target);
  if (!existsSync(target)) refuse('workspace/file-missing', { name: target });
  if (statSync(target).size > largestPhoto) refuse('visit/photo-too-large', { name, limit: largestPhoto / 1024 ** 2 });
  return { name, original: await readFile(target) };
}

function decode(made: { name: string; picture: string } | undefined): Picture {
  return { name: basename(made?.name ?? ''), original: Buffer.from(made?.picture ?? '', 'base64') };
}

export const visitPhotoHandlers = {
  async 'visits.photo'(call, { visitId, path, made, caption = '', about }) {
    const { session } = call;
    requireOpen(session.store.read, visitId);
    const { name, original } = path === undefined ? decode(made) : await readPicture(path);
    const judged = await judgePhoto({ name, bytes: original.length }, original);
    const { mediaType, takenAt, position, orientation, whole } = judged ?? refuse('visit/not-a-photo', { name });
    if (!whole) refuse('visit/photo-broken', { name });
    const staged = await session.blobs.stage(oneChunk(original));
    await session.blobs.commit([staged]);
    const { sha256, bytes } = staged;
    return session.store.write((tx) => {
      const visit = requireOpen(tx, visitId);
      checkAbout(tx, visit, about);
      const [known] = listSamePhotos(tx, visitId, sha256);
      if (known) return { ...viewPhoto(known, visit.visitedOn, hasThumbnail(session, sha256)), already: true };
      const id = session.newId();
      const facts = {
        name,
        mediaType,
        sha256,
        bytes,
        caption,
        takenAt,
        latitude: position?.latitude ?? null,
        longitude: position?.longitude ?? null,
        orientation,
        about: about ?? null,
      };
      const { at, by } = record(tx, call, 'photo', `visit:${visitId}/photo/${id}`, { new: facts });
      const row: PhotoRow = { id, visitId, ...facts, author: by, at };
      insertPhoto(tx, row);
      return { ...viewPhoto(row, visit.visitedOn, hasThumbnail(session, sha256)), already: false };
    });
  },
  async 'visits.thumbnail'({ session, touch }, { photoId, jpeg }) {
    const { sha256, visitId } = requirePhoto(session.store.read, photoId);
    if (hasThumbnail(session, sha256)) return { kept: false };
    const bytes = Buffer.from(jpeg, 'base64');
    const size = photoType(bytes) === 'image/jpeg' && isWhole(bytes, 'image/jpeg') ? jpegSize(bytes) : null;
    if (size === null || Math.max(size.width, size.height) > thumbnailSide) refuse('visit/not-a-thumbnail', { side: thumbnailSide });
    await keepFile(session, thumbnailPath(session, sha256), bytes);
    touch(`visit:${visitId}`);
    return { kept: true };
  },
  'visits.caption'(tx, { photoId, caption, about, seen }, call) {
    const photo = requirePhoto(tx, photoId);
    checkAbout(tx, requireOpen(tx, photo.visitId), about);
    checkSeen(seen, photo.caption);
    const said = { caption, about: about === undefined ? photo.about : about };
    updateCaption(tx, photoId, said);
    record(tx, call, 'caption', `visit:${photo.visitId}/photo/${photoId}`, { old: told(photo), new: told({ ...photo, ...said }) });
    return { caption };
  },
  /** The row goes, with a reason; the bytes stay in the store. */
  'visits.removePhoto'(tx, { photoId, reason }, call) {
    const photo = requirePhoto(tx, photoId);
    requireOpen(tx, photo.visitId);
    for (const same of listSamePhotos(tx, photo.visitId, photo.sha256)) {
      deletePhoto(tx, same.id);
      record(tx, call, 'removePhoto', `visit:${photo.visitId}/photo/${same.id}`, { old: told(same), reason });
    }
    return { removed: true };
  },
} satisfies Partial<Handlers>;

// oxlint-disable-next-line typescript/require-await -- the store reads streams; this is one of one chunk
async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
