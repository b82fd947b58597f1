import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { addressOfFile, call } from '../../client/api.ts';
import { addressOf } from '../../state/route.ts';
import { useMutation } from '../../state/mutation.ts';
import { MadeFile } from '../../ui/fields/made-file.tsx';
import { Refused } from '../../ui/page.tsx';

type Made = Output<'reports.export'>;

/** The last saved text as a document: a PDF to be signed, or a Word file for those who must go on editing it. */
export function ExportLine({ roundId, version }: { roundId: string; version: number }) {
  const { t } = useTranslation();
  const task = useMutation();
  const [word, setWord] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const make = (): void => {
    setMade(null);
    void task.run(async () =>
      setMade(await call('reports.export', { kind: 'minutes', roundId, format: word ? 'docx' : 'pdf', replace: true })),
    );
  };
  return (
    <div className="stack-tight">
      <div className="row">
        <Button loading={task.busy} onClick={make}>
          {t('minutes.screen.export', { version })}
        </Button>
        <Checkbox checked={word} onChange={(event) => setWord(event.target.checked)}>
          {t('minutes.screen.word')}
        </Checkbox>
        <a href={addressOf('documents')}>{t('minutes.screen.toDocuments')}</a>
      </div>
      <Refused error={task.error} onClose={task.clear} />
      {made ? (
        <p className="flush" role="status">
          <span className="verified">
            {made.pages > 0 ? t('minutes.screen.exported', { pages: made.pages }) : t('minutes.screen.exportedFile')}
          </span>{' '}
          <a href={addressOfFile('exports', made.exportId)} target="_blank" rel="noreferrer">
            {t('minutes.screen.view')}
          </a>{' '}
          <MadeFile path={made.path} />
        </p>
      ) : null}
    </div>
  );
}
