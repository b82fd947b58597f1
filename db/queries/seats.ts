/** What becomes of a seat: void sheets, replaced members, abstentions. */
import { asc, eq } from 'drizzle-orm';
import type { Role } from '../../domain/model.ts';
import { statements, type ReadStore } from '../store/open.ts';
import { abstention, assignment, person, replacement, voidSheet } from '../schema/schema.ts';
import { underReview } from '../schema/admission.ts';
import { deleteFrom, insertInto, rowBy, rowsBy, upsertInto } from './rows.ts';

export type VoidRow = typeof voidSheet.$inferSelect;
export type ReplacementRow = typeof replacement.$inferSelect;
export type AbstentionRow = typeof abstention.$inferSelect;

/** Stands for the whole park in `abstention.criterion_id`. */
export const wholePark = '';

export const getVoid = rowBy(voidSheet, ['personId', 'applicationId']);

export const insertVoid = insertInto(voidSheet);

export const deleteVoid = deleteFrom(voidSheet, ['personId', 'applicationId']);

export const listAbstentions = rowsBy(abstention, ['personId', 'applicationId']);

export const upsertAbstention = upsertInto(abstention);

export const deleteAbstention = deleteFrom(abstention, ['personId', 'applicationId', 'criterionId']);

export const getReplacement = rowBy(replacement, ['personId']);

export const insertReplacement = insertInto(replacement);

/** Who was replaced in a round, oldest first. */
export function listReplacements(store: ReadStore, roundId: string): (ReplacementRow & { name: string; organisation: string })[] {
  return store.orm
    .select({ replacement, name: person.name, organisation: person.organisation })
    .from(replacement)
    .innerJoin(person, eq(person.id, replacement.personId))
    .where(eq(person.roundId, roundId))
    .orderBy(asc(replacement.at), asc(replacement.personId))
    .all()
    .map((row) => ({ ...row.replacement, name: row.name, organisation: row.organisation }));
}

export const deleteAssignments = deleteFrom(assignment, ['personId']);

/** All seats of a round. */
export function listSeats(store: ReadStore, roundId: string): { personId: string; applicationId: string }[] {
  return store.orm
    .select({ personId: assignment.personId, applicationId: assignment.applicationId })
    .from(assignment)
    .innerJoin(person, eq(person.id, assignment.personId))
    .where(eq(person.roundId, roundId))
    .all();
}

/** Whether anybody was seated at a park of a round. */
export function hasSeats(store: ReadStore, roundId: string): boolean {
  return (
    statements(store)('SELECT 1 FROM assignment s JOIN person p ON p.id = s.person_id WHERE p.round_id = ? LIMIT 1').get(roundId) !==
    undefined
  );
}

/** Tables in which a member leaves something before a park, by the columns that name the member; the parts of a visit by its visit. */
const ofSeat = ['sheet', 'score', 'abstention', 'opinion', 'explanation', 'void_sheet', 'dissent', 'group_opinion'] as const;
const ofVisit = [
  'visit_note',
  'visit_check',
  'visit_measure',
  'visit_photo',
  'visit_opinion',
  'visit_addendum',
  'visit_interview',
  'visit_matter',
  'visit_sample',
  'visit_firm',
] as const;

const workedAtSeat = [
  ...ofSeat.map((table) => `SELECT 1 FROM ${table} WHERE person_id = @personId AND application_id = @applicationId`),
  'SELECT 1 FROM visit WHERE opened_by = @personId AND application_id = @applicationId',
  ...ofVisit.map(
    (table) =>
      `SELECT 1 FROM ${table} t JOIN visit v ON v.id = t.visit_id WHERE t.author = @personId AND v.application_id = @applicationId`,
  ),
].join(' UNION ALL ');

const givenAtSeat = `${workedAtSeat} UNION ALL SELECT 1 FROM conflict WHERE person_id = @personId AND application_id = @applicationId AND relation <> 'none'`;

/** Whether a member scored, wrote or recorded anything of a park, whatever was declared. */
export function hasWorked(store: ReadStore, personId: string, applicationId: string): boolean {
  return statements(store)(`${workedAtSeat} LIMIT 1`).get({ personId, applicationId }) !== undefined;
}

/** Whether a member gave anything before a park: a relation, a score, an opinion, a word in the record of a visit. */
export function hasGiven(store: ReadStore, personId: string, applicationId: string): boolean {
  return statements(store)(`${givenAtSeat} LIMIT 1`).get({ personId, applicationId }) !== undefined;
}

/** Over `person`: whether anything at all is on record in the name of the member. */
export const isBound = `EXISTS (${[
  ...ofSeat.map((table) => `SELECT 1 FROM ${table} g WHERE g.person_id = person.id`),
  'SELECT 1 FROM conflict g WHERE g.person_id = person.id',
  'SELECT 1 FROM exchange_file g WHERE g.person_id = person.id',
  'SELECT 1 FROM identity g WHERE g.person_id = person.id',
  'SELECT 1 FROM export g WHERE g.person_id = person.id',
  'SELECT 1 FROM replacement g WHERE g.person_id = person.id OR g.by_person_id = person.id',
  'SELECT 1 FROM visit g WHERE g.opened_by = person.id',
  ...ofVisit.map((table) => `SELECT 1 FROM ${table} g WHERE g.author = person.id`),
].join(' UNION ALL ')})`;

export function isPersonBound(store: ReadStore, personId: string): boolean {
  return statements(store)(`SELECT ${isBound} FROM person WHERE id = ?`).pluck().get(personId) === 1;
}

/** Whether a seat was given before a task file for the member was written: the park is on that laptop then. */
export function wasHandedOut(store: ReadStore, personId: string, applicationId: string): boolean {
  return (
    statements(store)(
      `SELECT 1 FROM exchange_file f WHERE f.person_id = @personId AND f.direction = 'issued' AND NOT EXISTS (
         SELECT 1 FROM event e WHERE e.entity = 'person:' || @personId AND e.kind = 'panel.assign' AND e.seq > f.chain_seq
            AND instr(e.new, @applicationId) > 0) LIMIT 1`,
    ).get({ personId, applicationId }) !== undefined
  );
}

export const deleteAssignment = deleteFrom(assignment, ['personId', 'applicationId']);

export interface MissingRow {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  /** that the member was named for */
  readonly stage: string | null;
  readonly applicationId: string;
  readonly parkName: string;
}

const lacking = {
  sheets: `coalesce(c.relation, 'none') = 'none'
     AND NOT EXISTS (SELECT 1 FROM sheet h WHERE h.person_id = s.person_id AND h.application_id = s.application_id AND h.state = 'submitted')
     AND NOT EXISTS (SELECT 1 FROM abstention b WHERE b.person_id = s.person_id AND b.application_id = s.application_id AND b.criterion_id = '')`,
  declarations: 'c.relation IS NULL',
} as const;

/** Seats at parks under review whose sheet, or declaration, is not in, in the order of people and parks. */
export function listMissing(store: ReadStore, roundId: string, what: keyof typeof lacking): MissingRow[] {
  return statements(store)(
    `SELECT p.id AS personId, p.name, p.role, p.stage, a.id AS applicationId, a.park_name AS parkName
       FROM assignment s JOIN person p ON p.id = s.person_id JOIN application a ON a.id = s.application_id
       LEFT JOIN conflict c ON c.person_id = s.person_id AND c.application_id = s.application_id
      WHERE p.round_id = ? AND ${lacking[what]} AND ${underReview('a.id')} ORDER BY p.created_at, p.id, a.created_at, a.id`,
  ).all(roundId) as MissingRow[];
}
