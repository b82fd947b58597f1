/**
 * Backups: whole, compact copies of the database made by SQLite itself, checked before they count. The
 * last {@link kept} stay. Blobs are written once and never changed, so they need no copy.
 */
import { closeSync, existsSync, openSync, readSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { Refusal, refuse } from '../../../domain/result.ts';
import { currentVersion } from '../../../db/migrations/index.ts';
import { openDatabase, type StoreKey } from '../../../db/store/cipher.ts';
import { asRefusal, databaseName, refuseForeign } from '../../../db/store/open.ts';
import { keepPrivate, makePrivateFolder } from '../../../db/store/rights.ts';
import { syncPath } from './restore.ts';

export const kept = 10;
const namePattern = /^panel-(\d{8}T\d{9}Z)\.db$/;
const asidePattern = /^panel-before-restore-(\d{8}T\d{9}Z)\.db$/;

export interface Backup {
  readonly path: string;
  readonly bytes: number;
  readonly at: string;
}

function stampOf(at: string): string {
  return at.replaceAll(/[-:.]/g, '');
}

/** The name under which a restore at `at` puts the present store aside. */
export function asideName(at: string): string {
  return `panel-before-restore-${stampOf(at)}.db`;
}

/** "20260930T060322123Z" back to ISO. */
function timeOf(stamp: string): string {
  return stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/, '$1-$2-$3T$4:$5:$6.$7Z');
}

/** Newest first by their names. */
function listFiles(folder: string, pattern: RegExp): Backup[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const match = pattern.exec(name);
      const path = join(folder, name);
      const size = match && statSync(path, { throwIfNoEntry: false })?.size;
      return match?.[1] && size !== undefined && size !== null ? [{ path, bytes: size, at: timeOf(match[1]) }] : [];
    })
    .sort((a, b) => b.at.localeCompare(a.at));
}

/** Newest first. */
export function listBackups(dir: string): Backup[] {
  return listFiles(join(dir, 'backups'), namePattern);
}

/** Stores that a restore put aside, newest first. */
export function listAside(dir: string): Backup[] {
  return listFiles(dir, asidePattern);
}

/** What a file holds, as far as it can be told without changing anything. */
export type Inspected =
  | { readonly state: 'sound'; readonly version: number; readonly holds: Holds }
  | { readonly state: 'newer'; readonly version: number; readonly holds: Holds | null }
  | { readonly state: 'damaged' | 'foreign' };

export interface Holds {
  readonly rounds: number;
  readonly sheets: number;
  readonly events: number;
  readonly lastChangeAt: string | null;
}

/** A plain database says so in its first bytes; an encrypted one has none that say anything. */
export function isPlain(path: string): boolean {
  const head = Buffer.alloc(16);
  const file = openSync(path, 'r');
  try {
    readSync(file, head, 0, head.length, 0);
  } finally {
    closeSync(file);
  }
  return head.toString('latin1') === 'SQLite format 3\0';
}

/**
 * Looks into a file that is said to be a store. `thoroughly`: SQLite's own check of the whole file too. `key`: of an encrypted workspace;
 * a plain file, as it was backed up before, is looked into as well.
 * @throws workspace/no-sqlite: a file that cannot be looked at is neither sound nor damaged
 */
export function inspect(path: string, thoroughly: boolean, key: StoreKey | null = null): Inspected {
  let copy: Database.Database | undefined;
  try {
    copy = openDatabase(path, { readonly: true, fileMustExist: true }, isPlain(path) ? null : key);
    const one = (sql: string): unknown => copy?.prepare(sql).pluck().get();
    const version = Number(copy.pragma('user_version', { simple: true }));
    if (version < 1 || one("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('workspace', 'event', 'round')") !== 3)
      return { state: 'foreign' };
    if (thoroughly && copy.pragma('integrity_check', { simple: true }) !== 'ok') return { state: 'damaged' };
    if (version > currentVersion) return { state: 'newer', version, holds: null };
    const lastChangeAt = one('SELECT at FROM event ORDER BY seq DESC LIMIT 1');
    const holds = {
      rounds: Number(one('SELECT count(*) FROM round')),
      sheets: Number(one('SELECT count(*) FROM sheet')),
      events: Number(one('SELECT coalesce(max(seq), 0) FROM event')),
      lastChangeAt: typeof lastChangeAt === 'string' ? lastChangeAt : null,
    };
    return { state: 'sound', version, holds };
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal instanceof Refusal && refusal.code === 'workspace/no-sqlite') throw refusal;
    return { state: 'damaged' };
  } finally {
    copy?.close();
  }
}

/** Which workspace a store is of, and what is reviewed in it; null where it does not say so. */
export function originOf(path: string, key: StoreKey | null): { readonly id: string; readonly rounds: readonly string[] } | null {
  let copy: Database.Database | undefined;
  try {
    copy = openDatabase(path, { readonly: true, fileMustExist: true }, isPlain(path) ? null : key);
    const id = copy.prepare('SELECT id FROM workspace').pluck().get();
    const rounds = copy.prepare('SELECT name FROM round ORDER BY id').pluck().all() as string[];
    return typeof id === 'string' ? { id, rounds } : null;
  } catch {
    return null;
  } finally {
    copy?.close();
  }
}

