/** A sign of a font as a small picture of squares, and what can be told of it: how alike two are, and the holes in it. */

/** Closed lines of points, y upwards, in any unit. */
export type Outlines = readonly (readonly (readonly [x: number, y: number])[])[];

/** Squares a side. A sign fills the picture from top to bottom and stands in the middle of it. */
export const side = 16;

/** `side` rows of `side` squares from the top left: whether the sign covers the middle of each. */
export type Raster = readonly boolean[];

/** How often the outlines go round a point; a font fills what is not zero. */
function winding(outlines: Outlines, x: number, y: number): number {
  let count = 0;
  for (const outline of outlines) {
    let [fromX, fromY] = outline.at(-1) ?? [0, 0];
    for (const [toX, toY] of outline) {
      if (fromY > y !== toY > y && ((y - fromY) / (toY - fromY)) * (toX - fromX) + fromX > x) count += toY > y ? 1 : -1;
      [fromX, fromY] = [toX, toY];
    }
  }
  return count;
}

/** @param fineness squares a side; null for what has no height */
export function rasterOf(outlines: Outlines, fineness = side): Raster | null {
  const points = outlines.flat();
  if (points.length === 0) return null;
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of points) [left, right, bottom, top] = [Math.min(left, x), Math.max(right, x), Math.min(bottom, y), Math.max(top, y)];
  const step = (top - bottom) / fineness;
  if (!(step > 0)) return null;
  const start = (left + right) / 2 - (fineness / 2) * step;
  return Array.from({ length: fineness * fineness }, (_, at) => {
    const [row, column] = [Math.floor(at / fineness), at % fineness];
    return winding(outlines, start + (column + 0.5) * step, top - (row + 0.5) * step) !== 0;
  });
}

/** 0 for two signs that share nothing, 1 for the same. */
export function likeness(a: Raster, b: Raster): number {
  let [both, any] = [0, 0];
  for (const [at, own] of a.entries()) {
    if (own && b[at] === true) both += 1;
    if (own || b[at] === true) any += 1;
  }
  return any === 0 ? 0 : both / any;
}

/** Part of the whole: where strokes only come near each other there is no hole. */
const smallestHole = 0.005;

/** Grounds that the sign closes in. */
export function holesIn(raster: Raster): number {
  const width = Math.sqrt(raster.length);
  const seen = [...raster];
  const flood = (start: number): boolean => {
    const open = [start];
    seen[start] = true;
    let [isClosed, squares] = [true, 0];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [row, column] = [Math.floor(at / width), at % width];
      squares += 1;
      if (row === 0 || column === 0 || row === width - 1 || column === width - 1) isClosed = false;
      for (const [down, across] of [
        [-1, 0],
        [1, 0],
        [0, -1],
        [0, 1],
      ] as const) {
        const next = (row + down) * width + column + across;
        if (row + down < 0 || row + down >= width || column + across < 0 || column + across >= width || seen[next] !== false) continue;
        seen[next] = true;
        open.push(next);
      }
    }
    return isClosed && squares > raster.length * smallestHole;
  };
  let holes = 0;
  for (const [at, isFilled] of seen.entries()) if (!isFilled && seen[at] === false && flood(at)) holes += 1;
  return holes;
}
