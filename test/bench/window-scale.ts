/**
 * The window on a province: every screen of a round of many parks, cold and warm. "settled" is the last change of the page or the
 * last answer after the place was chosen; nothing may change for a while after it. Sizes: `node test/bench/run.ts window-scale`,
 * or those named in PARKS, with commas.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import { rubricLeaves } from '../../domain/rubric/leaves.ts';
import { completeRubric, criterionKinds } from '../../domain/rubric/model.ts';
import { startBrowserHost } from '../../electron/hosts/browser-host.ts';
import { openHost, type Host } from '../../electron/services/host.ts';
import { openBrowser } from '../e2e/browser.ts';
import { spread } from './measure.ts';

const sizes = (process.env['PARKS'] ?? '200,800,2800').split(',').map(Number);
const experts = 15;
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

/** A round by raw SQL: it is not what is measured. Gives its id and its first park. */
async function fill(host: Host, parks: number): Promise<{ roundId: string; applicationId: string }> {
  const made = await host.dispatch.call({
    method: 'rounds.create',
    payload: {
      schemeId: 'hunan-recognition-2024',
      name: 'bench',
      appliedOn: '2026-09-30',
      settings: { quotas: { 引领型: 30, 培育型: 40 } },
    },
    language: 'zh',
  });
  if (!made.ok) throw new Error(made.error.message);
  const { roundId } = made.value as { roundId: string };
  const scheme = host.session.scheme('hunan-recognition-2024');
  if (!scheme.rubric) throw new Error('a rule book without a rubric');
  const leaves = rubricLeaves(completeRubric(scheme.rubric)).map((leaf) => leaf.criterion);
  const { sqlite } = host.session.store.read;
  const at = host.session.now();
  const people = Array.from({ length: experts }, () => host.session.newId());
  const ids = Array.from({ length: parks }, () => host.session.newId());
  host.session.store.write(() => {
    sqlite.prepare("UPDATE round SET rubric_frozen_at = ?, state = 'scoring' WHERE id = ?").run(at, roundId);
    const application = sqlite.prepare(
      'INSERT INTO application (id, round_id, park_name, type, region, package_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    const packed = sqlite.prepare(
      "INSERT INTO package (id, application_id, name, sha256, bytes, skipped, form_format, unread, imported_at) VALUES (?, ?, ?, ?, 1, 0, 'docx', '[]', ?)",
    );
    const value = sqlite.prepare("INSERT INTO field_value (application_id, key, source, raw, value, at) VALUES (?, ?, 'form', ?, ?, ?)");
    for (const [index, id] of ids.entries()) {
      const type = index % 2 === 0 ? '引领型' : '培育型';
      const name = `第${String(index + 1).padStart(4, '0')}跨境电商产业园`;
      const packageId = host.session.newId();
      application.run(id, roundId, name, type, `第${index % 14}市`, packageId, at);
      packed.run(packageId, id, `${name}.zip`, packageId.replaceAll('-', '').padEnd(64, '0'), at);
      for (const field of scheme.fields.filter((one) => one.statedBy === 'form')) {
        const number = 10 + ((index * 7) % 90);
        const stated =
          field.key === 'parkType'
            ? type
            : {
                boolean: index % 5 > 0,
                integer: number,
                decimal: String(number * 300),
                date: '2020-01',
                choice: field.options[0]?.value ?? '',
                set: [],
                list: ['甲', '乙'],
                text: `${field.label.zh}${index}`,
              }[field.type];
        value.run(id, field.key, String(stated), JSON.stringify(stated), at);
      }
    }
    const person = sqlite.prepare(
      "INSERT INTO person (id, round_id, name, organisation, title, role, created_at) VALUES (?, ?, ?, '示例大学', '教授', 'expert', ?)",
    );
    for (const [index, id] of people.entries()) person.run(id, roundId, `专家${index + 1}`, at);
    const seat = sqlite.prepare('INSERT INTO assignment VALUES (?, ?)');
    const conflict = sqlite.prepare("INSERT INTO conflict (person_id, application_id, relation, at) VALUES (?, ?, 'none', ?)");
    const sheet = sqlite.prepare(
      "INSERT INTO sheet (person_id, application_id, state, digest, submitted_at) VALUES (?, ?, 'submitted', 'x', ?)",
    );
    const score = sqlite.prepare(
      "INSERT INTO score (person_id, application_id, criterion_id, points100, evidence, version, at) VALUES (?, ?, ?, ?, '[]', 1, ?)",
    );
    for (const [park, applicationId] of ids.slice(0, scored).entries())
      for (const [expert, personId] of people.entries()) {
        seat.run(personId, applicationId);
        conflict.run(personId, applicationId, at);
        sheet.run(personId, applicationId, at);
        for (const leaf of leaves) {
          const most = Math.floor(leaf.max100 / leaf.step100);
          // what is counted is the same for everybody; of the rest, experts differ by a step or two
          const steps = most - ((park * 3) % Math.max(1, Math.ceil(most / 2))) - (criterionKinds[leaf.kind].agreed ? 0 : expert % 2);
          score.run(personId, applicationId, leaf.id, Math.max(0, steps) * leaf.step100, at);
        }
      }
  });
  return { roundId, applicationId: ids[0] ?? '' };
}

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
  const { applicationId } = await fill(host, parks);
  const served = await startBrowserHost(host, join(import.meta.dirname, '../../dist/renderer'));
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  process.stdout.write(`${parks} parks, ${experts} experts, ${Math.min(parks, scored)} parks scored\n`);
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
