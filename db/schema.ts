/**
 * The tables as drizzle sees them. The truth is migrations/*.ts (STRICT tables, written by hand); a test
 * holds the two against each other.
 */
import { index, integer, primaryKey, real, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import type { CheckOutcome, DocumentKind, FieldValue, FormFormat, Recommendation, Relation, Role, RoundState, SheetState, Source, Stroke } from '../domain/model.ts';
import type { Suspension } from '../domain/shortlist/publicity.ts';
import type { VersionRow } from '../domain/shortlist/versions.ts';

const id = () => text('id').primaryKey();

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

/** 申报: one park in one round. A replaced package keeps its application. */
export const application = sqliteTable(
  'application',
  {
    id: id(),
    roundId: text('round_id').notNull().references(() => round.id),
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

/** 申报材料包, as it arrived. `sha256` is of the archive's own bytes. */
export const packageTable = sqliteTable(
  'package',
  {
    id: id(),
    applicationId: text('application_id').notNull().references(() => application.id),
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

export const document = sqliteTable(
  'document',
  {
    id: id(),
    packageId: text('package_id').notNull().references(() => packageTable.id),
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
    applicationId: text('application_id').notNull().references(() => application.id),
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
    packageId: text('package_id').notNull().references(() => packageTable.id),
    position: integer('position').notNull(),
    code: text('code').notNull(),
    params: text('params', { mode: 'json' }).$type<Record<string, string | number>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.packageId, t.position] })],
);

export const person = sqliteTable(
  'person',
  {
    id: id(),
    roundId: text('round_id').notNull().references(() => round.id),
    name: text('name').notNull(),
    organisation: text('organisation').notNull(),
    title: text('title').notNull(),
    role: text('role').$type<Role>().notNull(),
    createdAt: text('created_at').notNull(),
  },
  (t) => [index('person_by_round').on(t.roundId)],
);

export const assignment = sqliteTable(
  'assignment',
  {
    personId: text('person_id').notNull().references(() => person.id),
    applicationId: text('application_id').notNull().references(() => application.id),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId] })],
);

/** 回避声明. No row: not asked. */
export const conflict = sqliteTable(
  'conflict',
  {
    personId: text('person_id').notNull().references(() => person.id),
    applicationId: text('application_id').notNull().references(() => application.id),
    relation: text('relation').$type<Relation>().notNull(),
    reason: text('reason'),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId] })],
);

export const sheet = sqliteTable(
  'sheet',
  {
    personId: text('person_id').notNull().references(() => person.id),
    applicationId: text('application_id').notNull().references(() => application.id),
    state: text('state').$type<SheetState>().notNull(),
    digest: text('digest'),
    submittedAt: text('submitted_at'),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId] }), index('sheet_by_application').on(t.applicationId)],
);

export const score = sqliteTable(
  'score',
  {
    personId: text('person_id').notNull(),
    applicationId: text('application_id').notNull(),
    criterionId: text('criterion_id').notNull(),
    points100: integer('points100').notNull(),
    comment: text('comment'),
    evidence: text('evidence', { mode: 'json' }).$type<unknown[]>().notNull(),
    version: integer('version').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId, t.criterionId] })],
);

/** 认定: what people decided on a condition that the rule book leaves to them. */
export const ruling = sqliteTable(
  'ruling',
  {
    applicationId: text('application_id').notNull().references(() => application.id),
    conditionId: text('condition_id').notNull(),
    outcome: text('outcome').$type<'met' | 'notMet' | 'granted' | 'denied'>().notNull(),
    reason: text('reason').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.conditionId] })],
);

export const decision = sqliteTable('decision', {
  applicationId: text('application_id').primaryKey().references(() => application.id),
  result: text('result').$type<'listed' | 'notListed'>().notNull(),
  reason: text('reason'),
  at: text('at').notNull(),
});

/** 书面说明: what an expert wrote about a score that lies far out; `value` is the score it is about, in points. */
export const explanation = sqliteTable(
  'explanation',
  {
    personId: text('person_id').notNull().references(() => person.id),
    applicationId: text('application_id').notNull().references(() => application.id),
    /** empty: the total of the sheet */
    criterionId: text('criterion_id').notNull(),
    value: text('value').notNull(),
    text: text('text').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId, t.criterionId] })],
);

/** A park as a version of the list keeps it. */
export type KeptRow = VersionRow & { readonly reason: string | null };

/** 名单版本: the list as it stood, with its reasons. */
export const listVersion = sqliteTable(
  'list_version',
  {
    roundId: text('round_id').notNull().references(() => round.id),
    version: integer('version').notNull(),
    note: text('note'),
    rows: text('rows', { mode: 'json' }).$type<KeptRow[]>().notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.roundId, t.version] })],
);

