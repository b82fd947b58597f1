/** The contract of the tally (汇总): figures, their derivation, how firm they are, what stands in the way of signing. */
import { z } from 'zod';
import { isoDate, sha256, uuid } from '../model.ts';
import { namedBeside, namedCriterion, namedStage, parkDerivation } from '../tally/derivation.ts';
import { heat } from '../tally/pictures/heat.ts';
import { profilePart } from '../tally/pictures/profile.ts';
import { spread } from '../tally/pictures/spread.ts';
import { count, method, nothing, path } from './method.ts';

/** null: no sheet that counts, or too few for the round's rules */
const place = z.object({ total: z.string(), rank: z.int().positive(), rankInType: z.int().positive(), sheets: count }).nullable();

/**
 * 前后对照: how every park of the round stood before and after a sheet left the count or came back; totals in points. For the secretary only: an expert is
 * answered null.
 */
export const rankingChange = z.array(
  z.object({ applicationId: uuid, parkName: z.string(), before: place, after: place, changed: z.boolean() }),
);
export type RankingChange = z.infer<typeof rankingChange>;

const points100 = count;
/** points, exact */
const decimal = z.string();

const derivation = parkDerivation.extend({
  criteria: z.array(namedCriterion),
  beside: namedBeside.optional(),
  stages: z.array(namedStage).optional(),
});
export type Derivation = z.infer<typeof derivation>;

const named = z.object({ applicationId: uuid, parkName: z.string() });

const rankRow = z.object({
  applicationId: uuid,
  parkName: z.string(),
  type: z.string(),
  rank: z.int().positive(),
  tied: z.boolean(),
  rankInType: z.int().positive(),
  tiedInType: z.boolean(),
  total: decimal,
});

const outlier = z.object({
  personId: uuid,
  applicationId: uuid,
  /** absent: the total of the sheet */
  criterionId: z.string().optional(),
  value: decimal,
  mean: decimal,
  deviationPercent: decimal,
  /** what the expert wrote; `outdated` where the score has changed since */
  explanation: z.object({ text: z.string(), at: z.string(), outdated: z.boolean() }).nullable(),
});

const blockedItem = z.object({
  applicationId: uuid,
  parkName: z.string(),
  /** null where two laptops left rows of the park different: those in use are counted until a person chooses */
  criterionId: z.string().nullable(),
  criterion: z.string().nullable(),
  reason: z.enum(['objective-differs', 'choices-open']),
  scores: z.array(z.object({ personId: uuid, points100 })),
  text: z.string(),
});

const contradiction = named.extend({
  criterionId: z.string(),
  personId: uuid,
  /** as given, and as the formula has it */
  points100,
  derived100: points100,
  text: z.string(),
});

/** One expert against the panel, in points; null with a reason where nothing can be said. */
const severity = z.object({
  personId: uuid,
  name: z.string(),
  count,
  effect: z.number().nullable(),
  spread: z.number().nullable(),
  distance: z.number().nullable(),
});

const adjusted = z.object({
  method: z.enum(['additive', 'zscore']),
  experts: z.array(severity),
  parks: z.array(z.object({ applicationId: uuid, total: decimal.nullable(), rank: z.int().positive().nullable() })),
  /** a sentence; null where there are figures */
  reason: z.string().nullable(),
});

const grading = z.object({
  /** the day from which 整改 is counted */
  noticeOn: isoDate,
  grades: z.array(z.object({ id: z.string(), label: z.string(), from: decimal, rectify: z.boolean() })),
  /** the assessment whose parks are reviewed again here */
  followUpOf: z.object({ roundId: uuid, name: z.string() }).nullable(),
  parks: z.array(
    z.object({
      applicationId: uuid,
      parkName: z.string(),
      total: decimal.nullable(),
      grade: z.string().nullable(),
      label: z.string().nullable(),
      /** what it does to the title; null while there is no score */
      consequence: z.enum(['keeps', 'rectify', 'revoked']).nullable(),
      rectifyUntil: isoDate.nullable(),
      vetoed: z.boolean(),
      /** one sentence: the consequence with its end or its ground */
      text: z.string(),
    }),
  ),
});

