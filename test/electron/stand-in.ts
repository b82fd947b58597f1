/**
 * A stand-in for the module `electron`: it records what the shell asks, in which order, and lets a test play what the person and
 * the system do. It knows nothing of Chromium; a page is played by its events.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What was asked so far: the name of the function, and what it was given. */
export const asked: (readonly [what: string, ...given: readonly unknown[]])[] = [];

export function wasAsked(what: string): (readonly unknown[])[] {
  return asked.filter(([name]) => name === what).map(([, ...given]) => given);
}

/** The place of the first such question among all; -1 when it was never asked. */
export function placeOf(what: string): number {
  return asked.findIndex(([name]) => name === what);
}

function noted<T>(what: string, answer: (...given: never[]) => T): (...given: unknown[]) => T {
  return (...given) => {
    asked.push([what, ...given]);
    return answer(...(given as never[]));
  };
}

const nothing = (): void => undefined;

/** How the person and the system answer; a test changes it. */
export const world = {
  packaged: false,
  ready: true,
  /** whether another process holds the lock */
  locked: false,
  /** the button that is pressed in a dialog, by its place */
  button: 0,
  chosen: [] as string[],
  dark: false,
  displays: [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
  cameraGranted: true,
};

class StandInApp extends EventEmitter {
  readonly commandLine = { appendSwitch: noted('appendSwitch', nothing) };
  get isPackaged(): boolean {
    return world.packaged;
  }
  readonly disableHardwareAcceleration = noted('disableHardwareAcceleration', nothing);
  readonly setName = noted('setName', nothing);
  readonly setPath = noted('setPath', (name: string, path: string) => void this.#paths.set(name, path));
  readonly setAppUserModelId = noted('setAppUserModelId', nothing);
  readonly requestSingleInstanceLock = noted('requestSingleInstanceLock', () => !world.locked);
  readonly whenReady = noted('whenReady', async () => {
    this.#ready = world.ready;
    if (!world.ready) throw new Error('the display is away');
  });
  readonly quit = noted('quit', () => {
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) for (const window of BrowserWindow.all) window.close();
  });
  readonly exit = noted('exit', nothing);
  readonly relaunch = noted('relaunch', nothing);
  readonly getVersion = () => '0.0.0';
  readonly getLocale = () => 'zh-CN';
  readonly getPath = (name: string): string => this.#paths.get(name) ?? `/stand-in/${name}`;
  readonly #paths = new Map<string, string>();
  readonly isReady = (): boolean => this.#ready;
  #ready = false;
}
export const app = new StandInApp();

export const handlers = new Map<string, (...given: unknown[]) => unknown>();
export const ipcMain = Object.assign(new EventEmitter(), {
  handle: (channel: string, listener: (...given: unknown[]) => unknown) => void handlers.set(channel, listener),
  removeHandler: (channel: string) => void handlers.delete(channel),
});

export const served: { answer?: (request: Request) => Promise<Response> } = {};
export const protocol = {
  registerSchemesAsPrivileged: noted('registerSchemesAsPrivileged', nothing),
  handle(scheme: string, answer: (request: Request) => Promise<Response>) {
    asked.push(['protocol.handle', scheme]);
    served.answer = answer;
  },
};

export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: noted('setPermissionRequestHandler', nothing),
    setPermissionCheckHandler: noted('setPermissionCheckHandler', nothing),
    webRequest: { onBeforeRequest: noted('onBeforeRequest', nothing) },
  }),
};

class StandInContents extends EventEmitter {
  readonly send = noted('send', nothing);
  readonly downloadURL = noted('downloadURL', nothing);
  readonly reload = noted('reload', nothing);
  readonly isDestroyed = (): boolean => false;
  readonly isCrashed = (): boolean => false;
  readonly setWindowOpenHandler = (handler: (details: { url: string }) => unknown): void => {
    this.open = handler;
  };
  readonly navigationHistory = { canGoBack: () => true, goBack: noted('goBack', nothing), goForward: noted('goForward', nothing) };
  open: (details: { url: string }) => unknown = nothing;
}

export class BrowserWindow extends EventEmitter {
  static all: BrowserWindow[] = [];
  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.all;
  }
  readonly webContents = new StandInContents();
  minimized = false;
  maximized = false;
  destroyed = false;
  bounds = { x: 10, y: 20, width: 1280, height: 800 };
  readonly options: Readonly<Record<string, unknown>>;
  constructor(options: Readonly<Record<string, unknown>>) {
    super();
    asked.push(['new BrowserWindow', options]);
    this.options = options;
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  readonly show = noted('show', nothing);
  readonly focus = noted('focus', nothing);
  readonly restore = noted('restore', nothing);
  readonly maximize = noted('maximize', nothing);
  readonly setAlwaysOnTop = noted('setAlwaysOnTop', nothing);
  readonly setBackgroundColor = noted('setBackgroundColor', nothing);
  readonly loadURL = noted('loadURL', async () => undefined);
  readonly isMinimized = (): boolean => this.minimized;
  readonly isMaximized = (): boolean => this.maximized;
  focused = true;
  readonly isFocused = (): boolean => this.focused;
  readonly isFullScreen = (): boolean => false;
  readonly isDestroyed = (): boolean => this.destroyed;
  readonly getNormalBounds = (): object => this.bounds;
  /** As the person's button does. */
  close(): void {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (!prevented) this.destroy();
  }
  destroy(): void {
    if (this.destroyed) return;
    asked.push(['destroy']);
    this.destroyed = true;
    BrowserWindow.all = BrowserWindow.all.filter((one) => one !== this);
    this.emit('closed');
    if (BrowserWindow.all.length === 0) app.emit('window-all-closed');
  }
}

