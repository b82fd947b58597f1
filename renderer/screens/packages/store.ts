/** The import under way: files handed over one by one, then one job of the program that reads them all. */
import { create } from 'zustand';
import type { Output } from '../../../domain/contract/api.ts';
import { asApiError, call, transport, type ApiError } from '../../client/api.ts';
import { useProgress } from '../../state/progress.ts';
import type { Taken } from './taken.ts';

export type ImportSummary = Output<'packages.import'>;

export interface ImportFile {
  name: string;
  bytes: number;
  /** how many files it is, and how many of them are handed over */
  count: number;
  done: number;
  /** where the host can read it; null until it is handed over */
  path: string | null;
  error: ApiError | null;
}

export interface Imports {
  open: boolean;
  job: string | null;
  running: boolean;
  files: readonly ImportFile[];
  summary: ImportSummary | null;
  error: ApiError | null;
  begin: (roundId: string, files: readonly Taken[]) => Promise<void>;
  /** imports the new versions of parks that are already there */
  replace: (roundId: string, names: readonly string[]) => Promise<void>;
  cancel: () => void;
  show: (open: boolean) => void;
}

let stop = new AbortController();

function countOf(taken: Taken): number {
  return 'file' in taken ? 1 : taken.folder.files.length;
}

export const useImports = create<Imports>((set, get) => {
  const handOver = async (files: readonly Taken[]): Promise<void> => {
    for (const [at, taken] of files.entries()) {
      const change = (changes: Partial<ImportFile>): void =>
        set((now) => ({ files: now.files.map((one, index) => (index === at ? { ...one, ...changes } : one)) }));
      const handing =
        'file' in taken
          ? transport.pathOf(taken.file, stop.signal)
          : transport.pathOfFolder(taken.folder, (done) => change({ done }), stop.signal);
      const changes = await handing
        .then((path): Partial<ImportFile> => ({ path }))
        .catch((thrown: unknown): Partial<ImportFile> => ({ error: asApiError(thrown) }));
      if (stop.signal.aborted) return;
      change({ ...changes, done: countOf(taken) });
    }
  };
  const read = async (roundId: string, paths: string[], replace: boolean): Promise<void> => {
    const job = crypto.randomUUID();
    set({ job, running: true, error: null });
    try {
      const summary = await call(
        'packages.import',
        { roundId, paths, brief: true, ...(replace ? { replace } : {}) },
        { job, signal: stop.signal },
      );
      set({ summary });
    } catch (thrown) {
      set({ error: asApiError(thrown) });
    } finally {
      useProgress.getState().forget(job);
      set({ job: null, running: false });
    }
  };
  return {
    open: false,
    job: null,
    running: false,
    files: [],
    summary: null,
    error: null,
    async begin(roundId, files) {
      if (get().running || files.length === 0) return;
      stop = new AbortController();
      set({
        open: true,
        running: true,
        error: null,
        summary: null,
        files: files.map((taken) => ({ name: taken.name, bytes: taken.bytes, count: countOf(taken), done: 0, path: null, error: null })),
      });
      await handOver(files);
      const paths = get().files.flatMap((file) => file.path ?? []);
      if (stop.signal.aborted || paths.length === 0) set({ running: false });
      else await read(roundId, paths, false);
    },
    async replace(roundId, names) {
      if (get().running) return;
      stop = new AbortController();
      // a package inside a bundle or folder is named behind it
      const files = get().files.filter((file) => names.some((name) => name === file.name || name.startsWith(`${file.name}/`)));
      set({ files, summary: null });
      await read(
        roundId,
        files.flatMap((file) => file.path ?? []),
        true,
      );
    },
    cancel: () => stop.abort(),
    show: (open) => set({ open }),
  };
});
