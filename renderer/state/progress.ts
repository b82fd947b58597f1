/** How far the jobs of this window have come, as the host tells. */
import { create } from 'zustand';
import type { Progress } from '../../domain/contract/api.ts';

interface Jobs {
  jobs: Readonly<Record<string, Progress>>;
  tell: (progress: Progress) => void;
  forget: (job: string) => void;
}

export const useProgress = create<Jobs>((set) => ({
  jobs: {},
  tell: ({ job, done, total, label }) => set((now) => ({ jobs: { ...now.jobs, [job]: { job, done, total, label } } })),
  forget: (job) =>
    set((now) => {
      const { [job]: _gone, ...jobs } = now.jobs;
      return { jobs };
    }),
}));

/** The progress of one job; nothing before its first word. */
export function useJob(job: string | null): Progress | undefined {
  return useProgress((now) => (job === null ? undefined : now.jobs[job]));
}
