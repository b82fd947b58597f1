/** 园区画像: a park's shares part by part beside the median of all parks. */
import { theme } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { sizes } from '../../../theme/sizes.ts';
import { Chart } from '../../../ui/charts/chart.tsx';
import { useChartStyle } from './chart-style.ts';
import { Figures } from '../../../ui/tables/figures.tsx';

interface Part {
  readonly id: string;
  readonly name: string;
  /** percent of the points that the part holds */
  readonly own: number;
  readonly median: number;
}

/** Names longer than this are broken, so that the picture keeps its room. */
const lineLength = 9;

function broken(name: string): string {
  return /\p{Script=Han}/u.test(name)
    ? name.replaceAll(new RegExp(`(.{${lineLength}})(?=.)`, 'gu'), '$1\n')
    : name.replaceAll(/(.{12}\S*)\s/g, '$1\n');
}

export function ProfileChart({ parts, park }: { parts: readonly Part[]; park: string }) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const look = useChartStyle();
  const option = useMemo(() => {
    const median = t('tally.screen.profile.median');
    const line = (name: string, values: number[], own: boolean) => ({
      name,
      value: values,
      symbol: own ? 'circle' : 'emptyDiamond',
      symbolSize: token.sizeXS,
      // told apart without colour too: whole and filled, or dashed and empty
      lineStyle: {
        color: own ? token.colorPrimary : token.colorText,
        type: own ? 'solid' : 'dashed',
        width: own ? token.lineWidthBold : token.lineWidth,
      },
      itemStyle: { color: own ? token.colorPrimary : token.colorText },
      ...(own ? { areaStyle: { color: token.colorPrimary, opacity: 0.15 } } : {}),
    });
    return {
      ...look.base,
      legend: { bottom: 0, textStyle: look.text, data: [park, median] },
      tooltip: { ...look.tooltip, valueFormatter: (value: number) => `${value.toFixed(1)} %` },
      radar: {
        indicator: parts.map(({ name }) => ({ name: broken(name), min: 0, max: 100 })),
        radius: '66%',
        center: ['50%', '46%'],
        splitNumber: 4,
        axisName: look.text,
        axisLine: look.axis.axisLine,
        splitLine: look.axis.splitLine,
        splitArea: { show: false },
      },
      series: [
        {
          type: 'radar',
          data: [
            line(
              median,
              parts.map((part) => part.median),
              false,
            ),
            line(
              park,
              parts.map((part) => part.own),
              true,
            ),
          ],
        },
      ],
    };
  }, [parts, park, look, token, t]);
  const above = parts.filter((part) => part.own >= part.median).map(({ name }) => name);
  return (
    <Chart
      option={option}
      height={sizes.radar}
      label={t('tally.screen.profile.aria', {
        park,
        above: above.join(t('common.comma')) || t('publicity.screen.nobody'),
        count: parts.length,
      })}
    />
  );
}

export function ProfileTable({ parts, park }: { parts: readonly Part[]; park: string }) {
  const { t } = useTranslation();
  return (
    <Figures
      frame="scroll-across plane-pad"
      name={t('tally.screen.profile.title')}
      rows={parts}
      rowKey={({ id }) => id}
      columns={[
        { title: t('tally.screen.profile.part'), head: true, cell: ({ id, name }) => `${id} ${name}` },
        { title: t('tally.screen.profile.own', { park }), number: true, cell: ({ own }) => own.toFixed(1) },
        { title: t('tally.screen.profile.medianHead'), number: true, cell: ({ median }) => median.toFixed(1) },
        {
          title: t('tally.screen.profile.difference'),
          number: true,
          cell: ({ own, median }) => `${own >= median ? '+' : ''}${(own - median).toFixed(1)}`,
        },
      ]}
    />
  );
}
