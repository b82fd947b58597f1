/** Photos on their way into the store: one after the other, and what is refused stops nothing else. */
import { useCallback, useRef, useState } from 'react';
import type { Output } from '../../../domain/api.ts';
import { asApiError } from '../../api.ts';
import type { ApiError } from '../../api.ts';
import { askAgain } from '../../state/answers.ts';

export interface Adding {
  /** how many of this batch are in, of how many; null when nothing is under way */
  at: { done: number; of: number } | null;
  /** names of those that were there already */
  known: readonly string[];
  refused: readonly { name: string; error: ApiError }[];
  add: (files: readonly File[]) => void;
  clear: () => void;
}

export function usePhotos(keep: (file: File) => Promise<Output<'visits.photo'>>): Adding {
  const [at, setAt] = useState<Adding['at']>(null);
  const [known, setKnown] = useState<Adding['known']>([]);
  const [refused, setRefused] = useState<Adding['refused']>([]);
  const line = useRef<{ files: File[]; done: number; of: number; running: boolean }>({ files: [], done: 0, of: 0, running: false });
  const add = (files: readonly File[]): void => {
    const now = line.current;
    now.files.push(...files);
    now.of += files.length;
    if (files.length === 0) return;
    setAt({ done: now.done, of: now.of });
    if (now.running) return;
    now.running = true;
    setKnown([]);
    setRefused([]);
    void (async () => {
      for (let file = now.files.shift(); file; file = now.files.shift()) {
        const { name } = file;
        try {
          const kept = await keep(file);
          if (kept.already) setKnown((before) => [...before, name]);
          askAgain();
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
  };
  const clear = useCallback(() => {
    setKnown([]);
    setRefused([]);
  }, []);
  return { at, known, refused, add, clear };
}
