import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { CheckOutlined, WarningOutlined } from '../../ui/icons.tsx';
import type { Output } from '../../../domain/contract/api.ts';
import { Refused } from '../../ui/page.tsx';
import type { Task } from '../../ui/forms/action-form.tsx';

interface Props {
  health: Output<'workspace.doctor'> | null;
  task: Task;
  onCheck: () => void;
}

function outcomeOf({ healthy, unproven }: Output<'workspace.doctor'>): 'healthy' | 'ill' | 'unproven' {
  if (!healthy) return 'ill';
  return unproven.length > 0 ? 'unproven' : 'healthy';
}

/** 体检: every check with what it found. */
export function DoctorList({ health, task, onCheck }: Props) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <div className="row-between">
        <span className={health && !health.healthy ? 'wants' : 'quiet'} role="status">
          {health === null ? t('workspace.doctor.about') : t(`workspace.doctor.${outcomeOf(health)}`)}
        </span>
        <Button loading={task.busy} onClick={onCheck}>
          {t('workspace.doctor.check')}
        </Button>
      </div>
      <Refused error={task.error} />
      {health ? (
        <ul className="plain-list">
          {health.checks.map((check) => (
            <li key={check.id} className={check.ok ? undefined : 'wants'}>
              {check.ok ? <CheckOutlined /> : <WarningOutlined />} {check.text}
              {check.found.map((found) => (
                <div key={found} className="raw">
                  {found}
                </div>
              ))}
            </li>
          ))}
          {health.unproven.map((sentence) => (
            <li key={sentence} className="wants">
              <WarningOutlined /> {sentence}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
