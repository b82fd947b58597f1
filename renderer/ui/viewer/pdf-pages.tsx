/** All pages of a PDF under each other, as wide as the pane; a page is drawn only when it comes near the eye. */
import { Skeleton } from 'antd';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rect } from '../../../domain/model.ts';
import { ApiError } from '../../client/api.ts';
import { Refused } from '../page.tsx';
import { openPdf, type PDFDocumentProxy } from './pdf.ts';
import { PdfPage } from './pdf-page.tsx';
import type { Turn } from './place.ts';

/** Where to go; a new object goes there again. */
export interface Target {
  page: number;
  rect?: Rect | undefined;
}

interface Props {
  /** where the host serves it, or its bytes */
  address: string | Uint8Array;
  target?: Target | undefined;
  onPage: (pages: { at: number; of: number }) => void;
  /** of the width of the pane */
  zoom?: number;
  /** how far the pages are turned */
  turn?: Turn;
  /** words to be marked, and where they are looked at */
  sought?: { readonly words: string; readonly page: number | null; readonly at: number | null } | undefined;
  /** what lies over a page that is near the eye; undefined for nothing */
  over?: (page: number) => ReactNode;
}

export function PdfPages({ address, target, onPage, zoom = 1, turn = 0, sought, over }: Props) {
  const { t } = useTranslation();
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const [ratio, setRatio] = useState(Math.SQRT2);
  const [error, setError] = useState<ApiError | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const width = Math.round(useWidth(body) * zoom);
  const eye = useRef(0);
  const ready = pdf !== null && width > 0;
  const near = useNear(body, ready ? pdf.numPages : 0);

  const fail = useCallback((cause: unknown) => setError(new ApiError('pdf/unreadable', '', { cause: String(cause) })), []);

  useEffect(() => {
    let gone = false;
    const opening = openPdf(address);
    const read = async (): Promise<void> => {
      const opened = await (await opening).promise;
      const first = await opened.getPage(1);
      const { width: wide, height: high } = first.getViewport({ scale: 1 });
      if (gone) return;
      setRatio(high / wide);
      setPdf(opened);
      onPage({ at: 1, of: opened.numPages });
    };
    read().catch((cause: unknown) => {
      if (!gone) fail(cause);
    });
    return () => {
      gone = true;
      void opening.then((task) => task.destroy());
    };
  }, [address, onPage, fail]);

  useEffect(() => {
    const pane = body.current;
    const sheet = ready && target ? pane?.querySelector<HTMLElement>(`[data-page="${target.page}"]`) : null;
    if (!pane || !sheet) return;
    // a place on the page is brought a quarter of the pane below its upper edge
    const lead = target?.rect ? target.rect[1] * sheet.offsetHeight - pane.clientHeight / 4 : 0;
    pane.scrollTop = sheet.offsetTop + lead;
  }, [ready, target]);

  useLayoutEffect(() => {
    // what lay in the middle of the pane stays there when the pages grow or turn
    const pane = body.current;
    if (pane && eye.current > 0) pane.scrollTop = eye.current * pane.scrollHeight - pane.clientHeight / 2;
  }, [width, turn]);
  const seekPage = sought?.page ?? null;
  useEffect(() => {
    const pane = body.current;
    const sheet = ready && seekPage !== null ? pane?.querySelector<HTMLElement>(`[data-page="${seekPage}"]`) : null;
    if (!pane || !sheet) return;
    const isInSight = sheet.offsetTop < pane.scrollTop + pane.clientHeight && sheet.offsetTop + sheet.offsetHeight > pane.scrollTop;
    if (!isInSight) pane.scrollTop = sheet.offsetTop;
  }, [ready, seekPage]);

  const follow = (): void => {
    const pane = body.current;
    if (!pane || !pdf) return;
    eye.current = (pane.scrollTop + pane.clientHeight / 2) / pane.scrollHeight;
    onPage({ at: pageAt(pane, pane.scrollTop + pane.clientHeight / 2), of: pdf.numPages });
  };

  return (
    <div ref={body} className="column fill viewer-body" onScroll={follow} tabIndex={0} role="region" aria-label={t('window.viewer.pages')}>
      <Refused error={error} />
      {!pdf && !error ? <Skeleton active paragraph={{ rows: 8 }} /> : null}
      {ready
        ? Array.from({ length: pdf.numPages }, (_, at) => (
            <PdfPage
              key={at + 1}
              pdf={pdf}
              number={at + 1}
              width={width}
              ratio={ratio}
              turn={turn}
              sought={sought && { words: sought.words, at: sought.page === at + 1 ? sought.at : null }}
              near={near.has(at + 1)}
              onFail={fail}
              over={near.has(at + 1) ? over?.(at + 1) : undefined}
            />
          ))
        : null}
    </div>
  );
}

/** The page that a height in the pane falls on; halves the pages, of which there may be thousands. */
function pageAt(pane: HTMLElement, height: number): number {
  const sheets = pane.querySelectorAll<HTMLElement>('[data-page]');
  let low = 0;
  let high = sheets.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sheets[middle]?.offsetTop ?? 0) <= height) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** The pages at most one pane's height away from the eye. */
function useNear(pane: React.RefObject<HTMLDivElement | null>, pages: number): ReadonlySet<number> {
  const [near, setNear] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => {
    const root = pane.current;
    if (!root || pages === 0) return undefined;
    const watcher = new IntersectionObserver(
      (seen) =>
        setNear((before) => {
          const now = new Set(before);
          for (const { target, isIntersecting } of seen) {
            const page = target instanceof HTMLElement ? Number(target.dataset['page']) : 0;
            if (isIntersecting) now.add(page);
            else now.delete(page);
          }
          return now;
        }),
      { root, rootMargin: '100% 0px' },
    );
    for (const sheet of root.querySelectorAll('[data-page]')) watcher.observe(sheet);
    return () => watcher.disconnect();
  }, [pane, pages]);
  return near;
}

/** The inner width of the pane in CSS pixels, followed while a person drags the split. */
function useWidth(pane: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const watched = pane.current;
    if (!watched) return undefined;
    const watcher = new ResizeObserver(() => {
      const style = getComputedStyle(watched);
      setWidth(Math.floor(watched.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)));
    });
    watcher.observe(watched);
    return () => watcher.disconnect();
  }, [pane]);
  return width;
}
