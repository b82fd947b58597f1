/** 实地考察: what a team records on site stands at once; closing freezes it, and only addenda follow. */
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import canonicalize from 'canonicalize';
import type { Output } from '../../domain/api.ts';
import type { VisitView } from '../../domain/contract/visits.ts';
import { refuse } from '../../domain/result.ts';
import { localText } from '../../domain/text.ts';
import { strongest } from '../../domain/scheme/values.ts';
import { gapText } from '../../domain/scheme/wording.ts';
import { visitChecklist } from '../../domain/visit/checklist.ts';
import { difference, effectOf } from '../../domain/visit/measure.ts';
import { listFieldValues, type FieldValueRow } from '../../db/queries/applications.ts';
import { appendEvent } from '../../db/queries/events.ts';
import {
  deleteCheck,
  deleteMeasure,
  deleteNote,
  deletePhoto,
  findOtherMeasure,
  findPhoto,
  getCheck,
  getMeasure,
  getNote,
  getPhoto,
  getVisit,
  insertAddendum,
  insertPhoto,
  insertSign,
  insertVisit,
  listVisitParts,
  listVisits,
  updateCaption,
  updateVisit,
  upsertCheck,
  upsertMeasure,
  upsertNote,
  type PhotoRow,
  type VisitRow,
} from '../../db/queries/visits.ts';
import type { ReadStore, WriteStore } from '../../db/open.ts';
import { evaluateStored, stateValue } from './applications.ts';
import type { Handlers } from './dispatch.ts';
import { statedValues } from './evaluation.ts';
import { requireApplication } from './panel.ts';
import { requireRound, schemeOf } from './rounds.ts';
import type { Call } from './session.ts';

/** The largest photo, in bytes. */
const largestPhoto = 64 * 1024 ** 2;

export function requireVisit(store: ReadStore, visitId: string): VisitRow {
  return getVisit(store, visitId) ?? refuse('visit/unknown', { visitId });
}

function requireOpen(store: ReadStore, visitId: string): VisitRow {
  const row = requireVisit(store, visitId);
  if (row.closedAt !== null) refuse('visit/closed', { park: requireApplication(store, row.applicationId).parkName, closedAt: row.closedAt.slice(0, 10) });
  return row;
}

function viewHead(store: ReadStore, { id, applicationId, visitedOn, people, openedAt, closedAt, digest }: VisitRow): Output<'visits.edit'> {
  return { visitId: id, applicationId, parkName: requireApplication(store, applicationId).parkName, visitedOn, people, openedAt, closedAt, digest };
}

function viewPhoto({ id, name, mediaType, sha256, bytes, caption, takenAt, latitude, longitude, orientation }: PhotoRow): VisitView['photos'][number] {
  return { photoId: id, name, mediaType, sha256, bytes, caption, takenAt, position: latitude === null || longitude === null ? null : { latitude, longitude }, orientation };
}

/** What is known of a field without any visit: the strongest of form and evidence. */
function declaredOf(rows: readonly FieldValueRow[], key: string): Output<'visits.measure'>['declared'] {
  const { visit: _visit, ...others } = statedValues(rows)[key] ?? {};
  const found = strongest(others);
  return found ? { value: found.value, source: found.source } : null;
}

/** The whole record of one visit, in the reader's language. */
export function viewVisit(store: ReadStore, row: VisitRow, { language }: Pick<Call, 'language'>): VisitView {
  const application = requireApplication(store, row.applicationId);
  const scheme = schemeOf(requireRound(store, application.roundId));
  const parts = listVisitParts(store, row.id);
  const values = listFieldValues(store, row.applicationId);
  const checks = new Map(parts.checks.map((one) => [one.checkId, one]));
  return {
    ...viewHead(store, row),
    checklist: visitChecklist(scheme, application.type).map(({ id, text, article }) => ({ id, text: localText(text, language), article, outcome: checks.get(id)?.outcome ?? null, note: checks.get(id)?.note ?? null })),
    measures: parts.measures.map(({ key, value, note, at }) => {
      const field = scheme.fields.find((one) => one.key === key);
      const declared = declaredOf(values, key);
      return { key, label: field ? localText(field.label, language) : key, unit: field?.unit ?? 'none', declared, value, difference: difference(declared?.value ?? null, value), note, at };
    }),
    notes: parts.notes.map(({ id, text, author, at, changedAt }) => ({ noteId: id, text, author, at, changedAt })),
    photos: parts.photos.map(viewPhoto),
    signs: parts.signs.map(({ id, name, organisation, strokes, at }) => ({ signId: id, name, organisation, strokes, at })),
    addenda: parts.addenda.map(({ id, text, author, at }) => ({ addendumId: id, text, author, at })),
  };
}

