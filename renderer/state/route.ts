/** Where the window is: kept in the address's fragment, so that reload and back keep the place. */
import { create } from 'zustand';

export const places = [
  'home',
  'packages',
  'review',
  'eligibility',
  'panel',
  'roster',
  'rubric',
  'scoring',
  'visits',
  'exchange',
  'identities',
  'tally',
  'deliberation',
  'shortlist',
  'publicity',
  'minutes',
  'titles',
  'documents',
  'settings',
] as const;
export type Place = (typeof places)[number];

/** Places that the rail does not show: they belong to another, which stands there for them. */
export const partOf: Partial<Record<Place, Place>> = {
  review: 'packages',
  rubric: 'panel',
  roster: 'panel',
  identities: 'exchange',
  minutes: 'publicity',
};

export interface Route {
  readonly place: Place;
  /** the application that is open there, if any */
  readonly id: string | null;
}

/** `#/packages/<id>` → place and id; anything else is the home screen. */
function parseRoute(hash: string): Route {
  const [, place = '', id = ''] = hash.replace(/^#/, '').split('/');
  const known = places.find((name) => name === place);
  return { place: known ?? 'home', id: known && id ? decodeURIComponent(id) : null };
}

/** A visit stands in a document of its own, the only one that may ask for the camera (electron/hosts/shell/permissions.ts). */
function documentOf({ place, id }: Route): string {
  return place === 'visits' && id ? '/visit' : '/';
}

export function addressOf(place: Place, id?: string | null): string {
  return `${documentOf({ place, id: id ?? null })}#/${place}${id ? `/${encodeURIComponent(id)}` : ''}`;
}

/** The place that the address names. In the wrong document the right one is loaded in its stead. */
function readRoute(): Route {
  const route = parseRoute(location.hash);
  if (documentOf(route) !== location.pathname) location.replace(addressOf(route.place, route.id));
  return route;
}

// the launch secret that may stand there is no place, and belongs to the first document
export const useRoute = create<Route>(readRoute);

window.addEventListener('hashchange', () => {
  useRoute.setState(readRoute(), true);
});

/** Goes to a place; `quietly` replaces the address instead of adding to the history. */
export function go(place: Place, id?: string | null, quietly = false): void {
  const address = addressOf(place, id);
  if (quietly && documentOf({ place, id: id ?? null }) === location.pathname) {
    history.replaceState(null, '', address);
    useRoute.setState(parseRoute(location.hash), true);
  } else if (quietly) {
    location.replace(address);
  } else {
    location.assign(address);
  }
}

/** Goes to where a task or return file is taken in, which then offers it. */
export function goToFile(path: string, quietly = false): void {
  go('exchange', /\.pptask$/i.test(path) ? 'open' : 'merge', quietly);
}
