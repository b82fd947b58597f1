/** Documents of an application beside whatever is being done with them: PDF pages, pictures, plain text. */
import { Button, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DownloadOutlined } from '../icons.tsx';
import { documentKinds } from '../../../domain/model.ts';
import { addressOfFile } from '../../api.ts';
import type { ApplicationView } from '../../../domain/api.ts';
import { Blank } from '../notices.tsx';
import { fileName, showBytes } from '../words.ts';
import { OfficeText } from './office-text.tsx';
import { PdfPages } from './pdf-pages.tsx';
import { PlainText } from './plain-text.tsx';
import type { Mark } from './point.ts';

export type ShownDocument = ApplicationView['documents'][number];

const pictures = /\.(png|jpe?g|gif|webp|bmp|svg)$/i;
const office = /\.(docx?|docm|wps|xlsx|xlsm)$/i;
const plain = /\.(txt|md|csv|json|xml)$/i;

export interface Opened {
  documentId: string;
  page?: number | undefined;
}

interface Props {
  applicationId: string;
  documents: readonly ShownDocument[];
  opened: Opened | null;
  onOpen: (opened: Opened) => void;
  /** told what lies under the reader's eye, so that it can be named as evidence */
  onSight?: (sight: Opened) => void;
  /** a value to point at where the document is shown as words */
  mark?: Mark | undefined;
}

export function Viewer({ applicationId, documents, opened, onOpen, onSight, mark }: Props) {
  const { t } = useTranslation();
  const [pages, setPages] = useState<{ at: number; of: number } | null>(null);
  const options = useMemo(
    () =>
      documentKinds
        .map((kind) => ({
          label: t(`common.document.${kind}`),
          title: kind,
          options: documents.filter((document) => document.kind === kind).map((document) => ({ value: document.documentId, label: fileName(document.path), title: document.path })),
        }))
        .filter((group) => group.options.length > 0),
    [documents, t],
  );
  const shown = documents.find((document) => document.documentId === opened?.documentId) ?? firstToRead(documents);
  const shownId = shown?.documentId;
  useEffect(() => {
    if (shownId) onSight?.({ documentId: shownId, page: pages?.at });
  }, [shownId, pages?.at, onSight]);
  if (!shown) return <Blank sentence={t('window.viewer.none')} />;
  const address = addressOfFile('documents', shown.documentId);
  return (
    <div className="viewer">
      <div className="viewer-bar">
        <Select
          className="viewer-pick"
          aria-label={t('window.viewer.pick')}
          value={shown.documentId}
          options={options}
          onChange={(documentId: string) => {
            setPages(null);
            onOpen({ documentId });
          }}
        />
        {pages ? <span className="figures quiet" data-testid="page-number">{`${pages.at} / ${pages.of}`}</span> : null}
        <Button type="text" icon={<DownloadOutlined />} href={address} download={fileName(shown.path)} aria-label={t('window.viewer.save')} title={t('window.viewer.save')} />
      </div>
      <Body key={shown.documentId} applicationId={applicationId} mark={mark} document={shown} address={address} page={opened?.documentId === shown.documentId ? opened.page : undefined} onPage={setPages} />
    </div>
  );
}

/** What a reader wants first: the report, then anything that can be shown. */
function firstToRead(documents: readonly ShownDocument[]): ShownDocument | undefined {
  const visible = documents.filter((document) => /\.pdf$/i.test(document.path) || pictures.test(document.path));
  return visible.find((document) => document.kind === 'form') ?? visible.find((document) => document.kind === 'report') ?? visible[0] ?? documents[0];
}

interface BodyProps {
  applicationId: string;
  document: ShownDocument;
  address: string;
  page: number | undefined;
  mark: Mark | undefined;
  onPage: (pages: { at: number; of: number }) => void;
}

function Body({ applicationId, document, address, page, mark, onPage }: BodyProps) {
  const { t } = useTranslation();
  if (/\.pdf$/i.test(document.path)) return <PdfPages address={address} page={page} onPage={onPage} />;
  if (pictures.test(document.path)) {
    return (
      <div className="viewer-body" tabIndex={0} role="region" aria-label={fileName(document.path)}>
        <img src={address} alt={fileName(document.path)} className="viewer-picture" />
      </div>
    );
  }
  if (office.test(document.path)) return <OfficeText applicationId={applicationId} documentId={document.documentId} mark={mark} />;
  if (plain.test(document.path)) return <PlainText address={address} />;
  return (
    <div className="viewer-body">
      <div className="blank">
        <p>{t('window.viewer.unshown', { name: fileName(document.path), size: showBytes(document.bytes) })}</p>
        <Button href={address} download={fileName(document.path)} icon={<DownloadOutlined />}>
          {t('window.viewer.save')}
        </Button>
      </div>
    </div>
  );
}
