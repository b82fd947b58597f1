/** The stage of a story: a fresh workspace behind the loopback host, and a window on it in a real browser. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Input, MethodName, Output } from '../../domain/api.ts';
import { startBrowserHost, type BrowserHost } from '../../electron/browser-host.ts';
import { openHost, type Host } from '../../electron/host.ts';
import { openBrowser } from './browser.ts';

export const root = join(import.meta.dirname, '../..');
const renderer = join(root, 'dist/renderer');

export interface Stage {
  readonly dir: string;
  readonly page: Page;
  /** what the page complained about, and every address it asked for outside its host */
  readonly complaints: string[];
  /** does what another window would do */
  call<M extends MethodName>(method: M, payload: Input<M>): Promise<Output<M>>;
  close(): Promise<void>;
}

export interface Setting {
  /** further arguments of the browser */
  readonly args?: readonly string[];
  readonly context?: BrowserContextOptions;
}

export async function setStage({ args = [], context = {} }: Setting = {}): Promise<Stage> {
  if (!existsSync(join(renderer, 'index.html'))) {
    const { build } = await import('vite');
    await build({ configFile: join(root, 'renderer/vite.config.ts'), root: join(root, 'renderer'), logLevel: 'error' });
  }
  const dir = mkdtempSync(join(tmpdir(), 'parkpanel-story-'));
  const host: Host = openHost(dir);
  const served: BrowserHost = await startBrowserHost(host, renderer);
  const browser: Browser = await openBrowser(args);
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', reducedMotion: 'reduce', ...context })).newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(served.origin) && !/^(blob|data):/.test(address)) complaints.push(`asked for ${address}`);
  });
  page.setDefaultTimeout(10_000);
  await page.goto(served.address);
  return {
    dir,
    page,
    complaints,
    async call<M extends MethodName>(method: M, payload: Input<M>) {
      const answer = await host.dispatch.call({ method, payload, language: 'zh' });
      if (!answer.ok) throw new Error(`${method}: ${answer.error.code} ${answer.error.message}`);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- dispatch answers by the same contract
      return answer.value as Output<M>;
    },
    async close() {
      await browser.close();
      await served.close();
      host.session.release();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
