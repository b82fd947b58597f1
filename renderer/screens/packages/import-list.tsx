import { useTranslation } from 'react-i18next';
import { CheckOutlined, ClockCircleOutlined, LoadingOutlined, WarningOutlined } from '../../ui/icons.tsx';
import { useSentence } from '../../ui/page.tsx';
import { showBytes } from '../../ui/words.ts';
import type { ImportFile } from './store.ts';

interface Props {
  files: readonly ImportFile[];
  running: boolean;
  /** what the program reads just now */
  label: string | null;
  /** how many it has read */
  done: number;
}

/** The packages of a running import, each with how far it is. */
export function ImportList({ files, running, label, done }: Props) {
  const { t } = useTranslation();
  const sentence = useSentence();
  let read = 0;
  return (
    <ul className="plain-list" aria-label={t('applications.import.packages')}>
      {files.map((file) => {
        const order = file.path === null ? -1 : read++;
        const reading = running && label !== null && (label.includes(file.name) || order === done);
        const finished = label !== null && order >= 0 && order < done;
        return (
          <li key={file.name} className="row-between">
            <span className="clip">{file.name}</span>
            <span className={file.error ? 'wants' : 'quiet'}>
              {file.error ? (
                <>
                  <WarningOutlined /> {sentence(file.error)}
                </>
              ) : finished ? (
                <>
                  <CheckOutlined /> {t('applications.import.read')}
                </>
              ) : reading ? (
                <>
                  <LoadingOutlined /> {t('applications.import.reading')}
                </>
              ) : (
                <>
                  <ClockCircleOutlined /> {file.path ? t('applications.import.waits') : showBytes(file.bytes)}
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
