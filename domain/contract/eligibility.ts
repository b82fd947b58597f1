/** The contract of rule books (办法) and of eligibility (资格): conditions with verdict, value, threshold, gap and article. */
import { z } from 'zod';
import { isoDate, source, uuid } from '../model.ts';
import { scheme, schemeValues } from '../scheme/scheme.ts';
import { count, method, nothing, reason } from './method.ts';

export const verdictName = z.enum(['met', 'notMet', 'relaxable', 'missing', 'judgement']);

export const conditionVerdict = z.object({
  id: z.string(),
  article: z.string(),
  /** what it is about, in two or three words */
  label: z.string(),
  /** the original sentence */
  text: z.string(),
  fields: z.array(z.string()),
  verdict: verdictName,
  /** what was compared: an exact decimal in `unit`, a date, a yes or no; null where nothing is known */
  value: z.union([z.string(), z.boolean(), z.null()]),
  source: source.nullable(),
  op: z.string().nullable(),
  threshold: z.union([z.string(), z.boolean(), z.null()]),
  unit: z.string(),
  /** what is lacking, in `unit`; null when nothing is */
  gap: z.string().nullable(),
  /** the same in words, with units */
  shown: z.object({ value: z.string().nullable(), threshold: z.string().nullable(), gap: z.string().nullable() }),
  /** how the value came about: the exchange rate used, a date without its day, a figure that cannot be read */
  notes: z.array(z.string()),
  /** what people decided where the rule book leaves it to them */
  ruling: z.object({ outcome: z.enum(['met', 'notMet', 'granted', 'denied']), reason: z.string(), at: z.string() }).nullable(),
});

const completion = z.object({ name: z.string(), done: count, unknown: count, total: count });

export const evaluation = z.object({
  schemeId: z.string(),
  type: z.string().nullable(),
  overall: verdictName,
  /** one sentence */
  because: z.string(),
  conditions: z.array(conditionVerdict),
  priorities: z.array(z.object({ id: z.string(), article: z.string(), text: z.string(), holds: z.boolean() })),
  automatic: z.object({ type: z.string(), article: z.string(), text: z.string() }).nullable(),
  /** amounts and caps in 万元; `amount` is null where the panel proposes it */
  reward: z
    .object({
      tier: z.string().nullable(),
      amount: z.string().nullable(),
      cap: z.string().nullable(),
      currency: z.string(),
      also: z.array(z.object({ tier: z.string(), article: z.string(), text: z.string(), amount: z.string().nullable(), cap: z.string(), currency: z.string() })),
      next: z.object({ tier: z.string(), cap: z.string(), lacking: z.array(z.string()) }).nullable(),
    })
    .optional(),
  checklist: z.object({ total: completion, headings: z.array(completion.extend({ no: z.string() })), units: z.array(completion) }).optional(),
  notes: z.array(z.string()),
});
export type EvaluationView = z.infer<typeof evaluation>;

/** What a scheme of rewards offers, in 万元; `amount` is null where the panel proposes it. */
const offer = z.object({ schemeId: z.string(), tier: z.string(), amount: z.string().nullable(), cap: z.string() });

const schemeHead = z.object({
  id: z.string(),
  title: z.string(),
  documentNo: z.string(),
  kind: z.string(),
  types: z.array(z.object({ id: z.string(), label: z.string() })),
});

export const eligibilityMethods = {
  'schemes.list': method('read', nothing, z.array(schemeHead)),
  'schemes.get': method('read', z.strictObject({ id: z.string() }), scheme),
  'schemes.evaluate': method(
    'read',
    z.strictObject({ schemeId: z.string(), type: z.string().optional(), values: schemeValues, appliedOn: isoDate, usdRate: z.string().optional() }),
    evaluation,
  ),

  'eligibility.evaluate': method('read', z.strictObject({ applicationId: uuid, schemeId: z.string().optional(), type: z.string().optional() }), evaluation),

  /** what else the park could apply for, most promising first; of overlapping rewards the better one (从优不重复) */
  'eligibility.elsewhere': method(
    'read',
    z.strictObject({ applicationId: uuid }),
    z.object({
      chances: z.array(z.object({ schemeId: z.string(), title: z.string(), type: z.string().nullable(), overall: verdictName, because: z.string(), known: count, asked: count })),
      rewards: z.object({ chosen: offer, given: z.array(offer), certain: z.boolean() }).nullable(),
    }),
  ),
  /** settles what the rule book leaves to people: a judgement (met or notMet) or a relaxation (granted or denied) */
  'eligibility.decide': method(
    'write',
    z.strictObject({ applicationId: uuid, conditionId: z.string(), outcome: z.enum(['met', 'notMet', 'granted', 'denied']), reason }),
    z.object({ overall: verdictName }),
  ),
} as const;
