/** 评审组: who is on it, who they are, and which parks each reads. */
import { mergeEdit } from '../../../domain/edit.ts';
import { personKey } from '../../../domain/names.ts';
import { refuse } from '../../../domain/result.ts';
import {
  insertAssignment,
  insertPerson,
  isAssigned,
  listAssignments,
  listDeclarations,
  listPersons,
  updatePerson,
  type PersonRow,
} from '../../../db/queries/panel.ts';
import { listIdentities } from '../../../db/queries/results.ts';
import { deleteAssignment, hasGiven, isPersonBound, wasHandedOut } from '../../../db/queries/seats.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { refuseEnded } from '../scoring/ended.ts';
import { joinedBySeat, rereviewing } from '../scoring/rereviews.ts';
import { removePerson, whoOf, type Who } from '../rounds/remove-person.ts';
import {
  requireApplicationOf,
  requireMember,
  requireReviewed,
  requireRound,
  requireUnclosed,
  rubricOf,
  settingsOf,
} from '../session/lookups.ts';
import type { Rubric, Stage } from '../../../domain/rubric/model.ts';
import { stageFor, stateOfStage, type Progress } from '../../../domain/rubric/stages.ts';
import { localText, type Language } from '../../../domain/text.ts';
import type { Handlers } from '../session/dispatch.ts';
import { pick } from '../../../domain/pick.ts';
import { isScorer } from '../../../domain/rubric/leaves.ts';

/** Two people of one name in one place are told apart before both are seated. @throws person/same-name */
function refuseDouble(store: ReadStore, roundId: string, { name, organisation }: Who, except?: string): void {
  const key = personKey({ name, organisation });
  const double = listPersons(store, roundId).find((one) => one.id !== except && personKey(one) === key);
  if (double) refuse('person/same-name', { name: double.name, organisation: double.organisation });
}

/** Whoever a running re-review waits for leaves it by being replaced. @throws seat/rereview */
function refuseRereviewer(
  store: ReadStore,
  { id, name, roundId }: Pick<PersonRow, 'id' | 'name' | 'roundId'>,
  parks: readonly string[],
): void {
  const isMember = rereviewing(store, roundId);
  const bound = parks.find((applicationId) => isMember({ personId: id, applicationId }));
  if (bound !== undefined) refuse('seat/rereview', { name, park: requireApplicationOf(store, roundId, bound).parkName });
}

/** Leaders and experts are asked the same; the visit team and the office are not. */
const asksAlike = (a: Who['role'], b: Who['role']): boolean => a === b || [a, b].every((role) => role === 'leader' || role === 'expert');

/** The stage that a member judges, and where it stands; null where there is none. */
function stageView(rubric: Rubric | null, progress: Progress, row: Pick<PersonRow, 'role' | 'stage'>, language: Language) {
  const stage = rubric && stageFor(rubric, row);
  return (
    stage && {
      key: stage.key,
      name: localText(stage.name, language),
      named: row.stage !== null,
      state: stateOfStage(rubric, progress, stage.key),
    }
  );
}

/** Seats at parks that did not pass into the member's stage, but for those that the member is recused from; of these the ones without a declaration. */
function countOut(store: ReadStore, { id }: Pick<PersonRow, 'id'>, stage: Stage | null, progress: Progress) {
  const out = new Set(stage ? progress[stage.key]?.out : []);
  const seats = out.size === 0 ? [] : listDeclarations(store, id).filter(({ applicationId }) => out.has(applicationId));
  return {
    seats: seats.filter(({ relation }) => relation === null || relation === 'none').length,
    undeclared: seats.filter(({ relation }) => relation === null).length,
  };
}

