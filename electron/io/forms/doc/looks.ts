/**
 * What an old Word file (.doc) does not show, or raises, taken out of its text before that is read: deleted, hidden and struck-out
 * characters, by themselves or by a style, become invisible ones, raised figures superscripts. After [MS-DOC]: pieces 2.4.1, characters
 * 2.9.33, styles 2.9.272.
 */
import { FormFault } from '../parts/office.ts';
import { doubtfulCells, type Across, type DoubtfulCells, type RowEnd } from './crossed.ts';
import { ground, isWhite, readAcross, readProperties, whiteOfSixteen, type Properties } from './properties.ts';
import { openCompound } from './ole.ts';
import { readAnchored, shapePlaces } from './shapes.ts';
import { firstCharacter, invisible, takeStruckOut } from './strikes.ts';
import { narrowest, nearest, raised, smallestSize, usualSize } from '../parts/shown.ts';
import { symbolChar, symbolText } from '../parts/symbols.ts';

/** Places of tables in the file information block: offset, then length, in the table stream. */
const places = { styles: 0xa2, characters: 0xfa, paragraphs: 0x102, fonts: 0x112, pieces: 0x1a2 } as const;

/** Properties of characters, by their codes. */
const codes = {
  deleted: 0x0800,
  vanish: 0x083c,
  strike: 0x0837,
  doubleStrike: 0x2a53,
  raised: 0x2a48,
  position: 0x4845,
  style: 0x4a30,
  size: 0x4a43,
  /** one of sixteen colours; white is the eighth */
  color: 0x2a42,
  /** red, green and blue, from the lowest byte */
  fullColor: 0x6870,
  highlight: 0x2a0c,
  /** per cent of the width of its characters */
  width: 0x4852,
  /** between characters, in twentieths of a point; less than none draws them over each other */
  spacing: 0x8840,
  /** of figures and Latin letters, by its place in the table of fonts */
  font: 0x4a4f,
  /** a character by its font and code, in the place of a bracket */
  symbol: 0x6a09,
} as const;
const switches = [codes.vanish, codes.strike, codes.doubleStrike];

interface Style {
  readonly base: number;
  readonly characters: Properties;
}

/** The character properties of paragraph and character styles, by their index. */
function readStyles(sheet: Buffer): Style[] {
  const styles: Style[] = [];
  if (sheet.length < 6) return styles;
  const header = sheet.readUInt16LE(0);
  const count = sheet.readUInt16LE(2);
  const baseSize = sheet.readUInt16LE(4);
  for (let index = 0, at = 2 + header; index < count && at + 2 <= sheet.length; index += 1) {
    const size = sheet.readUInt16LE(at);
    styles.push(readStyle(sheet.subarray(at + 2, at + 2 + size), baseSize));
    at += 2 + size;
  }
  return styles;
}

const none = 0xfff;

function readStyle(style: Buffer, baseSize: number): Style {
  const plain = { base: none, characters: new Map<number, number>() };
  if (style.length < baseSize + 4 || baseSize < 10) return plain;
  const kind = style.readUInt16LE(2) & 0xf;
  const base = style.readUInt16LE(2) >> 4;
  // the name, with its length before it and a zero behind it
  let at = baseSize + 2 + style.readUInt16LE(baseSize) * 2 + 2;
  const part = (): Buffer => {
    if (at + 2 > style.length) return Buffer.alloc(0);
    const size = style.readUInt16LE(at);
    const found = style.subarray(at + 2, at + 2 + size);
    at += 2 + size + (size % 2);
    return found;
  };
  if (kind === 1) part();
  return kind === 1 || kind === 2 ? { base, characters: readProperties(part()) } : { ...plain, base };
}

interface Run {
  readonly from: number;
  readonly to: number;
  /** of a paragraph: those of its ground alone */
  readonly properties: Properties;
  /** of a paragraph: its style */
  readonly style: number;
  /** of the end of a row: lines across its cells */
  readonly across?: readonly Across[];
}

