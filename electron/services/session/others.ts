/** What other processes write into the same store while nobody asks here: a window of theirs, the command line, a stick that is synchronised. */
import { dataVersion } from '../../../db/queries/events.ts';
import type { Session } from './session.ts';

/** How often it is looked, in ms: a look reads one number of the journal's index. */
const interval = 1_000;

/**
 * Calls back when another connection may have written, as far as the store is open here; a store that is not is asked by whoever opens it.
 * Gives how to stop. It keeps no process alive.
 */
export function watchOthers(session: Pick<Session, 'opened'>, wrote: () => void): () => void {
  let seen: { readonly store: object; readonly version: number } | null = null;
  const look = (): void => {
    const store = session.opened;
    if (!store) return;
    try {
      const version = dataVersion(store.read);
      // the numbers of another connection tell nothing about this one, and somebody may have written before the first look
      const isSame = seen?.store === store && seen.version === version;
      seen = { store, version };
      if (!isSame) wrote();
    } catch {
      // the next question is told what is wrong with it
    }
  };
  const timer = setInterval(look, interval);
  timer.unref();
  return () => clearInterval(timer);
}
