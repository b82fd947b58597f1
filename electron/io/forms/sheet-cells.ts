/**
 * What a cell of a workbook shows: its number by its format, its words by their fonts, in every look that conditional formats leave open; and
 * why nobody can take it for what it says.
 */
import { picture, type Doubt, type FormCell } from '../../../domain/form/content.ts';
import { toDecimal, toRational } from '../../../domain/numbers/rational.ts';
import { mostRounding, showNumber, showText, type ShownCell } from './number-formats.ts';
import { isFigure, isReordered } from './parts/characters.ts';
import { raised, struckOut, withoutStruck } from './parts/shown.ts';
import { symbolText } from './parts/symbols.ts';
import type { Looks } from './sheet-conditions.ts';
import { fontName, plainStyle, type CellStyle, type SheetStyles } from './sheet-styles.ts';
import { child, elements, textOf, type XmlElement } from './parts/xml.ts';

export interface BookContext {
  readonly strings: readonly RichText[];
  readonly styles: SheetStyles;
  readonly epoch: 1900 | 1904;
}

/** A string in runs, each with what it says of its own look; phonetic guides (rPh) are not part of it. */
export type RichText = readonly { readonly text: string; readonly font: XmlElement | null }[];

export function richText(node: XmlElement): RichText {
  return elements(node).flatMap((each) => {
    if (each.name === 't') return [{ text: textOf(each), font: null }];
    if (each.name !== 'r') return [];
    return [{ text: elements(each, 't').map(textOf).join(''), font: child(each, 'rPr') ?? null }];
  });
}

/** Where a cell stands, from 0, and how many characters of the usual font it has room for. */
export interface CellPlace {
  readonly row: number;
  readonly col: number;
  readonly width: number;
}

/** What a sheet says of all its cells. */
export interface SheetContext extends BookContext {
  readonly looks: Looks;
  readonly showsZeros: boolean;
  /** null where hidden cells are asked for too */
  readonly unseen: string[] | null;
}

export interface ReadCell extends Pick<FormCell, 'text' | 'numeric' | 'doubt' | 'held'> {
  /** its words, a figure among them, are wider than their cell: what stands beside it cuts them off */
  readonly isCut?: boolean;
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('_x000D_', '');
}

const holdsWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** Why a cell of this look is not plainly what it holds. */
function doubtOf(text: string, { isCrossed, isRepeated, isTurned }: CellStyle): Doubt | undefined {
  if (!holdsWords(text)) return undefined;
  if (isCrossed) return 'crossed';
  return (isRepeated && /\d/u.test(text)) || isReordered(text, isTurned) ? 'glyphs' : undefined;
}

/** The cell's look, and over it what a run says of its own; and the words that are there and not seen. */
function seenOf(runs: RichText, style: CellStyle, { standingOf }: SheetStyles): { text: string; unseen: string[]; doubt?: Doubt } {
  const unseen: string[] = [];
  const parts = runs.map(({ text, font }) => {
    const standing = standingOf(font ?? style.font, style.ground);
    if (standing === 'unseen' && holdsWords(text)) unseen.push(text.trim());
    if (standing === 'unseen' || standing === 'gone') return '';
    const drawn = symbolText(fontName(font ?? style.font), text) ?? text;
    if (standing === 'struck') return struckOut(drawn);
    return standing === 'raised' ? raised(drawn) : drawn;
  });
  const text = plain(withoutStruck(parts.join('')));
  const doubt = doubtOf(text, style);
  return { text, unseen, ...(doubt !== undefined && { doubt }) };
}

/** What a cell shows in one of the looks that it may have. */
type ShowIn = (style: CellStyle) => ReadCell & { readonly unseen: readonly string[] };

/** In every look that conditional formats leave open the cell must show the same, or nobody can tell what it shows. */
function inAllLooks(looks: readonly CellStyle[], show: ShowIn, context: SheetContext): ReadCell {
  const [first, ...others] = looks.map(show);
  if (!first) return { text: '' };
  const { unseen, ...cell } = first;
  const isOpen = others.some(({ text }) => text !== cell.text);
  if (isOpen) {
    const shown = [first, ...others].find(({ text }) => text !== '') ?? first;
    return { text: shown.text, doubt: 'format' };
  }
  context.unseen?.push(...unseen);
  return cell;
}

function showWords(runs: RichText, { row, col, width }: CellPlace, style: CellStyle, context: SheetContext): ReadCell {
  const all = runs.map(({ text }) => text).join('');
  const show: ShowIn = (look) => {
    const framed = showText(look.code, all);
    if (framed.trim() === '' && holdsWords(all)) return { text: '', unseen: [all.trim()] };
    const [before = '', after = ''] = framed === all || all === '' || !framed.includes(all) ? [] : framed.split(all, 2);
    return seenOf([{ text: before, font: null }, ...runs, { text: after, font: null }], look, context.styles);
  };
  const cell = inAllLooks(context.looks(row, col, style, { number: null, text: all }), show, context);
  const isCut = context.unseen !== null && !style.isWrapped && isFigure(cell.text) && !fits(cell.text, width, style, context.styles);
  return isCut ? { ...cell, isCut } : cell;
}

