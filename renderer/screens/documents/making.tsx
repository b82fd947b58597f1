/** Long making of documents: how far it has come, and the way to stop it. */
import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JobMutation } from '../../state/job-mutation.ts';

/** Beside the button that makes: stop while it runs, close before and after. */
export function StopOrClose({ making, onClose }: { making: JobMutation; onClose: () => void }) {
  const { t } = useTranslation();
  return making.busy ? (
    <Button onClick={making.cancel}>{t('applications.import.cancel')}</Button>
  ) : (
    <Button onClick={onClose}>{t('common.close')}</Button>
  );
}

export function MakingLine({ making: { busy, progress } }: { making: JobMutation }) {
  const { t } = useTranslation();
  if (!busy) return null;
  return (
    <div role="status">
      <Progress percent={progress && progress.total > 0 ? Math.round((progress.done / progress.total) * 100) : 0} status="active" />
      <span className="quiet">
        {progress
          ? t('documents.batch.at', { done: progress.done, total: progress.total, name: progress.label })
          : t('documents.screen.making')}
      </span>
    </div>
  );
}
