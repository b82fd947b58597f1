/** Scores that an expert is asked to explain, and objective criteria on which the experts must agree. */
import { type Rational, compare, divide, multiply, rational, subtract, sum, toDecimal, toFixed, toRational } from '../numbers/rational.ts';
import { criterionKinds } from '../rubric/model.ts';
import type { Column, Panel, ParkPanel } from './panel.ts';
import type { TallyRules } from './rules.ts';

export interface Outlier {
  readonly personId: string;
  readonly applicationId: string;
  /** absent: the total of the sheet */
  readonly criterionId?: string;
  /** points, decimal */
  readonly value: string;
  /** plain mean of all present scores, the expert's own among them; to two places */
  readonly mean: string;
  /** (value − mean) ÷ mean in percent, to two places, signed */
  readonly deviationPercent: string;
}

/** Why the reports cannot be signed yet. */
export interface Blocked {
  readonly applicationId: string;
  readonly criterionId: string;
  readonly reason: 'objective-differs';
  readonly scores: readonly { readonly personId: string; readonly points100: number }[];
}

interface Present {
  readonly personId: string;
  readonly units: number;
}

function beyond(present: readonly Present[], scale: number, limit: Rational): Omit<Outlier, 'applicationId'>[] {
  if (present.length < 2) return [];
  const total = present.reduce((units, score) => units + score.units, 0);
  if (total === 0) return [];
  const mean = rational(total, scale * present.length);
  return present.flatMap(({ personId, units }) => {
    const value = rational(units, scale);
    const deviation = divide(subtract(value, mean), mean);
    const size = deviation.num < 0n ? rational(-deviation.num, deviation.den) : deviation;
    if (compare(size, limit) <= 0) return [];
    const deviationPercent = toFixed(multiply(deviation, rational(100)), 2);
    return [{ personId, value: toDecimal(value), mean: toFixed(mean, 2), deviationPercent }];
  });
}

function presentOf(columns: readonly Column[], read: (column: Column) => number | null | undefined): Present[] {
  return columns.flatMap((column) => {
    const units = read(column);
    return units === null || units === undefined ? [] : [{ personId: column.personId, units }];
  });
}

/** Scores beyond ± `percent` of the plain mean of their park (打分超出平均分±30%), sheet totals first, each beside those of its stage. */
export function findOutliers(panel: Panel, rule: TallyRules['outlier']): Outlier[] {
  if (!rule) return [];
  const limit = divide(toRational(rule.percent) ?? sum([]), rational(100));
  return panel.parks.flatMap((park) => {
    const applicationId = park.application.id;
    const onSheets =
      rule.on === 'criterion'
        ? []
        : [...Map.groupBy(park.columns, ({ stage }) => stage).values()].flatMap((alike) =>
            beyond(
              presentOf(alike, ({ totalUnits }) => totalUnits),
              100 * panel.sheetScale,
              limit,
            ),
          );
    const onCriteria =
      rule.on === 'sheet'
        ? []
        : panel.leaves.flatMap(({ criterion }, leaf) =>
            beyond(
              presentOf(park.columns, ({ points100 }) => points100[leaf]),
              100,
              limit,
            ).map((found) => ({ ...found, criterionId: criterion.id })),
          );
    return [...onSheets, ...onCriteria].map((found) => ({ applicationId, ...found }));
  });
}

/** Criteria on which the experts must agree (客观项), and that two experts of a park read differently. */
export function findBlocked(panel: Panel): Blocked[] {
  const agreed = panel.leaves.flatMap(({ criterion }, leaf) => (criterionKinds[criterion.kind].agreed ? [{ criterion, leaf }] : []));
  const inPark = ({ application, columns }: ParkPanel): Blocked[] =>
    agreed.flatMap(({ criterion, leaf }) => {
      const present = presentOf(columns, ({ points100 }) => points100[leaf]);
      if (new Set(present.map(({ units }) => units)).size < 2) return [];
      const scores = present.map(({ personId, units }) => ({ personId, points100: units }));
      return [{ applicationId: application.id, criterionId: criterion.id, reason: 'objective-differs' as const, scores }];
    });
  return panel.parks.flatMap(inPark);
}
