/** 责任清单: how far the tasks are, by heading or by responsible unit, and the tasks themselves with progress and remark. */
import { Progress, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView, EvaluationView } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { CompletionList } from './completion-list.tsx';
import { TargetTable } from './target-table.tsx';
import { TaskTable } from './task-table.tsx';

type Checklist = NonNullable<EvaluationView['checklist']>;
type Grouping = 'headings' | 'units';

interface Props {
  application: ApplicationView;
  checklist: Checklist;
  conditions: EvaluationView['conditions'];
  /** the panes of a park's page leave less room than a screen of its own */
  narrow?: boolean;
  /** opens a target, where its result can be entered */
  onTarget?: (conditionId: string) => void;
}

export function ChecklistPanel({ application, checklist, conditions, narrow = false, onTarget }: Props) {
  const { t } = useTranslation();
  const [grouping, setGrouping] = useState<Grouping>('headings');
  const [chosen, setChosen] = useState<string | null>(null);
  const task = useMutation();
  const { tasks, total, states } = checklist;
  const groups = checklist[grouping].map((one) => ({ ...one, key: 'no' in one ? one.no : one.name, lead: 'no' in one ? one.no : null }));
  const shown =
    chosen === null ? tasks : tasks.filter((one) => (grouping === 'headings' ? one.heading === chosen : one.units.includes(chosen)));
  const counts = [
    ...states.map(({ value, label }) => ({ label, count: tasks.filter((one) => one.progress === value).length })),
    { label: t('eligibility.tasks.unknown'), count: total.unknown },
  ];
  const record = (field: string, value: string, reason: string, documentId: string | null): Promise<boolean> =>
    task.run(() =>
      call('applications.setField', {
        applicationId: application.applicationId,
        key: field,
        value,
        reason,
        ...(documentId ? { evidence: [{ documentId }] } : {}),
      }),
    );
  return (
    <div className="stack-wide checklist">
      <div className="stack-tight checklist-head">
        <Progress type="line" percent={Math.floor((total.done * 100) / total.total)} aria-label={t('eligibility.tasks.title')} />
        <span className="quiet">
          {[t('eligibility.tasks.total', { count: total.total }), ...counts.map(({ label, count }) => `${label} ${count}`)].join(' · ')}
        </span>
      </div>
      <TargetTable targets={checklist.targets} conditions={conditions} onOpen={onTarget} />
      <div className="row no-print">
        <Segmented<Grouping>
          aria-label={t('eligibility.tasks.grouping')}
          value={grouping}
          onChange={(next) => {
            setGrouping(next);
            setChosen(null);
          }}
          options={(['headings', 'units'] as const).map((one) => ({ value: one, label: t(`eligibility.tasks.by.${one}`) }))}
        />
      </div>
      <div className={narrow ? 'stack-wide' : 'checklist-columns'}>
        <CompletionList groups={groups} chosen={chosen} onChoose={setChosen} />
        <TaskTable tasks={shown} checklist={checklist} application={application} task={task} onRecord={record} onClear={task.clear} />
      </div>
    </div>
  );
}
