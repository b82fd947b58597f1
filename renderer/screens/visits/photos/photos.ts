/** Photos on their way into the store: one after the other, and what is refused stops nothing else. */
import { useCallback, useRef, useState } from 'react';
import type { Output } from '../../../../domain/contract/api.ts';
import { asApiError, type ApiError } from '../../../client/api.ts';

/** A picture that somebody chose, dropped or took, and the way to have it kept. */
export interface Picture {
  readonly name: string;
  readonly keep: () => Promise<Output<'visits.photo'>>;
}

export interface Adding {
  /** how many of this batch are in, of how many; null when nothing is under way */
  at: { done: number; of: number } | null;
  /** names of those that were there already */
  known: readonly string[];
  refused: readonly { name: string; error: ApiError }[];
  add: (pictures: readonly Picture[]) => void;
  clear: () => void;
}

export function usePhotos(): Adding {
  const [at, setAt] = useState<Adding['at']>(null);
  const [known, setKnown] = useState<Adding['known']>([]);
  const [refused, setRefused] = useState<Adding['refused']>([]);
  const line = useRef<{ waiting: Picture[]; done: number; of: number; running: boolean }>({ waiting: [], done: 0, of: 0, running: false });
  const add = useCallback((pictures: readonly Picture[]): void => {
    const now = line.current;
    now.waiting.push(...pictures);
    now.of += pictures.length;
    if (pictures.length === 0) return;
    setAt({ done: now.done, of: now.of });
    if (now.running) return;
    now.running = true;
    setKnown([]);
    setRefused([]);
    void (async () => {
      for (let picture = now.waiting.shift(); picture; picture = now.waiting.shift()) {
        const { name, keep } = picture;
        try {
          const kept = await keep();
          if (kept.already) setKnown((before) => [...before, name]);
        } catch (thrown) {
          const error = asApiError(thrown);
          setRefused((before) => [...before, { name, error }]);
        }
        now.done += 1;
        setAt({ done: now.done, of: now.of });
      }
      Object.assign(now, { done: 0, of: 0, running: false });
      setAt(null);
    })();
  }, []);
  const clear = useCallback(() => {
    setKnown([]);
    setRefused([]);
  }, []);
  return { at, known, refused, add, clear };
}
