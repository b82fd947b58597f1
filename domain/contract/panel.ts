/** The contract of the panel (评审组): people, seats, declared conflicts, replacement. */
import { z } from 'zod';
import { relation, role, uuid } from '../model.ts';
import { stageStates } from '../rubric/stages.ts';
import { count, method, name, reason, seq } from './method.ts';
import { rankingChange } from './tally.ts';

const personView = z.object({
  personId: uuid,
  name: z.string(),
  organisation: z.string(),
  title: z.string(),
  role,
  /** whether there are criteria for this member to score; of the visit team only where the rubric has some for it alone */
  asked: z.boolean(),
  /** whether something is on record in the person's name, so that a change needs a reason and removal is too late */
  bound: z.boolean(),
  assigned: count,
  declared: count,
  recused: count,
  submitted: count,
  /** the stage of the rubric that this member judges, by name (`named`) or by role; null where there is none */
  stage: z.object({ key: z.string(), name: z.string(), named: z.boolean(), state: z.enum(stageStates) }).nullable(),
  /** seats, without those of recusals, at parks that did not pass into the stage: nothing of them is due; and of these those without a declaration */
  out: z.object({ seats: count, undeclared: count }),
});

/** Who somebody on the panel is. */
/** Written on one line, with a letter or a figure in it. */
export const personName = name.refine((text) => /[\p{L}\p{N}]/u.test(text) && !/[\p{Cc}\u2028\u2029]/u.test(text));

const personFacts = { name: personName, organisation: z.string().trim().max(200), title: z.string().trim().max(100), role };

export const panelMethods = {
  'panel.add': method(
    'write',
    z.strictObject({
      roundId: uuid,
      name: personName,
      organisation: z.string().trim().max(200).default(''),
      title: z.string().trim().max(100).default(''),
      role: role.default('expert'),
      /** of two people with the same name and organisation: that they are two */
      another: z.boolean().default(false),
    }),
    z.object({ personId: uuid }),
    'secretary',
  ),
  /**
   * Corrects who somebody is; with a reason once something is on record in that name. A name that an identity in force bears stays, and
   * so does a role that decided what the member was asked.
   */
  'panel.edit': method(
    'write',
    z.strictObject({
      personId: uuid,
      ...personFacts,
      /** as whoever edits saw it: what others changed since stays, and what both changed is refused */
      was: z.strictObject(personFacts).optional(),
      /** of two people with the same name and organisation: that they are two */
      another: z.boolean().default(false),
      reason: reason.optional(),
    }),
    z.object({ changed: z.boolean() }),
    'secretary',
  ),
  /** takes somebody off the panel of whom nothing is on record yet, with all seats; later there is `panel.replace` */
  'panel.remove': method('write', z.strictObject({ personId: uuid, reason: reason.optional() }), z.object({ seats: count }), 'secretary'),
  'panel.list': method('read', z.strictObject({ roundId: uuid }), z.array(personView), 'anyone'),
  'panel.assign': method(
    'write',
    z.strictObject({ personId: uuid, applicationIds: z.array(uuid) }),
    /** `seq`: of its event, by which `acts.undo` takes it back; null: there was nothing to do */
    z.object({ assigned: count, seq: seq.nullable() }),
    'secretary',
  ),
  /** takes seats back at which nothing was given and that no task file has carried away */
  'panel.unassign': method(
    'write',
    z.strictObject({ personId: uuid, applicationIds: z.array(uuid) }),
    z.object({ unassigned: count, seq: seq.nullable() }),
    'secretary',
  ),
  'conflicts.declare': method(
    'write',
    z.strictObject({ personId: uuid, applicationId: uuid, relation, reason: z.string().trim().max(5000).optional() }),
    /** `seq`: of its event, by which `acts.undo` takes it back; null for a correction, which is corrected again. `voided`: the scores that a relation declared late took out of the count; they stay in the history */
    z.object({
      recused: z.boolean(),
      voided: z.object({ scores: count, total100: count }).nullable(),
      standing: rankingChange.nullable(),
      seq: seq.nullable(),
    }),
    'own',
  ),
  /** hints by names alone, with grounds; the expert is asked, and declares */
  'conflicts.suggest': method(
    'read',
    z.strictObject({ personId: uuid }),
    z.array(
      z.object({
        applicationId: uuid,
        parkName: z.string(),
        strength: z.enum(['likely', 'possible']),
        because: z.array(z.string()),
        declared: relation.nullable(),
      }),
    ),
    'own',
  ),
  /** 更换专家 (招标投标法实施条例 第四十八条): the old one's scores are void, the seats pass to the new one, who scores anew */
  'panel.replace': method(
    'write',
    z.strictObject({
      personId: uuid,
      by: z.strictObject({ name, organisation: z.string().trim().max(200), title: z.string().trim().max(100), role: role.optional() }),
      reason,
    }),
    z.object({ personId: uuid, seats: count, voided: count, standing: rankingChange.nullable() }),
    'secretary',
  ),
  'panel.replacements': method(
    'read',
    z.strictObject({ roundId: uuid }),
    z.array(
      z.object({
        personId: uuid,
        name: z.string(),
        organisation: z.string(),
        byPersonId: uuid,
        byName: z.string(),
        reason: z.string(),
        at: z.string(),
      }),
    ),
    'anyone',
  ),
  /** a proposal of seats; `panel.assign` makes it so */
  'panel.balance': method(
    'read',
    z.strictObject({ roundId: uuid, perApplication: z.int().positive().max(50), maxPerExpert: z.int().positive().optional() }),
    z.object({
      experts: z.array(z.object({ personId: uuid, name: z.string(), region: z.string().nullable(), load: count, add: z.array(uuid) })),
      imbalance: count,
      /** parks that too few experts can read */
      short: z.array(z.object({ applicationId: uuid, parkName: z.string(), lacking: z.int().positive() })),
    }),
    'secretary',
  ),
  'conflicts.list': method(
    'read',
    z.strictObject({ personId: uuid }),
    z.array(
      z.object({
        applicationId: uuid,
        parkName: z.string(),
        relation: relation.nullable(),
        reason: z.string().nullable(),
        /** with whom a relation may be, as far as the application says; nothing of a park that is recused */
        applicant: z.string().nullable(),
        operator: z.string().nullable(),
        legalRepresentative: z.string().nullable(),
        address: z.string().nullable(),
      }),
    ),
    'own',
  ),
} as const;
