import { Button } from 'antd';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView, EvaluationView } from '../../../domain/contract/api.ts';
import type { ApiError } from '../../client/api.ts';
import { TaskForm } from './task-form.tsx';

type Checklist = NonNullable<EvaluationView['checklist']>;

interface Props {
  tasks: Checklist['tasks'];
  checklist: Checklist;
  application: ApplicationView;
  busy: boolean;
  refusal: ApiError | null;
  /** true when it went through */
  onRecord: (field: string, progress: string, remark: string, documentId: string | null) => Promise<boolean>;
  onClear: () => void;
}

const columns = 5;

/** The tasks in their numbers, with who is responsible, how far they are and on what ground. */
export function TaskTable({ tasks, checklist, application, busy, refusal, onRecord, onClear }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const label = (progress: string): string => checklist.states.find((one) => one.value === progress)?.label ?? progress;
  const edit = (field: string | null): void => {
    onClear();
    setOpen(field);
  };
  return (
    <div className="plane scroll-across">
      <table className="plain-table task-table" aria-label={t('eligibility.tasks.title')}>
        <thead>
          <tr>
            <th scope="col" className="number">
              {t('eligibility.tasks.no')}
            </th>
            <th scope="col">{t('eligibility.tasks.task')}</th>
            <th scope="col">{t('eligibility.tasks.units')}</th>
            <th scope="col">{t('eligibility.tasks.progress')}</th>
            <th scope="col" className="no-print">
              <span className="unseen">{t('eligibility.tasks.record')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tasks.map((task) => {
            const field = application.fields.find((one) => one.key === task.field);
            const remark = field?.values.find((one) => one.source === field.used)?.reason;
            const progress = task.progress;
            return (
              <Fragment key={task.no}>
                <tr data-task={task.no}>
                  <td className="number">{task.no}</td>
                  <td>{task.text}</td>
                  <td className="quiet">{task.units.join(t('common.comma'))}</td>
                  <td className="task-progress">
                    {progress === null ? (
                      <span className="wants">{t('eligibility.tasks.unknown')}</span>
                    ) : (
                      <span
                        className={progress === checklist.done ? 'verified' : undefined}
                      >{`${progress === checklist.done ? '✓ ' : ''}${label(progress)}`}</span>
                    )}
                    {remark ? <div className="raw">{remark}</div> : null}
                  </td>
                  <td className="no-print">
                    <Button
                      size="small"
                      onClick={() => edit(open === task.field ? null : task.field)}
                      aria-label={t('eligibility.tasks.recordOne', { no: task.no })}
                    >
                      {t('eligibility.tasks.record')}
                    </Button>
                  </td>
                </tr>
                {open === task.field ? (
                  <tr className="no-print">
                    <td colSpan={columns}>
                      <TaskForm
                        states={checklist.states}
                        documents={application.documents}
                        before={progress}
                        busy={busy}
                        refusal={refusal}
                        onRecord={(value, text, documentId) =>
                          void onRecord(task.field, value, text, documentId).then((done) => (done ? setOpen(null) : undefined))
                        }
                        onClose={() => edit(null)}
                      />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
