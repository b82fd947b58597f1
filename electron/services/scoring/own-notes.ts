/**
 * What an expert notes for nobody else: words on a park, and criteria to be looked at again (回头再看). A file for each person
 * beside the store, so that it is no part of the record, of any return and of any document.
 */
import { join } from 'node:path';
import type { Output } from '../../../domain/contract/api.ts';
import { ownNotes } from '../../../domain/contract/scores.ts';
import { refuse } from '../../../domain/result.ts';
import type { Handlers } from '../session/dispatch.ts';
import { keepFile, readKept } from '../session/own-files.ts';
import type { Call, Session } from '../session/session.ts';

type Notes = Output<'notes.get'>;

function fileOf(session: Session, personId: string): string {
  return join(session.dir, 'drafts', `notes-${personId}.json`);
}

/** Nobody else may see them, the office included. @throws call/not-allowed */
function checkOwner({ actor }: Pick<Call, 'actor'>, method: 'notes.get' | 'notes.set', personId: string): void {
  if (actor !== personId) refuse('call/not-allowed', { method, needs: 'own', role: 'secretary' });
}

/** A missing or damaged file is as if nothing had been noted. */
async function read(session: Session, personId: string): Promise<Notes> {
  try {
    return ownNotes.parse(JSON.parse(Buffer.from(await readKept(session, fileOf(session, personId))).toString('utf8')));
  } catch {
    return {};
  }
}

export const ownNoteHandlers = {
  async 'notes.get'(call, { personId }) {
    checkOwner(call, 'notes.get', personId);
    await call.session.unsavedChange.catch(() => undefined);
    return read(call.session, personId);
  },
  async 'notes.set'(call, { personId, applicationId, text, flags }) {
    checkOwner(call, 'notes.set', personId);
    const { session, touch } = call;
    touch(`note:${personId}/${applicationId}`);
    const before = session.unsavedChange;
    const done = (async () => {
      // one after the other; another's failure is another's
      await before.catch(() => undefined);
      const { [applicationId]: note = { text: '', flags: [] }, ...others } = await read(session, personId);
      const changed = { text: text ?? note.text, flags: flags ?? note.flags };
      const isEmpty = changed.text === '' && changed.flags.length === 0;
      await keepFile(session, fileOf(session, personId), JSON.stringify(isEmpty ? others : { ...others, [applicationId]: changed }));
    })();
    session.unsavedChange = done;
    await done;
    return {};
  },
} satisfies Partial<Handlers>;
