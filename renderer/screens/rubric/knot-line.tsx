import { useTranslation } from 'react-i18next';
import type { Criterion } from '../../../domain/rubric/model.ts';

const [width, height] = [240, 72];

/** The formula as a line from knot to knot; nothing while its knots are not in order. */
export function KnotLine({ knots, max100 }: { knots: NonNullable<Criterion['formula']>['knots']; max100: number }) {
  const { t } = useTranslation();
  const places = knots.map((knot) => Number(knot.at));
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  if (last <= first || places.some((place, at) => at > 0 && place <= (places[at - 1] ?? place)) || max100 <= 0) return null;
  const points = knots.map(
    (knot, at) => `${(((places[at] ?? first) - first) / (last - first)) * width},${height - (knot.points100 / max100) * height}`,
  );
  return (
    <svg className="knot-line" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={t('rubric.line')}>
      <polyline points={points.join(' ')} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
