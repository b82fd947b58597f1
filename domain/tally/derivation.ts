/** The derivation of a park's total (汇总的推导): what a person needs to count it again by hand. Points are whole hundredths or exact decimals. */
import { z } from 'zod';
import { decimal } from '../model.ts';
import { divide, multiply, parseDecimal, rational, sum, toDecimal, zero, type Rational } from '../numbers/rational.ts';
import { type Beside, type Combined, combine, withoutBounds } from '../rubric/beside.ts';
import { countings, visitorRules } from '../rubric/model.ts';

const count = z.int().nonnegative();

/** Places of a figure that does not end. */
export const longest = 8;

/** What became of a score: counted; dropped as lowest or highest; left out with its expert; never there. */
export const mark = z.enum(['kept', 'low', 'high', 'expert', 'absent']);
export type Mark = z.infer<typeof mark>;

/** One criterion of one park. Arrays stand in the order of the park's `experts`. */
export const criterionDerivation = z.object({
  criterionId: z.string(),
  /** scored by the visit team alone, and how it is averaged */
  visitors: z.enum(visitorRules).optional(),
  /** key of the stage that it belongs to, where there are stages */
  stage: z.string().optional(),
  weight: decimal,
  points100: z.array(count.nullable()).readonly(),
  marks: z.array(mark).readonly(),
  keptSum100: count,
  keptCount: count,
  /** sum ÷ count in points; to eight places where it does not end */
  mean: decimal,
  /** the mean at the rounding stage `criterion`; null where the rules round later */
  rounded: decimal.nullable(),
  /** what it adds to the total, or to its stage: weight × (rounded or mean) */
  weighted: decimal,
});
export type CriterionDerivation = Readonly<z.infer<typeof criterionDerivation>>;

/** A stage of one park: what its criteria come to, and what of it counts. */
export const stageDerivation = z.object({
  key: z.string(),
  /** personIds of those of the park's `experts` who judged it */
  experts: z.array(z.string()).readonly(),
  /** who judged it in the parks of this type: what chose the rule */
  panelSize: count,
  /** dropped at each end of its criteria */
  dropEachEnd: count,
  /** full marks in points */
  maximum: decimal,
  /** percent of the total */
  weight: decimal,
  /** sum of what its criteria within the hundred add, in points of its own; to eight places where it does not end */
  figure: decimal,
  /** weight × figure ÷ full marks: what it adds to the total */
  weighted: decimal,
});
export type StageDerivation = Readonly<z.infer<typeof stageDerivation>>;

/** The same as people read it. */
export const namedStage = stageDerivation.extend({ name: z.string() });

interface Staged {
  readonly stages?: readonly StageDerivation[] | undefined;
}

/** How many scores of a criterion fall at each end. */
export function dropOf(
  { visitors, stage }: Pick<CriterionDerivation, 'visitors' | 'stage'>,
  { dropEachEnd, stages }: Staged & { readonly dropEachEnd: number },
): number {
  if (visitors === 'mean') return 0;
  return stages?.find(({ key }) => key === stage)?.dropEachEnd ?? dropEachEnd;
}

/** Whether a criterion is asked of the expert in a column: of the visit team those on site, of the others the rest; of a stage its own. */
export function isAsked(
  { visitors, stage }: Pick<CriterionDerivation, 'visitors' | 'stage'>,
  park: Staged & { readonly experts: readonly string[]; readonly visitors?: readonly string[] | undefined },
  column: number,
): boolean {
  const personId = park.experts[column] ?? '';
  if (park.stages) return park.stages.some(({ key, experts }) => key === stage && experts.includes(personId));
  return park.visitors === undefined || (visitors !== undefined) === park.visitors.includes(personId);
}

/** What a criterion within the hundred adds is multiplied by: 1 where there are no stages. */
export function factorOf({ stage }: Pick<CriterionDerivation, 'stage'>, { stages }: Staged): Rational {
  const own = stages?.find(({ key }) => key === stage);
  const maximum = own && parseDecimal(own.maximum);
  return own && maximum && maximum.num > 0n ? divide(parseDecimal(own.weight) ?? zero, maximum) : rational(1);
}

/** The same as people read it. */
export const namedCriterion = criterionDerivation.extend({ name: z.string(), max100: count });

const besideGroup = z.object({
  criterionId: z.string(),
  counts: z.enum(countings),
  /** the most that counts of it, in hundredths of a point */
  cap100: count,
  /** its criteria */
  leaves: z.array(z.string()).readonly(),
  /** of what its criteria add up to, and what of it counts; null where whole sheets are compared, for each has its own */
  sum: decimal.nullable(),
  counted: decimal.nullable(),
});

