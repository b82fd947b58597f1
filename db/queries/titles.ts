/** Titles and what happened to them. */
import { asc } from 'drizzle-orm';
import type { ReadStore } from '../store/open.ts';
import { titleEvent } from '../schema/schema.ts';
import { insertInto } from './rows.ts';

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

export const insertTitleEvent = insertInto(titleEvent);
