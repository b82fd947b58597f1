/** What of a text can be seen, and how it stands: shared by the formats. */

import { struck } from '../../../../domain/form/content.ts';

/** How a text stands: `gone` is hidden; `unseen` is there and nobody can see it. */
export type Standing = 'plain' | 'raised' | 'gone' | 'struck' | 'unseen';

const raisedDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Raised or lowered figures as characters of their own, so that a mark of a note is no digit of the figure before it. */
export function raised(text: string): string {
  return text.replaceAll(/[\d\uff10-\uff19]/g, (digit) => raisedDigits[Number(digit.normalize('NFKC'))] ?? '');
}

/** Every sign of a text with a stroke through it. */
export function struckOut(text: string): string {
  return text.replaceAll(/[^\u0336]/gu, `$&${struck}`);
}

/** Strokes that people type over figures, as far as they are no part of a sign (≠). */
const typedStrokes = /(?<=[\p{Nd}.,．，]\u0336*)[\u0335\u0337\u0338]/gu;
const figureOrStruck = /(?:[\p{Nd}.,．，]\u0336*)+|[^\u0336]\u0336+/gu;
const corrected = /^((?:[\p{Nd}.,．，]\u0336+)+)([\p{Nd}.,．，]+)$/u;
const wholeFigure = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/u;

/**
 * A text without what is struck out of it. Of a figure that is struck in part it is known what is left only where a whole one is struck and
 * a whole one stands behind it, as people correct it; any other keeps its strokes, and nobody reads it.
 */
export function withoutStruck(stated: string): string {
  const text = stated.replaceAll(typedStrokes, struck);
  if (!text.includes(struck)) return text;
  return text.replaceAll(figureOrStruck, (piece) => {
    const left = piece.replaceAll(/[^\u0336]\u0336+/gu, '');
    if (left === '' || left === piece) return left;
    const [, before = '', behind = ''] = corrected.exec(piece) ?? [];
    const isWhole = [before.replaceAll(struck, ''), behind].every((figure) => wholeFigure.test(figure.normalize('NFKC')));
    return isWhole ? left : piece;
  });
}

/** Hexadecimal colours so light that nobody reads them on white paper. */
export function isPale(color: string | undefined): boolean {
  const [, r = '', g = '', b = ''] = /^(?:[\dA-F]{2})?([\dA-F]{2})([\dA-F]{2})([\dA-F]{2})$/i.exec(color ?? '') ?? [];
  return r !== '' && [r, g, b].every((part) => Number.parseInt(part, 16) >= 0xf0);
}

/** Points under which text cannot be read on paper. */
export const smallestSize = 3;

/** Per cent of their width at which characters of a Word file are strokes. */
export const narrowest = 10;
/** Half points of words that say nothing of their size. */
export const usualSize = 20;
/** Of their height, how much nearer characters may stand before figures, half as wide as they are high, lie over each other. */
export const nearest = 0.35;

/** What floats in front of other words and is no words itself. `isOverLine`: it lies over the line that it is anchored in. */
export interface Floating {
  readonly kind: 'shape' | 'picture';
  readonly isOverLine: boolean;
}
