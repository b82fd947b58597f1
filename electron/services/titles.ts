/** 称号: what rounds and people made of a park's title. Titles come of rounds when their publicity is closed. */
import type { Output } from '../../domain/api.ts';
import { refuse } from '../../domain/result.ts';
import { titleOn, type Title, type TitleEvent } from '../../domain/scheme/titles.ts';
import type { Translate } from '../../domain/text.ts';
import { appendEvent } from '../../db/queries/events.ts';
import { insertTitleEvent, listTitleEvents, type TitleEventRow } from '../../db/queries/titles.ts';
import type { ReadStore, WriteStore } from '../../db/open.ts';
import { dateInChina } from '../io/calendar.ts';
import type { Handlers } from './dispatch.ts';

type View = Output<'titles.list'>[number];

function eventOf({ kind, happenedOn: on, type, until, ground, barredYears }: TitleEventRow): TitleEvent {
  switch (kind) {
    case 'recognised':
      return { kind, on, type };
    case 'rectify':
      return { kind, on, until: until ?? on };
    case 'restored':
      return { kind, on };
    default:
      return { kind, on, ground: ground ?? '', ...(barredYears !== null && { barredYears }) };
  }
}

/** The title of a park on a day. */
export function titleOf(store: ReadStore, parkName: string, on: string): Title {
  return titleOn((listTitleEvents(store).get(parkName) ?? []).map(eventOf), on);
}

function view(parkName: string, rows: readonly TitleEventRow[], on: string, t: Translate): View {
  const title = titleOn(rows.map(eventOf), on);
  const params = { park: parkName, since: title.since ?? '', until: title.until ?? '', ground: title.ground ?? '' };
  return {
    parkName,
    ...title,
    text: t(`rating.title.${title.state}`, params) + (title.mayApplyFrom === null ? '' : t('rating.title.barred', { date: title.mayApplyFrom })),
    history: rows.map(({ kind, happenedOn, roundId, until, ground }) => ({ kind, on: happenedOn, roundId, text: t(`rating.titleEvent.${kind}`, { date: happenedOn, until: until ?? '', ground: ground ?? '' }) })),
  };
}

/** What cannot be: a title that is not held cannot be rectified, restored or revoked. @throws title/not-held */
export function recordTitle(tx: WriteStore, row: TitleEventRow, actor: string, reason?: string): void {
  const { id, parkName, kind, happenedOn, type, until, ground, barredYears, roundId, at } = row;
  if (kind !== 'recognised') {
    const { state } = titleOf(tx, parkName, happenedOn);
    if (state === 'none' || state === 'revoked') refuse('title/not-held', { park: parkName, date: happenedOn });
  }
  insertTitleEvent(tx, row);
  appendEvent(tx, { actor, at, kind: `title.${kind}`, entity: `title:${parkName}`, new: { id, on: happenedOn, type, until, ground, barredYears, roundId }, reason });
}

export const titleHandlers = {
  'titles.list'(store, { on }, { session, t }) {
    const day = on ?? dateInChina(session.now());
    return [...listTitleEvents(store)].map(([parkName, rows]) => view(parkName, rows, day, t));
  },
  'titles.record'(tx, { parkName, kind, on, type, until, ground, barredYears, reason }, { session, actor, t }) {
    const lacking = kind === 'rectify' && until === undefined ? 'until' : kind === 'revoked' && ground === undefined ? 'ground' : null;
    if (lacking) refuse('call/bad-payload', { method: 'titles.record', where: [lacking] });
    const at = session.now();
    recordTitle(tx, { id: session.newId(), parkName, kind, happenedOn: on, type: type ?? null, until: until ?? null, ground: ground ?? null, barredYears: barredYears ?? null, roundId: null, at }, actor, reason);
    return view(parkName, listTitleEvents(tx).get(parkName) ?? [], dateInChina(at), t);
  },
} satisfies Partial<Handlers>;
