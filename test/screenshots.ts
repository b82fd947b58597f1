/**
 * `npm run screenshots [-- --out DIR] [NAME …]`: every screen of the demo's workspace, or those of the names, in both languages, light
 * and dark, at two widths.
 * What is drawn is a copy of build/dev-workspace, which the demo fills first where it is missing.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page, Request } from 'playwright-core';
import { playDemo } from '../electron/demo/demo.ts';
import { gridId } from '../renderer/screens/scoring/paper/address.ts';
import type { Place } from '../renderer/state/route.ts';
import { type Stage, setStage } from './e2e/stage.ts';

const root = join(import.meta.dirname, '..');
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
/** How long nothing may change on the page and nothing be asked for until it counts as drawn, in ms. */
const quiet = 250;
/** When a page that does not come to rest is drawn as it is, and named, in ms. */
const patience = 10_000;

interface View {
  /** as the file is named after it */
  readonly name: string;
  readonly address: string;
  /** who sits there; null: the secretary */
  readonly personId: string | null;
}

/** Every place of the window, and what opens at it. A new place does not compile until it is here. */
async function viewsOf({ call }: Pick<Stage, 'call'>): Promise<{ readonly roundId: string; readonly views: readonly View[] }> {
  const [round] = await call('rounds.list', {});
  const roundId = round?.roundId ?? '';
  const [park] = await call('applications.list', { roundId });
  const [expert, visitor] = await call('panel.list', { roundId });
  const [visit] = await call('visits.list', { roundId });
  const office = { '': null };
  const views: Record<Place, Readonly<Record<string, string | null>>> = {
    home: office,
    packages: { ...office, application: park?.applicationId ?? '' },
    review: { '': park?.applicationId ?? '' },
    eligibility: office,
    panel: office,
    roster: office,
    rubric: office,
    scoring: { ...office, grid: gridId(expert?.personId ?? '') },
    visits: { ...office, record: visit?.visitId ?? '' },
    exchange: { ...office, open: 'open' },
    identities: { ...office, own: 'own' },
    tally: office,
    deliberation: office,
    shortlist: office,
    publicity: office,
    minutes: office,
    titles: office,
    documents: office,
    settings: office,
  };
  const addressOf = (place: string, id: string | null): string =>
    `${place === 'visits' && id !== null ? 'visit' : ''}#/${place}${id === null ? '' : `/${id}`}`;
  const ofOffice = Object.entries(views).flatMap(([place, opened]) =>
    Object.entries(opened).map(([what, id]) => ({
      name: what === '' ? place : `${place}-${what}`,
      address: addressOf(place, id),
      personId: null,
    })),
  );
  const ofExpert = [
    { name: 'home-expert', address: addressOf('home', null) },
    { name: 'scoring-expert', address: addressOf('scoring', null) },
    { name: 'scoring-sheet', address: addressOf('scoring', park?.applicationId ?? null) },
  ].map((view) => ({ ...view, personId: visitor?.personId ?? null }));
  return { roundId, views: [...ofOffice, ...ofExpert] };
}

/** Waits until the page has what it asked for and stands still; false when it never does. */
async function settled(page: Page, asked: ReadonlySet<Request>): Promise<boolean> {
  await page.getByRole('main').waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const until = Date.now() + patience;
  do {
    if (Date.now() > until) return false;
    await page.evaluate(
      ([span, most]) =>
        new Promise<void>((done) => {
          let timer = setTimeout(done, span);
          setTimeout(done, most);
          new MutationObserver(() => {
            clearTimeout(timer);
            timer = setTimeout(done, span);
          }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        }),
      [quiet, patience] as const,
    );
  } while (asked.size > 0);
  return Date.now() <= until;
}

export async function takeScreenshots(args: readonly string[]): Promise<void> {
  const { values, positionals: wanted } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { out: { type: 'string', default: join(root, 'build/screenshots') } },
  });
  const out = resolve(values.out);
  const demo = join(root, 'build/dev-workspace');
  if (!existsSync(join(demo, 'workspace')) && (await playDemo(demo, 'zh')) !== 0) throw new Error('the demo failed');
  const dir = mkdtempSync(join(tmpdir(), 'parkpanel-screenshots-'));
  cpSync(join(demo, 'workspace'), dir, { recursive: true });
  mkdirSync(out, { recursive: true });
  const stage = await setStage({ dir });
  try {
    const { page, call, complaints } = stage;
    const { origin } = new URL(page.url());
    page.setDefaultTimeout(60_000);
    const asked = new Set<Request>();
    page.on('request', (request) => asked.add(request));
    page.on('requestfinished', (request) => asked.delete(request));
    page.on('requestfailed', (request) => asked.delete(request));
    const { roundId, views: all } = await viewsOf(stage);
    const views = all.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
    // the secret of the launch has to be exchanged before the page is left
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    for (const language of ['zh', 'en'] as const) {
      for (const shade of ['light', 'dark'] as const) {
        for (const { name, address, personId } of views) {
          await call('settings.set', { language, shade, roundId, personId });
          // a fragment alone would keep the document with what was set before
          await page.goto('about:blank');
          await page.goto(`${origin}/${address}`);
          for (const size of sizes) {
            await page.setViewportSize(size);
            const file = `${size.width}-${language}-${shade}-${name}.png`;
            if (!(await settled(page, asked))) complaints.push(`${file} did not come to rest`);
            await page.screenshot({ path: join(out, file) });
          }
        }
      }
    }
    process.stdout.write(`${views.length * sizes.length * 4} → ${out}\n${complaints.map((line) => `! ${line}\n`).join('')}`);
  } finally {
    await stage.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