/** 公示. Its end is computed from the calendar, never stored. */
export const publicity = sqliteTable(
  'publicity',
  {
    id: id(),
    roundId: text('round_id').notNull(),
    /** which version of the list was published */
    listVersion: integer('list_version').notNull(),
    opensOn: text('opens_on').notNull(),
    workingDays: integer('working_days').notNull(),
    countsOpening: integer('counts_opening', { mode: 'boolean' }).notNull(),
    suspensions: text('suspensions', { mode: 'json' }).$type<Suspension[]>().notNull(),
    state: text('state').$type<'open' | 'closed' | 'withdrawn'>().notNull(),
    endedAt: text('ended_at'),
    createdAt: text('created_at').notNull(),
  },
  (t) => [index('publicity_by_round').on(t.roundId)],
);

/** 异议 */
export const objection = sqliteTable(
  'objection',
  {
    id: id(),
    publicityId: text('publicity_id').notNull().references(() => publicity.id),
    applicationId: text('application_id').notNull().references(() => application.id),
    raisedOn: text('raised_on').notNull(),
    objector: text('objector').notNull(),
    contact: text('contact'),
    text: text('text').notNull(),
    /** the documents are blobs */
    evidence: text('evidence', { mode: 'json' }).$type<{ name: string; sha256: string; bytes: number }[]>().notNull(),
    outcome: text('outcome').$type<'upheld' | 'dismissed'>(),
    reason: text('reason'),
    resolvedAt: text('resolved_at'),
    createdAt: text('created_at').notNull(),
  },
  (t) => [index('objection_by_publicity').on(t.publicityId)],
);

/** 复审: one park scored again by others, after an objection was upheld. */
export const rereview = sqliteTable(
  'rereview',
  {
    objectionId: text('objection_id').primaryKey().references(() => objection.id),
    applicationId: text('application_id').notNull().references(() => application.id),
    at: text('at').notNull(),
  },
  (t) => [index('rereview_by_application').on(t.applicationId)],
);

/** The experts whose sheets a re-review replaces: everybody who had the park before. */
export const rereviewEarlier = sqliteTable(
  'rereview_earlier',
  {
    objectionId: text('objection_id').notNull().references(() => rereview.objectionId),
    personId: text('person_id').notNull().references(() => person.id),
  },
  (t) => [primaryKey({ columns: [t.objectionId, t.personId] })],
);

/** 节假日安排 of a year that people entered themselves; it goes before what the program knows. */
export const calendarYear = sqliteTable('calendar_year', {
  year: integer('year').primaryKey(),
  holidays: text('holidays', { mode: 'json' }).$type<string[]>().notNull(),
  workdays: text('workdays', { mode: 'json' }).$type<string[]>().notNull(),
  at: text('at').notNull(),
});

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
    /** the round that it came of; null where a person entered it */
    roundId: text('round_id').references(() => round.id),
    at: text('at').notNull(),
  },
  (t) => [index('title_event_by_park').on(t.parkName)],
);

/** 会议记录, every saved text a version. */
export const minutes = sqliteTable(
  'minutes',
  {
    roundId: text('round_id').notNull().references(() => round.id),
    version: integer('version').notNull(),
    text: text('text').notNull(),
    heldOn: text('held_on').notNull(),
    place: text('place').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.roundId, t.version] })],
);

/** 身份: certificates only; keys stay in their own encrypted files. */
export const identity = sqliteTable('identity', {
  id: id(),
  kind: text('kind').$type<'root' | 'institution' | 'member'>().notNull(),
  holder: text('holder').notNull(),
  personId: text('person_id').references(() => person.id),
  /** where its key file was written on this machine; null where it never was here */
  path: text('path'),
  certificate: text('certificate').notNull(),
  subject: text('subject').notNull(),
  issuer: text('issuer').notNull(),
  fingerprint: text('fingerprint').notNull(),
  notBefore: text('not_before').notNull(),
  notAfter: text('not_after').notNull(),
  createdAt: text('created_at').notNull(),
  /** where exchange files for its holder are sealed to (`age1…`) */
  recipient: text('recipient'),
  revokedAt: text('revoked_at'),
  revokedReason: text('revoked_reason'),
});

/** 生成的文书 */
export const exportTable = sqliteTable(
  'export',
  {
    id: id(),
    roundId: text('round_id').notNull().references(() => round.id),
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

/** 作废的评分表: kept and shown, never counted. */
export const voidSheet = sqliteTable(
  'void_sheet',
  {
    personId: text('person_id').notNull(),
    applicationId: text('application_id').notNull(),
    cause: text('cause').$type<'recusal' | 'replacement'>().notNull(),
    reason: text('reason'),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId] })],
);

