/**
 * The program with a window, from its words to the first page. What Electron wants to know before it is ready (name, profile, lock,
 * language) is told first, in that order: the lock lies in the profile.
 */
import { homedir } from 'node:os';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  app,
  crashReporter,
  dialog,
  ipcMain,
  nativeTheme,
  Notification,
  powerSaveBlocker,
  protocol,
  session as electronSession,
  shell,
  systemPreferences,
  type BrowserWindow,
} from 'electron';
import type { Settings } from '../../../domain/contract/workspace.ts';
import type { Language } from '../../../domain/text.ts';
import { factsOf, type Log } from '../../io/log.ts';
import { builtFolder, defaultWorkspace, rendererFolder, resourcesFolder } from '../../services/host.ts';
import { translator } from '../../services/session/texts.ts';
import { openLogOf } from '../../services/workspace/log.ts';
import { readSettings } from '../../services/workspace/settings.ts';
import type { Services } from '../carrier/services.ts';
import type { Start } from '../start/arguments.ts';
import { findBrowser } from '../start/browser.ts';
import { isAnnounced } from '../start/running.ts';
import { inShade, openStatic, type StaticFile } from '../static.ts';
import { hearSettings, screensNow, setMenu, watchAppearance } from './window/appearance.ts';
import { channels } from './channels.ts';
import { bindDialogs } from './dialogs.ts';
import { failStart, watchFaults, type FaultParts } from './faults.ts';
import { bindIpc } from './ipc.ts';
import { watchJobs } from './jobs.ts';
import { isGraphicsOff, noteGraphicsDeath } from './window/graphics.ts';
import { followLink } from './window/links.ts';
import { watchPage } from './window/page.ts';
import { lockDown } from './permissions.ts';
import { compiledFolder, profileFolder, realPath } from './profile.ts';
import { answerProtocol, origin } from './protocol.ts';
import { createQuit, type Quit } from './quit.ts';
import { startServices } from './service-process.ts';
import { filesTold, wordsFor } from './start.ts';
import { backgroundOf, bringToFront, makeWindow } from './window/window.ts';
import { recallPlace } from './window/window-state.ts';

const chromiumLanguage: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-US' };

/** Tells whoever started the program that its window is there; what that cannot hear is no reason to end. */
function tellReady(log: Log): void {
  const marker = process.env['PARKPANEL_READY_FILE'];
  if (!marker) return;
  try {
    writeFileSync(marker, '', { mode: 0o600 });
  } catch (error) {
    log.write('ready-not-told', factsOf(error));
  }
}

/** Whether a host that shows its windows in a browser has the workspace already, and has opened one more. Without a browser both go on. */
async function isTakenOver(start: Start, dir: string, language: Language): Promise<boolean> {
  // nothing of the services is read in this process where there is no need
  if (!isAnnounced(dir) || findBrowser() === undefined) return false;
  const { joinRunning } = await import('../serve.ts');
  return (await joinRunning(start, dir, language)) === 0;
}

const machine = () => ({ platform: process.platform, env: process.env, home: homedir() });

/** What deaths of the graphics process are held against. */
const present = () => ({ electron: process.versions.electron ?? '', now: Date.now() });

/** What native parts are dressed in; the page may change it. */
type Look = Pick<Settings, 'language' | 'shade'>;

interface Opened {
  readonly window: BrowserWindow;
  readonly services: Services;
}

async function handOver({ window, services }: Opened, files: readonly string[]): Promise<void> {
  await services.hand(files);
  if (!window.isDestroyed()) window.webContents.send(channels.event, { type: 'handed' });
}

/** Asks the page to save what was typed; answered when it has. A page that is dead has nothing left to save. */
async function flushPage(window: BrowserWindow): Promise<void> {
  const { webContents } = window;
  if (webContents.isDestroyed() || webContents.isCrashed()) return;
  const flushed = new Promise<void>((resolve) => ipcMain.once(channels.flushed, () => resolve()));
  webContents.send(channels.event, { type: 'leaving' });
  await flushed;
}

/** Every way to the end goes through one door. */
function guardEnd(window: BrowserWindow, quit: Quit): void {
  const hold = (event: { preventDefault(): void }): void => {
    if (quit.done) return;
    event.preventDefault();
    void quit.request();
  };
  window.on('close', hold);
  app.on('before-quit', hold);
  // Windows asks before it shuts down, and waits as long as it is refused
  window.on('query-session-end', hold);
}

