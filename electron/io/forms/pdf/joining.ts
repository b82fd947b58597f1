/** The texts of a line put together: where a blank is meant, and where two figures stand that are not one. */
import type { PlacedText } from './placed.ts';
import { contrastOf } from './page/seen.ts';

/** The space of Noto Sans CJK, the narrowest in use, is 0.22 of its size; justified Chinese is spread by less. */
const narrowestSpace = 0.2;
/** A gap as wide as a character sets two figures apart. */
const widestSpace = 0.8;
/** Parts of the size by which gaps differ and are still alike. */
const evenness = 0.1;
/** Colours that differ by more, sizes by this factor, and base lines by this part, are two to the eye. */
const [otherColor, otherSize, otherLine] = [0x40, 1.15, 0.1];
const deepestOverlap = 0.3;

const apart = '  ';
const endsAsFigure = /[\p{Nd}.,．，]$/u;
const beginsAsFigure = /^[\p{Nd}.,．，]/u;
const isFigurePart = (text: string): boolean => /^[\p{Nd}.,．，]+$/u.test(text);

/** What nobody can read beside a figure may be a figure of it. */
const besideFigure = /\ufffc(?=[\p{Nd}.])|(?<=[\p{Nd}.,])\ufffc/gu;
/** Printers set this sign for a character that they do not have. */
export const unknownSign = '〓';

interface Seam {
  readonly gap: number;
  readonly height: number;
  /** from the left end of one to the left end of the other */
  readonly pitch: number;
  readonly isInFigure: boolean;
  readonly before: PlacedText;
  readonly after: PlacedText;
}

function seamsOf(texts: readonly PlacedText[]): Seam[] {
  return texts.slice(1).map((after, at) => {
    const before = texts[at] ?? after;
    return {
      before,
      after,
      gap: after.x - (before.x + before.width),
      pitch: after.x - before.x,
      height: after.height,
      isInFigure: endsAsFigure.test(before.text) && beginsAsFigure.test(after.text),
    };
  });
}

/** Two parts of one figure are set alike: in one line, one size and one colour, one beside the other. */
function isOneLook({ before, after, gap }: Seam): boolean {
  const [low, high] = [Math.min(before.height, after.height), Math.max(before.height, after.height)];
  const isOneInk = !before.color || !after.color || contrastOf(before.color, after.color) <= otherColor;
  const isOneColor =
    isOneInk && Math.abs((before.contrast ?? after.contrast ?? 0) - (after.contrast ?? before.contrast ?? 0)) <= otherColor;
  const isOneLine = !before.turn && !after.turn && Math.abs(before.y - after.y) <= low * otherLine;
  return isOneColor && isOneLine && high <= low * otherSize && gap > -deepestOverlap * low;
}

function isAlike(values: readonly number[], height: number): boolean {
  return Math.max(...values) - Math.min(...values) <= height * evenness;
}

/** A figure whose digits are all set one by one at even distances: 2 5 0 0 0. */
function evenFigures(seams: readonly Seam[]): Set<Seam> {
  const even = new Set<Seam>();
  let open: Seam[] = [];
  const close = (): void => {
    const [first] = open;
    const isSpread =
      first !== undefined &&
      open.length >= 2 &&
      open.every(({ gap, height, before, after }) => gap <= height * widestSpace && before.text.length === 1 && after.text.length === 1) &&
      (isAlike(
        open.map(({ gap }) => gap),
        first.height,
      ) ||
        isAlike(
          open.map(({ pitch }) => pitch),
          first.height,
        ));
    if (isSpread) for (const seam of open) even.add(seam);
    open = [];
  };
  for (const seam of seams) {
    const isInside = isFigurePart(seam.before.text) && isFigurePart(seam.after.text) && !seam.after.isSpaced && isOneLook(seam);
    if (isInside) open.push(seam);
    else close();
  }
  close();
  return even;
}

const han = /\p{Script=Han}/u;

/** Chinese that is spread over its line: the gap is the same on both sides of a character. */
function isSpreadHan(seams: readonly Seam[], at: number): boolean {
  const seam = seams[at];
  if (!seam || seam.after.isSpaced || seam.gap > seam.height * widestSpace) return false;
  if (![seam.before.text, seam.after.text].every((text) => text.length === 1 && han.test(text))) return false;
  return [seams[at - 1], seams[at + 1]].some((other) => other !== undefined && isAlike([seam.gap, other.gap], seam.height));
}

/** @param texts of one line, from left to right */
export function joinLine(texts: readonly PlacedText[]): string {
  const seams = seamsOf(texts);
  const even = evenFigures(seams);
  let joined = texts[0]?.text ?? '';
  for (const [at, seam] of seams.entries()) {
    const { gap, height, isInFigure, after } = seam;
    const isWide = gap > height * narrowestSpace || after.isSpaced === true;
    if (isInFigure && (after.isParted === true || !isOneLook(seam) || gap > height * widestSpace)) joined += apart;
    else if (isWide && !even.has(seam) && !isSpreadHan(seams, at) && !joined.endsWith(' ')) joined += ' ';
    joined += after.text;
  }
  return joined.trim().replaceAll(besideFigure, unknownSign);
}
