/** How far every expert is; here the secretary opens and ends scoring, and reopens a sheet. */
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Person, Round } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useQuery, useQueries } from '../../state/queries.ts';
import { addressOf, go } from '../../state/route.ts';
import { useSession } from '../../state/session.ts';
import { useMutation } from '../../state/mutation.ts';
import { Blank, Ready } from '../../ui/page.tsx';
import { PapersButton } from './paper/workbook-entry.tsx';
import { ScoringState } from './scoring-state.tsx';
import { Stages } from './stages/stages.tsx';
import { SheetStates } from './sheet-states.tsx';
import { SmallButton } from '../../ui/buttons.tsx';
import { dueSheets } from '../../../domain/panel/due.ts';

export function Overview({ round, people }: { round: Round; people: readonly Person[] }) {
  const { t } = useTranslation();
  const actAs = useSession((now) => now.actAs);
  const experts = people.filter((one) => one.assigned > 0);
  if (experts.length === 0) {
    return <Blank framed sentence={t('scores.nobody')} button={t('scores.toPanel')} href={addressOf('panel')} />;
  }
  const columns: TableColumnsType<Person> = [
    { title: t('panel.name'), dataIndex: 'name' },
    ...(people.some(({ stage }) => stage !== null)
      ? [{ title: t('stages.stage'), render: (_: unknown, one: Person) => one.stage?.name ?? '—' }]
      : []),
    { title: t('panel.assigned'), dataIndex: 'assigned', align: 'end' },
    {
      title: t('panel.declared'),
      align: 'end',
      render: (_, one) => <span className={one.declared < one.assigned ? 'wants' : undefined}>{`${one.declared} / ${one.assigned}`}</span>,
    },
    { title: t('panel.recused'), dataIndex: 'recused', align: 'end' },
    { title: t('panel.submitted'), align: 'end', render: (_, one) => `${one.submitted} / ${dueSheets(one)}` },
    {
      title: <span className="unseen">{t('scores.actAs')}</span>,
      align: 'end',
      render: (_, one) => (
        <span className="acts">
          {round.state === 'preparing' ? null : <PapersButton person={one} />}
          <SmallButton
            act={t('scores.actAs')}
            of={one.name}
            onClick={() => {
              actAs(one.personId);
              go('scoring');
            }}
          />
        </span>
      ),
    },
  ];
  return (
    <>
      <ScoringState round={round} />
      <Stages round={round} people={people} />
      <div className="plane clipped">
        <Table
          size="small"
          rowKey="personId"
          columns={columns}
          dataSource={experts}
          pagination={false}
          expandable={{ expandedRowRender: (one) => <Sheets personId={one.personId} />, columnWidth: '4%' }}
        />
      </div>
    </>
  );
}

function Sheets({ personId }: { personId: string }) {
  const seats = useQuery('conflicts.list', { personId });
  const free = (seats.value ?? []).filter((seat) => seat.relation === 'none');
  const sheets = useQueries(
    'scores.get',
    free.map(({ applicationId }) => ({ personId, applicationId })),
  );
  const task = useMutation();
  return (
    <Ready answer={seats}>
      {(all) => (
        <SheetStates
          seats={all.map((seat) => ({ ...seat, sheet: sheets[free.indexOf(seat)]?.value }))}
          task={task}
          onReopen={(applicationId, cause, reason) => task.run(() => call('scores.reopen', { personId, applicationId, cause, reason }))}
        />
      )}
    </Ready>
  );
}
