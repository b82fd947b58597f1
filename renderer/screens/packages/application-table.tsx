import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ApplicationRow } from '../../../domain/contract/api.ts';
import { addressOf } from '../../state/route.ts';
import { CheckOutlined } from '../../ui/icons.tsx';
import { usePaneSize } from '../../ui/tables/pane-size.ts';
import { Verdict } from '../../ui/verdict.tsx';
import { showTime } from '../../ui/words.ts';

interface Props {
  rows: readonly ApplicationRow[];
  types: readonly { id: string; label: string }[];
  onOpen: (applicationId: string) => void;
}

/** One line per park; a press or Enter opens it. Only what is in sight is drawn. */
export function ApplicationTable({ rows, types, onOpen }: Props) {
  const { t } = useTranslation();
  const [pane, { width, height }] = usePaneSize();
  const share = (percent: number): number => Math.floor((width * percent) / 100);
  const typeLabel = (id: string | null): string => types.find((one) => one.id === id)?.label ?? id ?? '—';
  const columns: TableColumnsType<ApplicationRow> = [
    {
      title: t('applications.list.park'),
      dataIndex: 'parkName',
      width: share(30),
      ellipsis: true,
      sorter: (one, other) => one.parkName.localeCompare(other.parkName, 'zh'),
      render: (name: string, row) => (
        <>
          <a href={addressOf('packages', row.applicationId)}>{name}</a>
          {row.acceptedAt ? (
            <CheckOutlined
              className="verified checked-mark"
              aria-label={t('applications.review.checkedShort')}
              title={t('applications.review.acceptedAt', { time: showTime(row.acceptedAt) })}
            />
          ) : null}
        </>
      ),
    },
    {
      title: t('applications.list.type'),
      dataIndex: 'type',
      width: share(11),
      render: typeLabel,
      filters: types.map((type) => ({ text: type.label, value: type.id })),
      onFilter: (wanted, row) => row.type === wanted,
    },
    {
      title: t('applications.list.region'),
      dataIndex: 'region',
      width: share(12),
      ellipsis: true,
      render: (region: string | null) => region ?? '—',
    },
    {
      title: t('applications.list.form'),
      width: share(14),
      align: 'end',
      sorter: (one, other) => one.fieldsRead / one.fieldsAsked - other.fieldsRead / other.fieldsAsked,
      render: (_, row) => (
        <span className={row.fieldsRead < row.fieldsAsked ? 'wants' : undefined}>
          {t('applications.list.read', { done: row.fieldsRead, of: row.fieldsAsked })}
        </span>
      ),
    },
    {
      title: t('applications.list.findings'),
      dataIndex: 'findings',
      width: share(10),
      align: 'end',
      sorter: (one, other) => one.findings - other.findings,
      render: (count: number) => <span className={count > 0 ? 'wants' : 'quiet'}>{count}</span>,
    },
    { title: t('applications.list.documents'), dataIndex: 'documents', width: share(8), align: 'end' },
    {
      title: t('applications.list.overall'),
      dataIndex: 'overall',
      width: share(15),
      render: (overall: ApplicationRow['overall']) => <Verdict verdict={overall} />,
    },
  ];
  return (
    <div ref={pane} className="table-pane">
      {height > 0 ? (
        <Table
          virtual
          size="small"
          rowKey="applicationId"
          columns={columns}
          dataSource={[...rows]}
          pagination={false}
          scroll={{ x: width, y: height }}
          locale={{ emptyText: t('applications.list.noMatch') }}
          onRow={(row) => ({ onClick: () => onOpen(row.applicationId), className: 'pressable' })}
        />
      ) : null}
    </div>
  );
}
