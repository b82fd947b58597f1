/** A handwritten signature as it was drawn: its line follows the pressure of the pen, or the speed of the hand. */
import type { Stroke } from '../../../../domain/model.ts';
import { inkOf } from '../../../../domain/visit/ink.ts';

/** Room around the ink, and the thickness of an ordinary line, in shares of the longer side. */
const [margin, ordinary] = [0.04, 0.012];

export function Signature({ strokes, name }: { strokes: readonly Stroke[]; name: string }) {
  const points = strokes.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const side = Math.max(1, Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const room = side * margin;
  const [left, top] = [Math.min(...xs) - room, Math.min(...ys) - room];
  const [width, height] = [Math.max(...xs) - left + room, Math.max(...ys) - top + room];
  return (
    <svg className="signature" viewBox={`${left} ${top} ${width} ${height}`} role="img" aria-label={name}>
      {inkOf(strokes).map(({ from, bend: [first, second], to, weight }, at) => (
        <path
          key={at}
          d={`M${from.join(' ')} C${first.join(' ')} ${second.join(' ')} ${to.join(' ')}`}
          strokeWidth={side * ordinary * weight}
        />
      ))}
    </svg>
  );
}
