/**
 * Forms as PDF with text: words by position, cells by the lines drawn around them. A page of pictures has
 * no words, so a scan gives blank content.
 */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { FormContent } from '../../../../domain/form/content.ts';
import { loadPdfJs, withDocument } from '../../pdf/pdf-js.ts';
import { FormFault } from '../parts/office.ts';
import { boxOf, turned, type Box } from './page/geometry.ts';
import { gridsOf, joinTables, readPage, type PageContent, type PageTable, type Rule } from './grid.ts';
import { drawnBoxes } from './boxes.ts';
import { isTicked, markedAmong } from './buttons.ts';
import { boxOn, coversOf, isButton, readAnnotations, readFilledIn } from './filled-in.ts';
import { paint, type Paint, type PaintedGlyph, type PaintedPath } from './page/paint.ts';
import { readProgram, usesNamedFont, type Program } from './page/program.ts';
import { withoutClaims } from './figures/unembedded.ts';
import { picturesAmong, visibilities, leastContrast } from './page/seen.ts';
import { readPictures } from './page/pictures.ts';
import type { Ink } from './page/state.ts';
import { readTexts, type PageTexts } from './texts.ts';
import { foldRadicals } from '../parts/characters.ts';
import { privateMarks, symbolText } from '../parts/symbols.ts';

/** A form has a few pages; what comes after is an annex. */
const mostPages = 20;

/** Throws FormFault, also for a file with a password. */
export async function readPdf(bytes: Uint8Array): Promise<FormContent> {
  try {
    const read = await withDocument(bytes, true, (document) => readDocument(document));
    if (!read.usesNamedFont) return read.content;
    const plain = withoutClaims(bytes);
    if (plain === undefined) return read.content;
    const again = (unclaimed: PDFDocumentProxy) => withDocument(bytes, true, (document) => readDocument(document, unclaimed));
    return (await withDocument(plain, true, again)).content;
  } catch (error) {
    throw new FormFault(error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'pdf');
  }
}

interface Reading {
  readonly content: FormContent;
  /** some of its words are set in fonts that the file only names */
  readonly usesNamedFont: boolean;
}

/** @param unclaimed the same without what it says of the characters of such fonts */
async function readDocument(document: PDFDocumentProxy, unclaimed?: PDFDocumentProxy): Promise<Reading> {
  const { OPS } = await loadPdfJs();
  const tables: PageTable[] = [];
  const paragraphs: string[] = [];
  const unseen: string[] = [];
  const margins: string[] = [];
  let [isScanned, isNamed] = [false, false];
  for (let number = 1; number <= Math.min(document.numPages, mostPages); number += 1) {
    const page = await document.getPage(number);
    const program = await readProgram(document, page, OPS, unclaimed && (await unclaimed.getPage(number)));
    isNamed ||= usesNamedFont(program);
    const { content, texts } = await readPdfPage(program);
    unseen.push(...texts.unseen);
    margins.push(...texts.aside, ...content.columns);
    isScanned ||= texts.isScanned;
    const [first, ...others] = content.tables;
    const last = tables.at(-1);
    const joined = first && last ? joinTables(last, first) : null;
    if (joined) tables.splice(-1, 1, joined, ...others);
    else tables.push(...content.tables);
    paragraphs.push(...content.lines);
    page.cleanup();
  }
  const content: FormContent = {
    tables,
    paragraphs,
    ...(margins.length > 0 && { margins }),
    ...(unseen.length > 0 && { unseen }),
    ...(isScanned && { isScanned }),
  };
  return { content, usesNamedFont: isNamed };
}

async function readPdfPage(program: Program): Promise<{ readonly content: PageContent; readonly texts: Omit<PageTexts, 'texts'> }> {
  const { page } = program;
  const { painted, matrix, view } = upright(program);
  const annotations = await readAnnotations(page);
  const pictures = await readPictures(page, picturesAmong(painted));
  const levels = visibilities(painted, pictures, view, coversOf(annotations, matrix));
  const shown = new Map<string, string>();
  for (const [at, { annotation, text }] of painted.glyphs.entries()) {
    if (annotation !== null && (levels[at]?.contrast ?? 0) > leastContrast) shown.set(annotation, (shown.get(annotation) ?? '') + text);
  }
  const buttons = new Map(annotations.filter(isButton).map((button) => [String(button.id), boxOn(button, matrix)]));
  const marked = markedAmong(painted, levels, buttons);
  const filled = readFilledIn(
    annotations,
    matrix,
    (id) => (shown.get(id) ?? '').trim(),
    (button) => isTicked(button, marked.has(String(button.id))),
  );
  // the frame of a box to tick is no line of the table
  const boxes = drawnBoxes(painted, levels);
  const rules = rulesOf(painted.paths.filter((path) => path.annotation === null && !boxes.paths.has(path)));
  const grids = gridsOf(rules);
  const { texts, ...others } = readTexts(painted, levels, {
    view,
    rules,
    tables: grids.map(({ box }) => box),
    isOfPage: ({ annotation }) => annotation === null || filled.ofPage.has(annotation),
    textOf: (glyph) => characterOf(page, glyph),
  });
  return {
    content: readPage(grids, [...texts, ...boxes.texts, ...filled.texts]),
    texts: { ...others, unseen: [...others.unseen, ...filled.unseen] },
  };
}

