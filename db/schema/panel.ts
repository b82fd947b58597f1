/** The panel: people, seats, declared conflicts, replacement. */
import { index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Relation, Role } from '../../domain/model.ts';
import { id } from './id.ts';
import { ofApplication, ofRound } from './rounds.ts';

export const person = sqliteTable(
  'person',
  {
    id: id(),
    roundId: ofRound(),
    name: text('name').notNull(),
    organisation: text('organisation').notNull(),
    title: text('title').notNull(),
    role: text('role').$type<Role>().notNull(),
    createdAt: text('created_at').notNull(),
    /** the stage of the rubric that the member was named for; null: that of the role */
    stage: text('stage'),
  },
  (t) => [index('person_by_round').on(t.roundId)],
);

/** The person that a row belongs to. */
export const ofPerson = () =>
  text('person_id')
    .notNull()
    .references(() => person.id);

export const assignment = sqliteTable(
  'assignment',
  {
    personId: ofPerson(),
    applicationId: ofApplication(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId] })],
);

/** 回避声明. No row: not asked. */
export const conflict = sqliteTable(
  'conflict',
  {
    personId: ofPerson(),
    applicationId: ofApplication(),
    relation: text('relation').$type<Relation>().notNull(),
    reason: text('reason'),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId] })],
);

/** 更换专家: whose seats passed to whom. */
export const replacement = sqliteTable('replacement', {
  personId: text('person_id')
    .primaryKey()
    .references(() => person.id),
  byPersonId: text('by_person_id')
    .notNull()
    .references(() => person.id),
  reason: text('reason').notNull(),
  at: text('at').notNull(),
});

/** 专家库: whom any round may seat. */
export const expert = sqliteTable('expert', {
  id: id(),
  name: text('name').notNull(),
  organisation: text('organisation').notNull(),
  title: text('title').notNull(),
  /** 专业领域 */
  field: text('field').notNull(),
  region: text('region').notNull(),
  contact: text('contact').notNull(),
  note: text('note').notNull(),
  /** why nobody is to seat the expert for now; null: anybody may */
  paused: text('paused'),
  createdAt: text('created_at').notNull(),
});

/** Which member of a panel is which expert of the roster. */
export const seatedExpert = sqliteTable(
  'seated_expert',
  {
    personId: text('person_id')
      .primaryKey()
      .references(() => person.id),
    expertId: text('expert_id')
      .notNull()
      .references(() => expert.id),
  },
  (t) => [index('seated_expert_by_expert').on(t.expertId)],
);
