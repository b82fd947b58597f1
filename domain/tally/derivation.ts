/** The derivation of a park's total (汇总的推导): what a person needs to count it again by hand. Points are whole hundredths or exact decimals. */
import { z } from 'zod';
import { decimal } from '../model.ts';

const count = z.int().nonnegative();

/** What became of a score: counted; dropped as lowest or highest; left out with its expert; never there. */
export const mark = z.enum(['kept', 'low', 'high', 'expert', 'absent']);
export type Mark = z.infer<typeof mark>;

/** One criterion of one park. Arrays stand in the order of the park's `experts`. */
export const criterionDerivation = z.object({
  criterionId: z.string(),
  weight: decimal,
  points100: z.array(count.nullable()).readonly(),
  marks: z.array(mark).readonly(),
  keptSum100: count,
  keptCount: count,
  /** sum ÷ count in points; to eight places where it does not end */
  mean: decimal,
  /** the mean at the rounding stage `criterion`; null where the rules round later */
  rounded: decimal.nullable(),
  /** what it adds to the total: weight × (rounded or mean) */
  weighted: decimal,
});
export type CriterionDerivation = Readonly<z.infer<typeof criterionDerivation>>;

/** The same as people read it. */
export const namedCriterion = criterionDerivation.extend({ name: z.string(), max100: count });

export const parkDerivation = z.object({
  applicationId: z.string(),
  parkName: z.string(),
  type: z.string(),
  /** personIds, the order of the columns */
  experts: z.array(z.string()).readonly(),
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
  /** before the rounding of the total; to eight places where it does not end */
  unrounded: decimal,
  total: decimal,
});
export type ParkDerivation = Readonly<z.infer<typeof parkDerivation>>;