/** The part of its words that tells how a page is held: labels alone may run up. */
const mostWords = 0.6;

/** A page as it is held to be read: turned as the file says, and once more where most of its words run otherwise. */
function upright(program: Program): { readonly painted: Paint; readonly matrix: readonly number[]; readonly view: Box } {
  const { page } = program;
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  const lay = (degrees: number) => {
    const { matrix, view } = turned({ left, bottom, right, top }, degrees, page.userUnit > 0 ? page.userUnit : 1);
    return { painted: paint(program, matrix), matrix, view };
  };
  const laid = lay(page.rotate);
  // quarters by which the words are turned counter-clockwise
  const counts = [0, 0, 0, 0];
  for (const { angle, inks } of laid.painted.glyphs) {
    const quarter = Math.round(angle / 90);
    if (inks.length > 0 && Math.abs(angle - quarter * 90) < 3) counts[(quarter + 4) % 4] = (counts[(quarter + 4) % 4] ?? 0) + 1;
  }
  const most = counts.indexOf(Math.max(...counts));
  const isMost = (counts[most] ?? 0) > counts.reduce((sum, count) => sum + count, 0) * mostWords;
  return most === 0 || !isMost ? laid : lay(page.rotate + most * 90);
}

function characterOf(page: PDFPageProxy, { font, text }: PaintedGlyph): string {
  return (
    symbolText(fontName(page, font), text) ??
    foldRadicals(privateMarks(text.replaceAll(/[\ufb00-\ufb06]/g, (char) => char.normalize('NFKC'))))
  );
}

/** The name inside the file ('ABCDEF+Wingdings-Regular' → 'Wingdings'); '' when it is not at hand. */
function fontName(page: PDFPageProxy, id: string): string {
  if (!page.commonObjs.has(id)) return '';
  const font: unknown = page.commonObjs.get(id);
  const name = typeof font === 'object' && font !== null && 'name' in font && typeof font.name === 'string' ? font.name : '';
  return name.replace(/^[A-Z]{6}\+/, '').replace(/[-,].*$/, '');
}

const thin = 3;
const shortest = 4;

/** The colour of seals. */
function isRed(ink: Ink | null): boolean {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt((ink?.color ?? '').slice(at, at + 2) || '0', 16));
  return red - Math.max(green, blue) > 0x60;
}

/** A table is drawn in red as a whole, or red lines over it are those of a seal. */
function rulesOf(paths: readonly PaintedPath[]): Rule[] {
  const drawn = paths.map((path) => ({ rules: rulesIn(path), isSeal: isRed(path.stroke ?? path.fill) }));
  const count = (isSeal: boolean): number => drawn.reduce((sum, each) => sum + (each.isSeal === isSeal ? each.rules.length : 0), 0);
  const isRedTable = count(true) > count(false);
  return drawn.flatMap(({ rules, isSeal }) => (isSeal && !isRedTable ? [] : rules));
}

/** Lines of tables: stroked lines and boxes, and the thin filled bars that Word and browsers draw instead. */
function rulesIn({ outline, sides, stroke }: PaintedPath): Rule[] {
  const box = boxOf(outline);
  const [width, height] = [box.right - box.left, box.top - box.bottom];
  if (Math.min(width, height) <= thin) {
    if (Math.max(width, height) < shortest) return [];
    const [middleX, middleY] = [(box.left + box.right) / 2, (box.bottom + box.top) / 2];
    return width > height
      ? [{ x1: box.left, y1: middleY, x2: box.right, y2: middleY }]
      : [{ x1: middleX, y1: box.bottom, x2: middleX, y2: box.top }];
  }
  if (!stroke) return []; // a shaded cell draws no line
  const straight = sides.filter(([[x1, y1], [x2, y2]]) => Math.abs(x1 - x2) < 1 || Math.abs(y1 - y2) < 1);
  // a circle of many short lines has a few that are level
  if (straight.length * 2 < sides.length) return [];
  return straight.flatMap(([[x1, y1], [x2, y2]]) => (Math.hypot(x1 - x2, y1 - y2) >= shortest ? [{ x1, y1, x2, y2 }] : []));
}
