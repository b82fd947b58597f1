/** 照片: small pictures with what the camera wrote down; a press opens one, with its caption and the way to take it out. */
import { Button, Input, Modal, Progress, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../../domain/contract/api.ts';
import { addressOfFile } from '../../../client/api.ts';
import { useMutation } from '../../../state/mutation.ts';
import { sizes } from '../../../theme/sizes.ts';
import { DraftField } from '../../../ui/fields/draft-field.tsx';
import { Notice, Refused, Section, useSentence } from '../../../ui/page.tsx';
import { showBytes } from '../../../ui/words.ts';
import type { Adding } from './photos.ts';
import { PhotoGrid } from './photo-grid.tsx';
import { SketchView } from './sketch.tsx';
import { Thumbnail } from './thumbnail.tsx';
import { Pair } from '../../../ui/pair.tsx';
import { photoTimeInChina } from '../../../../domain/numbers/china-time.ts';

type Photo = VisitView['photos'][number];

interface Props {
  photos: readonly Photo[];
  adding: Adding;
  frozen: boolean;
  onPick: () => void;
  /** `before` is the caption that stood there when somebody began to write */
  onCaption: (photoId: string, caption: string, before: string) => Promise<unknown>;
  /** what a photo can show: checks and measured fields */
  subjects: readonly { value: string; label: string }[];
  onAbout: (photo: Photo, about: string | null) => Promise<unknown>;
  onRemove: (photoId: string, reason: string) => Promise<unknown>;
}

export function PhotoList({ photos, adding, frozen, subjects, onPick, onCaption, onAbout, onRemove }: Props) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const [open, setOpen] = useState<string | null>(null);
  const photo = photos.find((one) => one.photoId === open);
  return (
    <Section id="visit-photos" region title={t('visits.part.photos')}>
      {adding.at ? (
        <div role="status">
          <Progress percent={Math.round((adding.at.done / adding.at.of) * 100)} status="active" />
          <span className="quiet">{t('visits.photo.adding', adding.at)}</span>
        </div>
      ) : null}
      {adding.known.length > 0 ? (
        <Notice title={t('visits.photo.known', { names: adding.known.join(t('common.comma')) })} onClose={adding.clear} />
      ) : null}
      {adding.refused.map(({ name, error }) => (
        <Notice key={name} type="warning" role="alert" title={sentence(error)} />
      ))}
      {photos.length === 0 ? (
        frozen ? (
          <p className="quiet">{t('visits.photo.none')}</p>
        ) : (
          <button type="button" className="drop-file" onClick={onPick}>
            {t('visits.photo.first')}
          </button>
        )
      ) : (
        <PhotoGrid photos={photos} keyOf={(one) => one.photoId}>
          {(one, index) => (
            <button
              type="button"
              className="bare-button column photo"
              onClick={() => setOpen(one.photoId)}
              aria-label={one.caption || one.name}
            >
              <Thumbnail photo={one} />
              <span className="clip">
                <span className="raw figures">{index + 1}</span> {one.caption || one.name}
              </span>
              <span className="raw figures clip">{one.takenAt ? clockOf(one.takenAt).slice(0, 16) : t('visits.photo.noTime')}</span>
              {one.otherDay ? <span className="wants clip">{t('visits.photo.otherDay')}</span> : null}
            </button>
          )}
        </PhotoGrid>
      )}
      <SketchView photos={photos} />
      <Modal
        open={photo !== undefined}
        onCancel={() => setOpen(null)}
        footer={null}
        centered
        width={sizes.photo}
        title={photo?.name}
        destroyOnHidden
      >
        {photo ? (
          <OpenPhoto
            key={photo.photoId}
            photo={photo}
            frozen={frozen}
            subjects={subjects}
            onAbout={(about) => onAbout(photo, about)}
            onCaption={(caption, before) => onCaption(photo.photoId, caption, before)}
            onRemove={async (reason) => {
              await onRemove(photo.photoId, reason);
              setOpen(null);
            }}
          />
        ) : null}
      </Modal>
    </Section>
  );
}

