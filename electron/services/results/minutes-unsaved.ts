/** Minutes that somebody is writing: a file for each round beside the store, no part of the record until they are saved. */
import { join } from 'node:path';
import { unsavedMinutes } from '../../../domain/contract/publicity.ts';
import type { Parsed } from '../../../domain/contract/api.ts';
import type { Handlers } from '../session/dispatch.ts';
import { keepFile, readKept, removeKept } from '../session/own-files.ts';
import type { Session } from '../session/session.ts';

type Typed = NonNullable<Parsed<'minutes.keepUnsaved'>['typed']>;

function fileOf(session: Session, roundId: string): string {
  return join(session.dir, 'drafts', `minutes-${roundId}.json`);
}

async function keepAfter(before: Promise<unknown>, session: Session, file: string, typed: Typed | null): Promise<void> {
  // another's failure is another's
  await before.catch(() => undefined);
  if (typed === null) removeKept(session, file);
  else await keepFile(session, file, JSON.stringify(typed));
}

export const minutesUnsavedHandlers = {
  /** A missing or damaged file is as if nothing had been typed. What a page sent as it went away is there before the next one reads. */
  async 'minutes.unsaved'({ session }, { roundId }) {
    await session.unsavedChange.catch(() => undefined);
    try {
      return unsavedMinutes.parse(JSON.parse(Buffer.from(await readKept(session, fileOf(session, roundId))).toString('utf8')));
    } catch {
      return null;
    }
  },
  async 'minutes.keepUnsaved'({ session, touch }, { roundId, typed }) {
    touch(`unsaved:${roundId}`);
    const done = keepAfter(session.unsavedChange, session, fileOf(session, roundId), typed);
    session.unsavedChange = done;
    await done;
    return {};
  },
} satisfies Partial<Handlers>;
