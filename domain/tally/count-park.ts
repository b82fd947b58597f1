/** One park counted (单个园区的汇总): its figures, exact, and the derivation that lets a person count it again by hand. */
import { type Integer, decimalQuotient, fixedQuotient, roundedQuotient } from '../numbers/quotient.ts';
import { type Rational, multiply, parseDecimal, rational, roundHalfUp, sum, toDecimal, toFixed, leastCommon } from '../numbers/rational.ts';
import { refuse } from '../result.ts';
import { combine } from '../rubric/beside.ts';
import { type Cell, fewest, meanOf, trimCell } from './cell.ts';
import { type CriterionDerivation, type Mark, type ParkDerivation, type StageDerivation, longest, writeBeside } from './derivation.ts';
import { type Column, type Panel, type ParkPanel, type TypeRule, dropOfLeaf, totalUnits } from './panel.ts';
import { type TallyRules, dropEachEnd } from './rules.ts';

/** One park counted: exact figures for ranks, and the derivation. */
export interface CountedPark {
  readonly park: ParkPanel;
  readonly total: Rational;
  readonly unrounded: Rational;
  /** of a leaf, unweighted: what the criterion counts with */
  readonly figure: (leaf: number) => Rational;
  readonly derivation: ParkDerivation;
}

/** A finite decimal in full, with at least `digits` places. */
function written(value: Rational, digits: number): string {
  const exact = toDecimal(value, 18);
  const places = exact.split('.')[1]?.length ?? 0;
  return places < digits ? toFixed(value, digits) : exact;
}

/** What one leaf counts with: whole numbers over one another, in points. */
interface Figure {
  readonly num: Integer;
  readonly den: number;
}

/** Of a criterion that is not asked of those of the park's type: it adds nothing. */
const nothing: Figure = { num: 0, den: 1 };

/** weight × figure, as the derivation writes it. */
function weightedFigure(units: number, scale: number, { num, den }: Figure): string {
  const top = units * Number(num);
  if (Number.isSafeInteger(top) && Number.isSafeInteger(scale * den)) return decimalQuotient(top, scale * den, longest);
  return toDecimal(rational(BigInt(units) * BigInt(num), BigInt(scale) * BigInt(den)), longest);
}

/** Σ weight × figure, exact; all figures over a common denominator, so that one division is enough. */
function weightedTotal({ weightUnits, weightScale }: Panel, figures: readonly Figure[]): Rational {
  const common = figures.reduce((least, { den }) => (least % den === 0 ? least : leastCommon(least, den)), 1);
  let total = 0;
  for (const [leaf, { num, den }] of figures.entries()) total += (weightUnits[leaf] ?? 0) * Number(num) * (common / den);
  if (Number.isSafeInteger(total) && Number.isSafeInteger(common * weightScale)) return rational(total, common * weightScale);
  const exact = figures.reduce((sum, { num, den }, leaf) => sum + BigInt(weightUnits[leaf] ?? 0) * BigInt(num) * BigInt(common / den), 0n);
  return rational(exact, BigInt(common) * BigInt(weightScale));
}

/** Counts one park under the rule of its type; `rule` as {@link typeRules} gives it. Errors as {@link tally} names them. */
export function countPark(panel: Panel, park: ParkPanel, rules: TallyRules, rule: TypeRule | undefined): CountedPark {
  const dropped = rule?.dropped ?? null;
  const drop = dropEachEnd(rule?.dropEach ?? rules.trim);
  const counting = dropped ? park.columns.filter(({ personId }) => personId !== dropped.personId) : park.columns;
  const { digits, stage } = rules.rounding;
  const sheetCell = rules.level === 'sheet' ? trimSheets(panel, park, counting, drop) : null;
  const sheetMarks = sheetCell && spreadMarks(park.columns, counting, sheetCell.marks);
  const sheetScale = 100 * panel.sheetScale;

  const figures = panel.leaves.map((): Figure => nothing);
  const criteria = panel.leaves.flatMap((leaf, index): CriterionDerivation[] => {
    if (park.asked[index] !== true) return [];
    const raw = park.columns.map((column) => column.points100[index] ?? null);
    const { cell, marks } = sheetMarks
      ? { cell: sumKept(raw, sheetMarks), marks: sheetMarks }
      : trimCriterion(panel, park, counting, index, dropOfLeaf(panel, rules, rule, index));
    const hundreds = 100 * cell.count;
    const rounded = stage === 'criterion' ? roundedQuotient(cell.sum, hundreds, digits) : null;
    const figure: Figure = rounded === null ? { num: cell.sum, den: hundreds } : { num: rounded, den: 10 ** digits };
    figures[index] = figure;
    const line: CriterionDerivation = {
      criterionId: leaf.criterion.id,
      ...(leaf.criterion.visitors && { visitors: leaf.criterion.visitors }),
      ...(panel.stages.length > 0 && { stage: panel.stages[panel.stageOf[index] ?? 0]?.key }),
      weight: toDecimal(leaf.weight),
      points100: raw,
      marks,
      keptSum100: cell.sum,
      keptCount: cell.count,
      mean: decimalQuotient(cell.sum, hundreds, longest),
      rounded: rounded === null ? null : fixedQuotient(cell.sum, hundreds, digits),
      weighted: weightedFigure(panel.sheetUnits[index] ?? 0, panel.sheetScale, figure),
    };
    return [line];
  });

  const { beside } = park;
  const combined =
    beside && !sheetCell
      ? combine(
          beside,
          figures.map(({ num, den }, leaf) => multiply(rational(panel.weightUnits[leaf] ?? 0, panel.weightScale), rational(num, den))),
        )
      : null;
  const unrounded = sheetCell ? meanOf(sheetCell, sheetScale) : (combined?.total ?? weightedTotal(panel, figures));
  const total = stage === 'total' || panel.rescaled ? roundHalfUp(unrounded, digits) : unrounded;
  const units = (value: number): string => decimalQuotient(value, sheetScale, longest);
  const { id: applicationId, parkName, type } = park.application;
  return {
    park,
    total,
    unrounded,
    figure: (leaf) => rational(figures[leaf]?.num ?? 0, figures[leaf]?.den ?? 1),
    derivation: {
      applicationId,
      parkName,
      type,
      experts: park.columns.map(({ personId }) => personId),
      ...(panel.onSite && { visitors: park.columns.flatMap(({ personId, visitor }) => (visitor ? [personId] : [])) }),
      panelSize: rule?.size ?? park.columns.length,
      dropEachEnd: drop,
      droppedExpert: dropped && { ...dropped, spread: units(dropped.spread), secondSpread: units(dropped.secondSpread) },
      criteria,
      sheets: sheetCell &&
        sheetMarks && {
          totals: park.columns.map((column) => units(totalUnits(panel, park, column))),
          marks: sheetMarks,
          keptSum: units(sheetCell.sum),
          keptCount: sheetCell.count,
          mean: decimalQuotient(sheetCell.sum, sheetScale * sheetCell.count, longest),
        },
      ...(panel.stages.length > 0 && { stages: panel.stages.map((_, at) => writeStage(panel, park, rules, rule, figures, at)) }),
      ...(beside && {
        beside: writeBeside(
          beside,
          panel.leaves.map(({ criterion }, index) => (park.asked[index] === true ? criterion.id : null)),
          combined,
        ),
      }),
      unrounded: toDecimal(unrounded, longest),
      total: written(total, digits),
    },
  };
}

