/** Long making of documents: how far it has come, and the way to stop it. */
import { Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Progress as Told } from '../../../domain/contract/api.ts';
import { useJob } from '../../state/progress.ts';
import { useTask } from '../../state/task.ts';
import type { Task } from '../../state/task.ts';
import { Refused } from '../../ui/notices.tsx';

interface Making {
  readonly task: Task;
  readonly progress: Told | undefined;
  /** runs the work under a job of its own */
  readonly make: (work: (options: { job: string; signal: AbortSignal }) => Promise<void>) => Promise<void>;
  readonly stop: () => void;
}

export function useMaking(): Making {
  const [job, setJob] = useState<string | null>(null);
  const stopper = useRef<AbortController | null>(null);
  const task = useTask();
  return {
    task,
    progress: useJob(job),
    make: async (work) => {
      const id = crypto.randomUUID();
      setJob(id);
      stopper.current = new AbortController();
      const { signal } = stopper.current;
      await task.run(() => work({ job: id, signal }));
      setJob(null);
    },
    stop: () => stopper.current?.abort(),
  };
}

/** Beside the button that makes: stop while it runs, close before and after. */
export function StopOrClose({ making, onClose }: { making: Making; onClose: () => void }) {
  const { t } = useTranslation();
  return making.task.busy ? (
    <Button onClick={making.stop}>{t('applications.import.cancel')}</Button>
  ) : (
    <Button onClick={onClose}>{t('common.close')}</Button>
  );
}

/** How far it has come, or why it was refused. */
export function MakingState({ making: { task, progress } }: { making: Making }) {
  const { t } = useTranslation();
  const share = progress && progress.total > 0 ? Math.round((progress.done / progress.total) * 100) : 0;
  return (
    <>
      {task.busy ? (
        <div role="status">
          <Progress percent={share} status="active" />
          <span className="quiet">
            {progress
              ? t('documents.batch.at', { done: progress.done, total: progress.total, name: progress.label })
              : t('documents.screen.making')}
          </span>
        </div>
      ) : null}
      <Refused error={task.error} onClose={task.clear} />
    </>
  );
}
