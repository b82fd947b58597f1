/** What people decided between laptops, as the record tells it: here, and on the laptops whose files came. */
import { takeBackKind } from '../../../domain/exchange/lineage.ts';
import { statements, type ReadStore } from '../../store/open.ts';
import type { EventRow } from '../events.ts';

export const chooseKind = 'exchange.resolve';
export const reopenKind = 'exchange.reopen';

export interface DecidedRow extends Pick<
  EventRow,
  'device' | 'seq' | 'actor' | 'at' | 'kind' | 'entity' | 'old' | 'new' | 'reason' | 'hash'
> {
  /** which decision it is part of, or takes back */
  readonly decision: string;
}

const columns = 'device, seq, actor, at, kind, entity, old, new, reason, hash';

function select(store: ReadStore, name: string, kinds: readonly string[], decision: string | null): DecidedRow[] {
  const given = kinds.map(() => '?').join();
  const from = (table: string): string =>
    `SELECT ${columns}, json_extract(new, '$.${name}') AS decision FROM ${table} WHERE kind IN (${given}) AND decision IS NOT NULL${decision === null ? '' : ' AND decision = ?'}`;
  const values = decision === null ? kinds : [...kinds, decision];
  return statements(store)(`${from('event')} UNION ALL ${from('foreign_event')} ORDER BY at, device, seq`).all(
    ...values,
    ...values,
  ) as DecidedRow[];
}

/** The events by which something was decided, in the order in which each device wrote them. */
export function listDecided(store: ReadStore, decision: string | null = null): DecidedRow[] {
  return select(store, 'decision', [chooseKind, reopenKind], decision);
}

/** The events by which decisions were taken back; `decision` is what they undid. */
export function listTakenBack(store: ReadStore, decision: string | null = null): DecidedRow[] {
  return select(store, 'undoes', [takeBackKind], decision);
}

/** Whether anything was put on record of a row here that its history does not hold yet. */
export function hasNewEvents(store: ReadStore, entity: string): boolean {
  return (
    statements(store)('SELECT 1 FROM event WHERE entity = ? AND seq > (SELECT seq FROM lineage_cursor) LIMIT 1').pluck().get(entity) !==
    undefined
  );
}
