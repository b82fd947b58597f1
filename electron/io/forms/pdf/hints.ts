/** What an empty field of a web form asks for (请填写, 例如 5000), printed in grey where its value would stand. */
import { contrastOf } from './page/seen.ts';
import type { PlacedText } from './placed.ts';

/** Contrast of words that are dark; from it on, grey ones beside them are told apart. */
const dark = 0xc0;
/** The part of the usual contrast that words of the form keep: #666 on white does, #757575, in which browsers draw hints, does not. */
const leastPart = 0.6;
/** Colours whose channels differ by more are no grey: people answer in blue. */
const greyest = 0x18;
const paper = 'FFFFFF';

/** A grey that differs from paper by less than `contrast`: black on a grey ground is black. */
function isLightGrey(color: string | null | undefined, contrast: number): boolean {
  if (color === null || color === undefined) return false;
  const channels = [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return Math.max(...channels) - Math.min(...channels) <= greyest && contrastOf(color, paper) < contrast;
}

/** The contrast that half of the signs of a page do not reach. */
function usualContrast(texts: readonly PlacedText[]): number {
  const counted = texts
    .flatMap(({ text, contrast }) => (contrast === undefined ? [] : [{ contrast, count: text.trim().length }]))
    .sort((a, b) => a.contrast - b.contrast);
  let left = counted.reduce((sum, { count }) => sum + count, 0) / 2;
  for (const { contrast, count } of counted) {
    left -= count;
    if (left <= 0) return contrast;
  }
  return 0;
}

const figure = /[\d\uff10-\uff19]/u;

/**
 * Whether what stands in a cell of a page may only be a hint: all of it is grey where the page is dark, or all of its figures are (5000 before
 * a dark 平方米). A grey unit or note beside a dark figure is none.
 */
export function hintsAmong(page: readonly PlacedText[]): (cell: readonly PlacedText[]) => boolean {
  const usual = usualContrast(page);
  const isPale = ({ color, contrast }: PlacedText): boolean =>
    usual >= dark && contrast !== undefined && contrast < usual * leastPart && isLightGrey(color, usual * leastPart);
  return (cell) => {
    const written = cell.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
    const figures = written.filter(({ text }) => figure.test(text));
    const telling = figures.length > 0 ? figures : written;
    return telling.length > 0 && telling.every(isPale);
  };
}
