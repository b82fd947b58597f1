/** Where a file lies that the program made: the path, and a button that shows it there, or, where nothing can, copies the path. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transport } from '../../client/api.ts';

export function MadeFile({ path }: { path: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const { reveal } = transport;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(path);
    setCopied(true);
  };
  return (
    <>
      <span className="raw">{path}</span>{' '}
      {reveal ? (
        <Button size="small" onClick={() => void reveal(path)}>
          {t('common.reveal')}
        </Button>
      ) : (
        <Button size="small" onClick={() => void copy().catch(() => setCopied(false))}>
          {t(copied ? 'common.pathCopied' : 'common.copyPath')}
        </Button>
      )}
    </>
  );
}
