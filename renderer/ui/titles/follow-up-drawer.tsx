import { Button, Drawer, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { go } from '../../state/route.ts';
import { useSession } from '../../state/session.ts';
import { useTask } from '../../state/task.ts';
import { sizes } from '../../theme/theme.ts';
import { Refused } from '../notices.tsx';
import { today } from '../words.ts';

interface Typed {
  name: string;
  appliedOn: string;
}

/** Opens the round that reviews the parks under 整改 again, and goes there. */
export function FollowUpDrawer({ round, onClose }: { round: { roundId: string; name: string } | null; onClose: () => void }) {
  const { t } = useTranslation();
  const openRound = useSession((now) => now.openRound);
  const task = useTask();
  const open = (roundId: string, { name, appliedOn }: Typed): void =>
    void task.run(async () => {
      const made = await call('titles.followUp', { roundId, name: name.trim(), appliedOn });
      openRound(made.roundId);
      onClose();
      go('home');
    });
  return (
    <Drawer open={round !== null} onClose={onClose} size={sizes.drawer} title={t('titles.followUp.open')} destroyOnHidden>
      {round ? (
        <Form<Typed>
          layout="vertical"
          requiredMark={false}
          initialValues={{ name: t('titles.followUp.named', { round: round.name }), appliedOn: today() }}
          onFinish={(typed) => open(round.roundId, typed)}
        >
          <p className="quiet">{t('titles.followUp.about')}</p>
          <Form.Item name="name" label={t('rounds.name')} rules={[{ required: true, whitespace: true, message: t('rounds.nameNeeded') }]}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item
            name="appliedOn"
            label={t('rounds.appliedOn')}
            extra={t('titles.followUp.dateAbout')}
            rules={[{ required: true, pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, message: t('rounds.dateNeeded') }]}
          >
            <Input inputMode="numeric" maxLength={10} className="date-input" />
          </Form.Item>
          <Refused error={task.error} />
          <Button type="primary" htmlType="submit" loading={task.busy}>
            {t('titles.followUp.open')}
          </Button>
        </Form>
      ) : null}
    </Drawer>
  );
}
