/**
 * A scheme (评审规则): the rule book of one review, as data. See docs/schemes.md.
 *
 * Everything a reader of the rule book would look for is here: who applies with which fields, which
 * conditions are tested and how, what may be relaxed, what vetoes, what is rewarded, how experts score,
 * and what the result is called. Adding a rule book means adding a JSON file, never code.
 */
import { z } from 'zod';
import { fieldValue } from '../model.ts';

export const localText = z.object({ zh: z.string().min(1), en: z.string().min(1).optional() });

/**
 * Units: areas in m², money in 亿元 (`yi`), 万元 (`wan`) or 万美元 (`wanUsd`), counts in 家 / 名 / 项 / 个
 * (`count`), months and years between dates, shares in percent.
 */
export const units = ['m2', 'yi', 'wan', 'wanUsd', 'count', 'months', 'years', 'percent', 'none'] as const;
export type Unit = (typeof units)[number];

export const fieldTypes = ['text', 'decimal', 'integer', 'date', 'boolean', 'choice', 'set', 'list'] as const;

export const field = z.object({
  key: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  type: z.enum(fieldTypes),
  unit: z.enum(units).default('none'),
  label: localText,
  /** what the form may call it; the official wording first. Empty: the form has no such field. */
  formLabels: z.array(z.string()).default([]),
  /** for `choice` and `set`: the values and the words that tick them */
  options: z.array(z.object({ value: z.string(), words: z.array(z.string()).min(1), label: localText.optional() })).default([]),
  /** `form`: the applicant states it; `reviewer`: established from the evidence or on site */
  statedBy: z.enum(['form', 'reviewer']).default('form'),
  /** a park without it has an incomplete form */
  required: z.boolean().default(false),
});
export type Field = z.infer<typeof field>;

export const comparisons = ['>=', '>', '<=', '<', '==', '!='] as const;

/** What stands left of a comparison. */
export const operandSchema: z.ZodType<Operand> = z.lazy(() =>
  z.union([
    z.strictObject({ field: z.string() }),
    z.strictObject({ count: z.string(), plus: z.array(z.string()).optional() }),
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
  | { left: Operand; op: (typeof comparisons)[number]; right: number | string; unit: Unit }
  | { boolean: string; is: boolean }
  | { filled: string[] }
  | { matches: string; pattern: string }
  | { judgement: z.infer<typeof localText> };

export const expression: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(expression).min(1) }),
    z.strictObject({ any: z.array(expression).min(1) }),
    z.strictObject({ atLeast: z.int().positive(), of: z.array(expression).min(1) }),
    z.strictObject({ not: expression }),
    z.strictObject({ left: operandSchema, op: z.enum(comparisons), right: z.union([z.number(), z.string()]), unit: z.enum(units) }),
    z.strictObject({ boolean: z.string(), is: z.boolean() }),
    z.strictObject({ filled: z.array(z.string()).min(1) }),
    z.strictObject({ matches: z.string(), pattern: z.string() }),
    z.strictObject({ judgement: localText }),
  ]),
);

