/**
 * The contract: every method of the program, with what goes in and what comes out. Electron's ipc, the
 * loopback host and the command line carry these calls to one dispatch and add nothing of their own.
 *
 * `read` changes nothing; `write` runs in one immediate transaction; `job` does long work outside one
 * (files, PDFs, keys), opens its own short transactions, reports progress and can be cancelled.
 */
import { z } from 'zod';
import { documentKind, fieldValue, finding, formFormat, isoDate, readValue, relation, role, sha256, source, uuid } from './model.ts';
import { documentTexts } from './report/own-texts.ts';
import { rubric, scheme, schemeValues } from './scheme/scheme.ts';
import { exchangeChecks, exchangeKinds } from './exchange/manifest.ts';
import { tallyRules } from './scoring/tally-rules.ts';
import { reopenCauses } from './scoring/reopen-causes.ts';
import { count, method, name, nothing, passphrase, path, reason } from './contract/method.ts';
import { checkingMethods } from './contract/checking.ts';
import { certificateView, identityMethods } from './contract/identities.ts';
import { publicityMethods } from './contract/publicity.ts';
import { opinionMethods } from './contract/opinions.ts';
import { reportMethods } from './contract/reports.ts';
import { rubricMethods } from './contract/rubric.ts';
import { shortlistMethods } from './contract/shortlist.ts';
import { tallyMethods } from './contract/tally.ts';
import { visitMethods } from './contract/visits.ts';

export type { MethodKind } from './contract/method.ts';
export { reportKinds, type BatchAnswer, type Verification } from './contract/reports.ts';
export type { ShortlistAnswer } from './contract/shortlist.ts';
export type { TallyAnswer } from './contract/tally.ts';
export type { VisitView } from './contract/visits.ts';

/** Points as a person types them: "8.5" or 8.5. */
const typedPoints = z.union([z.number(), z.string().max(20)]);
const text = z.string();

// --- schemes and eligibility ------------------------------------------------------------------

export const verdictName = z.enum(['met', 'notMet', 'relaxable', 'missing', 'judgement']);

export const conditionVerdict = z.object({
  id: z.string(),
  article: z.string(),
  /** what it is about, in two or three words */
  label: z.string(),
  /** the original sentence */
  text: z.string(),
  fields: z.array(z.string()),
  verdict: verdictName,
  /** what was compared: an exact decimal in `unit`, a date, a yes or no; null where nothing is known */
  value: z.union([z.string(), z.boolean(), z.null()]),
  source: source.nullable(),
  op: z.string().nullable(),
  threshold: z.union([z.string(), z.boolean(), z.null()]),
  unit: z.string(),
  /** what is lacking, in `unit`; null when nothing is */
  gap: z.string().nullable(),
  /** the same in words, with units */
  shown: z.object({ value: z.string().nullable(), threshold: z.string().nullable(), gap: z.string().nullable() }),
  /** how the value came about: the exchange rate used, a date without its day, a figure that cannot be read */
  notes: z.array(z.string()),
  /** what people decided where the rule book leaves it to them */
  ruling: z.object({ outcome: z.enum(['met', 'notMet', 'granted', 'denied']), reason: z.string(), at: z.string() }).nullable(),
});

const completion = z.object({ name: z.string(), done: count, unknown: count, total: count });

export const evaluation = z.object({
  schemeId: z.string(),
  type: z.string().nullable(),
  overall: verdictName,
  /** one sentence */
  because: z.string(),
  conditions: z.array(conditionVerdict),
  priorities: z.array(z.object({ id: z.string(), article: z.string(), text: z.string(), holds: z.boolean() })),
  automatic: z.object({ type: z.string(), article: z.string(), text: z.string() }).nullable(),
  /** amounts and caps in 万元; `amount` is null where the panel proposes it */
  reward: z
    .object({
      tier: z.string().nullable(),
      amount: z.string().nullable(),
      cap: z.string().nullable(),
      currency: z.string(),
      also: z.array(z.object({ tier: z.string(), article: z.string(), text: z.string(), amount: z.string().nullable(), cap: z.string(), currency: z.string() })),
      next: z.object({ tier: z.string(), cap: z.string(), lacking: z.array(z.string()) }).nullable(),
    })
    .optional(),
  checklist: z.object({ total: completion, headings: z.array(completion.extend({ no: z.string() })), units: z.array(completion) }).optional(),
  notes: z.array(z.string()),
});
export type EvaluationView = z.infer<typeof evaluation>;

