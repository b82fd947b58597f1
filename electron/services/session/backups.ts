/**
 * Backups: whole, compact copies of the database made by SQLite itself, checked before they count. The
 * last {@link kept} stay. Blobs are written once and never changed, so they need no copy.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Refusal, refuse } from '../../../domain/result.ts';
import { asRefusal, databaseName } from '../../../db/store/open.ts';

export const kept = 10;
const namePattern = /^panel-(\d{8}T\d{9}Z)\.db$/;

export interface Backup {
  readonly path: string;
  readonly bytes: number;
  readonly at: string;
}

function stampOf(at: string): string {
  return at.replaceAll(/[-:.]/g, '');
}

/** "20260930T060322123Z" back to ISO. */
function timeOf(stamp: string): string {
  return stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/, '$1-$2-$3T$4:$5:$6.$7Z');
}

/** Newest first. */
export function listBackups(dir: string): Backup[] {
  const folder = join(dir, 'backups');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const match = namePattern.exec(name);
      const path = join(folder, name);
      return match?.[1] ? [{ path, bytes: statSync(path).size, at: timeOf(match[1]) }] : [];
    })
    .sort((a, b) => b.at.localeCompare(a.at));
}

/**
 * True when SQLite finds nothing wrong with the file.
 * @throws workspace/no-sqlite: a file that cannot be looked at is not unsound
 */
export function isSound(path: string): boolean {
  let copy: Database.Database | undefined;
  try {
    copy = new Database(path, { readonly: true, fileMustExist: true });
    return copy.pragma('integrity_check', { simple: true }) === 'ok';
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal instanceof Refusal && refusal.code === 'workspace/no-sqlite') throw refusal;
    return false;
  } finally {
    copy?.close();
  }
}

/**
 * Copies the database of `dir` as it is at this moment; null when there is nothing to copy yet.
 * @throws what {@link asRefusal} makes of SQLite's and the disk's errors; workspace/damaged also when the copy does not pass SQLite's own check
 */
export function takeBackup(dir: string, at: string): Backup | null {
  const source = join(dir, databaseName);
  if (!existsSync(source)) return null;
  const folder = join(dir, 'backups');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `panel-${stampOf(at)}.db`);
  if (existsSync(path)) return { path, bytes: statSync(path).size, at };
  const draft = `${path}.part`;
  rmSync(draft, { force: true });
  let database: Database.Database | undefined;
  try {
    database = new Database(source, { readonly: true });
    database.prepare('VACUUM INTO ?').run(draft);
  } catch (error) {
    throw asRefusal(error);
  } finally {
    database?.close();
  }
  if (!isSound(draft)) {
    rmSync(draft, { force: true });
    refuse('workspace/damaged', { path: source });
  }
  renameSync(draft, path);
  for (const old of listBackups(dir).slice(kept)) rmSync(old.path, { force: true });
  return { path, bytes: statSync(path).size, at };
}

/** Takes the daily backup when the last one is older than a day. */
export function backupDaily(dir: string, now: string): Backup | null {
  const last = listBackups(dir)[0];
  const day = 24 * 60 * 60 * 1000;
  if (last && Date.parse(now) - Date.parse(last.at) < day) return null;
  return takeBackup(dir, now);
}
