/**
 * 位置示意图: where the photos of a visit were taken, drawn without any map. Positions become metres on a plane around
 * their middle; over a park, the error against the ellipsoid is far below that of the receiver.
 */

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

export interface Spot {
  /** numbers of the photos taken here, from 1, in the order in which they came */
  readonly numbers: readonly number[];
  /** from the upper left corner of the sketch, in shares of its width */
  readonly x: number;
  readonly y: number;
}

export interface Sketch {
  readonly spots: readonly Spot[];
  /** height over width */
  readonly shape: number;
  /** length of the scale bar in metres, and in shares of the width */
  readonly bar: { readonly metres: number; readonly length: number };
  /** across all spots, in metres */
  readonly extent: { readonly east: number; readonly north: number };
}

/** WGS 84: semi-major axis in metres, and first eccentricity squared. */
const [axis, eccentricity2] = [6_378_137, 0.00669437999014];
const radian = Math.PI / 180;

/** Metres to the east and north of `middle`. */
export function metresFrom(middle: Position, { latitude, longitude }: Position): { east: number; north: number } {
  const sine = Math.sin(middle.latitude * radian);
  const under = 1 - eccentricity2 * sine * sine;
  const meridian = (axis * (1 - eccentricity2)) / under ** 1.5;
  const normal = axis / Math.sqrt(under);
  // across the date line the short way counts
  const apart = ((longitude - middle.longitude + 540) % 360) - 180;
  return { east: apart * radian * normal * Math.cos(middle.latitude * radian), north: (latitude - middle.latitude) * radian * meridian };
}

/** 1, 2 or 5 times a power of ten, at most `metres`. */
function roundLength(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  return ([5, 2, 1].find((one) => one * power <= metres) ?? 1) * power;
}

/** The least width that a sketch stands for, in metres: closer than this a receiver does not tell apart. */
const leastWidth = 40;
/** Room around the spots, and how close above each other two become one, in shares of the width; beside each other marks need twice that. */
const [margin, near] = [0.1, 0.045];
const [flattest, steepest] = [0.4, 0.75];

/** Null where no photo has a position. Photos are numbered by their place in the list, those without a position too. */
export function sketchOf(photos: readonly { readonly position: Position | null }[]): Sketch | null {
  const placed = photos.flatMap(({ position }, index) => (position ? [{ number: index + 1, position }] : []));
  const [first] = placed;
  if (!first) return null;
  const points = placed.map(({ number, position }) => ({ number, ...metresFrom(first.position, position) }));
  const [easts, norths] = [points.map((one) => one.east), points.map((one) => one.north)];
  const [west, east, south, north] = [Math.min(...easts), Math.max(...easts), Math.min(...norths), Math.max(...norths)];
  const inner = 1 - 2 * margin;
  const shape = Math.min(steepest, Math.max(flattest, (north - south) / Math.max(east - west, leastWidth)));
  // as wide as the spots need, or as wide as their height needs
  const width = Math.max(leastWidth, (east - west) / inner, (north - south) / (shape - 2 * margin));
  const spots: { numbers: number[]; x: number; y: number }[] = [];
  for (const { number, east: right, north: up } of points) {
    const x = 0.5 + (right - (west + east) / 2) / width;
    const y = shape / 2 - (up - (south + north) / 2) / width;
    const known = spots.find((one) => Math.hypot((one.x - x) / 2, one.y - y) < near);
    if (known) known.numbers.push(number);
    else spots.push({ numbers: [number], x, y });
  }
  const metres = roundLength(width / 4);
  return { spots, shape, bar: { metres, length: metres / width }, extent: { east: east - west, north: north - south } };
}

/** What stands in the mark of a spot: "3", "4–6", "2, 5". */
export function spotLabel(numbers: readonly number[]): string {
  const parts: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = parts.at(-1);
    if (last && number === last.to + 1) last.to = number;
    else parts.push({ from: number, to: number });
  }
  return parts.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}