/** What a scheme of rewards offers, in 万元; `amount` is null where the panel proposes it. */
const offer = z.object({ schemeId: z.string(), tier: z.string(), amount: z.string().nullable(), cap: z.string() });

const schemeHead = z.object({
  id: z.string(),
  title: z.string(),
  documentNo: z.string(),
  kind: z.string(),
  types: z.array(z.object({ id: z.string(), label: z.string() })),
});

// --- rounds, packages, applications -----------------------------------------------------------

export const roundSettings = z.object({
  /** CNY for one USD, as a decimal, where a scheme asks in USD */
  usdRate: z.string().optional(),
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
  /** how sheets become totals; absent: one highest and one lowest dropped per criterion */
  tallyRules: tallyRules.optional(),
  institution: z.string().optional(),
  commission: z.string().optional(),
  /** titles and sentences of documents in the institution's own words, before those of the rule book */
  documentTexts: documentTexts.optional(),
});

const roundHead = z.object({
  roundId: uuid,
  schemeId: z.string(),
  name: z.string(),
  appliedOn: isoDate,
  state: z.enum(['preparing', 'scoring', 'closed']),
  createdAt: z.string(),
});

export const stepStates = z.enum(['todo', 'doing', 'done']);
const step = z.object({ step: z.enum(['packages', 'eligibility', 'panel', 'scoring', 'tally', 'shortlist', 'documents']), state: stepStates, done: count, of: count });

const roundView = roundHead.extend({
  schemeTitle: z.string(),
  settings: roundSettings,
  rubric: rubric.nullable(),
  rubricFrozenAt: z.string().nullable(),
  steps: z.array(step),
});

const documentView = z.object({ documentId: uuid, path: z.string(), kind: documentKind, bytes: count, sha256 });
const shownFinding = finding.extend({ message: z.string() });

const formView = z.object({ format: formFormat, fields: z.record(z.string(), readValue), unread: z.array(z.string()) });

const importedPackage = z.object({
  applicationId: uuid,
  parkName: z.string(),
  type: z.string().nullable(),
  package: z.string(),
  sha256,
  form: formView,
  documents: z.array(documentView),
  findings: z.array(shownFinding),
  skipped: count,
  replaces: uuid.nullable(),
});
export type ImportedPackage = z.infer<typeof importedPackage>;

const applicationRow = z.object({
  applicationId: uuid,
  parkName: z.string(),
  type: z.string().nullable(),
  region: z.string().nullable(),
  applicant: z.string().nullable(),
  operator: z.string().nullable(),
  fieldsRead: count,
  fieldsAsked: count,
  findings: count,
  documents: count,
  overall: verdictName,
  /** when somebody accepted what was read out of the package in force; null: not yet */
  acceptedAt: z.string().nullable(),
});
export type ApplicationRow = z.infer<typeof applicationRow>;

const valueBySource = z.object({
  source,
  raw: z.string(),
  value: fieldValue,
  unit: z.string().nullable(),
  reason: z.string().nullable(),
  at: z.string(),
});

const applicationView = z.object({
  applicationId: uuid,
  roundId: uuid,
  parkName: z.string(),
  type: z.string().nullable(),
  region: z.string().nullable(),
  package: z.string(),
  packageSha256: sha256,
  formFormat,
  fields: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      unit: z.string(),
      type: z.string(),
      statedBy: z.enum(['form', 'reviewer']),
      options: z.array(z.object({ value: z.string(), label: z.string() })),
      unread: z.boolean(),
      /** the source whose value is used; null where there is none */
      used: source.nullable(),
      values: z.array(valueBySource),
    }),
  ),
  documents: z.array(documentView),
  findings: z.array(shownFinding),
  acceptedAt: z.string().nullable(),
});
export type ApplicationView = z.infer<typeof applicationView>;

// --- panel and scores -------------------------------------------------------------------------

