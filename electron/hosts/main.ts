/** The Electron host: one window on our own protocol, everything else shut. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { app, BrowserWindow, ipcMain, protocol, session as electronSession } from 'electron';
import { openHost, defaultWorkspace, rendererFolder } from '../services/host.ts';
import { channels } from './channels.ts';
import { bindIpc } from './ipc.ts';
import { headersOf, lockDown } from './security.ts';
import { backupDaily } from '../services/session/backups.ts';
import { findServedFile, servedPath } from '../services/workspace/files.ts';
import { openStatic } from './static.ts';

const origin = 'app://parkpanel';

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);

function start(): void {
  const host = openHost(defaultWorkspace());
  backupDaily(host.session.dir, host.session.now());
  void host.session.blobs.sweep();
  const files = openStatic(rendererFolder());

  protocol.handle('app', (request) => {
    const { host: name, pathname, searchParams } = new URL(request.url);
    if (name !== 'parkpanel' || request.method !== 'GET') return new Response(null, { status: 404 });
    const file = files(pathname);
    if (file) return new Response(new Uint8Array(file.body), { headers: { ...headersOf(pathname), 'content-type': file.mediaType } });
    const wanted = servedPath(pathname);
    if (!wanted) return new Response(null, { status: 404 });
    try {
      const found = findServedFile(host.session, wanted.kind, wanted.id, searchParams.get('actor') ?? undefined);
      const body = Readable.toWeb(createReadStream(found.path)) as ReadableStream;
      return new Response(body, {
        headers: { 'content-type': found.mediaType, 'content-length': String(found.bytes), 'x-content-type-options': 'nosniff' },
      });
    } catch {
      return new Response(null, { status: 404 });
    }
  });

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
  window.once('ready-to-show', () => window.show());
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
  app.quit();
}
