/** A rubric that somebody is editing: a file for each round beside the store, no part of the record until it is saved. */
import { join } from 'node:path';
import type { Handlers } from '../session/dispatch.ts';
import { keepFile, readKept, removeKept } from '../session/own-files.ts';
import type { Session } from '../session/session.ts';

function fileOf(session: Session, roundId: string): string {
  return join(session.dir, 'drafts', `rubric-${roundId}.json`);
}

async function keepAfter(before: Promise<unknown>, session: Session, file: string, typed: string | null): Promise<void> {
  // another's failure is another's
  await before.catch(() => undefined);
  if (typed === null) removeKept(session, file);
  else await keepFile(session, file, typed);
}

export const rubricUnsavedHandlers = {
  /** A missing file is as if nothing had been edited. What a page sent as it went away is there before the next one reads. */
  async 'rounds.unsavedRubric'({ session }, { roundId }) {
    await session.unsavedChange.catch(() => undefined);
    try {
      return Buffer.from(await readKept(session, fileOf(session, roundId))).toString('utf8');
    } catch {
      return null;
    }
  },
  async 'rounds.keepUnsavedRubric'({ session, touch }, { roundId, typed }) {
    touch(`unsaved:${roundId}`);
    const done = keepAfter(session.unsavedChange, session, fileOf(session, roundId), typed);
    session.unsavedChange = done;
    await done;
    return {};
  },
} satisfies Partial<Handlers>;
