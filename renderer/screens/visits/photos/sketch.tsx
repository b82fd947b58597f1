/** 位置示意图: where the photos were taken, with north and a scale; no map is needed and none is loaded. */
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../../domain/contract/api.ts';
import { sketchOf, spotLabel } from '../../../../domain/visit/sketch.ts';

/** Width of the drawing in its own units. */
const width = 1000;

/** Half the width of a spot's mark. */
function half(numbers: readonly number[]): number {
  return Math.max(20, spotLabel(numbers).length * 8 + 8);
}

export function SketchView({ photos }: { photos: readonly VisitView['photos'][number][] }) {
  const { t } = useTranslation();
  const sketch = sketchOf(photos);
  // one place tells nothing of where it is
  if (!sketch || sketch.spots.length < 2) return null;
  const { spots, shape, bar } = sketch;
  const height = width * shape;
  const way = spots.map(({ x, y }) => `${x * width},${y * width}`).join(' ');
  const distance =
    bar.metres < 1000 ? t('visits.sketch.metres', { length: bar.metres }) : t('visits.sketch.kilometres', { length: bar.metres / 1000 });
  return (
    <figure className="plane card flush sketch" data-testid="sketch">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('visits.sketch.about', { count: spots.length })}>
        <polyline className="sketch-way" points={way} />
        {spots.map(({ numbers, x, y }) => (
          <g key={numbers[0]} transform={`translate(${x * width} ${y * width})`}>
            <rect x={-half(numbers)} y="-20" width={2 * half(numbers)} height="40" rx="20" />
            <text className="sketch-number" textAnchor="middle" dominantBaseline="central">
              {spotLabel(numbers)}
            </text>
          </g>
        ))}
        <g className="sketch-north" transform={`translate(${width - 50} 20)`}>
          <path d="M0 0 L14 44 L0 34 L-14 44 Z" />
          <text y="62" textAnchor="middle" dominantBaseline="central">
            {t('visits.sketch.north')}
          </text>
        </g>
        <g className="sketch-bar" transform={`translate(30 ${height - 28})`}>
          <path d={`M0 -10 V0 H${bar.length * width} V-10`} />
          <text x={bar.length * width + 14} dominantBaseline="central">
            {distance}
          </text>
        </g>
      </svg>
      <figcaption className="raw">{t('visits.sketch.caption')}</figcaption>
    </figure>
  );
}
