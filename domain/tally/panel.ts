/** The sheets of a round laid out for counting: parks × experts × criteria, in whole hundredths, absent as null. */
import { formatPoints } from '../numbers/points.ts';
import { refuse } from '../result.ts';
import { type Beside, besideOf, combineNumbers, withoutBounds } from '../rubric/beside.ts';
import type { Rubric } from '../rubric/model.ts';
import { type CountingLeaf, type CountingStage, countingLeaves, countingStages, isAskedOf, wholeWeights } from '../rubric/leaves.ts';
import { stageOf } from '../rubric/stages.ts';
import { compare, rational } from '../numbers/rational.ts';
import { type Trim, type TallyRules, dropEachEnd, panelRuleFor } from './rules.ts';

export interface TallyApplication {
  readonly id: string;
  readonly parkName: string;
  readonly type: string;
  /** 重点考虑 */
  readonly priority?: boolean | undefined;
}

/** What one expert gave one park; criteria without points are not there. A recused expert has no sheet. */
export interface TallySheet {
  readonly personId: string;
  readonly applicationId: string;
  /** of the visit team: it holds the criteria on site, and no others do */
  readonly visitor?: boolean | undefined;
  /** the stage that it is a sheet of, where the rubric has stages */
  readonly stage?: string | undefined;
  /** criterion id → hundredths of a point */
  readonly scores: Readonly<Record<string, number>>;
}

export interface Column {
  readonly personId: string;
  readonly visitor: boolean;
  /** place of its stage among those of the rubric; −1 where it has none */
  readonly stage: number;
  /** by leaf, in the order of the rubric */
  readonly points100: readonly (number | null)[];
  /** weighted total in 1/(100 × sheetScale) point, of a stage what it comes to by itself; null while a leaf has no points, and of a visitor, who scores some criteria alone */
  readonly totalUnits: number | null;
}

/** What those of a type are asked. */
interface Asked {
  /** by leaf: whether they are asked it */
  readonly asked: readonly boolean[];
  /** what counts beside the hundred; null where a total is a plain sum */
  readonly beside: Beside | null;
  /** the same for a single sheet, which may hold only a part of the criteria */
  readonly sheetBeside: Beside | null;
}

export interface ParkPanel extends Asked {
  readonly application: TallyApplication;
  /** sorted by personId, so that the order of arrival changes nothing */
  readonly columns: readonly Column[];
}

export interface Panel {
  readonly leaves: readonly CountingLeaf[];
  /** weights as whole numbers over `weightScale`, with those of the stages */
  readonly weightUnits: readonly number[];
  readonly weightScale: number;
  /** weights on a sheet as whole numbers over `sheetScale`: the same but where the weight of a stage comes on top */
  readonly sheetUnits: readonly number[];
  readonly sheetScale: number;
  /** in their order; empty where the rubric has none */
  readonly stages: readonly CountingStage[];
  /** by leaf: the place of its stage; −1 where it has none */
  readonly stageOf: readonly number[];
  /** whether the weight of a stage changes points, so that a total of rounded figures need not end and is rounded itself */
  readonly rescaled: boolean;
  /** what counts beside the hundred over all types; null where nothing does */
  readonly beside: Beside | null;
  /** by leaf: whether its scores are averaged without trimming */
  readonly untrimmed: readonly boolean[];
  /** whether some criteria are scored by the visit team alone */
  readonly onSite: boolean;
  /** parks with at least one sheet, in the order of the applications */
  readonly parks: readonly ParkPanel[];
  /** applications without any sheet, or without one of each stage: not counted, and said so */
  readonly unscored: readonly string[];
}

/** What a whole sheet comes to in 1/(100 × sheetScale) point, where not all is a plain sum. */
export function besideUnits(
  beside: Beside,
  { sheetUnits, sheetScale }: Pick<Panel, 'sheetUnits' | 'sheetScale'>,
  points100: readonly (number | null)[],
): number {
  return combineNumbers(beside, (leaf) => (points100[leaf] ?? 0) * (sheetUnits[leaf] ?? 0), sheetScale);
}

