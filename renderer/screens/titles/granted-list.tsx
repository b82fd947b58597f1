/** 已获奖励: every reward on record, which counts against what is given once or within a limit; entered, corrected and taken off with a reason. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { useQuery } from '../../state/queries.ts';
import { SmallButton } from '../../ui/buttons.tsx';
import { ReasonForm } from '../../ui/forms/reason-form.tsx';
import { Ready, Section } from '../../ui/page.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';
import { Figures } from '../../ui/tables/figures.tsx';
import { figure, sheetOf, type SheetColumn } from '../../ui/tables/sheet.ts';
import { TableTools } from '../../ui/tables/table-tools.tsx';
import { GrantedForm, type Granted } from './granted-form.tsx';

export function GrantedList({ roundId }: { roundId: string | null }) {
  const { t } = useTranslation();
  const granted = useQuery('rewards.granted', {});
  const rounds = useQuery('rounds.list', {});
  /** `new` enters one that is not on record yet */
  const [editing, setEditing] = useState<Granted | 'new' | null>(null);
  const [striking, setStriking] = useState<string | null>(null);
  const task = useMutation();
  const open = (what: Granted | 'new'): void => {
    task.clear();
    setStriking(null);
    setEditing(what);
  };
  const written: readonly SheetColumn<Granted>[] = [
    { head: t('rewards.record.park'), cell: ({ parkName }) => parkName },
    { head: t('rewards.record.tier'), cell: ({ label }) => label },
    { head: t('rewards.sheet.scheme'), cell: ({ title }) => title },
    { head: t('rewards.sheet.amount'), cell: ({ amount }) => figure(amount) },
    { head: t('rewards.record.on'), cell: ({ on }) => on },
    { head: t('rewards.sheet.round'), cell: (one) => rounds.value?.find((round) => round.roundId === one.roundId)?.name ?? null },
    { head: t('common.reason'), cell: ({ reason }) => reason },
  ];
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    if (!(await task.run(work))) return;
    setEditing(null);
    setStriking(null);
  };
  return (
    <Section
      title={t('rewards.record.title')}
      about={t('rewards.record.about')}
      region
      beside={
        <Button className="no-print" onClick={() => open('new')}>
          {t('rewards.record.add')}
        </Button>
      }
    >
      <Ready answer={granted}>
        {(all) => (
          <>
            {all.length === 0 ? (
              <p className="quiet">{t('rewards.record.empty')}</p>
            ) : (
              <>
                <TableTools name={t('rewards.record.title')} content={() => sheetOf(t('rewards.record.title'), written, all)} />
                <Figures
                  frame="plane scroll-across"
                  name={t('rewards.record.title')}
                  rows={all}
                  rowKey={({ grantedId }) => grantedId}
                  columns={[
                    { title: t('rewards.record.park'), head: true, cell: ({ parkName }) => parkName },
                    {
                      title: t('rewards.record.tier'),
                      cell: ({ title, label }) => (
                        <>
                          {label}
                          <div className="raw">{title}</div>
                        </>
                      ),
                    },
                    { title: t('rewards.record.amount'), number: true, cell: ({ amount }) => amount },
                    {
                      title: t('rewards.record.on'),
                      className: 'figures',
                      cell: (one) => (
                        <>
                          {one.on}
                          {one.ahead ? <div className="wants small">{t('rewards.record.ahead')}</div> : null}
                        </>
                      ),
                    },
                    {
                      title: t('rewards.record.by'),
                      cell: (one) => (
                        <>
                          {rounds.value?.find((round) => round.roundId === one.roundId)?.name}
                          {one.reason === null ? null : <div className={one.roundId === null ? undefined : 'raw'}>{one.reason}</div>}
                        </>
                      ),
                    },
                    {
                      title: t('rewards.record.correct'),
                      unseen: true,
                      number: true,
                      noPrint: true,
                      cell: (one) => (
                        <span className="acts">
                          <SmallButton
                            act={t('rewards.record.correct')}
                            name={t('rewards.record.correctOf', { park: one.parkName })}
                            onClick={() => open(one)}
                          />
                          <SmallButton
                            act={t('rewards.record.strike')}
                            name={t('rewards.record.strikeOf', { park: one.parkName })}
                            onClick={() => {
                              task.clear();
                              setStriking(one.grantedId);
                            }}
                          />
                        </span>
                      ),
                    },
                  ]}
                  below={(one) =>
                    one.grantedId === striking ? (
                      <ReasonForm
                        question={t('rewards.record.whyStruck')}
                        about={t('rewards.record.strikeAbout')}
                        needed={t('rewards.reasonNeeded')}
                        press={t('rewards.record.strikeNow')}
                        task={task}
                        onReason={(reason) => void run(() => call('rewards.correct', { grantedId: one.grantedId, now: null, reason }))}
                        onCancel={() => setStriking(null)}
                      />
                    ) : null
                  }
                />
              </>
            )}
            <SideDrawer
              open={editing !== null}
              onClose={() => setEditing(null)}
              title={
                editing === 'new' || editing === null ? t('rewards.record.add') : t('rewards.record.correctOf', { park: editing.parkName })
              }
            >
              {editing === null ? null : (
                <GrantedForm
                  roundId={roundId}
                  granted={all}
                  before={editing === 'new' ? null : editing}
                  task={task}
                  onRecord={(reward) => void run(() => call('rewards.record', reward))}
                  onCorrect={(correction) => void run(() => call('rewards.correct', correction))}
                />
              )}
            </SideDrawer>
          </>
        )}
      </Ready>
    </Section>
  );
}