/** Runs of characters or of paragraphs by their place in the text stream: a list of pages of 512 bytes, each with its runs. */
function readRuns(text: Buffer, list: Buffer, kind: 'characters' | 'paragraphs'): Run[] {
  const runs: Run[] = [];
  const count = Math.max(0, Math.floor((list.length - 4) / 8));
  for (let index = 0; index < count; index += 1) {
    const page = list.readUInt32LE(4 * (count + 1) + 4 * index) & 0x3f_ff_ff;
    const bytes = text.subarray(page * 512, page * 512 + 512);
    if (bytes.length < 512) throw new FormFault('doc');
    const inside = bytes[511] ?? 0;
    const width = kind === 'characters' ? 1 : 13;
    if (4 * (inside + 1) + width * inside > 511) throw new FormFault('doc');
    for (let at = 0; at < inside; at += 1) {
      const [from, to] = [bytes.readUInt32LE(4 * at), bytes.readUInt32LE(4 * at + 4)];
      const place = 2 * (bytes[4 * (inside + 1) + width * at] ?? 0);
      runs.push({ from, to, ...(kind === 'characters' ? charactersAt(bytes, place) : paragraphAt(bytes, place)) });
    }
  }
  return runs;
}

const plainRun: Pick<Run, 'properties' | 'style' | 'across'> = { properties: new Map<number, number>(), style: 0 };

function charactersAt(page: Buffer, place: number): Pick<Run, 'properties' | 'style'> {
  if (place === 0) return plainRun;
  return { properties: readProperties(page.subarray(place + 1, place + 1 + (page[place] ?? 0))), style: 0 };
}

function paragraphAt(page: Buffer, place: number): Pick<Run, 'properties' | 'style' | 'across'> {
  if (place === 0 || place + 3 >= page.length) return plainRun;
  const at = page[place] === 0 ? place + 2 : place + 1;
  const words = page[place] === 0 ? (page[place + 1] ?? 0) : (page[place] ?? 0) - 0.5;
  const style = at + 2 <= page.length ? page.readUInt16LE(at) : 0;
  const list = page.subarray(at + 2, at + 2 * words);
  return { properties: readProperties(list), style, across: readAcross(list) };
}

/** Bytes of an entry of the table of fonts before its name. */
const fontHead = 39;

/** The names of fonts by their places (2.9.286). */
function readFonts(table: Buffer): string[] {
  const fonts: string[] = [];
  const count = table.length < 4 ? 0 : table.readUInt16LE(0);
  for (let index = 0, at = 4; index < count && at < table.length; index += 1) {
    const size = table[at] ?? 0;
    const name = table.toString('utf16le', at + 1 + fontHead, at + 1 + size);
    fonts.push(name.split('\0', 1)[0] ?? '');
    at += 1 + size;
  }
  return fonts;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  /** bytes of a character */
  readonly width: 1 | 2;
}

/** Where the text lies in its stream. */
function readPieces(table: Buffer): Piece[] {
  let at = 0;
  while (table[at] === 1 && at + 3 <= table.length) at += 3 + table.readUInt16LE(at + 1);
  if (table[at] !== 2 || at + 5 > table.length) throw new FormFault('doc');
  const list = table.subarray(at + 5, at + 5 + table.readUInt32LE(at + 1));
  const count = Math.max(0, Math.floor((list.length - 4) / 12));
  return Array.from({ length: count }, (_, index) => {
    const length = list.readUInt32LE(4 * index + 4) - list.readUInt32LE(4 * index);
    const place = list.readUInt32LE(4 * (count + 1) + 8 * index + 2);
    const isNarrow = (place & 0x40_00_00_00) !== 0;
    const from = isNarrow ? (place & 0x3f_ff_ff_ff) / 2 : place & 0x3f_ff_ff_ff;
    return { from, to: from + length * (isNarrow ? 1 : 2), width: isNarrow ? 1 : 2 };
  });
}

const deepest = 20;

function styleValue(styles: readonly Style[], index: number, code: number, depth = 0): number {
  const style = styles[index];
  if (!style || depth > deepest) return 0;
  const own = style.characters.get(code);
  if (own === undefined || own >= 0x80) return styleValue(styles, style.base, code, depth + 1) ^ (own === 0x81 ? 1 : 0);
  return own;
}

/** The value of a property in a style or what it is based on. */
function inStyle(styles: readonly Style[], index: number | undefined, code: number): number | undefined {
  for (let at = index, depth = 0; at !== undefined && depth <= deepest; at = styles[at]?.base, depth += 1) {
    const own = styles[at]?.characters.get(code);
    if (own !== undefined) return own;
  }
  return undefined;
}

type Mask = 'hide' | 'strike' | 'raise' | 'unseen' | null;

