/** The contract of the deliberation (合议): votes of the panel, members' dissent, the opinion of the group. The office keeps all of it. */
import { z } from 'zod';
import { ballotKinds, majorities, quorums, voteAnswers } from '../deliberation/answers.ts';
import { votingRule } from '../deliberation/vote.ts';
import { recommendation, role, uuid } from '../model.ts';
import { count, method, reason } from './method.ts';

/** empty: whether it is listed */
const question = z.string().trim().max(200).default('');
const words = z.string().trim().max(5000);
const person = z.object({ personId: uuid, name: z.string() });

const overviewRow = z.object({
  applicationId: uuid,
  parkName: z.string(),
  /** label of the type; null where it is not known */
  type: z.string().nullable(),
  rank: z.int().positive().nullable(),
  total: z.string().nullable(),
  /** what the rules propose; null where they cannot yet */
  proposed: z.enum(['proposed', 'notProposed', 'needsDecision']).nullable(),
  decision: z.enum(['listed', 'notListed']).nullable(),
  /** what the vote on its listing came to; null: there was none */
  carried: z.boolean().nullable(),
  /** something is wrong with a vote on it, by who is recused and who sits now */
  flawed: z.boolean(),
  opinion: z.boolean(),
  dissents: count,
});

const voteView = z.object({
  question: z.string(),
  ballot: z.enum(ballotKinds),
  majority: z.enum(majorities),
  quorum: z.enum(quorums),
  members: count,
  present: count,
  agree: count,
  against: count,
  abstain: count,
  carried: z.boolean(),
  voters: z.array(person),
  absent: z.array(person),
  recused: z.array(person),
  /** who voted how; null where it was secret */
  ballots: z.array(person.extend({ vote: z.enum(voteAnswers) })).nullable(),
  at: z.string(),
  /** why it took the place of an earlier one */
  reason: z.string().nullable(),
  /** in one sentence */
  text: z.string(),
  /** what is wrong with it now; null: nothing */
  flaw: z.string().nullable(),
});

export const groupOpinion = z.object({
  personId: uuid,
  name: z.string(),
  strengths: z.string(),
  problems: z.string(),
  advice: z.string(),
  at: z.string(),
});

export const deliberationMethods = {
  'deliberation.get': method(
    'read',
    z.strictObject({ roundId: uuid }),
    z.object({
      rule: votingRule,
      /** there are votes: the rule stands */
      fixed: z.boolean(),
      parks: z.array(overviewRow),
    }),
    'secretary',
  ),
  'deliberation.park': method(
    'read',
    z.strictObject({ applicationId: uuid }),
    overviewRow.extend({
      rule: votingRule,
      /** why the rules propose what they do */
      because: z.array(z.string()),
      quota: count.nullable(),
      /** on what the decision rests */
      ground: z.string().nullable(),
      /** votes and opinions stand as they are: the list is published, or the round is over */
      sealed: z.boolean(),
      /** 评审组 as it sits: leaders and experts */
      members: z.array(person.extend({ role, recused: z.boolean() })),
      /** that on its listing first */
      votes: z.array(voteView),
      dissents: z.array(person.extend({ text: z.string(), at: z.string() })),
      opinion: groupOpinion.nullable(),
      /** what experts wrote with their sheets */
      opinions: z.array(z.object({ personId: uuid, name: z.string(), recommendation, text: z.string(), dissent: z.string().nullable() })),
    }),
    'secretary',
  ),
  /** until the first vote */
  'deliberation.setRule': method('write', votingRule.extend({ roundId: uuid }), votingRule, 'secretary'),
  /** `ballots` of an open vote, `counts` of a secret one; `reason`: it takes the place of the vote that stands */
  'deliberation.vote': method(
    'write',
    z.strictObject({
      applicationId: uuid,
      question,
      ballots: z
        .array(z.strictObject({ personId: uuid, vote: z.enum(voteAnswers) }))
        .max(200)
        .optional(),
      counts: z.strictObject({ agree: count, against: count, abstain: count }).optional(),
      absent: z.array(uuid).max(200).default([]),
      reason: reason.optional(),
    }),
    z.object({ carried: z.boolean() }),
    'secretary',
  ),
  'deliberation.takeBack': method(
    'write',
    z.strictObject({ applicationId: uuid, question, reason }),
    z.object({ takenBack: z.boolean() }),
    'secretary',
  ),
  /** empty: there is none any more */
  'deliberation.dissent': method(
    'write',
    z.strictObject({ applicationId: uuid, personId: uuid, text: words }),
    z.object({ kept: z.boolean() }),
    'secretary',
  ),
  /** of whoever presided; all empty: there is none any more. `was`: as it was seen when it was changed */
  'deliberation.opinion': method(
    'write',
    z.strictObject({
      applicationId: uuid,
      personId: uuid,
      strengths: words,
      problems: words,
      advice: words,
      was: z.strictObject({ strengths: z.string(), problems: z.string(), advice: z.string() }).optional(),
    }),
    z.object({ kept: z.boolean() }),
    'secretary',
  ),
} as const;
