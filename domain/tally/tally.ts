/**
 * The tally (汇总): sheets to totals and ranks, with a derivation that a person can check by hand. Exact numbers
 * throughout; rounded once, half up, at the stage that the rules name.
 */
import { type Rational, compare, multiply, rational, subtract, sum, zero } from '../numbers/rational.ts';
import { refuse } from '../result.ts';
import { combine } from '../rubric/beside.ts';
import type { Rubric } from '../rubric/model.ts';
import { type Adjusted, adjustTotals } from './adjusted.ts';
import { type CountedPark, countPark } from './count-park.ts';
import type { ParkDerivation } from './derivation.ts';
import { type Blocked, type Outlier, findBlocked, findOutliers } from './outliers.ts';
import { type Panel, type ParkPanel, type TallyApplication, type TallySheet, layOutPanel, typeRules } from './panel.ts';
import { type Placed, placeInOrder } from './ranking.ts';
import type { TallyRules, TieBreak } from './rules.ts';

export interface TallyInput {
  readonly rubric: Rubric;
  readonly rules: TallyRules;
  readonly applications: readonly TallyApplication[];
  readonly sheets: readonly TallySheet[];
}

export interface RankedPark {
  readonly applicationId: string;
  readonly parkName: string;
  readonly type: string;
  readonly priority: boolean;
  /** among all parks of the tally; ties share it (1, 2, 2, 4) */
  readonly rank: number;
  readonly tied: boolean;
  readonly rankInType: number;
  readonly tiedInType: boolean;
  /** the tie-break that parted it from a park with an equal total */
  readonly decidedBy: TieBreak | null;
  /** points, decimal, with the places of the rounding */
  readonly total: string;
  /** null where the total has more than two places */
  readonly total100: number | null;
  /** criterion id → points, unweighted */
  readonly byCriterion: Readonly<Record<string, string>>;
  readonly expertCount: number;
}

export interface Tally {
  readonly rules: TallyRules;
  /** highest total first */
  readonly ranking: readonly RankedPark[];
  /** in the order of the applications, without the unscored */
  readonly derivation: readonly ParkDerivation[];
  readonly outliers: readonly Outlier[];
  readonly blocked: readonly Blocked[];
  /** applications without any sheet, or without one of each stage: they have no rank, and no zero */
  readonly unscored: readonly string[];
  /** beside the ranking, where the rules ask for it */
  readonly adjusted: Adjusted | null;
}

/**
 * Counts the sheets.
 * @throws `tally/no-sheets`; `tally/too-few-scores` {needed, present, park, criterion} and `tally/too-few-sheets` where trimming
 * leaves nothing; `tally/incomplete-sheet` where whole sheets are compared; `tally/draw-needed`; and what {@link layOutPanel} refuses
 */
export function tally({ rubric, rules, applications, sheets }: TallyInput): Tally {
  return tallyPanel(layOutPanel(rubric, applications, sheets), rules);
}

/** Counts sheets that are laid out already. @throws as {@link tally}, but for what the layout refuses */
export function tallyPanel(panel: Panel, rules: TallyRules): Tally {
  const byType = typeRules(panel, rules);
  const counted = panel.parks.map((park) => countPark(panel, park, rules, byType.get(park.application.type)));
  return {
    rules,
    ranking: rankParks(panel, counted, rules),
    derivation: counted.map(({ derivation }) => derivation),
    outliers: findOutliers(panel, rules.outlier),
    blocked: findBlocked(panel),
    unscored: panel.unscored,
    adjusted: adjustTotals(panel, rules.severity),
  };
}

/** Plain mean of everything that was scored, weighted; a criterion without any score adds nothing. */
function untrimmed(panel: Panel, { columns, beside }: ParkPanel): Rational {
  const weighted = panel.leaves.map(({ counts: weight }, leaf) => {
    const present = columns.flatMap(({ points100 }) => points100[leaf] ?? []);
    const points = present.reduce((total, value) => total + value, 0);
    return present.length === 0 ? zero : multiply(weight, rational(points, 100 * present.length));
  });
  return beside ? combine(beside, weighted).total : sum(weighted);
}

/** Each figure is counted once, however often its park is compared. */
function higherFirst(read: (park: CountedPark) => Rational): (a: CountedPark, b: CountedPark) => number {
  const known = new Map<CountedPark, Rational>();
  const figure = (park: CountedPark): Rational => {
    const found = known.get(park) ?? read(park);
    known.set(park, found);
    return found;
  };
  return (a, b) => compare(figure(b), figure(a));
}

function tieBreakRule(panel: Panel, rule: TieBreak): (a: CountedPark, b: CountedPark) => number {
  switch (rule.by) {
    case 'unrounded':
      return higherFirst(({ unrounded }) => unrounded);
    case 'untrimmed':
      return higherFirst(({ park }) => untrimmed(panel, park));
    case 'priority':
      return (a, b) => Number(b.park.application.priority ?? false) - Number(a.park.application.priority ?? false);
    default:
      return higherFirst(figureOf(panel, rule.criterionId));
  }
}

/** The weighted figure of a leaf, or of all leaves under a branch; of a group beside the hundred what counts of it, of a deduction below nought. */
function figureOf(panel: Panel, criterionId: string): (park: CountedPark) => Rational {
  const under = panel.leaves.map(({ criterion, branches }) => [...branches, criterion].some(({ id }) => id === criterionId));
  if (!under.includes(true)) refuse('score/unknown-criterion', { criterionId });
  const weighted = ({ figure }: CountedPark): Rational[] =>
    panel.leaves.map(({ counts: weight }, leaf) => (under[leaf] ? multiply(weight, figure(leaf)) : zero));
  const { beside } = panel;
  const group = beside?.groups[beside.groupOf[under.indexOf(true)] ?? -1];
  if (!beside || !group) return (park) => sum(weighted(park));
  const counted = (park: CountedPark): Rational =>
    combine({ ...beside, groups: [group], groupOf: under.map(() => 0) }, weighted(park)).groups[0]?.counted ?? zero;
  return group.counts === 'bonus' ? counted : (park) => subtract(zero, counted(park));
}

function rankParks(panel: Panel, counted: readonly CountedPark[], rules: TallyRules): RankedPark[] {
  const order = [
    (a: CountedPark, b: CountedPark) => compare(b.total, a.total),
    ...rules.tieBreaks.map((rule) => tieBreakRule(panel, rule)),
  ];
  const place = (parks: readonly CountedPark[]): Placed<CountedPark>[] => placeInOrder(parks, order, ({ park }) => park.application.id);
  const inType = new Map(
    [...Map.groupBy(counted, ({ park }) => park.application.type).values()].flatMap((parks) =>
      place(parks).map((placed) => [placed.item, placed] as const),
    ),
  );
  return place(counted).map(({ item, rank, tied, decidedBy }) => {
    const { park, total, derivation } = item;
    const hundredths = multiply(total, rational(100));
    return {
      applicationId: park.application.id,
      parkName: park.application.parkName,
      type: park.application.type,
      priority: park.application.priority ?? false,
      rank,
      tied,
      rankInType: inType.get(item)?.rank ?? rank,
      tiedInType: inType.get(item)?.tied ?? tied,
      decidedBy: decidedBy === null ? null : (rules.tieBreaks[decidedBy - 1] ?? null),
      total: derivation.total,
      total100: hundredths.den === 1n ? Number(hundredths.num) : null,
      byCriterion: Object.fromEntries(derivation.criteria.map(({ criterionId, rounded, mean }) => [criterionId, rounded ?? mean])),
      expertCount: park.columns.length,
    };
  });
}