/** What is saved from the page goes where a person's own files lie, unless they say otherwise. */
function keepDownloads(): void {
  electronSession.defaultSession.on('will-download', (_event, item) =>
    item.setSaveDialogOptions({ defaultPath: join(app.getPath('documents'), item.getFilename()) }),
  );
}

function open(dir: string, start: Start, look: Look, { log, t }: FaultParts): Opened {
  const services = startServices({
    path: join(builtFolder(), 'services.js'),
    opening: {
      dir,
      asked: { language: start.language, files: start.files },
      documents: app.getPath('documents'),
      resourcesPath: process.resourcesPath ?? '',
    },
    compiled: compiledFolder(machine()),
    log,
    lost: () => void askAfterLoss(),
  });
  const files = openStatic(rendererFolder());
  const filesNow = (path: string): StaticFile | undefined => {
    const file = files(path);
    return file && inShade(file, look.shade);
  };
  protocol.handle(
    'app',
    answerProtocol(filesNow, (kind, id, actor) => services.find(kind, id, actor)),
  );
  lockDown(app, electronSession.defaultSession, origin, {
    follow(address, contents) {
      const link = {
        origin,
        services,
        openPath: (path: string) => shell.openPath(path),
        download: (url: string) => contents.downloadURL(url),
      };
      followLink(address, link).catch((error: unknown) => log.write('link-failed', factsOf(error)));
    },
    // elsewhere the system has no say
    askSystem: async () => process.platform !== 'darwin' || systemPreferences.askForMediaAccess('camera'),
  });
  nativeTheme.themeSource = look.shade;
  const placeFile = join(app.getPath('userData'), 'window-place.json');
  const { maximized = false, ...bounds } = recallPlace(placeFile, screensNow()) ?? {};
  const window = makeWindow(join(builtFolder(), 'preload.cjs'), t()('shell.title'), {
    ...bounds,
    backgroundColor: backgroundOf(nativeTheme.shouldUseDarkColors),
    // a packaged program carries it in its own file
    ...(app.isPackaged ? {} : { icon: join(resourcesFolder(), 'icons/icon.png') }),
  });
  keepDownloads();
  if (maximized) window.maximize();
  setMenu(window, t());
  watchAppearance(window, t, placeFile);
  const jobs = watchJobs(services, {
    stayAwake() {
      const blocker = powerSaveBlocker.start('prevent-app-suspension');
      return () => void powerSaveBlocker.stop(blocker);
    },
    isWatched: () => window.isFocused(),
    tell({ ok, file }) {
      if (!Notification.isSupported()) return;
      const body = t()(ok ? (file === null ? 'shell.job.done' : 'shell.job.made') : 'shell.job.failed', { file: file ?? '' });
      const notification = new Notification({ title: t()('shell.title'), body });
      notification.on('click', () => bringToFront(window));
      notification.show();
    },
  });
  const heard = hearSettings(jobs, ({ language, shade }) => {
    nativeTheme.themeSource = shade;
    look.shade = shade;
    if (language === look.language) return;
    look.language = language;
    setMenu(window, t());
  });
  const unbind = bindIpc(ipcMain, heard, origin, (message) => {
    if (!window.isDestroyed()) window.webContents.send(channels.event, message);
  });
  let next: string | null = null;
  const unbindDialogs = bindDialogs({
    channel: ipcMain,
    origin,
    save: (options) => dialog.showSaveDialog(window, options),
    open: (options) => dialog.showOpenDialog(window, options),
    shell,
    documents: app.getPath('documents'),
    dir,
    leaveFor(folder) {
      next = folder;
      app.quit();
    },
  });
  window.once('closed', () => {
    unbind();
    unbindDialogs();
  });
  const quit = createQuit({
    busy: async () => (await services.busy()).length,
    async ask(jobs) {
      const buttons = [t()('shell.quit.stay'), t()('shell.quit.end')];
      const message = t()('shell.quit.busy', { jobs });
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        message,
        buttons,
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      });
      if (response !== 1) next = null;
      return response === 1;
    },
    cancel: () => services.cancelAll(),
    flush: () => flushPage(window),
    release: () => services.release(),
    destroy() {
      if (next !== null)
        app.relaunch({ args: wordsFor(next, { argv: process.argv, isPackaged: app.isPackaged, cwd: process.cwd(), env: process.env }) });
      services.end();
      window.destroy();
    },
    failed: (step, error) => log.write('quit-step-failed', { step, ...factsOf(error) }),
  });
  guardEnd(window, quit);
  const askAfterLoss = async (): Promise<void> => {
    bringToFront(window);
    const buttons = [t()('shell.services.again'), t()('shell.fault.quit')];
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: t()('shell.services.gone'),
      buttons,
      cancelId: 0,
      noLink: true,
    });
    if (response === 1) app.quit();
    else services.again();
  };
  watchPage({ window, dialog, log, t, ready: () => tellReady(log), quit: () => app.quit() });
  // a page that does not load is told of by its own event
  window.loadURL(`${origin}/`).catch(() => undefined);
  return { window, services };
}

