import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { showTime } from '../../ui/words.ts';
import { Pair } from '../../ui/pair.tsx';
import { MadeFile } from '../../ui/fields/made-file.tsx';

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
        <Pair key={key} name={t(`workspace.info.${key}`)} look={key === 'chainHead' || key === 'device' ? 'digest' : undefined}>
          {key === 'path' ? <MadeFile path={text} /> : text}
        </Pair>
      ))}
    </dl>
  );
}
