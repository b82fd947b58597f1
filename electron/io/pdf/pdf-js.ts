/** pdf.js in this process: the reader of PDF forms, and the second reader of signed documents. Nothing is loaded from elsewhere. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as PdfJs from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { packageData } from '../package-data.ts';

const dataFolders: Readonly<Record<string, string>> = { cMapUrl: 'cmaps', standardFontDataUrl: 'standard_fonts' };

/**
 * Character maps and metrics for Chinese fonts that are not embedded, from the package itself.
 * pdf.js' own way depends on what it takes the process for, and in Electron's utility process it would try to fetch over a network.
 */
class PackageDataFactory {
  async fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    const folder = dataFolders[kind];
    if (folder === undefined || !/^\w[\w.-]*$/.test(filename)) throw new Error(`pdf.js asked for ${kind}`);
    return new Uint8Array(await readFile(join(packageData('pdfjs-dist', folder, `renderer/pdf/${folder}`), filename)));
  }
}

/** 0.4 s the first time: only where there is a PDF. The part that reads the file is named here, or pdf.js would look for it beside itself. */
export async function loadPdfJs(): Promise<typeof PdfJs> {
  const [pdfjs] = await Promise.all([import('pdfjs-dist/legacy/build/pdf.mjs'), import('pdfjs-dist/legacy/build/pdf.worker.mjs')]);
  return pdfjs;
}

/**
 * What `read` makes of the document. `lenient` reads on where the file has errors; otherwise they are thrown.
 * Throws what pdf.js throws, a PasswordException where the file has one.
 */
export async function withDocument<Found>(
  bytes: Uint8Array,
  lenient: boolean,
  read: (document: PDFDocumentProxy) => Promise<Found>,
): Promise<Found> {
  const pdfjs = await loadPdfJs();
  const task = pdfjs.getDocument({
    data: Uint8Array.from(bytes),
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: !lenient,
    useWorkerFetch: false,
    BinaryDataFactory: PackageDataFactory,
  });
  try {
    return await read(await task.promise);
  } finally {
    await task.destroy();
  }
}
