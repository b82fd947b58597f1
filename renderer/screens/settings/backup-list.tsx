import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { Refused } from '../../ui/page.tsx';
import { showBytes, showTime } from '../../ui/words.ts';
import { SmallButton } from '../../ui/buttons.tsx';
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
  return (
    <div className="stack">
      <div className="row-between">
        <span className="quiet">
          {backups.length === 0 ? t('workspace.backup.none') : t('workspace.backup.about', { count: backups.length })}
        </span>
        <Button loading={task.busy} onClick={onBackup}>
          {t('workspace.backup.now')}
        </Button>
      </div>
      <Refused error={task.error} />
      <ul className="plain-list">
        {backups
          .toSorted((one, other) => other.at.localeCompare(one.at))
          .map((backup) => (
            <li key={backup.path} className="row-between">
              <span title={backup.path} className="figures">
                {showTime(backup.at, true)} <span className="raw">{showBytes(backup.bytes)}</span>
              </span>
              <Popconfirm
                title={t('workspace.backup.confirm', { at: showTime(backup.at, true) })}
                description={t('workspace.backup.confirmAbout')}
                okText={t('workspace.backup.restore')}
                okButtonProps={{ danger: true }}
                cancelText={t('common.cancel')}
                onConfirm={() => onRestore(backup.path)}
              >
                <SmallButton act={t('workspace.backup.restore')} of={showTime(backup.at, true)} danger disabled={task.busy} />
              </Popconfirm>
            </li>
          ))}
      </ul>
    </div>
  );
}
