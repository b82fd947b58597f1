/**
 * An application with 300 documents and a 900-page PDF beside the score sheet: how long until the first page is drawn, how
 * long a key press then takes to be durable, and what the page holds after a walk through the whole document — against
 * the same for a park with five small documents.
 */
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Document from 'pdfkit';
import type { Input, MethodName, Output } from '../../domain/contract/api.ts';
import { rubricLeaves } from '../../domain/rubric/leaves.ts';
import { startBrowserHost } from '../../electron/hosts/browser-host.ts';
import { openHost } from '../../electron/services/host.ts';
import { openBrowser } from '../e2e/browser.ts';
import { buildZip } from '../fixtures/archives.ts';
import { formDocx } from '../fixtures/office.ts';
import { noisePng } from '../fixtures/png.ts';
import { ms, report } from './measure.ts';

const pages = 900;
const documents = 300;
const dir = mkdtempSync(join(tmpdir(), 'parkpanel-bench-'));

/** A document as scanners make them: a picture a page, no two alike. */
async function writeScan(path: string): Promise<void> {
  const document = new Document({ size: 'A4', margin: 0 });
  const file = createWriteStream(path);
  document.pipe(file);
  for (let page = 1; page <= pages; page++) {
    if (page > 1) document.addPage();
    document.image(Buffer.from(noisePng(200, 280)), 0, 0, { width: 595 });
    document.fontSize(24).text(`page ${page}`, 72, 72);
  }
  document.end();
  await finished(file);
}

async function writePackage(): Promise<string> {
  const park = '测试跨境电商产业园';
  const scan = join(dir, 'scan.pdf');
  await writeScan(scan);
  const small = Array.from({ length: documents - 2 }, (_, index) => ({
    name: `${park}/3.证明材料/证明${index + 1}.txt`,
    data: Buffer.from(`第 ${index + 1} 份证明`),
  }));
  const path = join(dir, `${park}.zip`);
  writeFileSync(
    path,
    buildZip([
      { name: `${park}/1.申报表.docx`, data: formDocx(park) },
      { name: `${park}/2.申请报告.pdf`, data: readFileSync(scan) },
      ...small,
    ]),
  );
  process.stdout.write(`${documents} documents, one of ${pages} pages and ${(readFileSync(scan).length / 1024 ** 2).toFixed(0)} MB\n`);
  return path;
}

const host = openHost(join(dir, 'workspace'));
async function call<M extends MethodName>(method: M, payload: Input<M>): Promise<Output<M>> {
  const answer = await host.dispatch.call({ method, payload, language: 'zh' });
  if (!answer.ok) throw new Error(`${method}: ${answer.error.code}`);
  return answer.value as Output<M>;
}

const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: 'bench', appliedOn: '2026-09-30' });
await call('packages.import', {
  roundId,
  paths: [join(import.meta.dirname, '../../resources/samples/长沙星湖跨境电商产业园.zip'), await writePackage()],
});
const parks = await call('applications.list', { roundId });
const { personId } = await call('panel.add', { roundId, name: 'bench' });
await call('panel.assign', { personId, applicationIds: parks.map((one) => one.applicationId) });
for (const { applicationId } of parks) await call('conflicts.declare', { personId, applicationId, relation: 'none' });
await call('rounds.openScoring', { roundId, despite: '试评' });
await call('settings.set', { roundId, personId });
const rubric = (await call('rounds.get', { roundId })).rubric ?? { criteria: [] };
const first = rubricLeaves(rubric)[0]?.criterion.id ?? '';
const walk = 60;

const browser = await openBrowser();

/** Megabytes that the page's own process holds. */
async function resident(): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = processInfo
    .filter((one) => one.type === 'renderer')
    .map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  await session.detach();
  return Math.max(...sizes);
}

/** Whether something is drawn on a page in sight. */
const drawn = (): boolean =>
  [...document.querySelectorAll<HTMLCanvasElement>('.sheet canvas')].some((canvas) => {
    const seen = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, Math.min(canvas.height, 200)).data;
    return seen?.some((value, at) => at % 4 === 0 && value > 0 && value < 200) ?? false;
  });

interface Measured {
  readonly firstPage: number;
  readonly key: number;
  readonly memory: number;
  readonly canvases: number;
}

const served = await startBrowserHost(host, join(import.meta.dirname, '../../dist/renderer'));
const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
await page.goto(served.address);
await page.locator('.rail').waitFor();

/** As an expert comes to a park: from elsewhere in a window that stands open. */
async function measure(applicationId: string): Promise<Measured> {
  await page.evaluate(() => (location.hash = '#/home'));
  await page.locator('.viewer').waitFor({ state: 'detached' });
  const start = performance.now();
  await page.evaluate((id) => (location.hash = `#/scoring/${id}`), applicationId);
  await page.waitForFunction(drawn);
  const firstPage = performance.now() - start;
  await page.locator(`[data-points="${first}"]`).focus();
  const typed = performance.now();
  await page.keyboard.type('8');
  while ((await call('scores.get', { personId, applicationId })).scores.length === 0) await new Promise((done) => setTimeout(done, 2));
  const key = performance.now() - typed;
  await call('scores.clear', { personId, applicationId, criterionId: first });
  let canvases = 0;
  for (let step = 1; step <= walk; step++) {
    await page.locator('.viewer-body').evaluate((pane, share) => (pane.scrollTop = pane.scrollHeight * share), step / walk);
    await page.waitForTimeout(50);
    canvases = Math.max(canvases, await page.locator('.sheet canvas').count());
  }
  return { firstPage, key, memory: await resident(), canvases };
}

const [small = '', large = ''] = [...parks].sort((a, b) => a.documents - b.documents).map((one) => one.applicationId);
const cold = await measure(small);
const them = await measure(small);
const us = await measure(large);
report(
  'open the application to its first page drawn',
  ms(us.firstPage),
  ms(them.firstPage),
  `${(us.firstPage / them.firstPage).toFixed(2)} ×`,
  '< 1 s',
);
report(
  'the first of the window, with the reader loaded',
  ms(cold.firstPage),
  ms(them.firstPage),
  `${(cold.firstPage / them.firstPage).toFixed(2)} ×`,
  '< 1 s',
);
report('a score meanwhile, key press to durable', ms(us.key), ms(them.key), `${(us.key / them.key).toFixed(2)} ×`, '-');
report(
  'memory of the window after a walk to the end',
  `${us.memory.toFixed(0)} MB`,
  `${them.memory.toFixed(0)} MB`,
  `+${(us.memory - them.memory).toFixed(0)} MB`,
  'bounded',
);
report('pages drawn at once, at most', String(us.canvases), String(them.canvases), '-', 'a few');
await browser.close();
await served.close();
host.session.release();
rmSync(dir, { recursive: true, force: true });
