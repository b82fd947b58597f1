/** Places and shapes on a page: matrices, boxes and outlines, in points of the page as it is read, y upwards. */
export type Point = readonly [x: number, y: number];
/** [a, b, c, d, e, f] of PDF */
export type Matrix = readonly number[];

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** An area of the page. */
export interface Shape {
  readonly box: Box;
  /** it is its box */
  readonly isBox: boolean;
  contains(x: number, y: number): boolean;
}

export const identity: Matrix = [1, 0, 0, 1, 0, 0];
const unitBox: Box = { left: 0, right: 1, bottom: 0, top: 1 };

/** First `b`, then `a`. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  const [a0 = 1, a1 = 0, a2 = 0, a3 = 1, a4 = 0, a5 = 0] = a;
  const [b0 = 1, b1 = 0, b2 = 0, b3 = 1, b4 = 0, b5 = 0] = b;
  return [a0 * b0 + a2 * b1, a1 * b0 + a3 * b1, a0 * b2 + a2 * b3, a1 * b2 + a3 * b3, a0 * b4 + a2 * b5 + a4, a1 * b4 + a3 * b5 + a5];
}

export function place([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix, x: number, y: number): Point {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** By how much lengths grow. */
export function scaleOf([a = 1, b = 0, c = 0, d = 1]: Matrix): number {
  return Math.sqrt(Math.abs(a * d - b * c));
}

export function boxOf(points: readonly Point[]): Box {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
  }
  return { left, right, bottom, top };
}

export function cornersOf({ left, right, bottom, top }: Box, matrix: Matrix): Point[] {
  return [place(matrix, left, bottom), place(matrix, right, bottom), place(matrix, right, top), place(matrix, left, top)];
}

export function isInside({ left, right, bottom, top }: Box, x: number, y: number): boolean {
  return x >= left && x <= right && y >= bottom && y <= top;
}

/** What a page shows, turned clockwise by quarters so that its reader need not turn his head, with its lower left corner at 0, 0. */
export function turned({ left, right, bottom, top }: Box, degrees: number, scale: number): { readonly matrix: Matrix; readonly view: Box } {
  const [width, height] = [(right - left) * scale, (top - bottom) * scale];
  const quarter = (((Math.round(degrees / 90) % 4) + 4) % 4) as 0 | 1 | 2 | 3;
  const matrix = [
    [scale, 0, 0, scale, -left * scale, -bottom * scale],
    [0, -scale, scale, 0, -bottom * scale, right * scale],
    [-scale, 0, 0, -scale, right * scale, top * scale],
    [0, scale, -scale, 0, top * scale, -left * scale],
  ][quarter] ?? [...identity];
  const isLying = quarter % 2 === 1;
  return { matrix, view: { left: 0, bottom: 0, right: isLying ? height : width, top: isLying ? width : height } };
}

/** Codes of path data: 0 move, 1 line, 2 cubic, 3 quadratic, 4 close. */
const pathLengths = [2, 2, 6, 4, 0];
/** Straight parts that a curve is drawn as. */
const curveParts = 6;

/** A part of a path: its outline with curves as short lines, and its straight sides. */
export interface SubPath {
  readonly outline: readonly Point[];
  readonly sides: readonly (readonly [Point, Point])[];
}

function onCurve(points: readonly Point[], at: number): Point {
  if (points.length === 1) return points[0] ?? [0, 0];
  const nearer = points.slice(1).map((to, index): Point => {
    const [x, y] = points[index] ?? to;
    return [x + (to[0] - x) * at, y + (to[1] - y) * at];
  });
  return onCurve(nearer, at);
}

/** @param numbers path data of pdf.js */
export function subPaths(numbers: readonly number[], matrix: Matrix): SubPath[] {
  const paths: { outline: Point[]; sides: (readonly [Point, Point])[] }[] = [];
  for (let at = 0; at < numbers.length;) {
    const code = numbers[at] ?? 4;
    const length = pathLengths[code];
    if (length === undefined) return paths;
    const path = paths.at(-1);
    const from = path?.outline.at(-1);
    const points: Point[] = [];
    for (let next = at + 1; next < at + length; next += 2) points.push(place(matrix, numbers[next] ?? 0, numbers[next + 1] ?? 0));
    const end = code === 4 ? path?.outline[0] : points.at(-1);
    if (code === 0 && end) paths.push({ outline: [end], sides: [] });
    else if (path && from && end) {
      if (points.length > 1)
        for (let part = 1; part < curveParts; part += 1) path.outline.push(onCurve([from, ...points], part / curveParts));
      else path.sides.push([from, end]);
      path.outline.push(end);
    }
    at += length + 1;
  }
  return paths;
}

export function boxShape(box: Box): Shape {
  return { box, isBox: true, contains: (x, y) => isInside(box, x, y) };
}

/** How often outlines go round a point. */
function windings(outlines: readonly (readonly Point[])[], x: number, y: number): number {
  let count = 0;
  for (const outline of outlines) {
    let [fromX, fromY] = outline.at(-1) ?? [0, 0];
    for (const [toX, toY] of outline) {
      const isUp = fromY <= y && toY > y;
      if (isUp || (fromY > y && toY <= y)) {
        const crossing = fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX);
        if (crossing > x) count += isUp ? 1 : -1;
      }
      [fromX, fromY] = [toX, toY];
    }
  }
  return count;
}

/** Four corners, and sides that are level or upright. */
function isBox(outline: readonly Point[]): boolean {
  const [[firstX, firstY], last] = [outline[0] ?? [0, 0], outline.at(-1) ?? [0, 0]];
  const corners = last[0] === firstX && last[1] === firstY ? outline.slice(1) : outline;
  return (
    corners.length === 4 &&
    corners.every(([x, y], at) => {
      const [nextX, nextY] = corners[(at + 1) % 4] ?? [x, y];
      return (x === nextX) !== (y === nextY);
    })
  );
}

/** What filling these outlines covers. `isEvenOdd`: one inside another is a hole, however they turn. */
export function filledShape(outlines: readonly (readonly Point[])[], isEvenOdd: boolean): Shape {
  const box = boxOf(outlines.flat());
  if (outlines.length === 1 && isBox(outlines[0] ?? [])) return boxShape(box);
  const contains = (x: number, y: number): boolean => {
    if (!isInside(box, x, y)) return false;
    const count = windings(outlines, x, y);
    return isEvenOdd ? count % 2 !== 0 : count !== 0;
  };
  return { box, isBox: false, contains };
}

function distance(x: number, y: number, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const at = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - at * dx, y - ay - at * dy);
}

/** What a pen of this width covers. */
export function strokedShape(outlines: readonly (readonly Point[])[], width: number): Shape {
  const { left, right, bottom, top } = boxOf(outlines.flat());
  const half = width / 2;
  const box = { left: left - half, right: right + half, bottom: bottom - half, top: top + half };
  const contains = (x: number, y: number): boolean =>
    isInside(box, x, y) &&
    outlines.some((outline) => outline.some((to, index) => index > 0 && distance(x, y, outline[index - 1] ?? to, to) <= half));
  return { box, isBox: false, contains };
}

/** A picture's unit square, wherever its matrix puts it. */
export function squareShape(matrix: Matrix): Shape {
  return filledShape([cornersOf(unitBox, matrix)], false);
}

/** The place in a unit square: from its left, from its top. */
export function withinSquare([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix, x: number, y: number): Point {
  const area = a * d - b * c;
  if (area === 0) return [0, 0];
  return [(d * (x - e) - c * (y - f)) / area, 1 - (a * (y - f) - b * (x - e)) / area];
}
