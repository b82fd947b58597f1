/**
 * 恢复备份: another database in the place of the workspace's. Everything that can fail is done beside the store first; then a plan is
 * written down, and from then on the exchange is finished by whoever opens the workspace next, however often it is cut off. So the
 * store is the old one or the new one at any moment, whole.
 */
import { existsSync, fsyncSync, mkdirSync, openSync, closeSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { copyDatabase, openDatabase, type StoreKey } from '../../../db/store/cipher.ts';
import { databaseName } from '../../../db/store/open.ts';

/** Where the database waits that is to be put in place. */
function incomingFolder(dir: string): string {
  return join(dir, '.restoring');
}

const planName = 'restore-plan.json';
const plan = z.strictObject({ keptAs: z.string().regex(/^panel-before-restore-\w+\.db$/) });

/** Makes a file, or the names in a folder, durable. Windows cannot open a folder and keeps its names durable itself. */
export function syncPath(path: string): void {
  const isFolder = statSync(path).isDirectory();
  if (isFolder && process.platform === 'win32') return;
  const handle = openSync(path, isFolder ? 'r' : 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A copy of `backup`, with what may lie in a journal beside it, where it can be prepared; gives its folder. `from`, `to`: the keys of both. */
export function copyIncoming(dir: string, backup: string, from: StoreKey | null = null, to: StoreKey | null = null): string {
  const folder = incomingFolder(dir);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  copyDatabase(backup, from, join(folder, databaseName), to);
  return folder;
}

/** The present store as one file without a journal, so that it can be looked into where it is put aside. The store must be held alone. */
export function joinJournal(dir: string, key: StoreKey | null = null): void {
  let present: Database.Database | undefined;
  try {
    present = openDatabase(join(dir, databaseName), { fileMustExist: true }, key);
    present.pragma('journal_mode = DELETE');
  } catch {
    // a damaged store is put aside as it is, with its journal
  } finally {
    present?.close();
  }
}

/** From here on the prepared database is the workspace's. The store must be held alone. */
export function exchangeStore(dir: string, keptAs: string): void {
  syncPath(join(incomingFolder(dir), databaseName));
  syncPath(incomingFolder(dir));
  const draft = join(dir, `${planName}.part`);
  writeFileSync(draft, JSON.stringify({ keptAs }), { mode: 0o600 });
  syncPath(draft);
  renameSync(draft, join(dir, planName));
  syncPath(dir);
  finishExchange(dir);
}

export function isExchanging(dir: string): boolean {
  return existsSync(join(dir, planName));
}

/** Goes on from wherever it was cut off. The store must be held alone. */
export function finishExchange(dir: string): void {
  const { keptAs } = plan.parse(JSON.parse(readFileSync(join(dir, planName), 'utf8')));
  const incoming = join(incomingFolder(dir), databaseName);
  const present = join(dir, databaseName);
  if (existsSync(incoming)) {
    for (const suffix of ['', '-wal']) if (existsSync(present + suffix)) renameSync(present + suffix, join(dir, keptAs) + suffix);
    rmSync(`${present}-shm`, { force: true });
    syncPath(dir);
    renameSync(incoming, present);
    syncPath(dir);
  }
  rmSync(incomingFolder(dir), { recursive: true, force: true });
  rmSync(join(dir, planName), { force: true });
  syncPath(dir);
}
