/** The window in the system's browser: starts the loopback host, opens it as an application window, ends with it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isForeign } from '../../db/store/look.ts';
import { databaseName } from '../../db/store/open.ts';
import type { Language, Translate } from '../../domain/text.ts';
import { startBrowserHost, type BrowserHost } from './browser-host.ts';
import { defaultWorkspace, isShared, openHost, rendererFolder, type Host } from '../services/host.ts';
import { toAppError } from '../services/session/dispatch.ts';
import { prepareWorkspace } from '../services/workspace/prepare.ts';
import { readSettings } from '../services/workspace/settings.ts';
import { translator } from '../services/session/texts.ts';
import type { Start } from './start/arguments.ts';
import { dropTelling, findBrowsers, lackingChoice, profileOf, withoutSandbox } from './start/browser.ts';
import { displayOf } from './start/display.ts';
import { announce, askRunning, beginAt, withdraw, type WayIn } from './start/running.ts';
import { openWindow, type BrowserWindow, type End, type Invitation } from './start/window.ts';

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

/** How the host was told to end. */
interface Stop {
  readonly told: Promise<void>;
  /** lets go of the signals */
  release(): void;
}

function listenForStop(): Stop {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const { promise, resolve: stop } = Promise.withResolvers<void>();
  const hear = (): void => stop();
  for (const signal of signals) process.on(signal, hear);
  return {
    told: promise,
    release() {
      for (const signal of signals) process.off(signal, hear);
    },
  };
}

const nothing = (): void => {};

/** Calls back for each line that is typed, and once when no more can be; gives how to stop. */
function onEnter(callback: () => void, over: () => void): () => void {
  const hear = (typed: Buffer): void => {
    if (typed.includes('\n') || typed.includes('\r')) callback();
  };
  process.stdin.on('data', hear);
  process.stdin.on('end', over);
  // a terminal that is gone types no more
  process.stdin.on('error', nothing);
  return () => {
    process.stdin.off('data', hear);
    process.stdin.off('end', over);
    process.stdin.off('error', nothing);
    process.stdin.destroy();
  };
}

/** A way in, and how to take it from another machine. The port must be the same there: the host answers to no other name. */
function tellAddress(address: string, t: Translate): void {
  const { port } = new URL(address);
  const command = `ssh -N -L ${port}:127.0.0.1:${port} ${userInfo().username}@${hostname()}`;
  say(t('start.address', { address }));
  say(t('start.tunnel', { command }));
}

/** Goes on without a window until it is told to end. */
async function waitWithout(served: BrowserHost, t: Translate, stop: Stop): Promise<number> {
  const tell = (): void => {
    tellAddress(served.invite().address, t);
    say(t(process.stdin.isTTY ? 'start.again' : 'start.goesOn'));
  };
  tell();
  const quiet = onEnter(tell, () => {
    // Ctrl-D: where there was no terminal, nobody was told to press a key
    if (process.stdin.isTTY) say(t('start.inputOver'));
  });
  await stop.told;
  quiet();
  return 0;
}

/** Why a browser that was started shows no window. */
function reasonOf(failed: 'never' | { readonly ended: End }, t: Translate): string {
  return failed === 'never' ? t('start.window.never') : t('start.window.ended', { how: failed.ended });
}

/** How often it is looked whether a window is left, how long none may be there, and how long a page that came may be read before its line stands, in ms. */
const look = 1_000;
const patience = 10_000;
const reading = 30_000;

/** Until the last window is closed, where no process tells so. */
async function lastClosed(served: BrowserHost): Promise<void> {
  for (let waited = 0; !served.begun() && waited < reading; waited += look) await wait(look);
  if (served.windows() === 0) return;
  for (let without = 0; without < patience; without += look) {
    await wait(look);
    if (served.windows() > 0) without = 0;
  }
}

/** From the moment that the window is there until it is closed. */
async function stayWith(window: BrowserWindow, served: BrowserHost, t: Translate, stop: Stop): Promise<number> {
  const closed = window.ended.then(async (end) => {
    // one that runs already took the window over, and does not tell when it is closed: that of a host that was killed, perhaps
    if (end === 0) await lastClosed(served);
    return end;
  });
  const end = await Promise.race([closed, stop.told.then(() => 'stopped' as const)]);
  window.close();
  if (end === 0 || end === 'stopped') return 0;
  process.stderr.write(`${t('start.window.crashed', { how: end })}\n`);
  return 1;
}

/** The browsers to try, in their order. */
function findWhereToOpen(asked: Start, t: Translate): readonly string[] {
  if (!asked.open) return [];
  if (displayOf(process.platform, process.env) === 'none') {
    say(t('start.window.noDisplay'));
    return [];
  }
  const lacking = lackingChoice();
  if (lacking !== null) say(t('start.window.lackingChoice', { path: lacking }));
  const browsers = findBrowsers();
  if (browsers.length === 0) say(t('start.window.noBrowser'));
  return browsers;
}

interface Opening {
  /** where the browser may keep its profile */
  readonly dir: string;
  readonly language: Language;
  readonly invite: () => Invitation;
  /** the window outlives this process */
  readonly detached?: boolean;
  /** gives up the waiting */
  readonly stopped: Promise<'stopped'>;
}