/** The groups of which those of a type are asked something; null where there are none. */
function groupsAsked(beside: Beside | null, asked: readonly boolean[]): Beside | null {
  if (!beside || !asked.includes(false)) return beside;
  const kept = beside.groups.filter((_, group) => beside.groupOf.some((of, leaf) => of === group && asked[leaf] === true));
  const groupOf = beside.groupOf.map((group) => kept.findIndex((one) => one === beside.groups[group]));
  return kept.length === 0 ? null : { ...beside, groups: kept, groupOf };
}

/** Refuses points that cannot stand on a sheet; called before they are counted. */
function checkPoints({ criterion: { id, max100 } }: CountingLeaf, points100: number, { personId, applicationId }: TallySheet): void {
  if (Number.isSafeInteger(points100) && points100 >= 0 && points100 <= max100) return;
  const code = !Number.isSafeInteger(points100) ? 'score/not-a-number' : points100 < 0 ? 'score/below-zero' : 'score/above-maximum';
  refuse(code, { criterionId: id, personId, applicationId, points: String(points100 / 100), max: formatPoints(max100) });
}

/**
 * Lays out the sheets. Sheets of parks that are not in `applications` are left aside.
 * @throws `score/unknown-criterion`, `score/not-a-number`, `score/below-zero`, `score/above-maximum` on a sheet that does not
 * fit the rubric, `stage/other-criterion` on one of another stage; `tally/no-sheets` where not one sheet is there; `tally/stage-empty` {stage}
 * where no park has a sheet of each stage
 */
export function layOutPanel(rubric: Rubric, applications: readonly TallyApplication[], sheets: readonly TallySheet[]): Panel {
  const leaves = countingLeaves(rubric);
  const sheetWeights = wholeWeights(leaves);
  const { units, scale } = wholeWeights(leaves.map(({ counts }) => ({ weight: counts })));
  const stages = countingStages(rubric);
  const stageAt = new Map(stages.map(({ key }, at) => [key, at]));
  const leafStages = leaves.map((leaf) => stageAt.get(stageOf(leaf) ?? '') ?? -1);
  const ids = leaves.map(({ criterion }) => criterion.id);
  const known = new Set(ids);
  const ofVisitors = leaves.map(({ criterion }) => criterion.visitors !== undefined);
  const onSite = ofVisitors.includes(true);
  const counting = {
    weightUnits: units,
    weightScale: scale,
    sheetUnits: sheetWeights.units,
    sheetScale: sheetWeights.scale,
    stages,
    stageOf: leafStages,
    rescaled: stages.some(({ factor }) => compare(factor, rational(1)) !== 0),
    beside: besideOf(rubric),
  };
  const askedOf = (type: string): Asked => {
    const asked = leaves.map((leaf) => isAskedOf(leaf, type));
    const beside = groupsAsked(counting.beside, asked);
    return { asked, beside, sheetBeside: beside && (onSite || stages.length > 0) ? withoutBounds(beside) : beside };
  };
  const byType = new Map([...new Set(applications.map(({ type }) => type))].map((type) => [type, askedOf(type)]));
  const nobody: Asked = { asked: [], beside: null, sheetBeside: null };
  const ofPark = new Map(applications.map(({ id, type }) => [id, byType.get(type) ?? nobody]));
  const columns = new Map<string, Column[]>(applications.map(({ id }) => [id, []]));
  for (const sheet of sheets) {
    const { personId, applicationId, scores, visitor = false } = sheet;
    const park = columns.get(applicationId);
    const { asked, sheetBeside } = ofPark.get(applicationId) ?? nobody;
    if (!park) continue;
    if (park.some((column) => column.personId === personId)) throw new Error(`two sheets of ${personId} for ${applicationId}`);
    const stage = stageAt.get(sheet.stage ?? '') ?? -1;
    if (stages.length > 0 && stage < 0) throw new Error(`a sheet of ${personId} of no stage`);
    const points100: (number | null)[] = [];
    let total: number | null = 0;
    let scored = 0;
    for (let index = 0; index < ids.length; index += 1) {
      const value = scores[ids[index] ?? ''] ?? null;
      points100.push(value);
      if (value === null) {
        if (ofVisitors[index] !== true && asked[index] === true && leafStages[index] === stage) total = null;
        continue;
      }
      const leaf = leaves[index];
      if (leaf) checkPoints(leaf, value, sheet);
      if (asked[index] !== true) refuse('score/unknown-criterion', { criterionId: ids[index], personId, applicationId });
      if (leafStages[index] !== stage) refuse('stage/other-criterion', { criterionId: ids[index], criterion: leaf?.criterion.name.zh });
      scored += 1;
      if (total !== null) total += value * (counting.sheetUnits[index] ?? 0);
    }
    if (scored < Object.keys(scores).length) {
      const criterionId = Object.keys(scores).find((id) => !known.has(id));
      if (criterionId !== undefined) refuse('score/unknown-criterion', { criterionId, personId, applicationId });
    }
    if (onSite && visitor) total = null;
    park.push({
      personId,
      visitor,
      stage,
      points100,
      totalUnits: total !== null && sheetBeside ? besideUnits(sheetBeside, counting, points100) : total,
    });
  }
  const parks = applications.map((application) => ({
    application,
    ...(ofPark.get(application.id) ?? nobody),
    columns: (columns.get(application.id) ?? []).sort((a, b) => (a.personId < b.personId ? -1 : 1)),
  }));
  const isScored = (park: ParkPanel): boolean => park.columns.length > 0 && stages.every((_, stage) => hasStage(park, stage));
  const scored = parks.filter(isScored);
  if (scored.length === 0) {
    const empty = stages.find((_, stage) => !parks.some((park) => hasStage(park, stage)));
    if (parks.every((park) => park.columns.length === 0)) refuse('tally/no-sheets', {});
    refuse('tally/stage-empty', { stage: rubric.stages?.find(({ key }) => key === empty?.key)?.name.zh ?? '' });
  }
  const unscored = parks.filter((park) => !isScored(park)).map(({ application }) => application.id);
  const untrimmed = leaves.map(({ criterion }) => criterion.visitors === 'mean');
  return { leaves, ...counting, untrimmed, onSite, parks: scored, unscored };
}

