/** The record of a visit as the contract tells it, and the digest that closing gives it. */
import canonicalize from 'canonicalize';
import { dateInChina, photoTimeInChina } from '../../../domain/numbers/china-time.ts';
import type { Output } from '../../../domain/contract/api.ts';
import type { VisitView } from '../../../domain/contract/visits.ts';
import type { eventGroups } from '../../../domain/record/kinds.ts';
import { refuse } from '../../../domain/result.ts';
import { localText } from '../../../domain/text.ts';
import { strongest } from '../../../domain/condition/values.ts';
import { visitChecklist } from '../../../domain/visit/checklist.ts';
import { difference } from '../../../domain/visit/measure.ts';
import { listFieldValues, type FieldValueRow } from '../../../db/queries/applications.ts';
import { visitEntity } from '../../../domain/exchange/owned-tables.ts';
import { countVisitConflicts } from '../../../db/queries/exchange/cells.ts';
import { listTaskOwners } from '../../../db/queries/exchange/files.ts';
import { hasForeignEvents } from '../../../db/queries/exchange/foreign-events.ts';
import {
  getVisit,
  listClosedVisits,
  listParkMeasures,
  listVisitParts,
  type MeasureRow,
  type ParkMeasure,
  type PhotoRow,
  type VisitParts,
  type VisitRow,
} from '../../../db/queries/visits.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { isShown } from '../../io/photos/photo.ts';
import { hashOfJson } from '../../io/hash.ts';
import { statedValues } from '../applications/evaluation.ts';
import { requireApplication, requireRound, schemeOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';
import { secretary } from '../session/access.ts';
import { pick } from '../../../domain/pick.ts';
import type { SignCovers } from '../../../domain/model.ts';

export function requireVisit(store: ReadStore, visitId: string): VisitRow {
  return getVisit(store, visitId) ?? refuse('visit/unknown', { visitId });
}

export function requireOpen(store: ReadStore, visitId: string): VisitRow {
  const row = requireVisit(store, visitId);
  if (row.closedAt !== null)
    refuse('visit/closed', { park: requireApplication(store, row.applicationId).parkName, closedAt: dateInChina(row.closedAt) });
  return row;
}

/** What the team is asked to look at in a park. */
export function checklistOf(store: ReadStore, applicationId: string) {
  const application = requireApplication(store, applicationId);
  return visitChecklist(schemeOf(store, requireRound(store, application.roundId)), application.type);
}

/** Nothing is written over what somebody else, or another window, has put there meanwhile. */
export function checkSeen(seen: unknown, standing: unknown): void {
  if (seen !== undefined && canonicalize(seen) !== canonicalize(standing ?? null)) refuse('visit/stale', {});
}

/** What the record calls what was done on a visit. */
type VisitAct = ActOf<(typeof eventGroups)['visits'][number]>;
type ActOf<Kind> = Kind extends `siteVisit.${infer Act}` ? Act : never;

/** An event of a visit; `siteVisit.<what>` in the record. What becomes of a row stands in `new` whole, null where it is gone. */
export function record(
  tx: WriteStore,
  call: Call,
  what: VisitAct,
  entity: string,
  change: { old?: unknown; new?: unknown; reason?: string | undefined },
): { readonly at: string; readonly by: string } {
  const by = recorder(tx, call.actor);
  call.append(tx, { actor: by, kind: `siteVisit.${what}`, entity, ...change });
  return { at: call.at, by };
}

/**
 * Who records. On a laptop that opened one person's task, who names nobody is that person: a record without a name
 * would belong to nobody's return file.
 * @throws call/not-allowed where tasks of several people are open and none of them is named
 */
export function recorder(store: ReadStore, actor: string): string {
  if (actor !== secretary) return actor;
  const [person, ...others] = listTaskOwners(store);
  if (others.length > 0) refuse('call/not-allowed', { method: 'visits', needs: 'own', role: 'expert' });
  return person ?? actor;
}

export function viewHead(store: ReadStore, row: VisitRow, choices = countVisitConflicts(store, row.id)): Output<'visits.edit'> {
  return {
    visitId: row.id,
    choices,
    parkName: requireApplication(store, row.applicationId).parkName,
    ...pick(row, 'applicationId', 'visitedOn', 'people', 'posts', 'started', 'ended', 'openedAt', 'closedAt', 'digest'),
  };
}

export function viewPhoto(row: PhotoRow, visitedOn: string, thumbnail = false): VisitView['photos'][number] {
  const { latitude, longitude } = row;
  return {
    photoId: row.id,
    ...pick(row, 'name', 'mediaType', 'sha256', 'bytes', 'caption', 'about', 'takenAt', 'orientation', 'author', 'at'),
    otherDay: row.takenAt !== null && photoTimeInChina(row.takenAt).slice(0, 10) !== visitedOn,
    position: latitude === null || longitude === null ? null : { latitude, longitude },
    shown: isShown(row.mediaType),
    thumbnail,
  };
}

/** What is known of a field without any visit: the strongest of form and evidence. */
export function declaredOf(rows: readonly FieldValueRow[], key: string): Output<'visits.measure'>['declared'] {
  const { visit: _visit, ...others } = statedValues(rows)[key] ?? {};
  const found = strongest(others);
  return found ? { value: found.value, source: found.source } : null;
}

/** Whether a figure counts, and what other visits to the park measured otherwise. `inPark`: the firmest last. */
function besides(
  inPark: readonly ParkMeasure[],
  { visitId, key, value }: MeasureRow,
): Pick<VisitView['measures'][number], 'counts' | 'elsewhere'> {
  const same = inPark.filter((one) => one.key === key);
  const standing = same.at(-1);
  return {
    counts: standing?.visitId === visitId,
    elsewhere: same
      .filter((one) => one.visitId !== visitId && canonicalize(one.value) !== canonicalize(value))
      .map((one) => ({ ...pick(one, 'visitedOn', 'closed', 'signed', 'value', 'method', 'author', 'at'), counts: one === standing })),
  };
}

/** The whole record of one visit, in the reader's language. */
export function viewVisit(store: ReadStore, row: VisitRow, { language }: Pick<Call, 'language'>): VisitView {
  const application = requireApplication(store, row.applicationId);
  const scheme = schemeOf(store, requireRound(store, application.roundId));
  const parts = listVisitParts(store, row.id);
  const values = listFieldValues(store, row.applicationId);
  const checks = new Map(parts.checks.map((one) => [one.checkId, one]));
  const checklist = visitChecklist(scheme, application.type);
  const covers = coversOf(row, parts, checklist.length);
  const inPark = parts.measures.length > 0 ? listParkMeasures(store, row.applicationId) : [];
  return {
    ...viewHead(store, row),
    checklist: checklist.map(({ id, text, article }) => {
      const { outcome = null, note = null, author = null, at = null } = checks.get(id) ?? {};
      return { id, text: localText(text, language), article, outcome, note, author, at };
    }),
    measures: parts.measures.map((measure) => {
      const field = scheme.fields.find((one) => one.key === measure.key);
      const declared = declaredOf(values, measure.key);
      return {
        ...pick(measure, 'key', 'value', 'note', 'method', 'author', 'at'),
        label: field ? localText(field.label, language) : measure.key,
        unit: field?.unit ?? 'none',
        declared,
        difference: difference(declared?.value ?? null, measure.value),
        ...besides(inPark, measure),
      };
    }),
    notes: parts.notes.map(({ id, text, author, at, changedAt }) => ({ noteId: id, text, author, at, changedAt })),
    photos: parts.photos.map((one) => viewPhoto(one, row.visitedOn)),
    interviews: parts.interviews.map(({ id, visitId: _visit, ...one }) => ({ interviewId: id, ...one })),
    matters: parts.matters.map(({ id, visitId: _visit, ...one }) => ({ matterId: id, ...one })),
    opinion: parts.opinions.map((one) => pick(one, 'leader', 'text', 'author', 'at'))[0] ?? null,
    samples: parts.samples.map(({ id, visitId: _visit, ...one }) => ({ sampleId: id, ...one })),
    firms: firmsLooked(parts),
    signs: parts.signs.map((sign) => ({
      signId: sign.id,
      ...pick(sign, 'name', 'organisation', 'role', 'strokes', 'at', 'covers'),
      stands: sign.covers && sign.covers.digest === covers.digest,
    })),
    covers,
    addenda: parts.addenda.map(({ id, text, author, at }) => ({ addendumId: id, text, author, at })),
    draft: '',
    reopened: isReopened(store, row),
  };
}

/** Tenants that were drawn, in the order of the draws, then others that somebody looked at. */
export function firmsLooked({ samples, firms }: Pick<VisitParts, 'samples' | 'firms'>): VisitView['firms'] {
  const known = new Map(firms.map((one) => [one.name, one]));
  const drawn = new Set(samples.flatMap((one) => one.drawn));
  return [...new Set([...drawn, ...known.keys()])].map((name) => {
    const row = known.get(name);
    return {
      name,
      drawn: drawn.has(name),
      seenThere: row ? pick(row, 'found', 'staff', 'business', 'note') : null,
      author: row?.author ?? null,
      at: row?.at ?? null,
    };
  });
}

/** What is there whole: a column that came later and says nothing is left out, so that older records keep their digest. */
function withoutNew<Row extends object>(row: Row, ...names: (keyof Row)[]): Partial<Row> {
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => value !== null || !names.some((one) => one === name)),
  ) as Partial<Row>;
}

