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
  /** the first day of a new application after a revocation that bars one, whatever was recorded since; null where nothing bars it */
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

/** 不得重新申报: a revocation bars new applications from its day on. */
export interface Bar {
  /** the day of the revocation */
  readonly since: string;
  /** the first day on which a new application is possible again */
  readonly mayApplyFrom: string;
  readonly ground: string;
}

/** The bar that holds on a day, of several the one that ends last; a recognition in between takes none away. Null where none does. */
export function barOn(history: readonly TitleEvent[], on: string): Bar | null {
  return history
    .flatMap((event): Bar[] => {
      if (event.kind !== 'revoked' || event.barredYears === undefined) return [];
      const mayApplyFrom = later(event.on, event.barredYears);
      return mayApplyFrom !== null && event.on <= on && on < mayApplyFrom ? [{ since: event.on, mayApplyFrom, ground: event.ground }] : [];
    })
    .reduce<Bar | null>((last, bar) => (last && last.mayApplyFrom >= bar.mayApplyFrom ? last : bar), null);
}

/** The state of a title on a day, from its history in any order; later events are left out. */
export function titleOn(history: readonly TitleEvent[], on: string): Title {
  const title = history
    .filter((event) => event.on <= on)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .reduce(step, noTitle);
  const state = title.state === 'rectifying' && title.until !== null && on > title.until ? 'overdue' : title.state;
  return { ...title, state, mayApplyFrom: barOn(history, on)?.mayApplyFrom ?? title.mayApplyFrom };
}

/** Whether a title is held in a state: put under 整改 it is held still. */
export function isHeld({ state }: Pick<Title, 'state'>): boolean {
  return state !== 'none' && state !== 'revoked';
}