export const panelHandlers = {
  'panel.add'(tx, { another, ...input }, { session, at, append }) {
    requireUnclosed(tx, input.roundId);
    if (!another) refuseDouble(tx, input.roundId, input);
    const row: PersonRow = { id: session.newId(), ...input, createdAt: at, stage: null };
    insertPerson(tx, row);
    append(tx, { kind: 'panel.add', entity: `person:${row.id}`, new: whoOf(row) });
    return { personId: row.id };
  },
  'panel.edit'(tx, { personId, reason, was, another, ...given }, { append }) {
    const before = requireMember(tx, personId);
    requireUnclosed(tx, before.roundId);
    const who = whoOf(before);
    const edited = mergeEdit({ ...who }, given, was);
    if ('clash' in edited) return refuse('edit/changed-meanwhile', { name: who.name });
    const now: Who = edited.next;
    if (Object.entries(who).every(([key, value]) => now[key as keyof Who] === value)) return { changed: false };
    const renamed = now.name !== who.name || now.organisation !== who.organisation;
    if (renamed && !another) refuseDouble(tx, before.roundId, now, personId);
    if (renamed && listIdentities(tx).some((row) => row.personId === personId && row.revokedAt === null))
      refuse('person/has-identity', { name: who.name });
    const bound = isPersonBound(tx, personId);
    if (bound && !asksAlike(now.role, who.role)) refuse('person/role-bound', { name: who.name });
    if (bound && reason === undefined) refuse('person/reason-missing', { name: who.name });
    updatePerson(tx, personId, now);
    append(tx, { kind: 'panel.edit', entity: `person:${personId}`, old: who, new: now, reason });
    return { changed: true };
  },
  'panel.remove'(tx, { personId, reason }, call) {
    const person = requireMember(tx, personId);
    requireUnclosed(tx, person.roundId);
    refuseRereviewer(tx, person, listAssignments(tx, personId));
    return { seats: removePerson(tx, person, call, reason) };
  },
  'panel.list'(store, { roundId }, { language }) {
    const round = requireRound(store, roundId);
    const rubric = rubricOf(round);
    const progress = settingsOf(round).stages ?? {};
    return listPersons(store, roundId).map((row) => ({
      personId: row.id,
      asked: isScorer(rubric, row),
      stage: stageView(rubric, progress, row, language),
      out: countOut(store, row, rubric && stageFor(rubric, row), progress),
      bound: row.bound === 1,
      ...pick(row, 'name', 'organisation', 'title', 'role', 'assigned', 'declared', 'recused', 'submitted'),
    }));
  },
  'panel.assign'(tx, { personId, applicationIds }, { append }) {
    const person = requireMember(tx, personId);
    requireUnclosed(tx, person.roundId);
    const joined = joinedBySeat(tx, person.roundId, person);
    const scores = isScorer(rubricOf(requireRound(tx, person.roundId)), person);
    const added: string[] = [];
    for (const applicationId of applicationIds) {
      const application = requireApplicationOf(tx, person.roundId, applicationId);
      requireReviewed(tx, application);
      const { parkName } = application;
      if (!isAssigned(tx, personId, applicationId)) {
        if (joined.has(applicationId)) refuse('seat/rereview-only', { name: person.name, park: parkName });
        // a seat that nobody could score would be owed for ever
        if (scores) refuseEnded(tx, person.roundId);
      }
      if (insertAssignment(tx, personId, applicationId)) added.push(applicationId);
    }
    const event =
      added.length > 0 ? append(tx, { kind: 'panel.assign', entity: `person:${personId}`, new: { applicationIds: added } }) : null;
    return { assigned: added.length, seq: event?.seq ?? null };
  },
  'panel.unassign'(tx, { personId, applicationIds }, { append }) {
    const { name, roundId } = requireMember(tx, personId);
    requireUnclosed(tx, roundId);
    const taken = [...new Set(applicationIds)].filter((applicationId) => {
      const { parkName } = requireApplicationOf(tx, roundId, applicationId);
      if (!isAssigned(tx, personId, applicationId)) return false;
      if (hasGiven(tx, personId, applicationId)) refuse('seat/given', { name, park: parkName });
      if (wasHandedOut(tx, personId, applicationId)) refuse('seat/handed-out', { name, park: parkName });
      return true;
    });
    refuseRereviewer(tx, { id: personId, name, roundId }, taken);
    for (const applicationId of taken) deleteAssignment(tx, personId, applicationId);
    const event =
      taken.length > 0 ? append(tx, { kind: 'panel.unassign', entity: `person:${personId}`, old: { applicationIds: taken } }) : null;
    return { unassigned: taken.length, seq: event?.seq ?? null };
  },
} satisfies Partial<Handlers>;
