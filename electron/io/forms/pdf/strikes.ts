/** Lines that strike out words, told from the lines of tables, of seals, and under words. */
import { struck as stroke } from '../../../../domain/form/content.ts';
import { boxOf, type Box } from './page/geometry.ts';
import { Tiles } from './page/tiles.ts';
import type { PaintedPath } from './page/paint.ts';
import { boxAround, glyphBox, runOf, type Run, type Sign } from './runs.ts';
import { contrastOf, leastContrast } from './page/seen.ts';
import { struckOut, withoutStruck as leftOf } from '../parts/shown.ts';

interface Bar {
  readonly x1: number;
  readonly x2: number;
  /** at its left and right end */
  readonly y1: number;
  readonly y2: number;
  readonly thickness: number;
  readonly box: Box;
}

const white = 'FFFFFF';
const thin = 3;
const shortest = 2;
/** Of a dotted line, before its dots are put together. */
const shortestDot = 0.2;

function barOf(from: readonly [number, number], to: readonly [number, number], thickness: number): Bar {
  const [[x1, y1], [x2, y2]] = from[0] <= to[0] ? [from, to] : [to, from];
  return { x1, x2, y1, y2, thickness, box: { left: x1, right: x2, bottom: Math.min(y1, y2), top: Math.max(y1, y2) } };
}

/** Lines on their own: not the sides of a box. */
function barsOf({ outline, sides, stroke, fill, lineWidth }: PaintedPath): Bar[] {
  const ink = stroke ?? fill;
  if (!ink || contrastOf(ink.color, white) * ink.alpha <= leastContrast) return [];
  const { left, right, bottom, top } = boxOf(outline);
  if (top - bottom <= thin && right - left > shortestDot) {
    const middle = (top + bottom) / 2;
    const width = stroke && top - bottom < lineWidth ? lineWidth : top - bottom;
    return sides.length <= 2 && stroke && sides[0] ? [barOf(...sides[0], lineWidth)] : [barOf([left, middle], [right, middle], width)];
  }
  const [first, last] = [outline[0], outline.at(-1)];
  const isOpen = first && last && Math.abs(last[0] - first[0]) > (right - left) / 2;
  // a line drawn by hand is not quite level
  if (stroke && sides.length !== 1 && isOpen && top - bottom < (right - left) / 3) {
    const middle = (top + bottom) / 2;
    return [barOf([left, middle], [right, middle], lineWidth)];
  }
  return stroke && sides.length <= 2 ? sides.map(([from, to]) => barOf(from, to, lineWidth)) : [];
}

/** Between these parts of its height a line through a word strikes it out; under them it underlines, over them it is a border. */
const [lowest, highest] = [0.14, 0.62];
/** A line that reaches farther than a character beyond the words is of something else. */
const farthest = 1;
/** A thicker one is a ground, not a line. */
const thickest = 0.4;
/** A line from corner to corner strikes out as well; one that is steeper is a sign of its own. */
const steepest = 1.5;

function isThrough(bar: Bar, { x, y, width, height }: Run): boolean {
  const [from, to] = [Math.max(bar.x1, x), Math.min(bar.x2, x + width)];
  if (to <= from || bar.thickness > height * thickest) return false;
  const slope = (bar.y2 - bar.y1) / (bar.x2 - bar.x1);
  if (Math.abs(slope) > steepest) return false;
  const middle = bar.y1 + slope * ((from + to) / 2 - bar.x1);
  if (middle < y + lowest * height || middle > y + highest * height) return false;
  return Math.abs(bar.y2 - bar.y1) < 1 || (Math.max(bar.y1, bar.y2) < y + height * 1.2 && Math.min(bar.y1, bar.y2) > y - height * 0.5);
}

/** How near a line's end comes to another line that it ends at. */
const near = 1.5;

/** Points between the dashes of one line. */
const widestBreak = 3;

/** Dashes drawn one by one are one line. */
function joinDashes(bars: readonly Bar[]): Bar[] {
  const isLevel = ({ y1, y2 }: Bar): boolean => Math.abs(y1 - y2) < 1;
  const rows = bars.filter(isLevel).sort((a, b) => Math.round(a.y1) - Math.round(b.y1) || a.x1 - b.x1);
  const joined: Bar[] = bars.filter((bar) => !isLevel(bar));
  let open: Bar | undefined;
  for (const bar of rows) {
    const goesOn = open && Math.abs(open.y1 - bar.y1) < 1 && bar.x1 - open.x2 < widestBreak && bar.x1 >= open.x1;
    if (goesOn && open) {
      joined.pop();
      open = barOf([open.x1, open.y1], [Math.max(open.x2, bar.x2), open.y1], Math.max(open.thickness, bar.thickness));
    } else open = bar;
    joined.push(open);
  }
  return joined.filter(({ x1, x2 }) => x2 - x1 > shortest);
}

