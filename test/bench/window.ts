/**
 * The window: from opening it to a page that can be used, against an empty page in the same browser. The host is a process of its own,
 * as people start it. What the time went into is told by the page: each part ends where the next one begins.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openHost } from '../../electron/services/host.ts';
import { openBrowser } from '../e2e/browser.ts';
import { ms, report, spread } from './measure.ts';

const runs = 9;
const dir = mkdtempSync(join(tmpdir(), 'parkpanel-bench-'));
const workspace = join(dir, 'workspace');
const made = openHost(workspace);
const created = await made.dispatch.call({
  method: 'rounds.create',
  payload: { schemeId: 'hunan-recognition-2024', name: 'bench', appliedOn: '2026-09-30' },
  language: 'zh',
});
if (!created.ok) throw new Error(created.error.code);
made.session.release();

const launch = join(import.meta.dirname, '../../electron/launch.mjs');
const began = performance.now();
const host = spawn(process.execPath, [launch, 'cli', '--workspace', workspace, 'serve', '--no-open'], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const lines = createInterface({ input: host.stdout })[Symbol.asyncIterator]();

/** The next way in that the host prints. */
async function nextAddress(): Promise<string> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) throw new Error('the host ended');
    const [address] = /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(value) ?? [];
    if (address !== undefined) return address;
  }
}

const empty = createServer((_request, response) => response.end('<!doctype html><title>empty</title><h1>empty</h1>')).listen(
  0,
  '127.0.0.1',
);
await new Promise((resolve) => empty.once('listening', resolve));
const emptyAddress = `http://127.0.0.1:${(empty.address() as AddressInfo).port}/`;
const browser = await openBrowser();

/** What a page came to, in ms since it was asked for. */
interface Opened {
  /** seen and usable */
  readonly ready: number;
  readonly html: number;
  readonly scripts: number;
  readonly calls: number;
  readonly drawn: number;
}

/** In the page: when its parts were there. What came after the first drawing is no part of it. */
function readParts() {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const drawn = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  const until = (wanted: (name: string) => boolean): number =>
    Math.max(
      0,
      ...(performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        .filter(({ name, responseEnd }) => wanted(name) && responseEnd < drawn)
        .map(({ responseEnd }) => responseEnd),
    );
  return {
    html: page?.responseEnd ?? 0,
    scripts: until((name) => /\/(main|window|start)-[^/]*\.js$/.test(name)),
    calls: until((name) => name.endsWith('/call')),
    drawn,
  };
}

async function open(address: string, ready: string): Promise<Opened> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  const start = performance.now();
  await page.goto(address);
  await page.locator(ready).first().waitFor();
  const took = performance.now() - start;
  const parts = await page.evaluate(readParts);
  await page.context().close();
  return { ready: took, ...parts };
}

const ours: Opened[] = [];
const theirs: Opened[] = [];
let started = 0;
for (let index = 0; index <= runs; index++) {
  if (index > 0) host.stdin.write('\n');
  const address = await nextAddress();
  if (index === 0) started = performance.now() - began;
  const us = await open(address, 'h1');
  const them = await open(emptyAddress, 'h1');
  if (index === 0) continue;
  ours.push(us);
  theirs.push(them);
}
const median = (of: readonly Opened[], part: keyof Opened): number => spread(of.map((one) => one[part])).p50;
const us = median(ours, 'ready');
const them = median(theirs, 'ready');
report('start: window to first usable page', ms(us), ms(them), `+${(us - them).toFixed(0)} ms`, '≤ +400 ms');
const parts = (['html', 'scripts', 'calls', 'drawn'] as const).map((part) => `${part} ${median(ours, part).toFixed(0)}`);
process.stdout.write(`  host started ${ms(started)} before; there after, in ms: ${parts.join(', ')}, usable ${us.toFixed(0)}\n`);
await browser.close();
empty.close();
host.kill('SIGINT');
await new Promise((resolve) => host.once('exit', resolve));
rmSync(dir, { recursive: true, force: true });