/** What people recorded, as digests take it. */
function contentOf(visit: VisitRow, { notes, checks, measures, photos, ...parts }: VisitParts) {
  const { interviews, matters, opinions, samples, firms } = parts;
  // likewise what came later, so long as there is none of it
  const more = Object.entries({ interviews, matters, opinions, samples, firms }).filter(([, rows]) => rows.length > 0);
  return {
    ...withoutNew(pick(visit, 'id', 'applicationId', 'visitedOn', 'people', 'posts', 'started', 'ended'), 'posts', 'started', 'ended'),
    ...Object.fromEntries(more),
    notes,
    checks,
    measures: measures.map((row) => withoutNew(row, 'method')),
    photos: photos.map((row) => withoutNew(row, 'about')),
  };
}

/** What a signature is given for: the record without the signatures and whatever follows it. */
export function coversOf(row: VisitRow, parts: VisitParts, of: number): SignCovers {
  const { checks, measures, notes, photos, interviews, matters, firms, opinions } = parts;
  return {
    digest: hashOfJson({ format: 'parkpanel-visit-content-1', ...contentOf(row, parts) }),
    checks: checks.length,
    of,
    measures: measures.length,
    notes: notes.length,
    photos: photos.length,
    interviews: interviews.length,
    matters: matters.length,
    firms: firms.filter((one) => one.found !== 'notSeen').length,
    opinions: opinions.length,
  };
}

/** SHA-256 over the canonical record: everything but how the reader's language words it, and the addenda. */
export function digestVisit(store: ReadStore, row: VisitRow): string {
  const parts = listVisitParts(store, row.id);
  const signs = parts.signs.map((sign) => withoutNew(sign, 'role', 'covers'));
  return hashOfJson({ format: 'parkpanel-visit-1', ...contentOf(row, parts), signs });
}

/** A closed visit whose record is another one than was closed: other laptops had more. Closing it again seals the whole. */
export function isReopened(store: ReadStore, row: VisitRow): boolean {
  return row.closedAt !== null && digestVisit(store, row) !== row.digest;
}

/** Closed visits whose record is no longer the one that was closed, though no other laptop brought anything. */
export function findAlteredVisits(store: ReadStore): string[] {
  return listClosedVisits(store)
    .filter((row) => isReopened(store, row) && !hasForeignEvents(store, visitEntity(row.id)))
    .map((row) => `visit:${row.id}`);
}
