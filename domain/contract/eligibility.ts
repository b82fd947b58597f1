/** The contract of eligibility (资格): conditions with verdict, value, threshold, gap and article. */
import { z } from 'zod';
import { verdicts } from '../condition/verdict.ts';
import { isoDate, source, uuid } from '../model.ts';
import { count, method, reason } from './method.ts';

export const verdictName = z.enum(verdicts);

/** the same in words, with units */
const shown = z.object({ value: z.string().nullable(), threshold: z.string().nullable(), gap: z.string().nullable() });

/** One comparison, yes-or-no or judgement inside a condition. */
const conditionPart = z.object({
  /** the items it reads, or what the experts are asked */
  label: z.string(),
  fields: z.array(z.string()),
  verdict: verdictName,
  source: source.nullable(),
  shown,
});

export const conditionVerdict = z.object({
  id: z.string(),
  /** a veto (一票否决) ends the matter */
  kind: z.enum(['requirement', 'veto']),
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
  shown,
  parts: z.array(conditionPart),
  /** how the parts make the verdict: every one, one of them, or `atLeast` of them */
  joins: z.enum(['all', 'any', 'atLeast']),
  atLeast: count,
  /** a discretion of the rule book; `holds` when what it presupposes is shown */
  relaxation: z.object({ article: z.string(), text: z.string(), holds: z.boolean() }).nullable(),
  /** how the value came about: the exchange rate used, a date without its day, a figure that cannot be read */
  notes: z.array(z.string()),
  /** what people decided where the rule book leaves it to them */
  ruling: z.object({ outcome: z.enum(['met', 'notMet', 'granted', 'denied']), reason: z.string(), at: z.string() }).nullable(),
});

const openAmount = z.enum(['proposed', 'missing']).nullable();

const completion = z.object({ name: z.string(), done: count, unknown: count, total: count });

const checklist = z.object({
  total: completion,
  headings: z.array(completion.extend({ no: z.string() })),
  /** by responsible unit; a task of several units counts for each */
  units: z.array(completion),
  /** `field` holds the progress and takes one of `states`; null where nobody has recorded it */
  tasks: z.array(
    z.object({
      no: count,
      heading: z.string(),
      text: z.string(),
      units: z.array(z.string()),
      field: z.string(),
      progress: z.string().nullable(),
    }),
  ),
  states: z.array(z.object({ value: z.string(), label: z.string() })),
  /** the state that means finished */
  done: z.string(),
  /** conditions that are targets, with the time they are due */
  targets: z.array(z.object({ condition: z.string(), due: z.string(), dueOn: isoDate.nullable() })),
});

/**
 * An award that is reached; amounts and caps in 万元. `open`: the panel proposes the amount; `missing`: it is worked out from `base`, which
 * nobody has stated; `granted`: it was granted once, and nothing is left. `before`: what was granted and counts against it
 */
const award = z.object({
  tier: z.string(),
  label: z.string(),
  article: z.string(),
  text: z.string(),
  state: z.enum(['fixed', 'open', 'missing', 'granted']),
  amount: z.string().nullable(),
  open: openAmount,
  cap: z.string(),
  currency: z.string(),
  base: z.string().nullable(),
  before: z.array(z.object({ tier: z.string(), amount: z.string(), on: isoDate })),
});

export const evaluation = z.object({
  schemeId: z.string(),
  type: z.string().nullable(),
  overall: verdictName,
  /** one sentence */
  because: z.string(),
  conditions: z.array(conditionVerdict),
  priorities: z.array(z.object({ id: z.string(), article: z.string(), text: z.string(), holds: z.boolean() })),
  automatic: z.object({ type: z.string(), article: z.string(), text: z.string() }).nullable(),
  /** amounts and caps in 万元; where `amount` is null, `open` says why: the panel proposes it, or a figure that it is worked out from is missing */
  reward: z
    .object({
      tier: z.string().nullable(),
      label: z.string().nullable(),
      article: z.string().nullable(),
      text: z.string().nullable(),
      amount: z.string().nullable(),
      open: openAmount,
      cap: z.string().nullable(),
      currency: z.string(),
      /** every award that is reached, the first group's first */
      awards: z.array(award),
      /** the same without the one that leads */
      also: z.array(award),
      /** the next tier, and a sentence for each thing it still asks, at least one */
      next: z
        .object({ tier: z.string(), label: z.string(), amount: z.string().nullable(), cap: z.string(), lacking: z.array(z.string()) })
        .nullable(),
    })
    .optional(),
  checklist: checklist.optional(),
  notes: z.array(z.string()),
});
export type EvaluationView = z.infer<typeof evaluation>;

