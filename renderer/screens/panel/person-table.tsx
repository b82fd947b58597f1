import { Button, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Person } from './panel.tsx';

function scores(person: Person): boolean {
  return person.role === 'expert' || person.role === 'leader';
}

/** One line per person: how many parks they have, have declared on, keep away from, have submitted. */
export function PersonTable({ people, parks, onSeat }: { people: readonly Person[]; parks: number; onSeat: (personId: string) => void }) {
  const { t } = useTranslation();
  const columns: TableColumnsType<Person> = [
    { title: t('window.panel.name'), dataIndex: 'name' },
    { title: t('window.panel.organisation'), dataIndex: 'organisation', ellipsis: true, render: (text: string) => text || '—' },
    { title: t('window.panel.title'), dataIndex: 'title', render: (text: string) => text || '—' },
    { title: t('window.panel.role'), dataIndex: 'role', render: (role: Person['role']) => t(`common.role.${role}`) },
    {
      title: t('window.panel.assigned'),
      align: 'end',
      render: (_, one) =>
        scores(one) ? <span className={one.assigned < parks ? 'wants' : undefined}>{`${one.assigned} / ${parks}`}</span> : '—',
    },
    {
      title: t('window.panel.declared'),
      align: 'end',
      render: (_, one) =>
        scores(one) ? (
          <span className={one.declared < one.assigned ? 'wants' : undefined}>{`${one.declared} / ${one.assigned}`}</span>
        ) : (
          '—'
        ),
    },
    { title: t('window.panel.recused'), align: 'end', render: (_, one) => (scores(one) ? one.recused : '—') },
    {
      title: t('window.panel.submitted'),
      align: 'end',
      render: (_, one) => (scores(one) ? `${one.submitted} / ${Math.max(0, one.assigned - one.recused)}` : '—'),
    },
    {
      title: <span className="unseen">{t('window.panel.seat')}</span>,
      align: 'end',
      render: (_, one) =>
        scores(one) ? (
          <Button size="small" onClick={() => onSeat(one.personId)} aria-label={`${t('window.panel.seat')} ${one.name}`}>
            {t('window.panel.seat')}
          </Button>
        ) : null,
    },
  ];
  return <Table size="small" rowKey="personId" columns={columns} dataSource={[...people]} pagination={false} />;
}
