import { memo, useEffect, useRef, useState, type ReactNode } from 'react';
import { useFoundMarks, type Sought } from './found-marks.ts';
import { loadPdfJs, type PDFDocumentProxy } from './pdf.ts';
import type { Turn } from './place.ts';

interface Props {
  pdf: PDFDocumentProxy;
  number: number;
  /** CSS pixels */
  width: number;
  /** height over width of the first page: the place a page not yet drawn takes */
  ratio: number;
  /** how far it is turned for reading */
  turn: Turn;
  /** whether it is near the eye: only then it is drawn */
  near: boolean;
  /** words to be marked on it */
  sought: Sought | undefined;
  onFail: (cause: unknown) => void;
  /** what lies over the page */
  over?: ReactNode;
}

/** One page: a canvas with its words laid over it, so that they can be selected. */
export const PdfPage = memo(function PdfPage({ pdf, number, width, ratio, turn, near, sought, onFail, over }: Props) {
  const paper = useRef<HTMLDivElement>(null);
  const [shape, setShape] = useState(ratio);
  /** counts how often the words of the page were laid */
  const [laid, setLaid] = useState(0);
  useFoundMarks(paper, sought, laid);

  useEffect(() => {
    const place = paper.current;
    if (!near || !place) return undefined;
    const stop = new AbortController();
    const drawAll = async (): Promise<void> => {
      try {
        const isWhole = await draw({ pdf, number, width, turn, place }, setShape, stop.signal);
        if (isWhole && !stop.signal.aborted) setLaid((now) => now + 1);
      } catch (cause) {
        // a document closed while its page was being drawn is no failure
        if (!stop.signal.aborted) onFail(cause);
      }
    };
    void drawAll();
    return () => {
      stop.abort();
      place.replaceChildren();
    };
  }, [near, pdf, number, width, turn, onFail]);

  return (
    <div
      className="sheet"
      data-page={number}
      data-turn={turn}
      style={{ width, height: Math.round(width * (turn === 90 || turn === 270 ? 1 / shape : shape)) }}
    >
      {near ? <div ref={paper} className="paper" /> : null}
      {over}
    </div>
  );
});

interface Drawing {
  pdf: PDFDocumentProxy;
  number: number;
  width: number;
  turn: Turn;
  place: HTMLElement;
}

/** Draws a page and lays its words over it; false where it was given up. */
async function draw({ pdf, number, width, turn, place }: Drawing, onShape: (ratio: number) => void, signal: AbortSignal): Promise<boolean> {
  const { TextLayer } = await loadPdfJs();
  const page = await pdf.getPage(number);
  // what pdf.js keeps of a page that is out of sight would grow with every page ever seen
  signal.addEventListener('abort', () => page.cleanup());
  if (signal.aborted) return false;
  const natural = page.getViewport({ scale: 1 });
  const rotation = (page.rotate + turn) % 360;
  const scale = width / page.getViewport({ scale: 1, rotation }).width;
  const dense = window.devicePixelRatio || 1;
  const viewport = page.getViewport({ scale: scale * dense, rotation });
  onShape(natural.height / natural.width);

  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  const words = document.createElement('div');
  words.className = 'textLayer';
  place.style.setProperty('--total-scale-factor', String(scale));
  place.replaceChildren(canvas, words);

  const drawing = page.render({ canvas, viewport });
  const layer = new TextLayer({
    textContentSource: page.streamTextContent(),
    container: words,
    viewport: page.getViewport({ scale, rotation }),
  });
  signal.addEventListener('abort', () => {
    drawing.cancel();
    layer.cancel();
  });
  // a drawing given up is no failure
  const [, laid] = await Promise.allSettled([drawing.promise, layer.render()]);
  return laid.status === 'fulfilled';
}