export const dialog = {
  showErrorBox: noted('showErrorBox', nothing),
  showMessageBoxSync: noted('showMessageBoxSync', () => world.button),
  showMessageBox: noted('showMessageBox', async () => ({ response: world.button })),
  showOpenDialog: noted('showOpenDialog', async () => ({ canceled: world.chosen.length === 0, filePaths: world.chosen })),
  showSaveDialog: noted('showSaveDialog', async () => ({ canceled: world.chosen.length === 0, filePath: world.chosen[0] ?? '' })),
};

export const shell = {
  openPath: noted('openPath', async () => ''),
  showItemInFolder: noted('showItemInFolder', nothing),
};

export const Menu = {
  buildFromTemplate: (template: readonly unknown[]) => ({ template, popup: noted('popup', nothing) }),
  setApplicationMenu: noted('setApplicationMenu', nothing),
};

class StandInTheme extends EventEmitter {
  themeSource = 'system';
  get shouldUseDarkColors(): boolean {
    return this.themeSource === 'system' ? world.dark : this.themeSource === 'dark';
  }
}
export const nativeTheme = new StandInTheme();
export const screen = { getAllDisplays: () => world.displays };
export const crashReporter = { start: noted('crashReporter.start', nothing) };
export const powerSaveBlocker = { start: noted('powerSaveBlocker.start', () => 7), stop: noted('powerSaveBlocker.stop', nothing) };
export const systemPreferences = { askForMediaAccess: noted('askForMediaAccess', async () => world.cameraGranted) };
export class Notification extends EventEmitter {
  static readonly isSupported = (): boolean => true;
  readonly show: () => void;
  constructor(options: object) {
    super();
    this.show = noted('notification', () => undefined).bind(null, options);
  }
}

/** Runs in the thread that stands for Electron's utility process: gives it the port that such a process has, which holds what came too early. */
const asUtilityProcess = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { EventEmitter } = require('node:events');
  const port = new EventEmitter();
  const held = [];
  const pass = () => { while (held.length > 0 && port.listenerCount('message') > 0) port.emit('message', { data: held.shift(), ports: [] }); };
  port.on('newListener', (name) => name === 'message' && queueMicrotask(pass));
  port.postMessage = (message) => parentPort.postMessage(message);
  parentPort.on('message', (data) => { held.push(data); pass(); });
  process.parentPort = port;
  import(workerData);
`;

class StandInProcess extends EventEmitter {
  /** a thread writes to the output of the program itself */
  readonly stdout = null;
  readonly worker: Worker;
  constructor(path: string) {
    super();
    this.worker = new Worker(asUtilityProcess, { eval: true, workerData: path });
    this.worker.on('message', (message) => this.emit('message', message));
    this.worker.on('error', (error) => process.stderr.write(`${String(error)}\n`));
    this.worker.once('exit', (code) => this.emit('exit', code));
  }
  postMessage(message: unknown): void {
    this.worker.postMessage(message);
  }
  kill(): boolean {
    asked.push(['kill']);
    void this.worker.terminate();
    return true;
  }
}

/** A reader is a process here too: it ends itself by the memory of the whole process, and a thread's is the test's own. */
class StandInReader extends EventEmitter {
  readonly stdout: ChildProcess['stdout'];
  readonly #child: ChildProcess;
  constructor(path: string) {
    super();
    this.#child = fork(path, [], { stdio: ['ignore', 'pipe', 'ignore', 'ipc'], serialization: 'advanced', execArgv: [] });
    this.stdout = this.#child.stdout;
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.once('exit', (code) => this.emit('exit', code));
  }
  postMessage(message: unknown): void {
    if (this.#child.connected) this.#child.send(message as object);
  }
  kill(): boolean {
    return this.#child.kill('SIGKILL');
  }
}

/** Every process of services that was started, oldest first. */
export const processes: StandInProcess[] = [];
/** Every reader that was started. */
export const readers = new Set<StandInReader>();
export const utilityProcess = {
  fork(path: string, _words?: readonly string[], options: { readonly serviceName?: string } = {}): StandInProcess | StandInReader {
    if (options.serviceName === 'ParkPanel reader') {
      const reader = new StandInReader(path);
      readers.add(reader);
      return reader;
    }
    asked.push(['fork', path]);
    const started = new StandInProcess(path);
    processes.push(started);
    return started;
  },
};

/** Ends them without a word to whoever watches: the test is over. */
export async function endAll(): Promise<void> {
  const present = processes.splice(0);
  for (const one of readers) one.kill();
  readers.clear();
  for (const one of present) one.removeAllListeners('exit');
  await Promise.all(present.map(({ worker }) => worker.terminate()));
}
