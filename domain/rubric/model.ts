/** 评分标准, as data: a tree of criteria. Points are whole hundredths. */
import { z } from 'zod';
import { decimal, localText, operandSchema, units } from '../condition/condition.ts';
import type { Operand, Unit } from '../condition/condition.ts';

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
