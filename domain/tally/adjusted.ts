/** A second figure beside the total, with the severity of the experts taken out; never instead of it. */
import { rational, toFixed } from '../numbers/rational.ts';
import { type Severity, severity, standardScores } from '../statistics/severity.ts';
import { type Panel, readersOf } from './panel.ts';
import type { TallyRules } from './rules.ts';

export interface AdjustedPark {
  readonly applicationId: string;
  /** points, half up to two places; null where nothing can be said */
  readonly total: string | null;
  /** among those that have one; ties share it */
  readonly rank: number | null;
}

export interface Adjusted {
  readonly method: 'additive' | 'zscore';
  /** in points of the sheet total, by personId */
  readonly experts: readonly ({ readonly personId: string } & Severity['experts'][number])[];
  readonly parks: readonly AdjustedPark[];
  readonly reason: Severity['reason'] | null;
}

/** Sheet totals as a bare matrix: parks × experts (sorted by personId), in 1/(100 × sheetScale) point; null where there is no whole sheet. */
export function unitMatrix(panel: Panel): { personIds: string[]; matrix: (number | null)[][] } {
  const personIds = [...new Set(panel.parks.flatMap((park) => readersOf(panel, park).map(({ personId }) => personId)))].sort();
  const columnOf = new Map(personIds.map((personId, column) => [personId, column]));
  const matrix = panel.parks.map((park) => {
    const row: (number | null)[] = personIds.map(() => null);
    for (const { personId, totalUnits } of readersOf(panel, park)) row[columnOf.get(personId) ?? 0] = totalUnits;
    return row;
  });
  return { personIds, matrix };
}

/** The same in points. */
export function inPoints({ sheetScale }: Panel, matrix: readonly (readonly (number | null)[])[]): (number | null)[][] {
  return matrix.map((row) => row.map((units) => (units === null ? null : units / (100 * sheetScale))));
}

/** Untrimmed sheet totals, adjusted by the method of the rules; null where they ask for none. */
export function adjustTotals(panel: Panel, method: TallyRules['severity']): Adjusted | null {
  if (method === 'none') return null;
  const { personIds, matrix: units } = unitMatrix(panel);
  const matrix = inPoints(panel, units);
  const { experts, adjusted, reason } = method === 'additive' ? severity(matrix) : standardScores(matrix);
  const hundredths = adjusted.map((value) => (value === null ? null : Math.round(value * 100)));
  return {
    method,
    experts: experts.map((expert, column) => ({ personId: personIds[column] ?? '', ...expert })),
    parks: panel.parks.map(({ application }, row) => {
      const own = hundredths[row] ?? null;
      if (own === null) return { applicationId: application.id, total: null, rank: null };
      const better = hundredths.filter((other) => other !== null && other > own).length;
      return { applicationId: application.id, total: toFixed(rational(own, 100), 2), rank: better + 1 };
    }),
    reason: reason ?? null,
  };
}
