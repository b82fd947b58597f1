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
export function drawWeights({ contributions, groups, places, seed, draws, weightShare }: WeightDraws): RankStability[] {
  const parks = contributions.length;
  const leaves = contributions[0]?.length ?? 0;
  const flat = Float64Array.from(contributions.flat());
  const byGroup = Map.groupBy(groups.keys(), (park) => groups[park] ?? '');
  const members = [...byGroup].map(([group, of]) => ({ of: Uint32Array.from(of), places: places[group] ?? 0, keys: new Float64Array(of.length) }));
  const above = new Uint32Array(parks);
  const ranks = groups.map((group) => new Uint32Array(byGroup.get(group)?.length ?? 0));
  const totals = new Float64Array(parks);
  const factors = new Float64Array(leaves);
  const random = seededRandom(seed);

  for (let draw = 0; draw < draws; draw += 1) {
    for (let leaf = 0; leaf < leaves; leaf += 1) factors[leaf] = 1 + weightShare * (2 * random() - 1);
    for (let park = 0, at = 0; park < parks; park += 1) {
      let total = 0;
      for (let leaf = 0; leaf < leaves; leaf += 1, at += 1) total += (flat[at] ?? 0) * (factors[leaf] ?? 0);
      totals[park] = Math.round(total * finest);
    }
    for (const { of, places: free, keys } of members) {
      // one number holds the total and whose it is, so that sorting the numbers sorts the parks
      const size = of.length;
      for (let index = 0; index < size; index += 1) keys[index] = (totals[of[index] ?? 0] ?? 0) * size + index;
      keys.sort();
      let better = 0;
      let last = -1;
      for (let place = 0; place < size; place += 1) {
        const key = keys[size - 1 - place] ?? 0;
        const total = Math.floor(key / size);
        if (total !== last) better = place;
        last = total;
        const park = of[key - total * size] ?? 0;
        const seen = ranks[park];
        if (seen) seen[better] = (seen[better] ?? 0) + 1;
        if (better < free) above[park] = (above[park] ?? 0) + 1;
      }
    }
  }
  return ranks.map((seen, park) => ({
    share: draws === 0 ? 0 : (above[park] ?? 0) / draws,
    rankLow: quantile(seen, draws, 0.025),
    rankHigh: quantile(seen, draws, 0.975),
  }));
}
