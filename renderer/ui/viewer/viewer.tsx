/** Documents of an application beside whatever is being done with them: PDF pages, pictures, plain text. */
import { Button, Select } from 'antd';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { documentKinds, type Evidence, type Rect } from '../../../domain/model.ts';
import { addressOfFile } from '../../client/api.ts';
import type { ApplicationView } from '../../../domain/contract/api.ts';
import { sizes } from '../../theme/theme.ts';
import { BorderOutlined, DownloadOutlined } from '../icons.tsx';
import { Blank } from '../page.tsx';
import { fileName, showBytes } from '../words.ts';
import { FrameLayer } from './frame-layer.tsx';
import { OfficeText } from './office-text.tsx';
import { PdfPages, type Target } from './pdf-pages.tsx';
import { PlainText } from './plain-text.tsx';
import type { Mark } from './point.ts';
import { IconButton } from '../buttons.tsx';

export type ShownDocument = ApplicationView['documents'][number];

const pictures = /\.(png|jpe?g|gif|webp|bmp|svg)$/i;
const office = /\.(docx?|docm|wps|xlsx|xlsm)$/i;
const plain = /\.(txt|md|csv|json|xml)$/i;

/** What lies open: a document of the park or a photo of a visit, and the place that is pointed at. */
export type Opened = Evidence;

/** A photo of a visit, to be looked at beside the documents. */
export interface ShownPhoto {
  photoId: string;
  name: string;
}

interface Props {
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

export function Viewer({ applicationId, documents, photos = noPhotos, opened, onOpen, onSight, onCite, mark }: Props) {
  const { t } = useTranslation();
  const [pages, setPages] = useState<{ at: number; of: number } | null>(null);
  const turn = useCallback(
    (next: { at: number; of: number }) => setPages((now) => (now?.at === next.at && now.of === next.of ? now : next)),
    [],
  );
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

  useEffect(() => setFramed(null), [shownId]);
  useEffect(() => {
    if (!shownId) return;
    const rect = framed?.rect;
    if (isPhoto) onSight?.({ photoId: shownId, ...(rect && { rect }) });
    else onSight?.({ documentId: shownId, ...(pages && { page: framed?.page ?? pages.at }), ...(rect && { rect }) });
  }, [shownId, isPhoto, pages, framed, onSight]);

  const over = useCallback(
    (page: number) => (
      <FrameLayer
        marked={pointed && ('photoId' in pointed || (pointed.page ?? 1) === page) ? pointed.rect : undefined}
        framed={framed?.page === page ? framed.rect : undefined}
        framing={framing}
        onFrame={(rect) => setFramed(rect && { page, rect })}
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
    [pointed, framed, framing, onCite],
  );
  const target = useMemo(
    () => (pointed && 'documentId' in pointed && pointed.page ? { page: pointed.page, rect: pointed.rect } : undefined),
    [pointed],
  );

  const path = photo?.name ?? shown?.path;
  if (shownId === undefined || path === undefined) return <Blank sentence={t('window.viewer.none')} />;
  const address = addressOfFile(photo ? 'photos' : 'documents', shownId);
  const framable = onCite !== undefined && (photo !== undefined || /\.pdf$/i.test(path) || pictures.test(path));
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of what is in it come up here
    <div
      className="pane viewer"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || (!framing && !framed)) return;
        setFraming(false);
        setFramed(null);
      }}
    >
      <div className="pane-head row row-single viewer-bar">
        <Select
          className="grow viewer-pick"
          aria-label={t('window.viewer.pick')}
          value={shownId}
          options={options}
          virtual={documents.length > many}
          listHeight={sizes.list}
          showSearch={documents.length > many ? { optionFilterProp: 'label' } : false}
          onChange={(id: string) => {
            setPages(null);
            onOpen(photos.some((one) => one.photoId === id) ? { photoId: id } : { documentId: id });
          }}
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
        <IconButton icon={<DownloadOutlined />} href={address} download={fileName(path)} name={t('window.viewer.save')} />
      </div>
      {photo ? (
        <Picture address={address} name={photo.name} over={over} />
      ) : shown ? (
        <Body
          key={shownId}
          applicationId={applicationId}
          mark={mark}
          document={shown}
          address={address}
          target={target}
          onPage={turn}
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
  const visible = documents.filter((document) => /\.pdf$/i.test(document.path) || pictures.test(document.path));
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
  onPage: (pages: { at: number; of: number }) => void;
  over: (page: number) => ReactNode;
}

function Picture({ address, name, over }: { address: string; name: string; over: (page: number) => ReactNode }) {
  return (
    <div className="column fill viewer-body" tabIndex={0} role="region" aria-label={name}>
      <div className="viewer-picture">
        <img src={address} alt={name} draggable={false} />
        {over(1)}
      </div>
    </div>
  );
}

function Body({ applicationId, document, address, target, mark, onPage, over }: BodyProps) {
  const { t } = useTranslation();
  if (/\.pdf$/i.test(document.path)) return <PdfPages address={address} target={target} onPage={onPage} over={over} />;
  if (pictures.test(document.path)) return <Picture address={address} name={fileName(document.path)} over={over} />;
  if (office.test(document.path)) return <OfficeText applicationId={applicationId} documentId={document.documentId} mark={mark} />;
  if (plain.test(document.path)) return <PlainText address={address} />;
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
