/** 专家库: experts whom any round may seat; what of them goes into a round is the member of its panel. */
import { basename, resolve } from 'node:path';
import { mergeEdit } from '../../../domain/edit.ts';
import { personKey } from '../../../domain/names.ts';
import { pick } from '../../../domain/pick.ts';
import { readRosterSheets, rosterColumns, type RosterEntry } from '../../../domain/panel/roster-rows.ts';
import { refuse } from '../../../domain/result.ts';
import type { Role } from '../../../domain/model.ts';
import { insertPerson, listPersons } from '../../../db/queries/panel.ts';
import {
  deleteExpert,
  getExpert,
  insertExpert,
  insertSeatedExpert,
  listExperts,
  listSeatedExperts,
  listSeatsOfExpert,
  moveSeatedExperts,
  updateExpert,
  type ExpertRow,
} from '../../../db/queries/roster.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { workbookAllowance } from '../../io/foreign/allowances.ts';
import { inReader } from '../../io/foreign/reader.ts';
import type { readSheetRows as ReadSheetRows } from '../../io/xlsx/worksheet-reader.ts';
import { whoOf } from '../rounds/remove-person.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireRound, requireUnclosed } from '../session/lookups.ts';
import { readGiven } from '../session/paths.ts';
import type { Call } from '../session/session.ts';
import { translator } from '../session/texts.ts';
import { hintsOf } from './conflicts.ts';
import { isInDraw } from './draw-records.ts';
import { sittingIn } from './sitting.ts';

const readSheetRows = inReader<typeof ReadSheetRows>('sheetRows', workbookAllowance);

const entryOf = (row: ExpertRow): RosterEntry => pick(row, 'name', 'organisation', 'title', 'field', 'region', 'contact', 'note');

export function requireExpert(store: ReadStore, expertId: string): ExpertRow {
  return getExpert(store, expertId) ?? refuse('roster/unknown', { expertId });
}

function addExpert(tx: WriteStore, entry: RosterEntry, { session, at, append }: Call): string {
  const row: ExpertRow = { id: session.newId(), ...entry, paused: null, createdAt: at };
  insertExpert(tx, row);
  append(tx, { kind: 'roster.add', entity: `expert:${row.id}`, new: entry });
  return row.id;
}

/** Whether two lines of one list say different things of one name: they may be two people. */
const differ = (a: RosterEntry, b: RosterEntry): boolean =>
  (['title', 'contact', 'note'] as const).some((column) => a[column] !== '' && b[column] !== '' && a[column] !== b[column]);

/** Adds who is not known by name and organisation yet; `doubles`: who stands twice in the list and may be two people, of whom the first was taken. */
function addUnknown(tx: WriteStore, entries: readonly RosterEntry[], call: Call): { added: number; known: number; doubles: string[] } {
  const known = new Set(listExperts(tx).map(personKey));
  const met = new Map<string, RosterEntry>();
  const doubles: string[] = [];
  let added = 0;
  for (const entry of entries) {
    const key = personKey(entry);
    const before = met.get(key);
    if (before && differ(before, entry)) doubles.push([entry.name, entry.organisation].filter(Boolean).join(' · '));
    else if (!before && !known.has(key)) {
      addExpert(tx, entry, call);
      added += 1;
    }
    if (!before) met.set(key, entry);
  }
  return { added, known: entries.length - added - doubles.length, doubles };
}

/** What one entry becomes that another of the same person goes into: what it lacked is filled, and a pause of either holds. */
function joinEntries(kept: ExpertRow, dropped: ExpertRow): ExpertRow {
  const filled = rosterColumns.map((column) => [column, kept[column] || dropped[column]]);
  const pauses = [...new Set([kept.paused, dropped.paused].filter((reason) => reason !== null))];
  return { ...kept, ...(Object.fromEntries(filled) as RosterEntry), paused: pauses.length === 0 ? null : pauses.join('；') };
}

/** Two who sit on one panel are two people, as long as somebody can still say otherwise. @throws roster/both-seated */
function refuseBothSeated(store: ReadStore, kept: ExpertRow, dropped: ExpertRow): void {
  const rounds = new Set(listSeatedExperts(store).flatMap(({ expertId, roundId }) => (expertId === dropped.id ? [roundId] : [])));
  for (const roundId of rounds) {
    const { state, name: round } = requireRound(store, roundId);
    const { linked } = sittingIn(store, roundId);
    if (state !== 'closed' && linked.has(kept.id) && linked.has(dropped.id)) refuse('roster/both-seated', { name: kept.name, round });
  }
}

/** Keeps what changed of an expert, with an event for what the entry says and one for the pause. */
function changeExpert(tx: WriteStore, before: ExpertRow, after: ExpertRow, { append }: Pick<Call, 'append'>): boolean {
  const entity = `expert:${before.id}`;
  const [old, now] = [entryOf(before), entryOf(after)];
  const isChanged = rosterColumns.some((column) => old[column] !== now[column]);
  if (isChanged) append(tx, { kind: 'roster.edit', entity, old, new: now });
  const isPausedAnew = before.paused !== after.paused;
  if (isPausedAnew) append(tx, { kind: 'roster.pause', entity, old: { paused: before.paused }, new: { paused: after.paused } });
  if (isChanged || isPausedAnew) updateExpert(tx, after);
  return isChanged || isPausedAnew;
}