const matrixCell = z.object({
  verdict: verdictName,
  value: z.string().optional(),
  gap: z.string().optional(),
  threshold: z.string().optional(),
  /** why people decided it so, where they did */
  ruling: z.string().optional(),
});

/** What a scheme of rewards offers, in 万元; `amount` is null where the panel proposes it or a figure for it is missing. */
const offer = z.object({
  schemeId: z.string(),
  title: z.string(),
  /** whose rule book it is; null where the source does not name it */
  issuer: z.string().nullable(),
  tier: z.string(),
  label: z.string(),
  amount: z.string().nullable(),
  cap: z.string(),
});

export const eligibilityMethods = {
  'eligibility.evaluate': method(
    'read',
    z.strictObject({ applicationId: uuid, schemeId: z.string().optional(), type: z.string().optional() }),
    evaluation,
    'anyone',
  ),
  /**
   * The whole round at once: for each type its conditions, and for each park a cell a condition, in their order. `value` and
   * `gap` are in words; left out where there is none. `threshold` is left out where it is the condition's own.
   */
  'eligibility.matrix': method(
    'read',
    z.strictObject({ roundId: uuid }),
    z.object({
      /** what holds of all parks alike, as sentences: a rule book out of force on the day of application */
      notes: z.array(z.string()),
      groups: z.array(
        z.object({
          type: z.string().nullable(),
          conditions: z.array(
            z.object({
              id: z.string(),
              label: z.string(),
              article: z.string(),
              text: z.string(),
              /** whether it reads figures or facts, rather than asking the experts alone */
              measured: z.boolean(),
              threshold: z.string().nullable(),
            }),
          ),
          parks: z.array(
            z.object({
              applicationId: uuid,
              parkName: z.string(),
              type: z.string().nullable(),
              overall: verdictName,
              cells: z.array(matrixCell),
              /** of a round of rewards: each award in words, with its amount or why there is none */
              rewards: z.array(z.string()).optional(),
            }),
          ),
        }),
      ),
    }),
    'anyone',
  ),

  /**
   * what else the applicant could apply for, most promising first: of rule books that judge the same kind, hold on the day and where it is;
   * the others are left out with the reason. Offers add up, but where a clause on 从优不重复 touches them
   */
  'eligibility.elsewhere': method(
    'read',
    z.strictObject({ applicationId: uuid }),
    z.object({
      chances: z.array(
        z.object({
          schemeId: z.string(),
          title: z.string(),
          type: z.string().nullable(),
          typeLabel: z.string().nullable(),
          overall: verdictName,
          because: z.string(),
          known: count,
          asked: count,
          /** what has to be looked into first: a place that nobody states, a validity that the document does not tell */
          open: z.array(z.string()),
        }),
      ),
      leftOut: z.array(z.object({ schemeId: z.string(), title: z.string(), why: z.enum(['subject', 'region', 'validity']) })),
      offers: z.array(offer),
      overlaps: z.array(z.object({ article: z.string(), text: z.string(), chosen: offer, given: z.array(offer), certain: z.boolean() })),
    }),
    'anyone',
  ),
  /** settles what the rule book leaves to people: a judgement (met or notMet) or a relaxation (granted or denied) */
  'eligibility.decide': method(
    'write',
    z.strictObject({ applicationId: uuid, conditionId: z.string(), outcome: z.enum(['met', 'notMet', 'granted', 'denied']), reason }),
    /** `seq`: of its event, by which `acts.undo` takes it back */
    z.object({ overall: verdictName, seq: z.int().positive() }),
    'secretary',
  ),
  /** back to what the rule book leaves open, whatever was decided */
  'eligibility.takeBack': method(
    'write',
    z.strictObject({ applicationId: uuid, conditionId: z.string() }),
    z.object({ overall: verdictName }),
    'secretary',
  ),
} as const;
