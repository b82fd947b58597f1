/** The items that a condition reads, with what each source says of them side by side; the one that counts stands out, and another can be entered. */
import { Button } from 'antd';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView } from '../../../domain/contract/api.ts';
import { sources } from '../../../domain/model.ts';
import { call } from '../../client/api.ts';
import { useAnswer } from '../../state/answers.ts';
import { useTask } from '../../state/task.ts';
import { Ready } from '../../ui/notices.tsx';
import { useValueWords } from '../../ui/values.tsx';
import { FieldForm } from '../../ui/forms/field-form.tsx';

type Field = ApplicationView['fields'][number];

export function SourceTable({ applicationId, keys }: { applicationId: string; keys: readonly string[] }) {
  const { t } = useTranslation();
  const application = useAnswer('applications.get', { applicationId });
  const [editing, setEditing] = useState<string | null>(null);
  const task = useTask();
  const edit = (key: string | null): void => {
    task.clear();
    setEditing(key);
  };
  return (
    <section className="section">
      <h2>{t('eligibility.filter.sources')}</h2>
      <Ready answer={application}>
        {({ fields }) => {
          const read = fields.filter((field) => keys.includes(field.key));
          if (read.length === 0) return <p className="quiet">{t('eligibility.filter.noFields')}</p>;
          return (
            <table className="plain-table" aria-label={t('eligibility.filter.sources')}>
              <thead>
                <tr>
                  <th scope="col">{t('eligibility.filter.field')}</th>
                  {sources.map((source) => (
                    <th key={source} scope="col">
                      {t(`common.source.${source}`)}
                    </th>
                  ))}
                  <th scope="col">
                    <span className="unseen">{t('applications.enter')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {read.map((field) => (
                  <Fragment key={field.key}>
                    <SourceRow field={field} onEdit={() => edit(editing === field.key ? null : field.key)} />
                    {editing === field.key ? (
                      <tr>
                        <td colSpan={sources.length + 2}>
                          <FieldForm
                            field={field}
                            options={field.options}
                            citable={false}
                            busy={task.busy}
                            refusal={task.error}
                            onSave={({ value, reason }) =>
                              void task
                                .run(() => call('applications.setField', { applicationId, key: field.key, value, reason }))
                                .then((done) => (done ? setEditing(null) : undefined))
                            }
                            onClose={() => edit(null)}
                          />
                        </td>
                      </tr>
                    ) : null}
                  </Fragment>
                ))}
              </tbody>
            </table>
          );
        }}
      </Ready>
    </section>
  );
}

function SourceRow({ field, onEdit }: { field: Field; onEdit: () => void }) {
  const { t } = useTranslation();
  const words = useValueWords();
  return (
    <tr>
      <th scope="row">
        {field.label}
        {field.unit && field.unit !== 'none' && field.unit !== 'count' ? (
          <span className="raw unit"> {t(`common.unit.${field.unit}`, { defaultValue: field.unit })}</span>
        ) : null}
      </th>
      {sources.map((source) => {
        const found = field.values.find((one) => one.source === source);
        const used = field.used === source;
        return (
          <td key={source}>
            {found ? (
              <span className={used ? 'source-used' : 'quiet'}>{words(found.value, field.options)}</span>
            ) : (
              <span className="raw">—</span>
            )}
            {used ? <span className="raw"> {t('eligibility.filter.used')}</span> : null}
            {found?.reason ? <div className="raw">{found.reason}</div> : null}
          </td>
        );
      })}
      <td className="number">
        <Button size="small" onClick={onEdit} aria-label={t('applications.edit', { field: field.label })}>
          {t('eligibility.establish')}
        </Button>
      </td>
    </tr>
  );
}
