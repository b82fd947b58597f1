/** A picture drawn by ECharts, which comes only when the first one is shown. */
import { Skeleton } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';
import { lazy, Suspense } from 'react';

const Canvas = lazy(() => import('./chart-canvas.tsx').then(({ ChartCanvas }) => ({ default: ChartCanvas })));

export interface ChartProps {
  /** a new object draws anew */
  option: EChartsCoreOption;
  /** in pixels */
  height: number;
  /** what the picture shows, for those who do not see it */
  label: string;
}

export function Chart(props: ChartProps) {
  return (
    <Suspense fallback={<Skeleton active title={false} className="waiting" />}>
      <Canvas {...props} />
    </Suspense>
  );
}
