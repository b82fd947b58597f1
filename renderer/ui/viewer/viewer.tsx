/** Documents of an application beside whatever is being done with them: PDF pages, pictures, plain text. */
import { Button, Select, type RefSelectProps } from 'antd';
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { documentKinds, type Evidence, type Rect } from '../../../domain/model.ts';
import { addressOfFile } from '../../client/api.ts';
import { sizes } from '../../theme/sizes.ts';
import { BorderOutlined, DownloadOutlined } from '../icons.tsx';
import { Blank } from '../page.tsx';
import { fileName, showBytes } from '../words.ts';
import { FindBar, type Hit } from './find-bar.tsx';
import { FrameLayer } from './frame-layer.tsx';
import { OfficeText } from './office-text.tsx';
import { PdfPages, type Target } from './pdf-pages.tsx';
import { Picture } from './picture.tsx';
import { turned, unturned } from './place.ts';
import { PlainText } from './plain-text.tsx';
import type { Mark } from './point.ts';
import { plainLook, ReadingBar, zoomed, type Look } from './reading-bar.tsx';
import { kindOf, type ShownDocument } from './words.ts';
import { IconButton } from '../buttons.tsx';

export type { ShownDocument } from './words.ts';

/** What lies open: a document of the park or a photo of a visit, and the place that is pointed at. */
export type Opened = Evidence;

/** A photo of a visit, to be looked at beside the documents. */
export interface ShownPhoto {
  photoId: string;
  name: string;
  /** whether a browser draws it; HEIC is kept and not shown */
  shown: boolean;
}

/** What the keys of a screen do to the documents. */
export interface ViewerHands {
  /** opens the list of documents */
  pick: () => void;
  /** the next document, or the one before */
  step: (by: 1 | -1) => void;
  find: () => void;
  /** larger, smaller, or as wide as the pane (0) */
  zoom: (by: 1 | -1 | 0) => void;
}

interface Props {
  hands?: Ref<ViewerHands>;
  applicationId: string;
  documents: readonly ShownDocument[];
  photos?: readonly ShownPhoto[];
  opened: Opened | null;
  onOpen: (opened: Opened) => void;
  /** told what lies under the reader's eye, so that it can be named as evidence */
  onSight?: (sight: Opened) => void;
  /** names what is in sight as evidence; where absent, no frames are drawn */
  onCite?: () => void;
  /** a value to point at where the document is shown as words */
  mark?: Mark | undefined;
}

interface Framed {
  /** 1 for a picture */
  page: number;
  rect: Rect;
}

const noPhotos: readonly ShownPhoto[] = [];

