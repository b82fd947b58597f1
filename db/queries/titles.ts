/** Titles and what happened to them. */
import { asc } from 'drizzle-orm';
import { titleEvent } from '../schema/schema.ts';
import { insertInto, rowsBy } from './rows.ts';

export type TitleEventRow = typeof titleEvent.$inferSelect;

/** All of the workspace, in the order in which they happened. */
export const listTitleEvents = rowsBy(titleEvent, [], asc(titleEvent.happenedOn), asc(titleEvent.at), asc(titleEvent.id));

export const insertTitleEvent = insertInto(titleEvent);
