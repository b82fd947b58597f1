/**
 * 均衡分配: who reads which park, so that every park has its readers and the loads lie as close together as they can.
 *
 * Seats are given one after the other along the alternating path that ends at the least loaded expert: this is the
 * successive-shortest-path method with a convex cost, so the sum of squared loads is the smallest possible. Experts
 * from a park's own region are left aside while others can read it.
 */
export interface BalanceExpert {
  readonly id: string;
  readonly region: string | null;
}

export interface BalancePark {
  readonly id: string;
  readonly region: string | null;
}

export interface BalanceQuestion {
  readonly experts: readonly BalanceExpert[];
  readonly parks: readonly BalancePark[];
  /** seats that stand and stay, as `seatKey` */
  readonly kept: ReadonlySet<string>;
  /** pairs that must not be, as `seatKey` */
  readonly excluded: ReadonlySet<string>;
  readonly perPark: number;
  readonly maxPerExpert?: number | undefined;
}

export interface Balance {
  /** by expert, new seats only, in the order of the parks */
  readonly added: ReadonlyMap<string, readonly string[]>;
  /** by expert, kept and new */
  readonly loads: ReadonlyMap<string, number>;
  /** highest load − lowest load */
  readonly imbalance: number;
  readonly short: readonly { readonly parkId: string; readonly lacking: number }[];
}

export function seatKey(expertId: string, parkId: string): string {
  return `${expertId}/${parkId}`;
}

interface Step {
  readonly expert: number;
  /** the expert from whom `park` comes over, and the park; −1 at the start of the path */
  readonly from: number;
  readonly park: number;
}

export function balanceSeats({
  experts,
  parks,
  kept,
  excluded,
  perPark,
  maxPerExpert = Number.POSITIVE_INFINITY,
}: BalanceQuestion): Balance {
  const fixed = experts.map((expert) => new Set(parks.flatMap((park, index) => (kept.has(seatKey(expert.id, park.id)) ? [index] : []))));
  const given = experts.map(() => new Set<number>());
  const loadOf = (expert: number) => (fixed[expert]?.size ?? 0) + (given[expert]?.size ?? 0);
  const sits = (expert: number, park: number) => fixed[expert]?.has(park) === true || given[expert]?.has(park) === true;
  const isHome = (expert: number, park: number) => parks[park]?.region !== null && experts[expert]?.region === parks[park]?.region;
  const mayRead = (expert: number, park: number, home: boolean) =>
    !sits(expert, park) && !excluded.has(seatKey(experts[expert]?.id ?? '', parks[park]?.id ?? '')) && (home || !isHome(expert, park));
  const inRegion = (expert: number, park: number) =>
    [...(fixed[expert] ?? []), ...(given[expert] ?? [])].filter((other) => parks[other]?.region === parks[park]?.region).length;

  /** One more reader for the park, or false. */
  function seat(park: number, home: boolean): boolean {
    const steps = new Map<number, Step>();
    const queue: number[] = [];
    const reach = (from: number, moved: number) => {
      for (const expert of experts.keys()) {
        if (steps.has(expert) || !mayRead(expert, moved, home)) continue;
        steps.set(expert, { expert, from, park: moved });
        queue.push(expert);
      }
    };
    reach(-1, park);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      for (const moved of given[next] ?? []) reach(next, moved);
    }
    const [end] = [...steps.values()]
      .filter((step) => loadOf(step.expert) < maxPerExpert)
      .sort(
        (a, b) => loadOf(a.expert) - loadOf(b.expert) || inRegion(a.expert, a.park) - inRegion(b.expert, b.park) || a.expert - b.expert,
      );
    if (!end) return false;
    for (let step: Step | undefined = end; step; step = steps.get(step.from)) {
      given[step.from]?.delete(step.park);
      given[step.expert]?.add(step.park);
    }
    return true;
  }

  const wanting = parks.map((_, park) => perPark - experts.filter((_expert, index) => sits(index, park)).length);
  for (const home of [false, true]) {
    for (const park of parks.keys()) {
      while ((wanting[park] ?? 0) > 0 && seat(park, home)) wanting[park] = (wanting[park] ?? 0) - 1;
    }
  }
  const loads = experts.map((_, index) => loadOf(index));
  return {
    added: new Map(
      experts.map((expert, index) => [expert.id, [...(given[index] ?? [])].sort((a, b) => a - b).flatMap((park) => parks[park]?.id ?? [])]),
    ),
    loads: new Map(experts.map((expert, index) => [expert.id, loads[index] ?? 0])),
    imbalance: loads.length === 0 ? 0 : Math.max(...loads) - Math.min(...loads),
    short: parks.flatMap((park, index) => ((wanting[index] ?? 0) > 0 ? [{ parkId: park.id, lacking: wanting[index] ?? 0 }] : [])),
  };
}
