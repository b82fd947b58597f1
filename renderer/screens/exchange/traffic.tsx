/** Per person: what is out, whether it was opened, what is back; a line opens to every file that ever went either way. */
import { Table } from 'antd';
import type { TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { fileName, showBytes, showTime } from '../../ui/words.ts';

type Person = Output<'panel.list'>[number];
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

export type TrafficState = 'none' | 'out' | 'back';

export function trafficOf(
  files: readonly File[],
  personId: string,
): { state: TrafficState; out: File | undefined; back: File | undefined } {
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
        one.assigned > 0 ? (
          <span className="figures">{`${one.submitted} / ${Math.max(0, one.assigned - one.recused)}`}</span>
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
    <table className="plain-table" aria-label={t('exchange.traffic.files')}>
      <thead>
        <tr>
          <th>{t('exchange.traffic.way')}</th>
          <th>{t('exchange.traffic.at')}</th>
          <th>{t('exchange.merge.file')}</th>
          <th className="number">{t('exchange.traffic.size')}</th>
          <th>{t('exchange.traffic.digest')}</th>
        </tr>
      </thead>
      <tbody>
        {files
          .toSorted((one, other) => other.at.localeCompare(one.at))
          .map((file) => (
            <tr key={`${file.serial} ${file.direction}`}>
              <td>{t(`exchange.traffic.ways.${file.direction}`)}</td>
              <td className="figures">{showTime(file.at, true)}</td>
              <td title={file.path}>{fileName(file.path)}</td>
              <td className="number">{showBytes(file.bytes)}</td>
              <td className="digest raw">{file.digest}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
