/** Ends a stage, or opens it again: what follows, and the reason where one is needed. */
import { useTranslation } from 'react-i18next';
import type { StageView } from '../../../../domain/contract/stages.ts';
import { call } from '../../../client/api.ts';
import { useMutation } from '../../../state/mutation.ts';
import { TextItem } from '../../../ui/fields/items.tsx';
import { FormDrawer } from '../../../ui/forms/form-drawer.tsx';

interface Props {
  roundId: string;
  act: 'close' | 'reopen';
  stage: StageView;
  onClose: () => void;
}

export function EndDrawer({ roundId, act, stage, onClose }: Props) {
  const { t } = useTranslation();
  const task = useMutation();
  const missing = stage.due - stage.submitted;
  const asksReason = act === 'reopen' || missing > 0;
  const send = (reason: string): Promise<unknown> =>
    act === 'reopen'
      ? call('stages.reopen', { roundId, stage: stage.key, reason })
      : call('stages.close', { roundId, stage: stage.key, ...(asksReason && { despite: reason }) });
  return (
    <FormDrawer<{ reason?: string }>
      open
      title={t(`stages.${act}.title`, { stage: stage.name })}
      act={t(`stages.act.${act}`)}
      task={task}
      onClose={onClose}
      initialValues={{ reason: '' }}
      onFinish={({ reason = '' }) => void task.run(() => send(reason.trim())).then((done) => (done ? onClose() : undefined))}
    >
      <p>{t(`stages.${act}.about`)}</p>
      {act === 'close' && missing > 0 ? <p className="wants">{t('stages.close.missing', { count: missing })}</p> : null}
      {asksReason ? <TextItem name="reason" label={t('stages.reason')} needed={t('applications.reasonNeeded')} rows={[1, 4]} /> : null}
    </FormDrawer>
  );
}
