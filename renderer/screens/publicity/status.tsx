/** Where the publicity stands: its days, what stands in the way of its end, and what can be done with it. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { showTime, today } from '../../ui/words.ts';
import { Assumed } from './open-form.tsx';
import { PeriodCalendar } from './period-calendar.tsx';
import type { Output } from '../../../domain/contract/api.ts';
import { useCalendar, yearsBetween } from './working-days.ts';
import { DateItem, TextItem } from '../../ui/fields/items.tsx';
import { ActionForm, type Task } from '../../ui/forms/action-form.tsx';
import { BindingDrawer } from '../../ui/forms/binding-drawer.tsx';
import { SmallButton } from '../../ui/buttons.tsx';

type Publicity = NonNullable<Output<'publicity.get'>>;
type Act = 'suspend' | 'resume' | 'withdraw';

interface Props {
  roundId: string;
  publicity: Publicity;
  onCalendar: (year: number) => void;
}

export function PublicityStatus({ roundId, publicity, onCalendar }: Props) {
  const { t } = useTranslation();
  const { state, stage, closesOn, daysLeft, calendarDays, obstacles, opensOn, days } = publicity;
  const calendar = useCalendar(yearsBetween(opensOn, days.at(-1) ?? opensOn));
  const [act, setAct] = useState<Act | null>(null);
  const acting = useMutation();
  const [closing, setClosing] = useState(false);
  const suspended = publicity.suspensions.at(-1)?.resumedOn === null;
  const run = async ({ on, reason }: ActTyped): Promise<void> => {
    const done = await acting.run(() => {
      if (act === 'suspend') return call('publicity.suspend', { roundId, from: on, reason });
      return act === 'resume' ? call('publicity.resume', { roundId, on, reason }) : call('publicity.withdraw', { roundId, reason });
    });
    if (done) setAct(null);
  };
  const choose = (next: Act): void => {
    acting.clear();
    setAct(act === next ? null : next);
  };
  return (
    <>
      <section className="section">
        <div className="row-between">
          <p className="lead">
            <strong>{t(state === 'open' ? `shortlist.publicity.${stage}` : `publicity.screen.state.${state}`)}</strong>{' '}
            {state === 'open' && daysLeft !== null && stage === 'running'
              ? t(calendarDays === null ? 'publicity.screen.daysLeft' : 'publicity.screen.calendarDaysLeft', { count: daysLeft })
              : null}
          </p>
          {state === 'open' ? (
            <span className="acts">
              <Button onClick={() => choose(suspended ? 'resume' : 'suspend')}>
                {t(suspended ? 'publicity.screen.resume' : 'publicity.screen.suspend')}
              </Button>
              <Button onClick={() => choose('withdraw')}>{t('publicity.screen.withdraw')}</Button>
              <Button type="primary" disabled={obstacles.length > 0} onClick={() => setClosing(true)}>
                {t('publicity.screen.close')}
              </Button>
            </span>
          ) : null}
        </div>
        <p className="quiet">
          {publicity.notes[0]} {t('publicity.screen.ofVersion', { version: publicity.version })}
          {publicity.endedAt
            ? ` ${t(`publicity.screen.endedAt.${state === 'withdrawn' ? 'withdrawn' : 'closed'}`, { time: showTime(publicity.endedAt) })}`
            : ''}
        </p>
        <BindingDrawer roundId={roundId} moment="final" open={closing} onClose={() => setClosing(false)} />
        {act ? <ActForm key={act} act={act} task={acting} onRun={(typed) => void run(typed)} onCancel={() => setAct(null)} /> : null}
        {obstacles.length > 0 ? (
          <div className="stack-tight">
            <span>{t('publicity.screen.obstacles')}</span>
            <ul className="stack-tight bullets">
              {obstacles.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </div>
        ) : null}
        {state === 'open' ? <Assumed assumed={publicity.assumed} onCalendar={onCalendar} /> : null}
      </section>
      {state === 'withdrawn' || !calendar ? null : (
        <details className="details" open={state === 'open'}>
          <summary>{t('publicity.screen.days')}</summary>
          <div className="plane clipped">
            <PeriodCalendar
              period={{ opensOn, closesOn, days, assumed: publicity.assumed, suspensions: publicity.suspensions }}
              calendar={calendar}
              today={today()}
            />
          </div>
          {state === 'open' ? (
            <p className="row">
              <SmallButton act={t('publicity.screen.calendar')} onClick={() => onCalendar(Number(opensOn.slice(0, 4)))} />
              <span className="quiet">{t('publicity.screen.calendarAbout')}</span>
            </p>
          ) : null}
        </details>
      )}
    </>
  );
}

interface ActTyped {
  on: string;
  reason: string;
}

/** A day, where one is needed, and the reason. */
function ActForm({ act, task, onRun, onCancel }: { act: Act; task: Task; onRun: (typed: ActTyped) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  return (
    <ActionForm<ActTyped>
      press={t(`publicity.screen.${act}`)}
      task={task}
      danger={act === 'withdraw'}
      onCancel={onCancel}
      className="field-form narrow"
      initialValues={{ on: today(), reason: '' }}
      onFinish={({ on, reason }) => onRun({ on, reason: reason.trim() })}
    >
      <p className="quiet flush">{t(`publicity.screen.actAbout.${act}`)}</p>
      {act === 'withdraw' ? null : <DateItem name="on" label={t(`publicity.screen.actOn.${act}`)} />}
      <TextItem name="reason" label={t('common.reason')} needed={t('applications.reasonNeeded')} rows={[1, 4]} autoFocus />
    </ActionForm>
  );
}