interface OpenPhotoProps {
  photo: Photo;
  frozen: boolean;
  subjects: Props['subjects'];
  onAbout: (about: string | null) => Promise<unknown>;
  onCaption: (caption: string, before: string) => Promise<unknown>;
  onRemove: (reason: string) => Promise<void>;
}

function OpenPhoto({ photo, frozen, subjects, onAbout, onCaption, onRemove }: OpenPhotoProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<string | null>(null);
  // a picture that is damaged says so, too
  const [shown, setShown] = useState(photo.shown);
  const task = useMutation();
  const naming = useMutation();
  const { position } = photo;
  return (
    <div className="stack-wide">
      {shown ? (
        <img
          className="photo-whole"
          src={addressOfFile('photos', photo.photoId)}
          alt={photo.caption || photo.name}
          onError={() => setShown(false)}
        />
      ) : (
        <p className="flush photo-unshown">
          {t('visits.photo.unshown')} <a href={addressOfFile('photos', photo.photoId)}>{t('visits.photo.original')}</a>
        </p>
      )}
      {frozen ? (
        <p className="lead">{photo.caption}</p>
      ) : (
        <DraftField saved={photo.caption} name={t('visits.photo.caption')} placeholder={t('visits.photo.caption')} onSave={onCaption} />
      )}
      <Refused error={naming.error} onClose={naming.clear} />
      <dl className="pairs">
        <Pair name={t('visits.photo.about')}>
          {frozen ? (
            (subjects.find((one) => one.value === photo.about)?.label ?? t('visits.photo.aboutNone'))
          ) : (
            <Select
              allowClear
              className="wide"
              aria-label={t('visits.photo.about')}
              placeholder={t('visits.photo.aboutNone')}
              value={photo.about}
              options={[...subjects]}
              loading={naming.busy}
              onChange={(chosen?: string | null) => void naming.run(() => onAbout(chosen ?? null))}
            />
          )}
        </Pair>
        <Pair name={t('visits.photo.takenAt')}>
          {photo.takenAt ? clockOf(photo.takenAt) : t('visits.photo.noTime')}{' '}
          {photo.otherDay ? <span className="wants">{t('visits.photo.otherDay')}</span> : null}
        </Pair>
        <Pair name={t('visits.photo.position')}>
          {position
            ? t('visits.photo.at', { latitude: position.latitude.toFixed(6), longitude: position.longitude.toFixed(6) })
            : t('visits.photo.noPosition')}
        </Pair>
        {photo.orientation !== null && photo.orientation !== 1 ? (
          <Pair name={t('visits.photo.orientation')}>{t(`visits.photo.turned.${photo.orientation}`)}</Pair>
        ) : null}
        <Pair name={t('visits.photo.size')}>{showBytes(photo.bytes)}</Pair>
        <Pair name={t('visits.photo.hash')} look="digest">
          {photo.sha256}
        </Pair>
      </dl>
      {frozen ? null : reason === null ? (
        <div>
          <Button danger onClick={() => setReason('')}>
            {t('visits.photo.remove')}
          </Button>
        </div>
      ) : (
        <div className="stack">
          <Input
            autoFocus
            value={reason}
            placeholder={t('visits.photo.removeWhy')}
            aria-label={t('visits.photo.removeWhy')}
            onChange={(event) => setReason(event.target.value)}
          />
          <Refused error={task.error} />
          <div className="row">
            <Button danger disabled={reason.trim() === ''} loading={task.busy} onClick={() => void task.run(() => onRemove(reason.trim()))}>
              {t('visits.photo.removeNow')}
            </Button>
            <Button onClick={() => setReason(null)}>{t('common.cancel')}</Button>
          </div>
        </div>
      )}
    </div>
  );
}

/** The clock in China at the time that the camera stated: 2026-10-10 09:30:15. */
function clockOf(takenAt: string): string {
  return photoTimeInChina(takenAt).replace('T', ' ').slice(0, 19);
}
