/** 交换: files that carry the review from laptop to laptop. What is out, what came back, and what a person has to choose. */
import { Button } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { addressOf, go, useRoute } from '../../state/route.ts';
import { takeArrived, useSession } from '../../state/session.ts';
import { useMutation } from '../../state/mutation.ts';
import { ExportOutlined, FileSearchOutlined, ImportOutlined, SafetyCertificateOutlined } from '../../ui/icons.tsx';
import { Page, Ready, Section } from '../../ui/page.tsx';
import { institutionOf } from '../../ui/keys/in-force.ts';
import { ConflictList } from './conflicts/conflicts.tsx';
import { Decisions, OutcomeNote, type Outcome } from './conflicts/decisions.tsx';
import { InspectForm } from './inspect.tsx';
import { IssueForm } from './issue.tsx';
import { MergeForm } from './merge.tsx';
import { OpenForm, type Arrived } from './open.tsx';
import { isReader } from './readers.ts';
import { ReturnForm } from './return.tsx';
import { FileTable, TrafficTable } from './traffic.tsx';
import { GreatAct } from '../../ui/great-act.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';

const icons = {
  issue: <ExportOutlined />,
  merge: <ImportOutlined />,
  open: <ImportOutlined />,
  return: <ExportOutlined />,
  inspect: <FileSearchOutlined />,
} as const;
type Act = keyof typeof icons;

/** The secretary sends and takes back; an expert opens and returns; a machine without a round can only open. */
function actsOf(roundId: string | null, personId: string | null): readonly Act[] {
  if (roundId === null) return ['open', 'inspect'];
  return personId === null ? ['issue', 'merge', 'inspect'] : ['open', 'return', 'inspect'];
}

/**
 * The task that the address names, where it can be done. A task that was opened here makes the machine the expert's while its
 * report still stands; a return that somebody opens who cannot take it back is at least shown.
 */
function actWanted(wanted: string | null, acts: readonly Act[], given: boolean): Act | null {
  const found = ([...acts, 'open'] as const).find((one) => one === wanted);
  return found ?? (given && wanted === 'merge' ? 'inspect' : null);
}

export function ExchangeScreen({ roundId }: { roundId: string | null }) {
  const { t } = useTranslation();
  const personId = useSession((now) => now.personId);
  // the address names the task at hand, so that other screens can lead straight to it
  const wanted = useRoute((now) => now.id);
  const [arrived, setArrived] = useState<Arrived | null>(null);
  // files that were double-clicked stay on offer until a person has closed the drawer or gone elsewhere
  const given = useSession((now) => now.arrived);
  useEffect(
    () =>
      useRoute.subscribe((now) => {
        if (now.place !== 'exchange') takeArrived();
      }),
    [],
  );
  const acts = actsOf(arrived ? null : roundId, personId);
  const act = actWanted(wanted, acts, given.length > 0);
  const { openRound, actAs } = useSession();
  const close = (): void => {
    takeArrived();
    if (arrived === null) {
      go('exchange', null, true);
      return;
    }
    openRound(arrived.roundId);
    actAs(arrived.personId);
    go(arrived.visits ? 'visits' : 'scoring');
  };
  return (
    <Page
      title={t('window.place.exchange')}
      about={t(personId === null && roundId !== null ? 'exchange.screen.about' : 'exchange.screen.aboutExpert')}
      actions={
        <Button icon={<SafetyCertificateOutlined />} href={addressOf('identities', personId === null && roundId !== null ? null : 'own')}>
          {t(personId === null && roundId !== null ? 'identities.title' : 'identities.own')}
        </Button>
      }
    >
      <div className="great-acts">
        {acts.map((one) => (
          <GreatAct
            key={one}
            name={t(`exchange.screen.${one}`)}
            about={t(`exchange.screen.${one}About`)}
            icon={icons[one]}
            onPress={() => go('exchange', one)}
          />
        ))}
      </div>
      {roundId ? <Conflicts roundId={roundId} personId={personId} /> : null}
      {roundId && act !== 'open' ? <Traffic roundId={roundId} personId={personId} /> : null}
      <SideDrawer
        wide
        open={act !== null}
        onClose={close}
        title={act ? t(`exchange.screen.${act}`) : null}
        className={act === 'merge' ? 'printed-drawer' : ''}
        footer={<Button onClick={close}>{t('common.close')}</Button>}
      >
        <Task key={given.join('\n')} act={act} given={given} roundId={roundId} personId={personId} onArrived={setArrived} onBegin={close} />
      </SideDrawer>
    </Page>
  );
}

interface TaskProps {
  act: Act | null;
  /** files that are there already when the form opens */
  given: readonly string[];
  roundId: string | null;
  personId: string | null;
  onArrived: (arrived: Arrived) => void;
  onBegin: () => void;
}

function Task({ act, given, roundId, personId, onArrived, onBegin }: TaskProps): ReactNode {
  const identities = useQuery('identities.list', act === 'inspect' && personId === null ? {} : null);
  switch (act) {
    case 'issue':
      return roundId ? <IssueForm roundId={roundId} /> : null;
    case 'merge':
      return <MergeForm given={given} />;
    case 'open':
      return <OpenForm given={given} personId={personId} onArrived={onArrived} onBegin={onBegin} />;
    case 'return':
      return roundId && personId ? <ReturnForm roundId={roundId} personId={personId} /> : null;
    case 'inspect':
      return personId === null && identities.value === undefined ? null : (
        <InspectForm given={given} personId={personId} institution={institutionOf(identities.value)?.path ?? null} />
      );
    default:
      return null;
  }
}

function Traffic({ roundId, personId }: { roundId: string; personId: string | null }) {
  const { t } = useTranslation();
  const people = useQuery('panel.list', { roundId });
  const files = useQuery('exchange.list', { roundId });
  return (
    <Section title={t('exchange.traffic.title')}>
      <Ready answer={files}>
        {(all) => {
          if (personId === null) return <TrafficTable people={(people.value ?? []).filter(isReader)} files={all} />;
          return all.length === 0 ? (
            <p className="quiet flush">{t('exchange.traffic.nothing')}</p>
          ) : (
            <div className="plane plane-pad scroll-across">
              <FileTable files={all} />
            </div>
          );
        }}
      </Ready>
    </Section>
  );
}

function Conflicts({ roundId, personId }: { roundId: string; personId: string | null }) {
  const conflicts = useQuery('exchange.conflicts', { roundId, ...(personId === null ? {} : { personId }) });
  const round = useQuery('rounds.get', { roundId });
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const task = useMutation();
  const settle = (work: () => Promise<{ settled: number; left: number; reopened: readonly string[] }>): void => {
    setOutcome(null);
    void task.run(async () => {
      const { settled, left, reopened } = await work();
      setOutcome({ settled, left, reopened: reopened.length });
    });
  };
  return (
    <>
      {outcome ? <OutcomeNote outcome={outcome} onClose={() => setOutcome(null)} /> : null}
      {conflicts.value && conflicts.value.length > 0 ? (
        <ConflictList
          conflicts={conflicts.value}
          rubric={round.value?.rubric ?? null}
          task={task}
          onChoose={(conflictId, choice, reason) => settle(() => call('exchange.resolve', { conflictId, choice, reason }))}
          onTakeAll={(of, device, reason) => settle(() => call('exchange.takeAll', { ...of, device, reason }))}
        />
      ) : null}
      <Decisions roundId={roundId} personId={personId} />
    </>
  );
}
