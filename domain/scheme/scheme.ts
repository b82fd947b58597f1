/**
 * A scheme (评审规则): the rule book of one review, as data. See docs/schemes.md.
 *
 * Everything a reader of the rule book would look for is here: who applies with which fields, which
 * conditions are tested and how, what may be relaxed, what vetoes, what is rewarded, how experts score,
 * and what the result is called. Adding a rule book means adding a JSON file, never code.
 */
import { z } from 'zod';
import { fieldValue } from '../model.ts';

export const localText = z.strictObject({ zh: z.string().min(1), en: z.string().min(1).optional() });

/** A plain decimal, kept as text so that nothing is lost on the way: "4000", "0.5". */
export const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);

/**
 * Units: areas in m², money in 亿元 (`yi`), 万元 (`wan`) or 万美元 (`wanUsd`), counts of enterprises 家
 * (`count`), of things 项 (`items`) and of people 名 (`people`), months and years between dates, shares
 * in percent.
 */
export const units = ['m2', 'yi', 'wan', 'wanUsd', 'count', 'items', 'people', 'months', 'years', 'percent', 'none'] as const;
export type Unit = (typeof units)[number];

export const fieldTypes = ['text', 'decimal', 'integer', 'date', 'boolean', 'choice', 'set', 'list'] as const;

export const field = z.strictObject({
  key: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  type: z.enum(fieldTypes),
  unit: z.enum(units).default('none'),
  label: localText,
  /** what the form may call it; the official wording first. Empty: the form has no such field. */
  formLabels: z.array(z.string()).default([]),
  /** for `choice` and `set`: the values and the words that tick them */
  options: z.array(z.strictObject({ value: z.string(), words: z.array(z.string()).min(1), label: localText.optional() })).default([]),
  /** `form`: the applicant states it; `reviewer`: established from the evidence or on site */
  statedBy: z.enum(['form', 'reviewer']).default('form'),
  /** a park without it has an incomplete form */
  required: z.boolean().default(false),
  /** 其中：a subset or part, which cannot exceed the named field */
  within: z.string().optional(),
  /** where nobody states it: the field it is converted from, at the round's exchange rate */
  convertFrom: z.string().optional(),
});
export type Field = z.infer<typeof field>;

export const comparisons = ['>=', '>', '<=', '<', '==', '!='] as const;
export type Comparison = (typeof comparisons)[number];

/** What stands left of a comparison. */
export const operandSchema: z.ZodType<Operand> = z.lazy(() =>
  z.union([
    z.strictObject({ field: z.string() }),
    z.strictObject({ count: z.string(), plus: z.array(z.string()).optional() }),
    z.strictObject({ entries: z.string(), from: decimal, unit: z.enum(units) }),
    z.strictObject({ ratio: z.tuple([z.string(), z.string()]) }),
    z.strictObject({ mean: z.array(z.string()).min(1) }),
    z.strictObject({ sum: z.array(z.string()).min(1) }),
    z.strictObject({ since: z.string(), unit: z.enum(['months', 'years']) }),
  ]),
);
export type Operand =
  /** the value of a field */
  | { field: string }
  /** how many entries a set or list holds; each further non-empty `plus` field (其他：…) adds its own entries */
  | { count: string; plus?: string[] | undefined }
  /**
   * how many lines of a list state an amount of at least `from`; a line that states none counts, because
   * the form asks only for those that reach it
   */
  | { entries: string; from: string; unit: Unit }
  /** first ÷ second */
  | { ratio: [string, string] }
  /** mean of several fields (两年年均) */
  | { mean: string[] }
  | { sum: string[] }
  /** whole months or years from a date field to the application date */
  | { since: string; unit: 'months' | 'years' };

/** Expression tree, evaluated in three-valued logic (true, false, missing); a judgement is left to the experts. */
export type Expression =
  | { all: Expression[] }
  | { any: Expression[] }
  | { atLeast: number; of: Expression[] }
  | { not: Expression }
  | { left: Operand; op: Comparison; right: string; unit: Unit }
  /** a yes or no; `unstated: 'judgement'` leaves it to the experts where nobody has stated it */
  | { boolean: string; is: boolean; unstated?: 'judgement' | undefined }
  | { chosen: string; in: string[] }
  | { filled: string[] }
  | { matches: string; pattern: string }
  | { judgement: z.infer<typeof localText> };

