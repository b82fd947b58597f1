import { useTranslation } from 'react-i18next';

/** The middle 95 % of a park's ranks as a line with a dot at its rank, on the scale of all parks of its type. */
export function RankRange({ rank, low, high, of }: { rank: number; low: number; high: number; of: number }) {
  const { t } = useTranslation();
  const at = (place: number): string => `${of === 1 ? 0 : ((place - 1) / (of - 1)) * 100}%`;
  const words = t('tally.robustness.screen.rangeOf', { rank, low, high });
  return (
    <span className="range" title={words}>
      <span className="range-track" aria-hidden="true">
        <span className="range-line" style={{ insetInlineStart: at(low), insetInlineEnd: `calc(100% - ${at(high)})` }} />
        <span className="range-dot" style={{ insetInlineStart: at(rank) }} />
      </span>
      <span className="figures">{low === high ? low : `${low}–${high}`}</span>
      <span className="unseen">{words}</span>
    </span>
  );
}
