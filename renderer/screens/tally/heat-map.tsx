/** Experts × parks, the colour telling how a sheet's total lies among all. */
import { theme } from 'antd';
import { HeatmapChart } from 'echarts/charts';
import { GridComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TallyAnswer } from '../../../domain/api.ts';
import { heatRamp, sizes } from '../../theme.ts';
import { showPoints } from '../../ui/words.ts';
import { readHeat } from './heat.ts';

use([HeatmapChart, GridComponent, TooltipComponent, VisualMapComponent, CanvasRenderer]);

export function HeatMap({ tally, nameOf }: { tally: TallyAnswer; nameOf: (personId: string) => string }) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const place = useRef<HTMLDivElement>(null);
  const { experts, parks, totals100 } = readHeat(tally);
  useEffect(() => {
    const node = place.current;
    if (!node) return undefined;
    const chart = init(node);
    const present = totals100.flat().filter((points) => points !== null);
    const text = { color: token.colorText, fontFamily: token.fontFamily, fontSize: token.fontSize };
    const line = { lineStyle: { color: token.colorBorderSecondary } };
    chart.setOption({
      animation: false,
      textStyle: text,
      aria: { enabled: true },
      grid: { left: token.paddingLG, right: token.paddingLG, top: sizes.heatRow, bottom: token.paddingSM, containLabel: true },
      tooltip: { backgroundColor: token.colorBgElevated, borderColor: token.colorBorderSecondary, textStyle: text, formatter: (point: { data: [number, number, number] }) => `${parks[point.data[1]]?.parkName ?? ''}<br>${nameOf(experts[point.data[0]] ?? '')} ${showPoints(point.data[2])}` },
      xAxis: { type: 'category', position: 'top', data: experts.map(nameOf), axisLabel: text, axisLine: line, axisTick: { show: false } },
      yAxis: { type: 'category', inverse: true, data: parks.map((park) => park.parkName), axisLabel: text, axisLine: line, axisTick: { show: false } },
      visualMap: { show: false, min: Math.min(...present), max: Math.max(...present), inRange: { color: heatRamp(token) } },
      series: [
        {
          type: 'heatmap',
          data: totals100.flatMap((row, y) => row.flatMap((points, x) => (points === null ? [] : [[x, y, points]]))),
          label: { show: true, color: token.colorText, fontFamily: token.fontFamily, formatter: (point: { data: [number, number, number] }) => showPoints(point.data[2]) },
          itemStyle: { borderColor: token.colorBgContainer, borderWidth: token.lineWidthBold },
        },
      ],
    });
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(node);
    return () => {
      watcher.disconnect();
      chart.dispose();
    };
    // drawn anew with each answer or shade
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [tally, token]);
  return <div ref={place} role="img" aria-label={t('window.tally.mapAria')} style={{ height: sizes.heatHead + parks.length * sizes.heatRow }} />;
}
