/** Sheet totals by park and expert, out of the derivation. */
import type { TallyAnswer } from '../../../domain/api.ts';

export interface Heat {
  experts: readonly string[];
  parks: readonly { applicationId: string; parkName: string; total: string }[];
  /** hundredths of a point by park, then expert; null where there is no whole sheet */
  totals100: readonly (readonly (number | null)[])[];
}

/** Plain sums of what each expert gave; a sheet that lacks a score has no total. In the order of the ranking. */
export function readHeat(tally: TallyAnswer): Heat {
  const experts = tally.experts.map((one) => one.personId).filter((personId) => tally.derivation.some((park) => park.experts.includes(personId)));
  const parks = tally.ranking.flatMap((row) => tally.derivation.find((park) => park.applicationId === row.applicationId) ?? []);
  return {
    experts,
    parks,
    totals100: parks.map((park) =>
      experts.map((personId) => {
        const column = park.experts.indexOf(personId);
        const points = park.criteria.map((line) => line.points100[column] ?? null);
        return points.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
      }),
    ),
  };
}
