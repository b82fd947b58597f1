/** The contract of rounds (轮次), their settings, their rubric (评分标准) and their grades. */
import { z } from 'zod';
import { isoDate, uuid } from '../model.ts';
import { documentTexts } from '../texts/own-texts.ts';
import { rubric } from '../rubric/model.ts';
import { schemeKinds } from '../scheme/scheme.ts';
import { tallyRules } from '../tally/rules.ts';
import { votingRule } from '../deliberation/vote.ts';
import { count, method, name, nothing, path, reason } from './method.ts';

export const roundSettings = z.object({
  /** CNY for one USD, as a decimal, where a scheme asks in USD */
  usdRate: z.string().optional(),
  /** of a round of rewards: experts score it; absent: as soon as somebody is seated */
  scored: z.boolean().optional(),
  /** 发布之日, where the rule book's validity counts from it and its text does not name the day */
  publishedOn: isoDate.optional(),
  /** places on the shortlist by type */
  quotas: z.record(z.string(), z.int().nonnegative()).optional(),
  /** at most so many places of a region within each type */
  regionQuotas: z.record(z.string(), z.int().nonnegative()).optional(),
  /** points that a park must reach to be proposed */
  minimumScore: z.string().optional(),
  /** for assessment rounds: the total from which each grade is given, in hundredths of a point; absent: the scheme's */
  gradesFrom100: z.record(z.string(), z.int().nonnegative()).optional(),
  /** for assessment rounds: the day of the notice, from which 整改 is counted */
  noticeOn: isoDate.optional(),
  /** for a review after 整改: the assessment round whose parks it takes over */
  followUpOf: uuid.optional(),
  /** by stage of the rubric: where each stands that was begun, and which applications did not pass into it */
  stages: z.record(z.string(), z.object({ state: z.enum(['open', 'closed']), out: z.array(uuid).optional() })).optional(),
  /** how sheets become totals; absent: one highest and one lowest dropped per criterion */
  tallyRules: tallyRules.optional(),
  /** 表决规则: how the panel votes; absent: openly, by more than half of those present, two thirds of those entitled being there */
  voting: votingRule.optional(),
  institution: z.string().optional(),
  commission: z.string().optional(),
  /** when scoring was ended; absent while it goes on */
  scoringEnded: z.string().optional(),
  /** put away: nothing is lost, and the lists of rounds leave it out unless it is asked for */
  archived: z.boolean().optional(),
  /** titles and sentences of documents in the institution's own words, before those of the rule book */
  documentTexts: documentTexts.optional(),
});

const roundHead = z.object({
  roundId: uuid,
  schemeId: z.string(),
  schemeKind: z.enum(schemeKinds),
  name: z.string(),
  appliedOn: isoDate,
  state: z.enum(['preparing', 'scoring', 'closed']),
  createdAt: z.string(),
  /** the assessment whose parks it reviews again */
  followUpOf: uuid.nullable(),
});

export const stepStates = z.enum(['todo', 'doing', 'done']);
const step = z.object({
  step: z.enum(['packages', 'eligibility', 'panel', 'scoring', 'visits', 'exchange', 'tally', 'shortlist', 'publicity', 'documents']),
  state: stepStates,
  done: count,
  of: count,
});

const listedRound = roundHead.extend({
  /** whose tasks for it were opened here: it is theirs then, and no office's; empty at the office */
  owners: z.array(uuid),
  archived: z.boolean(),
});

const roundView = roundHead.extend({
  schemeTitle: z.string(),
  /** what those under review are called, and how they are counted */
  subject: z.object({ subject: z.string(), subjects: z.string(), counter: z.string() }),
  /** the types of the rule book that the round was opened with */
  types: z.array(z.object({ id: z.string(), label: z.string() })),
  settings: roundSettings,
  rubric: rubric.nullable(),
  rubricFrozenAt: z.string().nullable(),
  steps: z.array(step),
  /** what a person should know of it as a whole, as sentences: a rule book out of force, or one whose validity nobody can tell; a second round where there is one a year */
  notes: z.array(z.string()),
  /** whether experts score it: a round of rewards does without, unless somebody was seated or the round asks for it */
  scored: z.boolean(),
  /** whether a document or a task file bears what the round was opened with, so that a correction needs a reason */
  asksReason: z.boolean(),
  /** whether nothing is on record yet, so that the round can be deleted */
  empty: z.boolean(),
  /** whether the rule book's validity counts from a day that its text does not name */
  asksPublication: z.boolean(),
});

/** CNY for one USD: a decimal above nought */
const rate = z.string().regex(/^(?!0+(\.0+)?$)\d{1,6}(\.\d{1,8})?$/);

/** points as a decimal, two places at most */
const points = z.string().regex(/^\d{1,4}(\.\d{1,2})?$/);

/** What a round is opened with and may be corrected in. */
const roundFacts = {
  name,
  appliedOn: isoDate,
  institution: z.string().trim().max(200),
  commission: z.string().trim().max(200),
  usdRate: z.union([z.literal(''), rate]),
};

