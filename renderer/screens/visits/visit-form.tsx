import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../../client/api.ts';
import { DateItem } from '../../ui/fields/date-item.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';

interface VisitHead {
  visitedOn: string;
  /** who was there */
  people: string[];
}

interface Props {
  before: VisitHead;
  button: string;
  busy: boolean;
  refusal: ApiError | null;
  onSave: (typed: VisitHead) => void;
}

/** When a park is visited and who is there. */
export function VisitForm({ before, button, busy, refusal, onSave }: Props) {
  const { t } = useTranslation();
  return (
    <ActionForm<VisitHead>
      press={button}
      task={{ busy, error: refusal }}
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
