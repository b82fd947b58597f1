import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../domain/contract/api.ts';
import { addressOf } from '../../state/route.ts';
import { ArrowLeftOutlined, EditOutlined, LockOutlined } from '../../ui/icons.tsx';
import { showTime } from '../../ui/words.ts';
import { Notice } from '../../ui/page.tsx';

/** Which park, when and who; and the way to each part with how much is in it. `onEdit` null: the visit is closed. */
export function VisitHead({ view, onEdit }: { view: VisitView; onEdit: (() => void) | null }) {
  const { t } = useTranslation();
  const answered = view.checklist.filter((one) => one.outcome !== null).length;
  const counts = {
    checks: `${answered}/${view.checklist.length}`,
    measures: view.measures.length,
    photos: view.photos.length,
    notes: view.notes.length,
    signs: view.signs.length,
  };
  return (
    <header className="visit-head">
      <div className="row-between visit-title">
        <a className="visit-back" href={addressOf('visits')} aria-label={t('visits.back')} title={t('visits.back')}>
          <ArrowLeftOutlined />
        </a>
        <div className="column grow visit-words">
          <h1 className="clip">{view.parkName}</h1>
          <span className="quiet clip">
            {t('visits.sum', { on: view.visitedOn, people: view.people.join(t('common.comma')) || t('visits.nobody') })}
          </span>
        </div>
        {onEdit === null ? null : (
          <Button icon={<EditOutlined />} onClick={onEdit}>
            {t('visits.edit')}
          </Button>
        )}
      </div>
      <nav className="visit-parts" aria-label={t('visits.parts')}>
        {Object.entries(counts).map(([part, count]) => (
          <Button key={part} type="text" onClick={() => document.querySelector(`#visit-${part}`)?.scrollIntoView({ block: 'start' })}>
            {t(`visits.part.${part}`)} <span className="quiet figures">{count}</span>
          </Button>
        ))}
      </nav>
    </header>
  );
}

/** What a closed visit is sealed with. */
export function VisitSeal({ view, closedAt, onClose }: { view: VisitView; closedAt: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="seal stack" role="status">
      <span>
        <LockOutlined /> {t('visits.closedAt', { at: showTime(closedAt, true) })}
      </span>
      <span className="raw">{t('visits.digest')}</span>
      <code className="digest" data-testid="visit-digest">
        {view.digest}
      </code>
      {view.reopened ? (
        <Notice
          type="warning"
          title={t('visits.reopened')}
          action={
            <Button icon={<LockOutlined />} onClick={onClose}>
              {t('visits.closeAgain')}
            </Button>
          }
        />
      ) : null}
    </div>
  );
}
