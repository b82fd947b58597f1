/** Rank stability under drawn weights. Doubles and typed arrays: nothing is decided by these, they show how firm a decision is. */
import { seededRandom } from './random.ts';

export interface WeightDraws {
  /** by park and leaf: weighted points as they count now */
  readonly contributions: readonly (readonly number[])[];
  /** by park: parks compete within their group */
  readonly groups: readonly string[];
  /** by group: how many stand above the line */
  readonly places: Readonly<Record<string, number>>;
  readonly seed: number;
  readonly draws: number;
  /** 0.1: every weight between 90 % and 110 % of itself, evenly and independently */
  readonly weightShare: number;
  /** what weighted points come to, where that is no plain sum */
  readonly total?: (park: number, weighted: (leaf: number) => number) => number;
}

export interface RankStability {
  /** share of the draws in which the park is above the line, 0 to 1 */
  readonly share: number;
  /** the middle 95 % of its ranks */
  readonly rankLow: number;
  readonly rankHigh: number;
}

/** Totals are compared to this part of a point: what floats add up to apart from it is noise, and a tie. */
const finest = 1e7;

/** The smallest rank that at least `share` of the draws reach. */
function quantile(ranks: Uint32Array, draws: number, share: number): number {
  let seen = 0;
  for (let rank = 0; rank < ranks.length; rank += 1) {
    seen += ranks[rank] ?? 0;
    if (seen >= share * draws) return rank + 1;
  }
  return ranks.length;
}

/** Draws weights and ranks again, `draws` times; one answer by park. */
export function drawWeights({ contributions, groups, places, seed, draws, weightShare, total: totalOf }: WeightDraws): RankStability[] {
  const parks = contributions.length;
  const leaves = contributions[0]?.length ?? 0;
  const flat = Float64Array.from(contributions.flat());
  const byGroup = Map.groupBy(groups.keys(), (park) => groups[park] ?? '');
  const members = [...byGroup].map(([group, of]) => ({
    order: Uint32Array.from(of),
    places: places[group] ?? 0,
    keys: new Float64Array(of.length),
    of: Uint32Array.from(of),
  }));
  const above = new Uint32Array(parks);
  // by park: how often it had each rank of its group
  const starts = new Uint32Array(parks);
  let cells = 0;
  for (let park = 0; park < parks; park += 1) {
    starts[park] = cells;
    cells += byGroup.get(groups[park] ?? '')?.length ?? 0;
  }
  const seen = new Uint32Array(cells);
  const totals = new Float64Array(parks);
  const factors = new Float64Array(leaves);
  const random = seededRandom(seed);

  for (let draw = 0; draw < draws; draw += 1) {
    for (let leaf = 0; leaf < leaves; leaf += 1) factors[leaf] = 1 + weightShare * (2 * random() - 1);
    if (totalOf) weighEach(flat, factors, totals, totalOf);
    else weigh(flat, factors, totals);
    for (const { order, places: free, keys, of } of members) {
      if (order.length <= fewToSort) settle(order, totals);
      else sortAnew(order, totals, keys, of);
      let better = 0;
      let last = -1;
      for (let place = 0; place < order.length; place += 1) {
        const park = order[place] ?? 0;
        const total = totals[park] ?? 0;
        if (total !== last) better = place;
        last = total;
        const cell = (starts[park] ?? 0) + better;
        seen[cell] = (seen[cell] ?? 0) + 1;
        if (better < free) above[park] = (above[park] ?? 0) + 1;
      }
    }
  }
  return groups.map((group, park) => {
    const start = starts[park] ?? 0;
    const ranks = seen.subarray(start, start + (byGroup.get(group)?.length ?? 0));
    return {
      share: draws === 0 ? 0 : (above[park] ?? 0) / draws,
      rankLow: quantile(ranks, draws, 0.025),
      rankHigh: quantile(ranks, draws, 0.975),
    };
  });
}

/** Every park's total under drawn weights. Four parks at a time: their sums do not wait for each other. */
function weigh(flat: Float64Array, factors: Float64Array, totals: Float64Array): void {
  const leaves = factors.length;
  const parks = totals.length;
  let park = 0;
  for (; park + 3 < parks; park += 4) {
    const [a, b, c, d] = [park * leaves, (park + 1) * leaves, (park + 2) * leaves, (park + 3) * leaves];
    let [first, second, third, fourth] = [0, 0, 0, 0];
    for (let leaf = 0; leaf < leaves; leaf += 1) {
      const factor = factors[leaf] ?? 0;
      first += (flat[a + leaf] ?? 0) * factor;
      second += (flat[b + leaf] ?? 0) * factor;
      third += (flat[c + leaf] ?? 0) * factor;
      fourth += (flat[d + leaf] ?? 0) * factor;
    }
    totals[park] = Math.round(first * finest);
    totals[park + 1] = Math.round(second * finest);
    totals[park + 2] = Math.round(third * finest);
    totals[park + 3] = Math.round(fourth * finest);
  }
  for (; park < parks; park += 1) {
    let total = 0;
    for (let leaf = 0; leaf < leaves; leaf += 1) total += (flat[park * leaves + leaf] ?? 0) * (factors[leaf] ?? 0);
    totals[park] = Math.round(total * finest);
  }
}

/** The same where points of some leaves are capped or taken off. */
function weighEach(
  flat: Float64Array,
  factors: Float64Array,
  totals: Float64Array,
  totalOf: (park: number, weighted: (leaf: number) => number) => number,
): void {
  for (let park = 0; park < totals.length; park += 1) {
    const start = park * factors.length;
    totals[park] = Math.round(totalOf(park, (leaf) => (flat[start + leaf] ?? 0) * (factors[leaf] ?? 0)) * finest);
  }
}

/** Up to so many parks the order of the draw before is put right faster than a new one is made. */
const fewToSort = 256;

/** Highest first, out of an order that is nearly right already. */
function settle(order: Uint32Array, totals: Float64Array): void {
  for (let place = 1; place < order.length; place += 1) {
    const park = order[place] ?? 0;
    const total = totals[park] ?? 0;
    let at = place;
    while (at > 0 && (totals[order[at - 1] ?? 0] ?? 0) < total) {
      order[at] = order[at - 1] ?? 0;
      at -= 1;
    }
    order[at] = park;
  }
}

/** Highest first; one number holds the total and whose it is, so that sorting the numbers sorts the parks. */
function sortAnew(order: Uint32Array, totals: Float64Array, keys: Float64Array, of: Uint32Array): void {
  const size = of.length;
  for (let index = 0; index < size; index += 1) keys[index] = (totals[of[index] ?? 0] ?? 0) * size + index;
  keys.sort();
  for (let place = 0; place < size; place += 1) {
    const key = keys[size - 1 - place] ?? 0;
    order[place] = of[key - Math.floor(key / size) * size] ?? 0;
  }
}
