/** How well each character of a page is seen: what it is painted with, on what ground, inside which bounds, and what is painted over it. */
import { isInside, type Box } from './geometry.ts';
import { Tiles } from './tiles.ts';
import type { Paint, PaintedArea, PaintedGlyph } from './paint.ts';
import { inkAt, type Pictures } from './pictures.ts';
import { isUnclipped, type Ink } from './state.ts';
import { smallestSize } from '../../parts/shown.ts';

/** From nothing to black on white. */
const fullContrast = 255;
/** Two colours that differ by no more are one to the eye. */
export const leastContrast = 0x0f;
/** What differs less from its ground is a watermark or a hint where other words are dark. */
export const paleContrast = 0x60;

const white = 'FFFFFF';
const opaque = 0.999;

type Color = readonly [red: number, green: number, blue: number];

const partOf = (color: string, at: number): number => Number.parseInt(color.slice(at, at + 2), 16);
const colorOf = (color: string): Color => [partOf(color, 0), partOf(color, 2), partOf(color, 4)];

/** How different two colours are to the eye: by lightness, which is what remains of them on a copy, and a little by hue. */
function contrast([red, green, blue]: Color, [otherRed, otherGreen, otherBlue]: Color): number {
  const [r, g, b] = [red - otherRed, green - otherGreen, blue - otherBlue];
  return Math.max(Math.abs(r * 0.3 + g * 0.59 + b * 0.11), Math.max(Math.abs(r), Math.abs(g), Math.abs(b)) * 0.35);
}

/** How different two colours are, each as `RRGGBB`; null may be any. */
export function contrastOf(color: string | null, ground: string | null): number {
  return color === null || ground === null ? fullContrast : contrast(colorOf(color), colorOf(ground));
}

/** The colours that an ink may have at a place; none where they are not known. */
function colorsOf({ color, shades }: Ink): readonly Color[] {
  if (shades) return shades.map(colorOf);
  return color === null ? [] : [colorOf(color)];
}

const paper = [colorOf(white)];

/** The colours that a ground may have once this is painted over it. What is of any colour counts as paper: a dark word is seen on most. */
function mix(grounds: readonly Color[], ink: Ink, isThrough: boolean): readonly Color[] {
  const colors = colorsOf(ink);
  if (ink.alpha >= opaque && !isThrough) return colors.length === 0 ? paper : colors;
  if (ink.alpha <= 0) return grounds;
  const blend = (part: number, own: number): number => part * (1 - ink.alpha) + (isThrough ? (part * own) / 255 : own) * ink.alpha;
  const mixed = grounds.flatMap(([red, green, blue]) =>
    colors.map((own): Color => [blend(red, own[0]), blend(green, own[1]), blend(blue, own[2])]),
  );
  return mixed.length === 0 ? grounds : mixed.slice(0, mostColors);
}

const mostColors = 12;

/** Places of a character that are looked at, in parts of its width and size. */
const samples = [0.25, 0.5, 0.75].flatMap((across) => [0.1, 0.35, 0.6].map((up) => [across, up] as const));

function samplePoints({ x, y, width, size, angle }: PaintedGlyph): (readonly [number, number])[] {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  return samples.map(([across, up]) => [x + cos * across * width - sin * up * size, y + sin * across * width + cos * up * size]);
}

/** So many areas are looked at on a page; what is left to see after that is not judged, and counts as not seen. */
const mostLooks = 20_000_000;

interface Sight {
  readonly tiles: Tiles<PaintedArea>;
  readonly pictures: Pictures;
  looks: number;
}

function contrastAt(glyph: PaintedGlyph, sight: Sight, x: number, y: number): number {
  const areas = sight.tiles.around(x, y);
  const below: (readonly [Ink, boolean])[] = [];
  let left = 1;
  // from the top down, as far as one can see
  for (let at = areas.length - 1; at >= 0; at -= 1) {
    const area = areas[at];
    sight.looks += 1;
    if (sight.looks > mostLooks) return 0;
    if (!area || area.order === glyph.order || !area.shape.contains(x, y) || !isUnclipped(area.clip, x, y)) continue;
    const ink = inkAt(area, sight.pictures, x, y);
    const isThrough = area.mixing === 'through';
    if (area.order > glyph.order) left *= isThrough ? 1 : 1 - Math.min(1, ink.alpha);
    else below.push([ink, isThrough]);
    if (left < 1 - opaque || (area.order < glyph.order && ink.alpha >= opaque && !isThrough)) break;
  }
  if (left < 1 - opaque) return 0;
  const grounds = below.reduceRight<readonly Color[]>((under, [ink, isThrough]) => mix(under, ink, isThrough), paper);
  const seen = glyph.inks.map((ink) => {
    const apart = colorsOf(ink).flatMap((color) => grounds.map((ground) => contrast(color, ground)));
    return Math.min(fullContrast, ...apart) * Math.min(1, ink.alpha);
  });
  return Math.max(0, ...seen) * left;
}

/** All pictures that lie over or under a character. */
export function picturesAmong({ areas, glyphs }: Paint): Set<PaintedArea> {
  const tiles = new Tiles(areas.filter(({ picture }) => picture !== undefined));
  const found = new Set<PaintedArea>();
  for (const { x, y, size } of glyphs) for (const area of tiles.around(x, y + size / 3)) found.add(area);
  return found;
}

/** How a character differs from what it is seen on: 0, which is not at all, to 255. */
export interface Visibility {
  readonly contrast: number;
  /** a part of it is seen and another is not */
  readonly isPartly: boolean;
}

const unseen: Visibility = { contrast: 0, isPartly: false };

/**
 * One for each character of a page.
 * @param covers what hides the words under it without being painted
 */
export function visibilities({ areas, glyphs }: Paint, pictures: Pictures, view: Box, covers: readonly Box[]): Visibility[] {
  const sight: Sight = { tiles: new Tiles(areas), pictures, looks: 0 };
  const over = new Tiles(covers.map((box) => ({ box })));
  return glyphs.map((glyph) => {
    if (glyph.inks.length === 0 || glyph.size < smallestSize) return unseen;
    const found = samplePoints(glyph).map(([x, y]) => {
      if (!isInside(view, x, y) || !isUnclipped(glyph.clip, x, y)) return 0;
      if (glyph.annotation === null && over.around(x, y).some(({ box }) => isInside(box, x, y))) return 0;
      return contrastAt(glyph, sight, x, y);
    });
    found.sort((a, b) => b - a);
    const [best = 0, middle = 0, worst = 0] = [found[0], found[Math.floor(found.length / 2)], found.at(-1)];
    return { contrast: middle, isPartly: best > leastContrast && worst <= leastContrast };
  });
}
