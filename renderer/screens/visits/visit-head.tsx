import { Button } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../domain/contract/api.ts';
import { addressOf } from '../../state/route.ts';
import { ArrowLeftOutlined, EditOutlined, FileSearchOutlined, LockOutlined } from '../../ui/icons.tsx';
import { showTime } from '../../ui/words.ts';
import { Notice } from '../../ui/page.tsx';
import { RecordFile } from './record-file.tsx';

interface Props {
  view: VisitView;
  /** null: the visit is closed */
  onEdit: (() => void) | null;
  /** what was declared, and the documents */
  onDeclared: () => void;
}

/** From when to when, as far as anybody said. */
function hoursOf({ started, ended }: Pick<VisitView, 'started' | 'ended'>): string {
  return started === null && ended === null ? '' : ` ${started ?? ''}–${ended ?? ''}`;
}

/** Which park, when and who; and the way to each part with how much is in it. */
export function VisitHead({ view, onEdit, onDeclared }: Props) {
  const { t } = useTranslation();
  const answered = view.checklist.filter((one) => one.outcome !== null).length;
  const counts = {
    checks: `${answered}/${view.checklist.length}`,
    measures: view.measures.length,
    firms: `${view.firms.filter((one) => (one.seenThere?.found ?? 'notSeen') !== 'notSeen').length}/${view.firms.length}`,
    photos: view.photos.length,
    interviews: view.interviews.length,
    notes: view.notes.length,
    matters: view.matters.length,
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
            {t('visits.sum', { on: `${view.visitedOn}${hoursOf(view)}`, people: peopleWords(view, t) || t('visits.nobody') })}
          </span>
        </div>
        <Button icon={<FileSearchOutlined />} onClick={onDeclared}>
          {t('visits.declared.open')}
        </Button>
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

/** Names with their posts. */
function peopleWords({ people, posts }: Pick<VisitView, 'people' | 'posts'>, t: TFunction): string {
  return people.map((person) => (posts?.[person] ? t('visits.withPost', { person, post: posts[person] }) : person)).join(t('common.comma'));
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
      <RecordFile applicationId={view.applicationId} />
    </div>
  );
}
