/** One park counted (单个园区的汇总): its figures, exact, and the derivation that lets a person count it again by hand. */
import { type Rational, multiply, rational, roundHalfUp, sum, toDecimal, toFixed } from '../rational.ts';
import { refuse } from '../result.ts';
import { type Cell, type Mark as CellMark, averageCell, fewest } from './cell.ts';
import { type Column, type Panel, type ParkPanel, type TypeRule, totalUnits } from './panel.ts';
import { type TallyRules, dropEachEnd } from './tally-rules.ts';

/** What became of a score: counted; dropped as lowest or highest; left out with its expert; never there. */
export type Mark = CellMark | 'expert' | 'absent';

/** One criterion of one park. Arrays stand in the order of the park's `experts`. */
export interface CriterionDerivation {
  readonly criterionId: string;
  readonly weight: string;
  readonly points100: readonly (number | null)[];
  readonly marks: readonly Mark[];
  readonly keptSum100: number;
  readonly keptCount: number;
  /** sum ÷ count in points; to eight places where it does not end */
  readonly mean: string;
  /** the mean at the rounding stage `criterion`; null where the rules round later */
  readonly rounded: string | null;
  /** what it adds to the total: weight × (rounded or mean) */
  readonly weighted: string;
}

/** Sheet totals of one park, where the rules trim those. Arrays as above; totals in points. */
export interface SheetDerivation {
  readonly totals: readonly string[];
  readonly marks: readonly Mark[];
  readonly keptSum: string;
  readonly keptCount: number;
  readonly mean: string;
}

export interface ParkDerivation {
  readonly applicationId: string;
  readonly parkName: string;
  readonly type: string;
  /** personIds, the order of the columns */
  readonly experts: readonly string[];
  /** experts who took part in the parks of this type: what chose the rule */
  readonly panelSize: number;
  /** dropped at each end */
  readonly dropEachEnd: number;
  /** the expert left out of this type first; spreads in points */
  readonly droppedExpert: { readonly personId: string; readonly spread: string; readonly secondSpread: string; readonly drawn: boolean } | null;
  readonly criteria: readonly CriterionDerivation[];
  readonly sheets: SheetDerivation | null;
  /** before the rounding of the total; to eight places where it does not end */
  readonly unrounded: string;
  readonly total: string;
}

/** One park counted: exact figures for ranks, and the derivation. */
export interface CountedPark {
  readonly park: ParkPanel;
  readonly total: Rational;
  readonly unrounded: Rational;
  /** by leaf, unweighted: what the criterion counts with */
  readonly figures: readonly Rational[];
  readonly derivation: ParkDerivation;
}

const long = (value: Rational): string => toDecimal(value, 8);

/** A finite decimal in full, with at least `digits` places. */
function written(value: Rational, digits: number): string {
  const exact = toDecimal(value, 18);
  const places = exact.split('.')[1]?.length ?? 0;
  return places < digits ? toFixed(value, digits) : exact;
}

