/** Carries calls over Electron's ipc, through the bridge that the preload script leaves on the page. */
import type { Result } from '../../domain/result.ts';
import type { Language } from '../../domain/text.ts';
import { ApiError, type Transport, type HostEvent } from './transport.ts';

interface ElectronBridge {
  call(method: string, payload: unknown, job: string | undefined, language: Language, actor: string | undefined): Promise<Result<unknown>>;
  cancel(job: string): Promise<void> | void;
  onEvent(callback: (event: HostEvent) => void): (() => void) | void;
  filePath(file: File): string;
}

declare global {
  interface Window {
    readonly parkpanel?: ElectronBridge;
  }
}

export function electronTransport(bridge: ElectronBridge): Transport {
  return {
    lasting: true,
    open: () => Promise.resolve(),
    call: (method, payload, job, language, actor) => bridge.call(method, payload, job, language, actor),
    cancel: async (job) => {
      await bridge.cancel(job);
    },
    listen(onEvent, onAlive) {
      onAlive(true);
      const stop = bridge.onEvent(onEvent);
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
