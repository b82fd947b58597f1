/** All pages of a PDF under each other, as wide as the pane; a page is drawn only when it comes near the eye. */
import { Skeleton } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api.ts';
import { Refused } from '../notices.tsx';
import { openPdf } from './pdf.ts';
import type { PDFDocumentProxy } from './pdf.ts';
import { PdfPage } from './pdf-page.tsx';

interface Props {
  /** where the host serves it, or its bytes */
  address: string | Uint8Array;
  page?: number | undefined;
  onPage: (pages: { at: number; of: number }) => void;
}

export function PdfPages({ address, page, onPage }: Props) {
  const { t } = useTranslation();
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const [ratio, setRatio] = useState(Math.SQRT2);
  const [error, setError] = useState<ApiError | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const width = useWidth(body);

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
    if (pdf && page) body.current?.querySelector(`[data-page="${page}"]`)?.scrollIntoView({ block: 'start' });
  }, [pdf, page]);

  const follow = (): void => {
    const pane = body.current;
    if (!pane || !pdf) return;
    const middle = pane.scrollTop + pane.clientHeight / 2;
    const sheets = [...pane.querySelectorAll<HTMLElement>('[data-page]')];
    const at = sheets.findLastIndex((sheet) => sheet.offsetTop <= middle) + 1;
    onPage({ at: Math.max(1, at), of: pdf.numPages });
  };

  return (
    <div ref={body} className="viewer-body" onScroll={follow} tabIndex={0} role="region" aria-label={t('window.viewer.pages')}>
      <Refused error={error} />
      {!pdf && !error ? <Skeleton active paragraph={{ rows: 8 }} /> : null}
      {pdf && width > 0
        ? Array.from({ length: pdf.numPages }, (_, at) => <PdfPage key={at + 1} pdf={pdf} number={at + 1} width={width} ratio={ratio} onFail={fail} />)
        : null}
    </div>
  );
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
