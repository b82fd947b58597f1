/** How the scores of each criterion lie, over all experts and parks, in percent of its maximum. */
import type { TallyAnswer } from '../../../../domain/contract/api.ts';
import { fiveNumbers, type FiveNumbers } from '../../../../domain/statistics/five-numbers.ts';

export interface SpreadScore {
  readonly applicationId: string;
  readonly personId: string;
  readonly percent: number;
  readonly kept: boolean;
}

export interface Spread {
  readonly criterionId: string;
  readonly name: string;
  readonly max100: number;
  readonly scores: readonly SpreadScore[];
  readonly numbers: FiveNumbers | null;
}

export function readSpread({ derivation }: Pick<TallyAnswer, 'derivation'>): Spread[] {
  const criteria = derivation[0]?.criteria ?? [];
  return criteria.map(({ criterionId, name, max100 }, at) => {
    const scores = derivation.flatMap((park) => {
      const line = park.criteria[at];
      return park.experts.flatMap((personId, column): SpreadScore[] => {
        const points = line?.points100[column] ?? null;
        return points === null || max100 === 0
          ? []
          : [{ applicationId: park.applicationId, personId, percent: (points / max100) * 100, kept: line?.marks[column] === 'kept' }];
      });
    });
    return { criterionId, name, max100, scores, numbers: fiveNumbers(scores.map(({ percent }) => percent)) };
  });
}
