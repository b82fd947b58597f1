/** Site visits. */
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CheckOutcome, FieldValue, MeasureMethod, SignCovers, SignRole, Stroke } from '../../domain/model.ts';
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
