/** The window: from opening it to a page that can be used, against an empty page in the same browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBrowserHost } from '../../electron/hosts/browser-host.ts';
import { openHost } from '../../electron/services/host.ts';
import { openBrowser } from '../e2e/browser.ts';
import { ms, report, spread } from './measure.ts';

const runs = 9;
const dir = mkdtempSync(join(tmpdir(), 'parkpanel-bench-'));
const host = openHost(join(dir, 'workspace'));
const created = await host.dispatch.call({
  method: 'rounds.create',
  payload: { schemeId: 'hunan-recognition-2024', name: 'bench', appliedOn: '2026-09-30' },
  language: 'zh',
});
if (!created.ok) throw new Error(created.error.code);
const empty = createServer((_request, response) => response.end('<!doctype html><title>empty</title><h1>empty</h1>')).listen(
  0,
  '127.0.0.1',
);
await new Promise((resolve) => empty.once('listening', resolve));
const emptyAddress = `http://127.0.0.1:${(empty.address() as AddressInfo).port}/`;
const browser = await openBrowser();

async function open(address: string, ready: string): Promise<number> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  const start = performance.now();
  await page.goto(address);
  await page.locator(ready).first().waitFor();
  const took = performance.now() - start;
  await page.context().close();
  return took;
}

const ours: number[] = [];
const theirs: number[] = [];
for (let index = 0; index <= runs; index++) {
  const served = await startBrowserHost(host, join(import.meta.dirname, '../../dist/renderer'));
  const us = await open(served.address, 'h1');
  const them = await open(emptyAddress, 'h1');
  await served.close();
  if (index === 0) continue;
  ours.push(us);
  theirs.push(them);
}
const us = spread(ours).p50;
const them = spread(theirs).p50;
report('start: window to first usable page', ms(us), ms(them), `+${(us - them).toFixed(0)} ms`, '≤ +400 ms');
await browser.close();
empty.close();
host.session.release();
rmSync(dir, { recursive: true, force: true });
