/** pdf.js, loaded when the first PDF is opened. */
import type * as PdfJs from 'pdfjs-dist';
import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist';

export type { PDFDocumentProxy };

let loaded: Promise<typeof PdfJs> | undefined;

export function loadPdfJs(): Promise<typeof PdfJs> {
  loaded ??= import('pdfjs-dist').then((pdfjs) => {
    pdfjs.GlobalWorkerOptions.workerSrc = new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url).href;
    return pdfjs;
  });
  return loaded;
}

/** Opens a document of the host. The strict page policy forbids compiling WebAssembly, so the decoders' plain versions are used. */
export async function openPdf(address: string): Promise<PDFDocumentLoadingTask> {
  const { getDocument } = await loadPdfJs();
  const base = new URL('pdf/', document.baseURI).href;
  return getDocument({
    url: new URL(address, document.baseURI).href,
    cMapUrl: `${base}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${base}standard_fonts/`,
    iccUrl: `${base}iccs/`,
    wasmUrl: `${base}wasm/`,
    useWasm: false,
    disableRange: true,
  });
}
