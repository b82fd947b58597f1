/** 交换: files that carry the review from laptop to laptop. What is out, what came back, and what a person has to choose. */
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api.ts';
import { useAnswer } from '../../state/answers.ts';
import { useSession } from '../../state/session.ts';
import { useTask } from '../../state/task.ts';
import { sizes } from '../../theme.ts';
import { ExportOutlined, FileSearchOutlined, ImportOutlined } from '../../ui/icons.tsx';
import { Ready } from '../../ui/notices.tsx';
import { Page } from '../../ui/page.tsx';
import { ConflictList } from './conflicts.tsx';
import { InspectForm } from './inspect.tsx';
import { IssueForm } from './issue.tsx';
import { MergeForm } from './merge.tsx';
import { OpenForm } from './open.tsx';
import { ReturnForm } from './return.tsx';
import { TrafficTable } from './traffic.tsx';

const icons = { issue: <ExportOutlined />, merge: <ImportOutlined />, open: <ImportOutlined />, return: <ExportOutlined />, inspect: <FileSearchOutlined /> } as const;
type Act = keyof typeof icons;

/** The secretary sends and takes back; an expert opens and returns; a machine without a round can only open. */
function actsOf(roundId: string | null, personId: string | null): readonly Act[] {
  if (roundId === null) return ['open', 'inspect'];
  return personId === null ? ['issue', 'merge', 'inspect'] : ['open', 'return', 'inspect'];
}

export function ExchangeScreen({ roundId }: { roundId: string | null }) {
  const { t } = useTranslation();
  const personId = useSession((now) => now.personId);
  const [act, setAct] = useState<Act | null>(null);
  return (
    <Page title={t('window.place.exchange')} about={t('field.exchange.about')}>
      <div className="great-acts">
        {actsOf(roundId, personId).map((one) => (
          <button key={one} type="button" className="plane great-act" onClick={() => setAct(one)} aria-label={t(`field.exchange.${one}`)}>
            <span className="great-icon">{icons[one]}</span>
            <strong>{t(`field.exchange.${one}`)}</strong>
            <span className="quiet">{t(`field.exchange.${one}About`)}</span>
          </button>
        ))}
      </div>
      {roundId ? <Conflicts roundId={roundId} personId={personId} /> : null}
      {roundId && personId === null ? <Traffic roundId={roundId} /> : null}
      <Drawer open={act !== null} onClose={() => setAct(null)} size={sizes.wideDrawer} title={act ? t(`field.exchange.${act}`) : null} destroyOnHidden footer={<Button onClick={() => setAct(null)}>{t('common.close')}</Button>}>
        {formOf(act, roundId, personId)}
      </Drawer>
    </Page>
  );
}

function formOf(act: Act | null, roundId: string | null, personId: string | null): ReactNode {
  if (act === 'issue' && roundId) return <IssueForm roundId={roundId} />;
  if (act === 'merge') return <MergeForm />;
  if (act === 'open') return <OpenForm />;
  if (act === 'return' && personId) return <ReturnForm personId={personId} />;
  return act === 'inspect' ? <InspectForm /> : null;
}

function Traffic({ roundId }: { roundId: string }) {
  const people = useAnswer('panel.list', { roundId });
  const files = useAnswer('exchange.list', { roundId });
  return <Ready answer={files}>{(all) => <TrafficTable people={people.value ?? []} files={all} />}</Ready>;
}

function Conflicts({ roundId, personId }: { roundId: string; personId: string | null }) {
  const conflicts = useAnswer('exchange.conflicts', { roundId, ...(personId === null ? {} : { personId }) });
  const round = useAnswer('rounds.get', { roundId });
  const task = useTask();
  if (!conflicts.value || conflicts.value.length === 0) return null;
  return (
    <ConflictList
      conflicts={conflicts.value}
      rubric={round.value?.rubric ?? null}
      busy={task.busy}
      refusal={task.error}
      onChoose={(conflictId, choice, reason) => void task.run(() => call('exchange.resolve', { conflictId, choice, reason }))}
      onTakeAll={(of, device, reason) => void task.run(() => call('exchange.takeAll', { ...of, device, reason }))}
    />
  );
}
