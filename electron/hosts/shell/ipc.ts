/**
 * Electron's ipc carried to the dispatch. Who may speak is checked once, here: the main frame of our own
 * page and nobody else. No Electron code runs in this file, so the same binding is tested without its binary.
 */
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { Refusal } from '../../../domain/result.ts';
import type { Language } from '../../../domain/text.ts';
import { toAppError, type Dispatch } from '../../services/session/dispatch.ts';
import { isWindowDocument } from '../security.ts';
import { channels } from './channels.ts';

/** The part of Electron's ipcMain that is used, so that a plain channel can stand in its place. */
export type IpcChannel = Pick<IpcMain, 'handle' | 'removeHandler'>;

/** True for the top frame when it shows one of the window's documents: a file that is served on the same origin may not call. */
function isOurs(event: IpcMainInvokeEvent, origin: string): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isWindowDocument(frame.url, origin);
}

function languageOf(value: unknown): Language {
  return value === 'en' ? 'en' : 'zh';
}

/** Absent is the secretary; what is no text names nobody, and is refused as such. */
function actorOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : typeof value === 'string' ? value : '';
}

/** Binds the two channels and forwards events through `send`; gives the way to undo it. */
export function bindIpc(channel: IpcChannel, dispatch: Dispatch, origin: string, send: (message: unknown) => void): () => void {
  channel.handle(channels.call, async (event, method: unknown, payload: unknown, job: unknown, language: unknown, actor: unknown) => {
    if (!isOurs(event, origin)) return { ok: false, error: toAppError(new Refusal('host/unauthorised'), languageOf(language)) };
    return dispatch.call({
      method: String(method),
      payload,
      language: languageOf(language),
      job: typeof job === 'string' ? job : undefined,
      actor: actorOf(actor),
    });
  });
  channel.handle(channels.cancel, (event, job: unknown) => isOurs(event, origin) && dispatch.cancel(String(job)));
  const quiet = [
    dispatch.onProgress((progress) => send({ type: 'progress', ...progress })),
    dispatch.onWrite((write) => send({ type: 'changed', ...write })),
  ];
  return () => {
    channel.removeHandler(channels.call);
    channel.removeHandler(channels.cancel);
    for (const stop of quiet) stop();
  };
}
