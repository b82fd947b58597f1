/** The window in the system's browser: starts the loopback host, opens it as an application window, ends with it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../domain/text.ts';
import type { Start } from './start/arguments.ts';
import { startBrowserHost } from './browser-host.ts';
import { defaultWorkspace, openHost, rendererFolder } from '../services/host.ts';
import { backupDaily } from '../services/session/backups.ts';
import { readSettings } from '../services/workspace/settings.ts';
import { translator } from '../services/session/texts.ts';

const onPath = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
];

const installed = {
  win32: [
    ['PROGRAMFILES', 'Google/Chrome/Application/chrome.exe'],
    ['PROGRAMFILES(X86)', 'Google/Chrome/Application/chrome.exe'],
    ['LOCALAPPDATA', 'Google/Chrome/Application/chrome.exe'],
    ['PROGRAMFILES(X86)', 'Microsoft/Edge/Application/msedge.exe'],
    ['PROGRAMFILES', 'Microsoft/Edge/Application/msedge.exe'],
  ],
  darwin: [
    'Google Chrome.app/Contents/MacOS/Google Chrome',
    'Chromium.app/Contents/MacOS/Chromium',
    'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
} as const;

/** The first Chromium-like browser of this machine, or undefined. `PARKPANEL_BROWSER` names one outright. */
export function findBrowser(): string | undefined {
  const chosen = process.env['PARKPANEL_BROWSER'];
  const candidates =
    process.platform === 'win32'
      ? installed.win32.map(([variable, path]) => join(process.env[variable] ?? '', path))
      : process.platform === 'darwin'
        ? installed.darwin.map((path) => join('/Applications', path))
        : (process.env['PATH'] ?? '').split(':').flatMap((folder) => onPath.map((name) => join(folder, name)));
  return [chosen, ...candidates].find((path): path is string => path !== undefined && path !== '' && existsSync(path));
}

/** An application window with a profile of its own that stays off the network. */
function browserArguments(address: string, profile: string, language: Language): string[] {
  return [
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    `--lang=${language === 'en' ? 'en-US' : 'zh-CN'}`,
    '--window-size=1280,800',
    '--disable-features=Translate',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--no-default-browser-check',
    // Chromium refuses to start its sandbox as root; only test machines and containers run so
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

/** Serves until the window is closed, or without a window until the process is told to end. */
export async function serve(asked: Start): Promise<number> {
  const dir = asked.workspace ?? defaultWorkspace();
  const host = openHost(dir, asked);
  const language = asked.language ?? (await readSettings(host.session)).language;
  const t = translator(language);
  backupDaily(dir, host.session.now());
  await host.session.blobs.sweep();
  const served = await startBrowserHost(host, rendererFolder(), asked.port);
  const browser = asked.open ? findBrowser() : undefined;
  if (asked.open && !browser) process.stdout.write(`${t('cli.noBrowser')}\n`);
  process.stdout.write(`${browser ? t('cli.opened', { origin: served.origin }) : served.address}\n`);

  let window: ChildProcess | undefined;
  await new Promise<void>((resolve) => {
    const stop = (): void => resolve();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    if (browser) {
      window = spawn(browser, browserArguments(served.address, join(dir, '.browser'), language), { stdio: 'ignore' });
      window.once('exit', stop);
      window.once('error', stop);
    }
  });
  // a window without its host could do nothing, and would keep this process
  window?.kill();
  await served.close();
  host.session.release();
  return 0;
}
