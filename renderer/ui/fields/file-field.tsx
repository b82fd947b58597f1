/** Takes files that a person picks or drops, and gives paths that the host can read. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError, transport, type ApiError } from '../../client/api.ts';
import { Refused } from '../page.tsx';
import { fileName } from '../words.ts';
import { DropFile } from './drop-file.tsx';

interface Props {
  /** absent: any */
  accept?: string;
  multiple?: boolean;
  paths: readonly string[];
  onPaths: (paths: string[]) => void;
  /** what to do here, in one line */
  sentence?: string;
  testId?: string;
}

export function FileField({ accept, multiple = false, paths, onPaths, sentence, testId = 'exchange-file' }: Props) {
  const { t } = useTranslation();
  const [error, setError] = useState<ApiError | null>(null);
  const take = async (files: readonly File[]): Promise<void> => {
    setError(null);
    try {
      const taken: string[] = [];
      for (const file of files) taken.push(await transport.pathOf(file));
      onPaths(taken);
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  };
  return (
    <>
      <DropFile {...(accept === undefined ? {} : { accept })} multiple={multiple} testId={testId} onFiles={(files) => void take(files)}>
        {paths.length > 0
          ? paths.map(fileName).join(t('common.comma'))
          : (sentence ?? t(multiple ? 'exchange.screen.pickMany' : 'exchange.screen.pick'))}
      </DropFile>
      <Refused error={error} />
    </>
  );
}
