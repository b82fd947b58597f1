/** What a file brings of visits: records that the round could have, and photos that are what their rows say. */
import { z } from 'zod';
import { documentFolder } from '../../../domain/exchange/manifest.ts';
import type { Cell, Content } from '../../../domain/exchange/lineage.ts';
import type { FullEvent } from '../../../domain/exchange/parts.ts';
import { ownedKey, type OwnedKey } from '../../../domain/exchange/owned-tables.ts';
import { fieldValue, uuid } from '../../../domain/model.ts';
import { Refusal, refuse } from '../../../domain/result.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { visitChecklist } from '../../../domain/visit/checklist.ts';
import { getRound } from '../../../db/queries/rounds.ts';
import { getAddendum, getInterview, getMatter, getNote, getPhoto, getSample, getSign, getVisit } from '../../../db/queries/visits.ts';
import { listTaskDocuments } from '../../../db/queries/exchange/task-rows.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import type { BlobStore, StagedBlob } from '../../io/blobs.ts';
import { photoAllowance } from '../../io/foreign/allowances.ts';
import { inReader } from '../../io/foreign/reader.ts';
import type { judgePhoto as JudgePhoto } from '../../io/photos/judge-photo.ts';
import { checkValue } from '../applications/fields.ts';
import type { Judged } from './checks.ts';
import { schemeOf } from '../session/lookups.ts';
import { isFairDraw } from '../visits/firms.ts';
import type { Session } from '../session/session.ts';

interface VisitRowOfFile {
  readonly cell: Cell;
  readonly key: OwnedKey;
  readonly visitId: string;
}

/** The rows of a file that are about visits. */
export function visitRowsOf(cells: readonly Cell[]): VisitRowOfFile[] {
  return cells.flatMap((cell) => {
    const key = ownedKey(cell.entity);
    const [visitId = ''] = key?.values ?? [];
    return key?.table.shared ? [{ cell, key, visitId }] : [];
  });
}

/** The park of each visit that a file tells of: as it stands here, else as the file itself says. */
export function visitParks(store: ReadStore, cells: readonly Cell[]): ReadonlyMap<string, string> {
  const parks = new Map<string, string>();
  for (const { cell, key, visitId } of visitRowsOf(cells)) {
    const known = getVisit(store, visitId)?.applicationId;
    const said = key.table.name === 'visit' ? cell.heads[0]?.content['applicationId'] : undefined;
    const park = known ?? said;
    if (typeof park === 'string') parks.set(visitId, park);
  }
  return parks;
}

/** Rows known here by their id alone: the id serves one visit, and its beginning stays what it was. */
const rowsById: Readonly<
  Record<string, (store: ReadStore, id: string) => { readonly visitId: string; readonly author?: string; readonly at?: string } | undefined>
> = {
  'visit/note': getNote,
  'visit/photo': getPhoto,
  'visit/sign': getSign,
  'visit/interview': getInterview,
  'visit/matter': getMatter,
  'visit/sample': getSample,
  'visit/addendum': getAddendum,
};

function keepsItsBeginning(store: ReadStore, { table, values: [visitId = '', id = ''] }: OwnedKey, content: Content): boolean {
  const find = rowsById[table.name];
  if (!find) return true;
  if (!uuid.safeParse(id).success) return false;
  const known = find(store, id);
  if (!known) return true;
  if (known.visitId !== visitId) return false;
  const said = (name: string | undefined): unknown => (name === undefined ? null : (content[name] ?? null));
  return said(table.begun?.by) === null || (said(table.begun?.by) === known.author && said(table.begun?.at) === known.at);
}

/** What was drawn is what the seed draws of the list, and the seed the head of the chain before its event: nobody chose it. */
function isDraw({ seed, firms, drawn }: Content, event: FullEvent | undefined): boolean {
  const lists = z.array(z.string());
  return (
    event?.prevHash === seed &&
    isFairDraw({ seed: String(seed), firms: lists.parse(JSON.parse(String(firms))), drawn: lists.parse(JSON.parse(String(drawn))) })
  );
}

