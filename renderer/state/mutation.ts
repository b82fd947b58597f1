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
      if (/^(window|workspace)\//.test(failure.code) || failure.code === 'call/internal') useSaved.getState().fail(failure);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setError(null), []);
  return { busy, error, run, clear };
}
