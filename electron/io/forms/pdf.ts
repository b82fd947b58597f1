/**
 * Forms as PDF with text: words by position, cells by the lines drawn around them. A page of pictures has
 * no words, so a scan gives blank content.
 */
import type { OPS as Operators, PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { FormContent } from '../../../domain/form/content.ts';
import { loadPdfJs, withDocument } from '../pdf/pdf-js.ts';
import { FormFault } from './parts/office.ts';
import { joinTables, readPage, type PageTable, type PlacedText, type Rule } from './pdf-grid.ts';
import { seenTexts } from './pdf-looks.ts';
import { foldRadicals } from './characters.ts';
import { privateMarks, symbolText } from './parts/symbols.ts';

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
  for (let number = 1; number <= Math.min(document.numPages, mostPages); number += 1) {
    const page = await document.getPage(number);
    const rules = await readRules(page, OPS);
    const content = readPage(rules, seenTexts(await readTexts(page), rules));
    const [first, ...others] = content.tables;
    const last = tables.at(-1);
    const joined = first && last ? joinTables(last, first) : null;
    if (joined) tables.splice(-1, 1, joined, ...others);
    else tables.push(...content.tables);
    paragraphs.push(...content.lines);
    page.cleanup();
  }
  return { tables, paragraphs };
}

async function readTexts(page: PDFPageProxy): Promise<PlacedText[]> {
  const { items } = await page.getTextContent();
  const texts: PlacedText[] = [];
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue;
    const [, , c = 0, d = 0, x = 0, y = 0] = item.transform.map(Number);
    const height = item.height > 0 ? item.height : Math.hypot(c, d);
    texts.push({
      text: symbolText(fontName(page, item.fontName), item.str) ?? foldRadicals(privateMarks(item.str)),
      x,
      y,
      width: item.width,
      height,
    });
  }
  return texts;
}

/** The name inside the file ('ABCDEF+Wingdings-Regular' → 'Wingdings'); '' when it is not at hand. */
function fontName(page: PDFPageProxy, id: string): string {
  if (!page.commonObjs.has(id)) return '';
  const font: unknown = page.commonObjs.get(id);
  const name = typeof font === 'object' && font !== null && 'name' in font && typeof font.name === 'string' ? font.name : '';
  return name.replace(/^[A-Z]{6}\+/, '').replace(/[-,].*$/, '');
}

/** Lines of tables: stroked lines and boxes, and the thin filled bars that Word and browsers draw instead. */
async function readRules(page: PDFPageProxy, OPS: typeof Operators): Promise<Rule[]> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const rules: Rule[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  const saved: Matrix[] = [];
  for (const [index, operator] of fnArray.entries()) {
    const args: unknown = argsArray[index];
    if (operator === OPS.save) saved.push(matrix);
    else if (operator === OPS.restore) matrix = saved.pop() ?? matrix;
    else if (operator === OPS.transform) matrix = multiply(matrix, numbersOf(args));
    else if (operator === OPS.constructPath && Array.isArray(args)) {
      const [painting, data]: unknown[] = args;
      const fills = painting === OPS.fill || painting === OPS.eoFill;
      const strokes =
        painting === OPS.stroke ||
        painting === OPS.closeStroke ||
        painting === OPS.fillStroke ||
        painting === OPS.eoFillStroke ||
        painting === OPS.closeFillStroke;
      if (fills || strokes)
        for (const path of subPaths(Array.isArray(data) ? data[0] : data, matrix)) rules.push(...rulesOf(path, strokes));
    }
    if (rules.length > 20_000) break;
  }
  return rules;
}

type Matrix = readonly number[];
type Point = readonly [x: number, y: number];

function multiply(a: Matrix, b: Matrix): Matrix {
  const [a0 = 1, a1 = 0, a2 = 0, a3 = 1, a4 = 0, a5 = 0] = a;
  const [b0 = 1, b1 = 0, b2 = 0, b3 = 1, b4 = 0, b5 = 0] = b;
  return [a0 * b0 + a2 * b1, a1 * b0 + a3 * b1, a0 * b2 + a2 * b3, a1 * b2 + a3 * b3, a0 * b4 + a2 * b5 + a4, a1 * b4 + a3 * b5 + a5];
}

function numbersOf(data: unknown): number[] {
  if (Array.isArray(data)) return data.map(Number);
  return ArrayBuffer.isView(data) && !(data instanceof DataView) ? Array.from(Object.values(data), Number) : [];
}

/** Codes of path data: 0 move, 1 line, 2 cubic, 3 quadratic, 4 close. */
const pathLengths = [2, 2, 6, 4, 0];

function subPaths(data: unknown, [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix): Point[][] {
  const numbers = numbersOf(data);
  const paths: Point[][] = [];
  for (let at = 0; at < numbers.length;) {
    const code = numbers[at] ?? 4;
    const length = pathLengths[code];
    if (length === undefined) return paths;
    const end = at + length;
    const [x, y] = [numbers[end - 1] ?? 0, numbers[end] ?? 0];
    const point: Point = [a * x + c * y + e, b * x + d * y + f];
    if (code === 0) paths.push([point]);
    else if (code === 4) {
      const path = paths.at(-1);
      if (path?.[0]) path.push(path[0]);
    } else paths.at(-1)?.push(point);
    at = end + 1;
  }
  return paths;
}

const thin = 3;
const shortest = 4;

function rulesOf(path: readonly Point[], stroked: boolean): Rule[] {
  const xs = path.map(([x]) => x);
  const ys = path.map(([, y]) => y);
  const box = { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) };
  const [width, height] = [box.right - box.left, box.top - box.bottom];
  if (Math.min(width, height) <= thin) {
    if (Math.max(width, height) < shortest) return [];
    const [middleX, middleY] = [(box.left + box.right) / 2, (box.bottom + box.top) / 2];
    return width > height
      ? [{ x1: box.left, y1: middleY, x2: box.right, y2: middleY }]
      : [{ x1: middleX, y1: box.bottom, x2: middleX, y2: box.top }];
  }
  if (!stroked) return []; // a shaded cell draws no line
  return path.slice(1).flatMap(([x2, y2], index) => {
    const [x1, y1] = path[index] ?? [x2, y2];
    const straight = Math.abs(x1 - x2) < 1 || Math.abs(y1 - y2) < 1;
    return straight && Math.hypot(x1 - x2, y1 - y2) >= shortest ? [{ x1, y1, x2, y2 }] : [];
  });
}
