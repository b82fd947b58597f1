/** The items that a condition reads, with what each source says of them side by side; the one that counts stands out, and another can be entered. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView } from '../../../domain/contract/api.ts';
import { sources } from '../../../domain/model.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useMutation } from '../../state/mutation.ts';
import { Ready, Section } from '../../ui/page.tsx';
import { FieldName, useValueWords } from '../../ui/values.tsx';
import { FieldForm, statementOf } from '../../ui/forms/field-form.tsx';
import { Figures } from '../../ui/tables/figures.tsx';
import { SmallButton } from '../../ui/buttons.tsx';

type Field = ApplicationView['fields'][number];

export function SourceTable({ applicationId, keys }: { applicationId: string; keys: readonly string[] }) {
  const { t } = useTranslation();
  const application = useQuery('applications.get', { applicationId });
  const [editing, setEditing] = useState<string | null>(null);
  const task = useMutation();
  const edit = (key: string | null): void => {
    task.clear();
    setEditing(key);
  };
  return (
    <Section title={t('eligibility.filter.sources')}>
      <Ready answer={application}>
        {({ fields, formFormat }) => {
          const read = fields.filter((field) => keys.includes(field.key));
          if (read.length === 0) return <p className="quiet">{t('eligibility.filter.noFields')}</p>;
          // nearly every form can be read: what was copied by hand has a column only where there is any
          const copied = read.some(({ values }) => values.some((one) => one.source === 'typed'));
          const shown = sources.filter((source) => source !== 'typed' || copied);
          return (
            <Figures
              name={t('eligibility.filter.sources')}
              rows={read}
              rowKey={(field) => field.key}
              columns={[
                { title: t('eligibility.filter.field'), head: true, cell: (field) => <FieldName label={field.label} unit={field.unit} /> },
                ...shown.map((source) => ({
                  title: t(`common.source.${source}`),
                  cell: (field: Field) => <SourceValue field={field} source={source} />,
                })),
                {
                  title: t('applications.enter'),
                  unseen: true,
                  number: true,
                  cell: (field) => (
                    <SmallButton
                      act={t('eligibility.establish')}
                      name={t('applications.edit', { field: field.label })}
                      onClick={() => edit(editing === field.key ? null : field.key)}
                    />
                  ),
                },
              ]}
              below={(field) =>
                editing === field.key ? (
                  <FieldForm
                    field={field}
                    options={field.options}
                    formFormat={formFormat}
                    citable={false}
                    task={task}
                    onSave={(typed) =>
                      void task
                        .run(() => call('applications.setField', { applicationId, key: field.key, ...statementOf(typed) }))
                        .then((done) => (done ? setEditing(null) : undefined))
                    }
                    onClose={() => edit(null)}
                  />
                ) : null
              }
            />
          );
        }}
      </Ready>
    </Section>
  );
}

function SourceValue({ field, source }: { field: Field; source: (typeof sources)[number] }) {
  const { t } = useTranslation();
  const words = useValueWords();
  const found = field.values.find((one) => one.source === source);
  const used = field.used === source;
  return (
    <>
      {found ? <span className={used ? 'source-used' : 'quiet'}>{words(found.value, field.options)}</span> : <span className="raw">—</span>}
      {used ? <span className="raw"> {t('eligibility.filter.used')}</span> : null}
      {found?.reason ? <div className="raw">{found.reason}</div> : null}
    </>
  );
}