const personView = z.object({
  personId: uuid,
  name: z.string(),
  organisation: z.string(),
  title: z.string(),
  role,
  assigned: count,
  declared: count,
  recused: count,
  submitted: count,
});

/** Anchor of a piece of evidence: a document and, where it points, a page and a rectangle in page fractions. */
export const evidence = z.object({
  documentId: uuid,
  page: z.int().positive().optional(),
  rect: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
});

const totals = z.object({
  /** hundredths of a point */
  total100: count,
  max100: count,
  filled: count,
  of: count,
  missing: z.array(z.string()),
  commentsMissing: z.array(z.string()),
});

const scoreView = z.object({
  criterionId: z.string(),
  points100: count,
  comment: z.string().nullable(),
  evidence: z.array(evidence),
  /** grows by one with each change; hand it back to have a stale edit refused */
  version: count,
  at: z.string(),
});

const sheetView = z.object({
  personId: uuid,
  applicationId: uuid,
  state: z.enum(['draft', 'submitted']),
  scores: z.array(scoreView),
  /** criteria without points by the expert's own word; null: the whole park */
  abstained: z.array(z.object({ criterionId: z.string().nullable(), reason: z.string(), version: count, at: z.string() })),
  totals,
  digest: sha256.nullable(),
  submittedAt: z.string().nullable(),
});
export type SheetView = z.infer<typeof sheetView>;

// --- exchange ---------------------------------------------------------------------------------

/** How a file is opened: with an identity file and its passphrase, or with the passphrase of the file itself. */
const openedWith = {
  identity: path.optional(),
  passphrase: passphrase.optional(),
  filePassphrase: passphrase.optional(),
  /** certificates of roots that are trusted for this file */
  roots: z.array(path).max(20).optional(),
  /** fingerprint of the root that the file brings along, as somebody compared it */
  trust: z.string().max(100).optional(),
};

const exchangeHead = z.object({
  kind: z.enum(exchangeKinds),
  serial: uuid,
  createdAt: z.string(),
  program: z.string(),
  round: z.object({ roundId: uuid, name: z.string(), schemeId: z.string() }),
  from: z.object({ device: uuid, name: z.string() }),
  to: z.object({ name: z.string() }),
  personId: uuid,
  documents: count,
  bytes: count,
});

const exchangeInspection = z.object({
  path: z.string(),
  /** null where the file could not be opened that far */
  head: exchangeHead.nullable(),
  signer: certificateView.nullable(),
  root: certificateView.nullable(),
  /** all checks in their order; `ok` null where an earlier one failed */
  checks: z.array(z.object({ check: z.enum(exchangeChecks), text: z.string(), ok: z.boolean().nullable() })),
  refused: z.object({ code: z.string(), message: z.string() }).nullable(),
});

const exchangeOpened = z.object({
  roundId: uuid,
  personId: uuid,
  name: z.string(),
  serial: uuid,
  applications: count,
  documents: count,
  rows: count,
  conflicts: count,
  alreadyThere: z.boolean(),
});

const conflictSide = z.object({
  version: sha256,
  device: uuid,
  at: z.string().nullable(),
  /** what is in use until somebody chooses */
  inUse: z.boolean(),
  thisDevice: z.boolean(),
  content: z.record(z.string(), z.unknown()),
});

/** 冲突: one row that its owner left different on two laptops. */
const exchangeConflict = z.object({
  conflictId: z.string(),
  kind: z.string(),
  personId: uuid,
  name: z.string(),
  applicationId: uuid,
  parkName: z.string(),
  criterionId: z.string().nullable(),
  criterion: z.string().nullable(),
  sides: z.array(conflictSide),
});
export type ExchangeConflict = z.infer<typeof exchangeConflict>;

const mergedFile = z.object({
  path: z.string(),
  serial: uuid,
  personId: uuid,
  name: z.string(),
  /** rows that changed here, that were here already, that are now in conflict */
  came: count,
  alreadyThere: count,
  conflicts: count,
  submitted: count,
  /** sheets that a declaration in this file took out of the count */
  voided: z.array(z.object({ applicationId: uuid, parkName: z.string(), scores: count, total100: count })),
  /** the same laptop's history has two continuations: a copied folder or a restored backup */
  forked: z.boolean(),
});

