/** The browser of this machine that shows the window, and how it is told to. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Language } from '../../../domain/text.ts';
import { isRunning } from '../../io/running.ts';

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

function isOther(path: string, before: readonly string[]): boolean {
  const real = realpathSync(path);
  return before.every((one) => realpathSync(one) !== real);
}

/** The Chromium-like browsers of this machine, the one to take first; `PARKPANEL_BROWSER` names one outright, and then no other is taken. */
export function findBrowsers(): readonly string[] {
  const chosen = process.env['PARKPANEL_BROWSER'];
  if (chosen && existsSync(chosen)) return [chosen];
  const candidates =
    process.platform === 'win32'
      ? installed.win32.map(([variable, path]) => join(process.env[variable] ?? '', path))
      : process.platform === 'darwin'
        ? installed.darwin.map((path) => join('/Applications', path))
        : (process.env['PATH'] ?? '').split(':').flatMap((folder) => onPath.map((name) => join(folder, name)));
  const found: string[] = [];
  for (const path of candidates) if (existsSync(path) && isOther(path, found)) found.push(path);
  return found;
}

export const findBrowser = (): string | undefined => findBrowsers()[0];

/** What `PARKPANEL_BROWSER` names and is not there; null where it names none, or one that is. */
export function lackingChoice(): string | null {
  const chosen = process.env['PARKPANEL_BROWSER'];
  return chosen && !existsSync(chosen) ? chosen : null;
}

/** True for a browser in a snap, also behind the script that Ubuntu puts in its place: it sees no hidden folder of the home. */
function isSnap(browser: string): boolean {
  try {
    if (browser.startsWith('/snap/') || realpathSync(browser) === '/usr/bin/snap') return true;
    const head = readFileSync(browser).subarray(0, 4096).toString('latin1');
    return head.startsWith('#!') && head.includes('/snap/bin/');
  } catch {
    return false;
  }
}

/** Where the browser keeps what belongs to this window: in the workspace, or where a snap may write. */
export function profileOf(browser: string, dir: string): string {
  if (!isSnap(browser)) return join(resolve(dir), '.browser');
  const name = createHash('sha256').update(resolve(dir)).digest('hex').slice(0, 16);
  return join(homedir(), 'snap/chromium/common/parkpanel', name);
}

/** The process that has a profile open, as Chromium notes it; null where none does, or where it notes it otherwise. */
function holderOf(profile: string): number | null {
  try {
    return Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1));
  } catch {
    return null;
  }
}

/** A profile that a window which was not private wrote to holds what its pages showed: it goes, unless a browser still has it open. */
export function dropTelling(profile: string): void {
  if (!existsSync(join(profile, 'Default', 'Sessions'))) return;
  const holder = holderOf(profile);
  if (holder !== null && isRunning(holder)) return;
  try {
    rmSync(profile, { recursive: true, force: true });
  } catch {
    // open in a browser, on a system that then lets nobody remove it: the next start tries again
  }
}

/** Chromium's sandbox refuses root: only test machines and containers run so. */
export const withoutSandbox = (): boolean => process.platform === 'linux' && process.getuid?.() === 0;

/**
 * An application window with a profile of its own that stays off the network. It is a private one: for the next start a browser keeps
 * the texts, names and half-typed fields of every page in its profile, where no passphrase covers them.
 */
export function browserArguments(page: string, profile: string, language: Language): string[] {
  return [
    `--app=${page}`,
    `--user-data-dir=${profile}`,
    `--lang=${language === 'en' ? 'en-US' : 'zh-CN'}`,
    // one word is Chromium's, the other Edge's; each leaves the other's alone
    '--incognito',
    '--inprivate',
    '--window-size=1280,800',
    '--disable-features=Translate',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--no-default-browser-check',
    ...(withoutSandbox() ? ['--no-sandbox'] : []),
  ];
}
