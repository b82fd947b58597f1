import { Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationRow } from '../../../domain/contract/api.ts';
import { applicationStatuses } from '../../../domain/application/status.ts';
import { addressOf } from '../../state/route.ts';
import { sizes } from '../../theme/sizes.ts';
import { StatusTag, useStatusWords, type Decided } from '../../ui/admission/status.tsx';
import { CheckOutlined } from '../../ui/icons.tsx';
import { sheetOf, type SheetColumn } from '../../ui/tables/sheet.ts';
import { TableTools } from '../../ui/tables/table-tools.tsx';
import { usePaneSize } from '../../ui/tables/pane-size.ts';
import { Verdict } from '../../ui/verdict.tsx';
import { showTime } from '../../ui/words.ts';

interface Props {
  rows: readonly ApplicationRow[];
  /** what was decided of some, by application */
  decided: ReadonlyMap<string, Decided>;
  /** who was asked for more and has not handed it in: whether its day has passed */
  waiting: ReadonlyMap<string, boolean>;
  chosen: readonly string[];
  onChoose: (applicationIds: string[]) => void;
  types: readonly { id: string; label: string }[];
  onOpen: (applicationId: string) => void;
}

type Sorted = 'parkName' | 'form' | 'findings';

const compare: Readonly<Record<Sorted, (one: ApplicationRow, other: ApplicationRow) => number>> = {
  parkName: (one, other) => one.parkName.localeCompare(other.parkName, 'zh'),
  form: (one, other) => one.fieldsRead / one.fieldsAsked - other.fieldsRead / other.fieldsAsked,
  findings: (one, other) => one.findings - other.findings,
};

/** What was chosen in the heads of the columns. */
interface Order {
  readonly by: Sorted | null;
  readonly down: boolean;
  /** null: all */
  readonly types: readonly string[] | null;
  readonly statuses: readonly string[] | null;
}

/** The rows as they stand there, which is how they are copied. */
function inOrder(rows: readonly ApplicationRow[], { by, down, types, statuses }: Order): ApplicationRow[] {
  const some = rows.filter(
    ({ type, status }) => (types === null || types.includes(type ?? '')) && (statuses === null || statuses.includes(status)),
  );
  return by === null ? some : some.sort((one, other) => compare[by](one, other) * (down ? -1 : 1));
}

/** One line per park; a press or Enter opens it. Only what is in sight is drawn. */
export function ApplicationTable({ rows, decided, waiting, chosen, types, onChoose, onOpen }: Props) {
  const { t } = useTranslation();
  const wordsOf = useStatusWords();
  const [pane, { width, height }] = usePaneSize();
  const [order, setOrder] = useState<Order>({ by: null, down: false, types: null, statuses: null });
  const shown = inOrder(rows, order);
  const sorted = (by: Sorted) =>
    ({ key: by, sorter: true, sortOrder: order.by === by ? (order.down ? 'descend' : 'ascend') : null }) as const;
  const share = (percent: number): number => Math.floor(((width - sizes.choiceColumn) * percent) / 100);
  const typeLabel = (id: string | null): string => types.find((one) => one.id === id)?.label ?? id ?? '—';
  const titleOf = ({ applicationId }: ApplicationRow): string | undefined => {
    const known = decided.get(applicationId);
    return known && wordsOf(known);
  };
  const columns: TableColumnsType<ApplicationRow> = [
    {
      title: t('applications.list.park'),
      dataIndex: 'parkName',
      width: share(30),
      ellipsis: true,
      ...sorted('parkName'),
      filters: applicationStatuses.map((status) => ({ text: t(`applications.status.${status}`), value: status })),
      filteredValue: order.statuses === null ? null : [...order.statuses],
      render: (name: string, row) => (
        <>
          <StatusTag status={row.status} title={titleOf(row)} />
          {waiting.has(row.applicationId) ? (
            <Tag color={waiting.get(row.applicationId) ? 'warning' : 'processing'} variant="filled" className="status-tag">
              {t(`applications.supplement.state.${waiting.get(row.applicationId) ? 'overdue' : 'open'}`)}
            </Tag>
          ) : null}
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
      key: 'type',
      filteredValue: order.types === null ? null : [...order.types],
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
      ...sorted('form'),
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
      ...sorted('findings'),
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
  const name = t('window.place.packages');
  const written: readonly SheetColumn<ApplicationRow>[] = [
    { head: t('applications.list.park'), cell: (row) => row.parkName },
    { head: t('applications.list.type'), cell: (row) => typeLabel(row.type) },
    { head: t('applications.list.region'), cell: (row) => row.region },
    { head: t('applications.list.sheet.read'), cell: (row) => row.fieldsRead },
    { head: t('applications.list.sheet.asked'), cell: (row) => row.fieldsAsked },
    { head: t('applications.list.findings'), cell: (row) => row.findings },
    { head: t('applications.list.documents'), cell: (row) => row.documents },
    { head: t('applications.list.sheet.status'), cell: (row) => t(`applications.status.${row.status}`) },
    { head: t('applications.list.overall'), cell: (row) => t(`common.verdict.${row.overall}`) },
    { head: t('applications.list.sheet.accepted'), cell: (row) => (row.acceptedAt === null ? null : showTime(row.acceptedAt)) },
  ];
  return (
    <div className="table-whole">
      <TableTools name={name} content={() => sheetOf(name, written, shown)} />
      <div ref={pane} className="table-pane">
        {height > 0 ? (
          <Table
            virtual
            size="small"
            rowKey="applicationId"
            columns={columns}
            dataSource={shown}
            rowSelection={{
              columnWidth: sizes.choiceColumn,
              selectedRowKeys: [...chosen],
              onChange: (keys) => onChoose(keys.map(String)),
              getCheckboxProps: (row) => ({ 'aria-label': row.parkName }),
            }}
            onChange={(_pages, { type, parkName }, sorting) => {
              const one = Array.isArray(sorting) ? undefined : sorting;
              const by = one?.order ? (['parkName', 'form', 'findings'] as const).find((key) => key === one.columnKey) : undefined;
              setOrder({
                by: by ?? null,
                down: one?.order === 'descend',
                types: type ? type.map(String) : null,
                statuses: parkName ? parkName.map(String) : null,
              });
            }}
            pagination={false}
            scroll={{ x: width, y: height }}
            locale={{ emptyText: t('applications.list.noMatch') }}
            onRow={(row) => ({ onClick: () => onOpen(row.applicationId), className: 'pressable' })}
          />
        ) : null}
      </div>
    </div>
  );
}
