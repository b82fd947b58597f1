import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { go } from '../../state/route.ts';
import { useSession } from '../../state/session.ts';
import { useMutation } from '../../state/mutation.ts';
import { today } from '../words.ts';
import { ActionForm } from '../forms/action-form.tsx';
import { DateItem, TextItem } from '../fields/items.tsx';
import { SideDrawer } from '../side-drawer.tsx';

interface Typed {
  name: string;
  appliedOn: string;
}

/** Opens the round that reviews the parks under 整改 again, and goes there. */
export function FollowUpDrawer({ round, onClose }: { round: { roundId: string; name: string } | null; onClose: () => void }) {
  const { t } = useTranslation();
  const openRound = useSession((now) => now.openRound);
  const task = useMutation();
  const open = (roundId: string, { name, appliedOn }: Typed): void =>
    void task.run(async () => {
      const made = await call('titles.followUp', { roundId, name: name.trim(), appliedOn });
      openRound(made.roundId);
      onClose();
      go('home');
    });
  return (
    <SideDrawer open={round !== null} onClose={onClose} title={t('titles.followUp.open')}>
      {round ? (
        <ActionForm<Typed>
          press={t('titles.followUp.open')}
          task={task}
          initialValues={{ name: t('titles.followUp.named', { round: round.name }), appliedOn: today() }}
          onFinish={(typed) => open(round.roundId, typed)}
        >
          <p className="quiet">{t('titles.followUp.about')}</p>
          <TextItem name="name" label={t('rounds.name')} needed={t('rounds.nameNeeded')} maxLength={200} />
          <DateItem name="appliedOn" label={t('rounds.appliedOn')} about={t('titles.followUp.dateAbout')} />
        </ActionForm>
      ) : null}
    </SideDrawer>
  );
}
