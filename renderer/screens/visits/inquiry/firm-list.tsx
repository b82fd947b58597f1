/** 抽样核查: tenants drawn from a list, or added, and what was seen at each: there or not, people, business, remark, photos. */
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input as In, VisitView } from '../../../../domain/contract/api.ts';
import { firmFinds, type FirmFound } from '../../../../domain/model.ts';
import { useMutation } from '../../../state/mutation.ts';
import { DraftField } from '../../../ui/fields/draft-field.tsx';
import { CameraOutlined, PictureOutlined } from '../../../ui/icons.tsx';
import { Refused, Section } from '../../../ui/page.tsx';
import { showTime } from '../../../ui/words.ts';
import { CheckedField } from './checked-field.tsx';
import { DrawForm } from './draw-form.tsx';
import { NewRow } from './new-row.tsx';
import { useRow } from './row.ts';

type Firm = VisitView['firms'][number];
type SeenThere = NonNullable<In<'visits.firm'>['seenThere']>;

interface Props {
  firms: readonly Firm[];
  samples: VisitView['samples'];
  /** lists of firms that the applicant declared */
  declared: readonly { label: string; firms: readonly string[] }[];
  frozen: boolean;
  photos: VisitView['photos'];
  onDraw: (firms: string[], size: number) => Promise<unknown>;
  onSave: (name: string, seenThere: SeenThere | null, seen: SeenThere | null) => Promise<unknown>;
  /** takes, or chooses, photos of a tenant (`firm:<name>`) */
  onShoot: (about: string) => void;
  onPick: (about: string) => void;
}

const unseen: SeenThere = { found: 'notSeen', staff: null, business: null, note: null };

export function FirmList({ firms, samples, declared, frozen, onDraw, onSave, ...photos }: Props) {
  const { t } = useTranslation();
  return (
    <Section id="visit-firms" region title={t('visits.part.firms')}>
      {firms.length === 0 ? <p className="quiet">{t(frozen ? 'visits.firm.none' : 'visits.firm.about')}</p> : null}
      {samples.map(({ sampleId, at, firms: list, drawn, seed }) => (
        <p key={sampleId} className="quiet flush" data-sample={sampleId}>
          {t('visits.draw.done', { at: showTime(at), of: list.length, count: drawn.length })}{' '}
          {drawn.map((name, index) => `${index + 1}. ${name}`).join(t('common.comma'))}
          <br />
          <span className="raw digest">{t('visits.draw.seed', { seed })}</span>
        </p>
      ))}
      <ul className="bare-list stack cards">
        {firms.map((firm) => (
          <FirmCard key={firm.name} firm={firm} frozen={frozen} onSave={onSave} {...photos} />
        ))}
      </ul>
      {frozen ? null : (
        <>
          <NewRow name={t('visits.firm.name')} press={t('visits.firm.add')} maxLength={200} onAdd={(name) => onSave(name, unseen, null)} />
          <DrawForm declared={declared} again={samples.length > 0} onDraw={onDraw} />
        </>
      )}
    </Section>
  );
}

function FirmCard({
  firm,
  frozen,
  photos,
  onSave,
  onShoot,
  onPick,
}: Pick<Props, 'frozen' | 'photos' | 'onSave' | 'onShoot' | 'onPick'> & { firm: Firm }) {
  const { t } = useTranslation();
  const { name, drawn, seenThere } = firm;
  const about = `firm:${name}`;
  const shows = photos.filter((photo) => photo.about === about).length;
  const kept = seenThere ?? unseen;
  return (
    <li className="plane stack card" data-firm={name}>
      <span>
        <strong>{name}</strong> <span className="raw">{t(drawn ? 'visits.firm.drawn' : 'visits.firm.added')}</span>
      </span>
      {frozen ? (
        <span>
          {[
            t(`visits.firm.${kept.found}`),
            kept.staff === null ? null : t('visits.firm.staffCount', { count: kept.staff }),
            kept.business,
            kept.note,
          ]
            .filter(Boolean)
            .join(t('common.comma'))}
        </span>
      ) : (
        <Fields name={name} kept={kept} isThere={seenThere !== null} onSave={onSave} />
      )}
      <span className="row">
        {frozen ? null : (
          <>
            <Button type="text" icon={<CameraOutlined />} onClick={() => onShoot(about)} aria-label={`${t('visits.photo.take')} ${name}`}>
              {t('visits.photo.take')}
            </Button>
            <Button type="text" icon={<PictureOutlined />} onClick={() => onPick(about)} aria-label={`${t('visits.photo.pick')} ${name}`}>
              {t('visits.photo.pick')}
            </Button>
          </>
        )}
        {shows > 0 ? <span className="quiet">{t('visits.photo.of', { count: shows })}</span> : null}
      </span>
    </li>
  );
}

interface FieldsProps {
  name: string;
  kept: SeenThere;
  /** whether anything is on record of it; what stands there before is nothing at all */
  isThere: boolean;
  onSave: Props['onSave'];
}

function Fields({ name, kept, isThere, onSave }: FieldsProps) {
  const { t } = useTranslation();
  const answering = useMutation();
  // what stood there before the first answer is nothing at all
  const stands = useRef(isThere);
  useEffect(() => {
    stands.current = isThere;
  }, [isThere]);
  const set = useRow<SeenThere>(kept, async (row, seen) => {
    await onSave(name, row, stands.current ? seen : null);
    stands.current = true;
  });
  const answer = async (found: FirmFound): Promise<void> => {
    // the answer pressed again is taken back
    await set('found', kept.found === found ? 'notSeen' : found, kept.found);
  };
  return (
    <>
      <div className="answers" role="group" aria-label={name}>
        {firmFinds.map((one) => (
          <Button
            key={one}
            block
            aria-pressed={kept.found === one && isThere}
            type={kept.found === one && isThere ? 'primary' : 'default'}
            onClick={() => void answering.run(() => answer(one))}
          >
            {t(`visits.firm.${one}`)}
          </Button>
        ))}
      </div>
      <Refused error={answering.error} onClose={answering.clear} />
      <div className="two-fields">
        <CheckedField
          kept={kept.staff === null ? '' : String(kept.staff)}
          name={`${t('visits.firm.staff')} ${name}`}
          placeholder={t('visits.firm.staff')}
          inputMode="numeric"
          fits={(typed) => /^\d{1,6}$/.test(typed)}
          wanted={t('visits.firm.staffWanted')}
          onSave={(typed) => set('staff', typed === '' ? null : Number(typed), kept.staff)}
        />
        <DraftField
          saved={kept.business ?? ''}
          name={`${t('visits.firm.business')} ${name}`}
          placeholder={t('visits.firm.business')}
          onSave={(text, before) => set('business', text.trim() || null, before || null)}
        />
      </div>
      <DraftField
        saved={kept.note ?? ''}
        name={`${t('visits.firm.note')} ${name}`}
        placeholder={t('visits.firm.note')}
        onSave={(text, before) => set('note', text.trim() || null, before || null)}
      />
    </>
  );
}