/** What becomes of the characters of a run in a paragraph of a style; `isGrounded`: something coloured may lie behind. */
function maskOf({ properties }: Run, paragraphStyle: number, styles: readonly Style[], isGrounded: boolean): Mask {
  const character = properties.get(codes.style);
  const inStyles = (code: number): number => {
    const paragraph = styleValue(styles, paragraphStyle, code);
    return character === undefined
      ? paragraph
      : switches.includes(code as never)
        ? paragraph ^ styleValue(styles, character, code)
        : styleValue(styles, character, code) || paragraph;
  };
  if ((properties.get(codes.deleted) ?? 0) === 1) return 'hide';
  const isOn = (code: number): boolean => {
    const own = properties.get(code);
    if (own === undefined || own === 0x80) return inStyles(code) === 1;
    return own === 0x81 ? inStyles(code) === 0 : own === 1;
  };
  if (isOn(codes.vanish)) return 'hide';
  if (isOn(codes.strike) || isOn(codes.doubleStrike)) return 'strike';
  const look = (code: number): number | undefined =>
    properties.get(code) ?? inStyle(styles, character, code) ?? inStyle(styles, paragraphStyle, code);
  const size = look(codes.size) ?? 0;
  if (size > 0 && size < 2 * smallestSize) return 'unseen';
  const isFlat = (look(codes.width) ?? narrowest) < narrowest || (look(codes.spacing) ?? 0) < -(size || usualSize) * 10 * nearest;
  if (isFlat) return 'unseen';
  const full = look(codes.fullColor);
  const isPaper = full === undefined ? look(codes.color) === whiteOfSixteen : isWhite(full);
  if (isPaper && !isGrounded && !properties.has(ground) && (properties.get(codes.highlight) ?? 0) === 0) return 'unseen';
  const isRaised = (properties.get(codes.raised) ?? inStyles(codes.raised)) !== 0;
  return isRaised || Math.abs(properties.get(codes.position) ?? 0) >= 4 ? 'raise' : null;
}

/** The character that stood there; '' where nothing was changed. */
function maskCharacter(text: Buffer, at: number, width: 1 | 2, mask: 'hide' | 'raise' | 'unseen'): string {
  const code = width === 1 ? (text[at] ?? 0) : text.readUInt16LE(at);
  if (code < firstCharacter) return '';
  const shown = mask === 'raise' ? raised(String.fromCodePoint(code)).codePointAt(0) : invisible[width];
  if (shown === undefined || shown === code) return '';
  if (width === 2) text.writeUInt16LE(shown, at);
  // the narrow set has three raised figures: any of them is a mark
  else text[at] = shown < 0x100 ? shown : 0xb9;
  return String.fromCodePoint(code);
}

/** Where a comment belongs to, in the text and before the comment itself: a sign that extractors take away, and the one that they leave. */
const [commentSign, commentCode] = [0x05, 0x81];
export const commentMark = String.fromCodePoint(commentCode);

function markComments(text: Buffer, { from, to, width }: Piece): void {
  for (let at = from; at + width <= Math.min(to, text.length); at += width) {
    if (width === 1 && text[at] === commentSign) text[at] = commentCode;
    if (width === 2 && text.readUInt16LE(at) === commentSign) text.writeUInt16LE(commentCode, at);
  }
}

interface Drawn {
  readonly font: string;
  /** of a character that is put in by its code */
  readonly code: number | undefined;
}

/** In which font of signs a run is drawn, or by which code; null for ordinary words. */
function drawnBy({ properties }: Run, paragraphStyle: number, styles: readonly Style[], fonts: readonly string[]): Drawn | null {
  const symbol = properties.get(codes.symbol);
  if (symbol !== undefined) return { font: fonts[symbol & 0xff_ff] ?? '', code: symbol >>> 16 };
  const font =
    properties.get(codes.font) ?? inStyle(styles, properties.get(codes.style), codes.font) ?? inStyle(styles, paragraphStyle, codes.font);
  const name = fonts[font ?? -1] ?? '';
  return symbolText(name, '') === null ? null : { font: name, code: undefined };
}

/** In the narrow set there is no sign for a picture: a word that no figure has. */
const narrowPicture = 0xa4;

function drawSign(text: Buffer, at: number, width: 1 | 2, { font, code }: Drawn): void {
  const held = width === 1 ? (text[at] ?? 0) : text.readUInt16LE(at);
  if (held < firstCharacter) return;
  // an invisible character was taken out already
  if (held === invisible[width]) return;
  const char = String.fromCodePoint(held);
  const shown = (code === undefined ? symbolText(font, char) : symbolChar(font, code)) ?? char;
  const sign = shown === '' ? invisible[width] : (shown.codePointAt(0) ?? held);
  if (width === 2) text.writeUInt16LE(sign > 0xff_ff ? 0xff_fc : sign, at);
  else text[at] = sign < 0x100 ? sign : narrowPicture;
}

