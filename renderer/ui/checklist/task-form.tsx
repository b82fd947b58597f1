import { Form, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ApplicationView } from '../../../domain/contract/api.ts';
import { required, TextItem } from '../fields/items.tsx';
import { ActionForm, type Task } from '../forms/action-form.tsx';

interface Typed {
  progress: string;
  remark: string;
  documentId?: string | null;
}

interface Props {
  states: readonly { value: string; label: string }[];
  documents: ApplicationView['documents'];
  before: string | null;
  task: Task;
  onRecord: (progress: string, remark: string, documentId: string | null) => void;
  onClose: () => void;
}

/** The progress of one task: its state, a remark, and the document that shows it. */
export function TaskForm({ states, documents, before, task, onRecord, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <ActionForm<Typed>
      press={t('eligibility.tasks.keep')}
      task={task}
      onCancel={onClose}
      className="field-form"
      initialValues={{ ...(before ? { progress: before } : {}), remark: '' }}
      onFinish={({ progress, remark, documentId }) => onRecord(progress, remark.trim(), documentId ?? null)}
    >
      <Form.Item name="progress" label={t('eligibility.tasks.progress')} rules={required(t('eligibility.tasks.progressNeeded'))}>
        <Radio.Group options={[...states]} />
      </Form.Item>
      <TextItem name="remark" label={t('eligibility.tasks.remark')} needed={t('eligibility.tasks.remarkNeeded')} rows={[1, 4]} />
      {documents.length > 0 ? (
        <Form.Item name="documentId" label={t('eligibility.tasks.evidence')}>
          <Select
            allowClear
            placeholder={t('eligibility.tasks.noEvidence')}
            options={documents.map(({ documentId, path }) => ({ value: documentId, label: path }))}
          />
        </Form.Item>
      ) : null}
    </ActionForm>
  );
}
