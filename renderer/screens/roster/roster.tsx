/** 专家库: all experts whom a panel may be chosen or drawn from, what is known of each, and the draws of this round. */
import { Button, Input, Table, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { useQuery } from '../../state/queries.ts';
import { Blank, Notice, Page, Ready, Refused } from '../../ui/page.tsx';
import { SmallButton } from '../../ui/buttons.tsx';
import { sheetOf, type SheetColumn } from '../../ui/tables/sheet.ts';
import { TableTools } from '../../ui/tables/table-tools.tsx';
import { sizes } from '../../theme/sizes.ts';
import type { Expert } from './expert.ts';
import { Draws } from './draws.tsx';
import { DrawDrawer } from './draw-drawer.tsx';
import { ExpertDrawer } from './expert-drawer.tsx';
import { ImportDrawer } from './import-drawer.tsx';

type Open = 'add' | 'import' | 'draw' | { edited: string } | null;

/** More experts than these are shown page by page. */
const pageSize = 50;

export function RosterScreen({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const roster = useQuery('roster.list', {});
  const checks = useQuery('roster.check', { roundId });
  const [open, setOpen] = useState<Open>(null);
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [said, setSaid] = useState<string | null>(null);
  const task = useMutation();
  const experts = roster.value ?? [];
  const edited = open !== null && typeof open === 'object' ? experts.find((one) => one.expertId === open.edited) : undefined;
  const close = (): void => setOpen(null);
  const seat = (): void =>
    void task.run(() => call('roster.seat', { roundId, expertIds: [...chosen] })).then((done) => (done ? setChosen([]) : undefined));
  const takeFrom = (): void =>
    void task.run(async () => setSaid(t('experts.took', { count: (await call('roster.takeFrom', { roundId })).added })));
  return (
    <Page
      back={{ place: 'panel', name: t('window.place.panel') }}
      title={t('window.place.roster')}
      about={t('experts.about', { count: experts.length })}
      actions={
        <>
          <Button onClick={takeFrom} loading={task.busy}>
            {t('experts.takeFrom')}
          </Button>
          <Button onClick={() => setOpen('import')}>{t('experts.import')}</Button>
          <Button disabled={experts.length === 0} onClick={() => setOpen('draw')}>
            {t('experts.draw.open')}
          </Button>
          <Button type="primary" onClick={() => setOpen('add')}>
            {t('experts.add')}
          </Button>
        </>
      }
    >
      <Refused error={task.error} onClose={task.clear} />
      {said === null ? null : <Notice type="success" role="status" className="no-print" title={said} onClose={() => setSaid(null)} />}
      <Draws roundId={roundId} />
      <Ready answer={roster}>
        {(all) =>
          all.length === 0 ? (
            <div className="plane">
              <Blank sentence={t('experts.empty')} button={t('experts.add')} onPress={() => setOpen('add')} />
            </div>
          ) : (
            <>
              <div className="row no-print">
                <Input.Search
                  allowClear
                  className="search"
                  aria-label={t('experts.filter')}
                  placeholder={t('experts.filter')}
                  value={words}
                  onChange={(event) => setWords(event.target.value)}
                />
                {chosen.length > 0 ? (
                  <>
                    <span className="quiet">{t('experts.select', { count: chosen.length })}</span>
                    <Button type="primary" loading={task.busy} onClick={seat}>
                      {t('experts.seat')}
                    </Button>
                  </>
                ) : null}
              </div>
              <ExpertTable
                experts={all}
                words={words}
                roundId={roundId}
                checks={checks.value ?? []}
                chosen={chosen}
                onChoose={setChosen}
                onEdit={(expertId) => setOpen({ edited: expertId })}
              />
            </>
          )
        }
      </Ready>
      <ExpertDrawer open={open === 'add'} expert={null} experts={experts} onClose={close} />
      <ExpertDrawer key={edited?.expertId ?? ''} open={edited !== undefined} expert={edited ?? null} experts={experts} onClose={close} />
      <ImportDrawer open={open === 'import'} onClose={close} onDone={setSaid} />
      <DrawDrawer open={open === 'draw'} roundId={roundId} experts={experts} onClose={close} onDone={setSaid} />
    </Page>
  );
}

interface TableProps {
  experts: readonly Expert[];
  words: string;
  roundId: string;
  checks: Output<'roster.check'>;
  chosen: readonly string[];
  onChoose: (expertIds: string[]) => void;
  onEdit: (expertId: string) => void;
}

function ExpertTable({ experts, words, roundId, checks, chosen, onChoose, onEdit }: TableProps) {
  const { t } = useTranslation();
  const hints = useMemo(() => new Map(checks.map((one) => [one.expertId, one.hints])), [checks]);
  const asked = words.trim().toLowerCase();
  const shown = experts.filter(({ name, organisation, field, region, title }) =>
    [name, organisation, field, region, title].some((text) => text.toLowerCase().includes(asked)),
  );
  const sits = ({ rounds }: Expert): boolean => rounds.some((one) => one.roundId === roundId);
  const columns: TableColumnsType<Expert> = [
    { title: t('experts.column.name'), dataIndex: 'name' },
    { title: t('experts.column.organisation'), dataIndex: 'organisation', ellipsis: true },
    { title: t('experts.column.title'), dataIndex: 'title' },
    { title: t('experts.column.field'), dataIndex: 'field', ellipsis: true },
    { title: t('experts.column.region'), dataIndex: 'region' },
    { title: t('experts.column.contact'), dataIndex: 'contact', ellipsis: true },
    {
      title: t('experts.rounds'),
      render: (_, one) => <State expert={one} sits={sits(one)} hints={hints.get(one.expertId) ?? []} />,
    },
    {
      title: <span className="unseen">{t('experts.edit')}</span>,
      align: 'end',
      width: sizes.oneAct,
      render: (_, one) => <SmallButton act={t('experts.edit')} of={one.name} type="text" onClick={() => onEdit(one.expertId)} />,
    },
  ];
  const name = t('window.place.roster');
  const written: readonly SheetColumn<Expert>[] = [
    ...(['name', 'organisation', 'title', 'field', 'region', 'contact', 'note'] as const).map((column) => ({
      head: t(`experts.column.${column}`),
      cell: (one: Expert) => one[column],
    })),
    { head: t('experts.sheet.rounds'), cell: ({ rounds }) => rounds.length },
    { head: t('experts.sheet.paused'), cell: ({ paused }) => paused },
  ];
  return (
    <div className="plane clipped no-print">
      <TableTools name={name} content={() => sheetOf(name, written, shown)} />
      <Table
        size="small"
        rowKey="expertId"
        columns={columns}
        dataSource={shown}
        pagination={shown.length > pageSize ? { pageSize, showSizeChanger: false } : false}
        rowSelection={{
          selectedRowKeys: [...chosen],
          preserveSelectedRowKeys: true,
          onChange: (keys) => onChoose(keys.map(String)),
          getCheckboxProps: (one) => ({ disabled: one.paused !== null || sits(one), 'aria-label': one.name }),
        }}
      />
    </div>
  );
}

/** What is to be known before an expert is asked. */
function State({ expert, sits, hints }: { expert: Expert; sits: boolean; hints: Output<'roster.check'>[number]['hints'] }) {
  const { t } = useTranslation();
  const parksOf = (strength: 'likely' | 'possible'): string =>
    hints
      .filter((hint) => hint.strength === strength)
      .map(({ parkName }) => parkName)
      .join(t('common.comma'));
  const [likely, possible] = [parksOf('likely'), parksOf('possible')];
  return (
    <span className="stack-tight">
      <span className="quiet">
        {sits ? t('experts.seated') : expert.rounds.length === 0 ? t('experts.never') : t('experts.sat', { count: expert.rounds.length })}
      </span>
      {expert.paused === null ? null : <span className="wants">{t('experts.paused', { reason: expert.paused })}</span>}
      {likely === '' ? null : <span className="wants">{t('experts.hintLikely', { parks: likely })}</span>}
      {possible === '' ? null : <span className="quiet">{t('experts.hintPossible', { parks: possible })}</span>}
    </span>
  );
}
