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
  /** takes in a package that was refused for want of a form that can be read, under a name that a person gives; whether it went well */
  takeIn: (roundId: string, refused: string, parkName: string) => Promise<boolean>;
  cancel: () => void;
  show: (open: boolean) => void;
}

let stop = new AbortController();

function countOf(taken: Taken): number {
  return 'file' in taken ? 1 : taken.folder.files.length;
}

/** A package inside a bundle or folder is named behind it. */
function holds(file: ImportFile, name: string): boolean {
  return name === file.name || name.startsWith(`${file.name}/`);
}

export const useImports = create<Imports>((set, get) => {
  /** what parks are called whose packages are taken in without a form, by package */
  const names = new Map<string, string>();
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
  const read = async (
    roundId: string,
    paths: string[],
    replace: boolean,
    keep?: (summary: ImportSummary) => ImportSummary,
  ): Promise<void> => {
    const job = crypto.randomUUID();
    set({ job, running: true, error: null });
    try {
      const takeIn = Array.from(names, ([name, parkName]) => ({ package: name, parkName }));
      const answer = await call(
        'packages.import',
        { roundId, paths, brief: true, ...(replace ? { replace } : {}), ...(takeIn.length > 0 ? { takeIn } : {}) },
        { job, signal: stop.signal },
      );
      set({ summary: keep ? keep(answer) : answer });
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
      names.clear();
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
    async replace(roundId, replaced) {
      if (get().running) return;
      stop = new AbortController();
      const files = get().files.filter((file) => replaced.some((name) => holds(file, name)));
      set({ files, summary: null });
      await read(
        roundId,
        files.flatMap((file) => file.path ?? []),
        true,
      );
    },
    async takeIn(roundId, refused, parkName) {
      const { running, files, summary } = get();
      const paths = files.filter((file) => holds(file, refused)).flatMap((file) => file.path ?? []);
      if (running || !summary || paths.length === 0) return false;
      stop = new AbortController();
      names.set(refused, parkName);
      // what came of the others stands: read again with its bundle, they are there already
      await read(roundId, paths, false, (answer) => ({
        imported: [...summary.imported, ...answer.imported],
        duplicates: [...summary.duplicates, ...answer.duplicates.filter((one) => one.package === refused)],
        refused: [...summary.refused.filter((one) => one.package !== refused), ...answer.refused.filter((one) => one.package === refused)],
      }));
      return get().error === null;
    },
    cancel: () => stop.abort(),
    show: (open) => set({ open }),
  };
});