/** Counts one park under the rule of its type; `rule` as {@link typeRules} gives it. Errors as {@link tally} names them. */
export function countPark(panel: Panel, park: ParkPanel, rules: TallyRules, rule: TypeRule | undefined): CountedPark {
  const dropped = rule?.dropped ?? null;
  const drop = dropEachEnd(rule?.dropEach ?? rules.trim);
  const counting = park.columns.filter(({ personId }) => personId !== dropped?.personId);
  const { digits, stage } = rules.rounding;
  const sheetCell = rules.level === 'sheet' ? averageSheets(panel, park, counting, drop) : null;
  const sheetMarks = sheetCell && spreadMarks(park.columns, counting, sheetCell.marks);

  const lines = panel.leaves.map((leaf, index) => {
    const raw = park.columns.map((column) => column.points100[index] ?? null);
    const { cell, marks } = sheetMarks
      ? { cell: averageKept(raw, sheetMarks), marks: sheetMarks }
      : averageCriterion(panel, park, counting, index, drop);
    const rounded = stage === 'criterion' ? roundHalfUp(cell.mean, digits) : null;
    const figure = rounded ?? cell.mean;
    const weighted = multiply(leaf.weight, figure);
    const line: CriterionDerivation = {
      criterionId: leaf.criterion.id,
      weight: toDecimal(leaf.weight),
      points100: raw,
      marks,
      keptSum100: cell.sum,
      keptCount: cell.count,
      mean: long(cell.mean),
      rounded: rounded && toFixed(rounded, digits),
      weighted: long(weighted),
    };
    return { figure, weighted, line };
  });

  const unrounded = sheetCell?.mean ?? sum(lines.map(({ weighted }) => weighted));
  const total = stage === 'total' ? roundHalfUp(unrounded, digits) : unrounded;
  const units = (value: number): string => long(rational(value, 100 * panel.weightScale));
  const { id: applicationId, parkName, type } = park.application;
  return {
    park,
    total,
    unrounded,
    figures: lines.map(({ figure }) => figure),
    derivation: {
      applicationId,
      parkName,
      type,
      experts: park.columns.map(({ personId }) => personId),
      panelSize: rule?.size ?? park.columns.length,
      dropEachEnd: drop,
      droppedExpert: dropped && { ...dropped, spread: units(dropped.spread), secondSpread: units(dropped.secondSpread) },
      criteria: lines.map(({ line }) => line),
      sheets: sheetCell && sheetMarks && {
        totals: park.columns.map((column) => units(totalUnits(panel, park, column))),
        marks: sheetMarks,
        keptSum: units(sheetCell.sum),
        keptCount: sheetCell.count,
        mean: long(sheetCell.mean),
      },
      unrounded: long(unrounded),
      total: written(total, digits),
    },
  };
}

function averageSheets(panel: Panel, park: ParkPanel, counting: readonly Column[], drop: number): Cell {
  const totals = counting.map((column) => totalUnits(panel, park, column));
  return (
    averageCell(totals, 100 * panel.weightScale, drop) ??
    refuse('tally/too-few-sheets', {
      applicationId: park.application.id,
      park: park.application.parkName,
      needed: fewest(drop),
      present: totals.length,
    })
  );
}

function averageCriterion(panel: Panel, park: ParkPanel, counting: readonly Column[], leaf: number, drop: number): { cell: Cell; marks: Mark[] } {
  const present = counting.filter((column) => column.points100[leaf] !== null);
  const values = present.map((column) => column.points100[leaf] ?? 0);
  const cell = averageCell(values, 100, drop);
  if (!cell) {
    const criterion = panel.leaves[leaf]?.criterion;
    refuse('tally/too-few-scores', {
      applicationId: park.application.id,
      park: park.application.parkName,
      criterionId: criterion?.id,
      criterion: criterion?.name.zh,
      needed: fewest(drop),
      present: values.length,
    });
  }
  const marks = spreadMarks(park.columns, present, cell.marks);
  // a score that is there but does not count belongs to the expert who was left out
  return { cell, marks: marks.map((mark, index) => (mark === 'expert' && park.columns[index]?.points100[leaf] === null ? 'absent' : mark)) };
}

/** Marks of the columns that were looked at, put back among all columns of the park. */
function spreadMarks(all: readonly Column[], looked: readonly Column[], marks: readonly CellMark[]): Mark[] {
  const byPerson = new Map(looked.map(({ personId }, index) => [personId, marks[index]]));
  return all.map(({ personId }) => byPerson.get(personId) ?? 'expert');
}

/** A criterion over the sheets that were kept as a whole. */
function averageKept(raw: readonly (number | null)[], marks: readonly Mark[]): Cell {
  const kept = raw.filter((value, index): value is number => value !== null && marks[index] === 'kept');
  const cell = averageCell(kept, 100, 0);
  if (!cell) throw new Error('no sheet was kept');
  return cell;
}
