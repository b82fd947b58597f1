import { memo, useEffect, useRef, useState, type ReactNode } from 'react';
import { loadPdfJs, type PDFDocumentProxy } from './pdf.ts';

interface Props {
  pdf: PDFDocumentProxy;
  number: number;
  /** CSS pixels */
  width: number;
  /** height over width of the first page: the place a page not yet drawn takes */
  ratio: number;
  /** whether it is near the eye: only then it is drawn */
  near: boolean;
  onFail: (cause: unknown) => void;
  /** what lies over the page */
  over?: ReactNode;
}

/** One page: a canvas with its words laid over it, so that they can be selected. */
export const PdfPage = memo(function PdfPage({ pdf, number, width, ratio, near, onFail, over }: Props) {
  const paper = useRef<HTMLDivElement>(null);
  const [shape, setShape] = useState(ratio);

  useEffect(() => {
    const place = paper.current;
    if (!near || !place) return undefined;
    const stop = new AbortController();
    draw(pdf, number, width, place, setShape, stop.signal).catch((cause: unknown) => {
      // a document closed while its page was being drawn is no failure
      if (!stop.signal.aborted) onFail(cause);
    });
    return () => {
      stop.abort();
      place.replaceChildren();
    };
  }, [near, pdf, number, width, onFail]);

  return (
    <div className="sheet" data-page={number} style={{ height: Math.round(width * shape) }}>
      {near ? <div ref={paper} className="paper" /> : null}
      {over}
    </div>
  );
});

async function draw(
  pdf: PDFDocumentProxy,
  number: number,
  width: number,
  place: HTMLElement,
  onShape: (ratio: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { TextLayer } = await loadPdfJs();
  const page = await pdf.getPage(number);
  // what pdf.js keeps of a page that is out of sight would grow with every page ever seen
  signal.addEventListener('abort', () => page.cleanup());
  if (signal.aborted) return;
  const natural = page.getViewport({ scale: 1 });
  const scale = width / natural.width;
  const dense = window.devicePixelRatio || 1;
  const viewport = page.getViewport({ scale: scale * dense });
  onShape(natural.height / natural.width);

  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  const words = document.createElement('div');
  words.className = 'textLayer';
  place.style.setProperty('--total-scale-factor', String(scale));
  place.replaceChildren(canvas, words);

  const drawing = page.render({ canvas, viewport });
  const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: words, viewport: page.getViewport({ scale }) });
  // a drawing given up is no failure
  void Promise.allSettled([drawing.promise, layer.render()]);
  signal.addEventListener('abort', () => {
    drawing.cancel();
    layer.cancel();
  });
}
