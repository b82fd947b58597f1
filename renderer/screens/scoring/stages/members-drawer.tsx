/** Who judges a stage: by role, and who is named for it. */
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../../domain/contract/api.ts';
import type { StageView } from '../../../../domain/contract/stages.ts';
import { call } from '../../../client/api.ts';
import { useMutation } from '../../../state/mutation.ts';
import { FormDrawer } from '../../../ui/forms/form-drawer.tsx';

interface Props {
  stage: StageView;
  stages: readonly StageView[];
  people: readonly Person[];
  onClose: () => void;
}

export function MembersDrawer({ stage, stages, people, onClose }: Props) {
  const { t } = useTranslation();
  const task = useMutation();
  const named = people.filter((one) => one.stage?.named === true && one.stage.key === stage.key).map(({ personId }) => personId);
  const stageName = (key: string): string => stages.find((one) => one.key === key)?.name ?? key;
  const send = async (chosen: readonly string[]): Promise<void> => {
    for (const personId of named.filter((id) => !chosen.includes(id))) await call('stages.name', { personId, stage: null });
    for (const personId of chosen.filter((id) => !named.includes(id))) await call('stages.name', { personId, stage: stage.key });
  };
  return (
    <FormDrawer<{ named: string[] }>
      open
      title={t('stages.members.title', { stage: stage.name })}
      act={t('stages.act.keep')}
      task={task}
      onClose={onClose}
      initialValues={{ named }}
      onFinish={({ named: chosen }) => void task.run(() => send(chosen)).then((done) => (done ? onClose() : undefined))}
    >
      <p>{t(`stages.members.by.${stage.judges}`)}</p>
      <Form.Item name="named" label={t('stages.members.named')} extra={t('stages.members.about')}>
        <Select
          mode="multiple"
          aria-label={t('stages.members.named')}
          showSearch={{ optionFilterProp: 'label' }}
          options={people
            .filter(({ role }) => role !== 'secretary')
            .map(({ personId, name, role, stage: own }) => ({
              value: personId,
              label: own ? t('stages.members.of', { name, stage: stageName(own.key) }) : `${name} ${t(`common.role.${role}`)}`,
            }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}
