/** A handwritten signature as it was drawn, strokes and all. */
import type { Stroke } from '../../../domain/model.ts';

/** Room around the ink, in the units of the strokes. */
const margin = 8;

export function Signature({ strokes, name }: { strokes: readonly Stroke[]; name: string }) {
  const points = strokes.flat();
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin];
  const [width, height] = [Math.max(...xs) - left + margin, Math.max(...ys) - top + margin];
  return (
    <svg className="signature" viewBox={`${left} ${top} ${width} ${height}`} role="img" aria-label={name}>
      {strokes.map((stroke, at) => (
        <polyline key={at} points={stroke.map(([x, y]) => `${x},${y}`).join(' ')} vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
}
