/**
 * What stands raised on a page of a PDF, what is struck out there, and what nobody sees: the file says none of it, the places of words and
 * lines and the order in which they are painted do.
 */
import type { PlacedText, Rule } from './grid.ts';
import { boxOf, type Box, type Paint, type PaintedGlyph } from './paint.ts';
import { raised, smallestSize } from '../parts/shown.ts';

/** A text as pdf.js puts it together, with the font's name in this reading. */
export interface TextItem extends PlacedText {
  readonly font: string;
}

const white = 'FFFFFF';
/** Two colours that differ by no more in red, green and blue are one to the eye. */
const nearest = 0x0f;

function isAlike(color: string, ground: string): boolean {
  return [0, 2, 4].every(
    (at) => Math.abs(Number.parseInt(color.slice(at, at + 2), 16) - Number.parseInt(ground.slice(at, at + 2), 16)) <= nearest,
  );
}

const covers = ({ left, right, bottom, top }: Box, x: number, y: number): boolean => x > left && x < right && y > bottom && y < top;

/** Four corners, and sides that are level or upright. */
function isRectangle(points: readonly (readonly [number, number])[]): boolean {
  const corners = points.length === 5 ? points.slice(0, 4) : points;
  return (
    corners.length === 4 &&
    corners.every(([x, y], at) => {
      const [nextX, nextY] = corners[(at + 1) % 4] ?? [x, y];
      return Math.abs(x - nextX) < 0.5 || Math.abs(y - nextY) < 0.5;
    })
  );
}

/** Lines and dots hide nothing. */
const smallestGround = 3;

interface Ground {
  readonly box: Box;
  readonly order: number;
  /** null: any */
  readonly color: string | null;
  /** nothing below it is seen */
  readonly isCover: boolean;
}

function groundsOf({ paths, pictures }: Paint): Ground[] {
  const filled = paths.flatMap(({ points, fill, order }): Ground[] => {
    if (fill === undefined) return [];
    const box = boxOf(points);
    if (box.right - box.left < smallestGround || box.top - box.bottom < smallestGround) return [];
    return [{ box, order, color: fill, isCover: fill !== null && isRectangle(points) }];
  });
  return [...filled, ...pictures.map(({ box, order }) => ({ box, order, color: null, isCover: false }))].sort((a, b) => a.order - b.order);
}

function isUnseen(glyph: PaintedGlyph, grounds: readonly Ground[], [left = 0, bottom = 0, right = 0, top = 0]: readonly number[]): boolean {
  const [x, y] = [glyph.x + glyph.width / 2, glyph.y + glyph.size * 0.3];
  if (glyph.color === undefined || glyph.size < smallestSize) return true;
  if (x < left || x > right || y < bottom || y > top) return true;
  const around = grounds.filter(({ box }) => covers(box, x, y));
  if (around.some(({ order, isCover }) => isCover && order > glyph.order)) return true;
  const ground = around.findLast(({ order }) => order < glyph.order);
  return glyph.color !== null && ground?.color !== null && isAlike(glyph.color, ground?.color ?? white);
}

const letters = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/gu, '');

interface Owned {
  readonly item: TextItem;
  rest: string;
  readonly glyphs: { readonly glyph: PaintedGlyph; readonly isHidden: boolean }[];
}

/** The glyphs of each text: by their places, in their order, each of them of one text only. */
function share(items: readonly TextItem[], glyphs: readonly PaintedGlyph[], hidden: ReadonlySet<PaintedGlyph>): Owned[] {
  const owners = items.map((item): Owned => ({ item, rest: letters(item.text), glyphs: [] }));
  for (const glyph of glyphs) {
    const text = letters(glyph.text);
    const around = owners.filter(
      ({ item, rest }) =>
        rest.includes(text) &&
        Math.abs(glyph.y - item.y) < item.height * 0.25 &&
        glyph.x > item.x - 1 &&
        glyph.x + glyph.width / 2 < item.x + item.width + 1,
    );
    const owner = around.find(({ rest }) => rest.startsWith(text)) ?? around[0];
    if (!owner) continue;
    owner.rest = owner.rest.replace(text, '');
    owner.glyphs.push({ glyph, isHidden: hidden.has(glyph) });
  }
  return owners;
}

