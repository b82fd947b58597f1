/** What each expert gave each park, on whole sheets or on one criterion, and what became of it. */
import { z } from 'zod';
import { decimal } from '../../model.ts';
import { toNumber } from '../../numbers/rational.ts';
import { combineNumbers, withoutBounds } from '../../rubric/beside.ts';
import { besideIn, isAsked, sheetPoints, type Mark, type ParkDerivation } from '../derivation.ts';

const count = z.int().nonnegative();

/** Arrays stand in the order of the `experts`. */
const heatRow = z.object({
  applicationId: z.string(),
  parkName: z.string(),
  /** of the park, or what the one criterion came to */
  total: decimal,
  /** hundredths of a point; null where there is none, as on a sheet that lacks a score */
  points100: z.array(count.nullable()),
  /** left out whole: the sheet, or the one score that is looked at */
  dropped: z.array(z.boolean()),
  /** of a sheet: how many of its scores fell at the low and at the high end */
  low: z.array(count),
  high: z.array(count),
});

/** Parks in the order of the ranking; experts who took part in one of them. */
export const heat = z.object({ experts: z.array(z.string()), parks: z.array(heatRow) });
export type Heat = z.infer<typeof heat>;

interface Cell {
  readonly points100: number | null;
  readonly dropped: boolean;
  readonly low: number;
  readonly high: number;
}

const absent: Cell = { points100: null, dropped: false, low: 0, high: 0 };

/**
 * What each expert gave, unweighted; a sheet that lacks a score has no total. Sheets of stages have full marks of their own: there a sheet is
 * told in percent of them, weighted, so that all can be compared.
 */
function sheetCell(park: ParkDerivation, column: number): Cell {
  const { criteria } = park;
  let points100: number | null = 0;
  const marks: Record<Mark, number> = { kept: 0, low: 0, high: 0, expert: 0, absent: 0 };
  for (const line of criteria) {
    if (!isAsked(line, park, column)) continue;
    const points = line.points100[column] ?? null;
    points100 = points100 === null || points === null ? null : points100 + points;
    marks[line.marks[column] ?? 'absent'] += 1;
  }
  const beside = points100 === null ? null : besideIn(park);
  if (beside)
    points100 = combineNumbers(
      park.visitors || park.stages ? withoutBounds(beside) : beside,
      (leaf) => criteria[leaf]?.points100[column] ?? 0,
      1,
    );
  const stage = park.stages?.find(({ experts }) => experts.includes(park.experts[column] ?? ''));
  if (stage && points100 !== null) points100 = Math.round((toNumber(sheetPoints(park, column)) / Number(stage.maximum)) * 10_000);
  const dropped = marks.kept === 0;
  return { points100, dropped, low: dropped ? 0 : marks.low, high: dropped ? 0 : marks.high };
}

function scoreCell({ criteria }: ParkDerivation, criterionId: string, column: number): Cell {
  const line = criteria.find((one) => one.criterionId === criterionId);
  const points100 = line?.points100[column] ?? null;
  return { points100, dropped: points100 !== null && line?.marks[column] !== 'kept', low: 0, high: 0 };
}

/**
 * @param ranked ids of parks, the first of the ranking first
 * @param people ids of all experts, in the order of the columns
 * @param criterionId null: whole sheets
 */
export function readHeat(
  derivation: readonly ParkDerivation[],
  ranked: readonly string[],
  people: readonly string[],
  criterionId: string | null,
): Heat {
  const byId = new Map(derivation.map((park) => [park.applicationId, park]));
  const took = new Set(derivation.flatMap((park) => park.experts));
  const experts = people.filter((personId) => took.has(personId));
  const parks = ranked.flatMap((applicationId) => {
    const park = byId.get(applicationId);
    if (!park) return [];
    const line = park.criteria.find((one) => one.criterionId === criterionId);
    // not asked of those of its type
    if (criterionId !== null && !line) return [];
    const columns = new Map(park.experts.map((personId, column) => [personId, column]));
    const cells = experts.map((personId) => {
      const column = columns.get(personId);
      if (column === undefined) return absent;
      return criterionId === null ? sheetCell(park, column) : scoreCell(park, criterionId, column);
    });
    return [
      {
        applicationId,
        parkName: park.parkName,
        total: line ? (line.rounded ?? line.mean) : park.total,
        points100: cells.map((cell) => cell.points100),
        dropped: cells.map((cell) => cell.dropped),
        low: cells.map((cell) => cell.low),
        high: cells.map((cell) => cell.high),
      },
    ];
  });
  return { experts, parks };
}