/**
 * What happened according to a store of any version, oldest first. Its older tables are not asked.
 * @throws SQLite's own errors where it cannot be read
 */
export function listHappened(path: string, key: StoreKey | null): { readonly hash: string; readonly kind: string }[] {
  const copy = openDatabase(path, { readonly: true, fileMustExist: true }, isPlain(path) ? null : key);
  try {
    return copy.prepare('SELECT hash, kind FROM event ORDER BY seq').all() as { readonly hash: string; readonly kind: string }[];
  } finally {
    copy.close();
  }
}

/** How far a backup goes: so many events of the present record, and so many in all; -1 where it cannot be read. */
interface Reach {
  readonly shared: number;
  readonly events: number;
}

function hashIn(database: Database.Database, seq: number): unknown {
  return database.prepare('SELECT hash FROM event WHERE seq = ?').pluck().get(seq);
}

/** Each event's hash covers those before it: where one is the same, all before are. */
function reachOf(path: string, present: Database.Database, key: StoreKey | null): Reach {
  let copy: Database.Database | undefined;
  try {
    copy = openDatabase(path, { readonly: true, fileMustExist: true }, isPlain(path) ? null : key);
    const events = Number(copy.prepare('SELECT coalesce(max(seq), 0) FROM event').pluck().get());
    let [shared, above] = [0, events + 1];
    while (above - shared > 1) {
      const middle = Math.floor((shared + above) / 2);
      const here = hashIn(present, middle);
      if (here !== undefined && here === hashIn(copy, middle)) shared = middle;
      else above = middle;
    }
    return { shared, events };
  } catch {
    return { shared: -1, events: -1 };
  } finally {
    copy?.close();
  }
}

/**
 * Latest first, by what they hold and not by a clock that may once have run ahead. A store that a restore left behind parted from the
 * present record where they share no more: what shares more was made after it.
 */
function byReach(backups: readonly Backup[], latest: string, key: StoreKey | null): Backup[] {
  const present = openDatabase(latest, { readonly: true }, key);
  try {
    return backups
      .map((one) => ({ ...one, ...reachOf(one.path, present, key) }))
      .sort((one, other) => other.shared - one.shared || other.events - one.events || other.at.localeCompare(one.at));
  } finally {
    present.close();
  }
}

/**
 * Copies the database of `dir` as it is at this moment, under the same `key`; null when there is nothing to copy yet.
 * @throws workspace/not-a-workspace; what {@link asRefusal} makes of SQLite's and the disk's errors; workspace/damaged also when the copy does not pass SQLite's own check
 */
export function takeBackup(dir: string, at: string, key: StoreKey | null = null): Backup | null {
  const source = join(dir, databaseName);
  if (!existsSync(source)) return null;
  refuseForeign(dir);
  const folder = join(dir, 'backups');
  makePrivateFolder(folder);
  const path = join(folder, `panel-${stampOf(at)}.db`);
  if (existsSync(path)) return { path, bytes: statSync(path).size, at };
  sweepDrafts(folder);
  const draft = `${path}.part`;
  let database: Database.Database | undefined;
  try {
    rmSync(draft, { force: true });
    database = openDatabase(source, { readonly: true }, key);
    database.prepare('VACUUM INTO ?').run(draft);
    keepPrivate(draft);
  } catch (error) {
    rmSync(draft, { force: true });
    throw asRefusal(error);
  } finally {
    database?.close();
  }
  if (inspect(draft, true, key).state !== 'sound') {
    rmSync(draft, { force: true });
    refuse('workspace/damaged', { path: source });
  }
  syncPath(draft);
  renameSync(draft, path);
  syncPath(folder);
  const others = listBackups(dir).filter((one) => one.path !== path);
  const spare = others.length < kept ? [] : byReach(others, path, key).slice(kept - 1);
  for (const old of spare) rmSync(old.path, { force: true });
  return { path, bytes: statSync(path).size, at };
}

/** How old a draft is that nobody is writing any more, in ms. */
const abandoned = 60 * 60 * 1000;

/** Drafts of backups that were cut off. */
function sweepDrafts(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const written = name.endsWith('.part') ? statSync(path, { throwIfNoEntry: false })?.mtimeMs : undefined;
    if (written !== undefined && Math.abs(Date.now() - written) > abandoned) rmSync(path, { force: true });
  }
}

/** Takes the daily backup when the last one is older than a day; one of a day that has not come does not count. */
export function backupDaily(dir: string, now: string, key: StoreKey | null = null): Backup | null {
  const last = listBackups(dir).find(({ at }) => at <= now);
  const day = 24 * 60 * 60 * 1000;
  if (last && Date.parse(now) - Date.parse(last.at) < day) return null;
  return takeBackup(dir, now, key);
}
