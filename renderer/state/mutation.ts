/** Something a person set going: while it runs its button waits, and what it refuses stays in place until the next try. */
import { useCallback, useRef, useState } from 'react';
import { asApiError, type ApiError } from '../client/api.ts';
import { useSaved } from './saved.ts';

export interface Mutation {
  busy: boolean;
  error: ApiError | null;
  /** runs the work unless it is already under way; true when it went through */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
  clear: () => void;
}

/** What a passphrase, a recovery file or an emptying was refused says nothing of whether the store writes. */
const ofOneForm = /^workspace\/(.*passphrase|.*recovery-file|.*return.*|(not-|inside-)?encrypted|not-a-laptop)$/;

function isEverybodys(code: string): boolean {
  return (/^(window|workspace)\//.test(code) && !ofOneForm.test(code)) || code === 'call/internal';
}

export function useMutation(): Mutation {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const running = useRef(false);
  const run = useCallback(async (work: () => Promise<unknown>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (thrown) {
      const failure = asApiError(thrown);
      setError(failure);
      // the sentence stands beside the button; a store that does not write is everybody's matter
      if (isEverybodys(failure.code)) useSaved.getState().fail(failure);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setError(null), []);
  return { busy, error, run, clear };
}