async function tryToOpen(browser: string, { dir, language, invite, detached = false }: Opening): Promise<BrowserWindow | string> {
  try {
    const { shade } = await readSettings({ dir });
    return openWindow(browser, invite(), { profile: profileOf(browser, dir), language, shade, detached });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

/** A browser that is just ending may still write to it: what stays then is the system's to clear away. */
function dropProfile(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // nothing of a workspace was shown
  }
}

type Opened =
  | { readonly window: BrowserWindow; readonly failed: null }
  | { readonly window: null; readonly failed: 'stopped' | 'never' | { readonly ended: End } };

/** The window of the first browser that brings one, or what came of the last that was tried: one that is only the name of a package ends at once. */
async function openFirst(browsers: readonly string[], opening: Opening): Promise<Opened> {
  const t = translator(opening.language);
  if (withoutSandbox()) say(t('start.window.root'));
  let failed: NonNullable<Opened['failed']> = 'never';
  for (const [at, browser] of browsers.entries()) {
    if (!opening.detached) dropTelling(profileOf(browser, opening.dir));
    const window = await tryToOpen(browser, opening);
    const came = typeof window === 'string' ? { ended: window } : await Promise.race([window.came, opening.stopped]);
    if (typeof window !== 'string') {
      if (came === null) return { window, failed: null };
      if (!opening.detached) window.close();
    }
    failed = came ?? 'never';
    const next = browsers[at + 1];
    if (typeof failed === 'string' || next === undefined) break;
    say(t('start.window.next', { browser, how: failed.ended, next }));
  }
  return { window: null, failed };
}

/** `dir`: where the browser may keep its profile. */
async function show(asked: Start, dir: string, served: BrowserHost, language: Language, stop: Stop): Promise<number> {
  const t = translator(language);
  const browsers = findWhereToOpen(asked, t);
  if (browsers.length === 0) return waitWithout(served, t, stop);
  const stopped = stop.told.then(() => 'stopped' as const);
  const { window, failed } = await openFirst(browsers, { dir, language, invite: () => served.invite(), stopped });
  if (window !== null) {
    say(t('start.window.opened', { origin: served.origin }));
    return stayWith(window, served, t, stop);
  }
  if (failed === 'stopped') return 0;
  say(reasonOf(failed, t));
  return waitWithout(served, t, stop);
}

/** A second start on the same workspace: one more window of the host that runs. */
async function joinHost(asked: Start, dir: string, way: WayIn, language: Language): Promise<number> {
  const t = translator(language);
  say(t('start.running'));
  const browsers = findWhereToOpen(asked, t);
  if (browsers.length === 0) {
    tellAddress(way.address, t);
    return 0;
  }
  // the window outlives this process: it belongs to the other
  const enough = new AbortController();
  const used = way.used(enough.signal);
  const invite = (): Invitation => ({ address: way.address, used });
  const { failed } = await openFirst(browsers, { dir, language, invite, detached: true, stopped: new Promise(() => {}) });
  enough.abort();
  if (failed === null) say(t('start.window.another'));
  else if (failed !== 'stopped') say(reasonOf(failed, t));
  return failed === null ? 0 : 1;
}

async function listen(host: Host, port: number, t: Translate): Promise<BrowserHost | null> {
  try {
    return await startBrowserHost(host, rendererFolder(), port);
  } catch (error) {
    // of a file it says something else
    const { syscall, code } = error as NodeJS.ErrnoException;
    if (syscall !== 'listen' || (code !== 'EADDRINUSE' && code !== 'EACCES')) throw error;
    process.stderr.write(`${t('start.portTaken', { port })}\n`);
    return null;
  }
}

/** Where a host runs on the workspace already: opens one more window of it, and gives the exit code; null where none does. */
export async function joinRunning(asked: Start, dir: string, language: Language): Promise<number | null> {
  const running = await askRunning(dir, asked, (seconds) => say(translator(language)('start.asking', { seconds })));
  return running && joinHost(asked, dir, running, language);
}

/** Serves until the window is closed, or without a window until the process is told to end; gives the exit code. */
export async function serve(asked: Start): Promise<number> {
  // a terminal that was closed hears nothing more, and the window stays
  process.stdout.on('error', nothing);
  try {
    return await serveOn(asked, asked.workspace ?? defaultWorkspace());
  } finally {
    process.stdout.off('error', nothing);
  }
}

/** As {@link joinRunning}; null where this host begins: of two at once one waits for the other. */
async function joinOrBegin(asked: Start, dir: string, language: Language, isOurs: boolean): Promise<number | null> {
  const joined = await joinRunning(asked, dir, language);
  return joined !== null || !isOurs || beginAt(dir) ? joined : joinRunning(asked, dir, language);
}

async function serveOn(asked: Start, dir: string): Promise<number> {
  const language = asked.language ?? (await readSettings({ dir })).language;
  // a folder of somebody else's gets no file of ours
  const isOurs = !isForeign(join(dir, databaseName));
  const joined = await joinOrBegin(asked, dir, language, isOurs);
  if (joined !== null) return joined;
  if (isShared(dir)) say(translator(language)('start.shared'));
  const host = openHost(dir, asked);
  const faults = (await prepareWorkspace(host.session)).map(({ error }) => toAppError(error, language).message);
  for (const sentence of new Set(faults)) process.stderr.write(`${sentence}\n`);
  const served = await listen(host, asked.port, translator(language));
  if (!served) {
    if (isOurs) withdraw(dir);
    return 1;
  }
  const guest = isOurs ? null : mkdtempSync(join(tmpdir(), 'parkpanel-window-'));
  const running = { port: Number(new URL(served.origin).port), secret: served.relaySecret };
  const leave = guest === null ? announce(dir, running) : nothing;
  const stop = listenForStop();
  try {
    return await show(asked, guest ?? dir, served, language, stop);
  } finally {
    stop.release();
    leave();
    await served.close();
    host.session.release();
    if (guest !== null) dropProfile(guest);
  }
}
