/** The only bridge into the page: nine functions, no Electron object, no Node. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channels } from './channels.ts';

contextBridge.exposeInMainWorld('parkpanel', {
  call: (method: string, payload: unknown, job?: string, language?: string, actor?: string): Promise<unknown> =>
    ipcRenderer.invoke(channels.call, method, payload, job, language, actor),
  cancel: (job: string): Promise<unknown> => ipcRenderer.invoke(channels.cancel, job),
  onEvent(listener: (message: unknown) => void): () => void {
    const handler = (_event: unknown, message: unknown) => listener(message);
    ipcRenderer.on(channels.event, handler);
    return () => ipcRenderer.off(channels.event, handler);
  },
  flushed: (): void => ipcRenderer.send(channels.flushed),
  openFolder: (): Promise<unknown> => ipcRenderer.invoke(channels.openFolder),
  openWorkspace: (folder: string): Promise<unknown> => ipcRenderer.invoke(channels.openWorkspace, folder),
  pick: (wanted: unknown): Promise<unknown> => ipcRenderer.invoke(channels.pick, wanted),
  reveal: (path: string): Promise<unknown> => ipcRenderer.invoke(channels.reveal, path),
  filePath: (file: File): string => webUtils.getPathForFile(file),
});
