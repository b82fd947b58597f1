import { Button, Form, Input, Select, type InputRef } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { roles, type Role } from '../../../domain/model.ts';
import { FormDrawer } from '../../ui/forms/form-drawer.tsx';
import { requiredText, TextItem } from '../../ui/fields/items.tsx';
import type { Task } from '../../ui/forms/action-form.tsx';

interface Typed {
  name: string;
  organisation: string;
  title: string;
  role: Role;
}

interface Props {
  open: boolean;
  task: Task;
  onAdd: (typed: Typed) => Promise<boolean>;
  onClose: () => void;
}

/** Adds people one after the other: after each the form is empty again and waits for the next name. */
export function PersonForm({ open, task, onAdd, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const first = useRef<InputRef>(null);
  const send = async (typed: Typed): Promise<void> => {
    if (!(await onAdd({ ...typed, organisation: typed.organisation.trim(), title: typed.title.trim() }))) return;
    form.setFieldsValue({ name: '', organisation: '', title: '' });
    first.current?.focus();
  };
  return (
    <FormDrawer<Typed>
      form={form}
      open={open}
      title={t('panel.add')}
      act={t('panel.addNext')}
      task={task}
      onClose={onClose}
      beside={<Button onClick={onClose}>{t('common.close')}</Button>}
      initialValues={{ name: '', organisation: '', title: '', role: 'expert' }}
      onFinish={(typed) => void send(typed)}
    >
      <Form.Item name="name" label={t('panel.name')} rules={requiredText(t('panel.nameNeeded'))}>
        <Input ref={first} autoFocus maxLength={200} />
      </Form.Item>
      <TextItem name="organisation" label={t('panel.organisation')} maxLength={200} />
      <TextItem name="title" label={t('panel.title')} maxLength={100} />
      <Form.Item name="role" label={t('panel.role')}>
        <Select options={roles.map((role) => ({ value: role, label: t(`common.role.${role}`) }))} />
      </Form.Item>
      <button type="submit" hidden aria-label={t('panel.add')} />
    </FormDrawer>
  );
}
