import { Button, Checkbox, Form, Input, Select, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../domain/contract/api.ts';
import { roles, type Role } from '../../../domain/model.ts';
import { pick } from '../../../domain/pick.ts';
import type { Mutation } from '../../state/mutation.ts';
import { FormDrawer } from '../../ui/forms/form-drawer.tsx';
import { requiredText, TextItem } from '../../ui/fields/items.tsx';

interface Typed {
  name: string;
  organisation: string;
  title: string;
  role: Role;
  another?: boolean;
}

type Facts = Pick<Typed, 'name' | 'organisation' | 'title' | 'role'>;

interface Corrected extends Typed {
  reason?: string;
}

type Task = Pick<Mutation, 'busy' | 'error'>;

interface Props {
  open: boolean;
  task: Task;
  onAdd: (typed: Typed) => Promise<boolean>;
  onClose: () => void;
}

const trimmed = <T extends Typed>(typed: T): T => ({ ...typed, organisation: typed.organisation.trim(), title: typed.title.trim() });

/** Adds people one after the other: after each the form is empty again and waits for the next name. */
export function PersonForm({ open, task, onAdd, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const first = useRef<InputRef>(null);
  const send = async (typed: Typed): Promise<void> => {
    if (!(await onAdd(trimmed(typed)))) return;
    form.setFieldsValue({ name: '', organisation: '', title: '', another: false });
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
      <Rest />
      {task.error?.code === 'person/same-name' ? <Another /> : null}
      <button type="submit" hidden aria-label={t('panel.add')} />
    </FormDrawer>
  );
}

interface EditProps {
  /** null: the form is closed */
  person: Person | null;
  task: Task;
  /** with who they were when the form was opened */
  onEdit: (corrected: Corrected, was: Facts) => void;
  onRemove: () => void;
  onClose: () => void;
}

/** Corrects who somebody is, or takes them off the panel while nothing is on record in their name. */
export function PersonEdit({ person, task, onEdit, onRemove, onClose }: EditProps) {
  const { t } = useTranslation();
  // the form keeps what it was opened with, whatever others change meanwhile
  const [was] = useState<Facts>({
    name: '',
    organisation: '',
    title: '',
    role: 'expert',
    ...(person && pick(person, 'name', 'organisation', 'title', 'role')),
  });
  return (
    <FormDrawer<Corrected>
      key={person?.personId ?? ''}
      open={person !== null}
      title={person ? t('panel.editOf', { name: person.name }) : ''}
      act={t('rounds.keep')}
      task={task}
      onClose={onClose}
      initialValues={was}
      onFinish={({ name, organisation, title, role, another, reason }) =>
        onEdit(
          trimmed({ name, organisation, title, role, ...(another && { another }), ...(reason?.trim() && { reason: reason.trim() }) }),
          was,
        )
      }
      below={
        person?.bound === false ? (
          <div className="row">
            <Button danger loading={task.busy} onClick={onRemove}>
              {t('panel.remove')}
            </Button>
            <span className="quiet">{t('panel.removeAbout', { count: person.assigned })}</span>
          </div>
        ) : (
          <p className="quiet">{t('panel.boundAbout')}</p>
        )
      }
    >
      <TextItem name="name" label={t('panel.name')} needed={t('panel.nameNeeded')} autoFocus maxLength={200} />
      <Rest />
      {task.error?.code === 'person/same-name' ? <Another /> : null}
      {person?.bound ? <TextItem name="reason" label={t('panel.editWhy')} needed={t('panel.editWhyNeeded')} rows={[1, 4]} /> : null}
    </FormDrawer>
  );
}

/** Of two people with the same name and organisation: that they are two. */
function Another() {
  const { t } = useTranslation();
  return (
    <Form.Item name="another" valuePropName="checked">
      <Checkbox>{t('panel.another')}</Checkbox>
    </Form.Item>
  );
}

/** Where somebody is from, as what, and what they are on the panel. */
function Rest() {
  const { t } = useTranslation();
  return (
    <>
      <TextItem name="organisation" label={t('panel.organisation')} maxLength={200} />
      <TextItem name="title" label={t('panel.title')} maxLength={100} />
      <Form.Item name="role" label={t('panel.role')}>
        <Select options={roles.map((role) => ({ value: role, label: t(`common.role.${role}`) }))} />
      </Form.Item>
    </>
  );
}
