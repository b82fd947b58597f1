import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { Refused } from '../../ui/page.tsx';
import { BackupRows } from '../../ui/tables/backup-rows.tsx';
import type { Task } from '../../ui/forms/action-form.tsx';

interface Props {
  backups: Output<'workspace.backups'>;
  task: Task;
  onBackup: () => void;
  onRestore: (path: string) => void;
}

/** The backups, newest first; restoring keeps the present state aside. */
export function BackupList({ backups, task, onBackup, onRestore }: Props) {
  const { t } = useTranslation();
  const made = backups.filter(({ kind }) => kind === 'backup').length;
  return (
    <div className="stack">
      <div className="row-between">
        <span className="quiet">{made === 0 ? t('workspace.backup.none') : t('workspace.backup.about', { count: made })}</span>
        <Button loading={task.busy} onClick={onBackup}>
          {t('workspace.backup.now')}
        </Button>
      </div>
      <Refused error={task.error} />
      <BackupRows backups={backups} busy={task.busy} onRestore={onRestore} />
    </div>
  );
}
