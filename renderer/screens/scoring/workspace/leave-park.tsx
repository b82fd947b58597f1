/** Out of a park in the middle of scoring: a relation that only now came to mind, or abstention from the park as a whole. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeclarationForm, type Declared } from '../../../ui/forms/declaration-form.tsx';
import type { Task } from '../../../ui/forms/action-form.tsx';

interface Props {
  task: Task;
  /** whether the park may still be abstained from: its sheet is open, and no abstention from it stands */
  open: boolean;
  onDeclare: (declared: Declared) => void;
  onAbstain: (reason: string) => void;
}

export function LeavePark({ task, open, onDeclare, onAbstain }: Props) {
  const { t } = useTranslation();
  const [way, setWay] = useState<'relation' | 'abstain' | null>(null);
  const [reason, setReason] = useState('');
  const leave = (): void => {
    if (reason.trim() === '') return;
    onAbstain(reason.trim());
    setWay(null);
    setReason('');
  };
  return (
    <section className="stack opinion" aria-label={t('scores.leave')}>
      <div className="row">
        <Button type="text" size="small" aria-expanded={way === 'relation'} onClick={() => setWay(way === 'relation' ? null : 'relation')}>
          {t('scores.lateRelation')}
        </Button>
        {open ? (
          <Button type="text" size="small" aria-expanded={way === 'abstain'} onClick={() => setWay(way === 'abstain' ? null : 'abstain')}>
            {t('scores.abstainPark')}
          </Button>
        ) : null}
      </div>
      {way === 'relation' ? (
        <div className="field-form">
          <DeclarationForm before={{ relation: 'none', reason: null }} task={task} onDeclare={onDeclare} />
        </div>
      ) : null}
      {way === 'abstain' ? (
        <div className="field-form stack">
          <p className="wants flush">{t('scores.abstainParkAbout')}</p>
          <Input.TextArea
            autoFocus
            autoSize={{ minRows: 1, maxRows: 4 }}
            maxLength={5000}
            value={reason}
            aria-label={t('scores.abstainWhy')}
            placeholder={t('scores.abstainWhy')}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="row">
            <Button type="primary" loading={task.busy} disabled={reason.trim() === ''} onClick={leave}>
              {t('scores.abstainPark')}
            </Button>
            <Button onClick={() => setWay(null)}>{t('common.cancel')}</Button>
          </div>
        </div>
      ) : null}
    </section>
  );
}
