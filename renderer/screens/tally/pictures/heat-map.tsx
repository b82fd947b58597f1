/** Experts × parks, the colour telling how a figure lies among all; what was left out is struck through. */
import { theme } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Heat } from '../../../../domain/tally/pictures/heat.ts';
import { sizes } from '../../../theme/sizes.ts';
import { heatRamp } from '../../../theme/theme.ts';
import { Chart } from '../../../ui/charts/chart.tsx';
import { showPoints } from '../../../ui/words.ts';
import { useChartStyle } from './chart-style.ts';

interface Point {
  x: number;
  y: number;
  points100: number;
  dropped: boolean;
  low: number;
  high: number;
}

export function HeatMap({ heat, nameOf }: { heat: Heat; nameOf: (personId: string) => string }) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const look = useChartStyle();
  const { experts, parks } = heat;
  const points = useMemo(
    () =>
      parks.flatMap((park, y) =>
        park.points100.flatMap((points100, x): Point[] =>
          points100 === null
            ? []
            : [{ x, y, points100, dropped: park.dropped[x] ?? false, low: park.low[x] ?? 0, high: park.high[x] ?? 0 }],
        ),
      ),
    [parks],
  );
  const option = useMemo(() => {
    const at = (index: number): Point | undefined => points[index];
    const marksOf = ({ low, high, dropped }: Point): string =>
      dropped
        ? t('tally.screen.heat.dropped')
        : [low > 0 ? t('tally.screen.heat.low', { count: low }) : '', high > 0 ? t('tally.screen.heat.high', { count: high }) : '']
            .filter(Boolean)
            .join(' ');
    return {
      ...look.base,
      grid: { ...look.grid, top: sizes.heatRow },
      tooltip: {
        ...look.tooltip,
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const point = at(dataIndex);
          return point
            ? [parks[point.y]?.parkName, `${nameOf(experts[point.x] ?? '')} ${showPoints(point.points100)}`, marksOf(point)]
                .filter(Boolean)
                .map((words) => look.plain(words ?? ''))
                .join('<br>')
            : '';
        },
      },
      xAxis: { ...look.axis, type: 'category', position: 'top', data: experts.map(nameOf) },
      yAxis: { ...look.axis, type: 'category', inverse: true, data: parks.map((park) => park.parkName) },
      visualMap: {
        show: false,
        min: Math.min(...points.map((one) => one.points100)),
        max: Math.max(...points.map((one) => one.points100)),
        inRange: { color: heatRamp(token) },
        seriesIndex: 0,
      },
      series: [
        {
          type: 'heatmap',
          data: points.map(({ x, y, points100 }) => [x, y, points100]),
          itemStyle: { borderColor: token.colorBgContainer, borderWidth: token.lineWidthBold },
          label: {
            show: true,
            color: token.colorText,
            fontFamily: token.fontFamily,
            lineHeight: token.fontSize * 1.1,
            rich: { small: { fontSize: token.fontSizeSM, color: token.colorTextSecondary } },
            formatter: ({ dataIndex }: { dataIndex: number }) => {
              const point = at(dataIndex);
              if (!point) return '';
              const marks = point.dropped ? '' : marksOf(point);
              return `${showPoints(point.points100)}${marks ? `\n{small|${marks}}` : ''}`;
            },
          },
        },
        {
          // the stroke through what was left out
          type: 'custom',
          silent: true,
          z: 3,
          data: points.flatMap(({ x, y, dropped }) => (dropped ? [[x, y]] : [])),
          renderItem: (_: unknown, api: { value: (at: number) => number; coord: (at: number[]) => number[] }) => {
            const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
            return {
              type: 'line',
              shape: { x1: x - token.controlHeight / 2, y1: y, x2: x + token.controlHeight / 2, y2: y },
              style: { stroke: token.colorText, lineWidth: token.lineWidth },
            };
          },
        },
      ],
    };
  }, [experts, parks, points, nameOf, look, token, t]);
  const [lowest, highest] = [
    points.reduce<Point | undefined>((one, next) => (one && one.points100 <= next.points100 ? one : next), undefined),
    points.reduce<Point | undefined>((one, next) => (one && one.points100 >= next.points100 ? one : next), undefined),
  ];
  const said = (point: Point | undefined): string =>
    point
      ? t('tally.screen.heat.one', {
          name: nameOf(experts[point.x] ?? ''),
          park: parks[point.y]?.parkName ?? '',
          points: showPoints(point.points100),
        })
      : '—';
  return (
    <Chart
      option={option}
      height={sizes.heatHead + parks.length * sizes.heatRow}
      label={t('tally.screen.heat.aria', { experts: experts.length, parks: parks.length, lowest: said(lowest), highest: said(highest) })}
    />
  );
}