export const expression: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(expression).min(1) }),
    z.strictObject({ any: z.array(expression).min(1) }),
    z.strictObject({ atLeast: z.int().positive(), of: z.array(expression).min(1) }),
    z.strictObject({ not: expression }),
    z.strictObject({ left: operandSchema, op: z.enum(comparisons), right: decimal, unit: z.enum(units) }),
    z.strictObject({ boolean: z.string(), is: z.boolean(), unstated: z.literal('judgement').optional() }),
    z.strictObject({ chosen: z.string(), in: z.array(z.string()).min(1) }),
    z.strictObject({ filled: z.array(z.string()).min(1) }),
    z.strictObject({ matches: z.string(), pattern: z.string() }),
    z.strictObject({ judgement: localText }),
  ]),
);

export const condition = z.strictObject({
  id: z.string().min(1),
  /** a few words for tables and sentences */
  label: localText,
  /** 第四条第1项 … as the document numbers it */
  article: z.string(),
  /** the original sentence */
  text: z.string(),
  /** the types it applies to; absent: all */
  types: z.array(z.string()).optional(),
  kind: z.enum(['requirement', 'veto']).default('requirement'),
  test: expression,
  /** a discretion: when it holds, a failed test is `relaxable` instead of `notMet` */
  relaxation: z.strictObject({ when: expression, article: z.string(), text: z.string() }).optional(),
});
export type Condition = z.infer<typeof condition>;

/** 评分指标: a leaf carries points, a branch sums its children. */
export interface Criterion {
  id: string;
  name: z.infer<typeof localText>;
  /** hundredths of a point; of a branch, the sum of its children */
  max100: number;
  /** smallest step in hundredths of a point; leaves only */
  step100?: number | undefined;
  weight?: string | undefined;
  /** objective: read off a figure, all experts must agree; judged: opinion */
  kind?: 'objective' | 'judged' | undefined;
  /** what the levels mean, highest first; `points100` is the level's lower edge */
  anchors?: { points100: number; text: z.infer<typeof localText> }[] | undefined;
  /** below this share of the maximum (percent) a comment is demanded; absent: 60 */
  commentBelow?: number | undefined;
  /** the article the criterion is derived from */
  article?: string | undefined;
  /** piecewise linear points over a figure, for objective criteria; flat beyond the first and last knot */
  formula?: { of: Operand; unit: Unit; knots: { at: string; points100: number }[] } | undefined;
  children?: Criterion[] | undefined;
}

export const criterion: z.ZodType<Criterion> = z.lazy(() =>
  z.strictObject({
    id: z.string().regex(/^[A-Za-z0-9.-]+$/),
    name: localText,
    max100: z.int().positive(),
    step100: z.int().positive().optional(),
    weight: decimal.optional(),
    kind: z.enum(['objective', 'judged']).optional(),
    anchors: z.array(z.strictObject({ points100: z.int().nonnegative(), text: localText })).optional(),
    commentBelow: z.number().min(0).max(100).optional(),
    article: z.string().optional(),
    formula: z
      .strictObject({
        of: operandSchema,
        unit: z.enum(units),
        knots: z.array(z.strictObject({ at: decimal, points100: z.int().nonnegative() })).min(2),
      })
      .optional(),
    children: z.array(criterion).optional(),
  }),
);

/** 评分标准: a tree of criteria. The built-in ones are the institution's default, not the ministry's. */
export const rubric = z.strictObject({ criteria: z.array(criterion).min(1), note: localText.optional() });
export type Rubric = z.infer<typeof rubric>;

/** 奖励档次: amounts and caps in 万元. */
export const tier = z.strictObject({
  id: z.string().min(1),
  label: localText,
  article: z.string(),
  text: z.string(),
  /** tiers of one group exclude each other; awards of different groups are paid side by side */
  group: z.string().default('main'),
  when: expression,
  /** a fixed amount; null where the panel proposes one up to the cap, or where `share` gives it */
  amount: decimal.nullable(),
  cap: decimal,
  currency: z.literal('CNY').default('CNY'),
  /** a share of a field (30 % of the rent), capped */
  share: z.strictObject({ field: z.string(), percent: decimal }).optional(),
});
export type Tier = z.infer<typeof tier>;

