/** What each expert gave each park, on whole sheets or on one criterion, and what became of it. */
import type { TallyAnswer } from '../../../../domain/contract/api.ts';

type Park = TallyAnswer['derivation'][number];
type Mark = Park['criteria'][number]['marks'][number];

export interface HeatCell {
  /** hundredths of a point; null where there is none */
  readonly points100: number | null;
  /** left out whole: the sheet, or the one score that is looked at */
  readonly dropped: boolean;
  /** of a sheet: how many of its scores fell at the low and at the high end */
  readonly low: number;
  readonly high: number;
}

export interface Heat {
  readonly experts: readonly string[];
  readonly parks: readonly { readonly applicationId: string; readonly parkName: string; readonly total: string }[];
  /** by park, then expert */
  readonly cells: readonly (readonly HeatCell[])[];
}

const absent: HeatCell = { points100: null, dropped: false, low: 0, high: 0 };

/** Plain sums of what each expert gave; a sheet that lacks a score has no total. */
function sheetCell(park: Park, column: number): HeatCell {
  const points = park.criteria.map((line) => line.points100[column] ?? null);
  const marks = park.criteria.map((line): Mark => line.marks[column] ?? 'absent');
  const count = (mark: Mark): number => marks.filter((one) => one === mark).length;
  const dropped = marks.every((mark) => mark !== 'kept');
  return {
    points100: points.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0),
    dropped,
    low: dropped ? 0 : count('low'),
    high: dropped ? 0 : count('high'),
  };
}

function scoreCell(park: Park, criterionId: string, column: number): HeatCell {
  const line = park.criteria.find((one) => one.criterionId === criterionId);
  const points100 = line?.points100[column] ?? null;
  return { points100, dropped: points100 !== null && line?.marks[column] !== 'kept', low: 0, high: 0 };
}

/** In the order of the ranking; `criterionId` null: whole sheets. */
export function readHeat(tally: TallyAnswer, criterionId: string | null): Heat {
  const experts = tally.experts
    .map((one) => one.personId)
    .filter((personId) => tally.derivation.some((park) => park.experts.includes(personId)));
  const parks = tally.ranking.flatMap((row) => tally.derivation.find((park) => park.applicationId === row.applicationId) ?? []);
  return {
    experts,
    parks: parks.map((park) => {
      const line = park.criteria.find((one) => one.criterionId === criterionId);
      return {
        applicationId: park.applicationId,
        parkName: park.parkName,
        total: criterionId === null ? park.total : (line?.rounded ?? line?.mean ?? ''),
      };
    }),
    cells: parks.map((park) =>
      experts.map((personId) => {
        const column = park.experts.indexOf(personId);
        if (column < 0) return absent;
        return criterionId === null ? sheetCell(park, column) : scoreCell(park, criterionId, column);
      }),
    ),
  };
}
