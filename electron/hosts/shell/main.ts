/** The Electron host: one window on our own protocol, everything else shut. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, protocol, session as electronSession } from 'electron';
import { openHost, defaultWorkspace, rendererFolder } from '../../services/host.ts';
import { channels } from './channels.ts';
import { bindIpc } from './ipc.ts';
import { lockDown } from './permissions.ts';
import { answerProtocol, origin } from './protocol.ts';
import { backupDaily } from '../../services/session/backups.ts';
import { findServedFile } from '../../services/workspace/files.ts';
import { openStatic } from '../static.ts';

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);

/** Tells whoever started this program that its window is there (or another's, that was there before). */
function tellLauncher(): void {
  const marker = process.env['PARKPANEL_READY_FILE'];
  if (marker) writeFileSync(marker, '');
}

function start(): void {
  const host = openHost(defaultWorkspace());
  backupDaily(host.session.dir, host.session.now());
  void host.session.blobs.sweep();
  const files = openStatic(rendererFolder());

  const answer = answerProtocol(files, async (kind, id, actor) => findServedFile(host.session, kind, id, actor));
  protocol.handle('app', answer);
  lockDown(app, electronSession.defaultSession, origin);
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    window.show();
    tellLauncher();
  });
  const unbind = bindIpc(ipcMain, host.dispatch, origin, (message) => {
    if (!window.isDestroyed()) window.webContents.send(channels.event, message);
  });
  window.once('closed', () => {
    unbind();
    host.session.release();
  });
  void window.loadURL(`${origin}/`);
}

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus());
  app.on('window-all-closed', () => app.quit());
  // nothing of ours speaks to a network; this makes sure that Chromium does not either
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-sync');
  void app.whenReady().then(start);
} else {
  tellLauncher();
  app.quit();
}
