/**
 * Who has the store of a workspace open. Every session shares a lock while it does; what puts another database in its place, or
 * changes its shape, needs it alone. SQLite's own file locks carry it, on an empty database beside the store, so that it ends with the
 * process that held it however that ended.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { refuse } from '../../domain/result.ts';
import { asRefusal } from './open.ts';
import { keepPrivate, makePrivateFolder } from './rights.ts';

export const lockName = 'panel.lock';

export interface StoreLock {
  release(): void;
}

/** How long to wait for another process to let go, in ms. */
const patience = 2000;

function take(dir: string, begin: string, read: boolean): StoreLock {
  let database: Database.Database | undefined;
  try {
    makePrivateFolder(dir);
    database = new Database(join(dir, lockName), { timeout: patience });
    database.exec(begin);
    // a deferred transaction locks nothing before it reads
    if (read) database.prepare('SELECT count(*) FROM sqlite_schema').get();
    keepPrivate(join(dir, lockName));
  } catch (error) {
    database?.close();
    // SQLite has one word for a folder in the place of a file and for one that may not be written
    const path = join(dir, lockName);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) refuse('file/unusable', { path, cause: 'EISDIR' });
    throw asRefusal(error);
  }
  const held = database;
  return { release: () => void held.close() };
}

/**
 * Beside others that share it.
 * @throws workspace/locked while somebody has it alone, workspace/read-only, workspace/disk-full, file/unusable
 */
export function shareStore(dir: string): StoreLock {
  return take(dir, 'BEGIN', true);
}

/**
 * Alone.
 * @throws workspace/in-use while anybody shares it, workspace/read-only, workspace/disk-full
 */
export function ownStore(dir: string): StoreLock {
  try {
    return take(dir, 'BEGIN EXCLUSIVE', false);
  } catch (error) {
    if (isLocked(error)) refuse('workspace/in-use', { path: dir });
    throw error;
  }
}

/** Whether another process has the store open now. A lock that cannot be asked for says nothing. */
export function isShared(dir: string): boolean {
  const path = join(dir, lockName);
  if (!existsSync(path)) return false;
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
    return false;
  } catch (error) {
    return isLocked(asRefusal(error));
  } finally {
    database?.close();
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'workspace/locked';
}
