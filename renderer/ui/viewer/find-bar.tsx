/** 查找: words in the open document or in all of the park, one place after the other, and by document where there are many. */
import { Button, Checkbox, Input, Spin, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOfFile } from '../../client/api.ts';
import { IconButton } from '../buttons.tsx';
import { CloseOutlined, DownOutlined, UpOutlined } from '../icons.tsx';
import { fileName } from '../words.ts';
import { findIn, type Found } from './find.ts';
import { pagesOf, type ShownDocument } from './words.ts';

/** A place where the words stand. */
export interface Hit extends Found {
  readonly documentId: string;
}

interface Props {
  applicationId: string;
  documents: readonly ShownDocument[];
  /** the one that lies open; null: a photo */
  shown: ShownDocument | null;
  /** goes up each time the search is asked for */
  asked: number;
  /** the place to show, and the words; null: nothing */
  onHit: (hit: Hit | null, words: string) => void;
  onClose: () => void;
}

/** How long the hands must rest before documents are searched, in ms. */
const rest = 250;

export function FindBar({ applicationId, documents, shown, asked, onHit, onClose }: Props) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [inAll, setInAll] = useState(false);
  /** null: the first in the open document, or the first of all */
  const [at, setAt] = useState<number | null>(null);
  const field = useRef<InputRef>(null);
  const searched = useMemo(() => (inAll ? documents : shown ? [shown] : []), [inAll, documents, shown]);
  const { hits, silent, done } = useHits(applicationId, searched, words);
  useEffect(() => {
    field.current?.focus({ cursor: 'all' });
  }, [asked]);
  const opened = useRef(shown?.documentId);
  const first = Math.max(
    0,
    hits.findIndex((one) => one.documentId === opened.current),
  );
  const place = hits.length === 0 ? -1 : Math.min(at ?? first, hits.length - 1);
  const hit = hits[place] ?? null;
  const show = useRef(onHit);
  useEffect(() => {
    show.current = onHit;
  });
  useEffect(() => show.current(hit, words), [hit, words]);
  useEffect(() => () => show.current(null, ''), []);
  const step = (by: 1 | -1): void => {
    if (hits.length > 0) setAt((place + by + hits.length) % hits.length);
  };
  const byDocument = Map.groupBy(hits, (one) => one.documentId);
  return (
    <div className="stack-tight find-bar" role="search">
      <div className="row row-single">
        <Input
          ref={field}
          className="grow"
          value={words}
          allowClear
          placeholder={t('window.viewer.findWords')}
          aria-label={t('window.viewer.findWords')}
          onChange={(event) => {
            setWords(event.target.value);
            opened.current = shown?.documentId;
            setAt(null);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
            else if (event.key === 'Escape') onClose();
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        <span className="figures quiet" role="status">
          {words.trim() === '' ? null : !done ? (
            <Spin size="small" />
          ) : hits.length === 0 ? (
            t('window.viewer.foundNone')
          ) : (
            `${place + 1} / ${hits.length}`
          )}
        </span>
        <IconButton icon={<UpOutlined />} disabled={hits.length === 0} name={t('window.viewer.findBefore')} onClick={() => step(-1)} />
        <IconButton icon={<DownOutlined />} disabled={hits.length === 0} name={t('window.viewer.findNext')} onClick={() => step(1)} />
        <Checkbox
          checked={inAll}
          onChange={(event) => {
            setInAll(event.target.checked);
            opened.current = shown?.documentId;
            setAt(null);
          }}
        >
          {t('window.viewer.findAll')}
        </Checkbox>
        <IconButton icon={<CloseOutlined />} name={t('common.close')} onClick={onClose} />
      </div>
      {words.trim() !== '' && done && silent.length > 0 ? (
        <p className="raw flush">
          {t('window.viewer.silent', { count: silent.length, names: silent.map(({ path }) => fileName(path)).join(t('common.comma')) })}
        </p>
      ) : null}
      {inAll && hits.length > 0 ? (
        <ul className="bare-list found-list">
          {[...byDocument].map(([documentId, own]) => (
            <li key={documentId}>
              <span className="quiet">
                {t('window.viewer.foundIn', {
                  name: fileName(documents.find((one) => one.documentId === documentId)?.path ?? ''),
                  count: own.length,
                })}
              </span>
              {own.slice(0, listed).map((one) => (
                <Button
                  key={`${one.page} ${one.at}`}
                  type="text"
                  size="small"
                  className={one === hit ? 'found-line found-current' : 'found-line'}
                  onClick={() => setAt(hits.indexOf(one))}
                >
                  {one.before}
                  <mark>{one.words}</mark>
                  {one.after}
                </Button>
              ))}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** So many places of one document are listed; the arrows reach all of them. */
const listed = 5;

interface Hits {
  readonly hits: readonly Hit[];
  /** documents without words that can be read */
  readonly silent: readonly ShownDocument[];
  readonly done: boolean;
}

const nothing: Hits = { hits: [], silent: [], done: true };

function useHits(applicationId: string, documents: readonly ShownDocument[], words: string): Hits {
  const [found, setFound] = useState<Hits>(nothing);
  useEffect(() => {
    if (words.trim() === '') {
      setFound(nothing);
      return undefined;
    }
    const stop = new AbortController();
    setFound((now) => ({ ...now, done: false }));
    const search = async (): Promise<void> => {
      const hits: Hit[] = [];
      const silent: ShownDocument[] = [];
      for (const document of documents) {
        const { documentId, path } = document;
        const address = addressOfFile('documents', documentId);
        // one that cannot be read says nothing, as one without words
        const pages = await pagesOf({ applicationId, documentId, path, address }, stop.signal).catch((): readonly string[] => []);
        if (stop.signal.aborted) return;
        if (pages.every((text) => text.trim() === '')) silent.push(document);
        hits.push(...findIn(pages, words).map((one) => ({ ...one, documentId })));
      }
      setFound({ hits, silent, done: true });
    };
    const timer = setTimeout(() => void search(), rest);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [applicationId, documents, words]);
  return found;
}
