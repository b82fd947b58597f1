/** A picture drawn by ECharts, which comes only when one is needed; it is drawn when it comes near to sight, or onto paper. */
import { Skeleton } from 'antd';
import { useEffect, useRef, useState, type ComponentType } from 'react';
import { useIsPrinting } from '../printing.ts';
import type { CanvasProps } from './chart-canvas.tsx';

export interface ChartProps extends CanvasProps {
  /** what the picture shows, for those who do not see it */
  label: string;
}

/** How far below the edge of the window a picture is drawn beforehand. */
const near = '40%';

export function Chart({ label, option, height }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  const [Canvas, setCanvas] = useState<ComponentType<CanvasProps> | null>(null);
  const isPrinting = useIsPrinting();
  useEffect(() => {
    const watcher = new IntersectionObserver((seen) => setNear((before) => before || seen.some((one) => one.isIntersecting)), {
      rootMargin: near,
    });
    if (place.current) watcher.observe(place.current);
    // it is there before a print begins, which waits for nothing
    const idle = requestIdleCallback(() => void import('./chart-canvas.tsx').then(({ ChartCanvas }) => setCanvas(() => ChartCanvas)));
    return () => {
      watcher.disconnect();
      cancelIdleCallback(idle);
    };
  }, []);
  return (
    <div ref={place} role="img" aria-label={label} style={{ minHeight: height }}>
      {Canvas && (isNear || isPrinting) ? (
        <Canvas option={option} height={height} />
      ) : (
        <Skeleton active title={false} className="waiting" />
      )}
    </div>
  );
}