/** What a tally says, however much of each park is told. */
/** Whose sheets are due and not in, as a sentence: ranks and totals are provisional, or `settled` without them; null where all are in. */
export const missingView = z.object({ text: z.string(), settled: z.boolean() }).nullable();

const tallied = z.object({
  rules: z.record(z.string(), z.unknown()),
  /** the preset that the rules are; null for rules of one's own */
  preset: z.string().nullable(),
  ranking: z.array(rankRow),
  experts: z.array(z.object({ personId: uuid, name: z.string() })),
  missing: missingView,
  outliers: z.array(outlier),
  /** what stands in the way of signing */
  blocked: z.array(blockedItem),
  /** 客观分与公式不符: objective points that differ from what the formula reads off the figure in use; they stand in the way of nothing */
  contradictions: z.array(contradiction),
  /** totals without the severity of the experts, beside the ranking where the rules ask for them */
  adjusted: adjusted.nullable(),
  /** of assessment rounds */
  grading: grading.nullable(),
});

const tallyAnswer = tallied.extend({
  ranking: z.array(rankRow.loose()),
  /** parks without a submitted sheet that counts: no rank, and no zero */
  unranked: z.array(named.extend({ text: z.string() })),
  derivation: z.array(derivation),
  panelWarnings: z.array(z.object({ text: z.string(), parks: z.array(named) })),
});
export type TallyAnswer = z.infer<typeof tallyAnswer>;

const tallyOverview = tallied.extend({
  /** how many there are, of which `contradictions` names the first */
  contradictionsInAll: count,
  /** leaves of the rubric */
  criteria: z.array(z.object({ criterionId: z.string(), name: z.string(), max100: count })),
  /** what is wrong with panels, each said once */
  panelWarnings: z.array(z.string()),
  /** parks without a rank, with the reason where the round has stages, or before which something is wrong with the panel, which a place in `panelWarnings` says */
  remarks: z.array(named.extend({ ranked: z.boolean(), note: z.string().nullable(), warnings: z.array(count) })),
});
export type TallyOverview = z.infer<typeof tallyOverview>;

const number = z.number().nullable();
/** A figure that is not defined is null with the reason (`tally.reason.<reason>`). */
const figure = z.object({ value: number, low: number, high: number, reason: z.string().optional() });
const matrix = z.array(z.array(number).max(200)).max(5000);

const agreement = z.object({
  /** complete rows: what ICC and W are computed from */
  usedRows: count,
  icc: z.object({ icc11: figure, icc21: figure, icc31: figure, icc1k: figure, icc2k: figure, icc3k: figure }),
  kendallW: z.object({ w: number, wCorrected: number, chi2: number, df: number, p: number, reason: z.string().optional() }),
  krippendorff: z.object({
    nominal: number,
    ordinal: number,
    interval: number,
    ratio: number,
    pairableRows: count,
    reasons: z.record(z.string(), z.string()).optional(),
  }),
});

const roundAgreement = agreement.extend({
  /** the columns */
  experts: z.array(severity),
  /** the rows: weighted, untrimmed sheet totals in points; null where there is no whole sheet */
  parks: z.array(z.object({ applicationId: uuid, parkName: z.string(), totals: z.array(number) })),
  /** why the experts have no effects, as a sentence */
  severityReason: z.string().nullable(),
  /** what the figures say and cannot say */
  sentences: z.array(z.string()),
});

