/** Characters of a page put together to the words that are set in one go: one line, one size, one colour, without gaps. */
import type { Box } from './page/geometry.ts';
import type { PaintedGlyph } from './page/paint.ts';

/** A character that is seen. */
export interface Sign {
  readonly text: string;
  readonly glyph: PaintedGlyph;
  readonly contrast: number;
  /** one viewer, or one part of it, shows it and another does not */
  readonly isDoubtful: boolean;
  /** an upright line stands right before it */
  readonly isParted?: boolean;
}

export type Turn = 'level' | 'up' | 'down';

/** `x` and `y`: the left end of its base line; of a turned one after it is turned back. */
export interface Run {
  readonly signs: readonly Sign[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly turn: Turn;
  readonly color: string | null;
  readonly contrast: number;
  /** a blank was set before it */
  readonly isSpaced: boolean;
  /** a line stands before it */
  readonly isParted: boolean;
  /** where it lies on the page */
  readonly box: Box;
}

/** Degrees by which text may lean and still be level. */
const leaning = 3;

/** null: aslant, or upside down. */
export function turnOf({ angle, isMirrored }: PaintedGlyph): Turn | null {
  if (isMirrored) return null;
  if (Math.abs(angle) <= leaning) return 'level';
  if (Math.abs(angle - 90) <= leaning) return 'up';
  return Math.abs(angle + 90) <= leaning ? 'down' : null;
}

/** Where a character stands, as if its line were level. */
function levelled({ x, y }: PaintedGlyph, turn: Turn): readonly [number, number] {
  if (turn === 'level') return [x, y];
  return turn === 'up' ? [y, -x] : [-y, x];
}

export function glyphBox({ x, y, width, size, angle }: PaintedGlyph): Box {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const [above, below] = [size * 0.8, size * 0.1];
  const xs = [x - sin * above, x + sin * below, x + cos * width - sin * above, x + cos * width + sin * below];
  const ys = [y + cos * above, y - cos * below, y + sin * width + cos * above, y + sin * width - cos * below];
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) };
}

export function boxAround(boxes: readonly Box[]): Box {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.left);
    right = Math.max(right, box.right);
    bottom = Math.min(bottom, box.bottom);
    top = Math.max(top, box.top);
  }
  return { left, right, bottom, top };
}

/** @param signs at least one */
export function runOf(signs: readonly [Sign, ...Sign[]], turn: Turn, isSpaced: boolean): Run {
  const first = signs[0].glyph;
  const last = (signs.at(-1) ?? signs[0]).glyph;
  const [x, y] = levelled(first, turn);
  const [end] = levelled(last, turn);
  return {
    signs,
    x,
    y,
    width: end + last.width - x,
    height: first.size,
    turn,
    color: first.inks[0]?.color ?? null,
    contrast: signs[0].contrast,
    isSpaced,
    isParted: signs[0].isParted === true,
    box: boxAround(signs.map(({ glyph }) => glyphBox(glyph))),
  };
}

/** A gap above this part of the size sets a new run; so does what lies over the sign before by more than the other. */
const [widestGap, deepestOverlap] = [0.12, 0.3];

/** A sign that differs so much more or less from its ground is another's. */
const otherContrast = 0x30;

function goesOn(before: Sign, sign: Sign, turn: Turn): boolean {
  const [a, b] = [before.glyph, sign.glyph];
  const [[ax, ay], [bx, by]] = [levelled(a, turn), levelled(b, turn)];
  const gap = bx - ax - a.width;
  return (
    sign.isParted !== true &&
    a.font === b.font &&
    Math.abs(before.contrast - sign.contrast) < otherContrast &&
    a.inks[0]?.color === b.inks[0]?.color &&
    Math.abs(a.size - b.size) < 0.02 * a.size &&
    Math.abs(ay - by) < 0.02 * a.size &&
    gap < widestGap * a.size &&
    gap > -deepestOverlap * Math.min(a.size, a.width)
  );
}

/** @param signs in the order of painting, with their blanks */
export function runsOf(signs: readonly Sign[]): Run[] {
  const runs: Run[] = [];
  let open: Sign[] = [];
  let [openTurn, isOpenSpaced]: [Turn, boolean] = ['level', false];
  let isSpaced = false;
  const close = (): void => {
    const [first, ...more] = open;
    if (first) runs.push(runOf([first, ...more], openTurn, isOpenSpaced));
    open = [];
  };
  for (const sign of signs) {
    const turn = turnOf(sign.glyph);
    if (sign.text.trim() === '') {
      isSpaced = true;
      continue;
    }
    if (turn === null) continue;
    const before = open.at(-1);
    const isNext = before !== undefined && openTurn === turn && !isSpaced && goesOn(before, sign, turn);
    if (!isNext) {
      close();
      [openTurn, isOpenSpaced] = [turn, isSpaced];
    }
    open.push(sign);
    isSpaced = false;
  }
  close();
  return runs;
}

/** A gap above this part of the size is a blank; above the other it ends a line. */
const [blankGap, lineGap] = [0.2, 1.2];

/** Lines that run up or down, put together before they lie in their cells: there the parts of one stand below each other. */
export function joinTurned(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const before = joined.at(-1);
    const gap = before ? run.x - before.x - before.width : 0;
    const isNext =
      before !== undefined &&
      run.turn !== 'level' &&
      before.turn === run.turn &&
      Math.abs(before.y - run.y) < run.height * 0.3 &&
      Math.abs(gap) < run.height * lineGap;
    const [first, ...more] = isNext ? [...before.signs, ...spaced(run, gap > run.height * blankGap || run.isSpaced)] : run.signs;
    if (isNext && first) joined.splice(-1, 1, runOf([first, ...more], run.turn, before.isSpaced));
    else joined.push(run);
  }
  return joined;
}

function spaced({ signs }: Run, isSpaced: boolean): Sign[] {
  return signs.map((sign, at) => (at === 0 && isSpaced ? { ...sign, text: ` ${sign.text}` } : sign));
}
