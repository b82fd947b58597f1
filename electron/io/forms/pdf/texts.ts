/**
 * The texts of a page as they are seen, and what is only there. One model for all: each character has a contrast to what it is seen
 * on; what has none is not read, what is set as a watermark or a seal is not read, what stands raised is a mark, what is struck is gone.
 */
import type { Rule } from './grid.ts';
import type { PlacedText } from './placed.ts';
import { boxOf, isInside, type Box } from './page/geometry.ts';
import { Tiles } from './page/tiles.ts';
import type { Paint, PaintedArea, PaintedGlyph } from './page/paint.ts';
import { asideSigns, asideWords, isPale, usualOf, type Usual } from './aside.ts';
import { unknownSign } from './joining.ts';
import { joinTurned, runsOf, turnOf, type Run, type Sign } from './runs.ts';
import { leastContrast, type Visibility } from './page/seen.ts';
import { withoutStruck } from './strikes.ts';
import { picture } from '../../../../domain/form/content.ts';
import { raised } from '../parts/shown.ts';

/** What is on a page beside its characters. */
export interface Surroundings {
  readonly view: Box;
  /** whether it is of the page itself, and not of what was laid upon it */
  readonly isOfPage: (glyph: PaintedGlyph) => boolean;
  readonly rules: readonly Rule[];
  /** where tables are drawn */
  readonly tables: readonly Box[];
  /** a character as its font draws it: symbol fonts draw marks for letters */
  readonly textOf: (glyph: PaintedGlyph) => string;
}

export interface PageTexts {
  readonly texts: readonly PlacedText[];
  /** words that are there and not seen, where a value may stand */
  readonly unseen: readonly string[];
  /** words that are seen and stand aside: pale, aslant, or large */
  readonly aside: readonly string[];
  /** a picture fills the page */
  readonly isScanned: boolean;
}

const isBlank = ({ text }: { readonly text: string }): boolean => text.trim() === '';

/** Bold and shadow are made by painting a word again, so near beside it, in parts of its size. */
const twiceWithin = 0.2;

function withoutDoubles(signs: readonly Sign[]): Sign[] {
  const seen = new Map<string, Sign[]>();
  const cell = 4;
  return signs.filter((sign) => {
    if (isBlank(sign)) return true;
    const { x, y, size, order } = sign.glyph;
    const [column, row] = [Math.floor(x / cell), Math.floor(y / cell)];
    const near = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => seen.get(`${sign.text}:${column + dx}:${row + dy}`) ?? []));
    const isDouble = near.some(
      ({ glyph }) =>
        glyph.order !== order && Math.abs(glyph.x - x) < Math.min(cell, size * twiceWithin) && Math.abs(glyph.y - y) < size * twiceWithin,
    );
    const key = `${sign.text}:${column}:${row}`;
    if (!isDouble) seen.set(key, [...(seen.get(key) ?? []), sign]);
    return !isDouble;
  });
}

const figure = /[\d\uff10-\uff19]/u;
/** A mark of a note: a few figures or signs. */
const mark = /^[\d\uff10-\uff19*()（）[\]]{1,4}$/;

const textOf = ({ signs }: Run): string => signs.map(({ text }) => text).join('');

/** Whether `run` is set smaller and higher or lower than `other`, or as large and clearly higher or lower, right beside it. */
function isMarkBeside(run: Run, other: Run): boolean {
  const beside = (gap: number): boolean => gap > -2 && gap < other.height / 2;
  const words = textOf(other);
  const isAfter = beside(run.x - (other.x + other.width));
  // a small figure before a larger word is a value before its unit
  const isBefore = beside(other.x - (run.x + run.width)) && figure.test(words);
  const shift = (run.y - other.y) / other.height;
  if (!(isAfter || isBefore) || Math.abs(shift) >= 1 || /^[*()（）[\]]*$/u.test(words)) return false;
  if (other.height >= run.height * 1.2) return Math.abs(shift) > 0.05;
  if (run.height >= other.height * 1.2 || Math.abs(shift) < 0.12 || Math.abs(shift) > 0.75) return false;
  // of two that are as wide the higher one is the mark
  return /[\p{Nd}A-Za-z]$/u.test(words) && (other.width > run.width * 1.2 || (shift > 0 && other.width > run.width * 0.8));
}

