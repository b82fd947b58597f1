import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../../api.ts';
import { Refused } from '../../ui/notices.tsx';

interface Props {
  question: string;
  busy: boolean;
  refusal: ApiError | null;
  onReason: (reason: string) => void;
  onCancel: () => void;
}

/** The reason of a decision that departs from the proposal, asked in the row itself. */
export function ReasonForm({ question, busy, refusal, onReason, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <Form<{ reason: string }>
      requiredMark={false}
      layout="vertical"
      className="field-form"
      onFinish={({ reason }) => onReason(reason.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <Form.Item name="reason" label={question} rules={[{ required: true, whitespace: true, message: t('window.shortlist.reasonNeeded') }]}>
        <Input.TextArea autoFocus autoSize={{ minRows: 1, maxRows: 4 }} />
      </Form.Item>
      <Refused error={refusal} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('window.shortlist.decide')}
        </Button>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
      </div>
    </Form>
  );
}
