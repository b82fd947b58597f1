/** A text that saves itself: after a short calm, on leaving the field, and when its place goes away. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { asApiError, type ApiError } from '../client/api.ts';
import { useSaved, useUnsaved } from './saved.ts';

export interface Draft {
  text: string;
  /** whether what stands there is not yet in the store */
  open: boolean;
  error: ApiError | null;
  change: (text: string) => void;
  /** saves what is open, after whatever is under way */
  keep: () => Promise<void>;
  /** ends a stale edit: what stands here goes over what the store holds by now (`standing`), or the other way round */
  settle: (standing: string, mine: boolean) => void;
  onFocus: () => void;
  onBlur: () => void;
}

/** How long a person must have stopped typing, and how long somebody may go on typing without anything being saved, in ms. */
const calm = 600;
const longest = 1000;

/**
 * `saved` is what the store holds; it is taken over whenever nobody is typing. `save` is given the text, and the one that
 * stood in the store when it was begun, so that a text changed elsewhere meanwhile can be refused as stale. `replaces`: each
 * save takes the place of the one before whatever became of it, so that a page that goes away need not wait for an answer
 * that it would not hear.
 */
export function useDraft(saved: string, save: (text: string, before: string) => Promise<unknown>, replaces = false): Draft {
  const [text, setText] = useState(saved);
  const [kept, setKept] = useState(saved);
  const [error, setError] = useState<ApiError | null>(null);
  const now = useRef({ text: saved, kept: saved, save, typing: false });
  const line = useRef<Promise<void>>(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const since = useRef<number | undefined>(undefined);
  useEffect(() => {
    now.current.save = save;
  });

  const keep = useCallback(
    (isLeaving = false): Promise<void> => {
      clearTimeout(timer.current);
      since.current = undefined;
      // one after the other: what was typed last is what stays
      const before = line.current;
      line.current = (async () => {
        if (!isLeaving || !replaces) await before;
        const going = now.current.text;
        if (going === now.current.kept) return;
        try {
          await now.current.save(going, now.current.kept);
          now.current.kept = going;
          setKept(going);
          setError(null);
        } catch (thrown) {
          const failure = asApiError(thrown);
          setError(failure);
          if (/^(window|workspace)\//.test(failure.code) || failure.code === 'call/internal') useSaved.getState().fail(failure);
        }
      })();
      return line.current;
    },
    [replaces],
  );

  useEffect(() => {
    if (now.current.typing || now.current.text !== now.current.kept) return;
    now.current.text = saved;
    now.current.kept = saved;
    setText(saved);
    setKept(saved);
  }, [saved]);

  useEffect(() => {
    const leave = (): void => void keep(true);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      void keep();
    };
  }, [keep]);

  useUnsaved(text === kept ? null : error ? 'refused' : 'saving');

  return {
    text,
    open: text !== kept,
    error,
    change(typed) {
      now.current.text = typed;
      setText(typed);
      clearTimeout(timer.current);
      since.current ??= performance.now();
      const left = since.current + longest - performance.now();
      timer.current = setTimeout(() => void keep(), Math.max(0, Math.min(calm, left)));
    },
    keep,
    settle(standing, mine) {
      now.current.kept = standing;
      setKept(standing);
      setError(null);
      if (mine) {
        void keep();
        return;
      }
      now.current.text = standing;
      setText(standing);
    },
    onFocus() {
      now.current.typing = true;
    },
    onBlur() {
      now.current.typing = false;
      void keep();
    },
  };
}
