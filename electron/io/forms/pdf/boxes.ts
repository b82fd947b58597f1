/** Boxes to tick that are drawn as lines: a small square beside a word, ticked where a stroke goes across it or it is filled. */
import { picture } from '../../../../domain/form/content.ts';
import { boxOf, isInside, type Box } from './page/geometry.ts';
import type { Paint, PaintedGlyph, PaintedPath } from './page/paint.ts';
import { contrastOf, leastContrast, type Visibility } from './page/seen.ts';
import { Tiles } from './page/tiles.ts';
import type { PlacedText } from './placed.ts';
import { boxAround } from './runs.ts';

export interface DrawnBoxes {
  readonly texts: readonly PlacedText[];
  /** what they are drawn with: no lines of tables */
  readonly paths: ReadonlySet<PaintedPath>;
}

const white = 'FFFFFF';
/** Points of a side; and parts of it by which a square may be longer one way. */
const [smallest, largest, squareness] = [5, 22, 0.25];
/** Parts of a side: squares with middles so near are one box; a mark that goes so far both ways is a stroke across it. */
const [oneMiddle, across] = [0.3, 0.25];
/** A paler ground may be that of a box that is not to be ticked. */
const dark = 0x60;
/** Sides of the box between it and its word. */
const farthestWord = 1.2;
const tick = /^[√✓✔☑×✗✘xX■●]$/u;

interface Drawn {
  readonly path: PaintedPath;
  readonly box: Box;
}

const widthOf = ({ left, right }: Box): number => right - left;
const heightOf = ({ bottom, top }: Box): number => top - bottom;
const middleOf = ({ left, right, bottom, top }: Box): readonly [number, number] => [(left + right) / 2, (bottom + top) / 2];
const inkOf = ({ stroke, fill }: PaintedPath): number =>
  Math.max(...[stroke, fill].map((ink) => (ink ? contrastOf(ink.color, white) * ink.alpha : 0)));

function isSquare({ path, box }: Drawn): boolean {
  const [width, height] = [widthOf(box), heightOf(box)];
  const long = Math.max(width, height);
  return path.sides.length >= 4 && Math.min(width, height) >= smallest && long <= largest && Math.abs(width - height) <= long * squareness;
}

function isInMiddle(inner: Box, outer: Box): boolean {
  const [[x, y], [left, bottom]] = [middleOf(inner), middleOf(outer)];
  const reach = widthOf(outer) * oneMiddle;
  return Math.abs(x - left) < reach && Math.abs(y - bottom) < reach;
}

/** Squares drawn over each other: frame, ground and filling of one box. */
function gather(drawn: readonly Drawn[]): { readonly squares: readonly Drawn[]; readonly box: Box }[] {
  const squares = drawn.filter(isSquare);
  const tiles = new Tiles(squares);
  const taken = new Set<Drawn>();
  return squares
    .toSorted((a, b) => widthOf(b.box) - widthOf(a.box))
    .flatMap((square) => {
      if (taken.has(square)) return [];
      const own = tiles.meeting(square.box).filter((other) => !taken.has(other) && isInMiddle(other.box, square.box));
      for (const each of own) taken.add(each);
      return own.length === 0 ? [] : [{ squares: own, box: square.box }];
    });
}

/** ☑, ☐, or what nobody can tell. */
function stateOf(squares: readonly Drawn[], box: Box, around: readonly Drawn[]): string {
  const side = widthOf(box);
  const filled = squares.filter(({ path }) => path.fill).toSorted((a, b) => a.path.order - b.path.order);
  const ground = filled.at(-1)?.path.fill ?? null;
  const shade = ground ? contrastOf(ground.color, white) * ground.alpha : 0;
  if (shade > dark) return '☑';
  const strokes = around.filter(
    ({ path, box: own }) =>
      !squares.some((square) => square.path === path) &&
      inkOf(path) > leastContrast &&
      widthOf(own) < side * 2.5 &&
      heightOf(own) < side * 2.5 &&
      path.sides.some(([[x1, y1], [x2, y2]]) => Math.abs(x1 - x2) > side * across && Math.abs(y1 - y2) > side * across),
  );
  if (strokes.some(({ box: own }) => isInside(box, ...middleOf(own)))) return '☑';
  return strokes.length > 0 || shade > leastContrast ? picture : '☐';
}

const isFramed = (squares: readonly Drawn[]): boolean => squares.some(({ path }) => path.stroke !== null) || squares.length > 1;

function isBeside(glyph: PaintedGlyph, box: Box): boolean {
  const reach = widthOf(box) * farthestWord;
  const middle = glyph.y + glyph.size / 3;
  const gap = Math.max(glyph.x - box.right, box.left - glyph.x - glyph.width);
  return middle > box.bottom - 1 && middle < box.top + 1 && gap > -1 && gap < reach;
}

/** @param levels of each glyph of the paint, as `visibilities` gives them */
export function drawnBoxes({ glyphs, paths, areas }: Paint, levels: readonly Visibility[]): DrawnBoxes {
  const drawn = paths.filter(({ annotation }) => annotation === null).map((path) => ({ path, box: boxOf(path.outline) }));
  const found = gather(drawn).filter(({ squares }) => squares.some(({ path }) => inkOf(path) > leastContrast));
  if (found.length === 0) return { texts: [], paths: new Set() };
  const lines = new Tiles(drawn);
  const boxes = new Tiles(found);
  const signs = glyphs.flatMap((glyph, at) =>
    (levels[at]?.contrast ?? 0) > leastContrast && glyph.text.trim() !== ''
      ? [{ glyph, box: boxAround([{ left: glyph.x, right: glyph.x + glyph.width, bottom: glyph.y, top: glyph.y + glyph.size * 0.7 }]) }]
      : [],
  );
  const words = new Tiles(signs);
  const pictures = new Tiles(areas.filter((area) => area.picture && widthOf(area.box) < largest * 2));
  const framed = found.filter(({ squares }) => isFramed(squares));
  const used = new Set<PaintedPath>();
  const texts = found.flatMap(({ squares, box }): PlacedText[] => {
    const reach = widthOf(box) * (1 + farthestWord);
    const wide = { ...box, left: box.left - reach, right: box.right + reach };
    const near = words.meeting(wide).map(({ glyph }) => glyph);
    const [word] = near.filter((glyph) => /\p{L}/u.test(glyph.text) && isBeside(glyph, box));
    const inside = near.filter(({ x, y, width, size }) => isInside(box, x + width / 2, y + size / 3));
    // cells of a table, a sign each, stand side by side
    const touches = boxes
      .meeting({ left: box.left - 1.5, right: box.right + 1.5, bottom: box.bottom - 1.5, top: box.top + 1.5 })
      .some((other) => other.box !== box);
    // a filled square by itself may be the point of a list
    const isLikeOthers = isFramed(squares) || framed.some((other) => Math.abs(widthOf(other.box) - widthOf(box)) < widthOf(box) * 0.4);
    if (!word || touches || !isLikeOthers || inside.some(({ text }) => !tick.test(text))) return [];
    for (const { path } of squares) used.add(path);
    // a tick that is a sign speaks for itself
    if (inside.length > 0) return [];
    const text = pictures.meeting(box).length > 0 ? picture : stateOf(squares, box, lines.meeting(box));
    return [{ text, x: box.left, y: word.y, width: widthOf(box), height: word.size }];
  });
  return { texts, paths: used };
}