/** Whether anybody judged a stage at a park, by its place. */
function hasStage({ columns }: Pick<ParkPanel, 'columns'>, stage: number): boolean {
  return columns.some((column) => column.stage === stage);
}

function lacking({ leaves, stageOf: stages }: Panel, { asked }: ParkPanel, { points100, stage }: Column): string[] {
  return leaves.flatMap(({ criterion: { id, visitors } }, index) =>
    points100[index] === null && visitors === undefined && asked[index] === true && stages[index] === stage ? [id] : [],
  );
}

/** The sheet total, demanded. @throws `tally/incomplete-sheet` */
export function totalUnits(panel: Panel, park: ParkPanel, column: Column): number {
  return (
    column.totalUnits ??
    refuse('tally/incomplete-sheet', {
      personId: column.personId,
      applicationId: park.application.id,
      park: park.application.parkName,
      missing: lacking(panel, park, column).length,
      criteria: lacking(panel, park, column),
    })
  );
}

/** The expert who is left out of all parks of a type, and why; totals in 1/(100 × sheetScale) point. */
export interface DroppedExpert {
  readonly personId: string;
  /** highest − lowest sheet total */
  readonly spread: number;
  /** highest − second lowest */
  readonly secondSpread: number;
  readonly drawn: boolean;
}

export interface TypeRule {
  /** experts with at least one sheet in the type */
  readonly size: number;
  readonly dropEach: TallyRules['trim'];
  readonly dropped: DroppedExpert | null;
  /** of each stage, in their order: who judged it in the type, and what its cells lose */
  readonly stages: readonly { readonly size: number; readonly dropEach: Trim }[];
}

