/** 公示: so many working or calendar days, objections, suspension, and when it may be closed. */
import type { Message } from '../text.ts';
import { dateOf, dayNumber, weekday } from '../numbers/days.ts';

/** Whether people work on a date (public holidays and make-up days known); null where the calendar does not know the year. */
export type IsWorkingDay = (date: string) => boolean | null;

/** Days from `from` on, until the day before `resumedOn`, do not count; null: still suspended. */
export interface Suspension {
  readonly from: string;
  readonly resumedOn: string | null;
}

/** Which days count: 工作日, or 自然日. */
export type Counting = 'working' | 'calendar';

type Rule = { readonly workingDays: number } | { readonly calendarDays: number };

/** How long a list is before the public by the rule book; `length` null where it does not say. Then working days are counted. */
export function publicityTerms(rule: Rule | undefined): { length: number | null; counting: Counting } {
  if (!rule) return { length: null, counting: 'working' };
  return 'calendarDays' in rule ? { length: rule.calendarDays, counting: 'calendar' } : { length: rule.workingDays, counting: 'working' };
}

export interface PublicityTerms {
  /** the date of the notice */
  readonly opensOn: string;
  /** how many days, ≥ 1 */
  readonly length: number;
  readonly counting: Counting;
  /** false: the day of the notice does not count (民法典 第二百零一条, the usual reading); true where the notice says 自当日起 */
  readonly countsOpening: boolean;
  readonly suspensions?: readonly Suspension[] | undefined;
}

export interface PublicityPeriod {
  readonly opensOn: string;
  /** the last day, until its end; null while a suspension has no end */
  readonly closesOn: string | null;
  /** the days that count */
  readonly days: readonly string[];
  /** days judged by the weekday alone, because the calendar does not know their year: to be checked by a person */
  readonly assumed: readonly string[];
  readonly suspensions: readonly Suspension[];
}

/** Far beyond any publicity: stops a calendar in which nobody ever works. */
const longestSpan = 3700;

/**
 * Counts the days of a publicity. Of calendar days all count but that the last one, where nobody works on it, is the next working day
 * (民法典 第二百零三条).
 */
export function publicityPeriod(
  { opensOn, length, counting, countsOpening, suspensions = [] }: PublicityTerms,
  isWorkingDay: IsWorkingDay,
): PublicityPeriod {
  const start = dayNumber(opensOn);
  const pauses = suspensions.map(({ from, resumedOn }) => ({
    from: dayNumber(from),
    until: resumedOn === null ? Infinity : dayNumber(resumedOn),
  }));
  const days: string[] = [];
  const assumed: string[] = [];
  for (let day = countsOpening ? start : start + 1; days.length < length; day += 1) {
    if (pauses.some(({ from, until }) => from <= day && until === Infinity)) return { opensOn, closesOn: null, days, assumed, suspensions };
    if (day - start > longestSpan) throw new Error(`no ${length} days after ${opensOn}`);
    if (pauses.some(({ from, until }) => from <= day && day < until)) continue;
    const date = dateOf(day);
    if (counting === 'calendar' && days.length < length - 1) {
      days.push(date);
      continue;
    }
    const known = isWorkingDay(date);
    if (known === null) assumed.push(date);
    if (known ?? weekday(day) <= 5) days.push(date);
  }
  return { opensOn, closesOn: days.at(-1) ?? null, days, assumed, suspensions };
}

export type PublicityState = 'notOpen' | 'running' | 'suspended' | 'ended';

/** Where a publicity stands on a day, and how many of its days are still to come (today's among them). */
export function publicityState(
  period: PublicityPeriod,
  today: string,
): { readonly state: PublicityState; readonly daysLeft: number | null } {
  const daysLeft = period.closesOn === null ? null : period.days.filter((day) => day >= today).length;
  if (today < period.opensOn) return { state: 'notOpen', daysLeft };
  if (period.closesOn !== null && today > period.closesOn) return { state: 'ended', daysLeft };
  const suspended = period.suspensions.some(({ from, resumedOn }) => from <= today && (resumedOn === null || today < resumedOn));
  return { state: suspended ? 'suspended' : 'running', daysLeft };
}

/** 异议 */
export interface Objection {
  readonly applicationId: string;
  readonly parkName: string;
  /** the date it came in */
  readonly raisedOn: string;
  /** null: still being looked into; upheld: the park is reviewed again; dismissed: with a reason */
  readonly outcome: 'upheld' | 'dismissed' | null;
  /** for upheld ones: the review was made again and its result stands in the list */
  readonly reviewedAgain: boolean;
}

/** Why the publicity cannot be closed with a final list today; empty: it can. */
export function closingObstacles(period: PublicityPeriod, objections: readonly Objection[], today: string): Message[] {
  const { state } = publicityState(period, today);
  const obstacles: Message[] = [];
  if (state === 'notOpen') obstacles.push({ key: 'shortlist.closing.notOpen', params: { date: period.opensOn } });
  if (state === 'suspended') obstacles.push({ key: 'shortlist.closing.suspended' });
  if (state === 'running') {
    obstacles.push(
      period.closesOn === null
        ? { key: 'shortlist.closing.endUnknown' }
        : { key: 'shortlist.closing.running', params: { date: period.closesOn } },
    );
  }
  for (const { parkName, outcome, reviewedAgain } of objections) {
    if (outcome === null) obstacles.push({ key: 'shortlist.closing.objectionOpen', params: { park: parkName } });
    else if (outcome === 'upheld' && !reviewedAgain)
      obstacles.push({ key: 'shortlist.closing.notReviewedAgain', params: { park: parkName } });
  }
  return obstacles;
}

/** Whether an objection came in before the end of the last day. One raised before the notice, or while suspended, is in time. */
export function isInTime(period: PublicityPeriod, raisedOn: string): boolean {
  return period.closesOn === null || raisedOn <= period.closesOn;
}