const exchangeFileView = z.object({
  serial: uuid,
  direction: z.enum(['issued', 'opened', 'returned', 'merged']),
  personId: uuid,
  name: z.string(),
  path: z.string(),
  bytes: count,
  at: z.string(),
});

// --- audit, workspace -------------------------------------------------------------------------

const eventView = z.object({
  seq: z.int().positive(),
  at: z.string(),
  actor: z.string(),
  kind: z.string(),
  entity: z.string(),
  old: z.unknown(),
  new: z.unknown(),
  reason: z.string().nullable(),
  hash: sha256,
});
export type EventView = z.infer<typeof eventView>;

const doctorAnswer = z.object({
  healthy: z.boolean(),
  checks: z.array(z.object({ id: z.string(), ok: z.boolean(), text: z.string(), found: z.array(z.string()) })),
});

export const api = {
  'schemes.list': method('read', nothing, z.array(schemeHead)),
  'schemes.get': method('read', z.strictObject({ id: z.string() }), scheme),
  'schemes.evaluate': method(
    'read',
    z.strictObject({ schemeId: z.string(), type: z.string().optional(), values: schemeValues, appliedOn: isoDate, usdRate: z.string().optional() }),
    evaluation,
  ),

  'rounds.create': method('write', z.strictObject({ schemeId: z.string(), name, appliedOn: isoDate, settings: roundSettings.optional() }), z.object({ roundId: uuid })),
  'rounds.list': method('read', nothing, z.array(roundHead)),
  'rounds.get': method('read', z.strictObject({ roundId: uuid }), roundView),
  ...rubricMethods,

  'packages.import': method(
    'job',
    z.strictObject({ roundId: uuid, paths: z.array(path).min(1).max(10_000), replace: z.boolean().optional() }),
    z.object({
      imported: z.array(importedPackage),
      duplicates: z.array(z.object({ package: z.string(), applicationId: uuid, parkName: z.string(), newVersion: z.boolean() })),
      refused: z.array(z.object({ package: z.string(), code: z.string(), message: z.string() })),
    }),
  ),
  /** holds a 申报汇总表 (one row a park) against the packages of the round; changes nothing */
  'packages.checkSummary': method(
    'job',
    z.strictObject({ roundId: uuid, paths: z.array(path).min(1).max(100) }),
    z.array(
      z.object({
        name: z.string(),
        rows: count,
        differences: z.array(z.object({ parkName: z.string(), row: z.int(), key: z.string(), field: z.string(), summary: z.string(), form: z.string() })),
        withoutPackage: z.array(z.string()),
        withoutRow: z.array(z.string()),
        repeated: z.array(z.string()),
      }),
    ),
  ),
  'applications.list': method('read', z.strictObject({ roundId: uuid }), z.array(applicationRow)),
  'applications.get': method('read', z.strictObject({ applicationId: uuid }), applicationView),
  'applications.setField': method(
    'write',
    z.strictObject({ applicationId: uuid, key: z.string(), value: fieldValue, source: z.literal('evidence').default('evidence'), evidence: z.union([z.array(evidence).max(50), z.string().max(5000)]).optional(), reason }),
    z.object({ used: source.nullable(), overall: verdictName }),
  ),
  'eligibility.evaluate': method('read', z.strictObject({ applicationId: uuid, schemeId: z.string().optional(), type: z.string().optional() }), evaluation),

  /** what else the park could apply for, most promising first; of overlapping rewards the better one (从优不重复) */
  'eligibility.elsewhere': method(
    'read',
    z.strictObject({ applicationId: uuid }),
    z.object({
      chances: z.array(z.object({ schemeId: z.string(), title: z.string(), type: z.string().nullable(), overall: verdictName, because: z.string(), known: count, asked: count })),
      rewards: z.object({ chosen: offer, given: z.array(offer), certain: z.boolean() }).nullable(),
    }),
  ),
  /** settles what the rule book leaves to people: a judgement (met or notMet) or a relaxation (granted or denied) */
  'eligibility.decide': method(
    'write',
    z.strictObject({ applicationId: uuid, conditionId: z.string(), outcome: z.enum(['met', 'notMet', 'granted', 'denied']), reason }),
    z.object({ overall: verdictName }),
  ),

  'panel.add': method('write', z.strictObject({ roundId: uuid, name, organisation: z.string().trim().max(200).default(''), title: z.string().trim().max(100).default(''), role: role.default('expert') }), z.object({ personId: uuid })),
  'panel.list': method('read', z.strictObject({ roundId: uuid }), z.array(personView)),
  'panel.assign': method('write', z.strictObject({ personId: uuid, applicationIds: z.array(uuid) }), z.object({ assigned: count })),
  'conflicts.declare': method(
    'write',
    z.strictObject({ personId: uuid, applicationId: uuid, relation, reason: z.string().trim().max(5000).optional() }),
    /** `voided`: the scores that a relation declared late took out of the count; they stay in the history */
    z.object({ recused: z.boolean(), voided: z.object({ scores: count, total100: count }).nullable() }),
  ),
  /** hints by names alone, with grounds; the expert is asked, and declares */
  'conflicts.suggest': method(
    'read',
    z.strictObject({ personId: uuid }),
    z.array(z.object({ applicationId: uuid, parkName: z.string(), strength: z.enum(['likely', 'possible']), because: z.array(z.string()), declared: relation.nullable() })),
  ),
  /** 更换专家 (招标投标法实施条例 第四十八条): the old one's scores are void, the seats pass to the new one, who scores anew */
  'panel.replace': method(
    'write',
    z.strictObject({ personId: uuid, by: z.strictObject({ name, organisation: z.string().trim().max(200), title: z.string().trim().max(100), role: role.optional() }), reason }),
    z.object({ personId: uuid, seats: count, voided: count }),
  ),
  'panel.replacements': method(
    'read',
    z.strictObject({ roundId: uuid }),
    z.array(z.object({ personId: uuid, name: z.string(), organisation: z.string(), byPersonId: uuid, byName: z.string(), reason: z.string(), at: z.string() })),
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
  ),
  'conflicts.list': method('read', z.strictObject({ personId: uuid }), z.array(z.object({ applicationId: uuid, parkName: z.string(), relation: relation.nullable(), reason: z.string().nullable() }))),

  'scores.set': method(
    'write',
    z.strictObject({
      personId: uuid,
      applicationId: uuid,
      criterionId: z.string(),
      points: typedPoints,
      comment: z.string().max(5000).optional(),
      evidence: z.array(evidence).max(50).optional(),
      expectedVersion: count.optional(),
    }),
    z.object({ points100: count, totals, version: count, at: z.string() }),
  ),
  /** 弃权: no points for a criterion, or for the whole park (null). Absent is not nought. `withdraw` takes it back */
  'scores.abstain': method(
    'write',
    z.strictObject({ personId: uuid, applicationId: uuid, criterionId: z.string().min(1).nullable(), reason, withdraw: z.boolean().optional() }),
    z.object({ totals, version: count, at: z.string() }),
  ),
  'scores.get': method('read', z.strictObject({ personId: uuid, applicationId: uuid }), sheetView),
  'scores.history': method('read', z.strictObject({ personId: uuid, applicationId: uuid, criterionId: z.string().optional() }), z.array(eventView)),
  'scores.submit': method('write', z.strictObject({ personId: uuid, applicationId: uuid }), z.object({ digest: sha256, submittedAt: z.string() })),
  'scores.reopen': method(
    'write',
    z.strictObject({ personId: uuid, applicationId: uuid, cause: z.enum(reopenCauses), reason }),
    z.object({ state: z.literal('draft') }),
  ),

  /** a workbook to fill in by hand; parks that are not open to the expert are named in `left` */
  'scores.exportSheet': method(
    'job',
    z.strictObject({ personId: uuid, path, replace: z.boolean().optional() }),
    z.object({ path: z.string(), parks: count, rows: count, left: z.array(z.object({ applicationId: uuid, parkName: z.string(), code: z.string() })) }),
  ),
  'scores.importSheet': method(
    'job',
    z.strictObject({ personId: uuid, path }),
    z.object({
      accepted: count,
      unchanged: count,
      empty: count,
      refused: z.array(z.object({ row: z.int().positive(), park: z.string(), criterion: z.string(), code: z.string(), message: z.string() })),
    }),
  ),

  ...checkingMethods,
  ...visitMethods,

  ...tallyMethods,
  ...shortlistMethods,
  ...publicityMethods,
  ...opinionMethods,

  ...identityMethods,

  /** 发出任务: to the registered certificate, or to `recipient` (`age1…`), or under a passphrase for the file */
  'exchange.issue': method(
    'job',
    z.strictObject({ personId: uuid, path, institutionPath: path.optional(), institutionPassphrase: passphrase, passphrase: passphrase.optional(), recipient: z.string().max(200).optional(), replace: z.boolean().optional() }),
    z.object({ path: z.string(), serial: uuid, bytes: count, applications: count, documents: count, rows: count }),
  ),
  /** 打开任务, on the expert's machine */
  'exchange.open': method('job', z.strictObject({ path, ...openedWith }), exchangeOpened),
  /** 交回 */
  'exchange.return': method(
    'job',
    z.strictObject({ personId: uuid, path, identity: path, passphrase, filePassphrase: passphrase.optional(), replace: z.boolean().optional() }),
    z.object({ path: z.string(), serial: uuid, bytes: count, rows: count, submitted: count, due: count }),
  ),
  'exchange.inspect': method('job', z.strictObject({ path, ...openedWith }), exchangeInspection),
  /** 收回结果 */
  'exchange.merge': method(
    'job',
    z.strictObject({ paths: z.array(path).min(1).max(1000), institutionPath: path.optional(), institutionPassphrase: passphrase.optional(), ...openedWith }),
    z.object({ merged: z.array(mergedFile), alreadyThere: z.array(mergedFile), conflicts: z.array(exchangeConflict), refused: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })) }),
  ),
  'exchange.list': method('read', z.strictObject({ roundId: uuid }), z.array(exchangeFileView)),
  'exchange.conflicts': method('read', z.strictObject({ roundId: uuid.optional(), personId: uuid.optional() }), z.array(exchangeConflict)),
  'exchange.resolve': method(
    'write',
    z.strictObject({ conflictId: z.string().max(300), choice: z.union([z.enum(['local', 'incoming']), sha256]), reason }),
    z.object({ left: count, reopened: z.array(uuid) }),
  ),
  /** settles every conflict of one person for what one laptop says */
  'exchange.takeAll': method('write', z.strictObject({ personId: uuid, device: uuid, reason }), z.object({ settled: count, left: count, reopened: z.array(uuid) })),

  ...reportMethods,

  'workspace.info': method(
    'read',
    nothing,
    z.object({
      path: z.string(),
      program: z.string(),
      schemaVersion: count,
      deviceId: uuid,
      rounds: count,
      events: count,
      chainHead: sha256.nullable(),
      lastWriteAt: z.string().nullable(),
      lastBackupAt: z.string().nullable(),
    }),
  ),
  'workspace.backup': method('job', nothing, z.object({ path: z.string(), bytes: count })),
  'workspace.backups': method('job', nothing, z.array(z.object({ path: z.string(), bytes: count, at: z.string() }))),
  'workspace.restore': method('job', z.strictObject({ path }), z.object({ restored: z.string(), keptAs: z.string() })),
  'workspace.doctor': method('job', nothing, doctorAnswer),
  'audit.list': method('read', z.strictObject({ entity: z.string().optional(), after: count.optional(), limit: z.int().positive().max(1000).optional() }), z.array(eventView)),
} as const;

export type Api = typeof api;
export type MethodName = keyof Api;
export type Input<M extends MethodName> = z.input<Api[M]['in']>;
export type Parsed<M extends MethodName> = z.output<Api[M]['in']>;
export type Output<M extends MethodName> = z.output<Api[M]['out']>;

/** Own keys only: "constructor" is no method. */
export function isMethod(value: string): value is MethodName {
  return Object.hasOwn(api, value);
}

/** What a job tells while it runs. */
export const progress = z.object({ job: z.string(), done: count, total: count, label: text });
export type Progress = z.infer<typeof progress>;