/** What a leaf loses at each end under the rule of its type, or of its stage. */
export function dropOfLeaf(
  panel: Pick<Panel, 'untrimmed' | 'stageOf'>,
  rules: TallyRules,
  rule: TypeRule | undefined,
  leaf: number,
): number {
  if (panel.untrimmed[leaf] === true) return 0;
  const stage = panel.stageOf[leaf] ?? -1;
  return dropEachEnd((stage < 0 ? rule?.dropEach : rule?.stages[stage]?.dropEach) ?? rules.trim);
}

/**
 * Those who score a park but for the visit team where that has criteria of its own; of stages those who judge the first, for sheets of
 * different stages hold different criteria.
 */
export function readersOf({ onSite, stages }: Pick<Panel, 'onSite' | 'stages'>, { columns }: ParkPanel): readonly Column[] {
  if (stages.length > 0) return columns.filter(({ stage }) => stage === 0);
  return onSite ? columns.filter(({ visitor }) => !visitor) : columns;
}

/** Rules that look at whole sheets, or at all of a person's, which sheets of one stage are not. @throws tally/stages-rule */
export function refuseStagedRules(rules: TallyRules): void {
  const rule =
    rules.level === 'sheet'
      ? 'level'
      : rules.panels.some(({ dropExpert }) => dropExpert !== 'none')
        ? 'dropExpert'
        : rules.severity === 'none'
          ? null
          : 'severity';
  if (rule) refuse('tally/stages-rule', { rule });
}

/** The rule that holds for each type of park, by the number of experts who took part in it. @throws tally/whole-sheets, tally/stages-rule */
export function typeRules(panel: Panel, rules: TallyRules): Map<string, TypeRule> {
  // a sheet holds only its own part of the criteria: which of them to drop whole cannot be told
  if (panel.onSite && rules.level === 'sheet') refuse('tally/whole-sheets', {});
  if (panel.stages.length > 0) refuseStagedRules(rules);
  const byType = Map.groupBy(panel.parks, ({ application }) => application.type);
  return new Map(
    [...byType].map(([type, parks]) => {
      const stages = panel.stages.map(({ key }, at) => {
        const judges = new Set(parks.flatMap(({ columns }) => columns.flatMap(({ personId, stage }) => (stage === at ? [personId] : []))));
        return { size: judges.size, dropEach: rules.stages?.[key] ?? panelRuleFor(rules, judges.size).trim };
      });
      const size = new Set(parks.flatMap((park) => readersOf(panel, park).map(({ personId }) => personId))).size;
      const rule = panelRuleFor(rules, size);
      const dropped = rule.dropExpert === 'widestSpread' ? widestSpread(panel, parks, type, rules.drawn) : null;
      return [type, { size, dropEach: rule.trim, dropped, stages }];
    }),
  );
}

/** @throws `tally/draw-needed` where two experts are alike in both spreads and none of them was drawn */
function widestSpread(panel: Panel, parks: readonly ParkPanel[], type: string, drawn: readonly string[]): DroppedExpert {
  const totals = new Map<string, number[]>();
  for (const park of parks) {
    for (const column of readersOf(panel, park)) {
      totals.set(column.personId, [...(totals.get(column.personId) ?? []), totalUnits(panel, park, column)]);
    }
  }
  const spreads = [...totals].map(([personId, values]) => {
    const [lowest = 0, secondLowest = lowest] = values.sort((a, b) => a - b);
    const highest = values.at(-1) ?? 0;
    return { personId, spread: highest - lowest, secondSpread: highest - secondLowest };
  });
  spreads.sort((a, b) => b.spread - a.spread || b.secondSpread - a.secondSpread || (a.personId < b.personId ? -1 : 1));
  const [first] = spreads;
  const alike = spreads.filter(({ spread, secondSpread }) => spread === first?.spread && secondSpread === first.secondSpread);
  const chosen = alike.length === 1 ? first : alike.find(({ personId }) => drawn.includes(personId));
  if (!chosen) refuse('tally/draw-needed', { type, count: alike.length, personIds: alike.map(({ personId }) => personId) });
  return { ...chosen, drawn: alike.length > 1 };
}
