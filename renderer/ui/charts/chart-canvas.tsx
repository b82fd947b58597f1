import { BoxplotChart, CustomChart, HeatmapChart, RadarChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, RadarComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, use as register, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

export interface CanvasProps {
  /** a new object draws anew */
  option: EChartsCoreOption;
  /** in pixels */
  height: number;
}

register([
  BoxplotChart,
  CustomChart,
  HeatmapChart,
  RadarChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  RadarComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
]);

export function ChartCanvas({ option, height }: CanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const node = place.current;
    if (!node) return undefined;
    const chart = init(node);
    chart.setOption(option);
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(node);
    return () => {
      watcher.disconnect();
      chart.dispose();
    };
  }, [option]);
  return <div ref={place} style={{ height }} />;
}
