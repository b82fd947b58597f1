/**
 * What a second reader sees on the pages of two files. The library that checks signatures reads a file in its own way; the people
 * who trust the result look at it with another. pdf.js is the window's own viewer and shares no code with that library, so what both
 * find alike on each page is what is on the page.
 */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { withDocument } from '../pdf/pdf-js.ts';
import { startHash } from '../hash.ts';

/** Annotations and form fields are left out (pdf.js' AnnotationMode.DISABLE): signatures add theirs, and are compared by themselves. */
const withoutAnnotations = 0;

/** pdf.js names fonts and pictures by the document they are in, in the order of opening. */
const documentMark = /\b(g_|img_)d\d+_/g;

function plain(_key: string, value: unknown): unknown {
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return value;
  return Array.from(Object.values(value), Number);
}

/** A digest of what is drawn and written on each page: text with its places, and every drawing operation with its operands. */
async function readPages(document: PDFDocumentProxy): Promise<string[]> {
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ disableNormalization: true });
    const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: withoutAnnotations });
    const seen = JSON.stringify([page.view, page.rotate, page.userUnit, items, fnArray, argsArray], plain);
    const hash = startHash();
    hash.update(seen.replaceAll(documentMark, '$1'));
    pages.push(hash.digest('hex'));
    page.cleanup();
  }
  return pages;
}

/** Null where the file cannot be read without mending it. */
async function readStrictly(bytes: Uint8Array): Promise<string[] | null> {
  return withDocument(bytes, false, readPages).catch(() => null);
}

/** The numbers of the pages that differ, from 1; [0] where one of the files cannot be read without mending it. */
export async function differingPages(drawn: Uint8Array, file: Uint8Array): Promise<number[]> {
  const [ours, theirs] = [await readStrictly(drawn), await readStrictly(file)];
  if (!ours || !theirs) return [0];
  return Array.from({ length: Math.max(ours.length, theirs.length) }, (_, index) => index)
    .filter((index) => ours[index] !== theirs[index])
    .map((index) => index + 1);
}
