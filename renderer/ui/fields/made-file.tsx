/** Where a file lies that the program made: the path, and a button that shows it there, or, where nothing can, copies the path. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transport } from '../../client/api.ts';
import { SmallButton } from '../buttons.tsx';

/** The button alone; `of`: what it finds, for those who do not see the row it stands in. */
export function FindFile({ path, of }: { path: string; of?: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const { reveal } = transport;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(path);
    setCopied(true);
  };
  const named = of === undefined ? {} : { of };
  return reveal ? (
    <SmallButton act={t('common.reveal')} {...named} onClick={() => void reveal(path)} />
  ) : (
    <SmallButton
      act={t(copied ? 'common.pathCopied' : 'common.copyPath')}
      {...named}
      onClick={() => void copy().catch(() => setCopied(false))}
    />
  );
}

export function MadeFile({ path, testId }: { path: string; testId?: string }) {
  return (
    <span className="made-file">
      <span className="raw" data-testid={testId}>
        {path}
      </span>
      <FindFile path={path} />
    </span>
  );
}
