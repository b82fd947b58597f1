/**
 * A scheme (评审规则): the rule book of one review, as data. See docs/schemes.md.
 *
 * Everything a reader of the rule book would look for is here: who applies with which fields, which
 * conditions are tested and how, what may be relaxed, what vetoes, what is rewarded, how experts score,
 * and what the result is called. Adding a rule book means adding a JSON file, never code.
 */
import { z } from 'zod';
import { condition, decimal, expression, field, localText } from '../condition/condition.ts';
import { fieldValue } from '../model.ts';
import { rubric } from '../rubric/model.ts';
import { region, subject } from './subject.ts';

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
  /** a share of a field (30 % of the rent), capped; `upTo`: 不超过…% is itself only the most, and the panel proposes */
  share: z.strictObject({ field: z.string(), percent: decimal, upTo: z.boolean().default(false) }).optional(),
  /** an amount a unit of a field (每单0.5元, 每新增1家5万元), capped; `upTo`: 每…不超过 is itself only the most */
  each: z.strictObject({ field: z.string(), amount: decimal, unit: z.enum(['yuan', 'wan']), upTo: z.boolean().default(false) }).optional(),
  /** 一次性: paid to an applicant once and never again; what was granted before counts against it */
  once: z.boolean().default(false),
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

export const clause = z.strictObject({ article: z.string(), text: z.string() });

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

/** A row of the form: one to four labels, each with a cell for its fields; by default a label is the field's own. `blank`: what is printed in the cell. */
const formRow = z
  .array(z.strictObject({ label: z.string().optional(), fields: z.array(z.string()).min(1), blank: z.string().optional() }))
  .min(1)
  .max(4);
export type FormRow = z.infer<typeof formRow>;

const days = z.int().min(1).max(250);

/** 公示 in working days, or in calendar days (自然日). */
const publicityRule = z.union([
  z.strictObject({ workingDays: days, article: z.string() }),
  z.strictObject({ calendarDays: days, article: z.string() }),
]);

/** The first sentence of each document, with figures by name in braces; rule books word them in Chinese. */
const opening = z.string().min(1);

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
  /** the last day on which it holds, where the document names one instead of years */
  validUntil: z.iso.date().optional(),
  /** the clause on its validity, where the day from which it counts is not in the document (自发布之日起) */
  validity: clause.optional(),
  /** how often it is applied (每年一次, 每两年一次), in years */
  every: clause.extend({ years: z.int().positive() }).optional(),
  /** what an application consists of, as the document lists it; empty where it does not */
  materials: z
    .array(
      z.strictObject({
        kind: z.enum(['form', 'report', 'proof', 'recommendation', 'other']),
        label: localText,
        article: z.string(),
        /** who hands it in: what the authority below adds is not asked of the applicant */
        from: z.enum(['applicant', 'authority']).default('applicant'),
      }),
    )
    .default([]),
  /** how the subject has to be named, where the document or its form says so */
  nameRule: clause.extend({ pattern: z.string() }).optional(),
  /** who is judged, and what documents call them */
  subject: subject.default({ kind: 'park', word: { zh: '园区', en: 'park' }, counter: '个' }),
  /** where it holds; null where the source does not say */
  region: region.nullable().default(null),
  types: z.array(z.strictObject({ id: z.string().min(1), label: localText })),
  /** who may apply at all, checked when an application is accepted */
  scope: z.array(clause).default([]),
  fields: z.array(field),
  conditions: z.array(condition),
  /** 重点考虑: a flag the ranking shows; no points. It holds too where the record has the park with a title of one of `heldTypes` */
  priorities: z
    .array(
      z.strictObject({
        id: z.string(),
        article: z.string(),
        text: z.string(),
        types: z.array(z.string()).optional(),
        heldTypes: z.array(z.string()).default([]),
        when: expression,
      }),
    )
    .default([]),
  /** a path around the review (第九条自动纳入): when it holds the park is entered as `type` */
  automatic: z
    .array(z.strictObject({ id: z.string().min(1), article: z.string(), text: z.string(), type: z.string(), when: expression }))
    .default([]),
  /** reward tiers, best last in each group; the best one met is paid, once */
  tiers: z.array(tier).default([]),
  /** 年度最高、累计不超过: what awards together may not exceed, in 万元 */
  limits: z
    .array(
      clause.extend({
        /** the groups of tiers that it binds; absent: all */
        groups: z.array(z.string()).min(1).optional(),
        cap: decimal,
        /** a year, so many years running, or ever */
        per: z.enum(['year', 'years', 'ever']),
        years: z.int().positive().optional(),
        /** the field that says how much of it was received before, which is taken off */
        received: z.string().optional(),
      }),
    )
    .default([]),
  /** 资金兑现: whose money it is, and who pays it out; `payer` absent: the applicant's own 市州 */
  payment: clause.extend({ level: z.enum(['province', 'prefecture']), payer: localText.optional() }).optional(),
  /** 从优不重复: the clause by which, of measures of this region's authority that overlap, the better one is paid; it binds nobody else */
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
  publicity: publicityRule.optional(),
  /** the words that tell this scheme's form from another's, and the rows of its official table */
  form: z.strictObject({ title: z.string(), titles: z.array(z.string()).default([]), rows: z.array(formRow).optional() }),
  documents: z.strictObject({
    reportTitle: localText,
    shortlistTitle: localText,
    noticeTitle: localText,
    /** of the review report */
    opening: z.string(),
    /** of the shortlist, the publicity notice and the final list; absent: the program's own */
    shortlistOpening: opening.optional(),
    noticeOpening: opening.optional(),
    finalOpening: opening.optional(),
  }),
  /** minimum panel: size, share of experts */
  panel: z
    .strictObject({ minimum: z.int().positive(), odd: z.boolean(), expertShare: z.tuple([z.int(), z.int()]) })
    .default({ minimum: 5, odd: true, expertShare: [2, 3] }),
});
export type Scheme = z.infer<typeof scheme>;
export type Limit = Scheme['limits'][number];

/** Bare values keyed by field, as `schemes.evaluate` takes them. */
export const schemeValues = z.record(z.string(), fieldValue);
