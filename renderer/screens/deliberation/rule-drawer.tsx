import { Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { ballotKinds, majorities, quorums } from '../../../domain/deliberation/answers.ts';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { FormDrawer } from '../../ui/forms/form-drawer.tsx';
import { Notice } from '../../ui/page.tsx';

type Rule = Output<'deliberation.setRule'>;

interface Props {
  open: boolean;
  roundId: string;
  rule: Rule;
  fixed: boolean;
  onClose: () => void;
}

/** 表决规则: open or secret, how many carry, how many have to be there; until the first vote. */
export function RuleDrawer({ open, roundId, rule, fixed, onClose }: Props) {
  const { t } = useTranslation();
  const task = useMutation();
  const choices = (name: keyof Rule, values: readonly string[]) => (
    <Form.Item name={name} label={t(`deliberation.screen.of.${name}`)}>
      <Radio.Group
        vertical
        disabled={fixed}
        options={values.map((value) => ({
          value,
          label: t(name === 'ballot' ? `deliberation.screen.ballot.${value}` : `deliberation.${name}.${value}`),
        }))}
      />
    </Form.Item>
  );
  return (
    <FormDrawer<Rule>
      open={open}
      title={t('deliberation.screen.rule')}
      act={t('deliberation.screen.keepRule')}
      task={task}
      initialValues={rule}
      disabled={fixed}
      onClose={onClose}
      onFinish={(next) =>
        void task.run(() => call('deliberation.setRule', { roundId, ...next })).then((done) => (done ? onClose() : undefined))
      }
    >
      {fixed ? <Notice title={t('deliberation.screen.ruleFixed')} /> : null}
      {choices('ballot', ballotKinds)}
      {choices('majority', majorities)}
      {choices('quorum', quorums)}
    </FormDrawer>
  );
}
