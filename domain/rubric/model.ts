/** 评分标准, as data: a tree of criteria. Points are whole hundredths. */
import { z } from 'zod';
import { decimal, localText, operandSchema, units, type Operand, type Unit } from '../condition/condition.ts';

interface KindRules {
  /** what gives its points: levels that experts judge by, or a figure, and then a formula may read it */
  readonly by: 'levels' | 'figure';
  /** whether all experts of a park must give the same */
  readonly agreed: boolean;
}

/** 评分方式. A further kind is a row here and its texts `rubric.kind.*`. */
export const criterionKinds = {
  judged: { by: 'levels', agreed: false },
  objective: { by: 'figure', agreed: true },
} as const satisfies Record<string, KindRules>;
export type CriterionKind = keyof typeof criterionKinds;
export const kindNames = Object.keys(criterionKinds) as CriterionKind[];

/** How the points of a group beside the hundred count: added (加分) or taken off (扣分). */
export const countings = ['bonus', 'deduction'] as const;
export type Counts = (typeof countings)[number];

/** How points that only visitors give are averaged: all of them, or trimmed by the rule of the panel. */
export const visitorRules = ['mean', 'trimmed'] as const;
export type VisitorRule = (typeof visitorRules)[number];

/** Who judges a stage: the experts of the panel, the visit team, or only members who are named for it one by one. */
export const stageJudges = ['experts', 'visitors', 'named'] as const;
export type StageJudges = (typeof stageJudges)[number];

/** 评审阶段: what its criteria come to counts with `weight` percent of the total, whatever their full marks are. */
export const stage = z.strictObject({
  key: z.string().regex(/^[A-Za-z0-9.-]+$/),
  name: localText,
  weight: decimal,
  judges: z.enum(stageJudges),
});
export type Stage = z.infer<typeof stage>;

/** 评分指标 as a rule book writes it: what a leaf does not say has a default. */
export interface WrittenCriterion {
  id: string;
  name: z.infer<typeof localText>;
  /** hundredths of a point; of a branch, the sum of its children; of a group beside the hundred, the most that it comes to */
  max100: number;
  /** 加分、扣分: said of a criterion at the top, and true of all below it; absent: within the hundred */
  counts?: Counts | undefined;
  /** 现场考察打分: only the visit team scores it, not those who read, and how it is counted; said of a leaf within the hundred */
  visitors?: VisitorRule | undefined;
  /** the stage it belongs to, where the rubric has stages: said of a criterion at the top, and true of all below it */
  stage?: string | undefined;
  /** 分类型的指标: only those of these types are asked it, and all below it; absent: all */
  types?: string[] | undefined;
  /** smallest step in hundredths of a point; absent: 50 */
  step100?: number | undefined;
  weight?: string | undefined;
  /** absent: objective where there is a formula, else judged */
  kind?: CriterionKind | undefined;
  /** what the levels mean, highest first; `points100` is the level's lower edge */
  anchors?: { points100: number; text: z.infer<typeof localText> }[] | undefined;
  /** below this share of the maximum (percent) a comment is demanded; absent: 60, beside the hundred 0, where any points demand one */
  commentBelow?: number | undefined;
  /** the article the criterion is derived from */
  article?: string | undefined;
  /** piecewise linear points over a figure, for objective criteria, flat beyond the first and last knot; `steps`: the points of the last knot that is reached, 0 below the first */
  formula?: { of: Operand; unit: Unit; steps?: boolean | undefined; knots: { at: string; points100: number }[] } | undefined;
  children?: WrittenCriterion[] | undefined;
}

/** A criterion that carries points, with nothing left out. */
export interface Leaf extends WrittenCriterion {
  step100: number;
  kind: CriterionKind;
  commentBelow: number;
  children?: undefined;
}

/** A criterion that sums its children. Settings it had as a leaf stay, for it is one again when its last child goes. */
export interface Branch extends WrittenCriterion {
  children: Criterion[];
}

export type Criterion = Leaf | Branch;

export interface Rubric {
  criteria: Criterion[];
  /** in the order in which they are judged; absent: all is judged at once */
  stages?: Stage[] | undefined;
  note?: z.infer<typeof localText> | undefined;
  /** what a total does not fall below after deductions, nor rise above after a bonus, in hundredths of a point; absent: 0, no limit */
  floor100?: number | undefined;
  ceiling100?: number | undefined;
}

const criterion: z.ZodType<WrittenCriterion> = z.lazy(() =>
  z.strictObject({
    id: z.string().regex(/^[A-Za-z0-9.-]+$/),
    name: localText,
    max100: z.int().positive(),
    counts: z.enum(countings).optional(),
    visitors: z.enum(visitorRules).optional(),
    stage: z.string().min(1).optional(),
    types: z.array(z.string().min(1)).min(1).optional(),
    step100: z.int().positive().optional(),
    weight: decimal.optional(),
    kind: z.enum(kindNames).optional(),
    anchors: z.array(z.strictObject({ points100: z.int().nonnegative(), text: localText })).optional(),
    commentBelow: z.number().min(0).max(100).optional(),
    article: z.string().optional(),
    formula: z
      .strictObject({
        of: operandSchema,
        unit: z.enum(units),
        steps: z.boolean().optional(),
        knots: z.array(z.strictObject({ at: decimal, points100: z.int().nonnegative() })).min(2),
      })
      .optional(),
    children: z.array(criterion).optional(),
  }),
);

export const writtenRubric = z.strictObject({
  criteria: z.array(criterion).min(1),
  stages: z.array(stage).min(1).optional(),
  note: localText.optional(),
  floor100: z.int().nonnegative().optional(),
  ceiling100: z.int().positive().optional(),
});
export type WrittenRubric = z.infer<typeof writtenRubric>;

export function isLeaf(one: Criterion): one is Leaf {
  return one.children === undefined;
}

/** A criterion without children as a leaf, its defaults filled in. */
export function asLeaf(written: WrittenCriterion): Leaf {
  const {
    children: _,
    step100 = 50,
    kind = written.formula ? 'objective' : 'judged',
    commentBelow = written.counts ? 0 : 60,
    ...rest
  } = written;
  return { ...rest, step100, kind, commentBelow };
}

/** What the top says of a group holds for all below it; one that says otherwise keeps its word, and is found wrong. */
function complete(written: WrittenCriterion, above?: Counts): Criterion {
  const counts = written.counts ?? above;
  const own = counts ? { ...written, counts } : written;
  return own.children?.length ? { ...own, children: own.children.map((child) => complete(child, counts)) } : asLeaf(own);
}

/**
 * A rubric that was written or stored, with the defaults of its leaves filled in. The only place that knows them: all JSON comes
 * in through here, so that no reader asks again what an absent setting means.
 */
export function completeRubric(written: WrittenRubric): Rubric {
  return { ...written, criteria: written.criteria.map((criterion) => complete(criterion)) };
}

/** 评分标准: a tree of criteria. The built-in ones are the institution's default, not the ministry's. */
export const rubric = writtenRubric.transform(completeRubric);
