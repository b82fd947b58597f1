/** The contract of the shortlist (名单): the proposal, what people decided, and its versions. */
import { z } from 'zod';
import { uuid } from '../model.ts';
import { verdictName } from './eligibility.ts';
import { count, method, seq } from './method.ts';
import { missingView } from './tally.ts';

const places = z.record(z.string(), count);
const listResult = z.enum(['listed', 'notListed']);

const decision = z.object({ result: listResult, reason: z.string().nullable() });

/** on what the decision rests, as it was when it was made; `moved`: the record says something else now */
const decidedOn = z.object({ text: z.string(), made: z.string(), moved: z.boolean() }).nullable();

const shortlistRow = z.object({
  applicationId: uuid,
  parkName: z.string(),
  operator: z.string().nullable(),
  region: z.string().nullable(),
  /** within the type; null, as the total, where nobody scores the round */
  rank: z.int().positive().nullable(),
  total: z.string().nullable(),
  tied: z.boolean(),
  overall: verdictName,
  priority: z.boolean(),
  /** of a round of rewards: what is given, in 万元; null while an amount is not known, or nothing is reached */
  amount: z.string().nullable(),
  /** what the rules propose */
  proposed: z.enum(['proposed', 'notProposed', 'needsDecision']),
  because: z.array(z.string()),
  /** what the panel voted on its listing; null: it did not */
  carried: z.boolean().nullable(),
  /** what a person decided, with the reason where it departs */
  decision: decision.nullable(),
  ground: decidedOn,
  /** the decision, else the proposal; `open` where somebody still has to decide */
  result: z.enum(['listed', 'notListed', 'open']),
  /** the decision goes against the proposal */
  departure: z.boolean(),
  /** a reason lacks now, because the proposal has moved since the decision */
  reasonMissing: z.boolean(),
});

export const shortlistAnswer = z.object({
  types: z.array(
    z.object({
      type: z.string(),
      label: z.string(),
      quota: count,
      /** the lowest total that is proposed */
      line: z.string().nullable(),
      listed: count,
      /** listed beyond the quota */
      over: count,
      rows: z.array(shortlistRow),
    }),
  ),
  missing: missingView,
  minimumScore: z.string().nullable(),
  /** at most so many of a region within each type */
  byRegion: places,
  /** whether experts score it: a round of rewards does without, unless somebody was seated or the round asks for it */
  scored: z.boolean(),
  /** what the rule book calls the two results, and who is judged by it */
  words: z.object({ listed: z.string(), notListed: z.string(), subject: z.string() }),
  /**
   * parks that an article enters by itself, without review and publicity (自动纳入); `entered` false: people decided, with a reason, that
   * it does not hold. `since`: the day on which the title was recorded; null: not yet
   */
  automatic: z.array(
    z.object({
      applicationId: uuid,
      parkName: z.string(),
      operator: z.string().nullable(),
      region: z.string().nullable(),
      type: z.string(),
      label: z.string(),
      article: z.string(),
      text: z.string(),
      entered: z.boolean(),
      decision: decision.nullable(),
      ground: decidedOn,
      since: z.string().nullable(),
    }),
  ),
  /** parks without a rank in a round that is scored; one that people decided to list is on the list all the same */
  /** `because`: why, where it did not pass into a stage or lacks sheets of one; null: no sheet counts for it */
  unranked: z.array(
    z.object({
      applicationId: uuid,
      parkName: z.string(),
      because: z.string().nullable(),
      decision: decision.nullable(),
      ground: decidedOn,
    }),
  ),
  /** applications that somebody still has to decide, or has to give a reason for */
  open: z.array(z.object({ applicationId: uuid, parkName: z.string(), because: z.string() })),
  settled: z.boolean(),
});
export type ShortlistAnswer = z.infer<typeof shortlistAnswer>;

const versionRow = z.object({
  applicationId: uuid,
  parkName: z.string(),
  type: z.string(),
  result: z.enum(['listed', 'notListed', 'open']),
  rank: z.int().positive().nullable(),
  total: z.string().nullable(),
  reason: z.string().nullable(),
  /** of a round of rewards: what was to be given, in 万元 */
  amount: z.string().nullable().optional(),
});

const change = z.object({ applicationId: uuid, parkName: z.string(), kind: z.string(), text: z.string() });

const versionHead = z.object({
  version: z.int().positive(),
  at: z.string(),
  note: z.string().nullable(),
  listed: z.array(z.object({ applicationId: uuid, parkName: z.string() })),
});
export const listVersionView = versionHead.extend({
  rows: z.array(versionRow),
  /** parks that an article enters by itself: on the list, and in no publicity */
  entered: z.array(z.object({ applicationId: uuid, parkName: z.string(), type: z.string(), article: z.string() })),
  /** against the version before */
  changes: z.array(change),
});

const minimumScore = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,6})?$/)
  .nullable();

export const shortlistMethods = {
  /** `quotas`, `byRegion` and `minimumScore` try out others than the round's own */
  'shortlist.propose': method(
    'read',
    z.strictObject({ roundId: uuid, quotas: places.optional(), byRegion: places.optional(), minimumScore: minimumScore.optional() }),
    shortlistAnswer,
    'tally',
  ),
  'shortlist.decide': method(
    'write',
    z.strictObject({ applicationId: uuid, result: listResult, reason: z.string().trim().max(5000).optional() }),
    /** `seq`: of its event, by which `acts.undo` takes it back */
    z.object({ result: listResult, seq }),
    'secretary',
  ),
  /** decides every park that nobody has decided as it is proposed; what needs a reason is left */
  /** back to undecided, whatever was decided */
  'shortlist.takeBack': method(
    'write',
    z.strictObject({ applicationId: uuid }),
    z.object({ takenBack: z.boolean(), seq: seq.nullable() }),
    'secretary',
  ),
  'shortlist.acceptProposal': method(
    'write',
    z.strictObject({ roundId: uuid }),
    z.object({ decided: count, left: count, seqs: z.array(seq) }),
    'secretary',
  ),
  /** gives the title at once to the parks that an article enters by itself (自动纳入): no publicity is waited for */
  'shortlist.enterAutomatic': method(
    'write',
    z.strictObject({ roundId: uuid }),
    z.object({ entered: z.array(z.object({ parkName: z.string(), type: z.string() })) }),
    'secretary',
  ),
  /** keeps the list as it stands, with its reasons */
  'shortlist.version': method(
    'write',
    z.strictObject({ roundId: uuid, note: z.string().trim().max(500).optional() }),
    listVersionView,
    'secretary',
  ),
  'shortlist.versions': method('read', z.strictObject({ roundId: uuid }), z.array(listVersionView), 'tally'),
  'shortlist.compare': method(
    'read',
    z.strictObject({ roundId: uuid, from: z.int().positive(), to: z.int().positive() }),
    z.array(change),
    'tally',
  ),
  /** absent: stays as it is; null takes a minimum score back */
  'rounds.setQuotas': method(
    'write',
    z.strictObject({ roundId: uuid, quotas: places.optional(), byRegion: places.optional(), minimumScore: minimumScore.optional() }),
    z.object({ quotas: places, byRegion: places, minimumScore: minimumScore }),
    'secretary',
  ),
} as const;
