/** 实地考察: what a team records on site stands at once; closing freezes it, and only addenda follow. */
import type { FieldValue } from '../../../domain/model.ts';
import { pick } from '../../../domain/pick.ts';
import { parseDecimal, toDecimal } from '../../../domain/numbers/rational.ts';
import { refuse } from '../../../domain/result.ts';
import { localText } from '../../../domain/text.ts';
import { conditionLabel, gapText } from '../../../domain/eligibility/wording.ts';
import { difference, effectOf } from '../../../domain/visit/measure.ts';
import { listFieldValues } from '../../../db/queries/applications.ts';
import {
  deleteCheck,
  deleteDraft,
  deleteMeasure,
  deleteNote,
  getCheck,
  getDraft,
  getMeasure,
  getNote,
  insertAddendum,
  insertSign,
  insertVisit,
  listVisitParts,
  listVisits,
  updateVisit,
  upsertCheck,
  upsertDraft,
  upsertMeasure,
  upsertNote,
  type VisitRow,
} from '../../../db/queries/visits.ts';
import { countVisitChoices, countVisitConflicts } from '../../../db/queries/exchange/cells.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { evaluateStored } from '../applications/applications.ts';
import { checkValue } from '../applications/fields.ts';
import { actAs } from '../session/act.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireApplication, requireField, requireReviewed, requireRound, schemeOf } from '../session/lookups.ts';
import { followMeasures } from './measures.ts';
import { hasThumbnail } from './photos.ts';
import {
  checklistOf,
  checkSeen,
  coversOf,
  declaredOf,
  digestVisit,
  isReopened,
  record,
  requireOpen,
  requireVisit,
  viewHead,
  viewVisit,
} from './view.ts';

/** 20000 and 20000.0 are one figure. */
const isValue = (a: FieldValue, b: FieldValue): boolean => plain(a) === plain(b);

function plain(value: FieldValue): string {
  const number = typeof value === 'string' ? parseDecimal(value) : null;
  return number ? toDecimal(number) : JSON.stringify(value);
}

/** What the head of a visit says, as its events tell it. */
function headOf(row: VisitRow): Pick<VisitRow, 'applicationId' | 'visitedOn' | 'people' | 'posts' | 'started' | 'ended'> {
  return pick(row, 'applicationId', 'visitedOn', 'people', 'posts', 'started', 'ended');
}

/** Before it is closed, what there is to say belongs into the record itself. */
function requireClosed(store: ReadStore, visitId: string): void {
  const { closedAt, applicationId } = requireVisit(store, visitId);
  if (closedAt === null) refuse('visit/not-closed', { park: requireApplication(store, applicationId).parkName });
}

