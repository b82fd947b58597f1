/** 受理、不予受理、撤回、恢复: asks for the day and the reason, and says what follows. */
import { useTranslation } from 'react-i18next';
import { mayBecome, type ApplicationStatus } from '../../../domain/application/status.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { DateItem, TextItem } from '../fields/items.tsx';
import { FormDrawer } from '../forms/form-drawer.tsx';
import { today } from '../words.ts';

export type StatusAct = 'admit' | 'refuse' | 'withdraw' | 'restore';

export interface StatusPark {
  readonly applicationId: string;
  readonly parkName: string;
  readonly status: ApplicationStatus;
}

const leadsTo = { admit: 'admitted', refuse: 'refused', withdraw: 'withdrawn' } as const;

/** What can be done with all of some applications; the others one by one. */
export function statusActs(parks: readonly StatusPark[]): StatusAct[] {
  const acts = (['admit', 'refuse', 'withdraw', 'restore'] as const).filter((act) =>
    parks.every(({ status }) => (act === 'restore' ? status !== 'open' : mayBecome(status, leadsTo[act]))),
  );
  return parks.length === 0 ? [] : parks.length === 1 ? acts : acts.filter((act) => act === 'admit');
}

interface Typed {
  on: string;
  reason?: string;
  askedBy?: string;
}

interface Props {
  roundId: string;
  /** null: closed */
  act: StatusAct | null;
  parks: readonly StatusPark[];
  onDone: () => void;
  onClose: () => void;
}

export function StatusDrawer({ roundId, act, parks, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const task = useMutation();
  const close = (): void => {
    task.clear();
    onClose();
  };
  const run = async (chosen: StatusAct, { on, reason = '', askedBy = '' }: Typed): Promise<void> => {
    const ids = parks.map(({ applicationId }) => applicationId);
    const applicationId = ids[0] ?? '';
    const why = reason.trim();
    const acts: Readonly<Record<StatusAct, () => Promise<unknown>>> = {
      admit: () => call('applications.admit', { roundId, applicationIds: ids, on, ...(why === '' ? {} : { reason: why }) }),
      refuse: () => call('applications.refuse', { roundId, applicationId, on, reason: why }),
      withdraw: () => call('applications.withdraw', { roundId, applicationId, on, reason: why, askedBy: askedBy.trim() }),
      restore: () => call('applications.restore', { roundId, applicationId, reason: why }),
    };
    if (await task.run(acts[chosen])) onDone();
  };
  const kind = act ?? 'admit';
  const [first] = parks;
  return (
    <FormDrawer<Typed>
      open={act !== null}
      title={t(`applications.status.act.${kind}`)}
      act={t(`applications.status.press.${kind}`)}
      task={task}
      onClose={close}
      initialValues={{ on: today() }}
      onFinish={(typed) => void run(kind, typed)}
    >
      <p className="flush">
        <strong>{parks.length === 1 ? first?.parkName : t('applications.status.several', { count: parks.length })}</strong>
      </p>
      <p className="quiet">{t(`applications.status.about.${kind}`)}</p>
      {kind === 'restore' ? null : <DateItem name="on" label={t(`applications.status.on.${kind}`)} />}
      {kind === 'withdraw' ? (
        <TextItem
          name="askedBy"
          label={t('applications.status.askedBy')}
          about={t('applications.status.askedByExample')}
          needed={t('applications.status.askedByNeeded')}
          maxLength={200}
        />
      ) : null}
      {kind === 'admit' ? (
        <TextItem name="reason" label={t('applications.status.note')} rows={[1, 4]} maxLength={5000} />
      ) : (
        <TextItem
          name="reason"
          label={t(kind === 'refuse' ? 'applications.status.ground' : 'common.reason')}
          needed={t(kind === 'refuse' ? 'applications.status.groundNeeded' : 'applications.status.reasonNeeded')}
          rows={[2, 6]}
          maxLength={5000}
        />
      )}
    </FormDrawer>
  );
}
