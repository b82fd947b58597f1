import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ActionForm, type Task } from './action-form.tsx';

interface Props {
  question: string;
  /** what stands below the field */
  about?: string;
  /** what is said where no reason is given */
  needed?: string;
  /** the word on the button */
  press: string;
  task: Task;
  onReason: (reason: string) => void;
  onCancel: () => void;
}

/** The reason of something a person is about to do, asked in place; Escape leaves it. */
export function ReasonForm({ question, about, needed, press, task, onReason, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <ActionForm<{ reason: string }>
      press={press}
      task={task}
      onCancel={onCancel}
      className="field-form"
      onFinish={({ reason }) => onReason(reason.trim())}
    >
      <Form.Item
        name="reason"
        label={question}
        extra={about}
        rules={[{ required: true, whitespace: true, message: needed ?? t('applications.reasonNeeded') }]}
      >
        <Input.TextArea autoFocus autoSize={{ minRows: 1, maxRows: 6 }} maxLength={5000} />
      </Form.Item>
    </ActionForm>
  );
}