const cause = z.object({ kind: z.enum(['expert', 'criterion']), id: z.string(), name: z.string() });
const robustness = z.object({
  seed: z.int(),
  draws: count,
  weightShare: z.number(),
  parks: z.array(
    named.extend({
      type: z.string(),
      /** within the type, among those that may take a place */
      rank: z.int().positive(),
      above: z.boolean(),
      /** of the draws, above the line: 0 to 1 */
      share: z.number(),
      /** the middle 95 % of the ranks under drawn weights */
      rankLow: z.int().positive(),
      rankHigh: z.int().positive(),
      flippedBy: z.array(cause),
    }),
  ),
  scenarios: z.array(z.object({ cause, possible: z.boolean(), rises: z.array(named), falls: z.array(named) })),
  flipping: z.array(named),
  /** which parks hang on whom or what; one sentence where none does; `applicationId` null: about no single park */
  sentences: z.array(z.object({ applicationId: uuid.nullable(), text: z.string() })),
});

const rulesIn = z.record(z.string(), z.unknown());

/** Of which tally something is asked; without `rules` by those of the round. */
const tallyIn = z.strictObject({ roundId: uuid, rules: rulesIn.optional() });

export const tallyMethods = {
  /** everything, with the derivation of every park: of a province, megabytes */
  'tally.run': method('read', tallyIn, tallyAnswer, 'tally'),
  /** what is looked at first: ranks and totals, what is asked of whom, what stands in the way */
  'tally.overview': method('read', tallyIn, tallyOverview, 'tally'),
  /** how the total of one park came about; null where it has no sheet that counts */
  'tally.derivation': method('read', tallyIn.extend({ applicationId: uuid }), derivation.nullable(), 'tally'),
  /** who gave which park what, on whole sheets or on one criterion */
  'tally.heat': method('read', tallyIn.extend({ criterionId: z.string().optional() }), heat, 'tally'),
  /** how the scores of each criterion lie */
  'tally.spread': method('read', tallyIn, spread, 'tally'),
  /** one park part by part, beside the median of all */
  'tally.profile': method('read', tallyIn.extend({ applicationId: uuid }), z.array(profilePart), 'tally'),
  'tally.presets': method(
    'read',
    nothing,
    z.array(z.object({ id: z.string(), name: z.string(), rules: z.record(z.string(), z.unknown()) })),
    'anyone',
  ),
  /** rules of one's own or a preset; on record with the reason */
  'tally.setRules': method(
    'write',
    z.strictObject({
      roundId: uuid,
      rules: rulesIn.optional(),
      preset: z.string().optional(),
      reason: z.string().trim().max(5000).optional(),
    }),
    z.object({ rules: z.record(z.string(), z.unknown()), preset: z.string().nullable() }),
    'secretary',
  ),
  'tally.agreement': method('read', z.strictObject({ roundId: uuid }), roundAgreement, 'tally'),
  'tally.robustness': method(
    'read',
    z.strictObject({
      roundId: uuid,
      seed: z
        .int()
        .min(0)
        .max(2 ** 32 - 1)
        .default(1),
      draws: z.int().min(0).max(100_000).optional(),
    }),
    robustness,
    'tally',
  ),
  /** an outlier's own words; empty takes them back */
  'tally.explain': method(
    'write',
    z.strictObject({ personId: uuid, applicationId: uuid, criterionId: z.string().optional(), text: z.string().trim().max(5000) }),
    z.object({ at: z.string() }),
    'own',
  ),
  /** the derivation as a worksheet with live formulas */
  'tally.exportSheet': method(
    'job',
    z.strictObject({ roundId: uuid, path, replace: z.boolean().optional() }),
    z.object({ path: z.string(), sha256, parks: count }),
    'secretary',
  ),
  'statistics.agreement': method('read', z.strictObject({ matrix }), agreement, 'anyone'),
  'statistics.tally': method(
    'read',
    z.strictObject({ scores: matrix, rules: rulesIn }),
    z.object({ rows: z.array(z.object({ value: decimal, kept: z.array(z.number()), dropped: z.array(z.number()) })) }),
    'anyone',
  ),
} as const;
