/**
 * The figures of a document: what the store knows, as plain JSON. They are printed, and attached in
 * canonical form under `parkpanel.json`, so that anybody can recompute what the paper says.
 *
 * Points are whole hundredths (`points100`); derived figures are exact decimal strings.
 */
import { z } from 'zod';
import { isoDate, sha256, source } from '../model.ts';

export const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const count = z.int().nonnegative();

export const verdict = z.enum(['met', 'notMet', 'relaxable', 'missing', 'judgement']);
export type Verdict = z.infer<typeof verdict>;

/** Who signs where. `field` is ASCII and one of its kind in the document. */
export const signatureData = z.object({
  field: z.string().regex(/^[A-Za-z0-9-]+$/),
  /** 组长, 专家, 评审机构 */
  label: z.string(),
  signer: z.string(),
  kind: z.enum(['person', 'institution']),
  required: z.boolean(),
});
export type SignatureData = z.infer<typeof signatureData>;

/** What every document of a round says about itself. */
const head = {
  version: z.literal(1),
  language: z.enum(['zh', 'en']),
  /** 评审机构 */
  institution: z.string(),
  /** 委托单位 */
  commission: z.string().nullable(),
  round: z.object({ roundId: z.string(), name: z.string(), schemeTitle: z.string(), documentNo: z.string(), appliedOn: isoDate }),
  issuedOn: isoDate,
  /** head of the event chain when the document was made */
  chainHead: sha256,
  signatures: z.array(signatureData),
};

export const tallyRules = z.looseObject({
  trim: z.union([z.literal('none'), z.literal('dropHighLow'), z.object({ dropEachEnd: count })]),
  level: z.enum(['criterion', 'sheet']),
  rounding: z.object({ digits: z.int().min(0).max(6), mode: z.literal('halfUp') }),
});
export type TallyRules = z.infer<typeof tallyRules>;

export const scoreCell = z.object({ personId: z.string(), points100: count.nullable(), dropped: z.boolean() });
export const criterionData = z.object({
  criterionId: z.string(),
  name: z.string(),
  max100: count,
  cells: z.array(scoreCell),
  keptSum: decimal,
  keptCount: count,
  value: decimal,
});
export type CriterionData = z.infer<typeof criterionData>;

/** How one park's total came about; `sheets` where whole sheets are trimmed. */
export const derivationData = z.object({
  criteria: z.array(criterionData),
  sheets: z.array(z.object({ personId: z.string(), total: decimal, dropped: z.boolean() })).optional(),
  total: decimal,
});
export type DerivationData = z.infer<typeof derivationData>;

export const conditionData = z.object({
  id: z.string(),
  article: z.string(),
  text: z.string(),
  value: z.string().nullable(),
  source: source.nullable(),
  threshold: z.string().nullable(),
  gap: z.string().nullable(),
  verdict,
});

const person = z.object({ personId: z.string(), name: z.string(), organisation: z.string(), title: z.string() });

export const visitData = z.object({
  visitedOn: isoDate,
  people: z.array(z.string()),
  measures: z.array(z.object({ label: z.string(), declared: z.string().nullable(), measured: z.string(), difference: z.string().nullable() })),
  checks: z.array(z.object({ text: z.string(), outcome: z.string() })),
  notes: z.array(z.object({ at: z.string(), text: z.string() })),
  /** `image` names bytes handed to the renderer (the sha256 of the original) */
  photos: z.array(z.object({ image: z.string(), caption: z.string() })),
});

/** 评审报告 */
export const reviewReportData = z.object({
  kind: z.literal('review'),
  ...head,
  park: z.object({
    applicationId: z.string(),
    name: z.string(),
    type: z.string().nullable(),
    operator: z.string().nullable(),
    applicant: z.string().nullable(),
    facts: z.array(z.object({ label: z.string(), value: z.string().nullable(), source: source.nullable() })),
  }),
  eligibility: z.object({
    overall: verdict,
    because: z.string(),
    conditions: z.array(conditionData),
    priorities: z.array(z.object({ article: z.string(), text: z.string() })),
  }),
  scoring: z
    .object({
      rules: tallyRules,
      experts: z.array(person),
      recused: z.array(person.extend({ relation: z.string() })),
      ...derivationData.shape,
      max100: count,
      rank: z.object({ rank: z.int().positive(), of: z.int().positive(), tied: z.boolean() }).nullable(),
    })
    .nullable(),
  opinions: z.array(z.object({ personId: z.string(), name: z.string(), text: z.string(), dissent: z.boolean() })),
  visit: visitData.nullable(),
  conclusion: z.object({ result: z.string(), text: z.array(z.string()), reason: z.string().nullable() }),
});
export type ReviewReportData = z.infer<typeof reviewReportData>;

export const shortlistRowData = z.object({
  applicationId: z.string(),
  parkName: z.string(),
  operator: z.string().nullable(),
  rank: z.int().positive().nullable(),
  tied: z.boolean(),
  total: decimal.nullable(),
  overall: verdict,
  priority: z.boolean(),
  proposed: z.enum(['proposed', 'notProposed', 'needsDecision']),
  decision: z.enum(['listed', 'notListed']),
  /** 拟认定, 不予认定 */
  result: z.string(),
  reason: z.string().nullable(),
});
export type ShortlistRowData = z.infer<typeof shortlistRowData>;

/** 拟认定名单 */
export const shortlistData = z.object({
  kind: z.literal('shortlist'),
  ...head,
  title: z.string(),
  types: z.array(z.object({ type: z.string(), label: z.string(), quota: count.nullable(), rows: z.array(shortlistRowData) })),
  rules: tallyRules.nullable(),
  /** the raw scores behind the totals, by park */
  derivations: z.array(derivationData.extend({ applicationId: z.string() })),
});
export type ShortlistData = z.infer<typeof shortlistData>;

export const documentData = z.discriminatedUnion('kind', [reviewReportData, shortlistData]);
export type DocumentData = z.infer<typeof documentData>;
