/** 各项得分分布: a box and every single score by criterion; hollow marks are scores that were left out. */
import { theme } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { sizes } from '../../../theme/theme.ts';
import { Chart } from '../../../ui/charts/chart.tsx';
import { useChartStyle } from './chart-style.ts';
import type { Spread, SpreadScore } from './spread.ts';
import { Figures } from '../../../ui/tables/figures.tsx';

interface Props {
  spread: readonly Spread[];
  nameOf: (personId: string) => string;
  parkOf: (applicationId: string) => string;
}

/** Scores of one criterion beside each other rather than on top: in the middle of the row, so that the median of the box shows above and below them. */
function offsetOf(index: number): number {
  return (((index * 7) % 11) - 5) / 11 / 2.5;
}

interface Point {
  readonly score: SpreadScore;
  readonly y: number;
  readonly of: Spread;
}

/** Marks that would lie exactly on one another are drawn once: 48 000 scores are a few thousand marks. */
function pointsOf(spread: readonly Spread[]): Point[] {
  const drawn = new Map<string, Point>();
  for (const [row, one] of spread.entries())
    for (const [index, score] of one.scores.entries()) {
      const y = row + offsetOf(index);
      drawn.set(`${y} ${score.percent} ${score.kept}`, { score, y, of: one });
    }
  return [...drawn.values()];
}

export function SpreadChart({ spread, nameOf, parkOf }: Props) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const look = useChartStyle();
  const option = useMemo(() => {
    const points = pointsOf(spread);
    const series = (kept: boolean) => {
      const shown = points.filter(({ score }) => score.kept === kept);
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
        data: shown.map(({ score, y }) => [score.percent, y]),
        tooltip: {
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const point = shown[dataIndex];
            return point
              ? [point.of.name, parkOf(point.score.applicationId), scoreWords(point.score, point.of.max100, nameOf)]
                  .map(look.plain)
                  .join('<br>')
              : '';
          },
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
        min: Math.floor(Math.min(100, ...points.map(({ score }) => score.percent)) / 20) * 20,
        max: 100,
        axisLabel: { ...look.text, formatter: '{value} %' },
      },
      yAxis: [
        { ...look.axis, type: 'category', inverse: true, data: spread.map((one) => one.name), splitLine: { show: false } },
        { type: 'value', inverse: true, min: -0.5, max: spread.length - 0.5, show: false },
      ],
      series: [
        {
          type: 'boxplot',
          boxWidth: ['72%', '72%'],
          silent: true,
          itemStyle: { color: token.colorFillTertiary, borderColor: token.colorTextSecondary, borderWidth: token.lineWidthBold },
          data: spread.map(({ numbers }) => (numbers ? [numbers.low, numbers.q1, numbers.median, numbers.q3, numbers.high] : [])),
        },
        series(true),
        series(false),
      ],
    };
  }, [spread, nameOf, parkOf, look, token, t]);
  const medians = spread
    .flatMap(({ name, numbers }) => (numbers ? [{ name, median: numbers.median }] : []))
    .toSorted((a, b) => a.median - b.median);
  const [lowest, highest] = [medians[0], medians.at(-1)];
  return (
    <Chart
      option={option}
      height={sizes.heatHead + spread.length * sizes.heatRow}
      label={t('tally.screen.spread.aria', {
        count: spread.length,
        lowest: lowest?.name ?? '—',
        low: (lowest?.median ?? 0).toFixed(0),
        highest: highest?.name ?? '—',
        high: (highest?.median ?? 0).toFixed(0),
      })}
    />
  );
}

function scoreWords({ personId, percent }: SpreadScore, max100: number, nameOf: (personId: string) => string): string {
  return `${nameOf(personId)} ${((percent * max100) / 10_000).toFixed(2)} / ${(max100 / 100).toFixed(0)}`;
}

export function SpreadTable({ spread }: { spread: readonly Spread[] }) {
  const { t } = useTranslation();
  return (
    <Figures
      frame="scroll-across plane-pad"
      name={t('tally.screen.spread.title')}
      rows={spread}
      rowKey={(one) => one.criterionId}
      columns={[
        { title: t('tally.screen.criterion'), head: true, cell: ({ criterionId, name }) => `${criterionId} ${name}` },
        { title: t('tally.screen.spread.count'), number: true, cell: ({ scores }) => scores.length },
        { title: t('tally.screen.spread.leftOut'), number: true, cell: ({ scores }) => scores.filter((one) => !one.kept).length },
        ...(['low', 'q1', 'median', 'q3', 'high'] as const).map((key) => ({
          title: t(`tally.screen.spread.${key}`),
          number: true,
          cell: ({ numbers }: Spread) => numbers?.[key].toFixed(1) ?? '—',
        })),
      ]}
    />
  );
}
