import type { EventView } from '../../../domain/contract/api.ts';
import { listEvents, listLatestEvents, type EventRow } from '../../../db/queries/events.ts';
import type { Handlers } from '../session/dispatch.ts';
import { visibleEvents } from '../session/access.ts';
import { pick } from '../../../domain/pick.ts';

export function viewEvent(row: EventRow): EventView {
  return {
    ...pick(row, 'seq', 'at', 'actor', 'kind', 'entity', 'reason', 'hash'),
    old: row.old === null ? null : JSON.parse(row.old),
    new: row.new === null ? null : JSON.parse(row.new),
  };
}

export const auditHandlers = {
  /** With a filter oldest first; without one the latest first. */
  'audit.list'(store, { entity, after, limit = 200 }, { actor }) {
    const rows = entity === undefined && after === undefined ? listLatestEvents(store, limit) : listEvents(store, { entity, after, limit });
    return visibleEvents(store, actor, rows).map(viewEvent);
  },
} satisfies Partial<Handlers>;