/** A start that has its profile and the lock on it, before Electron is ready. */
export interface Prepared {
  /** Opens the window once Electron is ready. */
  run(): Promise<void>;
}

/** Says all that Electron must know before it is ready; null where another process has the workspace, or the start failed and was said so. */
export async function prepare(start: Start): Promise<Prepared | null> {
  app.setName('ParkPanel');
  // Windows groups windows and their pinned icon by it
  app.setAppUserModelId('cn.parkpanel.app');
  const dir = realPath(start.workspace ?? defaultWorkspace());
  const profile = profileFolder(dir, machine());
  const log = openLogOf(dir, 'window', undefined, join(profile, 'logs'));
  const look: Look = { language: start.language ?? 'zh', shade: 'system' };
  const parts: FaultParts = { app, dialog, log, t: () => translator(look.language) };
  let opened: Opened | undefined;
  watchFaults(
    parts,
    () => opened !== undefined,
    () => app.quit(),
  );

  const waiting: string[] = [...start.files];
  const take = (files: readonly string[]): void => {
    if (!opened) {
      waiting.push(...files);
      return;
    }
    bringToFront(opened.window);
    if (files.length === 0) return;
    void handOver(opened, files);
  };

  try {
    mkdirSync(profile, { recursive: true });
    app.setPath('userData', profile);
    app.setPath('sessionData', profile);
    // dumps of a crash stay on this machine, in the profile; nobody is sent any
    crashReporter.start({ uploadToServer: false });
    if (!app.requestSingleInstanceLock({ files: waiting })) {
      app.quit();
      return null;
    }
    app.on('second-instance', (_event, _argv, _cwd, data) => take(filesTold(data)));
    // macOS tells of a double-clicked file by an event, of the first one before it is ready
    app.on('open-file', (event, path) => {
      event.preventDefault();
      take([path.normalize('NFC')]);
    });
    app.on('window-all-closed', () => app.quit());
    const chosen = await readSettings({ dir });
    look.language = start.language ?? chosen.language;
    look.shade = chosen.shade;
    if (await isTakenOver({ ...start, files: waiting }, dir, look.language)) {
      tellReady(log);
      app.quit();
      return null;
    }
    app.commandLine.appendSwitch('lang', chromiumLanguage[look.language]);
    // nothing of ours speaks to a network; this makes sure that Chromium does not either
    app.commandLine.appendSwitch('disable-background-networking');
    app.commandLine.appendSwitch('disable-sync');
    const graphics = join(profile, 'graphics.json');
    if (isGraphicsOff(graphics, present())) {
      app.disableHardwareAcceleration();
      app.commandLine.appendSwitch('disable-gpu');
      log.write('graphics-off');
    }
    app.on('child-process-gone', (_event, gone) => noteGraphicsDeath(graphics, gone, present()));
  } catch (error) {
    failStart(parts, error);
    return null;
  }
  return {
    async run() {
      try {
        await app.whenReady();
        opened = open(dir, { ...start, files: waiting }, look, parts);
        const { electron, chrome, node } = process.versions;
        log.write('started', { program: app.getVersion(), electron, chrome, node, platform: process.platform, arch: process.arch });
      } catch (error) {
        failStart(parts, error);
      }
    },
  };
}
