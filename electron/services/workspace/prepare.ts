/** What every host does with a workspace before its window opens. Nothing of it may keep the window from opening. */
import { join } from 'node:path';
import { isUnmade } from '../../../db/store/look.ts';
import { databaseName, refuseForeign } from '../../../db/store/open.ts';
import { Refusal } from '../../../domain/result.ts';
import type { Session } from '../session/session.ts';
import { backupDaily } from '../session/backups.ts';

export interface Fault {
  readonly step: 'store' | 'backup' | 'sweep';
  readonly error: unknown;
}

/** Whether the workspace waits for its passphrase. */
export function isLocked(session: Session): boolean {
  try {
    return session.key === undefined;
  } catch (error) {
    return error instanceof Refusal && error.code === 'workspace/locked-by-passphrase';
  }
}

/** A new workspace gets its store, and another's is left alone. Whether one that is there is sound shows when it is used. True where it is new. */
function makeOrCheck(session: Session): boolean {
  const isNew = isUnmade(join(session.dir, databaseName));
  if (isNew) void session.store;
  else refuseForeign(session.dir);
  return isNew;
}

/**
 * Makes the store of a new workspace, takes the daily backup and clears away blobs that nothing names. Gives what went wrong, for the host to tell: a store that is
 * damaged, newer, locked or away is said by the window itself, which offers the ways out.
 */
export async function prepareWorkspace(session: Session): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  // whoever unlocks it prepares it
  if (isLocked(session)) return faults;
  let isNew: boolean;
  try {
    isNew = makeOrCheck(session);
  } catch (error) {
    // there is nothing to back up, and nothing of ours to clear away
    return [{ step: 'store', error }];
  }
  try {
    // one of nothing would stand for the work of the first day
    if (!isNew) backupDaily(session.dir, session.now(), session.key);
  } catch (error) {
    faults.push({ step: 'backup', error });
  }
  try {
    await session.blobs.sweep();
  } catch (error) {
    faults.push({ step: 'sweep', error });
  }
  return faults;
}
