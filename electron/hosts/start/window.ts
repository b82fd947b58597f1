/**
 * One window of the browser. The secret of its address stands in no command line, which every user of the machine can read:
 * the browser is given a page of the user's own that leads on to it.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import type { Settings } from '../../../domain/contract/workspace.ts';
import { makeFolder } from '../../io/files.ts';
import { browserArguments } from './browser.ts';

/** A way in, once: `used` tells whether somebody took it before it ran out. */
export interface Invitation {
  readonly address: string;
  readonly used: Promise<boolean>;
}

/** How a browser ended: 0, another code, a signal, or what kept it from starting. */
export type End = number | string;

export interface BrowserWindow {
  /** null: the window's page is here; else why it will not come any more */
  readonly came: Promise<null | { readonly ended: End } | 'never'>;
  readonly ended: Promise<End>;
  close(): void;
}

/** A browser that hands its window over to one that runs already ends at once; how long the page may then take, in ms. */
const handedOver = 15_000;

/** Lays down the page, for its user alone; it is there before the window's own and has its shade. */
function layPage(profile: string, address: string, shade: Settings['shade']): string {
  makeFolder(profile, 0o700);
  const path = join(profile, `open-${randomBytes(8).toString('hex')}.html`);
  const scheme = shade === 'system' ? 'light dark' : shade;
  const page = `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="${scheme}"><meta http-equiv="refresh" content="0;url=${address}"><title>ParkPanel</title>\n`;
  writeFileSync(path, page, { mode: 0o600, flag: 'wx' });
  return path;
}

/** @throws where the profile cannot be written */
export function openWindow(
  browser: string,
  { address, used }: Invitation,
  { profile, language, shade, detached = false }: Pick<Settings, 'language' | 'shade'> & { profile: string; detached?: boolean },
): BrowserWindow {
  const page = layPage(profile, address, shade);
  const child = spawn(browser, browserArguments(pathToFileURL(page).href, profile, language), { stdio: 'ignore', detached });
  if (detached) child.unref();
  const ended = new Promise<End>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    child.once('exit', (code, signal) => resolve(signal ?? code ?? 1));
  });
  const gone = ended.then(async (end) => {
    // one that ended well may have left the window to another
    if (end === 0) await wait(handedOver, undefined, { ref: false });
    return { ended: end };
  });
  const opened = used.then((yes) => (yes ? null : ('never' as const)));
  return {
    came: Promise.race([opened, gone]).finally(() => rmSync(page, { force: true })),
    ended,
    close: () => void child.kill(),
  };
}