/** Of a paragraph: that it stands in a table, and that it ends a row. And where the header says how long the main text is, in characters. */
const [inTable, rowEnd, mainText] = [0x2416, 0x2417, 0x4c];

function* charactersOf(text: Buffer, pieces: readonly Piece[], most: number): Generator<{ readonly code: number; readonly at: number }> {
  let count = 0;
  for (const { from, to, width } of pieces) {
    for (let at = from; at + width <= Math.min(to, text.length) && count < most; at += width, count += 1)
      yield { code: width === 1 ? (text[at] ?? 0) : text.readUInt16LE(at), at };
  }
}

export interface Shown {
  readonly shown: Buffer;
  readonly unseen: string[];
  /** cells that a line crosses or a drawing covers */
  readonly cells: DoubtfulCells;
}

/**
 * The file with what it does not show taken out, and what of that nobody sees for its colour or size. White words count as seen where
 * anything in the file has a ground of its own: which cell a ground belongs to is not followed.
 * @throws FormFault `doc`
 */
export function withoutUnshown(bytes: Uint8Array): Shown {
  const file = openCompound(bytes);
  const stream = file.stream('WordDocument');
  if (!stream || stream.length < shapePlaces.drawings + 8 || stream.readUInt16LE(0) !== 0xa5_ec) throw new FormFault('doc');
  const table = file.stream((stream.readUInt16LE(0x0a) & 0x0200) === 0 ? '0Table' : '1Table');
  if (!table) throw new FormFault('doc');
  const text = Buffer.from(stream);
  const part = (place: number): Buffer => {
    const from = stream.readUInt32LE(place);
    return table.subarray(from, from + stream.readUInt32LE(place + 4));
  };
  const styles = readStyles(part(places.styles));
  const paragraphs = readRuns(stream, part(places.paragraphs), 'paragraphs').sort((a, b) => a.from - b.from);
  const pieces = readPieces(part(places.pieces));
  const fonts = readFonts(part(places.fonts));
  const isGrounded = paragraphs.some(({ properties }) => properties.has(ground));
  const unseen: string[] = [];
  const struck = new Set<number>();
  for (const run of readRuns(stream, part(places.characters), 'characters')) {
    for (const piece of pieces) {
      const [from, to] = [Math.max(run.from, piece.from), Math.min(run.to, piece.to, text.length)];
      for (let at = from + ((from - piece.from) % piece.width); at + piece.width <= to;) {
        const paragraph = paragraphAround(paragraphs, at);
        const end = Math.min(to, paragraph?.to ?? to);
        const mask = maskOf(run, paragraph?.style ?? 0, styles, isGrounded);
        let masked = '';
        if (mask === 'strike') for (let each = at; each + piece.width <= end; each += piece.width) struck.add(each);
        else if (mask)
          for (let each = at; each + piece.width <= end; each += piece.width) masked += maskCharacter(text, each, piece.width, mask);
        const drawn = mask === 'hide' || mask === 'strike' || mask === 'unseen' ? null : drawnBy(run, paragraph?.style ?? 0, styles, fonts);
        if (drawn) for (let each = at; each + piece.width <= end; each += piece.width) drawSign(text, each, piece.width, drawn);
        if (mask === 'unseen' && /[\p{L}\p{N}]/u.test(masked)) unseen.push(masked.trim());
        at = Math.max(end, at + piece.width);
      }
    }
  }
  if (struck.size > 0) for (const piece of pieces) takeStruckOut(text, { ...piece, struck });
  for (const piece of pieces) markComments(text, piece);
  const rowEndAt = (at: number): RowEnd => {
    const { properties, across = [] } = paragraphAround(paragraphs, at) ?? plainRun;
    return { isInTable: properties.get(inTable) === 1, isRowEnd: properties.get(rowEnd) === 1, across };
  };
  const anchored = readAnchored(part(shapePlaces.anchors), part(shapePlaces.drawings));
  const mainLength = stream.readUInt32LE(mainText);
  return {
    shown: file.with('WordDocument', text),
    unseen,
    cells: doubtfulCells(charactersOf(text, pieces, mainLength), rowEndAt, anchored),
  };
}

/** The last paragraph that begins at or before a place, where it reaches over it. */
function paragraphAround(paragraphs: readonly Run[], at: number): Run | undefined {
  let [low, high] = [0, paragraphs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paragraphs[middle]?.from ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const found = paragraphs[low - 1];
  return found && found.to > at ? found : undefined;
}
