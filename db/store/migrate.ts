/**
 * Numbered steps, each in one immediate transaction with its `user_version`.
 *
 * Foreign keys are off while a step runs (a table rebuild would otherwise delete child rows by cascade;
 * the pragma has no effect inside a transaction) and are checked before it commits.
 */
import type Database from 'better-sqlite3';
import type { Migration } from '../migrations/type/migration.ts';
import { refuse } from '../../domain/result.ts';
import { logChangesOf } from './row-log.ts';

export function schemaVersion(sqlite: Database.Database): number {
  return Number(sqlite.pragma('user_version', { simple: true }));
}

/** Runs the SQL of a step. Where the tables are none that a store of its number has, the store is not what it says it is. */
function take(sqlite: Database.Database, { name, sql }: Migration): void {
  try {
    sqlite.exec(sql);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_ERROR')) throw error;
    refuse('workspace/damaged', { step: name, sqlite: error.message });
  }
}

/**
 * Brings the database up to `upTo` (default: the newest). Calls `beforeFirst` once, before any change, when
 * there is one to make on a store that holds data.
 * @throws workspace/newer-version when a later program has written it; workspace/damaged where its tables are not those of its number
 */
export function migrate(
  sqlite: Database.Database,
  migrations: readonly Migration[],
  beforeFirst: () => void = () => {},
  upTo = migrations.length,
): void {
  const from = schemaVersion(sqlite);
  if (from > migrations.length) refuse('workspace/newer-version', { found: from, known: migrations.length });
  const due = migrations.filter((step) => step.version > from && step.version <= upTo);
  if (due.length === 0) return;
  if (from > 0) beforeFirst();

  sqlite.pragma('foreign_keys = OFF');
  try {
    for (const step of due) {
      sqlite
        .transaction(() => {
          // another process may have taken this step while we waited for the lock
          if (schemaVersion(sqlite) >= step.version) return;
          logChangesOf(sqlite, () => take(sqlite, step));
          const broken = sqlite.pragma('foreign_key_check') as unknown[];
          if (broken.length > 0) refuse('workspace/damaged', { step: step.name, dangling: broken.length });
          sqlite.pragma(`user_version = ${step.version}`);
        })
        .immediate();
    }
  } finally {
    sqlite.pragma('foreign_keys = ON');
  }
}
