/** Minutes that somebody is writing: a file for each round beside the store, no part of the record until they are saved. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unsavedMinutes } from '../../../domain/contract/publicity.ts';
import { writeAtomically } from '../../io/files.ts';
import type { Handlers } from '../session/dispatch.ts';
import type { Session } from '../session/session.ts';

function fileOf(session: Session, roundId: string): string {
  return join(session.dir, 'drafts', `minutes-${roundId}.json`);
}

export const minutesUnsavedHandlers = {
  /** A missing or damaged file is as if nothing had been typed. */
  async 'minutes.unsaved'({ session }, { roundId }) {
    try {
      return unsavedMinutes.parse(JSON.parse(await readFile(fileOf(session, roundId), 'utf8')));
    } catch {
      return null;
    }
  },
  async 'minutes.keepUnsaved'({ session, touch }, { roundId, typed }) {
    touch(`unsaved:${roundId}`);
    const file = fileOf(session, roundId);
    if (typed === null) await rm(file, { force: true });
    else await writeAtomically(file, JSON.stringify(typed));
    return {};
  },
} satisfies Partial<Handlers>;