/** 更换专家: whose seats passed to whom. */
export const replacement = sqliteTable('replacement', {
  personId: text('person_id').primaryKey().references(() => person.id),
  byPersonId: text('by_person_id').notNull().references(() => person.id),
  reason: text('reason').notNull(),
  at: text('at').notNull(),
});

/** 弃权: no points, which is not nought. An empty criterion means the whole park. */
export const abstention = sqliteTable(
  'abstention',
  {
    personId: text('person_id').notNull().references(() => person.id),
    applicationId: text('application_id').notNull().references(() => application.id),
    criterionId: text('criterion_id').notNull(),
    reason: text('reason').notNull(),
    version: integer('version').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId, t.criterionId] })],
);

/** 专家意见 */
export const opinion = sqliteTable(
  'opinion',
  {
    personId: text('person_id').notNull().references(() => person.id),
    applicationId: text('application_id').notNull().references(() => application.id),
    text: text('text').notNull(),
    recommendation: text('recommendation').$type<Recommendation>().notNull(),
    dissent: text('dissent'),
    version: integer('version').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.applicationId] })],
);

/** 实地考察. Closing freezes it; the digest is of everything recorded until then. */
export const visit = sqliteTable(
  'visit',
  {
    id: id(),
    applicationId: text('application_id').notNull().references(() => application.id),
    visitedOn: text('visited_on').notNull(),
    people: text('people', { mode: 'json' }).$type<string[]>().notNull(),
    openedBy: text('opened_by').notNull(),
    openedAt: text('opened_at').notNull(),
    closedAt: text('closed_at'),
    digest: text('digest'),
  },
  (t) => [index('visit_by_application').on(t.applicationId)],
);

const ofVisit = () => text('visit_id').notNull().references(() => visit.id);

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
});

export const visitSign = sqliteTable('visit_sign', {
  id: id(),
  visitId: ofVisit(),
  name: text('name').notNull(),
  organisation: text('organisation'),
  strokes: text('strokes', { mode: 'json' }).$type<Stroke[]>().notNull(),
  at: text('at').notNull(),
});

export const visitAddendum = sqliteTable('visit_addendum', {
  id: id(),
  visitId: ofVisit(),
  text: text('text').notNull(),
  author: text('author').notNull(),
  at: text('at').notNull(),
});

/** 事件链: append-only; each row carries the hash of the one before. */
export const event = sqliteTable(
  'event',
  {
    seq: integer('seq').primaryKey(),
    device: text('device').notNull(),
    actor: text('actor').notNull(),
    at: text('at').notNull(),
    kind: text('kind').notNull(),
    entity: text('entity').notNull(),
    old: text('old'),
    new: text('new'),
    reason: text('reason'),
    prevHash: text('prev_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [index('event_by_entity').on(t.entity)],
);

/** 交换文件: what went out and what came in. */
export const exchangeFile = sqliteTable(
  'exchange_file',
  {
    serial: text('serial').notNull(),
    direction: text('direction').$type<'issued' | 'opened' | 'returned' | 'merged'>().notNull(),
    roundId: text('round_id').notNull().references(() => round.id),
    personId: text('person_id').notNull().references(() => person.id),
    /** the device that wrote the file, and the head of its chain then */
    device: text('device').notNull(),
    chainSeq: integer('chain_seq').notNull(),
    manifest: text('manifest').notNull(),
    manifestSha256: text('manifest_sha256').notNull(),
    path: text('path').notNull(),
    bytes: integer('bytes').notNull(),
    report: text('report'),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.serial, t.direction] }), index('exchange_file_by_person').on(t.personId, t.direction)],
);

/** Events of other devices as they came; only the place in the chain where they are not the owner's. */
export const foreignEvent = sqliteTable(
  'foreign_event',
  {
    hash: text('hash').primaryKey(),
    device: text('device').notNull(),
    seq: integer('seq').notNull(),
    prevHash: text('prev_hash').notNull(),
    actor: text('actor'),
    at: text('at'),
    kind: text('kind'),
    entity: text('entity'),
    old: text('old'),
    new: text('new'),
    reason: text('reason'),
  },
  (t) => [index('foreign_event_by_device').on(t.device, t.seq), index('foreign_event_by_entity').on(t.entity)],
);

/** Histories of owned rows (domain/exchange/lineage.ts); heads have a content. */
export const cellVersion = sqliteTable(
  'cell_version',
  {
    entity: text('entity').notNull(),
    id: text('id').notNull(),
    device: text('device').notNull(),
    parents: text('parents').notNull(),
    sealed: integer('sealed').notNull(),
    content: text('content'),
    at: text('at'),
  },
  (t) => [primaryKey({ columns: [t.entity, t.id] }), index('cell_head').on(t.entity)],
);

/** How far this device's own events have been taken into the histories. */
export const lineageCursor = sqliteTable('lineage_cursor', { id: integer('id').primaryKey(), seq: integer('seq').notNull() });
