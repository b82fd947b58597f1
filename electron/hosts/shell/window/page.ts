/** The page in the window: shown when it is drawn or when it takes too long, loaded again once where it died, and said so after that. */
import type { BrowserWindow, Dialog } from 'electron';
import type { Translate } from '../../../../domain/text.ts';
import type { Log } from '../../../io/log.ts';

/** A window that stays hidden is a program that nobody can end: it is shown after this time whatever stands in it, in ms. */
const patience = 8_000;

export interface PageParts {
  readonly window: BrowserWindow;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly log: Log;
  readonly t: () => Translate;
  /** Says to whoever started the program that there is a window. */
  readonly ready: () => void;
  readonly quit: () => void;
}

export function watchPage({ window, dialog, log, t, ready, quit }: PageParts, wait = patience): void {
  const { webContents } = window;
  const late = setTimeout(() => {
    log.write('page-late');
    window.show();
  }, wait);
  window.once('ready-to-show', () => {
    clearTimeout(late);
    window.show();
    ready();
  });
  window.once('closed', () => clearTimeout(late));

  /** Asks what to do; `goOn` is the first answer. */
  const ask = async (sentence: string, goOn: () => void): Promise<void> => {
    if (window.isDestroyed()) return;
    window.show();
    const buttons = [t()('shell.page.again'), t()('shell.fault.quit')];
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: t()(sentence),
      buttons,
      cancelId: 0,
      noLink: true,
    });
    if (response === 1) quit();
    else goOn();
  };
  const reload = (): void => {
    if (!window.isDestroyed()) webContents.reload();
  };

  let reloaded = false;
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.write('page-gone', { reason, exitCode });
    if (reason === 'clean-exit') return;
    if (reloaded) {
      void ask('shell.page.gone', reload);
      return;
    }
    reloaded = true;
    reload();
  });
  webContents.on('did-fail-load', (_event, code, name, _address, isMainFrame) => {
    // -3: it was left for another before it came
    if (!isMainFrame || code === -3) return;
    log.write('page-not-loaded', { code, name });
    void ask('shell.page.notLoaded', reload);
  });
  webContents.on('preload-error', (_event, _path, error) => {
    log.write('preload-failed', { thrown: error.name });
    void ask('shell.page.notLoaded', reload);
  });
  window.on('unresponsive', () => log.write('page-unresponsive'));
  window.on('responsive', () => log.write('page-responsive'));
}
