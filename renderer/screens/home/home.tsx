/** 工作台: the round as a line of steps, and what is next. */
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { addressOf, go } from '../../state/route.ts';
import { useSession } from '../../state/session.ts';
import { useMutation } from '../../state/mutation.ts';
import { Notes } from '../../ui/notes.tsx';
import { later } from '../../later/later.tsx';
import { Page, Ready, Refused } from '../../ui/page.tsx';
import { PlainButton } from '../../ui/plain.tsx';
import { FirstStart } from './first-start.tsx';
import { DeadlineList } from './deadline-list.tsx';
import { listDeadlines } from './deadlines.ts';
import { NextList } from './next-list.tsx';
import { listNext } from './next.ts';
import type { NewRound } from './round-form.tsx';
import { StepLine } from './step-line.tsx';
import { useRoundForm } from '../../state/round-form.ts';

/** The own work of a member of the panel; the office never sees it. */
const OwnDesk = later(() => import('./own-desk.tsx'), 'OwnDesk');

const QuotaLine = later(() => import('./quota-line.tsx'), 'QuotaLine');

const RoundDrawer = later(() => import('./round-drawer.tsx'), 'RoundDrawer');

/** Asked for when scoring is to be opened. */
const BindingDrawer = later(() => import('../../ui/forms/binding-drawer.tsx'), 'BindingDrawer');

const Publication = later(() => import('./publication.tsx'), 'Publication');

/** Comes when it is first asked for: most starts of the window open no round. */
const RoundForm = later(() => import('./round-form.tsx'), 'RoundForm');

export function HomeScreen({ roundId }: { roundId: string | null }) {
  const { formOpen, openForm, closeForm } = useRoundForm();
  const openRound = useSession((now) => now.openRound);
  const personId = useSession((now) => now.personId);
  const schemes = useQuery('schemes.list', formOpen ? {} : null);
  const before = useQuery('rounds.get', formOpen && roundId !== null ? { roundId } : null);
  const creating = useMutation();
  // once open it stays, so that it can close in its own time
  const [asked, setAsked] = useState(false);
  if (formOpen && !asked) setAsked(true);

  const create = async (round: NewRound): Promise<void> => {
    await creating.run(async () => {
      const made = await call('rounds.create', round);
      openRound(made.roundId);
      closeForm();
      go('home');
    });
  };

  return (
    <>
      {roundId === null ? (
        <FirstStart onNew={openForm} />
      ) : personId === null ? (
        <RoundPage roundId={roundId} onNew={openForm} />
      ) : (
        <Suspense>
          <OwnDesk roundId={roundId} personId={personId} />
        </Suspense>
      )}
      {asked ? (
        <Suspense>
          <RoundForm
            open={formOpen}
            schemes={schemes.value}
            before={before.value?.settings}
            refusal={creating.error ?? schemes.error}
            busy={creating.busy}
            onCreate={(round) => void create(round)}
            onClose={closeForm}
          />
        </Suspense>
      ) : null}
    </>
  );
}

function RoundPage({ roundId, onNew }: { roundId: string; onNew: () => void }) {
  const { t } = useTranslation();
  const round = useQuery('rounds.get', { roundId });
  const parks = useQuery('applications.waiting', { roundId });
  const people = useQuery('panel.list', { roundId });
  const scheme = useQuery('schemes.list', {});
  const publicity = useQuery('publicity.get', { roundId });
  const titles = useQuery('titles.list', {});
  const choices = useQuery('exchange.conflicts', { roundId });
  const supplements = useQuery('supplements.list', { roundId });
  const task = useMutation();
  const [binding, setBinding] = useState<{ moment: 'scoring' | 'ending'; open: boolean } | null>(null);
  return (
    <Ready answer={round}>
      {(value) => (
        <Page
          title={value.name}
          about={t('window.home.about', { scheme: value.schemeTitle, on: value.appliedOn })}
          actions={
            <>
              <PlainButton href={addressOf('rubric')}>{t('rubric.open')}</PlainButton>
              <Suspense>
                <RoundDrawer key={roundId} round={value} />
              </Suspense>
              <PlainButton onClick={onNew}>{t('window.home.new')}</PlainButton>
            </>
          }
        >
          <Notes notes={value.notes} />
          {value.asksPublication && value.state !== 'closed' ? (
            <Suspense>
              <Publication roundId={roundId} publishedOn={value.settings.publishedOn} />
            </Suspense>
          ) : null}
          <StepLine steps={value.steps} kind={value.schemeKind} />
          <Refused error={task.error} onClose={task.clear} />
          {people.value && parks.value ? (
            <NextList
              items={listNext(value, parks.value, people.value, publicity.value ?? null, choices.value?.length ?? 0)}
              busy={task.busy}
              over={value.state === 'closed'}
              onAct={(act) => setBinding({ moment: act === 'openScoring' ? 'scoring' : 'ending', open: true })}
            />
          ) : (
            <Refused error={parks.error ?? people.error} />
          )}
          {binding === null ? null : (
            <Suspense>
              <BindingDrawer
                roundId={roundId}
                moment={binding.moment}
                open={binding.open}
                onClose={() => setBinding({ ...binding, open: false })}
              />
            </Suspense>
          )}
          <DeadlineList deadlines={listDeadlines(publicity.value ?? null, titles.value ?? [], supplements.value ?? [])} />
          <Suspense>
            <QuotaLine
              types={scheme.value?.find((one) => one.id === value.schemeId)?.types ?? []}
              quotas={value.settings.quotas ?? {}}
              busy={task.busy}
              closed={value.state === 'closed'}
              onChange={(quotas) => void task.run(() => call('rounds.setQuotas', { roundId, quotas }))}
            />
          </Suspense>
        </Page>
      )}
    </Ready>
  );
}
