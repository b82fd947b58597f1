/** Enters a value established from the evidence, with its reason; the form's own value stays beside it. */
import { Button, Checkbox, Form, Input, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { understand } from '../../../domain/form/typed.ts';
import type { FieldValue } from '../../../domain/model.ts';
import { Refused } from '../page.tsx';
import type { Option } from '../values.tsx';
import type { ApplicationView } from '../../../domain/contract/api.ts';
import { required, requiredText } from '../fields/items.tsx';
import type { Task } from './action-form.tsx';
import { NamedForm } from './named-form.tsx';

type Field = ApplicationView['fields'][number];

export interface NewValue {
  value: FieldValue;
  /** copied from a form that could not be read, or established for a reason */
  source: 'typed' | 'evidence';
  /** '' where there is none, which only a copied value may do without */
  reason: string;
  /** whether the document under the reader's eye is named as evidence */
  citing: boolean;
}

/** What is typed as the parameters of `applications.setField`. */
export function statementOf({ value, source, reason }: NewValue): { value: FieldValue; source: NewValue['source']; reason?: string } {
  return { value, source, ...(reason === '' ? {} : { reason }) };
}

/** Whether the form may state it and nothing of it could be read: then what it says can be copied by hand. */
function isCopyable({ statedBy, values }: Field): boolean {
  return statedBy === 'form' && (values.find((one) => one.source === 'form')?.value ?? null) === null;
}

interface Typed {
  source: NewValue['source'];
  value: string | boolean | string[] | undefined;
  reason: string;
  citing: boolean;
}

interface Props {
  field: Field;
  options: readonly Option[];
  /** how the form was read: of a picture or of none at all everything is copied by hand, unless somebody says otherwise */
  formFormat: ApplicationView['formFormat'];
  /** whether a document stands open beside it that can be named as evidence */
  citable?: boolean;
  task: Task;
  onSave: (typed: NewValue) => void;
  onClose: () => void;
}

export function FieldForm({ field, options, formFormat, citable = true, task, onSave, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const copyable = isCopyable(field);
  const unread = formFormat === 'scan' || formFormat === 'none';
  const start = copyable && (field.used === 'typed' || (field.used === null && unread)) ? 'typed' : 'evidence';
  const copies = (Form.useWatch('source', form) ?? start) === 'typed';
  const typed = Form.useWatch('value', form);
  return (
    <NamedForm<Typed>
      form={form}
      scrollToFirstError={{ focus: true }}
      layout="vertical"
      className="field-form"
      initialValues={{ source: start, value: startOf(field), citing: citable, reason: '' }}
      onFinish={(typed) =>
        onSave({
          value: valueOf(field, typed.value),
          source: copies ? 'typed' : 'evidence',
          reason: copies ? '' : typed.reason.trim(),
          citing: citable && typed.citing,
        })
      }
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      {copyable ? (
        <Form.Item name="source" aria-label={t('applications.entry.source')}>
          <Radio.Group
            optionType="button"
            options={(['typed', 'evidence'] as const).map((source) => ({ value: source, label: t(`applications.entry.${source}`) }))}
          />
        </Form.Item>
      ) : null}
      <Form.Item
        name="value"
        label={t(copies ? 'applications.entry.copied' : 'applications.established')}
        rules={[
          ...required(t(copies ? 'applications.entry.copiedNeeded' : 'applications.valueNeeded')),
          {
            validateTrigger: 'onSubmit',
            validator: (_rule, given: Typed['value']) => {
              const why = lacks(field, given);
              return why === null ? Promise.resolve() : Promise.reject(new Error(t(`applications.entry.not.${why}`)));
            },
          },
        ]}
        extra={<Reading field={field} typed={typed} />}
      >
        {controlOf(field, options, t('common.yes'), t('common.no'), t('applications.linesHint'))}
      </Form.Item>
      {copies ? null : (
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
      )}
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
            {t(copies ? 'applications.entry.enter' : 'applications.enter')}
          </Button>
        </span>
      </div>
    </NamedForm>
  );
}

const figures: ReadonlySet<string> = new Set(['decimal', 'integer', 'date']);

/** Why what is typed is no figure or date; null where it is one, or nothing is typed. */
function lacks(field: Field, typed: Typed['value']): string | null {
  if (!figures.has(field.type) || typeof typed !== 'string' || typed.trim() === '') return null;
  const read = understand(field.type, field.unit, typed);
  return 'why' in read ? read.why : null;
}

/** In which form a figure or date is given, and as what it is understood where that is not what was typed. */
function Reading({ field, typed }: { field: Field; typed: Typed['value'] }) {
  const { t } = useTranslation();
  if (!figures.has(field.type)) return null;
  const read = typeof typed === 'string' && typed.trim() !== '' ? understand(field.type, field.unit, typed) : null;
  const unit = field.unit && field.unit !== 'none' ? t(`common.unit.${field.unit}`, { defaultValue: field.unit }) : '';
  if (read && 'text' in read && read.text !== String(typed).trim())
    return <span role="status">{t('applications.entry.understood', { value: read.text, unit: field.type === 'date' ? '' : unit })}</span>;
  if (field.type === 'date') return t('applications.entry.formatDate');
  return unit === '' ? t('applications.entry.formatBare') : t('applications.entry.format', { unit });
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

/** What was typed, in the shape of the field's type; a figure that is none goes as it stands and is refused. */
function valueOf(field: Field, typed: Typed['value']): FieldValue {
  if (typed === undefined) return null;
  if (typeof typed !== 'string') return typed;
  const text = typed.trim();
  if (field.type === 'list')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  if (!figures.has(field.type)) return text;
  const read = understand(field.type, field.unit, text);
  if ('why' in read) return text;
  return field.type === 'integer' ? Number(read.text) : read.text;
}