function marksAmong(runs: readonly Run[], uprights: Tiles<{ readonly box: Box }>): Set<Run> {
  const level = runs.filter(({ turn }) => turn === 'level');
  const around = new Tiles(level.map((run) => ({ run, box: run.box })));
  return new Set(
    level.filter((run) => {
      if (!mark.test(textOf(run))) return false;
      const { left, right, bottom, top } = run.box;
      const reach = run.height;
      const others = around.meeting({ left: left - reach, right: right + reach, bottom: bottom - reach, top: top + reach });
      return others.some(({ run: other }) => other !== run && isMarkBeside(run, other) && !isParted(run, other, uprights));
    }),
  );
}

/** How far before a figure a line still parts it from another, in parts of its size. */
const besideLine = 0.4;

/** Two figures with a line between them are two, however near they stand (25|300). */
function isLineBefore({ text, glyph }: Sign, uprights: Tiles<{ readonly box: Box }>): boolean {
  if (!figure.test(text) || turnOf(glyph) !== 'level') return false;
  const middle = glyph.y + glyph.size / 3;
  return uprights.meeting({ left: glyph.x - glyph.size * besideLine, right: glyph.x, bottom: middle, top: middle }).length > 0;
}

/** A line of the table stands between them. */
function isParted(a: Run, b: Run, uprights: Tiles<{ readonly box: Box }>): boolean {
  const [from, to] = a.x < b.x ? [a.x + a.width, b.x] : [b.x + b.width, a.x];
  const y = Math.max(a.y, b.y);
  if (to <= from) return false;
  return uprights.meeting({ left: from, right: to, bottom: y, top: y }).length > 0;
}

function placed(run: Run, isMark: boolean): PlacedText {
  const own = textOf(run);
  const text = isMark ? raised(own) : own;
  const look = { color: run.color, contrast: run.contrast, isSpaced: run.isSpaced, isParted: run.isParted };
  if (run.turn === 'level') return { text, x: run.x, y: run.y, width: run.width, height: run.height, ...look };
  const { left, right, bottom, top } = run.box;
  // a turned word lies where it is, as a word of one sign's width
  return { text, x: left, y: (bottom + top) / 2 - run.height / 3, width: right - left, height: run.height, turn: run.turn, ...look };
}

const wordOf = (word: readonly Sign[]): string => word.map(({ text }) => text).join('');

/** A word goes on in the next sign of its line. */
function isNextTo(a: PaintedGlyph, b: PaintedGlyph): boolean {
  return a.order === b.order || (Math.abs(a.y - b.y) < a.size / 2 && Math.abs(b.x - a.x - a.width) < a.size);
}

/** Signs that nobody sees, one after the other. */
function hiddenWords(signs: readonly Sign[], isHidden: (sign: Sign) => boolean): Sign[][] {
  const words: Sign[][] = [];
  let before: Sign | null = null;
  for (const sign of signs) {
    if (isBlank(sign)) continue;
    const hides = isHidden(sign);
    if (hides && before && isNextTo(before.glyph, sign.glyph)) words.at(-1)?.push(sign);
    else if (hides) words.push([sign]);
    before = hides ? sign : null;
  }
  return words.filter((word) => /[\p{L}\p{N}]/u.test(wordOf(word)));
}

/** A word that is there so often is strewn over the page. */
const strewn = 3;
/** The part of a page that a scan fills. */
const scanPart = 0.6;
/** Parts of the usual size above which words, and figures, are no entry of a form. */
const [largestWord, largestFigure] = [2.2, 3.5];

function isScan(areas: readonly PaintedArea[], { left, right, bottom, top }: Box): boolean {
  const whole = (right - left) * (top - bottom);
  return areas.some(({ picture, box }) => picture && (box.right - box.left) * (box.top - box.bottom) > whole * scanPart);
}

/** Where the same sign is set once more for a reader of recognised words. */
function nearby({ x, y, size }: PaintedGlyph): Box {
  const reach = size * 0.6;
  return { left: x - size, right: x + size, bottom: y - reach, top: y + reach };
}

