/** How the scores of each criterion lie, over all experts and parks, in percent of its maximum. */
import { z } from 'zod';
import { fiveNumbers } from '../../statistics/five-numbers.ts';
import type { ParkDerivation } from '../derivation.ts';

const count = z.int().nonnegative();

/** A park and an expert by their places in the lists of the answer, the score in hundredths, whether it was kept, and its place beside the others. */
const spreadMark = z.tuple([count, count, count, z.boolean(), count]);
export type SpreadMark = z.infer<typeof spreadMark>;

const spreadLine = z.object({
  criterionId: z.string(),
  max100: count,
  /** of all scores that are there; an absent one is no zero */
  count,
  leftOut: count,
  /** in percent of the maximum; null where there is no score */
  numbers: z.object({ low: z.number(), q1: z.number(), median: z.number(), q3: z.number(), high: z.number() }).nullable(),
  /** of scores that would lie exactly on one another one stands for all: 48 000 scores are a few thousand marks */
  marks: z.array(spreadMark),
});

export const spread = z.object({
  /** names */
  parks: z.array(z.string()),
  /** personIds */
  experts: z.array(z.string()),
  criteria: z.array(spreadLine),
});
export type Spread = z.infer<typeof spread>;

/** Scores of one criterion lie beside each other, in so many places. */
export const spreadPlaces = 11;

/** Counts that no two neighbours of the record lie in one place. */
const stride = 7;

/** @param criteria leaves of the rubric, as the derivations have them */
export function readSpread(
  derivation: readonly ParkDerivation[],
  criteria: readonly { readonly id: string; readonly max100: number }[],
): Spread {
  const experts = [...new Set(derivation.flatMap((park) => park.experts))];
  const columnOf = new Map(experts.map((personId, column) => [personId, column]));
  const lines = criteria.map(({ id: criterionId, max100 }, at) => {
    const percents: number[] = [];
    const marks = new Map<number, SpreadMark>();
    let leftOut = 0;
    for (const [park, { experts: people, criteria: own }] of max100 === 0 ? [] : derivation.entries()) {
      // those of all types are asked the same, or else it stands in another place
      const line = own[at]?.criterionId === criterionId ? own[at] : own.find((one) => one.criterionId === criterionId);
      for (const [column, personId] of people.entries()) {
        const points100 = line?.points100[column] ?? null;
        if (points100 === null) continue;
        const kept = line?.marks[column] === 'kept';
        const place = (percents.length * stride) % spreadPlaces;
        // one number for place, points and what became of them
        const key = (points100 * spreadPlaces + place) * 2 + Number(kept);
        if (!marks.has(key)) marks.set(key, [park, columnOf.get(personId) ?? 0, points100, kept, place]);
        percents.push((points100 / max100) * 100);
        if (!kept) leftOut += 1;
      }
    }
    const five = fiveNumbers(percents);
    const numbers = five && { low: five.low, q1: five.q1, median: five.median, q3: five.q3, high: five.high };
    return { criterionId, max100, count: percents.length, leftOut, numbers, marks: [...marks.values()] };
  });
  return { parks: derivation.map((park) => park.parkName), experts, criteria: lines };
}
