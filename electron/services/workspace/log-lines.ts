/** 操作记录: the events that pass a filter, told with names; looked through in pieces, so that nobody waits for a long record. */
import type { LogFilter, LogLine } from '../../../domain/contract/workspace.ts';
import { dayBegins } from '../../../domain/numbers/china-time.ts';
import { dateOf, dayNumber } from '../../../domain/numbers/days.ts';
import { eventGroups } from '../../../domain/record/kinds.ts';
import { isEventKind, storyteller } from '../../../domain/record/tell.ts';
import { part } from '../../../domain/record/words.ts';
import { listApplications } from '../../../db/queries/applications.ts';
import { listEventsBetween, type EventFilter, type EventRow } from '../../../db/queries/events.ts';
import { listPersons } from '../../../db/queries/panel.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { secretary, visibleEvents } from '../session/access.ts';
import type { Call } from '../session/session.ts';
import { namesIn } from './record-names.ts';

/** So many places of the record are looked at in one statement. */
const stretch = 4000;
/** So many events are told before somebody may say that it is enough. */
const piece = 100;

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

function rowFilter({ personId, applicationId, group, from, until }: LogFilter): EventFilter {
  return {
    kinds: group && eventGroups[group],
    from: from === undefined ? undefined : dayBegins(from),
    until: until === undefined ? undefined : dayBegins(dateOf(dayNumber(until) + 1)),
    naming: [applicationId, personId].filter((one) => one !== undefined && one !== secretary) as string[],
  };
}

/** Whether an event is of a round: names the round itself, one of its parks or people, whoever was a member of it included. */
function ofRound(store: ReadStore, roundId: string): (row: EventRow) => boolean {
  const own = new Set([
    roundId,
    ...listApplications(store, roundId).map(({ id }) => id),
    ...listPersons(store, roundId).map(({ id }) => id),
  ]);
  return ({ entity, old, new: now, actor }) =>
    own.has(actor) || [entity, now, old].some((text) => text?.match(uuids)?.some((id) => own.has(id)) ?? false);
}

/** Whether the office acted in nobody's name: as a row's own actor, or as the one who entered another's. */
function byOffice({ actor, new: now }: EventRow): boolean {
  return actor === secretary || part(parsed(now), 'by') === secretary;
}

function parsed(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}

export interface Looked {
  readonly lines: LogLine[];
  /** places above this one were looked at */
  readonly down: number;
}

/**
 * Looks through the record from `before` down, a stretch at each step; what a step gives is newest first. The reader decides when it is
 * enough.
 */
export function* lookThrough(
  store: ReadStore,
  { session, actor, language, t }: Pick<Call, 'session' | 'actor' | 'language' | 't'>,
  filter: LogFilter,
  before: number,
): Generator<Looked> {
  const rows = rowFilter(filter);
  const nameAt = namesIn(store, (id) => session.shelf().schemes.get(id));
  const isOfRound = filter.roundId === undefined ? null : ofRound(store, filter.roundId);
  const wanted = filter.text?.toLowerCase() ?? '';
  const tell = (row: EventRow): LogLine => {
    const names = nameAt(row.seq);
    const nameOf = (id: string): string =>
      id === secretary ? t('common.role.secretary') : (names.person(id) ?? t('record.unknown.person'));
    const event = { kind: row.kind, entity: row.entity, old: parsed(row.old), new: parsed(row.new), reason: row.reason };
    const by = part(event.new, 'by');
    return {
      seq: row.seq,
      at: row.at,
      who:
        typeof by === 'string' && by !== row.actor
          ? t('workspace.audit.onBehalf', { by: nameOf(by), of: nameOf(row.actor) })
          : nameOf(row.actor),
      kind: isEventKind(row.kind) ? t(`event.${row.kind}`) : row.kind,
      what: storyteller(names, language, t)(event),
      reason: row.reason,
      hash: row.hash,
    };
  };
  const says = ({ who, kind, what, reason }: LogLine): boolean =>
    wanted === '' || [who, kind, what, reason].some((text) => text?.toLowerCase().includes(wanted) ?? false);
  for (let to = before - 1; to > 0; to -= stretch) {
    const down = Math.max(0, to - stretch);
    const found = visibleEvents(store, actor, listEventsBetween(store, down, to, rows));
    const passed = found.filter((row) => (isOfRound?.(row) ?? true) && (filter.personId !== secretary || byOffice(row)));
    // told in pieces, so that the reader of a page does not wait for a whole stretch
    for (let at = 0; at === 0 || at < passed.length; at += piece) {
      const rowsNow = passed.slice(at, at + piece);
      const isLast = at + piece >= passed.length;
      yield { lines: rowsNow.map(tell).filter(says), down: isLast ? down : (rowsNow.at(-1)?.seq ?? down + 1) - 1 };
    }
  }
}
