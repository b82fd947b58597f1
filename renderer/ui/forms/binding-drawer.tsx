import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { SideDrawer } from '../side-drawer.tsx';
import { ActionForm } from './action-form.tsx';
import { despiteOf, Readiness, type Despite, type Moment } from './readiness.tsx';

interface Props extends Moment {
  moment: 'scoring' | 'ending' | 'final';
  open: boolean;
  onClose: () => void;
}

const acts = { scoring: 'rounds.openScoring', ending: 'rounds.endScoring', final: 'publicity.close' } as const;

/** Asks before scoring opens or ends, or the final list is made: what follows, and what is missing. */
export function BindingDrawer({ roundId, moment, open, onClose }: Props) {
  const { t } = useTranslation();
  const task = useMutation();
  const close = (): void => {
    task.clear();
    onClose();
  };
  return (
    <SideDrawer open={open} onClose={close} title={t(`rounds.binding.${moment}.title`)}>
      <ActionForm<Despite>
        press={t(`rounds.binding.${moment}.press`)}
        task={task}
        onCancel={close}
        onFinish={(typed) =>
          void task.run(() => call(acts[moment], { roundId, ...despiteOf(typed) })).then((done) => (done ? close() : undefined))
        }
      >
        <p>{t(`rounds.binding.${moment}.about`)}</p>
        <Readiness roundId={roundId} moment={moment} />
      </ActionForm>
    </SideDrawer>
  );
}
