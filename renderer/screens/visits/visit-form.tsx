import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../../client/api.ts';
import { Refused } from '../../ui/notices.tsx';

export interface VisitHead {
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
    <Form<VisitHead>
      layout="vertical"
      requiredMark={false}
      initialValues={before}
      onFinish={(typed) => onSave({ visitedOn: typed.visitedOn.trim(), people: typed.people.map((one) => one.trim()).filter(Boolean) })}
    >
      <Form.Item
        name="visitedOn"
        label={t('visits.on')}
        rules={[{ required: true, pattern: /^\d{4}-\d{2}-\d{2}$/, message: t('rounds.dateNeeded') }]}
      >
        <Input inputMode="numeric" placeholder="2026-09-30" maxLength={10} />
      </Form.Item>
      <Form.Item name="people" label={t('visits.people')} extra={t('visits.peopleAbout')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，', ',', '；', ';']} aria-label={t('visits.people')} />
      </Form.Item>
      <Refused error={refusal} />
      <Button type="primary" htmlType="submit" loading={busy}>
        {button}
      </Button>
    </Form>
  );
}