/** Digits are as wide as the characters that columns are measured in; points and commas are half of that. */
function widthOf(text: string): number {
  return Array.from(text).reduce((sum, char) => sum + (/[.,\s:'-]/u.test(char) ? 0.5 : char > '\u2e7f' ? 2 : 1), 0);
}

/** Fonts differ: a figure that is so much wider than its column is not seen whole on any machine. */
const [widest, margin] = [1.3, 1];

function roomIn(width: number, { font }: CellStyle, { usualSize }: SheetStyles): number {
  return (width * widest + margin) * (usualSize / Number(child(font, 'sz')?.attributes['val'] ?? usualSize));
}

function fits(text: string, width: number, style: CellStyle, styles: SheetStyles): boolean {
  return style.isFitted || widthOf(text) <= roomIn(width, style, styles);
}

/** A figure that its cell has no room for is a row of crosses; one without a format is rounded first. */
function fittedInto(width: number, { text, numeric }: ShownCell, style: CellStyle, styles: SheetStyles): string {
  if (!/\d/u.test(text) || fits(text, width, style, styles)) return text;
  const room = roomIn(width, style, styles);
  const whole = text.replace(/\.\d*$/u, '');
  if (!numeric || whole === text || widthOf(whole) > room) return '####';
  const rounded = Number(text).toFixed(Math.max(0, Math.floor(room - widthOf(whole) - 0.5)));
  return Math.abs(Number(rounded) - Number(text)) > Math.abs(Number(text)) * mostRounding ? rounded : text;
}

function showFigure(number: number, { row, col, width }: CellPlace, style: CellStyle, context: SheetContext): ReadCell {
  const exact = toRational(number);
  if (!exact) return { text: '' };
  const held = toDecimal(exact);
  if (number === 0 && !context.showsZeros && context.unseen) return { text: '' };
  const show: ShowIn = (look) => {
    const shown = showNumber(look.code, number, dateOf(number, context.epoch));
    if (shown.text === '') return { text: '', unseen: number === 0 ? [] : [held] };
    // sheets of our own are read with what they hold
    const fitted = context.unseen === null ? shown.text : fittedInto(width, shown, look, context.styles);
    const seen = seenOf([{ text: asAsked(fitted, held, shown.isDisguised, context), font: null }], look, context.styles);
    if (seen.text === '') return seen;
    const isOther = shown.isDisguised || (shown.isRounded === true && context.unseen !== null) || fitted !== shown.text;
    return { ...seen, ...(shown.numeric && { numeric: true }), ...(isOther && { doubt: seen.doubt ?? 'format', held }) };
  };
  return inAllLooks(context.looks(row, col, style, { number, text: held }), show, context);
}

/** Sheets of our own are read with the figures that they hold; one that shows another is no figure. */
function asAsked(shown: string, held: string, isDisguised: boolean, { unseen }: SheetContext): string {
  if (unseen !== null) return shown;
  const isRoundedAway = /^-?[0.,]+$/u.test(shown);
  if (isDisguised && !isRoundedAway) return `${shown} ≠ ${held}`;
  return /^[\d.,\s-]+$/u.test(shown) && !/^\d{4}-\d{2}/.test(shown) ? held : shown;
}

/** What the cell shows, by its kind and its style. */
export function readCell(c: XmlElement, place: CellPlace, context: SheetContext): ReadCell {
  const stated = child(c, 'v');
  const value = stated ? textOf(stated) : '';
  const style = context.styles.cells[Number(c.attributes['s'] ?? 0)] ?? plainStyle;
  const words = (runs: RichText): ReadCell => showWords(runs, place, style, context);
  const show = (text: string): ReadCell => words([{ text, font: null }]);
  // what it comes to is worked out by the suite that opens the file, and stands nowhere in it
  const formula = child(c, 'f');
  if (formula && !stated) return { text: `=${textOf(formula)}`, doubt: 'formula' };
  // WPS shows a picture in the place of this formula
  if (formula && /\bDISPIMG\s*\(/iu.test(textOf(formula))) return { text: picture, doubt: 'glyphs' };
  switch (c.attributes['t'] ?? 'n') {
    case 's':
      return words(context.strings[Number(value)] ?? []);
    case 'inlineStr': {
      const inline = child(c, 'is');
      return words(inline ? richText(inline) : []);
    }
    case 'str':
      return show(value);
    case 'b':
      return show(value === '1' ? '是' : '否');
    case 'e': {
      const shown = show(value);
      return shown.text === '' ? shown : { ...shown, doubt: 'formula' };
    }
    case 'd':
      return show(value.slice(0, 10));
    default:
      return value.trim() === '' ? { text: '' } : showFigure(Number(value), place, style, context);
  }
}

/** A serial day as YYYY-MM-DD. Day 60 of the 1900 system is the 29 February 1900 that never was. */
function dateOf(serial: number, epoch: 1900 | 1904): string | null {
  const days = Math.floor(serial);
  if (days < 1 || days > 2_958_465 || (epoch === 1900 && days <= 60)) return null;
  const start = epoch === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return new Date(start + days * 86_400_000).toISOString().slice(0, 10);
}
