/** Backups and what restores put aside: told apart by what they hold, each with the way back to it. */
import { Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { SmallButton } from '../buttons.tsx';
import { showBytes, showTime } from '../words.ts';
import { FindFile } from '../fields/made-file.tsx';

type Backup = Output<'workspace.backups'>[number];

interface Props {
  backups: readonly Backup[];
  busy: boolean;
  onRestore: (path: string) => void;
}

export function BackupRows({ backups, busy, onRestore }: Props) {
  return (
    <ul className="plain-list">
      {backups.map((backup, index) => (
        <BackupRow
          key={backup.path}
          backup={backup}
          // what the last restore put aside stands first
          undoes={index === 0 && backup.kind === 'aside'}
          busy={busy}
          onRestore={onRestore}
        />
      ))}
    </ul>
  );
}

function BackupRow({ backup, undoes, busy, onRestore }: { backup: Backup; undoes: boolean } & Omit<Props, 'backups'>) {
  const { t } = useTranslation();
  const { path, at, bytes, kind } = backup;
  const time = showTime(at, true);
  return (
    <li className="row-between">
      <span title={path} className="stack">
        <span className="figures">
          {time} <span className="raw">{showBytes(bytes)}</span> {kind === 'aside' ? t('workspace.backup.aside') : null}
        </span>
        <Holds holds={backup.holds} />
      </span>
      <span className="acts">
        <FindFile path={path} of={time} />
        <Popconfirm
          title={undoes ? t('workspace.backup.undoConfirm', { at: time }) : t('workspace.backup.confirm', { at: time })}
          description={t('workspace.backup.confirmAbout')}
          okText={undoes ? t('workspace.backup.undo') : t('workspace.backup.restore')}
          okButtonProps={{ danger: true }}
          cancelText={t('common.cancel')}
          onConfirm={() => onRestore(path)}
        >
          <SmallButton act={undoes ? t('workspace.backup.undo') : t('workspace.backup.restore')} of={time} danger disabled={busy} />
        </Popconfirm>
      </span>
    </li>
  );
}

function Holds({ holds }: Pick<Backup, 'holds'>) {
  const { t } = useTranslation();
  if (!holds) return <span className="quiet">{t('workspace.backup.unread')}</span>;
  const { rounds, sheets, lastChangeAt } = holds;
  const at = lastChangeAt === null ? t('workspace.backup.empty') : showTime(lastChangeAt, true);
  return <span className="quiet">{t('workspace.backup.holds', { rounds, sheets, at })}</span>;
}
