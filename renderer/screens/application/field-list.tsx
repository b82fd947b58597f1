/** The fields of the form in its own order, those that could not be read first. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView } from '../../../domain/contract/api.ts';
import { FieldForm, type NewValue } from '../../ui/forms/field-form.tsx';
import { FieldRow } from './field-row.tsx';
import { Section } from '../../ui/page.tsx';
import type { Task } from '../../ui/forms/action-form.tsx';

type Field = ApplicationView['fields'][number];

interface Props {
  fields: readonly Field[];
  formFormat: ApplicationView['formFormat'];
  task: Task;
  onSet: (key: string, typed: NewValue) => Promise<boolean>;
  onClear: () => void;
}

function known(field: Field): boolean {
  return field.used !== null;
}

export function FieldList({ fields, formFormat, task, onSet, onClear }: Props) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<string | null>(null);
  const groups = [
    { name: 'unread', fields: fields.filter((field) => !known(field) && field.statedBy === 'form') },
    { name: 'reviewer', fields: fields.filter((field) => !known(field) && field.statedBy === 'reviewer') },
    { name: 'read', fields: fields.filter(known) },
  ];
  const edit = (key: string | null): void => {
    onClear();
    setEditing(key);
  };
  return (
    <div className="stack-wide">
      {groups
        .filter((group) => group.fields.length > 0)
        .map((group) => (
          <Section key={group.name} title={t(`applications.${group.name}`, { count: group.fields.length })}>
            <ul className="plain-list">
              {group.fields.map((field) => (
                <li key={field.key} data-field={field.key}>
                  <FieldRow field={field} options={field.options} editing={editing === field.key} onEdit={() => edit(field.key)} />
                  {editing === field.key ? (
                    <FieldForm
                      field={field}
                      options={field.options}
                      formFormat={formFormat}
                      task={task}
                      onSave={(typed) => void onSet(field.key, typed).then((done) => (done ? setEditing(null) : undefined))}
                      onClose={() => edit(null)}
                    />
                  ) : null}
                </li>
              ))}
            </ul>
          </Section>
        ))}
    </div>
  );
}