/** 加分、扣分: what counts beside the hundred. The total is `within`, and each group added or taken off, within the bounds. */
export const besideDerivation = z.object({
  within: decimal.nullable(),
  groups: z.array(besideGroup).readonly(),
  floor100: count,
  ceiling100: count.nullable(),
});
export type BesideDerivation = Readonly<z.infer<typeof besideDerivation>>;

/** The same as people read it. */
export const namedBeside = besideDerivation.extend({ groups: z.array(besideGroup.extend({ name: z.string() })).readonly() });

function written(value: Rational | undefined): string | null {
  return value ? toDecimal(value, longest) : null;
}

/**
 * The groups as a derivation writes them; `combined` null where whole sheets are compared.
 * @param leaves ids of the criteria, in the order of the rubric; null for one that is not asked. A group of which nothing is asked is none
 */
export function writeBeside(beside: Beside, leaves: readonly (string | null)[], combined: Combined | null): BesideDerivation {
  return {
    within: written(combined?.within),
    groups: beside.groups.flatMap(({ criterionId, counts, cap100 }, group) => {
      const own = leaves.filter((id, leaf): id is string => id !== null && beside.groupOf[leaf] === group);
      const { sum: all, counted } = combined?.groups[group] ?? {};
      return own.length === 0 ? [] : [{ criterionId, counts, cap100, leaves: own, sum: written(all), counted: written(counted) }];
    }),
    floor100: beside.floor100,
    ceiling100: beside.ceiling100,
  };
}

/** With the names of the groups, where there are any. */
export function nameBeside(
  { beside }: Pick<ParkDerivation, 'beside'>,
  nameOf: (criterionId: string) => string,
): { readonly beside?: z.infer<typeof namedBeside> } {
  return beside ? { beside: { ...beside, groups: beside.groups.map((group) => ({ ...group, name: nameOf(group.criterionId) })) } } : {};
}

/** With the names of the stages, where there are any. */
export function nameStages(
  { stages }: Pick<ParkDerivation, 'stages'>,
  nameOf: (key: string) => string,
): { readonly stages?: z.infer<typeof namedStage>[] } {
  return stages ? { stages: stages.map((stage) => ({ ...stage, name: nameOf(stage.key) })) } : {};
}

/** The structure that a derivation was counted by; null where its total is a plain sum. */
export function besideIn({
  criteria,
  beside,
}: {
  readonly criteria: readonly { readonly criterionId: string }[];
  readonly beside?: BesideDerivation | undefined;
}): Beside | null {
  return beside
    ? {
        groups: beside.groups,
        groupOf: criteria.map(({ criterionId }) => beside.groups.findIndex(({ leaves }) => leaves.includes(criterionId))),
        floor100: beside.floor100,
        ceiling100: beside.ceiling100,
      }
    : null;
}

export const parkDerivation = z.object({
  applicationId: z.string(),
  parkName: z.string(),
  type: z.string(),
  /** personIds, the order of the columns */
  experts: z.array(z.string()).readonly(),
  /** of them the visit team, where it scores criteria of its own; absent: it does not */
  visitors: z.array(z.string()).readonly().optional(),
  /** experts who took part in the parks of this type: what chose the rule */
  panelSize: count,
  /** dropped at each end */
  dropEachEnd: count,
  /** the expert left out of this type first; spreads in points */
  droppedExpert: z.object({ personId: z.string(), spread: decimal, secondSpread: decimal, drawn: z.boolean() }).nullable(),
  criteria: z.array(criterionDerivation).readonly(),
  /** totals of whole sheets, where the rules trim those */
  sheets: z
    .object({ totals: z.array(decimal).readonly(), marks: z.array(mark).readonly(), keptSum: decimal, keptCount: count, mean: decimal })
    .nullable(),
  /** in their order; absent where the rubric has none */
  stages: z.array(stageDerivation).readonly().optional(),
  /** absent where all criteria are within the hundred */
  beside: besideDerivation.optional(),
  /** before the rounding of the total; to eight places where it does not end */
  unrounded: decimal,
  total: decimal,
});
export type ParkDerivation = Readonly<z.infer<typeof parkDerivation>>;

/** What the points of one expert come to, weighted, of a stage in points of its own; `at` is the column. */
export function sheetPoints(derivation: Pick<ParkDerivation, 'criteria' | 'beside' | 'visitors' | 'stages'>, at: number): Rational {
  const weighted = derivation.criteria.map((criterion) =>
    multiply(parseDecimal(criterion.weight) ?? zero, rational(criterion.points100[at] ?? 0, 100)),
  );
  const whole = besideIn(derivation);
  const beside = whole && (derivation.visitors || derivation.stages) ? withoutBounds(whole) : whole;
  return beside ? combine(beside, weighted).total : sum(weighted);
}
