/**
 * Marks that Word draws with symbol fonts, as the characters that mean them. Codes 0xF0xx are the same
 * glyphs in the private use area. Tables of the fonts Wingdings, Wingdings 2, Webdings and Symbol.
 */
import { picture } from '../../../../domain/form/content.ts';

const wingdings: Readonly<Record<number, string>> = {
  0xfe: '☑',
  0xfd: '☒',
  0xfc: '✓',
  0xfb: '✗',
  0xa8: '☐',
  0x6f: '□',
  0x71: '❑',
  0x72: '❒',
  0x6e: '■',
  0x6c: '●',
  0xa1: '○',
  0xa4: '◉',
};

const wingdings2: Readonly<Record<number, string>> = {
  0x52: '☑',
  0x53: '☒',
  0x54: '☒',
  0x50: '✓',
  0x4f: '✗',
  0x51: '☒',
  0xa3: '☐',
  0x30: '☐',
  0x2a: '☐',
  0xa2: '■',
  0x98: '●',
  0x99: '○',
};

const webdings: Readonly<Record<number, string>> = {
  0x61: '✓',
  0x63: '□',
  0x67: '■',
  0x6e: '●',
  0x72: '✗',
};

/** 插入符号 puts the √ of mathematics for a tick. */
const symbol: Readonly<Record<number, string>> = { 0xd6: '√' };

/** The character that a symbol font draws for a code; null where the font is no symbol font or the glyph no mark. */
export function symbolMark(font: string, code: number): string | null {
  const glyph = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  const name = font.toLowerCase().replaceAll(/\s/g, '');
  if (name === 'wingdings') return wingdings[glyph] ?? null;
  if (name === 'wingdings2') return wingdings2[glyph] ?? null;
  if (name === 'webdings') return webdings[glyph] ?? null;
  if (name === 'symbol') return symbol[glyph] ?? null;
  return null;
}

/**
 * Symbol fonts keep their codes in the private use area where the name of the font is lost. What none of them
 * knows as a mark may be one all the same, and stands as a picture.
 */
export function privateMarks(text: string): string {
  return text.replaceAll(/[\uf000-\uf0ff]/g, (char) => {
    const glyph = char.charCodeAt(0) - 0xf000;
    return wingdings[glyph] ?? wingdings2[glyph] ?? symbol[glyph] ?? picture;
  });
}

const symbolFont = /^(?:wingdings\s*[23]?|webdings)$/i;

/** A text set in a symbol font: its marks; a figure is drawn as a picture, and what else is no mark is left out. */
export function symbolText(font: string, text: string): string | null {
  if (!symbolFont.test(font.trim())) return null;
  return Array.from(text, (char) => {
    if (char.trim() === '') return char;
    return symbolMark(font, char.codePointAt(0) ?? 0) ?? (/[\d\uf030-\uf039]/u.test(char) ? picture : '');
  }).join('');
}

/** One character that is put in by its font and its code: a mark, the character itself, or a picture of nobody knows what. */
export function symbolChar(font: string, code: number): string {
  const mark = symbolMark(font, code);
  if (mark !== null) return mark;
  const glyph = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  // Symbol has the figures and signs of other fonts in their places
  if (/^symbol$/i.test(font.trim())) return glyph >= 0x28 && glyph <= 0x3f && glyph !== 0x2a ? String.fromCodePoint(glyph) : picture;
  return symbolFont.test(font.trim()) || glyph !== code || !(code >= 0x20 && code <= 0x10_ff_ff) ? picture : String.fromCodePoint(code);
}
