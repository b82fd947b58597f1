import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Evidence } from '../../../../domain/model.ts';
import { BorderOutlined, PaperClipOutlined } from '../../../ui/icons.tsx';
import type { Opened, ShownDocument, ShownPhoto } from '../../../ui/viewer/viewer.tsx';
import { fileName } from '../../../ui/words.ts';

interface Props {
  evidence: readonly Evidence[];
  documents: readonly ShownDocument[];
  photos: readonly ShownPhoto[];
  /** null on a sealed sheet */
  onRemove: ((anchor: Evidence) => void) | null;
  onOpen: (opened: Opened) => void;
}

/** What a score rests on; each opens where it points. */
export function EvidenceList({ evidence, documents, photos, onRemove, onOpen }: Props) {
  const { t } = useTranslation();
  return evidence.map((anchor) => {
    const words = wordsOf(anchor);
    return (
      <Tag
        key={JSON.stringify(anchor)}
        className="evidence"
        icon={anchor.rect ? <BorderOutlined /> : <PaperClipOutlined />}
        closable={onRemove !== null}
        onClose={(event) => (event.preventDefault(), onRemove?.(anchor))}
      >
        <button type="button" className="bare-button plain-press" onClick={() => onOpen({ ...anchor })}>
          {words}
        </button>
      </Tag>
    );
  });

  function wordsOf(anchor: Evidence): string {
    if ('photoId' in anchor) {
      const photo = photos.find((one) => one.photoId === anchor.photoId);
      return photo ? t('scores.photo', { name: photo.name }) : t('scores.notHere');
    }
    const document = documents.find((one) => one.documentId === anchor.documentId);
    const name = document ? fileName(document.path) : t('scores.notHere');
    return anchor.page ? t(anchor.rect ? 'scores.place' : 'scores.page', { document: name, page: anchor.page }) : name;
  }
}
