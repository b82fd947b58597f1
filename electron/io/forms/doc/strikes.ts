/** What is struck out in an old Word file (.doc), taken out of its text in place; a part of a figure stays as strokes, for nobody can tell what is left. */
import { struck } from '../../../../domain/form/content.ts';
import { struckOut, withoutStruck } from '../parts/shown.ts';

/** Of each width: nothing is seen of it, and readers of forms take it out. */
export const invisible = { 1: 0xad, 2: 0x200b } as const;
/** In the narrow set there is no stroke: a word that no figure has. */
const narrowStroke = 0xa4;
/** Characters under it build cells, lines and fields. */
export const firstCharacter = 0x20;
const figureSign = /^[\p{Nd}.,．，]$/u;

export interface Places {
  /** the characters that are struck out, by where they begin in the text stream */
  readonly struck: ReadonlySet<number>;
  readonly from: number;
  readonly to: number;
  /** bytes of a character */
  readonly width: 1 | 2;
}

/** @param text what is hidden in it is invisible already */
export function takeStruckOut(text: Buffer, { struck: places, from, to, width }: Places): void {
  const codeAt = (at: number): number => (width === 1 ? (text[at] ?? 0) : text.readUInt16LE(at));
  const put = (at: number, code: number): void => {
    if (width === 1) text[at] = code;
    else text.writeUInt16LE(code, at);
  };
  const settle = (figure: readonly number[]): void => {
    const signs = figure.map((at) => (places.has(at) ? struckOut(String.fromCodePoint(codeAt(at))) : String.fromCodePoint(codeAt(at))));
    const isOpen = withoutStruck(signs.join('')).includes(struck);
    const stroke = width === 1 ? narrowStroke : (struck.codePointAt(0) ?? 0);
    for (const at of figure) if (places.has(at)) put(at, isOpen ? stroke : invisible[width]);
  };
  let figure: number[] = [];
  for (let at = from; at + width <= Math.min(to, text.length); at += width) {
    const code = codeAt(at);
    if (figureSign.test(String.fromCodePoint(code))) figure.push(at);
    else if (code !== invisible[width]) {
      settle(figure);
      figure = [];
      if (places.has(at) && code >= firstCharacter) put(at, invisible[width]);
    }
  }
  settle(figure);
}
