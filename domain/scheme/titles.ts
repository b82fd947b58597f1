/** 称号: the life of a title across rounds, told by its history. */
import { addMonths, parseDate } from '../condition/dates.ts';

/** One entry of a title's history; dates are `YYYY-MM-DD`. */
export type TitleEvent =
  | { readonly kind: 'recognised'; readonly on: string; readonly type: string | null }
  | { readonly kind: 'rectify'; readonly on: string; readonly until: string }
  | { readonly kind: 'restored'; readonly on: string }
  | { readonly kind: 'revoked'; readonly on: string; readonly ground: string; readonly barredYears?: number | undefined };

export interface Title {
  /** `overdue`: the time for putting things right has passed without a decision */
  readonly state: 'none' | 'recognised' | 'rectifying' | 'overdue' | 'revoked';
  readonly type: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly ground: string | null;
  /** the first day of a new application after a revocation that bars one; null where nothing bars it */
  readonly mayApplyFrom: string | null;
}

const noTitle: Title = { state: 'none', type: null, since: null, until: null, ground: null, mayApplyFrom: null };

function later(date: string, years: number): string | null {
  const from = parseDate(date);
  return from && from.day !== null ? addMonths({ ...from, day: from.day }, years * 12) : null;
}

function step(title: Title, event: TitleEvent): Title {
  if (event.kind === 'recognised') return { ...noTitle, state: 'recognised', type: event.type, since: event.on };
  // what is not held cannot be rectified, restored or revoked
  if (title.state === 'none' || title.state === 'revoked') return title;
  if (event.kind === 'rectify') return { ...title, state: 'rectifying', since: event.on, until: event.until };
  if (event.kind === 'restored') return { ...title, state: 'recognised', since: event.on, until: null };
  return {
    ...title,
    state: 'revoked',
    since: event.on,
    until: null,
    ground: event.ground,
    mayApplyFrom: event.barredYears === undefined ? null : later(event.on, event.barredYears),
  };
}

/** The state of a title on a day, from its history in any order; later events are left out. */
export function titleOn(history: readonly TitleEvent[], on: string): Title {
  const title = history
    .filter((event) => event.on <= on)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .reduce(step, noTitle);
  return title.state === 'rectifying' && title.until !== null && on > title.until ? { ...title, state: 'overdue' } : title;
}
