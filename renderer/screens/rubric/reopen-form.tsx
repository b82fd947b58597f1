import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LockOutlined } from '../../ui/icons.tsx';
import { Notice, Refused } from '../../ui/page.tsx';
import type { Task } from '../../ui/forms/action-form.tsx';

interface Props {
  /** since when it is frozen */
  since: string;
  task: Task;
  onReopen: (reason: string) => Promise<boolean>;
}

/** A frozen rubric, and the way back to editing it: with a reason, told what it brings. */
export function ReopenForm({ since, task, onReopen }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  return (
    <Notice
      icon={<LockOutlined />}
      title={t('rubric.frozen', { time: since })}
      action={asking ? null : <Button onClick={() => setAsking(true)}>{t('rubric.reopen')}</Button>}
      description={
        asking ? (
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              if (reason.trim() !== '') void onReopen(reason.trim());
            }}
          >
            <span>{t('rubric.reopenAbout')}</span>
            <div className="row">
              <Input
                autoFocus
                className="search"
                aria-label={t('rubric.reopenWhy')}
                placeholder={t('rubric.reopenWhy')}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
              <Button type="primary" htmlType="submit" loading={task.busy} disabled={reason.trim() === ''}>
                {t('rubric.reopen')}
              </Button>
              <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
            </div>
            <Refused error={task.error} />
          </form>
        ) : null
      }
    />
  );
}
