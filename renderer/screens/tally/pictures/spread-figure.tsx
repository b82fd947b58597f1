/** 各项得分分布: a box and every single score by criterion; hollow marks are scores that were left out. */
import { theme } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { spreadPlaces, type Spread } from '../../../../domain/tally/pictures/spread.ts';
import { sizes } from '../../../theme/sizes.ts';
import { Chart } from '../../../ui/charts/chart.tsx';
import { showPoints } from '../../../ui/words.ts';
import { useChartStyle } from './chart-style.ts';
import { Figures } from '../../../ui/tables/figures.tsx';

interface Props {
  spread: Spread;
  nameOf: (personId: string) => string;
  criterionOf: (criterionId: string) => string;
}

interface Point {
  readonly percent: number;
  /** the row, and in the middle of it the place beside others, so that the median of the box shows above and below them */
  readonly y: number;
  readonly kept: boolean;
  readonly words: readonly string[];
}

const middle = (spreadPlaces - 1) / 2;

function offsetOf(place: number): number {
  return (place - middle) / spreadPlaces / 2.5;
}

export function SpreadChart({ spread, nameOf, criterionOf }: Props) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const look = useChartStyle();
  const option = useMemo(() => {
    const { parks, experts, criteria } = spread;
    const points = criteria.flatMap(({ criterionId, max100, marks }, row) =>
      marks.map(([park, expert, points100, kept, place]): Point => ({
        percent: (points100 / max100) * 100,
        y: row + offsetOf(place),
        kept,
        words: [
          criterionOf(criterionId),
          parks[park] ?? '—',
          `${nameOf(experts[expert] ?? '')} ${showPoints(points100)} / ${(max100 / 100).toFixed(0)}`,
        ],
      })),
    );
    const series = (kept: boolean) => {
      const shown = points.filter((point) => point.kept === kept);
      const dot = kept
        ? { color: token.colorPrimary, opacity: 0.75 }
        : { color: 'transparent', borderColor: token.colorText, borderWidth: token.lineWidth };
      return {
        name: t(kept ? 'tally.screen.spread.kept' : 'tally.screen.spread.dropped'),
        type: 'scatter',
        symbol: kept ? 'circle' : 'diamond',
        symbolSize: kept ? token.sizeXXS * 1.5 : token.sizeXS,
        itemStyle: dot,
        yAxisIndex: 1,
        data: shown.map(({ percent, y }) => [percent, y]),
        tooltip: {
          formatter: ({ dataIndex }: { dataIndex: number }) => (shown[dataIndex]?.words ?? []).map(look.plain).join('<br>'),
        },
      };
    };
    return {
      ...look.base,
      legend: {
        top: 0,
        right: token.paddingLG,
        textStyle: look.text,
        data: [t('tally.screen.spread.kept'), t('tally.screen.spread.dropped')],
      },
      grid: { ...look.grid, top: sizes.heatRow },
      tooltip: look.tooltip,
      xAxis: {
        ...look.axis,
        type: 'value',
        min: Math.floor(Math.min(100, ...points.map(({ percent }) => percent)) / 20) * 20,
        max: 100,
        axisLabel: { ...look.text, formatter: '{value} %' },
      },
      yAxis: [
        {
          ...look.axis,
          type: 'category',
          inverse: true,
          data: criteria.map((one) => criterionOf(one.criterionId)),
          splitLine: { show: false },
        },
        { type: 'value', inverse: true, min: -0.5, max: criteria.length - 0.5, show: false },
      ],
      series: [
        {
          type: 'boxplot',
          boxWidth: ['72%', '72%'],
          silent: true,
          itemStyle: { color: token.colorFillTertiary, borderColor: token.colorTextSecondary, borderWidth: token.lineWidthBold },
          data: criteria.map(({ numbers }) => (numbers ? [numbers.low, numbers.q1, numbers.median, numbers.q3, numbers.high] : [])),
        },
        series(true),
        series(false),
      ],
    };
  }, [spread, nameOf, criterionOf, look, token, t]);
  const medians = spread.criteria
    .flatMap(({ criterionId, numbers }) => (numbers ? [{ name: criterionOf(criterionId), median: numbers.median }] : []))
    .toSorted((a, b) => a.median - b.median);
  const [lowest, highest] = [medians[0], medians.at(-1)];
  return (
    <Chart
      option={option}
      height={sizes.heatHead + spread.criteria.length * sizes.heatRow}
      label={t('tally.screen.spread.aria', {
        count: spread.criteria.length,
        lowest: lowest?.name ?? '—',
        low: (lowest?.median ?? 0).toFixed(0),
        highest: highest?.name ?? '—',
        high: (highest?.median ?? 0).toFixed(0),
      })}
    />
  );
}

export function SpreadTable({ spread, criterionOf }: Omit<Props, 'nameOf'>) {
  const { t } = useTranslation();
  return (
    <Figures
      frame="scroll-across plane-pad"
      name={t('tally.screen.spread.title')}
      rows={spread.criteria}
      rowKey={(one) => one.criterionId}
      columns={[
        { title: t('tally.screen.criterion'), head: true, cell: ({ criterionId }) => `${criterionId} ${criterionOf(criterionId)}` },
        { title: t('tally.screen.spread.count'), number: true, cell: ({ count }) => count },
        { title: t('tally.screen.spread.leftOut'), number: true, cell: ({ leftOut }) => leftOut },
        ...(['low', 'q1', 'median', 'q3', 'high'] as const).map((key) => ({
          title: t(`tally.screen.spread.${key}`),
          number: true,
          cell: ({ numbers }: Spread['criteria'][number]) => numbers?.[key].toFixed(1) ?? '—',
        })),
      ]}
    />
  );
}
