/** A picture drawn by ECharts, which comes only when one is needed; it is drawn when it comes near to sight, or onto paper. */
import { Skeleton } from 'antd';
import { useEffect, useState, type ComponentType } from 'react';
import { useIsNear } from '../tables/near.ts';
import { useIsPrinting } from '../printing.ts';
import type { CanvasProps } from './chart-canvas.tsx';

export interface ChartProps extends CanvasProps {
  /** what the picture shows, for those who do not see it */
  label: string;
}

export function Chart({ label, option, height }: ChartProps) {
  const [place, isNear] = useIsNear();
  const [Canvas, setCanvas] = useState<ComponentType<CanvasProps> | null>(null);
  const isPrinting = useIsPrinting();
  useEffect(() => {
    // it is there before a print begins, which waits for nothing
    const idle = requestIdleCallback(() => void import('./chart-canvas.tsx').then(({ ChartCanvas }) => setCanvas(() => ChartCanvas)));
    return () => cancelIdleCallback(idle);
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