/** Hidden words that stand where a value may: in the height of a table, or in line with words that are seen. A layer of recognised words, and a watermark, is none. */
function toldWords(words: readonly Sign[][], seen: readonly Sign[], usual: Usual, tables: readonly Box[], isScanned: boolean): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(wordOf(word), (counts.get(wordOf(word)) ?? 0) + 1);
  const around = new Tiles(
    seen.map((sign) => ({ sign, box: { left: 0, right: 0, bottom: sign.glyph.y, top: sign.glyph.y + sign.glyph.size } })),
  );
  const copies = new Tiles(seen.map((sign) => ({ sign, box: nearby(sign.glyph) })));
  // recognised words lie over the words themselves: what matters is that no figure is another
  const isCopy = ({ text, glyph }: Sign): boolean =>
    copies
      .around(glyph.x, glyph.y)
      .some(({ sign, box }) => isInside(box, glyph.x, glyph.y) && (sign.text === text || !(figure.test(text) || figure.test(sign.text))));
  return words
    .filter((word) => {
      const text = wordOf(word);
      const [first] = word;
      const largest = usual.size * (figure.test(text) ? largestFigure : largestWord);
      if (!first || turnOf(first.glyph) !== 'level' || first.glyph.size > largest) return false;
      const isClear = word.every(({ contrast, isDoubtful }) => contrast > leastContrast && !isDoubtful);
      const isStrewn = (counts.get(text) ?? 0) >= strewn;
      // words that are pale or strewn are a watermark; figures, where they are both
      if (figure.test(text) ? isClear && isStrewn : isClear || isStrewn) return false;
      if (!word.some(({ isDoubtful }) => isDoubtful) && word.every(isCopy)) return false;
      const middle = first.glyph.y + first.glyph.size / 3;
      if (tables.some(({ bottom, top }) => middle > bottom && middle < top)) return true;
      return !isScanned && around.meeting({ left: 0, right: 0, bottom: middle, top: middle }).length > 0;
    })
    .map(wordOf);
}

/** Signs of a figure or its unit. */
const counted = /[\d\uff10-\uff19百千万亿元]/u;

/** What one viewer shows and another does not is no word; and a figure beside it is not read as if it were alone. */
function withDoubt(sign: Sign): Sign {
  if (!sign.isDoubtful || isBlank(sign)) return sign;
  return { ...sign, text: counted.test(sign.text) ? unknownSign : picture };
}

/** @param levels of each glyph of the paint, as `visibilities` gives them */
export function readTexts(
  { glyphs, paths, areas }: Paint,
  levels: readonly Visibility[],
  { view, rules, tables, isOfPage, textOf: characterOf }: Surroundings,
): PageTexts {
  const signs = glyphs.flatMap((glyph, at): Sign[] => {
    if (!isOfPage(glyph)) return [];
    const [text, { contrast, isPartly }] = [characterOf(glyph), levels[at] ?? { contrast: 0, isPartly: false }];
    return [{ glyph, text, contrast, isDoubtful: glyph.isDoubtful || (isPartly && /[\d.,\uff10-\uff19]/u.test(text)) }];
  });
  const seen = signs.map(withDoubt).filter((sign) => isBlank(sign) || sign.contrast > leastContrast);
  const usual = usualOf(seen);
  const boxes = paths.filter(({ stroke }) => stroke).map(({ outline }) => boxOf(outline));
  const lines = rules.map(({ x1, y1, x2, y2 }) => ({
    left: Math.min(x1, x2),
    right: Math.max(x1, x2),
    bottom: Math.min(y1, y2),
    top: Math.max(y1, y2),
  }));
  const aside = asideSigns(seen, usual, lines.length > 0 ? lines : boxes);
  const uprights = new Tiles(lines.filter(({ left, right }) => right - left < 1).map((box) => ({ box })));
  const kept = seen.filter((sign) => !aside.has(sign)).map((sign) => (isLineBefore(sign, uprights) ? { ...sign, isParted: true } : sign));
  const runs = withoutStruck(joinTurned(runsOf(withoutDoubles(kept))), paths);
  const marks = marksAmong(runs, uprights);
  const words = hiddenWords(
    signs,
    (sign) =>
      sign.contrast <= leastContrast ||
      sign.isDoubtful ||
      (aside.has(sign) && (isPale(sign.contrast, usual) || sign.glyph.size > usual.size * largestWord)),
  );
  const isScanned = isScan(areas, view);
  return {
    aside: asideWords(aside),
    isScanned,
    texts: runs.map((run) => placed(run, marks.has(run))).filter((text) => !isBlank(text)),
    unseen: toldWords(
      words,
      kept.filter((sign) => !isBlank(sign)),
      usual,
      tables,
      isScanned,
    ),
  };
}
