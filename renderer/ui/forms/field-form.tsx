/** Enters a value established from the evidence, with its reason; the form's own value stays beside it. */
import { Button, Checkbox, Form, Input, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldValue } from '../../../domain/model.ts';
import { Refused } from '../page.tsx';
import type { Option } from '../values.tsx';
import type { ApplicationView } from '../../../domain/contract/api.ts';
import { required, requiredText } from '../fields/items.tsx';
import type { Task } from './action-form.tsx';

type Field = ApplicationView['fields'][number];

export interface NewValue {
  value: FieldValue;
  reason: string;
  /** whether the document under the reader's eye is named as evidence */
  citing: boolean;
}

interface Typed {
  value: string | boolean | string[] | undefined;
  reason: string;
  citing: boolean;
}

interface Props {
  field: Field;
  options: readonly Option[];
  /** whether a document stands open beside it that can be named as evidence */
  citable?: boolean;
  task: Task;
  onSave: (typed: NewValue) => void;
  onClose: () => void;
}

export function FieldForm({ field, options, citable = true, task, onSave, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  return (
    <Form<Typed>
      form={form}
      scrollToFirstError={{ focus: true }}
      layout="vertical"
      className="field-form"
      initialValues={{ value: startOf(field), citing: citable, reason: '' }}
      onFinish={(typed) => onSave({ value: valueOf(field, typed.value), reason: typed.reason.trim(), citing: citable && typed.citing })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <Form.Item name="value" label={t('applications.established')} rules={required(t('applications.valueNeeded'))}>
        {controlOf(field, options, t('common.yes'), t('common.no'), t('applications.linesHint'))}
      </Form.Item>
      <Form.Item name="reason" label={t('common.reason')} rules={requiredText(t('applications.reasonNeeded'))}>
        <Input.TextArea
          autoSize={{ minRows: 1, maxRows: 4 }}
          placeholder={t('applications.reasonExample')}
          onKeyDown={(event) => {
            // Enter records; a new line takes Shift
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            form.submit();
          }}
        />
      </Form.Item>
      <Refused error={task.error} />
      <div className="row-between">
        {citable ? (
          <Form.Item name="citing" valuePropName="checked" noStyle>
            <Checkbox>{t('applications.citing')}</Checkbox>
          </Form.Item>
        ) : (
          <span />
        )}
        <span className="row">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={task.busy}>
            {t('applications.enter')}
          </Button>
        </span>
      </div>
    </Form>
  );
}

function controlOf(field: Field, options: readonly Option[], yes: string, no: string, lines: string): ReactNode {
  switch (field.type) {
    case 'boolean':
      return (
        <Radio.Group>
          <Radio value autoFocus>
            {yes}
          </Radio>
          <Radio value={false}>{no}</Radio>
        </Radio.Group>
      );
    case 'choice':
      return <Select autoFocus options={[...options]} />;
    case 'set':
      return <Select autoFocus mode="multiple" options={[...options]} />;
    case 'list':
      return <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 6 }} placeholder={lines} />;
    case 'date':
      return <Input autoFocus placeholder="2024-08" />;
    case 'integer':
    case 'decimal':
      return <Input autoFocus inputMode="decimal" className="number" />;
    default:
      return <Input autoFocus />;
  }
}

function startOf(field: Field): Typed['value'] {
  const used = field.values.find((one) => one.source === field.used)?.value;
  if (used === null || used === undefined) return undefined;
  if (field.type === 'list' && Array.isArray(used)) return used.join('\n');
  return typeof used === 'number' ? String(used) : used;
}

/** What was typed, in the shape of the field's type; a figure that is none goes as it stands and is refused by the program. */
function valueOf(field: Field, typed: Typed['value']): FieldValue {
  if (typed === undefined) return null;
  if (typeof typed !== 'string') return typed;
  const text = typed.trim();
  if (field.type === 'list')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  if (field.type === 'integer' && /^\d+$/.test(text)) return Number(text);
  return text;
}