/** Takes an expert onto a panel. @throws roster/paused, roster/seated */
export function seatExpert(tx: WriteStore, roundId: string, expert: ExpertRow, role: Role, { session, at, append }: Call): string {
  if (expert.paused !== null) refuse('roster/paused', { name: expert.name, reason: expert.paused });
  if (sittingIn(tx, roundId).has(expert)) refuse('roster/seated', { name: expert.name });
  const person = { id: session.newId(), roundId, ...pick(expert, 'name', 'organisation', 'title'), role, createdAt: at, stage: null };
  insertPerson(tx, person);
  insertSeatedExpert(tx, { personId: person.id, expertId: expert.id });
  append(tx, { kind: 'panel.add', entity: `person:${person.id}`, new: { ...whoOf(person), expertId: expert.id } });
  return person.id;
}

export const rosterHandlers = {
  'roster.list'(store) {
    const seats = Map.groupBy(listSeatedExperts(store), ({ expertId }) => expertId);
    return listExperts(store).map((row) => ({
      expertId: row.id,
      ...entryOf(row),
      paused: row.paused,
      rounds: (seats.get(row.id) ?? []).map(({ roundId, round: name, role }) => ({ roundId, name, role })),
    }));
  },
  'roster.add'(tx, { another, ...entry }, call) {
    if (!another && listExperts(tx).some((one) => personKey(one) === personKey(entry)))
      refuse('roster/same-name', { name: entry.name, organisation: entry.organisation });
    return { expertId: addExpert(tx, entry, call) };
  },
  'roster.edit'(tx, { expertId, was, ...entry }, call) {
    const before = requireExpert(tx, expertId);
    const edited = mergeEdit({ ...entryOf(before) }, entry, was);
    if ('clash' in edited) return refuse('edit/changed-meanwhile', { name: before.name });
    return { changed: changeExpert(tx, before, { ...before, ...edited.next }, call) };
  },
  'roster.pause'(tx, { expertId, reason }, call) {
    const before = requireExpert(tx, expertId);
    changeExpert(tx, before, { ...before, paused: reason }, call);
    return { paused: reason !== null };
  },
  'roster.remove'(tx, { expertId, reason }, { append, t }) {
    const row = requireExpert(tx, expertId);
    if (listSeatsOfExpert(tx, expertId).length > 0) refuse('roster/has-sat', { name: row.name });
    if (isInDraw(tx, expertId, t)) refuse('roster/in-draw', { name: row.name });
    deleteExpert(tx, expertId);
    append(tx, { kind: 'roster.remove', entity: `expert:${expertId}`, old: entryOf(row), reason });
    return {};
  },
  'roster.merge'(tx, { keep, drop }, call) {
    const [kept, dropped] = [requireExpert(tx, keep), requireExpert(tx, drop)];
    if (keep === drop) refuse('roster/same-name', { name: kept.name, organisation: kept.organisation });
    refuseBothSeated(tx, kept, dropped);
    const seats = listSeatsOfExpert(tx, drop).length;
    moveSeatedExperts(tx, drop, keep);
    deleteExpert(tx, drop);
    changeExpert(tx, kept, joinEntries(kept, dropped), call);
    call.append(tx, { kind: 'roster.merge', entity: `expert:${drop}`, old: entryOf(dropped), new: { keep, seats } });
    return { seats };
  },
  async 'roster.import'(call, { path }) {
    const { session, signal } = call;
    const target = resolve(path);
    const bytes = await readGiven(target);
    const name = basename(target);
    const sheets = (await readSheetRows({ name, bytes: bytes.length, signal }, bytes)) ?? refuse('roster/not-xlsx', { name });
    const { entries, ...rest } = readRosterSheets(sheets, [call.t, translator('zh'), translator('en')]);
    return session.store.write((tx) => ({ ...addUnknown(tx, entries, call), ...rest }));
  },
  'roster.takeFrom'(tx, { roundId }, call) {
    requireRound(tx, roundId);
    const seated = new Set(listSeatedExperts(tx).map(({ personId }) => personId));
    const sits = new Set(sittingIn(tx, roundId).linked.keys());
    // each member is another person than the others: namesakes take an entry each
    const free = Map.groupBy(
      listExperts(tx).filter(({ id }) => !sits.has(id)),
      personKey,
    );
    let added = 0;
    for (const person of listPersons(tx, roundId)) {
      if (seated.has(person.id) || person.role === 'secretary') continue;
      const { name, organisation, title } = person;
      const known = free.get(personKey(person))?.shift();
      if (!known) added += 1;
      const expertId = known?.id ?? addExpert(tx, { name, organisation, title, field: '', region: '', contact: '', note: '' }, call);
      insertSeatedExpert(tx, { personId: person.id, expertId });
    }
    return { added };
  },
  'roster.check'(store, { roundId }, { t }) {
    requireRound(store, roundId);
    const hints = hintsOf(store, roundId, t);
    return listExperts(store).map((row) => ({
      expertId: row.id,
      hints: hints(row).map((hint) => pick(hint, 'parkName', 'strength', 'because')),
    }));
  },
  'roster.seat'(tx, { roundId, expertIds, role }, call) {
    requireUnclosed(tx, roundId);
    return { personIds: expertIds.map((expertId) => seatExpert(tx, roundId, requireExpert(tx, expertId), role, call)) };
  },
} satisfies Partial<Handlers>;
