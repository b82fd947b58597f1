/**
 * The faces of a document. Fonts are parsed once per process and shared by all documents; each document
 * embeds its own subset.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Font, Glyph } from 'fontkit';

/** 宋 for body and tables, 黑 for headings, 楷 for second headings and people's words. */
export const faces = ['song', 'hei', 'kai'] as const;
export type Face = (typeof faces)[number];
export type FontSet = Readonly<Record<Face, Font>>;

const files: Readonly<Record<Face, string>> = {
  song: 'NotoSerifSC-Regular.ttf',
  hei: 'NotoSansSC-Medium.ttf',
  kai: 'LXGWWenKai-Regular.ttf',
};

const loaded = new Map<string, Promise<FontSet>>();

/** Fonts of `folder` (resources/fonts). `body` names another TrueType file for the body, such as the machine's 仿宋. */
export function loadFonts(folder: string, body?: string): Promise<FontSet> {
  const key = `${folder}\n${body ?? ''}`;
  const known = loaded.get(key);
  if (known) return known;
  const fonts = readFonts(folder, body);
  loaded.set(key, fonts);
  fonts.catch(() => loaded.delete(key));
  return fonts;
}

async function readFonts(folder: string, body: string | undefined): Promise<FontSet> {
  const { create } = await import('fontkit');
  const [song, hei, kai] = await Promise.all(
    faces.map(async (face) => {
      const path = face === 'song' && body !== undefined ? body : join(folder, files[face]);
      const font = create(await readFile(path));
      if (!('glyphForCodePoint' in font)) throw new Error(`not a single font: ${path}`);
      return unshaped(font);
    }),
  );
  if (!song || !hei || !kai) throw new Error('fonts missing');
  return { song, hei, kai };
}

/**
 * The same font, laid out one character one glyph. Chinese needs no shaping, and without it the width a
 * line was broken at is exactly the width it is drawn with.
 */
function unshaped(font: Font): Font {
  const layout = (text: string): unknown => {
    const glyphs: Glyph[] = Array.from(text, (character) => font.glyphForCodePoint(character.codePointAt(0) ?? 0));
    return {
      glyphs,
      positions: glyphs.map((glyph) => ({ xAdvance: glyph.advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 })),
      advanceWidth: glyphs.reduce((width, glyph) => width + glyph.advanceWidth, 0),
    };
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object whose prototype is the font
  return Object.create(font, { layout: { value: layout } }) as Font;
}

/** Stands for a character that no face has, as printers do (the geta mark). */
export const missingMark = '〓';

/** Boxes that no face has; drawn as lines (see `drawBox`). */
export const boxes: ReadonlySet<string> = new Set(['☐', '☑', '☒']);

export interface Placed {
  readonly text: string;
  /** null: a box drawn as lines */
  readonly face: Face | null;
  /** in ems */
  readonly width: number;
  readonly missing: boolean;
}

/** Finds the face for each character: the wanted one, else any that has it, else the missing mark. */
export function placer(fonts: FontSet): (character: string, wanted: Face) => Placed {
  const known: Record<Face, Map<string, Placed>> = { song: new Map(), hei: new Map(), kai: new Map() };
  return (character, wanted) => {
    const found = known[wanted].get(character);
    if (found) return found;
    const placed = place(fonts, character, wanted);
    known[wanted].set(character, placed);
    return placed;
  };
}

function place(fonts: FontSet, character: string, wanted: Face): Placed {
  if (boxes.has(character)) return { text: character, face: null, width: 1, missing: false };
  const codePoint = character.codePointAt(0) ?? 0;
  for (const face of [wanted, ...faces]) {
    if (fonts[face].hasGlyphForCodePoint(codePoint))
      return { text: character, face, width: advance(fonts[face], codePoint), missing: false };
  }
  return { text: missingMark, face: wanted, width: advance(fonts[wanted], missingMark.codePointAt(0) ?? 0), missing: true };
}

function advance(font: Font, codePoint: number): number {
  return font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm;
}