export function Viewer({ hands, applicationId, documents, photos = noPhotos, opened, onOpen, onSight, onCite, mark }: Props) {
  const { t } = useTranslation();
  const [pages, setPages] = useState<{ at: number; of: number } | null>(null);
  const follow = useCallback(
    (next: { at: number; of: number }) => setPages((now) => (now?.at === next.at && now.of === next.of ? now : next)),
    [],
  );
  const [look, setLook] = useState<Look>(plainLook);
  const [finding, setFinding] = useState({ open: false, asked: 0 });
  const [hit, setHit] = useState<{ place: Hit | null; words: string }>({ place: null, words: '' });
  const [listed, setListed] = useState(false);
  const list = useRef<RefSelectProps>(null);
  const [framing, setFraming] = useState(false);
  const [framed, setFramed] = useState<Framed | null>(null);
  const options = useMemo(
    () =>
      [
        ...documentKinds.map((kind) => ({
          label: t(`common.document.${kind}`),
          title: kind,
          options: documents
            .filter((document) => document.kind === kind)
            .map((document) => ({ value: document.documentId, label: fileName(document.path), title: document.path })),
        })),
        {
          label: t('window.viewer.photos'),
          title: 'visit',
          options: photos.map((photo) => ({ value: photo.photoId, label: photo.name, title: photo.name })),
        },
      ].filter((group) => group.options.length > 0),
    [documents, photos, t],
  );
  const photo = opened && 'photoId' in opened ? photos.find((one) => one.photoId === opened.photoId) : undefined;
  const asked = opened && 'documentId' in opened ? documents.find((one) => one.documentId === opened.documentId) : undefined;
  const shown = photo ? undefined : (asked ?? firstToRead(documents));
  const shownId = photo?.photoId ?? shown?.documentId;
  const isPhoto = photo !== undefined;
  const pointed = opened && (photo !== undefined || (asked && asked === shown)) ? opened : null;

  const order = useMemo(() => options.flatMap((group) => group.options.map(({ value }) => value)), [options]);
  const open = (id: string): void => {
    setPages(null);
    onOpen(photos.some((one) => one.photoId === id) ? { photoId: id } : { documentId: id });
  };
  const neighbour = (by: 1 | -1): (() => void) | undefined => {
    const other = shownId === undefined ? undefined : order[order.indexOf(shownId) + by];
    return other === undefined ? undefined : () => open(other);
  };
  const askFind = (): void => setFinding((now) => ({ open: true, asked: now.asked + 1 }));
  useImperativeHandle(hands, () => ({
    pick: () => {
      setListed(true);
      list.current?.focus();
    },
    step: (by) => neighbour(by)?.(),
    find: askFind,
    zoom: (by) => setLook((now) => ({ ...now, zoom: by === 0 ? 1 : zoomed(now.zoom, by === 1) })),
  }));
  const showHit = (place: Hit | null, words: string): void => {
    setHit({ place, words });
    if (place && place.documentId !== shownId) open(place.documentId);
  };
  const isTurnable = photo?.shown === true || (shown !== undefined && ['pdf', 'picture'].includes(kindOf(shown.path)));
  const turn = isTurnable ? look.turn : 0;

  useEffect(() => {
    setFramed(null);
    // how one lies says nothing of another
    setLook((now) => ({ ...now, turn: 0 }));
  }, [shownId]);
  useEffect(() => {
    if (!shownId) return;
    const rect = framed?.rect;
    if (isPhoto) onSight?.({ photoId: shownId, ...(rect && { rect }) });
    else onSight?.({ documentId: shownId, ...(pages && { page: framed?.page ?? pages.at }), ...(rect && { rect }) });
  }, [shownId, isPhoto, pages, framed, onSight]);

  const over = useCallback(
    (page: number) => (
      <FrameLayer
        marked={pointed?.rect && ('photoId' in pointed || (pointed.page ?? 1) === page) ? turned(pointed.rect, turn) : undefined}
        framed={framed?.page === page ? turned(framed.rect, turn) : undefined}
        framing={framing}
        onFrame={(rect) => setFramed(rect && { page, rect: unturned(rect, turn) })}
        onCite={
          onCite &&
          (() => {
            onCite();
            setFramed(null);
            setFraming(false);
          })
        }
      />
    ),
    [pointed, framed, framing, onCite, turn],
  );
  const target = useMemo(
    () => (pointed && 'documentId' in pointed && pointed.page ? { page: pointed.page, rect: pointed.rect } : undefined),
    [pointed],
  );

  const path = photo?.name ?? shown?.path;
  if (shownId === undefined || path === undefined) return <Blank sentence={t('window.viewer.none')} />;
  const address = addressOfFile(photo ? 'photos' : 'documents', shownId);
  const framable = onCite !== undefined && isTurnable;
  const isWhole = look.isWhole;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of what is in it come up here
    <div
      className={isWhole ? 'pane viewer viewer-whole' : 'pane viewer'}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        if (framing || framed) {
          setFraming(false);
          setFramed(null);
        } else if (isWhole) setLook({ ...look, isWhole: false });
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        // nothing is typed into what cannot be seen
        if (
          isWhole &&
          relatedTarget instanceof HTMLElement &&
          relatedTarget.matches('input, textarea') &&
          !currentTarget.contains(relatedTarget)
        )
          setLook({ ...look, isWhole: false });
      }}
    >
      <div className="pane-head row row-single viewer-bar">
        <Select
          ref={list}
          open={listed}
          onOpenChange={setListed}
          className="grow viewer-pick"
          aria-label={t('window.viewer.pick')}
          value={shownId}
          options={options}
          virtual={documents.length > many}
          listHeight={sizes.list}
          showSearch={documents.length > many ? { optionFilterProp: 'label' } : false}
          onChange={open}
        />
        {pages ? <span className="figures quiet" data-testid="page-number">{`${pages.at} / ${pages.of}`}</span> : null}
        {framable ? (
          <Button
            type={framing ? 'primary' : 'text'}
            icon={<BorderOutlined />}
            aria-pressed={framing}
            onClick={() => setFraming(!framing)}
            title={t('window.viewer.frameAbout')}
          >
            {t('window.viewer.frame')}
          </Button>
        ) : null}
        <ReadingBar
          look={look}
          onLook={setLook}
          isDrawn={isTurnable}
          isFinding={finding.open}
          onFind={() => (finding.open ? setFinding({ ...finding, open: false }) : askFind())}
          onBefore={neighbour(-1)}
          onNext={neighbour(1)}
        />
        <IconButton icon={<DownloadOutlined />} href={address} download={fileName(path)} name={t('window.viewer.save')} />
      </div>
      {finding.open ? (
        <FindBar
          applicationId={applicationId}
          documents={documents}
          shown={shown ?? null}
          asked={finding.asked}
          onHit={showHit}
          onClose={() => setFinding({ ...finding, open: false })}
        />
      ) : null}
      {photo ? (
        <Picture key={shownId} address={address} name={photo.name} isShown={photo.shown} look={look} over={over} />
      ) : shown ? (
        <Body
          key={shownId}
          applicationId={applicationId}
          mark={mark}
          document={shown}
          look={look}
          hit={hit.place?.documentId === shown.documentId ? hit.place : null}
          words={hit.words}
          address={address}
          target={target}
          onPage={follow}
          over={over}
        />
      ) : null}
    </div>
  );
}

