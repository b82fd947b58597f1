/** What each file brought: new, known, in conflict, and what it took out of the count; what was refused, and why. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { go } from '../../state/route.ts';
import { RankingChangeTable } from '../../ui/tables/ranking-change-table.tsx';
import { fileName, showPoints } from '../../ui/words.ts';
import { FileRefused } from './refused.tsx';
import { Figures } from '../../ui/tables/figures.tsx';
import { SmallButton } from '../../ui/buttons.tsx';
import { Notice } from '../../ui/page.tsx';

type Report = Output<'exchange.merge'>;

export function MergeReport({ report, onMore }: { report: Report; onMore: () => void }) {
  const { t } = useTranslation();
  const files = [...report.merged, ...report.alreadyThere];
  return (
    <div className="stack-wide" role="status" data-testid="merge-report">
      <p className="lead">
        {t('exchange.merge.sum', { merged: report.merged.length, known: report.alreadyThere.length, refused: report.refused.length })}
      </p>
      {report.refused.map((one) => (
        <FileRefused key={one.path} code={one.code} message={one.message} path={one.path} />
      ))}
      {report.conflicts.length > 0 ? (
        <Notice
          type="warning"
          title={t('exchange.merge.conflicts', { count: report.conflicts.length })}
          action={<SmallButton act={t('exchange.merge.toConflicts')} onClick={() => go('exchange', null, true)} />}
        />
      ) : null}
      {files.length > 0 ? <Files files={files} /> : null}
      {files
        .filter((one) => one.forked)
        .map((one) => (
          <p key={one.serial} className="wants flush">
            {t('exchange.merge.forked', { name: one.name })}
          </p>
        ))}
      {files.flatMap((one) =>
        one.voided.map((park) => (
          <p key={`${one.serial} ${park.applicationId}`} className="wants flush">
            {t('exchange.merge.voided', { name: one.name, park: park.parkName, scores: park.scores, total: showPoints(park.total100) })}
          </p>
        )),
      )}
      {files.flatMap((one) =>
        one.outdated.map((park) => <Outdated key={`${one.serial} ${park.applicationId}`} name={one.name} park={park} />),
      )}
      {files.map((one) => (one.standing ? <RankingChangeTable key={one.serial} change={one.standing} /> : null))}
      <div className="row no-print">
        <Button onClick={onMore}>{t('exchange.merge.more')}</Button>
        <Button onClick={() => window.print()}>{t('exchange.merge.print')}</Button>
      </div>
    </div>
  );
}

/** A sheet that was filled in by other criteria than are asked now. */
function Outdated({ name, park }: { name: string; park: Report['merged'][number]['outdated'][number] }) {
  const { t } = useTranslation();
  return (
    <p className="wants flush" data-testid="outdated">
      {t(park.sealed ? 'exchange.merge.outdatedSealed' : 'exchange.merge.outdated', { name, park: park.parkName, count: park.dropped })}
    </p>
  );
}

function Files({ files }: { files: Report['merged'] }) {
  const { t } = useTranslation();
  return (
    <Figures
      name={t('exchange.merge.report')}
      rows={files}
      rowKey={(one) => one.path}
      columns={[
        { title: t('panel.name'), head: true, cell: (one) => one.name },
        { title: t('exchange.merge.file'), className: 'raw', cell: (one) => fileName(one.path) },
        { title: t('exchange.merge.came'), number: true, cell: (one) => one.came },
        { title: t('exchange.merge.already'), number: true, cell: (one) => one.alreadyThere },
        { title: t('exchange.merge.inConflict'), number: true, cell: (one) => one.conflicts },
        { title: t('exchange.merge.submitted'), number: true, cell: (one) => one.submitted },
        { title: t('exchange.merge.visits'), number: true, cell: (one) => one.visits },
        { title: t('exchange.merge.measured'), number: true, cell: (one) => one.measured },
      ]}
    />
  );
}
