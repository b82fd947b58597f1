/** What is due and when: the end of a publicity, and the time that parks have for handing in what is missing (补正) and for putting things right (整改). */
import type { Output } from '../../../domain/contract/api.ts';
import type { TextParams } from '../../../domain/text.ts';
import type { Place } from '../../state/route.ts';

export interface Deadline {
  key: string;
  params: TextParams;
  /** YYYY-MM-DD; null where it is open */
  on: string | null;
  /** it has passed, or something waits that keeps it from passing */
  wants: boolean;
  /** where it is dealt with; null where a round of its own decides */
  place: Place | null;
  id?: string;
}

type Publicity = NonNullable<Output<'publicity.get'>>;

function ofPublicity({ state, stage, closesOn, daysLeft, calendarDays, objections }: Publicity): Deadline[] {
  if (state !== 'open') return [];
  const place = 'publicity' as const;
  const open = objections.filter((one) => one.outcome === null).length;
  const end: Deadline =
    closesOn === null
      ? { key: 'suspended', params: {}, on: null, wants: true, place }
      : {
          key: stage === 'ended' ? 'publicityEnded' : calendarDays === null ? 'publicity' : 'publicityCalendar',
          params: { left: daysLeft ?? 0 },
          on: closesOn,
          wants: stage === 'ended',
          place,
        };
  return open > 0 ? [end, { key: 'objections', params: { count: open }, on: closesOn, wants: true, place }] : [end];
}

/** Nearest first; what has no date comes before all. */
export function listDeadlines(
  publicity: Publicity | null,
  titles: Output<'titles.list'>,
  supplements: Output<'supplements.list'> = [],
): Deadline[] {
  const waiting = supplements.flatMap(({ parkName, applicationId, state, overdue, dueOn }): Deadline[] =>
    state === 'open'
      ? [
          {
            key: overdue ? 'supplementOverdue' : 'supplement',
            params: { park: parkName },
            on: dueOn,
            wants: overdue,
            place: 'packages',
            id: applicationId,
          },
        ]
      : [],
  );
  const rectifying = titles.flatMap(({ parkName, state, until }): Deadline[] =>
    state === 'rectifying' || state === 'overdue'
      ? [
          {
            key: state === 'overdue' ? 'overdue' : 'rectify',
            params: { park: parkName },
            on: until,
            wants: state === 'overdue',
            place: 'titles',
          },
        ]
      : [],
  );
  return [...(publicity ? ofPublicity(publicity) : []), ...waiting, ...rectifying].toSorted((a, b) =>
    (a.on ?? '') < (b.on ?? '') ? -1 : (a.on ?? '') > (b.on ?? '') ? 1 : 0,
  );
}
