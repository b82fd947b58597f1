/** Per expert: what is out, what is back. */
import { Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/api.ts';
import { fileName, showTime } from '../../ui/words.ts';

type Person = Output<'panel.list'>[number];
type File = Output<'exchange.list'>[number];

export function TrafficTable({ people, files }: { people: readonly Person[]; files: readonly File[] }) {
  const { t } = useTranslation();
  const last = (personId: string, direction: File['direction']): File | undefined => files.filter((one) => one.personId === personId && one.direction === direction).toSorted((one, other) => other.at.localeCompare(one.at))[0];
  const cell = (file: File | undefined): React.ReactNode =>
    file ? (
      <span title={file.path}>
        <span className="figures">{showTime(file.at)}</span> <span className="raw">{fileName(file.path)}</span>
      </span>
    ) : (
      <span className="quiet">—</span>
    );
  const stateOf = (person: Person): 'none' | 'out' | 'back' => {
    const [out, back] = [last(person.personId, 'issued'), last(person.personId, 'merged')];
    if (back && (!out || back.at > out.at)) return 'back';
    return out ? 'out' : 'none';
  };
  const columns: TableColumnsType<Person> = [
    { title: t('window.panel.name'), dataIndex: 'name' },
    { title: t('field.traffic.state'), render: (_, one) => <span className={stateOf(one) === 'out' ? 'wants' : 'quiet'}>{t(`field.traffic.${stateOf(one)}`)}</span> },
    { title: t('field.traffic.issued'), render: (_, one) => cell(last(one.personId, 'issued')) },
    { title: t('field.traffic.merged'), render: (_, one) => cell(last(one.personId, 'merged')) },
    { title: t('window.panel.submitted'), align: 'end', render: (_, one) => `${one.submitted} / ${Math.max(0, one.assigned - one.recused)}` },
  ];
  return (
    <div className="plane clipped">
      <Table size="small" rowKey="personId" columns={columns} dataSource={people.filter((one) => one.assigned > 0)} pagination={false} locale={{ emptyText: t('window.scoring.nobody') }} />
    </div>
  );
}