/** SHA-256 over the canonical record: everything but how the reader's language words it, and the addenda. */
function digestVisit(store: ReadStore, { id, applicationId, visitedOn, people }: VisitRow): string {
  const { addenda: _addenda, ...parts } = listVisitParts(store, id);
  return createHash('sha256').update(canonicalize({ format: 'parkpanel-visit-1', id, applicationId, visitedOn, people, ...parts }) ?? '').digest('hex');
}

/** An event of a visit; `siteVisit.<what>` in the record. */
function record(tx: WriteStore, { session, actor }: Call, what: string, entity: string, change: { old?: unknown; new?: unknown; reason?: string | undefined }): string {
  const at = session.now();
  appendEvent(tx, { actor, at, kind: `siteVisit.${what}`, entity, ...change });
  return at;
}

export const visitHandlers = {
  'visits.open'(tx, { applicationId, visitedOn, people }, call) {
    requireApplication(tx, applicationId);
    const id = call.session.newId();
    const openedAt = record(tx, call, 'open', `visit:${id}`, { new: { applicationId, visitedOn, people } });
    insertVisit(tx, { id, applicationId, visitedOn, people, openedBy: call.actor, openedAt, closedAt: null, digest: null });
    return { visitId: id };
  },
  'visits.list'(store, { roundId, applicationId }) {
    requireRound(store, roundId);
    return listVisits(store, { roundId })
      .filter((row) => applicationId === undefined || row.applicationId === applicationId)
      .map((row) => viewHead(store, row));
  },
  'visits.get'(store, { visitId }, call) {
    return viewVisit(store, requireVisit(store, visitId), call);
  },
  'visits.edit'(tx, { visitId, visitedOn, people }, call) {
    const before = requireOpen(tx, visitId);
    const after = { visitedOn: visitedOn ?? before.visitedOn, people: people ?? before.people };
    updateVisit(tx, visitId, after);
    record(tx, call, 'edit', `visit:${visitId}`, { old: { visitedOn: before.visitedOn, people: before.people }, new: after });
    return viewHead(tx, requireVisit(tx, visitId));
  },
  'visits.note'(tx, { visitId, text, noteId }, call) {
    requireOpen(tx, visitId);
    const id = noteId ?? call.session.newId();
    const before = getNote(tx, id);
    if (before && before.visitId !== visitId) refuse('visit/unknown', { visitId });
    if (before?.text === text || (!before && text === '')) return { noteId: id, at: before?.changedAt ?? call.session.now() };
    const at = record(tx, call, 'note', `visit:${visitId}/note/${id}`, { old: before ? { text: before.text } : null, new: text === '' ? null : { text } });
    if (text === '') deleteNote(tx, id);
    else upsertNote(tx, { id, visitId, text, author: before?.author ?? call.actor, at: before?.at ?? at, changedAt: at });
    return { noteId: id, at };
  },
  'visits.check'(tx, { visitId, checkId, outcome, note }, call) {
    const { applicationId } = requireOpen(tx, visitId);
    const application = requireApplication(tx, applicationId);
    const list = visitChecklist(schemeOf(requireRound(tx, application.roundId)), application.type);
    if (!list.some((item) => item.id === checkId)) refuse('visit/unknown-check', { checkId });
    const before = getCheck(tx, visitId, checkId);
    const said = note === undefined ? (before?.note ?? null) : note || null;
    const at = record(tx, call, 'check', `visit:${visitId}/check/${checkId}`, { old: before ? { outcome: before.outcome, note: before.note } : null, new: outcome === null ? null : { outcome, note: said } });
    if (outcome === null) deleteCheck(tx, visitId, checkId);
    else upsertCheck(tx, { visitId, checkId, outcome, note: said, author: call.actor, at });
    return { done: listVisitParts(tx, visitId).checks.length, of: list.length };
  },
  'visits.measure'(tx, { visitId, key, value, note }, call) {
    const { session, actor, language, t } = call;
    const { applicationId } = requireOpen(tx, visitId);
    const application = requireApplication(tx, applicationId);
    const scheme = schemeOf(requireRound(tx, application.roundId));
    const field = scheme.fields.find((one) => one.key === key) ?? refuse('scheme/unknown-field', { key, schemeId: scheme.id });
    const declared = declaredOf(listFieldValues(tx, applicationId), key);
    const before = evaluateStored(tx, application);
    const known = getMeasure(tx, visitId, key);
    const at = session.now();
    // taken back, what another visit to the park measured counts again
    const stands = value === null ? (findOtherMeasure(tx, applicationId, key, visitId)?.value ?? null) : value;
    const kept = stateValue(tx, application, scheme, field, { source: 'visit', value: stands, reason: note || t('visit.measured'), evidence: null, actor, at });
    if (value === null) deleteMeasure(tx, visitId, key);
    else upsertMeasure(tx, { visitId, key, value: kept, note: note || known?.note || null, author: actor, at });
    record(tx, call, 'measure', `visit:${visitId}/measure/${key}`, { old: known ? { value: known.value } : null, new: value === null ? null : { value: kept, declared: declared?.value ?? null } });
    const { changed, ...overall } = effectOf(before, evaluateStored(tx, requireApplication(tx, applicationId)));
    return {
      declared,
      measured: value === null ? null : kept,
      difference: value === null ? null : difference(declared?.value ?? null, kept),
      effect: {
        ...overall,
        changed: changed.map((one) => ({ id: one.after.id, article: one.after.article, label: localText(one.after.label, language), before: one.before.verdict, after: one.after.verdict, gap: gapText(one.after, t) })),
      },
    };
  },
  async 'visits.photo'(call, { visitId, path, caption }) {
    const { session } = call;
    requireOpen(session.store.read, visitId);
    const target = resolve(path);
    const name = basename(target);
    if (!existsSync(target)) refuse('workspace/file-missing', { name: target });
    if (statSync(target).size > largestPhoto) refuse('visit/photo-too-large', { name, limit: largestPhoto / 1024 ** 2 });
    const bytes = await readFile(target);
    const { readPhoto } = await import('../io/photo.ts');
    const { mediaType, takenAt, position, orientation } = (await readPhoto(bytes)) ?? refuse('visit/not-a-photo', { name });
    const staged = await session.blobs.stage(oneChunk(bytes));
    await session.blobs.commit([staged]);
    return session.store.write((tx) => {
      requireOpen(tx, visitId);
      const known = findPhoto(tx, visitId, staged.sha256);
      if (known) return { ...viewPhoto(known), already: true };
      const id = session.newId();
      const at = record(tx, call, 'photo', `visit:${visitId}/photo/${id}`, { new: { name, sha256: staged.sha256, bytes: staged.bytes, takenAt, position, orientation, caption: caption ?? '' } });
      const row: PhotoRow = {
        id,
        visitId,
        name,
        mediaType,
        sha256: staged.sha256,
        bytes: staged.bytes,
        caption: caption ?? '',
        takenAt,
        latitude: position?.latitude ?? null,
        longitude: position?.longitude ?? null,
        orientation,
        author: call.actor,
        at,
      };
      insertPhoto(tx, row);
      return { ...viewPhoto(row), already: false };
    });
  },
  'visits.caption'(tx, { photoId, caption }, call) {
    const photo = getPhoto(tx, photoId) ?? refuse('visit/photo-unknown', { photoId });
    requireOpen(tx, photo.visitId);
    updateCaption(tx, photoId, caption);
    record(tx, call, 'caption', `visit:${photo.visitId}/photo/${photoId}`, { old: { caption: photo.caption }, new: { caption } });
    return { caption };
  },
  /** The row goes, with a reason; the bytes stay in the store. */
  'visits.removePhoto'(tx, { photoId, reason }, call) {
    const photo = getPhoto(tx, photoId) ?? refuse('visit/photo-unknown', { photoId });
    requireOpen(tx, photo.visitId);
    deletePhoto(tx, photoId);
    record(tx, call, 'removePhoto', `visit:${photo.visitId}/photo/${photoId}`, { old: { name: photo.name, sha256: photo.sha256, caption: photo.caption }, reason });
    return { removed: true };
  },
  'visits.sign'(tx, { visitId, name, organisation, strokes }, call) {
    requireOpen(tx, visitId);
    if (strokes.flat().length < 2) refuse('visit/empty-signature', { name });
    const id = call.session.newId();
    const hash = createHash('sha256').update(canonicalize(strokes) ?? '').digest('hex');
    const at = record(tx, call, 'sign', `visit:${visitId}/sign/${id}`, { new: { name, organisation: organisation ?? null, strokes: hash } });
    insertSign(tx, { id, visitId, name, organisation: organisation || null, strokes, at });
    return { signId: id, at };
  },
  'visits.close'(tx, { visitId }, call) {
    const row = requireOpen(tx, visitId);
    const digest = digestVisit(tx, row);
    const closedAt = record(tx, call, 'close', `visit:${visitId}`, { new: { digest } });
    updateVisit(tx, visitId, { closedAt, digest });
    return { closedAt, digest };
  },
  'visits.addendum'(tx, { visitId, text }, call) {
    const row = requireVisit(tx, visitId);
    if (row.closedAt === null) refuse('visit/not-closed', { park: requireApplication(tx, row.applicationId).parkName });
    const id = call.session.newId();
    const at = record(tx, call, 'addendum', `visit:${visitId}/addendum/${id}`, { new: { text } });
    insertAddendum(tx, { id, visitId, text, author: call.actor, at });
    return { addendumId: id, at };
  },
} satisfies Partial<Handlers>;

// oxlint-disable-next-line typescript/require-await -- the store reads streams; this is one of one chunk
async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
