import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DateItem } from '../../ui/fields/items.tsx';
import { ActionForm, type Task } from '../../ui/forms/action-form.tsx';

interface VisitHead {
  visitedOn: string;
  /** who was there */
  people: string[];
}

interface Props {
  before: VisitHead;
  button: string;
  task: Task;
  onSave: (typed: VisitHead) => void;
}

/** When a park is visited and who is there. */
export function VisitForm({ before, button, task, onSave }: Props) {
  const { t } = useTranslation();
  return (
    <ActionForm<VisitHead>
      press={button}
      task={task}
      initialValues={before}
      onFinish={(typed) => onSave({ visitedOn: typed.visitedOn.trim(), people: typed.people.map((one) => one.trim()).filter(Boolean) })}
    >
      <DateItem name="visitedOn" label={t('visits.on')} />
      <Form.Item name="people" label={t('visits.people')} extra={t('visits.peopleAbout')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，', ',', '；', ';']} aria-label={t('visits.people')} />
      </Form.Item>
    </ActionForm>
  );
}
