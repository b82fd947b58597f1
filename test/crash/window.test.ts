/**
 * What the window called saved is there: an expert types points and comments at eight keys a second, the host is killed outright at any
 * moment, and everything that stood on the sheet while the mark said 已保存 is in the store, or what was typed there since.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../e2e/browser.ts';
import { diceOf } from '../fixtures/mutants.ts';
import { openReview, seatReview } from '../fixtures/review.ts';
import { killAll, startHost } from './host.ts';

const kills = Math.min(100, Number(process.env['PARKPANEL_KILLS'] ?? 3));
const seed = Number(process.env['PARKPANEL_CRASH_SEED'] ?? 20_261_130);
/** Between two keys, in ms. */
const beat = 125;
/** The latest moment of a kill after the first key, in ms. */
const latest = 6000;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser([]);
});
afterEach(killAll);
afterAll(async () => {
  await browser.close();
});

/** By criterion what stands in its fields. */
type Fields = Record<string, { points: string; comment: string }>;

interface Watched {
  /** what stood there when the mark said so last */
  saved: Fields | null;
  /** everything that stood there since */
  since: Fields[];
}

/** Keeps in the page what its fields held while the mark said that all is saved. Runs in the page. */
function watch(): void {
  const watched: Watched = { saved: null, since: [] };
  Object.assign(window, { watched });
  const look = (): void => {
    const fields: Fields = {};
    for (const row of document.querySelectorAll<HTMLElement>('[data-criterion]')) {
      const points = row.querySelector<HTMLInputElement>('input[data-points]')?.value ?? '';
      fields[row.dataset['criterion'] ?? ''] = { points, comment: row.querySelector('textarea')?.value ?? '' };
    }
    const mark = document.querySelector('.saved')?.textContent ?? '';
    if (mark.includes('已保存')) {
      watched.saved = fields;
      watched.since = [];
    } else watched.since.push(fields);
    requestAnimationFrame(look);
  };
  look();
}

async function type(page: Page, roll: (sides: number) => number, isOver: () => boolean): Promise<void> {
  const words = ['依据充分', '材料不全', '与现场不符', '需再核对'];
  while (!isOver()) {
    const keys = [
      String(roll(4)),
      ...(roll(2) === 0 ? ['.', '5'] : []),
      ...(roll(2) === 0 ? ['Alt+c', ...(words[roll(words.length)] ?? '')] : []),
      'Enter',
    ];
    for (const key of keys) {
      if (isOver()) return;
      if (key.length === 1 && key > '\u007f') await page.keyboard.insertText(key);
      else await page.keyboard.press(key);
      await wait(beat);
    }
  }
}

test(`a window whose host is killed ${kills} times called nothing saved that is not there`, async () => {
  const { dir, host, parks, experts, roundId } = await seatReview({ parks: 1, experts: 1 });
  host.session.release();
  const [personId = ''] = experts;
  const [applicationId = ''] = parks;
  const roll = diceOf(seed, 0);
  let seen = 0;
  for (let turn = 0; turn < kills; turn += 1) {
    const hosted = await startHost(dir);
    await hosted.call('settings.set', { roundId, personId, language: 'zh' });
    const machine = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', reducedMotion: 'reduce' });
    const [name = '', value = ''] = hosted.cookie.split('=');
    await machine.addCookies([{ name, value, url: hosted.origin }]);
    const page = await machine.newPage();
    await page.goto(`${hosted.origin}/#/scoring/${applicationId}`);
    await page.locator('input[data-points]').first().waitFor();
    await page.locator('input[data-points]').nth(roll(10)).focus();
    await page.evaluate(watch);
    let over = false;
    const typing = type(page, roll, () => over);
    await wait(beat + roll(latest));
    await hosted.kill();
    over = true;
    await typing;
    const { saved, since } = await page.evaluate(() => (window as unknown as { watched: Watched }).watched);
    await machine.close();

    const after = openReview(dir);
    const told = `turn ${turn} of seed ${seed}`;
    const { scores } = await after.call('scores.get', { personId, applicationId });
    after.host.session.release();
    if (saved === null) continue;
    seen += 1;
    for (const [criterionId, { points, comment }] of Object.entries(saved)) {
      const score = scores.find((one) => one.criterionId === criterionId);
      const later = since.map((fields) => fields[criterionId]);
      // points as the field may write them while they are typed
      const stored = score === undefined ? '' : String(score.points100 / 100);
      const asStored = (typed: string | undefined): boolean =>
        typed === '' || typed === undefined ? stored === '' : String(Number(typed)) === stored;
      expect(
        [points, ...later.map((one) => one?.points)].some(asStored),
        `${told}: points of ${criterionId}: ${points}, stored ${stored}`,
      ).toBe(true);
      const words = score?.comment ?? '';
      expect([comment, ...later.map((one) => one?.comment ?? '')], `${told}: comment of ${criterionId}`).toContain(words);
    }
  }
  expect(seen).toBeGreaterThan(0);
}, 0);
