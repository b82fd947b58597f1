/** A picture drawn by ECharts, which comes only when the first one is shown. */
import { Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import type { ChartProps } from './chart-canvas.tsx';

const Canvas = lazy(() => import('./chart-canvas.tsx').then(({ ChartCanvas }) => ({ default: ChartCanvas })));

export function Chart(props: ChartProps) {
  return (
    <Suspense fallback={<Skeleton active title={false} className="waiting" />}>
      <Canvas {...props} />
    </Suspense>
  );
}
