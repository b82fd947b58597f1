import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView, EvaluationView } from '../../../domain/contract/api.ts';
import { TaskForm } from './task-form.tsx';
import { Figures } from '../tables/figures.tsx';
import type { Task } from '../forms/action-form.tsx';

type Checklist = NonNullable<EvaluationView['checklist']>;

interface Props {
  tasks: Checklist['tasks'];
  checklist: Checklist;
  application: ApplicationView;
  task: Task;
  /** true when it went through */
  onRecord: (field: string, progress: string, remark: string, documentId: string | null) => Promise<boolean>;
  onClear: () => void;
}

/** The tasks in their numbers, with who is responsible, how far they are and on what ground. */
export function TaskTable({ tasks, checklist, application, task, onRecord, onClear }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const label = (progress: string): string => checklist.states.find((one) => one.value === progress)?.label ?? progress;
  const edit = (field: string | null): void => {
    onClear();
    setOpen(field);
  };
  return (
    <Figures
      frame="plane scroll-across"
      className="task-table"
      name={t('eligibility.tasks.title')}
      rows={tasks}
      rowKey={(task) => task.no}
      rowProps={(task) => ({ 'data-task': task.no })}
      columns={[
        { title: t('eligibility.tasks.no'), number: true, cell: (task) => task.no },
        { title: t('eligibility.tasks.task'), cell: (task) => task.text },
        { title: t('eligibility.tasks.units'), className: 'quiet', cell: (task) => task.units.join(t('common.comma')) },
        {
          title: t('eligibility.tasks.progress'),
          className: 'task-progress',
          cell: ({ field: key, progress }) => {
            const field = application.fields.find((one) => one.key === key);
            const remark = field?.values.find((one) => one.source === field.used)?.reason;
            const done = progress === checklist.done;
            return (
              <>
                {progress === null ? (
                  <span className="wants">{t('eligibility.tasks.unknown')}</span>
                ) : (
                  <span className={done ? 'verified' : undefined}>{`${done ? '✓ ' : ''}${label(progress)}`}</span>
                )}
                {remark ? <div className="raw">{remark}</div> : null}
              </>
            );
          },
        },
        {
          title: t('eligibility.tasks.record'),
          unseen: true,
          noPrint: true,
          cell: ({ field, no }) => (
            <Button size="small" onClick={() => edit(open === field ? null : field)} aria-label={t('eligibility.tasks.recordOne', { no })}>
              {t('eligibility.tasks.record')}
            </Button>
          ),
        },
      ]}
      below={({ field, progress }) =>
        open === field ? (
          <TaskForm
            states={checklist.states}
            documents={application.documents}
            before={progress}
            task={task}
            onRecord={(value, text, documentId) =>
              void onRecord(field, value, text, documentId).then((done) => (done ? setOpen(null) : undefined))
            }
            onClose={() => edit(null)}
          />
        ) : null
      }
    />
  );
}
