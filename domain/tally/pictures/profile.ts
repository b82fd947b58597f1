/** How much of what could be had a park got, part by part, beside the median of all parks. */
import { z } from 'zod';
import type { Rubric } from '../../rubric/model.ts';
import { partOfType, rubricLeaves, typesNamed, weightedLeaves } from '../../rubric/leaves.ts';
import { toNumber } from '../../numbers/rational.ts';
import { fiveNumbers } from '../../statistics/five-numbers.ts';
import type { ParkDerivation } from '../derivation.ts';

export const profilePart = z.object({
  /** of the branch or leaf of the rubric */
  criterionId: z.string(),
  /** percent of the points that the part holds */
  own: z.number(),
  median: z.number(),
});
export type ProfilePart = z.infer<typeof profilePart>;

/** A polygon needs corners. */
const fewestParts = 3;

interface Axis {
  readonly id: string;
  readonly leaves: ReadonlySet<string>;
}

/** The branches at the top of the rubric; its leaves where those are too few for a picture. What counts beside the hundred is no part of it. */
function axesOf(rubric: Rubric): Axis[] {
  const leaves = rubricLeaves(rubric).filter(({ criterion }) => criterion.counts === undefined);
  const branches = [...Map.groupBy(leaves, ({ criterion, branches: above }) => (above[0] ?? criterion).id)];
  if (branches.length >= fewestParts)
    return branches.map(([id, under]) => ({ id, leaves: new Set(under.map(({ criterion }) => criterion.id)) }));
  return leaves.map(({ criterion: { id } }) => ({ id, leaves: new Set([id]) }));
}

/** Gives the parts in the order of the rubric; zero throughout for a park that has no derivation. */
export function readProfile(all: readonly ParkDerivation[], whole: Rubric, applicationId: string): ProfilePart[] {
  const type = all.find((park) => park.applicationId === applicationId)?.type ?? null;
  // where types are asked their own, only those of the same type can be compared
  const derivation = typesNamed(whole).length === 0 ? all : all.filter((park) => park.type === type);
  const rubric = partOfType(whole, type);
  const most = new Map(weightedLeaves(rubric).map(({ criterion, weight }) => [criterion.id, toNumber(weight) * (criterion.max100 / 100)]));
  return axesOf(rubric).map(({ id, leaves }) => {
    const shares = derivation.map((park) => {
      const lines = park.criteria.filter(({ criterionId }) => leaves.has(criterionId));
      const all = lines.reduce((sum, { criterionId }) => sum + (most.get(criterionId) ?? 0), 0);
      return {
        applicationId: park.applicationId,
        percent: all === 0 ? 0 : (lines.reduce((sum, { weighted }) => sum + Number(weighted), 0) / all) * 100,
      };
    });
    return {
      criterionId: id,
      own: shares.find((one) => one.applicationId === applicationId)?.percent ?? 0,
      median: fiveNumbers(shares.map(({ percent }) => percent))?.median ?? 0,
    };
  });
}
