/** Takes files that a person picks or drops, and gives paths that the host can read. */
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError, carrier } from '../../client/api.ts';
import type { ApiError } from '../../client/api.ts';
import { useDrop } from './drop.ts';
import { Refused } from '../notices.tsx';
import { fileName } from '../words.ts';

interface Props {
  accept: string;
  multiple?: boolean;
  paths: readonly string[];
  onPaths: (paths: string[]) => void;
  /** what to do here, in one line */
  sentence?: string;
  testId?: string;
}

export function FileField({ accept, multiple = false, paths, onPaths, sentence, testId = 'exchange-file' }: Props) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const take = async (files: readonly File[]): Promise<void> => {
    setError(null);
    try {
      const taken: string[] = [];
      for (const file of multiple ? files : files.slice(0, 1)) taken.push(await carrier.pathOf(file));
      if (taken.length > 0) onPaths(taken);
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  };
  const { handlers } = useDrop((files) => void take(files));
  return (
    <div {...handlers}>
      <button type="button" className="drop-file" onClick={() => picker.current?.click()}>
        {paths.length > 0
          ? paths.map(fileName).join(t('common.comma'))
          : (sentence ?? t(multiple ? 'exchange.screen.pickMany' : 'exchange.screen.pick'))}
      </button>
      <input
        ref={picker}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        data-testid={testId}
        onChange={(event) => {
          void take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Refused error={error} />
    </div>
  );
}
