import { useEffect, useRef, useState } from 'react';
import { loadPdfJs } from './pdf.ts';
import type { PDFDocumentProxy } from './pdf.ts';

interface Props {
  pdf: PDFDocumentProxy;
  number: number;
  /** CSS pixels */
  width: number;
  /** height over width of the first page: the place a page not yet drawn takes */
  ratio: number;
  onFail: (cause: unknown) => void;
}

/** One page: a canvas with its words laid over it, so that they can be selected. */
export function PdfPage({ pdf, number, width, ratio, onFail }: Props) {
  const sheet = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  const [shape, setShape] = useState(ratio);

  useEffect(() => {
    const watched = sheet.current;
    if (!watched) return undefined;
    const watcher = new IntersectionObserver((seen) => setNear(seen.some((one) => one.isIntersecting)), { root: watched.parentElement, rootMargin: '100% 0px' });
    watcher.observe(watched);
    return () => watcher.disconnect();
  }, []);

  useEffect(() => {
    const place = sheet.current;
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

  return <div ref={sheet} className="sheet" data-page={number} style={{ height: Math.round(width * shape) }} />;
}

async function draw(pdf: PDFDocumentProxy, number: number, width: number, place: HTMLElement, onShape: (ratio: number) => void, signal: AbortSignal): Promise<void> {
  const { TextLayer } = await loadPdfJs();
  const page = await pdf.getPage(number);
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