/** What of a text is left when some of its glyphs are not seen: a text for each run of those that are. */
function seenParts({ item, glyphs }: Owned): TextItem[] {
  if (glyphs.every(({ isHidden }) => !isHidden)) return [item];
  const runs: PaintedGlyph[][] = [[]];
  for (const { glyph, isHidden } of glyphs) {
    if (isHidden) runs.push([]);
    else runs.at(-1)?.push(glyph);
  }
  return runs.flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)];
    if (!first || !last) return [];
    return [{ ...item, text: run.map(({ text }) => text).join(''), x: first.x, width: last.x + last.width - first.x }];
  });
}

/**
 * The texts of a page without what nobody sees on it: white on white, tiny, painted over, with nothing, outside the page, or in a layer
 * that is not shown.
 * @param view the page: left, bottom, right, top
 */
export function withoutUnseen(
  items: readonly TextItem[],
  paint: Paint,
  view: readonly number[],
): { readonly seen: TextItem[]; readonly unseen: string[] } {
  const grounds = groundsOf(paint);
  const hidden = new Set(paint.glyphs.filter((glyph) => isUnseen(glyph, grounds, view)));
  if (hidden.size === 0) return { seen: [...items], unseen: [] };
  const words: string[] = [];
  let isOn = false;
  for (const glyph of paint.glyphs) {
    if (hidden.has(glyph)) words.push(isOn ? `${words.pop() ?? ''}${glyph.text}` : glyph.text);
    isOn = hidden.has(glyph);
  }
  return { seen: share(items, paint.glyphs, hidden).flatMap(seenParts), unseen: words.filter((word) => /[\p{L}\p{N}]/u.test(word)) };
}

/** A mark of a note: a few figures or signs. */
const mark = /^[\d\uff10-\uff19*()（）[\]]{1,4}$/;

/** Raised or lowered beside a larger text that ends where it begins. */
function isRaised(text: PlacedText, others: readonly PlacedText[]): boolean {
  return others.some((other) => {
    const gap = text.x - (other.x + other.width);
    const shift = Math.abs(text.y - other.y);
    return (
      other !== text &&
      other.height >= text.height * 1.2 &&
      gap > -2 &&
      gap < other.height / 2 &&
      shift > other.height * 0.05 &&
      shift < other.height
    );
  });
}

/** How wide a character is drawn beside others, roughly. */
const widthOf = (char: string): number => (/[\u1100-\uffff]/.test(char) ? 2 : 1);

/** Between these parts of its height a line through a text strikes it out; under them it underlines, over them it is a border. */
const [lowest, highest] = [0.12, 0.6];

function unstruck(text: PlacedText, rules: readonly Rule[]): string {
  const through = rules.filter((rule) => {
    const [from, to] = [Math.min(rule.x1, rule.x2), Math.max(rule.x1, rule.x2)];
    const isLevel = Math.abs(rule.y1 - rule.y2) < 1;
    const y = (rule.y1 + rule.y2) / 2;
    return isLevel && y > text.y + lowest * text.height && y < text.y + highest * text.height && from < text.x + text.width && to > text.x;
  });
  if (through.length === 0) return text.text;
  const chars = Array.from(text.text);
  const all = chars.reduce((sum, char) => sum + widthOf(char), 0);
  let at = text.x;
  return chars
    .filter((char) => {
      const width = (text.width * widthOf(char)) / all;
      const middle = at + width / 2;
      at += width;
      return !through.some(({ x1, x2 }) => middle >= Math.min(x1, x2) && middle <= Math.max(x1, x2));
    })
    .join('');
}

/** The texts of a page as they are seen: figures that are raised marked so, what is struck out gone. */
export function seenTexts(texts: readonly PlacedText[], rules: readonly Rule[]): PlacedText[] {
  return texts
    .map((text) => (mark.test(text.text.trim()) && isRaised(text, texts) ? { ...text, text: raised(text.text) } : text))
    .map((text) => ({ ...text, text: unstruck(text, rules) }))
    .filter(({ text }) => text.trim() !== '');
}