function fitsRound(scheme: Scheme, { table, values: [, name = ''] }: OwnedKey, content: Content, event: FullEvent | undefined): boolean {
  if (table.name === 'visit/check') return [...visitChecklist(scheme, null), ...scheme.conditions].some((item) => item.id === name);
  if (table.name === 'visit/sample') return isDraw(content, event);
  if (table.name !== 'visit/measure' || typeof content['value'] !== 'string') return true;
  const field = scheme.fields.find((one) => one.key === name);
  const value = fieldValue.parse(JSON.parse(content['value']));
  try {
    return field !== undefined && JSON.stringify(checkValue(field, value)) === JSON.stringify(value);
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/**
 * The visits of a file are to parks where `isHere`, and say nothing that the round could not hold.
 * @throws exchange/visit-missing, exchange/row-invalid
 */
export function judgeVisits(
  store: ReadStore,
  { path, manifest, cells, events }: Pick<Judged, 'path' | 'manifest' | 'cells' | 'events'>,
  isHere: (applicationId: string) => boolean,
): void {
  const parks = visitParks(store, cells);
  const round = getRound(store, manifest.round.id);
  for (const { cell, key, visitId } of visitRowsOf(cells)) {
    const park = parks.get(visitId) ?? refuse('exchange/visit-missing', { path, entity: cell.entity });
    const fits =
      uuid.safeParse(visitId).success &&
      isHere(park) &&
      round !== undefined &&
      cell.heads.every(
        ({ id, content }) =>
          (key.table.name !== 'visit' || content['applicationId'] === park) &&
          fitsRound(schemeOf(store, round), key, content, events.get(id)) &&
          keepsItsBeginning(store, key, content),
      );
    if (!fits) refuse('exchange/row-invalid', { path, entity: cell.entity });
  }
}

/** The photos of some rows, each content once. */
export function photosOf(cells: readonly Cell[]): { sha256: string; bytes: number }[] {
  const found = new Map<string, number>();
  for (const { cell, key } of visitRowsOf(cells)) {
    if (key.table.name !== 'visit/photo') continue;
    for (const { content } of cell.heads) if (typeof content['sha256'] === 'string') found.set(content['sha256'], Number(content['bytes']));
  }
  return [...found].map(([sha256, bytes]) => ({ sha256, bytes })).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}

/**
 * Every document and photo that a row names came along or is here, and nothing came that no row names. A photo is a
 * photo, taken when and where its row says.
 * @throws exchange/part-missing, exchange/part-unlisted, exchange/row-invalid
 */
export async function judgeDocuments({ store, blobs }: Session, { path, cells, rows, staged }: Judged): Promise<void> {
  const came = new Map(staged.map((blob) => [blob.sha256, blob]));
  const documents = rows ? listTaskDocuments(rows) : [];
  const named = new Set([...documents, ...photosOf(cells)].map((one) => one.sha256));
  for (const sha256 of came.keys()) if (!named.has(sha256)) refuse('exchange/part-unlisted', { path, part: documentFolder + sha256 });
  for (const { sha256 } of documents)
    if (!came.has(sha256) && blobs.sizeOf(sha256) === null) refuse('exchange/part-missing', { path, part: documentFolder + sha256 });
  for (const { cell, key } of visitRowsOf(cells)) {
    if (key.table.name !== 'visit/photo') continue;
    for (const { content } of cell.heads) {
      const { sha256 } = content;
      // a photo that is here was judged when it came
      if (typeof sha256 !== 'string' || getPhoto(store.read, key.values[1] ?? '')?.sha256 === sha256) continue;
      if (
        !(await isPhotoOf(
          path,
          content,
          await photoBytes(blobs, came.get(sha256), sha256, () => refuse('exchange/part-missing', { path, part: documentFolder + sha256 })),
        ))
      )
        refuse('exchange/row-invalid', { path, entity: cell.entity });
    }
  }
}

const judgePhoto = inReader<typeof JudgePhoto>('photo', photoAllowance);

async function photoBytes(blobs: BlobStore, came: StagedBlob | undefined, sha256: string, missing: () => never): Promise<Uint8Array> {
  if (came) return blobs.readStaged(came);
  return blobs.sizeOf(sha256) === null ? missing() : blobs.read(sha256);
}

async function isPhotoOf(path: string, content: Content, bytes: Uint8Array): Promise<boolean> {
  if (bytes.length !== content['bytes']) return false;
  const facts = await judgePhoto({ name: path, bytes: bytes.length }, bytes);
  const { mediaType, takenAt, latitude, longitude, orientation } = content;
  const shown = facts && {
    mediaType: facts.mediaType,
    takenAt: facts.takenAt,
    latitude: facts.position?.latitude ?? null,
    longitude: facts.position?.longitude ?? null,
    orientation: facts.orientation,
  };
  return JSON.stringify({ mediaType, takenAt, latitude, longitude, orientation }) === JSON.stringify(shown);
}
