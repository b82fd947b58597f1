/** What all pictures share: ink, ground and type of the present shade. */
import { theme } from 'antd';
import { useMemo } from 'react';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function useChartStyle() {
  const { token } = theme.useToken();
  return useMemo(() => {
    const text = { color: token.colorText, fontFamily: token.fontFamily, fontSize: token.fontSize };
    const line = { lineStyle: { color: token.colorBorderSecondary } };
    return {
      base: { animation: false, textStyle: text },
      text,
      grid: { left: token.paddingLG, right: token.paddingLG, bottom: token.paddingSM, containLabel: true },
      tooltip: { backgroundColor: token.colorBgElevated, borderColor: token.colorBorderSecondary, textStyle: text },
      axis: { axisLabel: text, axisLine: line, axisTick: { show: false }, splitLine: line },
      /** tips are HTML: names of parks and people are words in it and nothing else */
      plain: (words: string) => words.replaceAll(/[&<>"]/g, (one) => entities[one] ?? one),
    };
  }, [token]);
}
