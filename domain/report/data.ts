/**
 * The figures of a document: what the store knows, as plain JSON. They are printed, and attached in
 * canonical form under `parkpanel.json`, so that anybody can recompute what the paper says.
 *
 * Points are whole hundredths (`points100`); derived figures are exact decimal strings.
 */
import { z } from 'zod';
import { isoDate, sha256, source, stroke } from '../model.ts';
import { writtenRubric } from '../rubric/model.ts';
import { tallyRules } from '../tally/rules.ts';

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
  round: z.object({
    roundId: z.string(),
    name: z.string(),
    schemeTitle: z.string(),
    documentNo: z.string(),
    appliedOn: isoDate,
    /** the document that the round rests on, as it is cited */ citation: z.string().optional(),
  }),
  issuedOn: isoDate,
  /** head of the event chain when the document was made */
  chainHead: sha256,
  signatures: z.array(signatureData),
  /** the first sentence, where the rule book or the institution has worded it */
  opening: z.string().optional(),
};

/** What became of a score, as the tally says: counted, dropped at an end, left out with its expert, never there. */
export const mark = z.enum(['kept', 'low', 'high', 'expert', 'absent']);

/** One criterion of one park; arrays stand in the order of the park's `experts`. */
export const criterionData = z.object({
  criterionId: z.string(),
  name: z.string(),
  max100: count,
  weight: decimal,
  points100: z.array(count.nullable()),
  marks: z.array(mark),
  keptSum100: count,
  keptCount: count,
  mean: decimal,
  /** where the rules round each criterion */
  rounded: decimal.nullable(),
  weighted: decimal,
});
export type CriterionData = z.infer<typeof criterionData>;

/** How one park's total came about: the derivation of the tally, with the names of the criteria. */
export const derivationData = z.object({
  applicationId: z.string(),
  parkName: z.string(),
  /** personIds */
  experts: z.array(z.string()),
  dropEachEnd: count,
  droppedExpert: z.object({ personId: z.string(), spread: decimal, secondSpread: decimal, drawn: z.boolean() }).nullable(),
  criteria: z.array(criterionData),
  /** where whole sheets are trimmed */
  sheets: z.object({ totals: z.array(decimal), marks: z.array(mark), keptSum: decimal, keptCount: count, mean: decimal }).nullable(),
  unrounded: decimal,
  total: decimal,
});
export type DerivationData = z.infer<typeof derivationData>;

export const conditionData = z.object({
  id: z.string(),
  article: z.string(),
  /** what of the article is tested, where it is tested in parts */
  label: z.string().optional(),
  text: z.string(),
  value: z.string().nullable(),
  source: source.nullable(),
  threshold: z.string().nullable(),
  gap: z.string().nullable(),
  verdict,
});

const person = z.object({ personId: z.string(), name: z.string(), organisation: z.string(), title: z.string() });

const place = z.object({ latitude: z.number(), longitude: z.number() });

export const visitData = z.object({
  /** of the last visit; `dates` of all of them */
  visitedOn: isoDate,
  dates: z.array(isoDate).optional(),
  people: z.array(z.string()),
  measures: z.array(
    z.object({ label: z.string(), declared: z.string().nullable(), measured: z.string(), difference: z.string().nullable() }),
  ),
  checks: z.array(z.object({ text: z.string(), outcome: z.string() })),
  notes: z.array(z.object({ at: z.string(), text: z.string(), by: z.string().optional() })),
  /** `image` names bytes handed to the renderer (the sha256 of the original) */
  photos: z.array(z.object({ image: z.string(), caption: z.string(), position: place.nullable().optional() })),
  /** photos of formats that no page can carry; their originals are in the workspace */
  unprinted: z.array(z.object({ name: z.string(), sha256 })).optional(),
});

/** Who signed a record by hand on site, for whom, and when. */
export const handSignData = z.object({
  name: z.string(),
  organisation: z.string().nullable(),
  role: z.string().nullable(),
  at: z.string(),
  strokes: z.array(stroke),
});

/** 评审报告 */
export const reviewReportData = z.object({
  kind: z.literal('review'),
  ...head,
  /** as on the cover; absent: 评审报告 */
  title: z.string().optional(),
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
    /** of a scheme of rewards, in 万元; `amount` null: the panel proposes it */
    reward: z
      .object({
        awards: z.array(z.object({ label: z.string(), article: z.string(), amount: decimal.nullable(), cap: decimal })),
        next: z.object({ label: z.string(), amount: decimal.nullable(), cap: decimal, lacking: z.array(z.string()) }).nullable(),
      })
      .optional(),
  }),
  scoring: z
    .object({
      rules: tallyRules,
      experts: z.array(person),
      recused: z.array(person.extend({ relation: z.string() })),
      derivation: derivationData,
      max100: count,
      rank: z.object({ rank: z.int().positive(), of: z.int().positive(), tied: z.boolean() }).nullable(),
      /** scores far from the mean, with the expert's own words; `criterion` null: the total of the sheet */
      outliers: z
        .array(
          z.object({
            personId: z.string(),
            name: z.string(),
            criterion: z.string().nullable(),
            value: decimal,
            mean: decimal,
            deviationPercent: decimal,
            explanation: z.string().nullable(),
          }),
        )
        .optional(),
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
  /** the frozen rubric, by which the tally is run again; as the file says it, for the file is drawn again from this */
  rubric: writtenRubric.nullable(),
  /** the raw scores behind the totals, of every park that was scored */
  derivations: z.array(derivationData),
});
export type ShortlistData = z.infer<typeof shortlistData>;