export const roundMethods = {
  'rounds.create': method(
    'write',
    z.strictObject({
      schemeId: z.string(),
      name,
      appliedOn: isoDate,
      settings: roundSettings.omit({ scoringEnded: true, archived: true, stages: true }).optional(),
    }),
    z.object({ roundId: uuid, notes: z.array(z.string()) }),
    'secretary',
  ),
  /** the remarks that a new round would have, before it is opened */
  'rounds.check': method(
    'read',
    z.strictObject({ schemeId: z.string(), appliedOn: isoDate, publishedOn: isoDate.optional() }),
    z.object({ notes: z.array(z.string()), asksPublication: z.boolean() }),
    'secretary',
  ),
  /** 发布之日; null takes it back */
  'rounds.setPublished': method(
    'write',
    z.strictObject({ roundId: uuid, publishedOn: isoDate.nullable(), reason }),
    z.object({ notes: z.array(z.string()) }),
    'secretary',
  ),
  /** Corrects what the round was opened with; empty texts take a setting away. With a reason once a document or a task file bears it. */
  'rounds.edit': method(
    'write',
    z.strictObject({
      roundId: uuid,
      ...roundFacts,
      /** as whoever edits saw it: what others changed since stays, and what both changed is refused */
      was: z.strictObject(roundFacts).optional(),
      reason: reason.optional(),
    }),
    z.object({ changed: z.array(z.string()), notes: z.array(z.string()) }),
    'secretary',
  ),
  /** a new round under the same rule book as it reads today, with the rubric and the standing settings, and the panel where wanted */
  'rounds.copy': method(
    'write',
    z.strictObject({ roundId: uuid, name, appliedOn: isoDate, people: z.boolean() }),
    z.object({ roundId: uuid, people: count, notes: z.array(z.string()) }),
    'secretary',
  ),
  'rounds.archive': method(
    'write',
    z.strictObject({ roundId: uuid, archived: z.boolean() }),
    z.object({ archived: z.boolean() }),
    'secretary',
  ),
  /** only a round in which nothing is on record yet but who might sit on its panel */
  'rounds.delete': method('write', z.strictObject({ roundId: uuid }), z.object({ people: count }), 'secretary'),
  'rounds.list': method('read', nothing, z.array(listedRound), 'anyone'),
  'rounds.get': method('read', z.strictObject({ roundId: uuid }), roundView, 'anyone'),
  /** `despite`: why, where something is missing (`rounds.readiness`) */
  'rounds.openScoring': method(
    'write',
    z.strictObject({ roundId: uuid, despite: reason.optional() }),
    z.object({
      rubricFrozenAt: z.string(),
      /** sheets that must be submitted again, and scores that no longer fit, because the rubric was changed since they were given */
      reopened: count,
      dropped: count,
    }),
    'secretary',
  ),
  /** from here on no sheet changes, but those of a re-review; `despite`: why, where something is missing */
  'rounds.endScoring': method(
    'write',
    z.strictObject({ roundId: uuid, despite: reason.optional() }),
    z.object({ scoringEnded: z.string() }),
    'secretary',
  ),
  /** sheets can be written again; not while the list is before the public */
  'rounds.resumeScoring': method('write', z.strictObject({ roundId: uuid, reason }), nothing, 'secretary'),
  'rounds.setRubric': method('write', z.strictObject({ roundId: uuid, rubric }), z.object({ criteria: count }), 'secretary'),
  /** a rubric that is being edited on this machine, as the window wrote it; null: none */
  'rounds.unsavedRubric': method('device', z.strictObject({ roundId: uuid }), z.string().nullable(), 'secretary'),
  /** null: nothing is being edited any more */
  'rounds.keepUnsavedRubric': method(
    'device',
    z.strictObject({ roundId: uuid, typed: z.string().max(2_000_000).nullable() }),
    nothing,
    'secretary',
  ),
  /** back to preparing, so that the frozen rubric can be changed */
  'rounds.reopenRubric': method('write', z.strictObject({ roundId: uuid, reason }), z.object({ submitted: count }), 'secretary'),
  'rounds.exportRubric': method(
    'job',
    z.strictObject({ roundId: uuid, path, replace: z.boolean().optional() }),
    z.object({ path: z.string(), criteria: count }),
    'secretary',
  ),
  'rounds.importRubric': method('job', z.strictObject({ roundId: uuid, path }), z.object({ criteria: count }), 'secretary'),
  /** cut-offs of an assessment round, by grade, in points; and the day from which 整改 is counted */
  'rounds.setGrades': method(
    'write',
    z.strictObject({ roundId: uuid, from: z.record(z.string(), points).optional(), noticeOn: isoDate.optional() }),
    z.object({ grades: z.array(z.object({ id: z.string(), from: z.string() })), noticeOn: isoDate.nullable() }),
    'secretary',
  ),
} as const;
