/**
 * Robustness (稳健性): would the list be another one without this expert, without this criterion, or with weights a
 * little different? Leaving out is exact, by the rules of the tally; the weights are drawn from a seed. Ranks are by totals
 * within a type; tie-breaks are not applied, a tie at the line counts as above it.
 */
import { Refusal } from '../result.ts';
import type { Integer } from '../numbers/quotient.ts';
import { type Column, type Panel, type ParkPanel, besideUnits, layOutPanel, readersOf, typeRules } from './panel.ts';
import { type Beside, combineNumbers } from '../rubric/beside.ts';
import { type TallyRules, dropEachEnd, panelRuleFor } from './rules.ts';
import { type TallyInput, tallyPanel } from './tally.ts';
import { type ParkSums, exactTotal, leafFigures, parkEnds, parkSums, sumsWithout } from './totals.ts';
import { type RankStability, drawWeights } from '../statistics/weight-draws.ts';

export interface Study {
  /** a whole number; the same seed gives the same answer */
  readonly seed: number;
  readonly draws?: number;
  /** each weight is drawn evenly from ± this share of itself */
  readonly weightShare?: number;
  /** places by type; a type without an entry has none */
  readonly places: Readonly<Record<string, number>>;
  /** applications that take no place (vetoed, not eligible) */
  readonly excluded?: ReadonlySet<string>;
}

export type RobustnessInput = TallyInput & Study;

export type Cause = { readonly kind: 'expert'; readonly personId: string } | { readonly kind: 'criterion'; readonly criterionId: string };

/** One tally with something left out. */
export interface Scenario {
  readonly cause: Cause;
  /** false: the rules cannot count what remains (too few scores), so nothing is known */
  readonly possible: boolean;
  /** applications that come above the line, and that fall below it */
  readonly rises: readonly string[];
  readonly falls: readonly string[];
}

export interface RobustPark extends RankStability {
  readonly applicationId: string;
  readonly parkName: string;
  readonly type: string;
  /** among those that may take a place */
  readonly rank: number;
  readonly above: boolean;
  readonly flippedBy: readonly Cause[];
}

export interface Robustness {
  readonly seed: number;
  readonly draws: number;
  readonly weightShare: number;
  /** in the order of the applications, without the excluded and the unscored */
  readonly parks: readonly RobustPark[];
  readonly scenarios: readonly Scenario[];
  /** parks whose place hangs on one expert, one criterion or the weights */
  readonly flipping: readonly string[];
}

/**
 * Studies the round.
 * @throws what {@link tally} refuses for the sheets as they are
 */
export function robustness({ rubric, rules, applications, sheets, ...study }: RobustnessInput): Robustness {
  return panelRobustness(layOutPanel(rubric, applications, sheets), rules, study);
}

/** Studies sheets that are laid out already. */
export function panelRobustness(
  panel: Panel,
  rules: TallyRules,
  { places, excluded, seed, draws = 2000, weightShare = 0.1 }: Study,
): Robustness {
  const base = sumsOf(panel, rules);
  if (!base) {
    tallyPanel(panel, rules); // says which scores lack
    throw new Error('the tally counts what robustness cannot');
  }
  const field = panel.parks.flatMap(({ application: { id, parkName, type } }, index) =>
    excluded?.has(id) ? [] : [{ id, parkName, type, index }],
  );
  const stand = standings(field, places);
  const standing = stand(base.map((sums) => exactTotal(panel, sums, rules)));

  const scenarios = [...withoutExperts(panel, rules), ...withoutCriteria(panel, rules, base)].map(({ cause, totals }): Scenario => {
    if (!totals) return { cause, possible: false, rises: [], falls: [] };
    const then = stand(totals);
    const moved = (above: boolean): string[] =>
      field.flatMap(({ id }, at) => (then[at]?.above === above && standing[at]?.above !== above ? [id] : []));
    return { cause, possible: true, rises: moved(true), falls: moved(false) };
  });

  const flippedBy = new Map<string, Cause[]>();
  for (const { cause, rises, falls } of scenarios) {
    for (const id of [...rises, ...falls]) flippedBy.set(id, [...(flippedBy.get(id) ?? []), cause]);
  }

  const besides = field.map(({ index }) => base[index]?.beside ?? null);
  const stability = drawWeights({
    contributions: field.map(({ index }) => {
      const sums = base[index];
      return sums ? leafFigures(sums, rules).map((figure, leaf) => (figure * (panel.weightUnits[leaf] ?? 0)) / panel.weightScale) : [];
    }),
    groups: field.map(({ type }) => type),
    places,
    seed,
    draws,
    weightShare,
    // contributions are points, of which a hundredth is 0.01
    ...(panel.beside && { total: (at, weighted) => totalOf(besides[at] ?? null, panel.leaves.length, weighted) }),
  });
  const parks = field.flatMap(({ id, parkName, type }, at): RobustPark[] => {
    const here = standing[at];
    const drawn = stability[at];
    if (!here || !drawn) return [];
    return [{ applicationId: id, parkName, type, ...here, ...drawn, flippedBy: flippedBy.get(id) ?? [] }];
  });
  const flipping = parks
    .filter(({ flippedBy: causes, share, above }) => causes.length > 0 || share !== (above ? 1 : 0))
    .map(({ applicationId }) => applicationId);
  return { seed, draws, weightShare, parks, scenarios, flipping };
}

function totalOf(beside: Beside | null, leaves: number, weighted: (leaf: number) => number): number {
  if (beside) return combineNumbers(beside, weighted, 0.01);
  let sum = 0;
  for (let leaf = 0; leaf < leaves; leaf += 1) sum += weighted(leaf);
  return sum;
}

