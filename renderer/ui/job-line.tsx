/** How far long work has come, and the way to stop it. */
import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JobMutation } from '../state/job-mutation.ts';

export function JobLine({ task }: { task: JobMutation }) {
  const { t } = useTranslation();
  if (!task.busy) return null;
  const { progress } = task;
  return (
    <div className="job-line" role="status">
      <Progress percent={progress && progress.total > 0 ? Math.floor((progress.done / progress.total) * 100) : 0} status="active" />
      <Button onClick={task.cancel}>{t('identities.stop')}</Button>
    </div>
  );
}