/** The runs without the signs that are struck out. A slanting line over a tick box is a tick: it strikes figures only. */
export function withoutStruck(runs: readonly Run[], paths: readonly PaintedPath[]): Run[] {
  const bars = joinDashes(paths.flatMap(barsOf));
  if (bars.length === 0) return [...runs];
  const uprights = new Tiles(paths.map(({ outline }) => ({ box: boxOf(outline) })).filter(({ box }) => box.top - box.bottom > thin));
  const words = new Tiles(runs.filter(({ turn }) => turn === 'level').map((run) => ({ run, box: run.box })));
  const struck = new Set<Sign>();
  for (const bar of bars) {
    const met = words.meeting(bar.box).map(({ run }) => run);
    const through = met.filter((run) => isThrough(bar, run));
    if (through.length === 0) continue;
    const { left, right } = boxAround(through.map(({ box }) => box));
    const height = Math.max(...through.map((run) => run.height));
    if (bar.x1 < left - height * farthest || bar.x2 > right + height * farthest) continue;
    const isLevel = Math.abs(bar.y1 - bar.y2) < 1;
    const isBorder = [bar.x1, bar.x2].every((x) => {
      const end = { left: x - near, right: x + near, bottom: bar.box.bottom, top: bar.box.top };
      return uprights
        .meeting(end)
        .some(({ box }) => Math.min(Math.abs(box.left - x), Math.abs(box.right - x)) <= near && box.top - box.bottom >= height);
    });
    if (isLevel && isBorder) continue;
    for (const run of through) {
      if (!isLevel && !run.signs.every(({ text }) => /[\d.,]/u.test(text))) continue;
      for (const sign of run.signs) {
        const middle = sign.glyph.x + sign.glyph.width / 2;
        if (middle >= bar.x1 && middle <= bar.x2) struck.add(sign);
      }
    }
  }
  if (struck.size === 0) return [...runs];
  const inFigures = partsOfFigures(runs, struck);
  return runs.flatMap((run) => unstruckParts(run, struck, inFigures));
}

const figureSign = /^[\p{Nd}.,．，]$/u;
/** Between two signs of one figure, in parts of their size. */
const widestGap = 0.35;

/** Signs that are struck out and still part what is left of their figure: nobody can tell what that is. */
function partsOfFigures(runs: readonly Run[], struck: ReadonlySet<Sign>): Set<Sign> {
  const figures = runs.filter(({ turn }) => turn === 'level').flatMap(({ signs }) => signs.filter(({ text }) => figureSign.test(text)));
  const lines = new Tiles(figures.map((sign) => ({ sign, box: boxAround([glyphBox(sign.glyph)]) })));
  const next = (sign: Sign): Sign | undefined => {
    const { x, y, width, size } = sign.glyph;
    const end = x + width;
    return lines
      .meeting({ left: end - size * widestGap, right: end + size * widestGap, bottom: y, top: y + size / 3 })
      .map((each) => each.sign)
      .filter(({ glyph }) => glyph.x > x && Math.abs(glyph.x - end) < size * widestGap && Math.abs(glyph.y - y) < size / 3)
      .sort((a, b) => a.glyph.x - b.glyph.x)[0];
  };
  const followed = new Map(figures.map((sign) => [sign, next(sign)]));
  const behind = new Set(followed.values());
  const found = new Set<Sign>();
  for (const first of figures.filter((sign) => !behind.has(sign))) {
    const figure: Sign[] = [];
    for (let sign: Sign | undefined = first; sign && !figure.includes(sign); sign = followed.get(sign)) figure.push(sign);
    const left = leftOf(figure.map((sign) => (struck.has(sign) ? struckOut(sign.text) : sign.text)).join(''));
    if (left.includes(stroke)) for (const sign of figure) if (struck.has(sign)) found.add(sign);
  }
  return found;
}

function unstruckParts(run: Run, struck: ReadonlySet<Sign>, inFigures: ReadonlySet<Sign>): Run[] {
  if (!run.signs.some((sign) => struck.has(sign))) return [run];
  const parts: Sign[][] = [[]];
  for (const sign of run.signs) {
    if (inFigures.has(sign)) parts.at(-1)?.push({ ...sign, text: struckOut(sign.text) });
    else if (struck.has(sign)) parts.push([]);
    else parts.at(-1)?.push(sign);
  }
  return parts.flatMap(([first, ...more]) => (first ? [runOf([first, ...more], run.turn, run.isSpaced)] : []));
}
