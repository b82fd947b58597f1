import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../domain/contract/api.ts';
import { SmallButton } from '../../ui/buttons.tsx';
import { sizes } from '../../theme/sizes.ts';
import { sheetOf, type SheetColumn } from '../../ui/tables/sheet.ts';
import { TableTools } from '../../ui/tables/table-tools.tsx';
import { dueSheets } from '../../../domain/panel/due.ts';

function scores(person: Person): boolean {
  return person.role === 'expert' || person.role === 'leader';
}

const scored = (figure: (one: Person) => number) => (one: Person) => (scores(one) ? figure(one) : null);

interface Props {
  people: readonly Person[];
  parks: number;
  onSeat: (personId: string) => void;
  /** null: the round is over, and everybody stays who they were */
  onEdit: ((personId: string) => void) | null;
}

/** One line per person: how many parks they have, have declared on, keep away from, have submitted. */
export function PersonTable({ people, parks, onSeat, onEdit }: Props) {
  const { t } = useTranslation();
  const columns: TableColumnsType<Person> = [
    { title: t('panel.name'), dataIndex: 'name' },
    { title: t('panel.organisation'), dataIndex: 'organisation', ellipsis: true, render: (text: string) => text || '—' },
    { title: t('panel.title'), dataIndex: 'title', render: (text: string) => text || '—' },
    { title: t('panel.role'), dataIndex: 'role', render: (role: Person['role']) => t(`common.role.${role}`) },
    ...(people.some(({ stage }) => stage !== null)
      ? [{ title: t('stages.stage'), render: (_: unknown, one: Person) => one.stage?.name ?? '—' }]
      : []),
    {
      title: t('panel.assigned'),
      align: 'end',
      render: (_, one) =>
        scores(one) ? <span className={one.assigned < parks ? 'wants' : undefined}>{`${one.assigned} / ${parks}`}</span> : '—',
    },
    {
      title: t('panel.declared'),
      align: 'end',
      render: (_, one) =>
        scores(one) ? (
          <span className={one.declared < one.assigned ? 'wants' : undefined}>{`${one.declared} / ${one.assigned}`}</span>
        ) : (
          '—'
        ),
    },
    { title: t('panel.recused'), align: 'end', render: (_, one) => (scores(one) ? one.recused : '—') },
    {
      title: t('panel.submitted'),
      align: 'end',
      render: (_, one) => (scores(one) ? `${one.submitted} / ${dueSheets(one)}` : '—'),
    },
    {
      title: <span className="unseen">{t('panel.seat')}</span>,
      width: sizes.twoActs,
      align: 'end',
      render: (_, one) => (
        <span className="row row-single row-end">
          {scores(one) ? <SmallButton act={t('panel.seat')} of={one.name} onClick={() => onSeat(one.personId)} /> : null}
          {onEdit ? <SmallButton act={t('panel.edit')} of={one.name} type="text" onClick={() => onEdit(one.personId)} /> : null}
        </span>
      ),
    },
  ];
  const name = t('window.place.panel');
  const written: readonly SheetColumn<Person>[] = [
    { head: t('panel.name'), cell: (one) => one.name },
    { head: t('panel.organisation'), cell: (one) => one.organisation },
    { head: t('panel.title'), cell: (one) => one.title },
    { head: t('panel.role'), cell: (one) => t(`common.role.${one.role}`) },
    { head: t('panel.sheet.assigned'), cell: scored((one) => one.assigned) },
    { head: t('panel.sheet.declared'), cell: scored((one) => one.declared) },
    { head: t('panel.sheet.recused'), cell: scored((one) => one.recused) },
    { head: t('panel.sheet.submitted'), cell: scored((one) => one.submitted) },
    { head: t('panel.sheet.due'), cell: scored(dueSheets) },
  ];
  return (
    <>
      <TableTools name={name} content={() => sheetOf(name, written, people)} />
      <Table size="small" rowKey="personId" columns={columns} dataSource={[...people]} pagination={false} />
    </>
  );
}
