/** Rounds and what was handed in: applications, packages, documents, values. */
import { index, integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import type { DocumentKind, FieldValue, FormFormat, RoundState, Source } from '../../domain/model.ts';
import { id } from './id.ts';

/** One row: this folder and the device that made it. */
export const workspace = sqliteTable('workspace', {
  id: id(),
  deviceId: text('device_id').notNull(),
  createdAt: text('created_at').notNull(),
});

/** 轮次. Scheme and rubric are the round's own copies: a later edition of a rule book changes no open round. */
export const round = sqliteTable('round', {
  id: id(),
  schemeId: text('scheme_id').notNull(),
  scheme: text('scheme').notNull(),
  rubric: text('rubric'),
  rubricFrozenAt: text('rubric_frozen_at'),
  name: text('name').notNull(),
  appliedOn: text('applied_on').notNull(),
  settings: text('settings').notNull(),
  state: text('state').$type<RoundState>().notNull(),
  createdAt: text('created_at').notNull(),
});

/** The round that a row belongs to. */
export const ofRound = () =>
  text('round_id')
    .notNull()
    .references(() => round.id);

/** 申报: one park in one round. A replaced package keeps its application. */
export const application = sqliteTable(
  'application',
  {
    id: id(),
    roundId: ofRound(),
    parkName: text('park_name').notNull(),
    type: text('type'),
    region: text('region'),
    applicant: text('applicant'),
    operator: text('operator'),
    packageId: text('package_id').notNull(),
    createdAt: text('created_at').notNull(),
  },
  (t) => [unique().on(t.roundId, t.parkName)],
);

/** The application that a row belongs to. */
export const ofApplication = () =>
  text('application_id')
    .notNull()
    .references(() => application.id);

/** 申报材料包, as it arrived. `sha256` is of the archive's own bytes. */
export const packageTable = sqliteTable(
  'package',
  {
    id: id(),
    applicationId: ofApplication(),
    name: text('name').notNull(),
    sha256: text('sha256').notNull(),
    bytes: integer('bytes').notNull(),
    skipped: integer('skipped').notNull(),
    formFormat: text('form_format').$type<FormFormat>().notNull(),
    unread: text('unread', { mode: 'json' }).$type<string[]>().notNull(),
    importedAt: text('imported_at').notNull(),
    replacedAt: text('replaced_at'),
  },
  (t) => [index('package_by_application').on(t.applicationId), index('package_by_sha256').on(t.sha256)],
);

const ofPackage = () =>
  text('package_id')
    .notNull()
    .references(() => packageTable.id);

export const document = sqliteTable(
  'document',
  {
    id: id(),
    packageId: ofPackage(),
    path: text('path').notNull(),
    kind: text('kind').$type<DocumentKind>().notNull(),
    bytes: integer('bytes').notNull(),
    sha256: text('sha256').notNull(),
  },
  (t) => [index('document_by_package').on(t.packageId)],
);

/** 字段值: one row a source, so that all sources stay visible side by side. */
export const fieldValueTable = sqliteTable(
  'field_value',
  {
    applicationId: ofApplication(),
    key: text('key').notNull(),
    source: text('source').$type<Source>().notNull(),
    raw: text('raw').notNull(),
    /** null: stated, but not readable */
    value: text('value', { mode: 'json' }).$type<FieldValue>(),
    unit: text('unit'),
    reason: text('reason'),
    evidence: text('evidence', { mode: 'json' }).$type<unknown[]>(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.key, t.source] })],
);

export const findingTable = sqliteTable(
  'finding',
  {
    packageId: ofPackage(),
    position: integer('position').notNull(),
    code: text('code').notNull(),
    params: text('params', { mode: 'json' }).$type<Record<string, string | number>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.packageId, t.position] })],
);

/** 认定: what people decided on a condition that the rule book leaves to them. */
export const ruling = sqliteTable(
  'ruling',
  {
    applicationId: ofApplication(),
    conditionId: text('condition_id').notNull(),
    outcome: text('outcome').$type<'met' | 'notMet' | 'granted' | 'denied'>().notNull(),
    reason: text('reason').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.conditionId] })],
);