interface Standing {
  readonly rank: number;
  readonly above: boolean;
}

/** How every park of the field stands by some totals, which are given by park of the panel. */
function standings(
  field: readonly { readonly type: string; readonly index: number }[],
  places: Readonly<Record<string, number>>,
): (totals: readonly Integer[]) => Standing[] {
  const byType = [...Map.groupBy(field.keys(), (at) => field[at]?.type ?? '')].map(([type, members]) => ({
    members,
    free: places[type] ?? 0,
  }));
  return (totals) => {
    const found: Standing[] = field.map(() => ({ rank: 0, above: false }));
    const totalOf = (at: number): Integer => totals[field[at]?.index ?? 0] ?? 0;
    for (const { members, free } of byType) {
      const sorted = members.map((at) => ({ at, total: totalOf(at) })).sort((a, b) => (a.total < b.total ? 1 : a.total > b.total ? -1 : 0));
      let better = 0;
      for (const [place, { at, total }] of sorted.entries()) {
        if (place > 0 && total !== sorted[place - 1]?.total) better = place;
        found[at] = { rank: better + 1, above: better < free };
      }
    }
    return found;
  };
}

/** By park; null where the rules cannot count one of them. */
function sumsOf(panel: Panel, rules: TallyRules): ParkSums[] | null {
  const byType = ruleOrNull(panel, rules);
  if (!byType) return null;
  const sums = panel.parks.map((park) => parkSums(panel, park, rules, byType.get(park.application.type)));
  const whole = sums.filter((park) => park !== null);
  return whole.length === sums.length ? whole : null;
}

function ruleOrNull(panel: Panel, rules: TallyRules): ReturnType<typeof typeRules> | null {
  try {
    return typeRules(panel, rules);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

interface Left {
  readonly cause: Cause;
  readonly totals: readonly Integer[] | null;
}

const totalsOf = (panel: Panel, sums: readonly ParkSums[] | null, rules: TallyRules): Integer[] | null =>
  sums && sums.map((park) => exactTotal(panel, park, rules));

function withoutExperts(panel: Panel, rules: TallyRules): Left[] {
  const experts = [...new Set(panel.parks.flatMap(({ columns }) => columns.map(({ personId }) => personId)))].sort();
  const lean = leanWithout(panel, rules);
  return experts.map((personId): Left => {
    const cause = { kind: 'expert', personId } as const;
    const sums = lean?.(personId);
    if (sums !== undefined) return { cause, totals: totalsOf(panel, sums, rules) };
    const parks = panel.parks.map((park) => ({ ...park, columns: park.columns.filter((column) => column.personId !== personId) }));
    const rest = { ...panel, parks };
    return { cause, totals: totalsOf(rest, sumsOf(rest, rules), rules) };
  });
}

/**
 * The sums without one expert out of what is known of all of them, where the rules trim criteria by one at each end at most:
 * otherwise 15 experts would have every cell counted 15 times. Undefined where the rules ask for more.
 */
function leanWithout(panel: Panel, rules: TallyRules): ((personId: string) => ParkSums[] | null | undefined) | null {
  if (panel.stages.length > 0 || rules.level === 'sheet' || rules.panels.some(({ dropExpert }) => dropExpert !== 'none')) return null;
  const members = new Map<string, Set<string>>();
  for (const park of panel.parks) {
    const { application } = park;
    const of = members.get(application.type) ?? new Set();
    members.set(application.type, of);
    for (const { personId } of readersOf(panel, park)) of.add(personId);
  }
  const ends = panel.parks.map((park) => parkEnds(panel.untrimmed, park));
  return (personId) => {
    const drops = new Map(
      [...members].map(([type, of]) => [type, dropEachEnd(panelRuleFor(rules, of.size - (of.has(personId) ? 1 : 0)).trim)]),
    );
    const sums: ParkSums[] = [];
    for (const [index, { application }] of panel.parks.entries()) {
      const drop = drops.get(application.type);
      if (drop !== 0 && drop !== 1) return undefined;
      const of = ends[index];
      const found = of ? sumsWithout(of, personId, drop) : null;
      if (!found) return null;
      sums.push(found);
    }
    return sums;
  };
}

function withoutCriteria(panel: Panel, rules: TallyRules, base: readonly ParkSums[]): Left[] {
  // where whole sheets are compared, a criterion also counts in what is dropped
  const wholeSheets = rules.level === 'sheet' || rules.panels.some(({ dropExpert }) => dropExpert === 'widestSpread');
  return panel.leaves.map(({ criterion }, leaf) => {
    const weightUnits = panel.weightUnits.with(leaf, 0);
    const sheetUnits = panel.sheetUnits.with(leaf, 0);
    const without = ({ totalUnits, points100 }: Column, { sheetBeside }: ParkPanel): number | null => {
      if (totalUnits === null) return null;
      if (sheetBeside) return besideUnits(sheetBeside, { ...panel, sheetUnits }, points100);
      return totalUnits - (points100[leaf] ?? 0) * (panel.sheetUnits[leaf] ?? 0);
    };
    const lighter = (park: ParkPanel): ParkPanel => ({
      ...park,
      columns: park.columns.map((column): Column => ({ ...column, totalUnits: without(column, park) })),
    });
    const parks = wholeSheets ? panel.parks.map(lighter) : panel.parks;
    const rest = { ...panel, weightUnits, sheetUnits, parks };
    return {
      cause: { kind: 'criterion', criterionId: criterion.id },
      totals: totalsOf(rest, wholeSheets ? sumsOf(rest, rules) : base, rules),
    };
  });
}
