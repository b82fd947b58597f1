/** The contract of exchange files (交换文件): issued, opened, returned, merged, and the conflicts between laptops. */
import { z } from 'zod';
import { exchangeChecks, exchangeKinds } from '../exchange/manifest.ts';
import { sha256, uuid } from '../model.ts';
import { certificateView } from './identities.ts';
import { count, method, passphrase, path, reason } from './method.ts';
import { rankingChange } from './tally.ts';

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

/** the newest file of a laptop that was taken in here: by it a person knows the laptop */
const broughtBy = z.object({ path: z.string(), at: z.string() }).nullable();

/** 选定: what somebody decided at once between two laptops, and what became of it. */
const exchangeDecision = z.object({
  decision: uuid,
  at: z.string(),
  /** who chose: a name; null for the office */
  by: z.string().nullable(),
  reason: z.string(),
  applicationId: uuid,
  parkName: z.string(),
  /** whose rows; null: of a visit */
  personId: uuid.nullable(),
  name: z.string(),
  visitedOn: z.string().nullable(),
  /** rows that were settled */
  settled: count,
  /** a whole sheet was chosen, in whatever state that laptop left it */
  sheet: z.boolean(),
  /** the laptops whose words were taken */
  devices: z.array(z.object({ device: uuid, thisDevice: z.boolean(), broughtBy })),
  /** it broke the seal of a submitted sheet */
  reopened: z.boolean(),
  takenBack: z.object({ at: z.string(), by: z.string().nullable(), reason: z.string() }).nullable(),
  /** nothing was written over it since */
  canTakeBack: z.boolean(),
});
export type ExchangeDecision = z.infer<typeof exchangeDecision>;

/** A sheet that does not fit what is asked of its park now: what is not asked any more was taken off (`dropped`), and `sealed`: it was submitted. */
const outdatedSheet = z.object({
  applicationId: uuid,
  parkName: z.string(),
  type: z.string().nullable(),
  dropped: count,
  sealed: z.boolean(),
});

const exchangeOpened = z.object({
  roundId: uuid,
  personId: uuid,
  name: z.string(),
  serial: uuid,
  applications: count,
  documents: count,
  visits: count,
  /** parks that the task leaves out, for a relation to them is on record */
  recused: count,
  rows: count,
  conflicts: count,
  /** what was decided elsewhere, between this laptop and others, and was not known here */
  decisions: z.array(exchangeDecision),
  /** own sheets that do not fit what this task asks; a submitted one stays as it is until it was returned and the office opened it */
  outdated: z.array(outdatedSheet),
  alreadyThere: z.boolean(),
});

const conflictSide = z.object({
  version: sha256,
  device: uuid,
  /** who wrote it: a name; null for the office */
  by: z.string().nullable(),
  at: z.string().nullable(),
  /** what is in use until somebody chooses */
  inUse: z.boolean(),
  thisDevice: z.boolean(),
  broughtBy,
  /** of a sheet that laptop submitted: what it sealed comes to */
  total100: count.nullable(),
  content: z.record(z.string(), z.unknown()),
});

/**
 * 冲突: one row that two laptops left different: of one person's sheet, or of the record of a visit, which several
 * write. `kind` names the table of the row (`score`, `sheet`, `visit/check` …).
 */
const exchangeConflict = z.object({
  conflictId: z.string(),
  kind: z.string(),
  /** whose row it is; null: of a visit */
  personId: uuid.nullable(),
  name: z.string(),
  visit: z.object({ visitId: uuid, visitedOn: z.string() }).nullable(),
  /** in a visit: what was checked or measured, in the reader's language */
  item: z.string().nullable(),
  applicationId: uuid,
  parkName: z.string(),
  criterionId: z.string().nullable(),
  criterion: z.string().nullable(),
  sides: z.array(conflictSide),
  /** of a row of a sheet: what the whole sheet comes to by each laptop, every other line as it is in use; empty of a visit */
  totals: z.array(z.object({ device: uuid, total100: count })),
});
export type ExchangeConflict = z.infer<typeof exchangeConflict>;

