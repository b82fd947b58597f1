/** Where the two passes differ: both figures side by side, and which of them stands is a person's word. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../../domain/contract/api.ts';
import { localText } from '../../../../domain/text.ts';
import { call } from '../../../client/api.ts';
import { useSession } from '../../../state/session.ts';
import { useMutation } from '../../../state/mutation.ts';
import { Blank, Refused } from '../../../ui/page.tsx';
import { showPoints } from '../../../ui/words.ts';
import type { PassProps } from './pass.ts';
import { Figures } from '../../../ui/tables/figures.tsx';

type Cell = Output<'reentry.get'>['cells'][number];

export function Differences({ personId, rows, criteria, check }: PassProps & { check: Output<'reentry.get'> }) {
  const { t } = useTranslation();
  const language = useSession((now) => now.language);
  const task = useMutation();
  const differing = check.cells.filter((one) => one.state === 'differs');
  const nameOf = (one: Cell): string => {
    const criterion = criteria.find((leaf) => leaf.id === one.criterionId);
    return `${one.criterionId} ${criterion ? localText(criterion.name, language) : ''}`;
  };
  const settle = ({ applicationId, criterionId }: Cell, take: 'first' | 'second', reason: string): void =>
    void task.run(() => call('reentry.settle', { personId, applicationId, criterionId, take, ...(reason === '' ? {} : { reason }) }));
  return (
    <div className="fill pane-body pane-roomy stack-wide">
      <p className={differing.length > 0 ? 'lead wants' : 'lead'} data-testid="compared">
        {t('scores.grid.compared', { agreeing: check.agreeing, differing: differing.length, settled: check.settled })}
      </p>
      <Refused error={task.error} onClose={task.clear} />
      {check.cells.length === 0 ? <Blank sentence={t('scores.grid.nothingTyped')} /> : null}
      {differing.length > 0 ? (
        <Figures
          whole
          name={t('scores.grid.view.differences')}
          rows={differing}
          rowKey={(one) => `${one.applicationId} ${one.criterionId}`}
          columns={[
            {
              title: t('scores.grid.park'),
              head: true,
              cell: (one) => rows.find((row) => row.applicationId === one.applicationId)?.name ?? '',
            },
            { title: t('tally.screen.criterion'), cell: nameOf },
            {
              title: t('scores.grid.firstTyped'),
              number: true,
              cell: (one) => (one.first100 === null ? '—' : showPoints(one.first100)),
            },
            { title: t('scores.grid.secondTyped'), number: true, cell: (one) => showPoints(one.second100) },
            {
              title: t('scores.grid.decide'),
              cell: (one) => <Decision cell={one} busy={task.busy} onTake={(take, reason) => settle(one, take, reason)} />,
            },
          ]}
        />
      ) : null}
    </div>
  );
}

function Decision({ cell, busy, onTake }: { cell: Cell; busy: boolean; onTake: (take: 'first' | 'second', reason: string) => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <span className="row">
      <Button size="small" disabled={busy} onClick={() => onTake('first', reason.trim())}>
        {cell.first100 === null ? t('scores.grid.takeEmpty') : t('scores.grid.takeFirst', { points: showPoints(cell.first100) })}
      </Button>
      <Button size="small" disabled={busy} onClick={() => onTake('second', reason.trim())}>
        {t('scores.grid.takeSecond', { points: showPoints(cell.second100) })}
      </Button>
      <Input
        size="small"
        className="decision-reason"
        value={reason}
        maxLength={500}
        placeholder={t('scores.grid.reason')}
        aria-label={t('scores.grid.reason')}
        onChange={(event) => setReason(event.target.value)}
      />
    </span>
  );
}
