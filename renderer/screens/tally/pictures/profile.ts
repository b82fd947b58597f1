/** How much of what could be had a park got, part by part, beside the median of all parks. */
import type { TallyAnswer } from '../../../../domain/contract/api.ts';
import type { Rubric } from '../../../../domain/rubric/model.ts';
import { rubricLeaves, weightedLeaves } from '../../../../domain/rubric/leaves.ts';
import { toNumber } from '../../../../domain/numbers/rational.ts';
import { fiveNumbers } from '../../../../domain/statistics/five-numbers.ts';

export interface Part {
  readonly id: string;
  readonly name: string;
  /** percent of the points that the part holds */
  readonly own: number;
  readonly median: number;
}

/** A polygon needs corners. */
const fewestParts = 3;

interface Axis {
  readonly id: string;
  readonly leaves: ReadonlySet<string>;
}

/** The branches at the top of the rubric; its leaves where those are too few for a picture. */
function axesOf(rubric: Rubric): Axis[] {
  const leaves = rubricLeaves(rubric);
  const branches = [...Map.groupBy(leaves, ({ criterion, branches: above }) => (above[0] ?? criterion).id)];
  if (branches.length >= fewestParts)
    return branches.map(([id, under]) => ({ id, leaves: new Set(under.map(({ criterion }) => criterion.id)) }));
  return leaves.map(({ criterion: { id } }) => ({ id, leaves: new Set([id]) }));
}

export function readProfile(
  { derivation }: Pick<TallyAnswer, 'derivation'>,
  rubric: Rubric,
  applicationId: string,
  nameOf: (criterionId: string) => string,
): Part[] {
  const weights = new Map(weightedLeaves(rubric).map(({ criterion, weight }) => [criterion.id, toNumber(weight)]));
  return axesOf(rubric).map(({ id, leaves }) => {
    const shares = derivation.map((park) => {
      const lines = park.criteria.filter(({ criterionId }) => leaves.has(criterionId));
      const most = lines.reduce((sum, { criterionId, max100 }) => sum + (weights.get(criterionId) ?? 1) * (max100 / 100), 0);
      return {
        applicationId: park.applicationId,
        percent: most === 0 ? 0 : (lines.reduce((sum, { weighted }) => sum + Number(weighted), 0) / most) * 100,
      };
    });
    return {
      id,
      name: nameOf(id),
      own: shares.find((one) => one.applicationId === applicationId)?.percent ?? 0,
      median: fiveNumbers(shares.map(({ percent }) => percent))?.median ?? 0,
    };
  });
}
