/** The contract of the workspace (工作区): what it holds, backups, the doctor, the event log (审计), and what the window remembers (设置). */
import { z } from 'zod';
import { sha256, uuid } from '../model.ts';
import { eventGroupNames } from '../record/kinds.ts';
import { count, method, nothing, passphrase, path } from './method.ts';

export const eventView = z.object({
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

/** Which events of the record: all that is named; `until` is the last day, both in China. `text` stands in what the log says of them. */
const logFilter = z.strictObject({
  roundId: uuid.optional(),
  /** `secretary`: what the office did in nobody's name */
  personId: z.union([uuid, z.literal('secretary')]).optional(),
  applicationId: uuid.optional(),
  group: z.enum(eventGroupNames).optional(),
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  text: z.string().trim().max(200).optional(),
});
export type LogFilter = z.infer<typeof logFilter>;

/** An event as the log tells it: who did it and for whom, what happened with names as they were then, and why. */
const logLine = z.object({
  seq: z.int().positive(),
  at: z.string(),
  who: z.string(),
  kind: z.string(),
  what: z.string(),
  reason: z.string().nullable(),
  hash: sha256,
});
export type LogLine = z.infer<typeof logLine>;

/** What an acting member sees of the record: the own doings, and what befell the round, its packages and fields. */
export const openEvents: ReadonlySet<string> = new Set([
  'round.create',
  'round.openScoring',
  'round.setQuotas',
  'round.setRules',
  'round.setRubric',
  'round.reopenRubric',
  'package.import',
  'package.replace',
  'package.takeOver',
  'application.add',
  'application.rename',
  'field.set',
  'eligibility.decide',
  'panel.add',
]);

const doctorAnswer = z.object({
  healthy: z.boolean(),
  checks: z.array(z.object({ id: z.string(), ok: z.boolean(), text: z.string(), found: z.array(z.string()) })),
  /** what no check can tell of this workspace, a sentence each: not wrong, and not proven */
  unproven: z.array(z.string()),
});

export const shades = ['light', 'dark', 'system'] as const;

/** widths of panes in percent of the whole */
const panes = z.record(z.string().max(60), z.array(z.number().min(0).max(100)).max(8));
const places = z.record(z.string().max(60), path);

export const settings = z.object({
  language: z.enum(['zh', 'en']).default('zh'),
  shade: z.enum(shades).default('system'),
  /** the round that was open last */
  roundId: uuid.nullable().default(null),
  /** the member of the panel who sits here; null: the secretary */
  personId: uuid.nullable().default(null),
  panes: panes.default({}),
  /** the folder chosen last, by what was put there */
  folders: places.default({}),
  /** where a person's own key file lies, by person */
  keyFiles: places.default({}),
});
export type Settings = z.output<typeof settings>;

const backup = z.object({
  path: z.string(),
  bytes: count,
  at: z.string(),
  /** made as a backup, or put aside by a restore */
  kind: z.enum(['backup', 'aside']),
  /** what it holds; null where it cannot be read */
  holds: z.object({ rounds: count, sheets: count, events: count, lastChangeAt: z.string().nullable() }).nullable(),
});

const filesRemoved = z.object({ files: count, bytes: count });
const removed = z.object({
  rounds: count,
  events: count,
  documents: filesRemoved,
  thumbnails: filesRemoved,
  backups: filesRemoved,
  exports: filesRemoved,
  drafts: filesRemoved,
});

export const workspaceMethods = {
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
    'machine',
  ),
  'workspace.backup': method('job', nothing, z.object({ path: z.string(), bytes: count }), 'machine'),
  'workspace.backups': method('device', nothing, z.array(backup), 'machine'),
  /**
   * The store must be open nowhere else; `keptAs`: where the present one is kept, null where there was none. A member may do it on the
   * own laptop and not in the office. `workspaceId`: of another workspace, whose store shall take the place of this one's. Errors:
   * workspace/no-backup, workspace/backup-damaged, workspace/not-a-backup, workspace/backup-newer, workspace/backup-of-another,
   * workspace/in-use, call/not-allowed.
   */
  'workspace.restore': method(
    'job',
    z.strictObject({ path, workspaceId: uuid.optional() }),
    z.object({ restored: z.string(), keptAs: z.string().nullable() }),
    'machine',
  ),
  'workspace.doctor': method('job', nothing, doctorAnswer, 'machine'),
  /** 口令保护: whether the workspace is encrypted and waits for its passphrase; `foreign`: what lies in its folder and is not the program's, which stays as it is. */
  'workspace.protection': method(
    'device',
    nothing,
    z.object({ encrypted: z.boolean(), locked: z.boolean(), foreign: z.array(z.string()) }),
    'machine',
  ),
  /** Errors: workspace/not-encrypted, workspace/wrong-passphrase, workspace/key-damaged, workspace/other-key. */
  'workspace.unlock': method('device', z.strictObject({ passphrase }), z.object({ notPrepared: z.array(z.string()) }), 'machine'),
  /**
   * Encrypts everything that the program keeps in the workspace, whole or not at all. A member may on the own laptop and not in the office.
   * Errors: workspace/weak-passphrase, workspace/encrypted, workspace/in-use, workspace/disk-full, workspace/linked, call/not-allowed.
   */
  'workspace.encrypt': method('job', z.strictObject({ passphrase }), z.object({ foreign: z.array(z.string()) }), 'machine'),
  /** The way back. Errors: workspace/not-encrypted, workspace/wrong-passphrase, workspace/in-use, workspace/disk-full, workspace/linked, call/not-allowed. */
  'workspace.decrypt': method('job', z.strictObject({ passphrase }), z.object({ decrypted: z.literal(true) }), 'machine'),
  /** Wraps the same key anew. Errors: workspace/not-encrypted, workspace/wrong-passphrase, workspace/weak-passphrase. */
  'workspace.changePassphrase': method(
    'job',
    z.strictObject({ passphrase, next: passphrase }),
    z.object({ changed: z.literal(true) }),
    'machine',
  ),
  /** 恢复文件 of the office's own workspace: whoever has it opens the workspace. Errors: workspace/not-encrypted, workspace/wrong-passphrase, workspace/inside-encrypted, report/path-taken. */
  'workspace.recoveryFile': method(
    'job',
    z.strictObject({ path, passphrase, replace: z.boolean().optional() }),
    z.object({ path: z.string() }),
    'secretary',
  ),
  /** Opens by the recovery file and sets another passphrase. Errors: workspace/not-a-recovery-file, workspace/other-recovery-file, workspace/weak-passphrase, workspace/not-encrypted. */
  'workspace.recover': method('job', z.strictObject({ path, passphrase }), z.object({ notPrepared: z.array(z.string()) }), 'machine'),
  /**
   * 清空 after 交回: takes everything from a laptop on which only tasks were opened; a record of what was removed stays. `digest`: SHA-256
   * of the person's last return file, which is read again. Errors: workspace/not-a-laptop, workspace/nothing-returned,
   * workspace/changed-since-return, workspace/backup-not-returned, workspace/draft-not-returned, workspace/return-not-whole, workspace/return-inside, workspace/linked, workspace/in-use.
   */
  'workspace.empty': method(
    'job',
    z.strictObject({ personId: uuid, digest: sha256 }),
    z.object({ record: z.string(), removed, foreign: z.array(z.string()) }),
    'own',
  ),
  /** 导出日志: one text of what the program did, without what people wrote; in the folder where files go. Errors: workspace/read-only, workspace/disk-full. */
  'workspace.exportLog': method('device', nothing, z.object({ path: z.string(), bytes: count }), 'machine'),
  'audit.list': method(
    'read',
    z.strictObject({ entity: z.string().optional(), after: count.optional(), limit: z.int().positive().max(1000).optional() }),
    z.array(eventView),
    // filtered row by row: an own doing, or the round's and the packages' history
    'anyone',
  ),
  /**
   * 操作记录, newest first, from before `before`. A call looks for a moment only: `next` is where to go on, null where the first event is reached,
   * and `looked` how many of `all` events it has come past, so that a long search shows how far it is.
   */
  'audit.search': method(
    'read',
    z.strictObject({ ...logFilter.shape, before: z.int().positive().optional(), limit: z.int().positive().max(500).optional() }),
    z.object({ lines: z.array(logLine), next: count.nullable(), looked: count, all: count }),
    // filtered as audit.list is
    'anyone',
  ),
  /** The same lines, all of them, as a workbook. Errors: report/path-taken, workspace/read-only, workspace/disk-full. */
  'audit.export': method(
    'job',
    z.strictObject({ ...logFilter.shape, path, replace: z.boolean().optional() }),
    z.object({ path: z.string(), lines: count }),
    'anyone',
  ),
  /**
   * `folder`: where files go until somebody chooses another place. `dir`: of the workspace. `files`: task and return files that were double-clicked,
   * until `settings.take` says that a person has them before them. What cannot be read is as if nothing had been chosen.
   */
  'settings.get': method(
    'device',
    nothing,
    z.object({ settings, folder: z.string(), dir: z.string(), files: z.array(z.string()) }),
    'machine',
  ),
  /** These files were taken up or put aside by a person: they are offered to nobody any more. Gives what is still to be offered. */
  'settings.take': method(
    'device',
    z.strictObject({ files: z.array(path).max(1000) }),
    z.object({ files: z.array(z.string()) }),
    'machine',
  ),
  /**
   * Changes what is named; of panes, folders and key files only the named ones. Errors: workspace/read-only, workspace/disk-full,
   * workspace/locked-by-passphrase (for anything but language and shade).
   */
  'settings.set': method(
    'device',
    z.strictObject({
      language: z.enum(['zh', 'en']).optional(),
      shade: z.enum(shades).optional(),
      roundId: uuid.nullable().optional(),
      personId: uuid.nullable().optional(),
      panes: panes.optional(),
      folders: places.optional(),
      keyFiles: places.optional(),
    }),
    settings,
    'machine',
  ),
} as const;
