/** Per person: what is out, whether it was opened, what is back; a line opens to every file that ever went either way. */
import { Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output, Person } from '../../../domain/contract/api.ts';
import { fileName, showBytes, showTime } from '../../ui/words.ts';
import { Figures } from '../../ui/tables/figures.tsx';
import { dueSheets } from '../../../domain/panel/due.ts';

type File = Output<'exchange.list'>[number];

/** A file's place in time: the latest of a direction. */
function latest(files: readonly File[], personId: string, direction: File['direction']): File | undefined {
  return files
    .filter((one) => one.personId === personId && one.direction === direction)
    .toSorted((one, other) => other.at.localeCompare(one.at))[0];
}

function timeCell(at: string | null | undefined): ReactNode {
  return at ? <span className="figures">{showTime(at)}</span> : <span className="quiet">—</span>;
}

type TrafficState = 'none' | 'out' | 'back';

function trafficOf(files: readonly File[], personId: string): { state: TrafficState; out: File | undefined; back: File | undefined } {
  const [out, back] = [latest(files, personId, 'issued'), latest(files, personId, 'merged')];
  if (back && (!out || back.at > out.at)) return { state: 'back', out, back };
  return { state: out ? 'out' : 'none', out, back };
}

export function TrafficTable({ people, files }: { people: readonly Person[]; files: readonly File[] }) {
  const { t } = useTranslation();
  const columns: TableColumnsType<Person> = [
    { title: t('panel.name'), dataIndex: 'name' },
    {
      title: t('exchange.traffic.state'),
      render: (_, one) => {
        const { state } = trafficOf(files, one.personId);
        return (
          <span className={state === 'out' ? 'wants' : state === 'back' ? 'verified' : 'quiet'}>{t(`exchange.traffic.${state}`)}</span>
        );
      },
    },
    { title: t('exchange.traffic.issued'), render: (_, one) => timeCell(trafficOf(files, one.personId).out?.at) },
    { title: t('exchange.traffic.opened'), render: (_, one) => timeCell(trafficOf(files, one.personId).out?.openedAt) },
    { title: t('exchange.traffic.merged'), render: (_, one) => timeCell(trafficOf(files, one.personId).back?.at) },
    {
      title: t('exchange.traffic.submitted'),
      align: 'end',
      render: (_, one) =>
        one.asked && one.assigned > 0 ? (
          <span className="figures">{`${one.submitted} / ${dueSheets(one)}`}</span>
        ) : (
          <span className="quiet">—</span>
        ),
    },
  ];
  return (
    <div className="plane clipped">
      <Table
        size="small"
        rowKey="personId"
        columns={columns}
        dataSource={[...people]}
        pagination={false}
        locale={{ emptyText: t('scores.nobody') }}
        expandable={{
          columnWidth: '4%',
          rowExpandable: (one) => files.some((file) => file.personId === one.personId),
          expandedRowRender: (one) => <FileTable files={files.filter((file) => file.personId === one.personId)} />,
        }}
      />
    </div>
  );
}

/** Files one by one, newest first, each with the digest that both machines show. */
export function FileTable({ files }: { files: readonly File[] }) {
  const { t } = useTranslation();
  return (
    <Figures
      name={t('exchange.traffic.files')}
      rows={files.toSorted((one, other) => other.at.localeCompare(one.at))}
      rowKey={(file) => `${file.serial} ${file.direction}`}
      columns={[
        { title: t('exchange.traffic.way'), cell: (file) => t(`exchange.traffic.ways.${file.direction}`) },
        { title: t('exchange.traffic.at'), className: 'figures', cell: (file) => showTime(file.at, true) },
        { title: t('exchange.merge.file'), tip: (file) => file.path, cell: (file) => fileName(file.path) },
        { title: t('exchange.traffic.size'), number: true, cell: (file) => showBytes(file.bytes) },
        { title: t('exchange.traffic.digest'), className: 'digest raw', cell: (file) => file.digest },
      ]}
    />
  );
}
