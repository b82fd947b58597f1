import { useEffect, useRef, useState, type RefObject } from 'react';

interface Size {
  /** CSS pixels of the pane's width */
  width: number;
  /** what is left for the rows below the table's head */
  height: number;
}

/** The size of a pane that a virtual table fills: it wants both in pixels. */
export function usePaneSize(): [RefObject<HTMLDivElement | null>, Size] {
  const pane = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const watched = pane.current;
    if (!watched) return undefined;
    const measure = (): void => {
      const head = watched.querySelector('.ant-table-thead, .ant-table-header')?.clientHeight ?? 0;
      // clientWidth rounds up, and a table wider by a fraction gets a bar to scroll it by
      setSize({ width: Math.floor(watched.getBoundingClientRect().width), height: Math.max(0, watched.clientHeight - head) });
    };
    const watcher = new ResizeObserver(measure);
    watcher.observe(watched);
    // the head is there only after the first drawing
    const first = requestAnimationFrame(() => requestAnimationFrame(measure));
    return () => {
      watcher.disconnect();
      cancelAnimationFrame(first);
    };
  }, []);
  return [pane, size];
}
