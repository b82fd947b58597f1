/**
 * 条件: what a rule book tests, as data. Fields with their units, what stands left of a comparison, and the expression
 * trees that are evaluated in three-valued logic. Schemes and rubrics are written with these.
 */
import { z } from 'zod';

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
  /** what the value says of the subject (`park.trade.annual`): fields of two rule books that mean the same meet, whatever their keys */
  meaning: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/)
    .optional(),
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
    z.strictObject({ growth: z.tuple([z.string(), z.string()]) }),
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
  /** by how much the first exceeds the second, in percent of the second (同比增长) */
  | { growth: [string, string] }
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
  /** a date before, on or after a fixed day of the calendar */
  | { date: string; op: Comparison; day: string }
  | { chosen: string; in: string[] }
  /** something stands there; `code`: the field of the credit code of the body that is named, and the verdict says whether there is one */
  | { filled: string[]; code?: string | undefined }
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
    z.strictObject({ date: z.string(), op: z.enum(comparisons), day: z.iso.date() }),
    z.strictObject({ chosen: z.string(), in: z.array(z.string()).min(1) }),
    z.strictObject({ filled: z.array(z.string()).min(1), code: z.string().optional() }),
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
