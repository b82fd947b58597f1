/** The small pictures side by side. Of many only those in sight are drawn, a line of them at a time. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { LongList } from '../../../ui/tables/long-list.tsx';
import { drawnWhole } from '../../../ui/tables/windowed.ts';
import { sizes } from '../../../theme/sizes.ts';

interface Props<Photo> {
  photos: readonly Photo[];
  keyOf: (photo: Photo) => string;
  /** `index` from 0, over all photos */
  children: (photo: Photo, index: number) => ReactNode;
}

/** Pixels between pictures, and what stands under one: its name and two lines. */
const [gap, words] = [8, 72];

/** A line of pictures is as tall as a dozen lines of text. */
const reach = { upTo: 0, beyond: 3 };

export function PhotoGrid<Photo>({ photos, keyOf, children }: Props<Photo>) {
  const frame = useRef<HTMLDivElement>(null);
  const [columns, setColumns] = useState(3);
  const many = photos.length > drawnWhole;
  useEffect(() => {
    const target = frame.current;
    if (!target || !many) return undefined;
    const watcher = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      setColumns(Math.max(1, Math.floor((width + gap) / (sizes.thumbnail + gap))));
    });
    watcher.observe(target);
    return () => watcher.disconnect();
  }, [many]);
  if (!many)
    return (
      <ul className="bare-list photos">
        {photos.map((photo, index) => (
          <li key={keyOf(photo)}>{children(photo, index)}</li>
        ))}
      </ul>
    );
  const lines = Array.from({ length: Math.ceil(photos.length / columns) }, (_, at) => at * columns);
  return (
    <div ref={frame} data-testid="photo-lines">
      <LongList rows={lines} rowKey={String} height={(sizes.thumbnail * 3) / 4 + words} reach={reach}>
        {(first) => (
          <ul className="bare-list photos">
            {photos.slice(first, first + columns).map((photo, index) => (
              <li key={keyOf(photo)}>{children(photo, first + index)}</li>
            ))}
          </ul>
        )}
      </LongList>
    </div>
  );
}
