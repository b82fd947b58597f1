/** Reading beside the sheet: larger, turned, searched, one after the other; and together with the points on every screen. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rubricLeaves } from '../../../domain/rubric/leaves.ts';
import type { Leaf } from '../../../domain/rubric/model.ts';
import { heic } from '../../fixtures/photos.ts';
import { parkNames, samples } from '../../fixtures/review.ts';
import { setStage, type Stage } from '../stage.ts';

let stage: Stage;
let applicationId = '';
let personId = '';
/** a criterion with anchors */
let anchored: Leaf | undefined;

const named = (name: string) => stage.page.getByRole('button', { name, exact: true });
const shownName = () => stage.page.locator('.viewer-pick').innerText();
const sheetBox = () => stage.page.locator('.sheet').first().boundingBox();

async function open(width: number, height: number): Promise<void> {
  const { page } = stage;
  await page.setViewportSize({ width, height });
  const { origin } = new URL(page.url());
  await page.goto('about:blank');
  await page.goto(`${origin}/#/scoring/${applicationId}`);
  await page.locator('.sheet canvas').first().waitFor();
  await page.locator('[data-points]:visible').first().waitFor();
}

beforeAll(async () => {
  stage = await setStage();
  const { roundId } = await stage.call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '2026 年度产业园评审',
    appliedOn: '2026-09-30',
  });
  await stage.call('packages.import', { roundId, paths: [join(samples, `${parkNames[0]}.zip`)] });
  const [park] = await stage.call('applications.list', { roundId });
  applicationId = park?.applicationId ?? '';
  ({ personId } = await stage.call('panel.add', { roundId, name: '李示例', organisation: '示例大学' }));
  await stage.call('panel.assign', { personId, applicationIds: [applicationId] });
  await stage.call('conflicts.declare', { personId, applicationId, relation: 'none' });
  await stage.call('rounds.openScoring', { roundId, despite: '试评' });
  const leaves = rubricLeaves((await stage.call('rounds.get', { roundId })).rubric ?? { criteria: [] }).map((one) => one.criterion);
  anchored = leaves.find((one) => (one.anchors?.length ?? 0) > 0);
  await stage.call('scores.set', { personId, applicationId, criterionId: leaves[0]?.id ?? '', points: 1, comment: '少' });
  await stage.call('settings.set', { roundId, personId });
}, 60_000);
afterAll(async () => {
  await stage.close();
});

describe('a document', () => {
  test('is enlarged, turned and fills the window, and a place on it stays the place', async () => {
    const { page } = stage;
    await open(1280, 800);
    const plain = (await sheetBox())?.width ?? 0;
    await named('放大').click();
    await named('放大').click();
    await expect.poll(async () => ((await sheetBox())?.width ?? 0) / plain).toBeCloseTo(1.5, 1);
    await named('适合宽度').click();
    await expect.poll(async () => (await sheetBox())?.width).toBe(plain);
    // the keys do the same where nothing is typed
    await page.locator('.viewer-body').focus();
    await page.keyboard.press('+');
    await expect.poll(() => page.getByTestId('zoom').innerText()).toBe('125%');
    await page.keyboard.press('=');
    await expect.poll(() => page.getByTestId('zoom').innerText()).toBe('100%');

    await named('旋转').click();
    await expect
      .poll(async () => {
        const box = await sheetBox();
        return box ? box.height / box.width : 0;
      })
      .toBeLessThan(1);
    // what lies at the upper right of the turned page is the upper left of the page itself
    await page.locator('.sheet canvas').first().waitFor();
    await page.getByRole('button', { name: '框选' }).click();
    const box = await sheetBox();
    if (!box) throw new Error('no page');
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.1);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.9, box.y + box.height * 0.3, { steps: 4 });
    await page.mouse.up();
    await page.getByRole('button', { name: '引为证据' }).click();
    const rectOf = async () => {
      const [anchor] = (await stage.call('scores.get', { personId, applicationId })).scores[0]?.evidence ?? [];
      return anchor && 'rect' in anchor ? anchor.rect : undefined;
    };
    await expect.poll(rectOf).toBeDefined();
    for (const [index, share] of [0.1, 0.1, 0.3, 0.3].entries()) expect((await rectOf())?.[index]).toBeCloseTo(share, 1);
    for (let turn = 0; turn < 3; turn += 1) await named('旋转').click();

    await named('铺满窗口').click();
    await expect.poll(async () => ((await sheetBox())?.width ?? 0) > 1100).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await sheetBox())?.width).toBe(plain);
  });

  test('is searched, and so are all of the park; the next is a key away', async () => {
    const { page } = stage;
    await open(1280, 800);
    expect(await shownName()).toContain('2.申请报告.pdf');
    await page.keyboard.press('Control+f');
    const words = page.getByRole('textbox', { name: '在材料中查找' });
    await expect.poll(() => words.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('面积');
    const status = page.getByRole('search').getByRole('status');
    await expect.poll(() => status.innerText()).toMatch(/^1 \/ \d+$/);
    const here = () =>
      page.evaluate(() => [...(CSS.highlights.get('found-here') ?? [])].map((range) => (range instanceof Range ? range.toString() : '')));
    await expect.poll(here).toEqual(['面积']);
    await page.keyboard.press('Enter');
    await expect.poll(() => status.innerText()).toMatch(/^2 \/ /);
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Shift+Enter');
    // round to the last, whose page is brought into sight
    const [last = '', of = ''] = (await status.innerText()).split(' / ');
    expect(last).toBe(of);
    await expect.poll(() => page.getByTestId('page-number').innerText()).not.toMatch(/^1 /);
    await page.getByRole('checkbox', { name: '全部材料' }).check();
    await page.getByText('1.长沙星湖跨境电商产业园申报表.docx（2 处）').waitFor();
    await page.getByText(/1 份没有可查的文字：园区外景\.jpg/).waitFor();
    await page.locator('.found-line').first().click();
    await expect.poll(shownName).toContain('申报表.docx');
    await expect.poll(here).toHaveLength(1);
    await words.fill('没有这样的词');
    await expect.poll(() => status.innerText()).toBe('没有找到');
    await words.press('Escape');
    await words.waitFor({ state: 'detached' });

    await page.locator('[data-points]').first().focus();
    await page.keyboard.press('Alt+j');
    await expect.poll(shownName).toContain('2.申请报告.pdf');
    await page.keyboard.press('Alt+k');
    await expect.poll(shownName).toContain('申报表.docx');
    await page.keyboard.press('Alt+d');
    await page.locator('.ant-select-dropdown:visible').getByText('营业执照.pdf').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(shownName).toContain('2.申请报告.pdf');
    expect(stage.complaints).toEqual([]);
  });
});

