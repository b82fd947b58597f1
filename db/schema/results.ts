/** What comes of it: decisions, list versions, titles, minutes, documents. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { KeptVote } from '../../domain/deliberation/vote.ts';
import type { Ground } from '../../domain/deliberation/ground.ts';
import type { EnteredPark, VersionRow } from '../../domain/shortlist/versions.ts';
import { id } from './id.ts';
import { ofPerson, person } from './panel.ts';
import { application, ofApplication, ofRound, round } from './rounds.ts';

export const decision = sqliteTable('decision', {
  applicationId: text('application_id')
    .primaryKey()
    .references(() => application.id),
  result: text('result').$type<'listed' | 'notListed'>().notNull(),
  reason: text('reason'),
  at: text('at').notNull(),
  /** what it rested on when it was made; null where that was not kept yet */
  ground: text('ground', { mode: 'json' }).$type<Ground>(),
});

/** 表决: the vote that stands; `question` empty: whether it is listed. `kept` holds who was there, and where it was open who voted how. */
export const vote = sqliteTable(
  'vote',
  {
    applicationId: ofApplication(),
    question: text('question').notNull(),
    cast: text('kept', { mode: 'json' }).$type<KeptVote>().notNull(),
    /** why it took the place of an earlier one */
    reason: text('reason'),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.question] })],
);

/** 不同意见 of a member with what the panel came to. */
export const dissent = sqliteTable(
  'dissent',
  { applicationId: ofApplication(), personId: ofPerson(), text: text('text').notNull(), at: text('at').notNull() },
  (t) => [primaryKey({ columns: [t.applicationId, t.personId] }), index('dissent_by_person').on(t.personId)],
);

/** 评审组综合意见, given by who presided. */
export const groupOpinion = sqliteTable(
  'group_opinion',
  {
    applicationId: text('application_id')
      .primaryKey()
      .references(() => application.id),
    personId: ofPerson(),
    strengths: text('strengths').notNull(),
    problems: text('problems').notNull(),
    advice: text('advice').notNull(),
    at: text('at').notNull(),
  },
  (t) => [index('group_opinion_by_person').on(t.personId)],
);

/** A park as a version of the list keeps it. */
export type KeptRow = VersionRow & { readonly reason: string | null };

/** 名单版本: the list as it stood, with its reasons. */
export const listVersion = sqliteTable(
  'list_version',
  {
    roundId: ofRound(),
    version: integer('version').notNull(),
    note: text('note'),
    rows: text('rows', { mode: 'json' }).$type<KeptRow[]>().notNull(),
    /** parks that an article enters by itself, without a rank */
    entered: text('entered', { mode: 'json' }).$type<EnteredPark[]>().notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.roundId, t.version] })],
);

/** 称号: what happened to a park's title, across rounds. */
export const titleEvent = sqliteTable(
  'title_event',
  {
    id: id(),
    parkName: text('park_name').notNull(),
    kind: text('kind').$type<'recognised' | 'rectify' | 'restored' | 'revoked'>().notNull(),
    happenedOn: text('happened_on').notNull(),
    type: text('type'),
    until: text('until'),
    ground: text('ground'),
    barredYears: integer('barred_years'),
    /** who gives the title, in Chinese as the rule book names its issuer; null where nobody told: then it may be anybody's */
    authority: text('authority'),
    /** the round that it came of; null where a person entered it */
    roundId: text('round_id').references(() => round.id),
    at: text('at').notNull(),
  },
  (t) => [index('title_event_by_park').on(t.parkName)],
);

/** 评审组拟定的奖励金额, one a tier; 万元. */
export const award = sqliteTable(
  'award',
  {
    applicationId: ofApplication(),
    tier: text('tier').notNull(),
    amount: text('amount').notNull(),
    reason: text('reason').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.tier] })],
);

/** 已获奖励: what was granted, across rounds; 万元. */
export const grantedAward = sqliteTable(
  'granted_award',
  {
    id: id(),
    parkName: text('park_name').notNull(),
    schemeId: text('scheme_id').notNull(),
    tier: text('tier').notNull(),
    amount: text('amount').notNull(),
    grantedOn: text('granted_on').notNull(),
    /** the round that it came of; null where a person entered it */
    roundId: text('round_id').references(() => round.id),
    /** what a person entered it by */
    reason: text('reason'),
    at: text('at').notNull(),
  },
  (t) => [index('granted_award_by_scheme').on(t.schemeId)],
);

/** 会议记录, every saved text a version. */
export const minutes = sqliteTable(
  'minutes',
  {
    roundId: ofRound(),
    version: integer('version').notNull(),
    text: text('text').notNull(),
    heldOn: text('held_on').notNull(),
    place: text('place').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.roundId, t.version] })],
);

/** 生成的文书 */
export const exportTable = sqliteTable(
  'export',
  {
    id: id(),
    roundId: ofRound(),
    kind: text('kind').notNull(),
    applicationId: text('application_id').references(() => application.id),
    personId: text('person_id').references(() => person.id),
    path: text('path').notNull(),
    sha256: text('sha256').notNull(),
    pages: integer('pages').notNull(),
    signedBy: text('signed_by', { mode: 'json' }).$type<string[]>().notNull(),
    chainHead: text('chain_head'),
    at: text('at').notNull(),
  },
  (t) => [index('export_by_round').on(t.roundId)],
);
