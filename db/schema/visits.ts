/** Site visits. */
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CheckOutcome, FieldValue, FirmFound, MeasureMethod, Posts, SignCovers, SignRole, Stroke } from '../../domain/model.ts';
import { id } from './id.ts';
import { ofApplication } from './rounds.ts';

/** 实地考察. Closing freezes it; the digest is of everything recorded until then. */
export const visit = sqliteTable(
  'visit',
  {
    id: id(),
    applicationId: ofApplication(),
    visitedOn: text('visited_on').notNull(),
    people: text('people', { mode: 'json' }).$type<string[]>().notNull(),
    openedBy: text('opened_by').notNull(),
    openedAt: text('opened_at').notNull(),
    closedAt: text('closed_at'),
    digest: text('digest'),
    /** by name, of those present; null where nobody said */
    posts: text('posts', { mode: 'json' }).$type<Posts>(),
    /** clock times in China on the day of the visit, HH:MM */
    started: text('started'),
    ended: text('ended'),
  },
  (t) => [index('visit_by_application').on(t.applicationId)],
);

const ofVisit = () =>
  text('visit_id')
    .notNull()
    .references(() => visit.id);

export const visitNote = sqliteTable('visit_note', {
  id: id(),
  visitId: ofVisit(),
  text: text('text').notNull(),
  author: text('author').notNull(),
  at: text('at').notNull(),
  changedAt: text('changed_at').notNull(),
});

export const visitCheck = sqliteTable(
  'visit_check',
  {
    visitId: ofVisit(),
    checkId: text('check_id').notNull(),
    outcome: text('outcome').$type<CheckOutcome>().notNull(),
    note: text('note'),
    author: text('author').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.visitId, t.checkId] })],
);

export const visitMeasure = sqliteTable(
  'visit_measure',
  {
    visitId: ofVisit(),
    key: text('key').notNull(),
    value: text('value', { mode: 'json' }).$type<FieldValue>().notNull(),
    note: text('note'),
    author: text('author').notNull(),
    at: text('at').notNull(),
    /** null where nobody said how */
    method: text('method').$type<MeasureMethod>(),
  },
  (t) => [primaryKey({ columns: [t.visitId, t.key] })],
);

/** 考察照片: the original bytes are a blob; time and place are what the camera wrote. */
export const visitPhoto = sqliteTable('visit_photo', {
  id: id(),
  visitId: ofVisit(),
  name: text('name').notNull(),
  mediaType: text('media_type').notNull(),
  sha256: text('sha256').notNull(),
  bytes: integer('bytes').notNull(),
  caption: text('caption').notNull(),
  takenAt: text('taken_at'),
  latitude: real('latitude'),
  longitude: real('longitude'),
  orientation: integer('orientation'),
  author: text('author').notNull(),
  at: text('at').notNull(),
  /** `check:<id>` or `measure:<key>`: what it shows; null where nobody said */
  about: text('about'),
});

export const visitSign = sqliteTable('visit_sign', {
  id: id(),
  visitId: ofVisit(),
  name: text('name').notNull(),
  organisation: text('organisation'),
  strokes: text('strokes', { mode: 'json' }).$type<Stroke[]>().notNull(),
  at: text('at').notNull(),
  /** null on signatures given before it was asked */
  role: text('role').$type<SignRole>(),
  /** what it was given for; null on signatures given before it was asked */
  covers: text('covers', { mode: 'json' }).$type<SignCovers>(),
});

/** 草稿: the addendum that somebody is writing, until it is added. */
export const visitDraft = sqliteTable(
  'visit_draft',
  {
    visitId: ofVisit(),
    author: text('author').notNull(),
    text: text('text').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.visitId, t.author] })],
);

export const visitAddendum = sqliteTable('visit_addendum', {
  id: id(),
  visitId: ofVisit(),
  text: text('text').notNull(),
  author: text('author').notNull(),
  at: text('at').notNull(),
});

/** 访谈: with whom somebody of the team spoke, in which post, and what was said. */
export const visitInterview = sqliteTable('visit_interview', {
  id: id(),
  visitId: ofVisit(),
  person: text('person').notNull(),
  post: text('post'),
  said: text('said').notNull(),
  author: text('author').notNull(),
  at: text('at').notNull(),
  changedAt: text('changed_at').notNull(),
});

/** 整改、补正事项: what the park shall put right or hand in, until when, and who answers for it. */
export const visitMatter = sqliteTable('visit_matter', {
  id: id(),
  visitId: ofVisit(),
  matter: text('matter').notNull(),
  dueOn: text('due_on'),
  responsible: text('responsible'),
  author: text('author').notNull(),
  at: text('at').notNull(),
  changedAt: text('changed_at').notNull(),
});

/** 组长现场意见 */
export const visitOpinion = sqliteTable(
  'visit_opinion',
  {
    visitId: ofVisit(),
    kind: text('kind').$type<'leader'>().notNull(),
    leader: text('leader').notNull(),
    text: text('text').notNull(),
    author: text('author').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.visitId, t.kind] })],
);

/** 抽样: a draw of tenants, never changed and never removed, so that nobody draws until a sample pleases. */
export const visitSample = sqliteTable('visit_sample', {
  id: id(),
  visitId: ofVisit(),
  /** head of the chain before the draw */
  seed: text('seed').notNull(),
  /** the list that was drawn from */
  firms: text('firms', { mode: 'json' }).$type<string[]>().notNull(),
  /** in the order of the draw */
  drawn: text('drawn', { mode: 'json' }).$type<string[]>().notNull(),
  author: text('author').notNull(),
  at: text('at').notNull(),
});

/** 抽查企业: what was seen at a tenant, drawn or not. */
export const visitFirm = sqliteTable(
  'visit_firm',
  {
    visitId: ofVisit(),
    name: text('name').notNull(),
    found: text('found').$type<FirmFound>().notNull(),
    /** people seen at work */
    staff: integer('staff'),
    business: text('business'),
    note: text('note'),
    author: text('author').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.visitId, t.name] })],
);
