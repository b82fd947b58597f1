/** The stage of a story: a fresh workspace behind the loopback host, and a window on it in a real browser. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Input, MethodName, Output } from '../../domain/contract/api.ts';
import { startBrowserHost, type BrowserHost } from '../../electron/hosts/browser-host.ts';
import { openHost, type Host } from '../../electron/services/host.ts';
import { openBrowser } from './browser.ts';

export const root = join(import.meta.dirname, '../..');
const renderer = join(root, 'dist/renderer');

export interface Stage {
  readonly dir: string;
  readonly page: Page;
  /** what the page complained about, and every address it asked for outside its host */
  readonly complaints: string[];
  /** does what another window would do, for the secretary or for `actor` */
  readonly call: <M extends MethodName>(method: M, payload: Input<M>, actor?: string) => Promise<Output<M>>;
  close(): Promise<void>;
}

export interface Setting {
  /** further arguments of the browser */
  readonly args?: readonly string[];
  readonly context?: BrowserContextOptions;
  /** a workspace that was there before and stays */
  readonly dir?: string;
  /** what the program was started with */
  readonly asked?: Parameters<typeof openHost>[1];
  /** another stage's browser, where several machines stand side by side */
  readonly browser?: Browser;
}

export async function setStage({ args = [], context = {}, dir: given, asked, browser: shared }: Setting = {}): Promise<Stage> {
  if (!existsSync(join(renderer, 'index.html'))) {
    execFileSync(process.execPath, [join(root, 'electron/build.mjs')], { stdio: 'inherit' });
  }
  const dir = given ?? mkdtempSync(join(tmpdir(), 'parkpanel-story-'));
  const host: Host = openHost(dir, asked);
  const served: BrowserHost = await startBrowserHost(host, renderer);
  const browser = shared ?? (await openBrowser(args));
  const machine = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    reducedMotion: 'reduce',
    ...context,
  });
  const page = await machine.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(served.origin) && !/^(blob|data):/.test(address)) complaints.push(`asked for ${address}`);
  });
  await page.addInitScript(tellDoubleIds);
  page.setDefaultTimeout(10_000);
  await page.goto(served.address);
  return {
    dir,
    page,
    complaints,
    async call<M extends MethodName>(method: M, payload: Input<M>, actor?: string) {
      const answer = await host.dispatch.call({ method, payload, language: 'zh', actor });
      if (!answer.ok) throw new Error(`${method}: ${answer.error.code} ${answer.error.message}`);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- dispatch answers by the same contract
      return answer.value as Output<M>;
    },
    async close() {
      // an answer that a test still holds back must not be given to a page that is gone
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await machine.close();
      if (!shared) await browser.close();
      await served.close();
      host.session.release();
      if (given === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Runs in the page: a name that two elements have makes a label lead to the wrong field. Twice in a row: a drawer that leaves is let go. */
function tellDoubleIds(): void {
  const told = new Set<string>();
  let before = new Set<string>();
  setInterval(() => {
    const ids = Array.from(document.querySelectorAll('[id]'), ({ id }) => id);
    const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
    for (const id of twice) {
      if (!before.has(id) || told.has(id)) continue;
      told.add(id);
      console.error(`two elements are named #${id}`);
    }
    before = twice;
  }, 1000);
}
