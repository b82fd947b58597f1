/** Long lists draw only the rows in sight: 2 800 parks stand in a page as quickly as twenty. On paper all of them are drawn. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState, type RefCallback } from 'react';
import { useIsPrinting } from '../printing.ts';

/** What a list stands in that scrolls up and down; a frame that scrolls across alone does not count. */
function scrollerOf(list: HTMLElement): HTMLElement | null {
  for (let one = list.parentElement; one; one = one.parentElement) {
    if (!one.matches('.scroll-across') && /^(auto|scroll)$/.test(getComputedStyle(one).overflowY)) return one;
  }
  return null;
}

/** Shorter lists are drawn whole. */
export const drawnWhole = 60;
/** Rows drawn beyond each edge of what is in sight. */
const beyondSight = 12;

/** Up to how many rows all are drawn, and how many beyond each edge of a longer list. */
export interface Reach {
  readonly upTo: number;
  readonly beyond: number;
}
const lines: Reach = { upTo: drawnWhole, beyond: beyondSight };

export interface Windowed<T> {
  /** goes on the element that holds the rows */
  readonly holder: RefCallback<HTMLElement>;
  /** goes on each row's element together with `data-index`, so that its height is known once it is drawn */
  readonly row: RefCallback<HTMLElement> | undefined;
  readonly drawn: readonly { readonly value: T; readonly index: number }[];
  /** height of the rows that are not drawn, above and below, in px */
  readonly above: number;
  readonly below: number;
}

/** `keyOf` names a row for as long as it is listed; `height` is what it is taken for until it was drawn, in px. The list scrolls with the page or drawer it stands in; outside of one it is drawn whole. */
export function useWindowed<T>(
  rows: readonly T[],
  keyOf: (row: T) => string | number,
  height: number,
  isWhole = false,
  { upTo, beyond }: Reach = lines,
): Windowed<T> {
  const isPrinting = useIsPrinting();
  const list = useRef<HTMLElement | null>(null);
  const [offset, setOffset] = useState(0);
  // undefined until the list stands somewhere
  const [page, setPage] = useState<HTMLElement | null | undefined>(undefined);
  // what is typed into a form in a row must not go with the row, and what stands below a row has a height of its own
  const whole = isWhole || rows.length <= upTo || isPrinting || page === null;
  // a measured height goes with its row when the order changes
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- a row keeps its name, whichever function gives it
  const getItemKey = useCallback((index: number) => keyOf(rows[index] as T), [rows]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    enabled: !whole,
    getScrollElement: () => page ?? null,
    initialRect: { width: 0, height: window.innerHeight },
    estimateSize: () => height,
    getItemKey,
    overscan: beyond,
    scrollMargin: offset,
    // rows beyond sight are drawn already: the frame need not wait for the next ones
    useFlushSync: false,
  });
  // what stands above the list may grow: where it begins is looked up after each drawing, and kept only where it is another
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- after each drawing, whatever it was for; the same number draws no more
  useLayoutEffect(() => {
    if (whole || !list.current || !page) return;
    setOffset(Math.round(list.current.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop));
  });
  const holder = useCallback<RefCallback<HTMLElement>>((element) => {
    list.current = element;
    if (element) setPage(scrollerOf(element));
  }, []);
  if (whole) return { holder, row: undefined, drawn: rows.map((value, index) => ({ value, index })), above: 0, below: 0 };
  const items = virtualizer.getVirtualItems();
  return {
    holder,
    row: virtualizer.measureElement,
    drawn: items.flatMap(({ index }) => {
      const value = rows[index];
      return value === undefined ? [] : [{ value, index }];
    }),
    above: (items[0]?.start ?? offset) - offset,
    below: virtualizer.getTotalSize() - ((items.at(-1)?.end ?? offset) - offset),
  };
}