/** What a stage comes to by itself, and what of it counts. */
function writeStage(
  panel: Panel,
  { columns, asked }: ParkPanel,
  rules: TallyRules,
  rule: TypeRule | undefined,
  figures: readonly Figure[],
  at: number,
): StageDerivation {
  const { key, weight, maximum, factor } = panel.stages[at] ?? neverEmpty();
  const own = panel.leaves.flatMap(({ criterion, weight: each }, leaf) => {
    const { num, den } = figures[leaf] ?? nothing;
    return panel.stageOf[leaf] === at && asked[leaf] === true && criterion.counts === undefined ? [multiply(each, rational(num, den))] : [];
  });
  const figure = sum(own);
  const trim = rule?.stages[at];
  return {
    key,
    experts: columns.flatMap(({ personId, stage }) => (stage === at ? [personId] : [])),
    panelSize: trim?.size ?? 0,
    dropEachEnd: dropEachEnd(trim?.dropEach ?? rules.trim),
    maximum: toDecimal(maximum, longest),
    weight: toDecimal(parseDecimal(weight) ?? rational(0)),
    figure: toDecimal(figure, longest),
    weighted: toDecimal(multiply(figure, factor), longest),
  };
}

function neverEmpty(): never {
  throw new Error('a stage that is not there');
}

function trimSheets(panel: Panel, park: ParkPanel, counting: readonly Column[], drop: number): Cell {
  const totals = counting.map((column) => totalUnits(panel, park, column));
  return (
    trimCell(totals, drop) ??
    refuse('tally/too-few-sheets', {
      applicationId: park.application.id,
      park: park.application.parkName,
      needed: fewest(drop),
      present: totals.length,
    })
  );
}

function trimCriterion(
  panel: Panel,
  park: ParkPanel,
  counting: readonly Column[],
  leaf: number,
  drop: number,
): { cell: Cell; marks: Mark[] } {
  const present: Column[] = [];
  const values: number[] = [];
  for (const column of counting) {
    const points = column.points100[leaf] ?? null;
    if (points === null) continue;
    present.push(column);
    values.push(points);
  }
  const cell = trimCell(values, drop);
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
  if (present.length === park.columns.length) return { cell, marks: cell.marks };
  const marks = spreadMarks(park.columns, present, cell.marks);
  // a score that is there but does not count belongs to the expert who was left out
  return {
    cell,
    marks: marks.map((mark, index) => (mark === 'expert' && park.columns[index]?.points100[leaf] === null ? 'absent' : mark)),
  };
}

/** Marks of the columns that were looked at, put back among all columns of the park; both in one order. */
function spreadMarks(all: readonly Column[], looked: readonly Column[], marks: readonly Mark[]): Mark[] {
  let next = 0;
  return all.map((column): Mark => {
    if (looked[next] !== column) return 'expert';
    next += 1;
    return marks[next - 1] ?? 'kept';
  });
}

/** A criterion over the sheets that were kept as a whole. */
function sumKept(raw: readonly (number | null)[], marks: readonly Mark[]): Cell {
  const kept = raw.filter((value, index): value is number => value !== null && marks[index] === 'kept');
  const cell = trimCell(kept, 0);
  if (!cell) throw new Error('no sheet was kept');
  return cell;
}
