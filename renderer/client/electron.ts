/** Carries calls over Electron's ipc, through the bridge that the preload script leaves on the page. */
import type { Result } from '../../domain/result.ts';
import type { Language } from '../../domain/text.ts';
import { ApiError, type Transport, type HostEvent, type Pick } from './transport.ts';

interface ElectronBridge {
  call(method: string, payload: unknown, job: string | undefined, language: Language, actor: string | undefined): Promise<Result<unknown>>;
  cancel(job: string): Promise<void> | void;
  onEvent(callback: (event: HostEvent) => void): (() => void) | void;
  /** says that what was typed is with the program */
  flushed(): void;
  pick(wanted: Pick): Promise<string | null>;
  openFolder(): Promise<boolean>;
  openWorkspace(folder: string): Promise<boolean>;
  reveal(path: string): Promise<boolean>;
  filePath(file: File): string;
}

declare global {
  interface Window {
    readonly parkpanel?: ElectronBridge;
  }
}

export function electronTransport(bridge: ElectronBridge): Transport {
  /** calls that are no jobs and have no answer yet */
  const underway = new Set<Promise<unknown>>();

  /** The window is about to close: whatever saves when the page goes away does it now, one save after the other, while there is an answer to be had. */
  async function flush(): Promise<void> {
    window.dispatchEvent(new Event('pagehide'));
    do {
      await Promise.allSettled(underway);
      // a save that waited for the one before begins in the turn after its answer
      await new Promise((resolve) => setTimeout(resolve));
    } while (underway.size > 0);
    bridge.flushed();
  }

  return {
    lasting: true,
    pick: (wanted) => bridge.pick(wanted),
    openFolder: () => bridge.openFolder(),
    async openWorkspace(folder) {
      await bridge.openWorkspace(folder);
    },
    async reveal(path) {
      await bridge.reveal(path);
    },
    open: () => Promise.resolve(),
    call(method, payload, job, language, actor) {
      const answer = bridge.call(method, payload, job, language, actor);
      if (job !== undefined) return answer;
      const ended = answer.finally(() => underway.delete(ended));
      underway.add(ended);
      return ended;
    },
    cancel: async (job) => {
      await bridge.cancel(job);
    },
    listen(onEvent, onAlive) {
      onAlive(true);
      const stop = bridge.onEvent((event) => {
        if (event.type === 'leaving') void flush();
        else if (event.type === 'alive') onAlive(event.alive);
        else onEvent(event);
      });
      return () => stop?.();
    },
    pathOf: (file) => Promise.resolve(bridge.filePath(file)),
    isCopy: () => false,
    pathOfFolder({ name, files }) {
      // the folder is where its first file lies, less the way to it
      const [first] = files;
      if (!first) return Promise.reject(new ApiError('window/unreadable', '', { name }));
      return Promise.resolve(bridge.filePath(first.file).slice(0, -first.path.length - 1));
    },
  };
}