const parkHead = z.object({ applicationId: z.string(), name: z.string(), type: z.string().nullable(), operator: z.string().nullable() });

/** 专家个人评分表 */
export const scoreSheetData = z.object({
  kind: z.literal('sheet'),
  ...head,
  park: parkHead,
  expert: person,
  /** `total` of the sheet: sum of weight × points */
  criteria: z.array(
    z.object({
      criterionId: z.string(),
      name: z.string(),
      max100: count,
      weight: decimal,
      points100: count.nullable(),
      comment: z.string().nullable(),
    }),
  ),
  total: decimal,
  max100: count,
  submittedAt: z.iso.datetime().nullable(),
  /** SHA-256 of the sheet as submitted, shown to the expert before any discussion */
  digest: sha256.nullable(),
  /** changes after the first submission */
  changes: z.array(
    z.object({ at: z.iso.datetime(), criterion: z.string(), from100: count.nullable(), to100: count.nullable(), reason: z.string() }),
  ),
});
export type ScoreSheetData = z.infer<typeof scoreSheetData>;

/** 实地考察记录 */
export const visitRecordData = z.object({
  kind: z.literal('visit'),
  ...head,
  park: parkHead,
  visit: visitData,
  addenda: z.array(z.object({ at: z.string(), text: z.string() })),
  signs: z.array(handSignData).optional(),
  /** each visit as it was closed */ closings: z.array(z.object({ visitedOn: isoDate, closedAt: z.string(), digest: sha256 })).optional(),
});
export type VisitRecordData = z.infer<typeof visitRecordData>;

/** 评审汇总表 */
export const summaryData = z.object({
  kind: z.literal('summary'),
  ...head,
  types: z.array(
    z.object({
      type: z.string(),
      label: z.string(),
      rows: z.array(
        shortlistRowData.pick({
          applicationId: true,
          parkName: true,
          operator: true,
          rank: true,
          tied: true,
          total: true,
          priority: true,
          overall: true,
        }),
      ),
    }),
  ),
  experts: z.array(person),
  rules: tallyRules.nullable(),
  rubric: writtenRubric.nullable(),
  derivations: z.array(derivationData),
  max100: count,
  /** 一致性: name of the figure, its value and 95 % interval as they are to be printed */
  agreement: z.array(z.object({ name: z.string(), value: z.string(), low: z.string().nullable(), high: z.string().nullable() })),
  /** 名次稳定性: the middle 95 % of each park's ranks when the weights change a little; null: not studied */
  stability: z
    .object({
      draws: count,
      seed: z.int(),
      weightPercent: decimal,
      types: z.array(
        z.object({
          label: z.string(),
          places: count,
          parks: z.array(
            z.object({
              applicationId: z.string(),
              parkName: z.string(),
              rank: z.int().positive(),
              low: z.int().positive(),
              high: z.int().positive(),
              abovePercent: decimal,
            }),
          ),
        }),
      ),
      /** parks whose place hangs on one expert, one criterion or the weights, and on what */
      hanging: z.array(z.string()),
    })
    .nullable()
    .optional(),
  outliers: z.array(
    z.object({
      name: z.string(),
      parkName: z.string(),
      /** null: the total of the sheet */ criterion: z.string().nullable().optional(),
      value: z.string(),
      mean: z.string(),
      deviationPercent: z.string(),
      explanation: z.string().nullable(),
    }),
  ),
});
export type SummaryData = z.infer<typeof summaryData>;

/** 公示, and the list after it */
export const noticeData = z.object({
  kind: z.enum(['publicity', 'final']),
  ...head,
  title: z.string(),
  types: z.array(
    z.object({
      label: z.string(),
      parks: z.array(
        z.object({
          name: z.string(),
          operator: z.string().nullable(),
          region: z.string().nullable(),
          /** of an assessment: what the grade means for the title */
          effect: z.string().optional(),
        }),
      ),
    }),
  ),
  /** what follows for the parks named, a paragraph each */
  remarks: z.array(z.string()).optional(),
  /** 拟认定, 拟予奖励: what the rule book calls those who are listed */
  listedWord: z.string().optional(),
  /** first and last day of the publicity, and its working days */
  period: z.object({ from: isoDate, to: isoDate, workingDays: count }).nullable(),
  /** where objections go, line by line */
  contact: z.array(z.string()),
  /** how to object, in the institution's own words */
  objecting: z.string().optional(),
  /** objections that were raised, and what became of them */
  objections: z.array(z.object({ park: z.string(), text: z.string(), outcome: z.string() })),
});
export type NoticeData = z.infer<typeof noticeData>;

/** 会议记录 */
export const minutesData = z.object({
  kind: z.literal('minutes'),
  ...head,
  title: z.string(),
  /** which of the saved texts it is */
  edition: z.int().positive(),
  heldOn: isoDate,
  place: z.string(),
  parts: z.array(z.object({ heading: z.string().nullable(), lines: z.array(z.string()) })),
});
export type MinutesData = z.infer<typeof minutesData>;

export const documentData = z.discriminatedUnion('kind', [
  reviewReportData,
  shortlistData,
  scoreSheetData,
  visitRecordData,
  summaryData,
  noticeData,
  minutesData,
]);
export type DocumentData = z.infer<typeof documentData>;
