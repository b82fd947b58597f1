/**
 * Blindness and roles, once for all methods and hosts: what an acting member may call, and what is taken out of the
 * answer. The secretary is not held back here; neither is anybody told why in more words than the code.
 */
import { api, type MethodName } from '../../../domain/contract/api.ts';
import { refuse } from '../../../domain/result.ts';
import { openEvents } from '../../../domain/contract/workspace.ts';
import { isOpenToPanel, isReportKind, isWithoutScores, kinds } from '../../../domain/report/kinds.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import type { EventRow } from '../../../db/queries/events.ts';
import { getConflict, getPerson, listRecusedParks, type PersonRow } from '../../../db/queries/panel.ts';
import { getApplication } from '../../../db/queries/applications.ts';
import { listExchangeFiles } from '../../../db/queries/exchange/files.ts';
import { getRound } from '../../../db/queries/rounds.ts';
import { getPhoto, getVisit } from '../../../db/queries/visits.ts';
import { countOwnSheets, getSheet } from '../../../db/queries/scores.ts';
import { parksOut, requireApplicationOf, requireMember } from './lookups.ts';

/** For whom a call acts when it names nobody. */
export const secretary = 'secretary';

/** Whether a call acts for the office: outright, or for a member who is its secretary. */
export function isOffice(store: ReadStore, actor: string): boolean {
  return actor === secretary || getPerson(store, actor)?.role === 'secretary';
}

type Named = Readonly<Partial<Record<'roundId' | 'applicationId' | 'personId' | 'visitId' | 'photoId' | 'kind', string>>>;

/** The park that a call names, outright or by one of its visits or photos. */
function parkOf(store: ReadStore, { applicationId, visitId, photoId }: Named): string | undefined {
  if (applicationId !== undefined) return applicationId;
  const visit = visitId ?? (photoId === undefined ? undefined : getPhoto(store, photoId)?.visitId);
  return visit === undefined ? undefined : getVisit(store, visit)?.applicationId;
}

function isSubmitted(store: ReadStore, personId: string, applicationId: string): boolean {
  return getSheet(store, personId, applicationId)?.state === 'submitted';
}

/** Whether one expert may see what another gave a park: both have submitted it. */
export function mayCompare(store: ReadStore, actor: string, personId: string, applicationId: string): boolean {
  return isSubmitted(store, actor, applicationId) && isSubmitted(store, personId, applicationId);
}

/** The park that a call is about must be of the member's round, and one from which they are not recused. */
function checkPark(store: ReadStore, person: PersonRow, applicationId: string): void {
  const application = requireApplicationOf(store, person.roundId, applicationId);
  const relation = getConflict(store, person.id, applicationId)?.relation ?? 'none';
  if (relation !== 'none') refuse('conflict/recused', { park: application.parkName, relation });
}

/** @throws score/not-visible unless everything that was due from the member is in */
function checkAllIn(store: ReadStore, personId: string): void {
  const { due, submitted } = countOwnSheets(store, personId, parksOut(store, requireMember(store, personId)));
  if (due === 0 || submitted < due) refuse('score/not-visible', { due, submitted });
}

/** The round that a call is about, by whatever of it the call names. */
function roundOf(store: ReadStore, named: Named): string | undefined {
  const applicationId = parkOf(store, named);
  if (named.roundId !== undefined) return named.roundId;
  if (applicationId !== undefined) return getApplication(store, applicationId)?.roundId;
  return named.personId === undefined ? undefined : getPerson(store, named.personId)?.roundId;
}

/** What the office decides of a round is not decided where a member's task for it was opened: it would stay there, and stand against the task. */
function refuseOnLaptop(store: ReadStore, method: MethodName, payload: unknown): void {
  const { audience, kind } = api[method];
  if (audience !== 'secretary' || kind !== 'write') return;
  const roundId = roundOf(store, payload as Named);
  if (roundId === undefined) return;
  const [opened] = listExchangeFiles(store, { roundId, direction: 'opened' });
  if (opened) refuse('call/on-laptop', { round: getRound(store, roundId)?.name ?? '' });
}

/**
 * Whether `actor` may make this call at all. Runs before the handler and, for a write, in its transaction.
 * @throws person/unknown, person/replaced, call/not-allowed, call/on-laptop, score/not-visible, conflict/recused, application/unknown
 */
export function checkActor(store: () => ReadStore, method: MethodName, payload: unknown, actor: string): void {
  const { audience } = api[method];
  if (audience === 'machine') return;
  if (actor === secretary) return audience === 'secretary' ? refuseOnLaptop(store(), method, payload) : undefined;
  const read = store();
  const person = requireMember(read, actor);
  if (person.role === 'secretary') return refuseOnLaptop(read, method, payload);
  const report = method.startsWith('reports.') ? (payload as Named).kind : undefined;
  const ofOffice = audience === 'secretary' || (report !== undefined && !isOpenToPanel(report));
  if (ofOffice) refuse('call/not-allowed', { method, needs: 'secretary', role: person.role });
  const named = payload as Named;
  const { roundId, personId } = named;
  const applicationId = parkOf(read, named);
  if (roundId !== undefined && roundId !== person.roundId) refuse('round/unknown', { roundId });
  if (audience === 'own') {
    if (personId !== actor) refuse('call/not-allowed', { method, needs: 'own', role: person.role });
    return;
  }
  if (applicationId !== undefined) checkPark(read, person, applicationId);
  // the own score sheet as a document is one's own, not a figure over several
  const ownSheet = isReportKind(report) && kinds[report].scope === 'seat' && personId === actor;
  const withoutScores = isReportKind(report) && isWithoutScores(report);
  if (audience === 'tally' && !ownSheet && !withoutScores) checkAllIn(read, actor);
  if (audience === 'peer' && personId !== undefined && personId !== actor) {
    if (applicationId === undefined || !mayCompare(read, actor, personId, applicationId)) refuse('score/not-visible', {});
  }
}

/** The parks of which nothing is shown to whom a call acts for: figures over many parks are made without them. */
export function hiddenParks(store: ReadStore, actor: string): ReadonlySet<string> {
  return new Set(actor === secretary ? [] : listRecusedParks(store, actor));
}

/** Takes the parks from which the member is recused out of every list of an answer. */
export function hideRecused(store: ReadStore, method: MethodName, actor: string, value: unknown): unknown {
  const { audience } = api[method];
  if (actor === secretary || audience === 'machine' || audience === 'own') return value;
  const recused = hiddenParks(store, actor);
  return recused.size === 0 ? value : withoutParks(value, recused);
}

function withoutParks(value: unknown, hidden: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.filter((one) => !namesOne(one, hidden)).map((one) => withoutParks(one, hidden));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutParks(part, hidden)]));
}

function namesOne(value: unknown, hidden: ReadonlySet<string>): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'applicationId' in value &&
    typeof value.applicationId === 'string' &&
    hidden.has(value.applicationId)
  );
}

/**
 * Which rows of the record a member sees: the own doings and what happened to the round, never another's score, and
 * nothing of a park from which they are recused.
 */
export function visibleEvents(store: ReadStore, actor: string, rows: readonly EventRow[]): EventRow[] {
  if (isOffice(store, actor)) return [...rows];
  const recused = listRecusedParks(store, actor);
  return rows.filter((row) => {
    if (row.actor === actor) return true;
    if (!openEvents.has(row.kind)) return false;
    return !recused.some((id) => row.entity.includes(id) || row.new?.includes(id) || row.old?.includes(id));
  });
}
