/**
 * The window on a province: every screen of a round of many parks, cold and warm. "settled" is the last change of the page or the
 * last answer after the place was chosen; nothing may change for a while after it. Sizes: `node test/bench/run.ts window-scale`,
 * or those named in PARKS, with commas; EXPERTS on the panel, and ROUNDS of the same size beside it in the workspace.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import { startBrowserHost } from '../../electron/hosts/browser-host.ts';
import { openHost } from '../../electron/services/host.ts';
import { openBrowser } from '../e2e/browser.ts';
import { fillProvince } from '../fixtures/rounds/province.ts';
import { spread } from './measure.ts';

const sizes = (process.env['PARKS'] ?? '200,800,2800').split(',').map(Number);
const experts = Number(process.env['EXPERTS'] ?? 15);
const rounds = Number(process.env['ROUNDS'] ?? 1);
/** parks with sheets: 200 × 15 × 16 criteria are 48 000 scores */
const scored = 200;
/** How long nothing may happen on the page until it counts as settled, in ms. */
const calm = 600;
const patience = 60_000;
const places = [
  'packages',
  'eligibility',
  'panel',
  'scoring',
  'visits',
  'tally',
  'shortlist',
  'publicity',
  'documents',
  'titles',
  'home',
] as const;

interface Settled {
  readonly took: number;
  readonly longest: number;
  readonly nodes: number;
  readonly calls: number;
  /** of the answers */
  readonly bytes: number;
}

/** Does something in the page and waits until nothing happens any more. */
async function settle(page: Page, act: () => Promise<unknown>): Promise<Settled> {
  const pending = new Set<Request>();
  let calls = 0;
  let bytes = 0;
  let answered = 0;
  const begin = (request: Request): void => {
    if (!request.url().endsWith('/call')) return;
    pending.add(request);
    calls += 1;
  };
  const end = (request: Request): void => {
    if (!pending.delete(request)) return;
    answered = Date.now();
    void request.sizes().then(
      ({ responseBodySize }) => (bytes += responseBodySize),
      () => undefined,
    );
  };
  page.on('request', begin);
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  await page.evaluate(() => {
    const seen = { last: performance.now(), start: performance.now(), longest: 0 };
    Object.assign(window, { seen });
    new MutationObserver(() => (seen.last = performance.now())).observe(document, { subtree: true, childList: true, attributes: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        seen.longest = Math.max(seen.longest, entry.duration);
        seen.last = Math.max(seen.last, entry.startTime + entry.duration);
      }
    }).observe({ type: 'longtask' });
  });
  await act();
  const until = Date.now() + patience;
  for (;;) {
    await page.waitForTimeout(50);
    const { quiet, ...found } = await page.evaluate(() => {
      const { seen } = window as unknown as { seen: { last: number; start: number; longest: number } };
      return {
        quiet: performance.now() - seen.last,
        took: seen.last - seen.start,
        longest: seen.longest,
        nodes: document.querySelectorAll('*').length,
      };
    });
    if ((pending.size === 0 && quiet >= calm && Date.now() - answered >= calm) || Date.now() > until) {
      page.off('request', begin).off('requestfinished', end).off('requestfailed', end);
      return { ...found, calls, bytes };
    }
  }
}

/** Scrolls whatever scrolls on the page, step by step, and gives the times between frames. */
async function scroll(page: Page): Promise<string> {
  const frames = await page.evaluate(async () => {
    const scrolls = (one: Element): boolean => one.scrollHeight > one.clientHeight + 200 && getComputedStyle(one).overflowY !== 'visible';
    const box = [...document.querySelectorAll('.rc-virtual-list-holder, .ant-table-tbody-virtual-holder, .matrix-pane, .work')].find(
      scrolls,
    );
    const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
    const times: number[] = [];
    let last = await frame();
    for (let step = 0; step < 90; step++) {
      if (box) box.scrollTop += 120;
      const now = await frame();
      times.push(now - last);
      last = now;
    }
    return times;
  });
  const { p50 } = spread(frames);
  const sorted = frames.toSorted((a, b) => a - b);
  return `median ${p50.toFixed(0)} ms  p95 ${(sorted[Math.floor(sorted.length * 0.95)] ?? 0).toFixed(0)} ms  most ${(sorted.at(-1) ?? 0).toFixed(0)} ms`;
}

/** Screens gone through, for what stays in memory. */
const changes = 500;

async function heapOver(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const heap = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number };
    return usedSize / 1e6;
  };
  const before = await heap();
  for (let change = 0; change < changes; change++) {
    await page.evaluate((hash) => void (location.hash = hash), `#/${places[change % places.length] ?? 'home'}`);
    await page.waitForTimeout(60);
  }
  const after = await heap();
  return `${before.toFixed(1)} → ${after.toFixed(1)} MB (${(((after - before) / before) * 100).toFixed(0)} %)`;
}

const browser = await openBrowser();
for (const parks of sizes) {
  const dir = mkdtempSync(join(tmpdir(), 'parkpanel-bench-'));
  const host = openHost(join(dir, 'workspace'));
  // the last one is the round that the window opens with
  for (let round = 1; round < rounds; round++) await fillProvince(host, { parks, experts, scored });
  const { applicationIds } = await fillProvince(host, { parks, experts, scored });
  const [applicationId = ''] = applicationIds;
  const served = await startBrowserHost(host, join(import.meta.dirname, '../../dist/renderer'));
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  process.stdout.write(`${rounds} rounds of ${parks} parks, ${experts} experts, ${Math.min(parks, scored)} parks scored\n`);
  const line = (what: string, { took, longest, nodes, calls, bytes }: Settled): void => {
    process.stdout.write(
      `  ${what.padEnd(24)} settled ${took.toFixed(0).padStart(6)} ms  longest task ${longest.toFixed(0).padStart(5)} ms  ${String(nodes).padStart(6)} nodes  ${String(calls).padStart(3)} calls ${(bytes / 1000).toFixed(0).padStart(5)} kB\n`,
    );
  };
  const start = performance.now();
  await page.goto(served.address);
  await page.locator('h1').first().waitFor();
  process.stdout.write(`  window opened            ${(performance.now() - start).toFixed(0)} ms\n`);
  await settle(page, () => Promise.resolve());
  for (const heat of ['cold', 'warm'])
    for (const place of places)
      line(`${place} ${heat}`, await settle(page, () => page.evaluate((hash) => void (location.hash = hash), `#/${place}`)));
  for (const place of ['eligibility', 'packages', 'tally']) {
    await settle(page, () => page.evaluate((hash) => void (location.hash = hash), `#/${place}`));
    const written = await settle(page, async () => {
      await host.dispatch.call({
        method: 'applications.setField',
        payload: { applicationId, key: 'companies', value: 12 + place.length, reason: 'bench' },
        language: 'zh',
      });
    });
    line(`one write at ${place}`, written);
  }
  for (const place of ['packages', 'eligibility', 'visits', 'tally', 'shortlist']) {
    await settle(page, () => page.evaluate((hash) => void (location.hash = hash), `#/${place}`));
    process.stdout.write(`  ${`scrolling ${place}`.padEnd(24)} ${await scroll(page)}\n`);
  }
  if (parks === sizes.at(-1)) process.stdout.write(`  heap over ${changes} screens     ${await heapOver(page)}\n`);
  await page.context().close();
  await served.close();
  host.session.release();
  rmSync(dir, { recursive: true, force: true });
}
await browser.close();
