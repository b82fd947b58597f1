/** What to do where the program itself fails: written down, said in the person's language, and never a hidden process that keeps the lock. */
import type { App, Dialog } from 'electron';
import type { Translate } from '../../../domain/text.ts';
import { factsOf, type Log } from '../../io/log.ts';

export interface FaultParts {
  readonly app: Pick<App, 'exit' | 'isReady' | 'on'>;
  readonly dialog: Pick<Dialog, 'showErrorBox' | 'showMessageBox' | 'showMessageBoxSync'>;
  readonly log: Log;
  readonly t: () => Translate;
}

/** Why it cannot start, in a sentence; the message of the system stands below, for it may name the folder. */
export function failStart({ app, dialog, log, t }: FaultParts, thrown: unknown): void {
  log.write('start-failed', factsOf(thrown));
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const title = t()('shell.fault.startTitle');
  // before it is ready no dialog can be asked for an answer
  if (app.isReady())
    dialog.showMessageBoxSync({
      type: 'error',
      title,
      message: t()('shell.fault.start'),
      detail,
      buttons: [t()('shell.fault.quit')],
      noLink: true,
    });
  else dialog.showErrorBox(title, `${t()('shell.fault.start')}\n\n${detail}`);
  app.exit(1);
}

/**
 * Hears what nobody caught. Before `isOpen` it ends the start; afterwards it is said once, and the person decides: what was saved
 * is with the services, which a fault of the window's process does not touch.
 */
export function watchFaults(parts: FaultParts, isOpen: () => boolean, quit: () => void, from: NodeJS.EventEmitter = process): void {
  const { app, dialog, log, t } = parts;
  let said = false;
  const ask = async (): Promise<void> => {
    const buttons = [t()('shell.fault.goOn'), t()('shell.fault.quit')];
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: t()('shell.fault.uncaught'),
      buttons,
      cancelId: 0,
      noLink: true,
    });
    if (response === 1) quit();
  };
  const hear = (what: string) => (thrown: unknown) => {
    if (!isOpen()) {
      failStart(parts, thrown);
      return;
    }
    log.write(what, factsOf(thrown));
    if (said) return;
    said = true;
    void ask();
  };
  from.on('uncaughtException', hear('uncaught-exception'));
  from.on('unhandledRejection', hear('unhandled-rejection'));
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => log.write('child-process-gone', { type, reason, exitCode }));
}
