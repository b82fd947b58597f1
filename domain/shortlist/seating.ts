/** Filling places in order of rank, with a limit on all and one on each region; ties are never broken here. */

export interface Contender {
  readonly id: string;
  readonly rank: number;
  readonly region: string | null;
}

export type Seat =
  | { readonly kind: 'seated' }
  /** more parks of one rank than places left: `seats` for `count` of them */
  | { readonly kind: 'tiedAtQuota' | 'tiedAtRegion'; readonly seats: number; readonly count: number }
  | { readonly kind: 'beyondQuota' | 'beyondRegion' };

/**
 * Gives every contender its seat. Parks of one rank share a fate: where they do not all fit, all of them are tied, the places
 * left are held for them, and whoever stands below is beyond the quota.
 */
export function seatInOrder(
  contenders: readonly Contender[],
  quota: number,
  byRegion: Readonly<Record<string, number>>,
): Map<string, Seat> {
  const seats = new Map<string, Seat>();
  const usedIn = new Map<string, number>();
  let left = quota;
  const ranks = [...Map.groupBy(contenders, ({ rank }) => rank)].sort(([a], [b]) => a - b);
  for (const [, group] of ranks) {
    const claims = [...Map.groupBy(group, ({ region }) => region)].map(([region, members]) => {
      const limit = region === null ? undefined : byRegion[region];
      const free = limit === undefined ? members.length : Math.max(0, limit - (usedIn.get(region ?? '') ?? 0));
      return { region, members, free, places: Math.min(free, members.length) };
    });
    const wanted = claims.reduce((total, { places }) => total + places, 0);
    const competing = claims.reduce((total, { members, free }) => total + (free > 0 ? members.length : 0), 0);
    for (const { region, members, free, places } of claims) {
      const seat = (): Seat => {
        if (free === 0) return { kind: 'beyondRegion' };
        if (left === 0) return { kind: 'beyondQuota' };
        if (wanted > left) return { kind: 'tiedAtQuota', seats: left, count: competing };
        return members.length > free ? { kind: 'tiedAtRegion', seats: free, count: members.length } : { kind: 'seated' };
      };
      const given = seat();
      for (const { id } of members) seats.set(id, given);
      if (region !== null) usedIn.set(region, (usedIn.get(region) ?? 0) + places);
    }
    left = Math.max(0, left - wanted);
  }
  return seats;
}