/** 责任清单: headings, numbered tasks and quantified targets. */
export const checklist = z.strictObject({
  headings: z
    .array(
      z.strictObject({
        no: z.string(),
        title: z.string(),
        /** `field` holds the progress as a choice of `states` */
        tasks: z
          .array(z.strictObject({ no: z.int().positive(), text: z.string(), units: z.array(z.string()).min(1), field: z.string() }))
          .min(1),
      }),
    )
    .min(1),
  /** the option that means finished */
  done: z.string(),
  /** conditions that are targets, with the time they are due */
  targets: z.array(z.strictObject({ condition: z.string(), due: localText, dueOn: z.iso.date().nullable() })),
});
export type Checklist = z.infer<typeof checklist>;

const clause = z.strictObject({ article: z.string(), text: z.string() });

/** 取消称号: `afterRectification` when 整改 has failed, `veto` when a veto condition fails; others are for people to invoke. */
const revocation = clause.extend({
  cause: z.enum(['afterRectification', 'veto']).optional(),
  /** years without a new application after it */
  barredYears: z.int().positive().optional(),
});
export type Revocation = z.infer<typeof revocation>;

/** 认定 · 考核评估 · 奖励 · 责任清单 */
export const schemeKinds = ['recognition', 'assessment', 'reward', 'checklist'] as const;
export type SchemeKind = (typeof schemeKinds)[number];

export const scheme = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().regex(/^[a-z0-9-]+$/),
  kind: z.enum(schemeKinds),
  title: localText,
  /** 文号; empty where the source carries none */
  documentNo: z.string(),
  /** null where the source does not name it */
  issuer: localText.nullable(),
  issuedOn: z.iso.date().nullable(),
  /** the day it came into force; null where the document does not say */
  validFrom: z.iso.date().nullable(),
  validYears: z.int().positive().nullable(),
  types: z.array(z.strictObject({ id: z.string().min(1), label: localText })),
  /** who may apply at all, checked when an application is accepted */
  scope: z.array(clause).default([]),
  fields: z.array(field),
  conditions: z.array(condition),
  /** 重点考虑: a flag the ranking shows; no points */
  priorities: z
    .array(
      z.strictObject({ id: z.string(), article: z.string(), text: z.string(), types: z.array(z.string()).optional(), when: expression }),
    )
    .default([]),
  /** a path around the review (第九条自动纳入): when it holds the park is entered as `type` */
  automatic: z
    .array(z.strictObject({ id: z.string().min(1), article: z.string(), text: z.string(), type: z.string(), when: expression }))
    .default([]),
  /** reward tiers, best last in each group; the best one met is paid, once */
  tiers: z.array(tier).default([]),
  /** 从优不重复: the clause that forbids drawing overlapping rewards */
  overlap: clause.optional(),
  rubric: rubric.nullable(),
  results: z.strictObject({
    vocabulary: z.array(z.strictObject({ id: z.string(), label: localText })).min(1),
    /** for assessments: grade cut-offs on the total, hundredths of a point, highest first; the round may change them */
    grades: z
      .array(z.strictObject({ id: z.string(), label: localText, from100: z.int().nonnegative(), rectify: z.boolean().default(false) }))
      .default([]),
    rectificationMonths: z.int().positive().optional(),
    /** what ends a title, with the article; the first clause of a cause is its ground */
    revocation: z.array(revocation).default([]),
  }),
  checklist: checklist.optional(),
  /** 实地考察核查事项: what to look at on site; absent: what the rule book leaves to judgement */
  visitChecklist: z.array(z.strictObject({ id: z.string().min(1), text: localText, article: z.string() })).optional(),
  publicity: z.strictObject({ workingDays: z.int().positive(), article: z.string() }).optional(),
  /** the words that tell this scheme's form from another's */
  form: z.strictObject({ title: z.string(), titles: z.array(z.string()).default([]) }),
  documents: z.strictObject({ reportTitle: localText, shortlistTitle: localText, noticeTitle: localText, opening: z.string() }),
  /** minimum panel: size, share of experts */
  panel: z
    .strictObject({ minimum: z.int().positive(), odd: z.boolean(), expertShare: z.tuple([z.int(), z.int()]) })
    .default({ minimum: 5, odd: true, expertShare: [2, 3] }),
});
export type Scheme = z.infer<typeof scheme>;

/** Bare values keyed by field, as `schemes.evaluate` takes them. */
export const schemeValues = z.record(z.string(), fieldValue);
