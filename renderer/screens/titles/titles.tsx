/** 称号与奖励: what is on record of parks across rounds. Every title with its state today and its history, and every reward that was granted. */
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Title } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useMutation } from '../../state/mutation.ts';
import { useSession } from '../../state/session.ts';
import { PlusOutlined } from '../../ui/icons.tsx';
import { Blank, Page, Ready } from '../../ui/page.tsx';
import { FollowUps } from '../../ui/titles/follow-ups.tsx';
import { GrantedList } from './granted-list.tsx';
import { TitleForm } from './title-form.tsx';
import { TitleList } from './title-list.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';

const states = ['recognised', 'rectifying', 'overdue', 'revoked'] as const;
type Shown = 'all' | (typeof states)[number];

export function TitlesScreen({ roundId }: { roundId: string | null }) {
  const { t } = useTranslation();
  const titles = useQuery('titles.list', {});
  const personId = useSession((now) => now.personId);
  const [shown, setShown] = useState<Shown>('all');
  /** `new` records a park that stands nowhere yet */
  const [changing, setChanging] = useState<Title | 'new' | null>(null);
  const task = useMutation();
  const open = (title: Title | 'new'): void => {
    task.clear();
    setChanging(title);
  };
  return (
    <Page
      title={t('window.place.titles')}
      about={t('titles.about')}
      actions={
        titles.value && titles.value.length > 0 ? (
          <>
            <Button onClick={() => window.print()}>{t('eligibility.filter.print')}</Button>
            <Button type="primary" icon={<PlusOutlined />} onClick={() => open('new')}>
              {t('titles.record')}
            </Button>
          </>
        ) : null
      }
    >
      <FollowUps titles={titles.value ?? []} />
      <Ready answer={titles}>
        {(all) => {
          const seen = shown === 'all' ? all : all.filter((one) => one.state === shown);
          if (all.length === 0) {
            return <Blank framed sentence={t('titles.empty')} button={t('titles.record')} onPress={() => open('new')} />;
          }
          return (
            <>
              <div className="row no-print">
                <Segmented<Shown>
                  aria-label={t('titles.filter')}
                  value={shown}
                  onChange={setShown}
                  options={[
                    { value: 'all', label: t('titles.all', { count: all.length }) },
                    ...states.map((state) => ({
                      value: state,
                      label: t('titles.counted', {
                        state: t(`titles.state.${state}`),
                        count: all.filter((one) => one.state === state).length,
                      }),
                    })),
                  ]}
                />
              </div>
              {seen.length === 0 ? <p className="quiet">{t('titles.noneOfState')}</p> : <TitleList titles={seen} onChange={open} />}
            </>
          );
        }}
      </Ready>
      {personId === null ? <GrantedList roundId={roundId} /> : null}
      <SideDrawer
        open={changing !== null}
        onClose={() => setChanging(null)}
        title={changing === 'new' ? t('titles.record') : t('titles.change', { park: changing?.parkName ?? '' })}
      >
        {changing === null ? null : (
          <TitleForm
            roundId={roundId}
            title={changing === 'new' ? undefined : changing}
            task={task}
            onRecord={(change) => void task.run(() => call('titles.record', change)).then((done) => (done ? setChanging(null) : undefined))}
          />
        )}
      </SideDrawer>
    </Page>
  );
}
