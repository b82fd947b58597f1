/** Keys of the names of places. */
import type { SchemeKind } from '../../domain/scheme/scheme.ts';
import type { Place } from './route.ts';

/** What a place is called in a round of some kind: an assessment has results rather than a list. */
export function placeName(place: Place, kind: SchemeKind | undefined): string {
  return place === 'shortlist' && kind === 'assessment' ? 'titles.results.title' : `window.place.${place}`;
}
