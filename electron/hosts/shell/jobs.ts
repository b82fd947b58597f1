/** Long work: the machine does not fall asleep under it, and who went on to another program is told when it ends. */
import { basename } from 'node:path';
import type { Services } from '../carrier/services.ts';

/** Shorter work ends before anybody looks away, in ms. */
const long = 10_000;

export interface JobParts {
  /** Keeps the system awake; gives how to let it. */
  readonly stayAwake: () => () => void;
  readonly isWatched: () => boolean;
  /** `file`: the name of what was made; null: nothing that has one */
  readonly tell: (ended: { readonly ok: boolean; readonly file: string | null }) => void;
}

function fileOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'path' in value && typeof value.path === 'string' ? basename(value.path) : null;
}

/** The same services; calls that are jobs are watched. */
export function watchJobs<S extends Pick<Services, 'call'>>(services: S, { stayAwake, isWatched, tell }: JobParts): S {
  let running = 0;
  let sleep: (() => void) | undefined;
  return {
    ...services,
    async call(request: Parameters<Services['call']>[0]) {
      if (request.job === undefined) return services.call(request);
      const began = performance.now();
      running += 1;
      if (running === 1) sleep = stayAwake();
      try {
        const answer = await services.call(request);
        const isCancelled = !answer.ok && answer.error.code === 'call/cancelled';
        if (performance.now() - began >= long && !isWatched() && !isCancelled)
          tell({ ok: answer.ok, file: answer.ok ? fileOf(answer.value) : null });
        return answer;
      } finally {
        running -= 1;
        if (running === 0) sleep?.();
      }
    },
  };
}