test('a_photo_that_no_browser_draws_says_so_beside_the_sheet_too', async () => {
  const { page, call } = stage;
  const { visitId } = await call('visits.open', { applicationId, visitedOn: '2026-10-10', people: ['周示例'] });
  const made = { name: 'IMG_0001.HEIC', picture: Buffer.from(heic()).toString('base64') };
  const { photoId } = await call('visits.photo', { visitId, made });
  await open(1280, 800);
  await page.locator('.viewer-pick').click();
  await page.locator('.ant-select-dropdown:visible').getByText('IMG_0001.HEIC').click();
  const blank = page.getByTestId('picture-unshown');
  await blank.getByText('在窗口内显示不了').waitFor();
  expect(await blank.getByRole('link').getAttribute('href')).toContain(photoId);
  // there is nothing to frame on it, and it is evidence all the same
  expect(await named('框选').count()).toBe(0);
  await page.locator('[data-points]').first().focus();
  await page.keyboard.press('Alt+e');
  await expect.poll(async () => (await call('scores.get', { personId, applicationId })).scores[0]?.evidence.at(-1)).toEqual({ photoId });
  expect(stage.complaints).toEqual([]);
});

describe('page, points and anchors are in sight together', () => {
  test.each([
    ['1280 × 800', 'zh', 1280, 800, 300],
    ['a 13-inch screen with the bars of a browser', 'zh', 1280, 657, 300],
    ['1024 × 768', 'zh', 1024, 768, 300],
    ['1280 × 800 at 150 %', 'zh', 853, 533, 250],
    ['1280 × 800 at 200 %', 'zh', 640, 400, 100],
    ['1366 × 768', 'en', 1366, 768, 300],
    ['1366 × 768 at 150 %', 'en', 911, 512, 250],
    ['1280 × 800 at 200 %', 'en', 640, 400, 100],
    ['1366 × 768 at 200 %', 'en', 683, 384, 100],
  ] as const)('at %s in %s', async (_, language, width, height, least) => {
    const { page } = stage;
    await stage.call('settings.set', { language });
    await open(width, height);
    const row = page.locator(`[data-criterion="${anchored?.id}"]`);
    // by keys alone, from the first criterion on
    await page.locator('[data-points]:visible').first().focus();
    for (let step = 0; step < 20; step += 1) {
      if (await page.evaluate((id) => document.activeElement?.getAttribute('data-points') === id, anchored?.id)) break;
      const before = await page.evaluate(() => document.activeElement?.getAttribute('data-points'));
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-points') ?? null)).not.toBe(before);
    }
    for (const seen of [row.locator('[data-points]'), row.locator('.anchors li').first(), row.locator('.anchors li').last()]) {
      const box = await seen.boundingBox();
      expect(box).not.toBeNull();
      if (!box) return;
      // nothing lies over it, and it is inside the window
      const onTop = await seen.evaluate((one) => {
        const { left, top, width: wide, height: high } = one.getBoundingClientRect();
        return one.contains(document.elementFromPoint(left + wide / 2, top + high / 2));
      });
      expect([box.x >= 0, box.x + box.width <= width, box.y + box.height <= height, onTop]).toEqual([true, true, true, true]);
    }
    const pane = await page.locator('.viewer-body').boundingBox();
    expect(pane?.height).toBeGreaterThan(least);
    expect(pane?.width).toBeGreaterThan(300);
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
    await expect
      .poll(
        async () =>
          (await stage.call('scores.get', { personId, applicationId })).scores.find((one) => one.criterionId === anchored?.id)?.points100,
      )
      .toBe(100);
    const of = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(of[0]).toBeLessThanOrEqual(of[1] ?? 0);
  });

  test('and the sheet can be a strip beside a wide page', async () => {
    const { page } = stage;
    await stage.call('settings.set', { language: 'zh' });
    await open(1280, 800);
    const before = (await page.locator('.viewer-body').boundingBox())?.width ?? 0;
    await named('评分表收窄').click();
    await expect.poll(async () => ((await page.locator('.viewer-body').boundingBox())?.width ?? 0) > before + 150).toBe(true);
    await page.locator('[data-points]').nth(1).fill('2');
    await page.keyboard.press('Alt+o');
    // the opinion is where the sheet is wide
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.opinion') !== null)).toBe(true);
    await expect.poll(async () => Math.abs(((await page.locator('.viewer-body').boundingBox())?.width ?? 0) - before) < 2).toBe(true);
  });
});
