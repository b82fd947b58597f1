/** Pages of the log as they are looked for: a search goes on until a page is full or the record is through, and says how far it is. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { LogFilter, LogLine } from '../../../domain/contract/workspace.ts';
import { asApiError, call, type ApiError } from '../../client/api.ts';

/** Lines of one page. */
const pageSize = 100;

interface Pages {
  readonly lines: readonly LogLine[];
  /** where to go on; null: the first event was reached */
  readonly next: number | null;
  readonly looked: number;
  readonly all: number;
  readonly busy: boolean;
  readonly error: ApiError | null;
}

const blank: Pages = { lines: [], next: null, looked: 0, all: 0, busy: true, error: null };

/** `events`: how many events there are; a longer record is looked through again, so long as nobody has gone beyond the first page. */
export function useLogPages(filter: LogFilter, events: number): Pages & { readonly more: () => void } {
  const [pages, setPages] = useState(blank);
  const run = useRef(0);
  const asked = useRef(pageSize);
  const asking = JSON.stringify(filter);
  const look = useCallback(
    async (from: number | null, kept: readonly LogLine[], upTo: number): Promise<void> => {
      run.current += 1;
      const mine = run.current;
      let lines = kept;
      let before = from;
      setPages((now) => ({ ...now, busy: true, error: null }));
      try {
        do {
          const limit = Math.max(1, upTo - lines.length);
          const found = await call('audit.search', { ...(JSON.parse(asking) as LogFilter), limit, ...(before !== null && { before }) });
          if (run.current !== mine) return;
          lines = [...lines, ...found.lines];
          before = found.next;
          const { next, looked, all } = found;
          setPages({ lines, next, looked, all, error: null, busy: next !== null && lines.length < upTo });
        } while (before !== null && lines.length < upTo);
      } catch (thrown) {
        if (run.current === mine) setPages((now) => ({ ...now, busy: false, error: asApiError(thrown) }));
      }
    },
    [asking],
  );
  useEffect(() => {
    asked.current = pageSize;
    void look(null, [], pageSize);
    return () => {
      run.current += 1;
    };
  }, [look]);
  useEffect(() => {
    if (events > 0 && asked.current === pageSize) void look(null, [], pageSize);
  }, [events, look]);
  const more = (): void => {
    asked.current = pages.lines.length + pageSize;
    void look(pages.next, pages.lines, asked.current);
  };
  return { ...pages, more };
}