const mergedFile = z.object({
  path: z.string(),
  serial: uuid,
  personId: uuid,
  name: z.string(),
  /** each row of the file in one of three: it changed here, it was here already, it waits for a choice now */
  came: count,
  alreadyThere: count,
  conflicts: count,
  /** sheets that the file itself says are submitted */
  submitted: count,
  /** visits that the file tells of, and fields of parks that say something else for what was measured there */
  visits: count,
  measured: count,
  /** sheets that a declaration in this file took out of the count */
  voided: z.array(z.object({ applicationId: uuid, parkName: z.string(), scores: count, total100: count })),
  /** sheets of this file that were filled in by other criteria than are asked now; submitted ones are open again and have to be done again */
  outdated: z.array(outdatedSheet),
  /** where a declaration moved the tally: how the parks stood before and stand after; null where no sheet was taken out */
  standing: rankingChange.nullable(),
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
  /** SHA-256 of what was signed, the same on both machines */
  digest: sha256,
  /** of a task that was issued here: when its receiver opened it by the own clock, as the return told; null: not known */
  openedAt: z.string().nullable(),
});

export const exchangeMethods = {
  /** 发出任务: to the registered certificate, or to `recipient` (`age1…`), or under a passphrase for the file */
  'exchange.issue': method(
    'job',
    z.strictObject({
      personId: uuid,
      path,
      institutionPath: path.optional(),
      institutionPassphrase: passphrase,
      passphrase: passphrase.optional(),
      recipient: z.string().max(200).optional(),
      replace: z.boolean().optional(),
    }),
    z.object({ path: z.string(), serial: uuid, bytes: count, applications: count, documents: count, visits: count, rows: count }),
    'secretary',
  ),
  /** 打开任务, on the expert's machine */
  /** `workspacePassphrase`: encrypts the plain workspace before anything is taken in. Errors besides those of the file: workspace/weak-passphrase, workspace/encrypted, workspace/in-use. */
  'exchange.open': method(
    'job',
    z.strictObject({ path, ...openedWith, workspacePassphrase: passphrase.optional() }),
    exchangeOpened,
    'machine',
  ),
  /** 交回: what the person wrote and nothing else: scores, declarations, opinions, explanations, the own part of the visits */
  'exchange.return': method(
    'job',
    z.strictObject({
      personId: uuid,
      path,
      identity: path,
      passphrase,
      filePassphrase: passphrase.optional(),
      replace: z.boolean().optional(),
    }),
    /** `sha256`: of the file */
    z.object({
      path: z.string(),
      serial: uuid,
      bytes: count,
      sha256,
      rows: count,
      visits: count,
      photos: count,
      submitted: count,
      due: count,
    }),
    'own',
  ),
  'exchange.inspect': method('job', z.strictObject({ path, ...openedWith }), exchangeInspection, 'machine'),
  /**
   * 收回结果. One file that is refused does not stop the others. Whoever was replaced brings nothing in any more
   * (`exchange/owner-replaced`): nothing of theirs would count, and no clock could tell what they signed before.
   */
  'exchange.merge': method(
    'job',
    z.strictObject({
      paths: z.array(path).min(1).max(1000),
      institutionPath: path.optional(),
      institutionPassphrase: passphrase.optional(),
      ...openedWith,
    }),
    z.object({
      merged: z.array(mergedFile),
      alreadyThere: z.array(mergedFile),
      conflicts: z.array(exchangeConflict),
      refused: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
    }),
    'secretary',
  ),
  'exchange.list': method(
    'read',
    z.strictObject({ roundId: uuid }),
    z.array(exchangeFileView),
    // to a member the own files
    'anyone',
  ),
  'exchange.conflicts': method(
    'read',
    z.strictObject({ roundId: uuid.optional(), personId: uuid.optional() }),
    z.array(exchangeConflict),
    'own',
  ),
  'exchange.resolve': method(
    'write',
    z.strictObject({ conflictId: z.string().max(300), choice: z.union([z.enum(['local', 'incoming']), sha256]), reason }),
    z.object({ settled: count, left: count, reopened: z.array(uuid) }),
    // the owner's own, or the office's
    'anyone',
  ),
  /** settles every conflict of one person, or of one visit, for what one laptop says: a sheet that it sealed whole, else line by line */
  'exchange.takeAll': method(
    'write',
    z.union([
      z.strictObject({ personId: uuid, applicationId: uuid.optional(), device: uuid, reason }),
      z.strictObject({ visitId: uuid, device: uuid, reason }),
    ]),
    z.object({ settled: count, left: count, reopened: z.array(uuid) }),
    'own',
  ),
  /** what was decided between laptops, newest first */
  'exchange.decisions': method('read', z.strictObject({ roundId: uuid, personId: uuid.optional() }), z.array(exchangeDecision), 'own'),
  /** takes a decision back whole: every side of it stands again and waits for a choice */
  'exchange.takeBack': method(
    'write',
    z.strictObject({ decision: uuid, reason }),
    z.object({ restored: count, left: count }),
    // the owner's own, or the office's
    'anyone',
  ),
} as const;
