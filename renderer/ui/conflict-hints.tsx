/** 可能的关系: what names alone suggest, with the grounds. The expert is asked, and declares. */
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../domain/contract/api.ts';
import { useQuery } from '../state/queries.ts';
import { ExclamationCircleOutlined } from './icons.tsx';

/** The hints about one member of the panel; `applicationId` keeps to one park. Nothing is shown where there is none. */
export function SeatHints({ personId, applicationId }: { personId: string; applicationId?: string }) {
  const hints = useQuery('conflicts.suggest', { personId }).value ?? [];
  const shown = hints.filter((one) => applicationId === undefined || one.applicationId === applicationId);
  return shown.length === 0 ? null : <HintList hints={shown} />;
}

function HintList({ hints }: { hints: Output<'conflicts.suggest'> }) {
  const { t } = useTranslation();
  return (
    <section className="tinted hints" aria-label={t('panel.hint.title')}>
      <h3 className="wants">
        <ExclamationCircleOutlined /> {t('panel.hint.title')}
      </h3>
      <ul className="plain-list">
        {hints.map((hint) => (
          <li key={hint.applicationId}>
            <div className="row-between">
              <strong>{hint.parkName}</strong>
              <span className="row">
                <Tag>{t(`panel.hint.${hint.strength}`)}</Tag>
                {hint.declared ? (
                  <span className="quiet">{t('panel.hint.declared', { relation: t(`common.relation.${hint.declared}`) })}</span>
                ) : null}
              </span>
            </div>
            <ul className="bullets">
              {hint.because.map((ground) => (
                <li key={ground}>{ground}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <p className="raw">{t('panel.hint.about')}</p>
    </section>
  );
}
