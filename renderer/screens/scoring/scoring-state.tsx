/** Whether scoring is to be opened, goes on or has ended, and the press that the office has for each. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Round } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { BindingDrawer } from '../../ui/forms/binding-drawer.tsx';
import { ReasonForm } from '../../ui/forms/reason-form.tsx';
import { Notice } from '../../ui/page.tsx';
import { LockOutlined } from '../../ui/icons.tsx';
import { showTime } from '../../ui/words.ts';

export function ScoringState({ round: { roundId, state, settings } }: { round: Round }) {
  const since = settings.scoringEnded;
  if (state === 'closed') return null;
  if (since !== undefined) return <Ended roundId={roundId} since={since} />;
  return <Binding roundId={roundId} moment={state === 'preparing' ? 'scoring' : 'ending'} />;
}

const acts = { scoring: 'openScoring', ending: 'endScoring' } as const;

function Binding({ roundId, moment }: { roundId: string; moment: keyof typeof acts }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <div className="plane plane-pad row-between">
      <BindingDrawer roundId={roundId} moment={moment} open={asking} onClose={() => setAsking(false)} />
      <span>{t(moment === 'scoring' ? 'window.next.openScoring' : 'scores.goesOn')}</span>
      <Button type={moment === 'scoring' ? 'primary' : 'default'} onClick={() => setAsking(true)}>
        {t(`window.home.${acts[moment]}`)}
      </Button>
    </div>
  );
}

function Ended({ roundId, since }: { roundId: string; since: string }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const task = useMutation();
  const close = (): void => {
    task.clear();
    setAsking(false);
  };
  return (
    <Notice
      icon={<LockOutlined />}
      title={t('scores.ended', { time: showTime(since, true) })}
      action={asking ? null : <Button onClick={() => setAsking(true)}>{t('scores.resume')}</Button>}
      description={
        asking ? (
          <ReasonForm
            question={t('scores.resumeWhy')}
            about={t('scores.resumeAbout')}
            press={t('scores.resume')}
            task={task}
            onReason={(reason) =>
              void task.run(() => call('rounds.resumeScoring', { roundId, reason })).then((done) => (done ? close() : undefined))
            }
            onCancel={close}
          />
        ) : null
      }
    />
  );
}
