import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { showTime } from '../../ui/words.ts';

/** Where the workspace lies and how its record stands. */
export function InfoList({ info }: { info: Output<'workspace.info'> }) {
  const { t } = useTranslation();
  const lines: [string, string][] = [
    ['path', info.path],
    ['program', info.program],
    ['schemaVersion', String(info.schemaVersion)],
    ['device', info.deviceId],
    ['events', String(info.events)],
    ['lastWrite', info.lastWriteAt ? showTime(info.lastWriteAt, true) : '—'],
    ['lastBackup', info.lastBackupAt ? showTime(info.lastBackupAt, true) : '—'],
    ['chainHead', info.chainHead ?? '—'],
  ];
  return (
    <dl className="pairs">
      {lines.map(([key, text]) => (
        <div key={key}>
          <dt>{t(`workspace.info.${key}`)}</dt>
          <dd className={key === 'chainHead' || key === 'device' ? 'digest' : undefined}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
