import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** The height left for the body of a table in its pane, in CSS pixels, below the table's head. */
export function useHeight(): [RefObject<HTMLDivElement | null>, number] {
  const pane = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const watched = pane.current;
    if (!watched) return undefined;
    const measure = (): void => setHeight(Math.max(0, watched.clientHeight - (watched.querySelector('.ant-table-thead, .ant-table-header')?.clientHeight ?? 0)));
    const watcher = new ResizeObserver(measure);
    watcher.observe(watched);
    // the head is there only after the first drawing
    const first = requestAnimationFrame(() => requestAnimationFrame(measure));
    return () => {
      watcher.disconnect();
      cancelAnimationFrame(first);
    };
  }, []);
  return [pane, height];
}
