/**
 * 笔迹: a handwritten signature as curves with a weight each, for whatever draws it. Where the pen told its pressure the
 * line follows that, else how fast the hand went; signatures kept before pressure was recorded are drawn the second way.
 */
import type { Stroke } from '../model.ts';

type Point = readonly [x: number, y: number];

/** A smooth piece of a line, in the units of the pad. */
export interface Piece {
  readonly from: Point;
  readonly bend: readonly [Point, Point];
  readonly to: Point;
  /** thickness against that of an ordinary line, {@link lightest} … {@link heaviest} */
  readonly weight: number;
}

export const lightest = 0.45;
export const heaviest = 1.7;

/** How much of the last speed stays in the next: without it the line would flicker. */
const inertia = 0.3;
/** Pixels a millisecond at which a line has its ordinary weight. */
const ordinarySpeed = 0.7;

type Reading = Stroke[number];

function bounded(weight: number): number {
  return Math.min(heaviest, Math.max(lightest, weight));
}

/** A mouse says the same pressure all the time, and a finger none: only what varies was felt. */
function hasPressure(strokes: readonly Stroke[]): boolean {
  return new Set(strokes.flat().map(([, , , pressure]) => pressure ?? 0)).size > 2;
}

function weightsByPressure(stroke: Stroke): number[] {
  return stroke.map(([, , , pressure = 0.5]) => bounded(lightest + (heaviest - lightest) * pressure));
}

function weightsBySpeed(stroke: Stroke): number[] {
  let speed = ordinarySpeed;
  return stroke.map((now, index) => {
    const before = stroke[index - 1];
    if (before) speed = (1 - inertia) * speedBetween(before, now) + inertia * speed;
    return bounded((heaviest * ordinarySpeed) / (ordinarySpeed * 0.7 + speed));
  });
}

function speedBetween([x, y, t]: Reading, [toX, toY, toT]: Reading): number {
  return Math.hypot(toX - x, toY - y) / Math.max(1, toT - t);
}

/** Curves through the points of each stroke (Catmull–Rom); a single touch is a piece without length. */
export function inkOf(strokes: readonly Stroke[]): Piece[] {
  const weigh = hasPressure(strokes) ? weightsByPressure : weightsBySpeed;
  return strokes.flatMap((stroke) => {
    const weights = weigh(stroke);
    const at = (index: number): Point => {
      const [x = 0, y = 0] = stroke[Math.min(stroke.length - 1, Math.max(0, index))] ?? [];
      return [x, y];
    };
    if (stroke.length === 1) return [{ from: at(0), bend: [at(0), at(0)], to: at(0), weight: weights[0] ?? 1 } satisfies Piece];
    return stroke.slice(1).map((_, index): Piece => {
      const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
      return {
        from,
        bend: [
          [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6],
          [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6],
        ],
        to,
        weight: ((weights[index] ?? 1) + (weights[index + 1] ?? 1)) / 2,
      };
    });
  });
}

export interface Fitted {
  /** from the pad into the room: a point, and how much larger everything becomes */
  readonly place: (point: Point) => Point;
  readonly scale: number;
}

/** Brings the strokes into a room of the same shape, as large as it allows but never larger than they were drawn times `most`. */
export function fitInk(
  strokes: readonly Stroke[],
  room: { readonly width: number; readonly height: number },
  most = Number.POSITIVE_INFINITY,
): Fitted {
  const points = strokes.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, low] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(most, room.width / Math.max(1, right - left), room.height / Math.max(1, low - top));
  const shift: Point = [(room.width - (right - left) * scale) / 2, (room.height - (low - top) * scale) / 2];
  return { scale, place: ([x, y]) => [shift[0] + (x - left) * scale, shift[1] + (y - top) * scale] };
}