export const visitHandlers = {
  'visits.open'(tx, { applicationId, visitedOn, people }, call) {
    requireReviewed(tx, requireApplication(tx, applicationId));
    const id = call.session.newId();
    const { at: openedAt, by } = record(tx, call, 'open', `visit:${id}`, { new: { applicationId, visitedOn, people } });
    insertVisit(tx, {
      id,
      applicationId,
      visitedOn,
      people,
      posts: null,
      started: null,
      ended: null,
      openedBy: by,
      openedAt,
      closedAt: null,
      digest: null,
    });
    return { visitId: id };
  },
  'visits.list'(store, { roundId, applicationId }) {
    requireRound(store, roundId);
    const choices = countVisitChoices(store);
    return listVisits(store, { roundId })
      .filter((row) => applicationId === undefined || row.applicationId === applicationId)
      .map((row) => viewHead(store, row, choices.get(row.id) ?? 0));
  },
  'visits.get'(store, { visitId }, call) {
    const view = viewVisit(store, requireVisit(store, visitId), call);
    const photos = view.photos.map((one) => ({ ...one, thumbnail: hasThumbnail(call.session, one.sha256) }));
    return { ...view, photos, draft: getDraft(store, visitId, call.actor) ?? '' };
  },
  'visits.edit'(tx, { visitId, ...given }, call) {
    const before = requireOpen(tx, visitId);
    const old = headOf(before);
    const { posts = old.posts, started = old.started, ended = old.ended } = given;
    const after = {
      applicationId: old.applicationId,
      visitedOn: given.visitedOn ?? old.visitedOn,
      people: given.people ?? old.people,
      posts: posts && Object.keys(posts).length > 0 ? posts : null,
      started,
      ended,
    };
    if (started !== null && ended !== null && ended < started) refuse('visit/ends-before-start', { started, ended });
    updateVisit(tx, visitId, after);
    const { at, by } = record(tx, call, 'edit', `visit:${visitId}`, { old, new: after });
    followMeasures(tx, before.applicationId, actAs(by, at), call.t);
    return viewHead(tx, requireVisit(tx, visitId));
  },
  'visits.note'(tx, { visitId, text, noteId, seen }, call) {
    requireOpen(tx, visitId);
    const id = noteId ?? call.session.newId();
    const before = getNote(tx, id);
    if (before && before.visitId !== visitId) refuse('visit/unknown', { visitId });
    checkSeen(seen, before?.text);
    if (before?.text === text || (!before && text === '')) return { noteId: id, at: before?.changedAt ?? call.at };
    const { at, by } = record(tx, call, 'note', `visit:${visitId}/note/${id}`, {
      old: before ? { text: before.text } : null,
      new: text === '' ? null : { text },
    });
    if (text === '') deleteNote(tx, id);
    else upsertNote(tx, { id, visitId, text, author: before?.author ?? by, at: before?.at ?? at, changedAt: at });
    return { noteId: id, at };
  },
  'visits.check'(tx, { visitId, checkId, outcome, note, seen }, call) {
    const list = checklistOf(tx, requireOpen(tx, visitId).applicationId);
    if (!list.some((item) => item.id === checkId)) refuse('visit/unknown-check', { checkId });
    const before = getCheck(tx, visitId, checkId);
    checkSeen(seen, before && { outcome: before.outcome, note: before.note });
    const said = note === undefined ? (before?.note ?? null) : note || null;
    // the same said again changes nothing, and no signature under it
    if (before?.outcome === (outcome ?? undefined) && (before?.note ?? null) === (outcome === null ? null : said))
      return { done: listVisitParts(tx, visitId).checks.length, of: list.length, at: before?.at ?? call.at };
    const { at, by } = record(tx, call, 'check', `visit:${visitId}/check/${checkId}`, {
      old: before ? { outcome: before.outcome, note: before.note } : null,
      new: outcome === null ? null : { outcome, note: said },
    });
    if (outcome === null) deleteCheck(tx, visitId, checkId);
    else upsertCheck(tx, { visitId, checkId, outcome, note: said, author: by, at });
    return { done: listVisitParts(tx, visitId).checks.length, of: list.length, at };
  },
  'visits.measure'(tx, { visitId, key, value, note, method, seen }, call) {
    const { language, t } = call;
    const { applicationId } = requireOpen(tx, visitId);
    const application = requireApplication(tx, applicationId);
    const scheme = schemeOf(tx, requireRound(tx, application.roundId));
    const field = requireField(scheme, key);
    const declared = declaredOf(listFieldValues(tx, applicationId), key);
    const before = evaluateStored(tx, application);
    const known = getMeasure(tx, visitId, key);
    checkSeen(seen, known?.value);
    const kept = checkValue(field, value);
    const said = {
      note: note === undefined ? (known?.note ?? null) : note || null,
      method: method === undefined ? (known?.method ?? null) : method,
    };
    const isSame = known
      ? kept !== null && isValue(kept, known.value) && known.note === said.note && known.method === said.method
      : kept === null;
    const keep = (): string => {
      const { at, by } = record(tx, call, 'measure', `visit:${visitId}/measure/${key}`, {
        old: known ? { value: known.value, note: known.note, method: known.method } : null,
        new: kept === null ? null : { value: kept, ...said, declared: declared?.value ?? null },
      });
      if (kept === null) deleteMeasure(tx, visitId, key);
      else upsertMeasure(tx, { visitId, key, value: kept, ...said, author: by, at });
      // of several visits to the park the firmest one's figure counts
      followMeasures(tx, applicationId, actAs(by, at), t);
      return at;
    };
    // the same said again changes nothing, and no signature under it
    const at = isSame ? (known?.at ?? call.at) : keep();
    const { changed, ...overall } = effectOf(before, evaluateStored(tx, requireApplication(tx, applicationId)));
    return {
      declared,
      measured: kept,
      difference: kept === null ? null : difference(declared?.value ?? null, kept),
      at,
      effect: {
        ...overall,
        changed: changed.map((one) => ({
          id: one.after.id,
          article: one.after.article,
          label: conditionLabel(one.after, language, t),
          before: one.before.verdict,
          after: one.after.verdict,
          gap: gapText(one.after, t),
        })),
      },
    };
  },
  'visits.sign'(tx, { visitId, name, organisation, role, strokes, seen }, call) {
    const row = requireOpen(tx, visitId);
    if (strokes.flat().length < 2) refuse('visit/empty-signature', { name });
    const id = call.session.newId();
    const covers = coversOf(row, listVisitParts(tx, visitId), checklistOf(tx, row.applicationId).length);
    // nobody signs for what was not shown
    checkSeen(seen, covers.digest);
    const sign = { name, organisation: organisation || null, role: role ?? null, strokes, covers };
    const { at, by } = record(tx, call, 'sign', `visit:${visitId}/sign/${id}`, { new: sign });
    insertSign(tx, { id, visitId, ...sign, at });
    followMeasures(tx, row.applicationId, actAs(by, at), call.t);
    return { signId: id, at };
  },
  'visits.close'(tx, { visitId }, call) {
    const row = requireVisit(tx, visitId);
    if (!isReopened(tx, row)) requireOpen(tx, visitId);
    const { applicationId } = row;
    const open = countVisitConflicts(tx, visitId);
    if (open > 0) refuse('exchange/conflicts-open', { park: requireApplication(tx, applicationId).parkName, count: open });
    const unexplained = new Set(
      listVisitParts(tx, visitId).checks.flatMap(({ checkId, outcome, note }) => (outcome === 'notSeen' && note === null ? [checkId] : [])),
    );
    if (unexplained.size > 0) {
      const items = checklistOf(tx, applicationId)
        .filter((item) => unexplained.has(item.id))
        .map((item) => localText(item.text, call.language));
      refuse('visit/reason-missing', { items, count: unexplained.size });
    }
    const digest = digestVisit(tx, row);
    const { at: closedAt, by } = record(tx, call, 'close', `visit:${visitId}`, {
      old: row.digest === null ? null : { digest: row.digest },
      new: { ...headOf(row), digest },
    });
    updateVisit(tx, visitId, { closedAt, digest });
    followMeasures(tx, applicationId, actAs(by, closedAt), call.t);
    return { closedAt, digest };
  },
  'visits.draft'(tx, { visitId, text }, call) {
    requireClosed(tx, visitId);
    const author = call.actor;
    const before = getDraft(tx, visitId, author);
    if ((before ?? '') === text) return { at: call.at };
    const { at } = record(tx, call, 'draft', `visit:${visitId}/draft/${author}`, {
      old: before === undefined ? null : { text: before },
      new: text === '' ? null : { text },
    });
    if (text === '') deleteDraft(tx, visitId, author);
    else upsertDraft(tx, { visitId, author, text, at });
    return { at };
  },
  'visits.addendum'(tx, { visitId, text }, call) {
    requireClosed(tx, visitId);
    const id = call.session.newId();
    const { at, by } = record(tx, call, 'addendum', `visit:${visitId}/addendum/${id}`, { new: { text } });
    insertAddendum(tx, { id, visitId, text, author: by, at });
    deleteDraft(tx, visitId, call.actor);
    return { addendumId: id, at };
  },
} satisfies Partial<Handlers>;
