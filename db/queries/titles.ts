/** Titles and what happened to them. */
import { asc } from 'drizzle-orm';
import type { ReadStore, WriteStore } from '../store/open.ts';
import { titleEvent } from '../schema/schema.ts';

export type TitleEventRow = typeof titleEvent.$inferSelect;

/** By park, each in the order in which it happened. */
export function listTitleEvents(store: ReadStore): Map<string, TitleEventRow[]> {
  const rows = store.orm
    .select()
    .from(titleEvent)
    .orderBy(asc(titleEvent.parkName), asc(titleEvent.happenedOn), asc(titleEvent.at), asc(titleEvent.id))
    .all();
  return Map.groupBy(rows, ({ parkName }) => parkName);
}

export function insertTitleEvent(tx: WriteStore, row: TitleEventRow): void {
  tx.orm.insert(titleEvent).values(row).run();
}
