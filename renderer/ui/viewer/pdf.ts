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

/** Opens a document of the host, or one whose bytes are here. The strict page policy forbids compiling WebAssembly, so the decoders' plain versions are used. */
export async function openPdf(source: string | Uint8Array): Promise<PDFDocumentLoadingTask> {
  const { getDocument } = await loadPdfJs();
  const base = new URL('pdf/', document.baseURI).href;
  return getDocument({
    // pdf.js takes the bytes away to its worker: it gets a copy
    ...(typeof source === 'string' ? { url: new URL(source, document.baseURI).href } : { data: source.slice() }),
    cMapUrl: `${base}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${base}standard_fonts/`,
    iccUrl: `${base}iccs/`,
    wasmUrl: `${base}wasm/`,
    useWasm: false,
    disableRange: true,
  });
}
