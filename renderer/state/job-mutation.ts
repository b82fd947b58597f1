/** Work that takes its time: a task under a name by which it tells how far it is, and can be stopped. */
import { useCallback, useRef, useState } from 'react';
import type { Progress } from '../../domain/contract/api.ts';
import { useJob, useProgress } from './progress.ts';
import { useMutation, type Mutation } from './mutation.ts';

export interface CallOptions {
  job: string;
  signal: AbortSignal;
}

export interface JobMutation extends Pick<Mutation, 'busy' | 'error' | 'clear'> {
  progress: Progress | undefined;
  /** runs the work with what its calls want to be given; true when it went through */
  run: (work: (options: CallOptions) => Promise<unknown>) => Promise<boolean>;
  cancel: () => void;
}

export function useJobMutation(): JobMutation {
  const { busy, error, clear, run: start } = useMutation();
  const [job, setJob] = useState<string | null>(null);
  const stop = useRef<AbortController | null>(null);
  const progress = useJob(job);
  const run = useCallback(
    async (work: (options: CallOptions) => Promise<unknown>): Promise<boolean> => {
      const name = crypto.randomUUID();
      stop.current = new AbortController();
      const { signal } = stop.current;
      setJob(name);
      try {
        return await start(() => work({ job: name, signal }));
      } finally {
        setJob(null);
        useProgress.getState().forget(name);
      }
    },
    [start],
  );
  return { busy, error, clear, progress, run, cancel: () => stop.current?.abort() };
}
