/**
 * Forms as PDF with text: words by position, cells by the lines drawn around them. A page of pictures has
 * no words, so a scan gives blank content.
 */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { FormContent } from '../../../../domain/form/content.ts';
import { loadPdfJs, withDocument } from '../../pdf/pdf-js.ts';
import { FormFault } from '../parts/office.ts';
import { joinTables, readPage, type PageTable, type PlacedText, type Rule } from './grid.ts';
import { readFilledIn } from './filled-in.ts';
import { seenTexts, withoutUnseen, type TextItem } from './looks.ts';
import { boxOf, readPaint, type PaintedPath } from './paint.ts';
import { foldRadicals } from '../parts/characters.ts';
import { privateMarks, symbolText } from '../parts/symbols.ts';

/** A form has a few pages; what comes after is an annex. */
const mostPages = 20;

/** Throws FormFault, also for a file with a password. */
export async function readPdf(bytes: Uint8Array): Promise<FormContent> {
  try {
    return await withDocument(bytes, true, readDocument);
  } catch (error) {
    throw new FormFault(error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'pdf');
  }
}

async function readDocument(document: PDFDocumentProxy): Promise<FormContent> {
  const { OPS } = await loadPdfJs();
  const tables: PageTable[] = [];
  const paragraphs: string[] = [];
  const unseen: string[] = [];
  for (let number = 1; number <= Math.min(document.numPages, mostPages); number += 1) {
    const page = await document.getPage(number);
    const paint = await readPaint(document, page, OPS);
    const rules = paint.paths.flatMap(rulesOf);
    const { seen, unseen: hidden } = withoutUnseen(await readItems(page), paint, page.view);
    const texts = [...seen.map((item) => placed(page, item)), ...(await readFilledIn(page))];
    const content = readPage(rules, seenTexts(texts, rules));
    unseen.push(...hidden);
    const [first, ...others] = content.tables;
    const last = tables.at(-1);
    const joined = first && last ? joinTables(last, first) : null;
    if (joined) tables.splice(-1, 1, joined, ...others);
    else tables.push(...content.tables);
    paragraphs.push(...content.lines);
    page.cleanup();
  }
  return { tables, paragraphs, ...(unseen.length > 0 && { unseen }) };
}

async function readItems(page: PDFPageProxy): Promise<TextItem[]> {
  const { items } = await page.getTextContent();
  const found: TextItem[] = [];
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue;
    const [, , c = 0, d = 0, x = 0, y = 0] = item.transform.map(Number);
    const height = item.height > 0 ? item.height : Math.hypot(c, d);
    const own = { text: item.str, font: item.fontName, x, y, width: item.width, height };
    if (!found.slice(-nearby).some((other) => isTwice(other, own))) found.push(own);
  }
  return found;
}

/** The second painting comes soon after the first: so many texts later at most. */
const nearby = 60;

/** Bold and shadow are made by painting the same words again, a hair beside. */
function isTwice(a: TextItem, b: TextItem): boolean {
  return a.text === b.text && Math.abs(a.x - b.x) < a.height * 0.2 && Math.abs(a.y - b.y) < a.height * 0.2;
}

function placed(page: PDFPageProxy, { font, ...item }: TextItem): PlacedText {
  return { ...item, text: symbolText(fontName(page, font), item.text) ?? foldRadicals(privateMarks(item.text)) };
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

/** Lines of tables: stroked lines and boxes, and the thin filled bars that Word and browsers draw instead. */
function rulesOf({ points, isStroked }: PaintedPath): Rule[] {
  const box = boxOf(points);
  const [width, height] = [box.right - box.left, box.top - box.bottom];
  if (Math.min(width, height) <= thin) {
    if (Math.max(width, height) < shortest) return [];
    const [middleX, middleY] = [(box.left + box.right) / 2, (box.bottom + box.top) / 2];
    return width > height
      ? [{ x1: box.left, y1: middleY, x2: box.right, y2: middleY }]
      : [{ x1: middleX, y1: box.bottom, x2: middleX, y2: box.top }];
  }
  if (!isStroked) return []; // a shaded cell draws no line
  return points.slice(1).flatMap(([x2, y2], index) => {
    const [x1, y1] = points[index] ?? [x2, y2];
    const straight = Math.abs(x1 - x2) < 1 || Math.abs(y1 - y2) < 1;
    return straight && Math.hypot(x1 - x2, y1 - y2) >= shortest ? [{ x1, y1, x2, y2 }] : [];
  });
}
