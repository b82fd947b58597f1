/**
 * What the page may ask of the system: where to save, which file or folder, to show a file where it lies, to open the folder of the
 * workspace, or to leave it for another one. Nothing else, and only of our page.
 */
import type { Dialog, IpcMainInvokeEvent, OpenDialogOptions, SaveDialogOptions, Shell } from 'electron';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { channels } from './channels.ts';
import { isOurs, type IpcChannel } from './ipc.ts';

const wanted = z.strictObject({
  what: z.enum(['save', 'file', 'folder']),
  /** where the dialog opens: a path, or a name alone */
  at: z.string().max(4096).optional(),
  /** endings without the dot */
  endings: z
    .array(z.string().regex(/^[A-Za-z0-9]{1,10}$/))
    .max(10)
    .optional(),
});
type Wanted = z.output<typeof wanted>;

/** Where a dialog opens and what it offers; `folder`: where a name alone goes. */
function startOf({ at, endings }: Wanted, folder: string) {
  const defaultPath = at === undefined || at === '' ? folder : isAbsolute(at) ? at : join(folder, at);
  return {
    defaultPath,
    ...(endings?.length ? { filters: [{ name: endings.map((one) => `*.${one}`).join(' '), extensions: endings }] } : {}),
  };
}

export interface DialogParts {
  readonly channel: IpcChannel;
  readonly origin: string;
  readonly save: (options: SaveDialogOptions) => ReturnType<Dialog['showSaveDialog']>;
  readonly open: (options: OpenDialogOptions) => ReturnType<Dialog['showOpenDialog']>;
  readonly shell: Pick<Shell, 'showItemInFolder' | 'openPath'>;
  /** of the person */
  readonly documents: string;
  /** of the workspace */
  readonly dir: string;
  /** Ends this program, and opens the next one on that folder once it has ended. */
  readonly leaveFor: (folder: string) => void;
}

/** Binds the channels; gives the way to undo it. */
export function bindDialogs({ channel, origin, save, open, shell, documents, dir, leaveFor }: DialogParts): () => void {
  channel.handle(channels.pick, async (event: IpcMainInvokeEvent, given: unknown): Promise<string | null> => {
    const asked = wanted.safeParse(given);
    if (!isOurs(event, origin) || !asked.success) return null;
    const start = startOf(asked.data, documents);
    const { what } = asked.data;
    if (what === 'save') {
      const { canceled, filePath } = await save({ ...start, properties: ['createDirectory', 'showOverwriteConfirmation'] });
      return canceled || !filePath ? null : filePath;
    }
    const { canceled, filePaths } = await open({
      ...start,
      properties: what === 'folder' ? ['openDirectory', 'createDirectory'] : ['openFile'],
    });
    return canceled ? null : (filePaths[0] ?? null);
  });
  channel.handle(channels.reveal, (event: IpcMainInvokeEvent, path: unknown): boolean => {
    if (!isOurs(event, origin) || typeof path !== 'string' || !isAbsolute(path)) return false;
    shell.showItemInFolder(path);
    return true;
  });
  channel.handle(
    channels.openFolder,
    async (event: IpcMainInvokeEvent): Promise<boolean> => isOurs(event, origin) && (await shell.openPath(dir)) === '',
  );
  channel.handle(channels.openWorkspace, (event: IpcMainInvokeEvent, folder: unknown): boolean => {
    if (!isOurs(event, origin) || typeof folder !== 'string' || !isAbsolute(folder)) return false;
    leaveFor(folder);
    return true;
  });
  return () => {
    for (const name of [channels.pick, channels.reveal, channels.openFolder, channels.openWorkspace]) channel.removeHandler(name);
  };
}
