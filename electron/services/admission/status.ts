/** 受理、不予受理、撤回: whether an application is under review, and the way back while nothing binds. */
import { hasLeft, mayBecome, type ApplicationStatus } from '../../../domain/application/status.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import { refuse } from '../../../domain/result.ts';
import { deleteStatus, getStatus, listStatuses, upsertStatus, type StatusRow } from '../../../db/queries/admission/status.ts';
import { listAllApplications, type ApplicationRow } from '../../../db/queries/applications.ts';
import { listEvents } from '../../../db/queries/events.ts';
import { getPublicity } from '../../../db/queries/publicity.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireApplicationOf, requireRound, requireUnclosed } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';

/** What an event says of a status. */
interface Said {
  readonly status: StatusRow['status'];
  readonly on: string;
  readonly reason: string | null;
  readonly askedBy: string | null;
}

const saidBy = ({ status, happenedOn, reason, askedBy }: StatusRow): Said => ({ status, on: happenedOn, reason, askedBy });

/**
 * An application of a round whose list is not out: who is on a public list, and who is not, is no longer changed beneath it.
 * @throws round/unknown, round/closed, application/unknown, application/in-publicity
 */
function requireBeforeList(store: ReadStore, roundId: string, applicationId: string): ApplicationRow {
  const round = requireUnclosed(store, roundId);
  const application = requireApplicationOf(store, roundId, applicationId);
  if (getPublicity(store, roundId)?.state === 'open') refuse('application/in-publicity', { park: application.parkName, round: round.name });
  return application;
}

function requireDay(on: string, at: string): void {
  if (on > dateInChina(at)) refuse('application/day-ahead', { date: on });
}

/** @throws application/left, application/admitted where the status does not lead there */
function requireMayBecome({ parkName }: ApplicationRow, status: ApplicationStatus, next: StatusRow['status']): void {
  if (mayBecome(status, next)) return;
  if (hasLeft(status)) refuse('application/left', { park: parkName, status });
  refuse('application/admitted', { park: parkName });
}

function decide(
  tx: WriteStore,
  application: ApplicationRow,
  verb: 'admit' | 'refuse' | 'withdraw',
  said: Said,
  { at, append }: Pick<Call, 'at' | 'append'>,
): void {
  const { id: applicationId } = application;
  const before = getStatus(tx, applicationId);
  requireMayBecome(application, before?.status ?? 'open', said.status);
  requireDay(said.on, at);
  const { on: happenedOn, ...rest } = said;
  upsertStatus(tx, { applicationId, happenedOn, ...rest, at });
  append(tx, {
    kind: `application.${verb}`,
    entity: `application:${applicationId}`,
    old: before ? saidBy(before) : null,
    new: said,
    reason: said.reason ?? undefined,
  });
}

const decisions: ReadonlySet<string> = new Set(['application.admit', 'application.refuse', 'application.withdraw']);

/** What stood before the decision that stands now; null: the application was open. */
function saidBefore(store: ReadStore, applicationId: string): { readonly said: Said; readonly at: string } | null {
  const events = listEvents(store, { entity: `application:${applicationId}`, limit: 1_000_000 });
  const standing: { said: Said; at: string }[] = [];
  for (const { kind, new: now, at } of events) {
    if (decisions.has(kind)) standing.push({ said: JSON.parse(now ?? '{}') as Said, at });
    else if (kind === 'application.restore') standing.pop();
  }
  return standing.at(-2) ?? null;
}

export const statusHandlers = {
  'applications.admit'(tx, { roundId, applicationIds, on, reason }, call) {
    const parks = [...new Set(applicationIds)].map((applicationId) => requireBeforeList(tx, roundId, applicationId));
    const open = parks.filter(({ id }) => getStatus(tx, id)?.status !== 'admitted');
    for (const park of open) decide(tx, park, 'admit', { status: 'admitted', on, reason: reason ?? null, askedBy: null }, call);
    return { admitted: open.length };
  },
  'applications.refuse'(tx, { roundId, applicationId, on, reason }, call) {
    decide(tx, requireBeforeList(tx, roundId, applicationId), 'refuse', { status: 'refused', on, reason, askedBy: null }, call);
    return { status: 'refused' };
  },
  'applications.withdraw'(tx, { roundId, applicationId, on, reason, askedBy }, call) {
    decide(tx, requireBeforeList(tx, roundId, applicationId), 'withdraw', { status: 'withdrawn', on, reason, askedBy }, call);
    return { status: 'withdrawn' };
  },
  'applications.restore'(tx, { roundId, applicationId, reason }, { append }) {
    const { parkName } = requireBeforeList(tx, roundId, applicationId);
    const before = getStatus(tx, applicationId) ?? refuse('application/not-decided', { park: parkName });
    const earlier = saidBefore(tx, applicationId);
    if (earlier) {
      const { on: happenedOn, ...said } = earlier.said;
      upsertStatus(tx, { applicationId, happenedOn, ...said, at: earlier.at });
    } else deleteStatus(tx, applicationId);
    append(tx, {
      kind: 'application.restore',
      entity: `application:${applicationId}`,
      old: saidBy(before),
      new: earlier?.said ?? null,
      reason,
    });
    return { status: earlier?.said.status ?? ('open' as const) };
  },
  'applications.statuses'(store, { roundId }) {
    requireRound(store, roundId);
    const rows = new Map(listStatuses(store, roundId).map((row) => [row.applicationId, row]));
    return listAllApplications(store, roundId).flatMap(({ id, parkName }) => {
      const row = rows.get(id);
      return row ? [{ applicationId: id, parkName, ...saidBy(row), at: row.at }] : [];
    });
  },
} satisfies Partial<Handlers>;
