/** What stands on a page and is no part of what its form says: watermarks and the words of seals, by how they are set. */
import type { Box } from './page/geometry.ts';
import { Tiles } from './page/tiles.ts';
import { boxAround, glyphBox, turnOf, type Sign } from './runs.ts';
import { contrastOf, paleContrast } from './page/seen.ts';

/** How most of a page is written. */
export interface Usual {
  readonly size: number;
  readonly color: string | null;
  readonly contrast: number;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const colorOf = ({ glyph }: Sign): string | null => glyph.inks[0]?.color ?? null;

export function usualOf(signs: readonly Sign[]): Usual {
  const level = signs.filter(({ text, glyph }) => text.trim() !== '' && turnOf(glyph) !== null);
  const counts = new Map<string | null, number>();
  for (const sign of level) counts.set(colorOf(sign), (counts.get(colorOf(sign)) ?? 0) + 1);
  const [color] = [...counts].reduce<[string | null, number]>((most, each) => (each[1] > most[1] ? each : most), [null, 0]);
  return { size: median(level.map(({ glyph }) => glyph.size)), color, contrast: median(level.map(({ contrast }) => contrast)) };
}

/** So much larger than most is no entry of a cell. */
const largest = 2.2;
/** Words are pale beside dark ones only. */
const darkContrast = 0x90;
/** Colours that differ by more are two to the eye. */
const otherColor = 0x40;
/** A word's signs follow each other; what else is painted between them is not much. */
const longestBreak = 12;

const isOtherColor = (sign: Sign, usual: Usual): boolean =>
  usual.color !== null && colorOf(sign) !== null && contrastOf(colorOf(sign), usual.color) > otherColor;

export function isPale(contrast: number, usual: Usual): boolean {
  return contrast < paleContrast && usual.contrast >= darkContrast;
}

/** Signs painted one after the other in one colour; and in one size, where `isSized`. */
function sequences(signs: readonly Sign[], isSized: boolean): Sign[][] {
  const found: Sign[][] = [];
  let before: Sign | undefined;
  for (const sign of signs) {
    const isSame =
      before !== undefined &&
      colorOf(before) === colorOf(sign) &&
      sign.glyph.order - before.glyph.order <= longestBreak &&
      (!isSized || Math.abs(before.glyph.size - sign.glyph.size) < before.glyph.size * 0.05);
    if (isSame) found.at(-1)?.push(sign);
    else found.push([sign]);
    before = sign;
  }
  return found;
}

interface Placed {
  readonly box: Box;
  readonly sign: Sign;
}

function middleIn(box: Box, inner: Box): boolean {
  const [x, y] = [(inner.left + inner.right) / 2, (inner.bottom + inner.top) / 2];
  return x > box.left && x < box.right && y > box.bottom && y < box.top;
}

/** Words that stand aside, each as it was painted: they may say in which unit the figures are. */
export function asideWords(aside: ReadonlySet<Sign>): string[] {
  return sequences([...aside], true).map((sequence) => sequence.map(({ text }) => text).join(''));
}

const isFigure = (text: string): boolean => /[\d\uff10-\uff19]/u.test(text);

/**
 * Aslant, upside down, pale beside dark words, so large that they lie over other words or lines, or in another colour over them.
 * @param rules the boxes of the lines that are drawn
 */
export function asideSigns(signs: readonly Sign[], usual: Usual, rules: readonly Box[]): Set<Sign> {
  const aside = new Set(signs.filter(({ glyph, contrast }) => turnOf(glyph) === null || isPale(contrast, usual)));
  // a seal has words on a circle, of which a few are level
  for (const sequence of sequences(signs, false)) {
    const [first] = sequence;
    const slanted = sequence.filter(({ glyph }) => turnOf(glyph) === null);
    if (!first || !isOtherColor(first, usual) || slanted.length === 0) continue;
    const { left, right, bottom, top } = boxAround(slanted.map(({ glyph }) => glyphBox(glyph)));
    const reach = first.glyph.size;
    const inside = { left: left - reach, right: right + reach, bottom: bottom - reach, top: top + reach };
    for (const sign of sequence) if (middleIn(inside, glyphBox(sign.glyph))) aside.add(sign);
  }
  const rest = signs.filter((sign) => !aside.has(sign) && sign.text.trim() !== '');
  const plain = new Tiles(
    rest
      .filter((sign) => sign.glyph.size < usual.size * largest && !isOtherColor(sign, usual))
      .map((sign): Placed => ({ sign, box: glyphBox(sign.glyph) })),
  );
  const drawn = new Tiles(rules.map((box) => ({ box })));
  for (const sequence of sequences(rest, true)) {
    const [first] = sequence;
    if (!first) continue;
    const isLarge = first.glyph.size >= usual.size * largest;
    if (!isLarge && !isOtherColor(first, usual)) continue;
    const boxes = sequence.map(({ glyph }) => glyphBox(glyph));
    const isOver = isLarge
      ? boxes.some((box) => plain.meeting(box).length > 0) || boxes.some((box) => drawn.meeting(box).length > 0)
      : // figures over figures are a contradiction, and no watermark
        !sequence.some(({ text }) => isFigure(text)) &&
        boxes.some((box) => plain.meeting(box).some(({ box: other }) => middleIn(box, other)));
    if (isOver) for (const sign of sequence) aside.add(sign);
  }
  return aside;
}
