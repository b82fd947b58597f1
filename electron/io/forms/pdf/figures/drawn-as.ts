/**
 * Whether a sign is drawn as another than it says it is. A PDF says beside each glyph of its fonts which character it stands for, and may
 * say anything: a drawn 9 that calls itself 1 is seen as 9. Faces differ; only what can be no drawing of the sign is told.
 */
import { holesIn, likeness, rasterOf, side, type Outlines, type Raster } from './raster.ts';
import { drawnShapes } from './shapes.ts';

/** How many grounds a figure closes in, in any face: a zero may be slashed, a four open. */
const holes: Readonly<Record<string, readonly number[]>> = {
  0: [1, 2],
  1: [0],
  2: [0],
  3: [0],
  4: [0, 1],
  5: [0],
  6: [1],
  7: [0],
  8: [2],
  9: [1],
};
/** Squares a side by which holes are counted: those of small loops are not lost. */
const finest = 48;

/** So alike another sign must be, and by so much more than the one it says it is; a 1 has the most forms of all. */
const [least, margin] = [0.5, 0.08];
const [leastOfOne, marginOfOne] = [0.66, 0.15];
/** Width in parts of the height under which a figure is a 1. */
const narrowest = 0.33;

const known: ReadonlyMap<string, readonly Raster[]> = new Map(
  Object.entries(drawnShapes).map(([sign, shapes]) => [sign, shapes.map((shape) => fromHex(shape))]),
);

function fromHex(shape: string): Raster {
  return Array.from(shape).flatMap((digit) => [8, 4, 2, 1].map((bit) => (Number.parseInt(digit, 16) & bit) !== 0));
}

function widthOf(outlines: Outlines): number {
  const points = outlines.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return (Math.max(...xs) - Math.min(...xs)) / (Math.max(...ys) - Math.min(...ys));
}

const isFigure = (sign: string): boolean => Object.hasOwn(holes, sign);

/**
 * @param sign what the file says it is: a figure, or a character of a multiple; of others nothing is told
 */
export function isDrawnAsOther(sign: string, outlines: Outlines): boolean {
  const name = sign.normalize('NFKC');
  const own = known.get(name);
  const [raster, fine] = own ? [rasterOf(outlines, side), rasterOf(outlines, finest)] : [null, null];
  if (!own || !raster || !fine) return false;
  if (isFigure(name) && holes[name]?.includes(holesIn(fine)) !== true) return true;
  if (isFigure(name) && name !== '1' && widthOf(outlines) < narrowest) return true;
  const like = (shapes: readonly Raster[]): number => Math.max(...shapes.map((shape) => likeness(shape, raster)));
  const itself = like(own);
  const [enough, more] = name === '1' ? [leastOfOne, marginOfOne] : [least, margin];
  return [...known].some(([other, shapes]) => {
    if (other === name || isFigure(other) !== isFigure(name)) return false;
    const alike = like(shapes);
    return alike >= enough && alike - itself >= more;
  });
}