export const condition = z.object({
  id: z.string(),
  /** 第四条第1项 … as the document numbers it */
  article: z.string(),
  /** the original sentence */
  text: z.string(),
  /** the types it applies to; absent: all */
  types: z.array(z.string()).optional(),
  kind: z.enum(['requirement', 'veto']).default('requirement'),
  test: expression,
  /** a discretion: when it holds, a failed test is `relaxable` instead of `notMet` */
  relaxation: z.object({ when: expression, article: z.string(), text: z.string() }).optional(),
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
  /** piecewise linear points over a field, for objective criteria */
  formula?: { field: string; unit: Unit; knots: { at: string; points100: number }[] } | undefined;
  children?: Criterion[] | undefined;
}

export const criterion: z.ZodType<Criterion> = z.lazy(() =>
  z.object({
    id: z.string().regex(/^[A-Za-z0-9.-]+$/),
    name: localText,
    max100: z.int().positive(),
    step100: z.int().positive().optional(),
    weight: z.string().optional(),
    kind: z.enum(['objective', 'judged']).optional(),
    anchors: z.array(z.object({ points100: z.int().nonnegative(), text: localText })).optional(),
    commentBelow: z.number().min(0).max(100).optional(),
    article: z.string().optional(),
    formula: z
      .object({ field: z.string(), unit: z.enum(units), knots: z.array(z.object({ at: z.string(), points100: z.int().nonnegative() })).min(2) })
      .optional(),
    children: z.array(criterion).optional(),
  }),
);

/** 评分标准: a tree of criteria. The built-in ones are the institution's default, not the ministry's. */
export const rubric = z.object({ criteria: z.array(criterion).min(1), note: localText.optional() });
export type Rubric = z.infer<typeof rubric>;

export const scheme = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  kind: z.enum(['recognition', 'assessment', 'reward', 'checklist']),
  title: localText,
  /** 文号 */
  documentNo: z.string(),
  issuer: localText,
  validFrom: z.iso.date().nullable(),
  validYears: z.number().positive().nullable(),
  types: z.array(z.object({ id: z.string(), label: localText })),
  fields: z.array(field),
  conditions: z.array(condition),
  /** 重点考虑: a flag the ranking shows; no points */
  priorities: z.array(z.object({ id: z.string(), article: z.string(), text: z.string(), types: z.array(z.string()).optional(), when: expression })).default([]),
  /** a path around the review (第九条自动纳入): when it holds the park is entered as `type` */
  automatic: z.array(z.object({ article: z.string(), text: z.string(), type: z.string(), when: expression })).default([]),
  /** reward tiers, best last; the best one met is paid, once (从优不重复). Amounts and caps in 万元. */
  tiers: z
    .array(
      z.object({
        id: z.string(),
        article: z.string(),
        text: z.string(),
        when: expression,
        /** a fixed amount, or null where the panel proposes one up to the cap */
        amount: z.string().nullable(),
        cap: z.string(),
        currency: z.literal('CNY').default('CNY'),
        /** a share of a field (30 % of the rent), capped */
        share: z.object({ field: z.string(), percent: z.number().positive() }).optional(),
      }),
    )
    .default([]),
  rubric: rubric.nullable(),
  results: z.object({
    vocabulary: z.array(z.object({ id: z.string(), label: localText })).min(1),
    /** for assessments: grade cut-offs on the total, hundredths of a point, highest first */
    grades: z.array(z.object({ id: z.string(), label: localText, from100: z.int().nonnegative() })).default([]),
    rectificationMonths: z.int().positive().optional(),
  }),
  checklist: z
    .object({
      headings: z.array(
        z.object({
          no: z.string(),
          title: z.string(),
          tasks: z.array(z.object({ no: z.int().positive(), text: z.string(), units: z.array(z.string()).min(1) })).min(1),
        }),
      ),
      targets: z.array(z.object({ id: z.string(), text: z.string(), field: z.string(), op: z.enum(comparisons), value: z.string(), unit: z.enum(units), due: z.string() })),
    })
    .optional(),
  publicity: z.object({ workingDays: z.int().positive(), article: z.string() }).optional(),
  /** the words that tell this scheme's form from another's */
  form: z.object({ title: z.string(), titles: z.array(z.string()).default([]) }),
  documents: z.object({ reportTitle: localText, shortlistTitle: localText, noticeTitle: localText, opening: z.string() }),
  /** minimum panel: size, share of experts */
  panel: z.object({ minimum: z.int().positive(), odd: z.boolean(), expertShare: z.tuple([z.int(), z.int()]) }).default({ minimum: 5, odd: true, expertShare: [2, 3] }),
});
export type Scheme = z.infer<typeof scheme>;

/** Bare values keyed by field, as `schemes.evaluate` takes them. */
export const schemeValues = z.record(z.string(), fieldValue);
