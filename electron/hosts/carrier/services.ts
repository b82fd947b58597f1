/** The services as a carrier hands them on: a call, its cancelling, what is told unasked, files by id. Whether they run beside it or behind a port is the same. */
import type { Result } from '../../../domain/result.ts';
import type { Host } from '../../services/host.ts';
import type { Request } from '../../services/session/dispatch.ts';
import { findServedFile, type ServedFile, type ServedKind } from '../../services/workspace/files.ts';

export interface Services {
  call(request: Request): Promise<Result<unknown>>;
  /** false when no such job is under way */
  cancel(job: string): Promise<boolean>;
  /** Tells progress and writes; gives how to stop. */
  listen(tell: (message: unknown) => void): () => void;
  /** null for what is not there or not for `actor`, without telling which */
  find(kind: ServedKind, id: string, actor: string | undefined): Promise<ServedFile | null>;
  /** Hands over task and return files that were double-clicked since the start: the next window that asks is told of them. */
  hand(files: readonly string[]): Promise<void>;
  /** names of the jobs that are under way */
  busy(): Promise<readonly string[]>;
  /** Cancels every job and waits until each has ended. */
  cancelAll(): Promise<void>;
  /** Lets go of the store. */
  release(): Promise<void>;
}

/** Services of the same process. */
export function servicesOf({ session, dispatch }: Host): Services {
  return {
    call: (request) => dispatch.call(request),
    cancel: async (job) => dispatch.cancel(job),
    listen(tell) {
      const quiet = [
        dispatch.onProgress((progress) => tell({ type: 'progress', ...progress })),
        dispatch.onWrite((write) => tell({ type: 'changed', ...write })),
      ];
      return () => {
        for (const stop of quiet) stop();
      };
    },
    async find(kind, id, actor) {
      try {
        return findServedFile(session, kind, id, actor);
      } catch {
        return null;
      }
    },
    async hand(files) {
      session.asked.files = [...new Set([...session.asked.files, ...files])];
    },
    busy: async () => dispatch.busy(),
    async cancelAll() {
      const ended = Promise.all(dispatch.busy().map((job) => dispatch.ended(job)));
      for (const job of dispatch.busy()) dispatch.cancel(job);
      await ended;
    },
    async release() {
      session.release();
    },
  };
}
