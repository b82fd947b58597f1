/**
 * Electron's ipc carried to the services. Who may speak is checked once, here: the main frame of our own
 * page and nobody else. No Electron code runs in this file, so the same binding is tested without its binary.
 */
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { Refusal } from '../../../domain/result.ts';
import type { Language } from '../../../domain/text.ts';
import { toAppError } from '../../services/session/dispatch.ts';
import type { Services } from '../carrier/services.ts';
import { isWindowDocument } from '../security.ts';
import { channels } from './channels.ts';

/** The part of Electron's ipcMain that is used, so that a plain channel can stand in its place. */
export type IpcChannel = Pick<IpcMain, 'handle' | 'removeHandler'>;

/** True for the top frame when it shows one of the window's documents: a file that is served on the same origin may not call. */
export function isOurs(event: IpcMainInvokeEvent, origin: string): boolean {
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
export function bindIpc(
  channel: IpcChannel,
  services: Pick<Services, 'call' | 'cancel' | 'listen'>,
  origin: string,
  send: (message: unknown) => void,
): () => void {
  channel.handle(channels.call, async (event, method: unknown, payload: unknown, job: unknown, language: unknown, actor: unknown) => {
    if (!isOurs(event, origin)) return { ok: false, error: toAppError(new Refusal('host/unauthorised'), languageOf(language)) };
    return services.call({
      method: String(method),
      payload,
      language: languageOf(language),
      job: typeof job === 'string' ? job : undefined,
      actor: actorOf(actor),
    });
  });
  channel.handle(channels.cancel, (event, job: unknown) => (isOurs(event, origin) ? services.cancel(String(job)) : false));
  const quiet = services.listen(send);
  return () => {
    channel.removeHandler(channels.call);
    channel.removeHandler(channels.cancel);
    quiet();
  };
}
