/** The import as it goes, package by package, and what came of it. */
import { Button, Drawer, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useJob } from '../../state/progress.ts';
import { addressOf } from '../../state/route.ts';
import { sizes } from '../../theme/sizes.ts';
import { Refused } from '../../ui/page.tsx';
import { ImportList } from './import-list.tsx';
import type { Imports } from './store.ts';
import { SummaryList } from './summary-list.tsx';

export function ImportDrawer({ roundId, imports, onReplace }: { roundId: string; imports: Imports; onReplace: (names: string[]) => void }) {
  const { t } = useTranslation();
  const { open, running, files, summary, error, job, cancel, show } = imports;
  const progress = useJob(job);
  const handed = files.reduce((sum, file) => sum + file.done, 0);
  const count = files.reduce((sum, file) => sum + file.count, 0);
  // handing over and reading are two halves of one way
  const share = running ? (progress && progress.total > 0 ? 0.5 + progress.done / progress.total / 2 : handed / Math.max(1, count) / 2) : 1;
  return (
    <Drawer
      open={open}
      onClose={() => show(false)}
      size={sizes.wideDrawer}
      title={t('applications.import.title')}
      className="printed-drawer"
      footer={
        <div className="row">
          {running ? (
            <Button onClick={cancel}>{t('applications.import.cancel')}</Button>
          ) : (
            <>
              <Button type="primary" onClick={() => show(false)}>
                {t('common.close')}
              </Button>
              {summary && summary.imported.length > 0 ? (
                <Button href={addressOf('review', summary.imported[0]?.applicationId)} onClick={() => show(false)}>
                  {t('applications.review.begin')}
                </Button>
              ) : null}
              {summary ? <Button onClick={() => window.print()}>{t('applications.import.print')}</Button> : null}
            </>
          )}
        </div>
      }
    >
      <div className="stack-wide">
        {running ? (
          <div className="stack" role="status">
            <Progress percent={Math.round(share * 100)} status="active" />
            <span className="quiet">{progress ? progress.label : t('applications.import.handing', { done: handed, of: count })}</span>
          </div>
        ) : null}
        <Refused error={error} />
        {summary ? (
          <SummaryList
            roundId={roundId}
            summary={summary}
            busy={running}
            onReplace={onReplace}
            onTakeIn={(refused, parkName) => void imports.takeIn(roundId, refused, parkName)}
          />
        ) : (
          <ImportList files={files} running={running} label={progress?.label ?? null} done={progress?.done ?? 0} />
        )}
      </div>
    </Drawer>
  );
}