/** From so many documents on, the list is searched rather than read. */
const many = 12;

/** What a reader wants first: the report, then anything that can be shown. */
function firstToRead(documents: readonly ShownDocument[]): ShownDocument | undefined {
  const visible = documents.filter((document) => ['pdf', 'picture'].includes(kindOf(document.path)));
  return (
    visible.find((document) => document.kind === 'form') ??
    visible.find((document) => document.kind === 'report') ??
    visible[0] ??
    documents[0]
  );
}

interface BodyProps {
  applicationId: string;
  document: ShownDocument;
  address: string;
  target: Target | undefined;
  mark: Mark | undefined;
  look: Look;
  /** the place that is looked at, and the words looked for */
  hit: Hit | null;
  words: string;
  onPage: (pages: { at: number; of: number }) => void;
  over: (page: number) => ReactNode;
}

function Body({ applicationId, document, address, target, mark, look, hit, words, onPage, over }: BodyProps) {
  const { t } = useTranslation();
  const sought = useMemo(() => ({ words, page: hit?.page ?? null, at: hit?.at ?? null }), [words, hit]);
  const kind = kindOf(document.path);
  if (kind === 'pdf') {
    const { zoom, turn } = look;
    return <PdfPages address={address} target={target} onPage={onPage} over={over} zoom={zoom} turn={turn} sought={sought} />;
  }
  if (kind === 'picture' || kind === 'undrawn')
    return <Picture address={address} name={fileName(document.path)} isShown={kind === 'picture'} look={look} over={over} />;
  if (kind === 'office') return <OfficeText applicationId={applicationId} documentId={document.documentId} mark={mark} sought={sought} />;
  if (kind === 'plain') return <PlainText address={address} sought={sought} />;
  return (
    <div className="column fill viewer-body">
      <div className="stack-wide blank">
        <p>{t('window.viewer.unshown', { name: fileName(document.path), size: showBytes(document.bytes) })}</p>
        <Button href={address} download={fileName(document.path)} icon={<DownloadOutlined />}>
          {t('window.viewer.save')}
        </Button>
      </div>
    </div>
  );
}
