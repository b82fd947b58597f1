/** How many things wait behind each entry of the rail. */
import type { Person, Waiting as Parks } from '../../../domain/contract/api.ts';
import { openDeclarations, openSheets, sheetsAsked } from '../../../domain/panel/due.ts';
import { places, type Place } from '../../state/route.ts';

export type Waiting = Partial<Record<Place, number>>;

/** For the secretary: forms not fully read, parks whose verdict needs a person, declarations and sheets outstanding; for an expert their own. */
export function countWaiting(parks: Parks | undefined, people: readonly Person[], acting: Person | null, ended = false): Waiting {
  if (acting) return { scoring: ended ? 0 : sheetsAsked(acting) };
  return {
    packages: parks?.unread.count ?? 0,
    eligibility: parks?.undecided.count ?? 0,
    panel: sum(people.map(openDeclarations)),
    // once scoring is ended nobody waits for a sheet
    scoring: ended ? 0 : sum(people.map(sheetsAsked)),
  };
}

/** Before there is a round only the ways to one; the secretary sees all; a visit team its visits, and where its members have seats their own criteria; an expert the own work, and, once every own sheet is in, the figures over all sheets and the documents to sign. */
export function seenPlaces(isExpert: boolean, acting: Person | null, hasRound: boolean): readonly Place[] {
  if (!hasRound) return ['home', 'exchange', 'identities', 'settings'];
  if (!isExpert) return places;
  if (acting?.role === 'visitor' && (acting.assigned === 0 || !acting.asked))
    return ['home', 'visits', 'exchange', 'identities', 'settings'];
  const finished = acting !== null && acting.submitted > 0 && openDeclarations(acting) === 0 && openSheets(acting) === 0;
  return finished
    ? ['home', 'scoring', 'visits', 'exchange', 'identities', 'tally', 'documents', 'settings']
    : ['home', 'scoring', 'visits', 'exchange', 'identities', 'settings'];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((whole, one) => whole + Math.max(0, one), 0);
}
