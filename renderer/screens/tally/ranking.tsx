import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TallyAnswer } from '../../../domain/contract/api.ts';
import { addressOf } from '../../state/route.ts';
import { Derivation } from './derivation.tsx';

type Row = TallyAnswer['ranking'][number];

interface Props {
  tally: TallyAnswer;
  types: readonly { id: string; label: string }[];
  nameOf: (personId: string) => string;
}

/** The ranking; opening a line shows how its total came about. */
export function Ranking({ tally, types, nameOf }: Props) {
  const { t } = useTranslation();
  const place = (rank: number, tied: boolean): string => (tied ? t('tally.screen.tied', { rank }) : String(rank));
  const columns: TableColumnsType<Row> = [
    { title: t('tally.screen.rank'), align: 'end', width: '9%', render: (_, row) => place(row.rank, row.tied) },
    { title: t('applications.list.park'), render: (_, row) => <a href={addressOf('packages', row.applicationId)}>{row.parkName}</a> },
    {
      title: t('applications.list.type'),
      width: '14%',
      dataIndex: 'type',
      render: (id: string) => types.find((one) => one.id === id)?.label ?? '—',
    },
    { title: t('tally.screen.rankInType'), align: 'end', width: '14%', render: (_, row) => place(row.rankInType, row.tiedInType) },
    { title: t('tally.screen.total'), dataIndex: 'total', align: 'end', width: '14%', render: (total: string) => <strong>{total}</strong> },
  ];
  return (
    <Table
      size="small"
      rowKey="applicationId"
      columns={columns}
      dataSource={tally.ranking}
      pagination={false}
      expandable={{
        columnTitle: t('tally.screen.how'),
        columnWidth: '10%',
        expandedRowRender: (row) => {
          const derivation = tally.derivation.find((one) => one.applicationId === row.applicationId);
          return derivation ? <Derivation derivation={derivation} nameOf={nameOf} /> : null;
        },
      }}
    />
  );
}
