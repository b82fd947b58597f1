/**
 * A visit on a tablet, as a team of two records it: by finger, at twice the size, with the camera, through a crash of its
 * page, in two windows at once. The camera is Chromium's own made-up one.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPhoto } from '../../electron/io/photos/photo.ts';
import { withExif } from '../fixtures/photos.ts';
import { png } from '../fixtures/png.ts';
import { root, setStage, type Stage } from './stage.ts';

const lotus = '湘潭莲城跨境电商产业园';
const tablet = { width: 640, height: 400 };

let stage: Stage;
let visitId = '';
let origin = '';
const folder = mkdtempSync(join(tmpdir(), 'parkpanel-visit-'));

const visit = async () => stage.call('visits.get', { visitId });
const address = () => `${origin}/visit#/visits/${visitId}`;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** What the page's own policy says, whatever a person would allow. */
async function camera(page: Page): Promise<string> {
  return page.evaluate(async () => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: true });
      for (const track of stream.getTracks()) track.stop();
      return 'open';
    } catch (thrown) {
      return thrown instanceof DOMException ? thrown.name : String(thrown);
    }
  });
}

beforeAll(async () => {
  stage = await setStage({
    args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    context: { viewport: tablet, deviceScaleFactor: 2, hasTouch: true },
  });
  const { roundId } = await stage.call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
  await stage.call('packages.import', { roundId, paths: [join(root, 'resources/samples', `${lotus}.zip`)] });
  const [park] = await stage.call('applications.list', { roundId });
  ({ visitId } = await stage.call('visits.open', {
    applicationId: park?.applicationId ?? '',
    visitedOn: '2026-10-10',
    people: ['周示例', '赵示例'],
  }));
  origin = new URL(stage.page.url()).origin;
  await stage.page.reload();
}, 60_000);
afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the camera', () => {
  test('is_denied_on_every_other_screen_and_open_in_a_visit', async () => {
    const { page } = stage;
    for (const place of ['home', 'packages', 'scoring', 'documents', 'settings', 'visits']) {
      await page.goto(`${origin}/#/${place}`);
      expect([place, await camera(page)]).toEqual([place, 'NotAllowedError']);
    }
    await page.goto(address());
    await page.getByRole('heading', { level: 1, name: lotus }).waitFor();
    expect(await camera(page)).toBe('open');
  });

  test('does_not_follow_into_another_place_of_the_window', async () => {
    const { page } = stage;
    await page.evaluate(() => {
      location.hash = '#/scoring';
    });
    await expect.poll(() => page.evaluate(() => location.pathname + location.hash)).toBe('/#/scoring');
    expect(await camera(page)).toBe('NotAllowedError');
    // and an address of old finds its document
    await page.goto(`${origin}/#/visits/${visitId}`);
    await expect.poll(() => page.evaluate(() => location.pathname)).toBe('/visit');
  });

  test('keeps_what_it_sees_with_the_time_in_the_file', async () => {
    const { page } = stage;
    await page.getByRole('heading', { level: 1, name: lotus }).waitFor();
    await button(page, '拍照').tap();
    await expect.poll(() => button(page, '拍一张').isEnabled()).toBe(true);
    await button(page, '拍一张').tap();
    await page.getByText('刚拍 1 张，这次考察共 1 张').waitFor();
    await button(page, '拍一张').tap();
    await page.getByText('刚拍 2 张，这次考察共 2 张').waitFor();
    await button(page, '完成').tap();
    const [photo] = (await visit()).photos;
    expect(photo).toMatchObject({ mediaType: 'image/jpeg', position: null });
    const bytes = readFileSync(join(stage.dir, 'blobs', photo?.sha256.slice(0, 2) ?? '', photo?.sha256 ?? ''));
    const facts = await readPhoto(bytes);
    expect(facts?.takenAt).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/);
    expect(Math.abs(Date.parse(facts?.takenAt ?? '') - Date.parse(photo?.at ?? ''))).toBeLessThan(60_000);
  });

  test('that_is_not_there_is_said_in_a_sentence_with_the_other_way', async () => {
    const { page } = stage;
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
    });
    await button(page, '拍照').tap();
    await page.getByRole('alert').getByText('没有找到摄像头').waitFor();
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    await button(page, '再试一次').tap();
    await page.getByRole('alert').getByText('没有获准使用摄像头').waitFor();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, '改用系统相机或选择照片').tap()]);
    const path = join(folder, '仓库.png');
    writeFileSync(path, png(320, 240, 90));
    await chooser.setFiles(path);
    await expect.poll(async () => (await visit()).photos.map((one) => one.mediaType)).toEqual(['image/jpeg', 'image/jpeg', 'image/png']);
    await button(page, '完成').tap();
  });
});

describe('a tablet at twice the size', () => {
  test.each([
    ['lying', tablet],
    ['upright', { width: 400, height: 640 }],
    ['upright, at its own size', { width: 800, height: 1280 }],
  ])('%s has targets for fingers and nothing beside the screen', async (_name, size) => {
    const { page } = stage;
    await page.setViewportSize(size);
    const targets = await page
      .locator('.visit button:visible, .visit input:visible, .visit textarea:visible, .visit a:visible')
      .evaluateAll((all) =>
        all.map((one) => {
          const { width, height } = (one.closest('.ant-select') ?? one).getBoundingClientRect();
          return { what: one.getAttribute('aria-label') ?? one.textContent, small: Math.min(width, height) < 40 };
        }),
      );
    expect(targets.length).toBeGreaterThan(24);
    expect(targets.filter((one) => one.small)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
    // the place to work keeps at least a third of the screen
    expect(await page.locator('.visit-body').evaluate((body) => body.clientHeight / window.innerHeight)).toBeGreaterThan(1 / 3);
    await page.setViewportSize(tablet);
  });
});

describe('what is recorded', () => {
  test('answers_by_finger_and_what_could_not_be_seen_says_why', async () => {
    const { page } = stage;
    const item = page.locator('[data-check]').nth(0);
    await item.getByRole('button', { name: '部分符合' }).tap();
    await page.locator('[data-check]').nth(1).getByRole('button', { name: '未能查看' }).tap();
    await expect.poll(async () => (await visit()).checklist.slice(0, 2).map((one) => one.outcome)).toEqual(['holdsPartly', 'notSeen']);
    await button(page, '结束考察').tap();
    const asked = page.getByRole('dialog');
    await asked.getByText('有 1 项“未能查看”没有写原因').waitFor();
    await asked.getByRole('button', { name: '结束考察' }).tap();
    await asked.getByRole('alert').getByText('考察没有结束').waitFor();
    await asked.getByRole('button', { name: '取消' }).tap();
    await page.locator('[data-check]').nth(1).getByRole('textbox').fill('机房锁闭');
    await expect.poll(async () => (await visit()).checklist[1]?.note).toBe('机房锁闭');
  });

  test('a_figure_shows_its_difference_while_it_is_typed_and_its_effect_once_it_stands', async () => {
    const { page } = stage;
    const area = page.locator('[data-measure="ecommerceArea"]');
    await area.getByRole('textbox').tap();
    await page.keyboard.type('4100');
    await area.getByText('+120').waitFor();
    // nobody left the field: it is saved because it stands still
    await area.getByTestId('effect').waitFor();
    expect(await area.getByTestId('effect').innerText()).toMatch(/不符合\s*→\s*✓\s*符合/);
    expect((await visit()).measures).toMatchObject([{ key: 'ecommerceArea', value: '4100', difference: '+120' }]);
  });

  test('a_note_half_typed_survives_the_crash_of_its_page', async () => {
    const { page } = stage;
    const whole = '二期厂房正在封顶，现场有两台塔吊，施工方说明年三月交付，届时再增加仓储面积约两千平方米，另设查验平台一处';
    await page.getByLabel('考察记录').tap();
    // somebody who never pauses: what stands there is saved all the same
    const typing = page.keyboard.type(whole, { delay: 150 }).catch(() => undefined);
    await expect.poll(async () => (await visit()).notes[0]?.text ?? '').not.toBe('');
    const crashed = page.waitForEvent('crash');
    await page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    await typing;
    const kept = (await visit()).notes[0]?.text ?? '';
    expect(whole.startsWith(kept)).toBe(true);
    expect(kept.length).toBeLessThan(whole.length);
    const next = await page.context().newPage();
    await next.goto(address());
    await next.locator('.timeline').getByText(kept).waitFor();
    await next.close();
  });

  test('two_windows_never_write_over_each_other', async () => {
    const [one, other] = [await stage.page.context().newPage(), await stage.page.context().newPage()];
    for (const page of [one, other]) {
      page.setDefaultTimeout(10_000);
      await page.goto(address());
      await page.locator('.timeline .note').first().tap();
    }
    const field = (page: Page) => page.locator('.timeline').getByLabel('考察记录');
    await field(other).focus();
    await field(one).fill('二期厂房已封顶');
    await field(one).blur();
    await expect.poll(async () => (await visit()).notes[0]?.text).toBe('二期厂房已封顶');
    await field(other).fill('二期厂房停工');
    await field(other).blur();
    const stale = other.getByTestId('stale');
    await stale.getByText('二期厂房已封顶').waitFor();
    expect((await visit()).notes[0]?.text).toBe('二期厂房已封顶');
    await stale.getByRole('button', { name: '保留我写的' }).tap();
    await expect.poll(async () => (await visit()).notes[0]?.text).toBe('二期厂房停工');
    // what one window writes, the other one shows
    await one.getByText('二期厂房停工').waitFor();
    await other.close();
    await one.close();
  });

  test('places_of_photos_are_drawn_and_small_pictures_are_made_once', async () => {
    const page = await stage.page.context().newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(address());
    const { documents } = await stage.call('applications.get', { applicationId: (await visit()).applicationId });
    const sha256 = documents.find((one) => one.path.endsWith('.jpg'))?.sha256 ?? '';
    const picture = readFileSync(join(stage.dir, 'blobs', sha256.slice(0, 2), sha256));
    const files = (
      [
        [12.5, 3.2],
        [13.9, 5.9],
      ] as const
    ).map(([north, east], index) => {
      const path = join(folder, `外景${index}.jpg`);
      writeFileSync(
        path,
        withExif(picture, { taken: '2026:10:10 09:30:15', latitude: [27, 50, north, 'N'], longitude: [112, 56, east, 'E'] }),
      );
      return path;
    });
    await page.getByTestId('photo-files').setInputFiles(files);
    await expect.poll(() => page.getByTestId('sketch').locator('.sketch-number').allTextContents()).toEqual(['4', '5']);
    await page.getByTestId('sketch').scrollIntoViewIfNeeded();
    for (const photo of await page.locator('.photo').all()) await photo.scrollIntoViewIfNeeded();
    await expect.poll(async () => (await visit()).photos.map((one) => one.thumbnail)).toEqual([true, true, true, true, true]);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname.split('/')[1] ?? ''));
    await page.reload();
    for (const photo of await page.locator('.photo').all()) await photo.scrollIntoViewIfNeeded();
    await expect
      .poll(() =>
        page
          .getByTestId('thumbnail')
          .evaluateAll((all) => all.filter((one) => one instanceof HTMLImageElement && one.complete && one.naturalWidth > 0).length),
      )
      .toBe(5);
    expect(asked.filter((one) => one === 'photos')).toEqual([]);
    await page.close();
  });

  test('a_photo_dropped_on_the_visit_is_kept', async () => {
    const page = await stage.page.context().newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(address());
    await page.getByRole('heading', { level: 1, name: lotus }).waitFor();
    const dropped = await page.evaluateHandle(
      (bytes) => {
        const carried = new DataTransfer();
        carried.items.add(new File([new Uint8Array(bytes)], '拖入.png', { type: 'image/png' }));
        return carried;
      },
      [...png(200, 150, 50)],
    );
    await page.locator('.visit').dispatchEvent('dragover', { dataTransfer: dropped });
    await page.getByText('松开即保存照片').waitFor();
    await page.locator('.visit').dispatchEvent('drop', { dataTransfer: dropped });
    await expect.poll(async () => (await visit()).photos.map((one) => one.name)).toContain('拖入.png');
    await page.close();
  });

  test('two_sign_each_for_somebody_and_the_record_is_closed', async () => {
    const page = await stage.page.context().newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(address());
    for (const [name, role] of [
      ['周示例', '考察人员'],
      ['赵示例', '园区代表'],
    ] as const) {
      await button(page, '签名').tap();
      await page.getByRole('combobox', { name: '签名人姓名' }).fill(name);
      await page.getByText(role, { exact: true }).tap();
      await page
        .getByTestId('sign-statement')
        .getByText(/^我在场，确认这次考察记录的内容/)
        .waitFor();
      await sign(page);
      // Escape asks before the strokes go
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').getByRole('button', { name: '继续签名' }).tap();
      await button(page, '保存签名').tap();
      await page.getByRole('img', { name: `${name}的签名` }).waitFor();
    }
    const { signs } = await visit();
    expect(signs.map((one) => [one.name, one.role])).toEqual([
      ['周示例', 'team'],
      ['赵示例', 'park'],
    ]);
    const pressures = signs[0]?.strokes.flat().map(([, , , pressure]) => pressure) ?? [];
    expect(new Set(pressures).size).toBeGreaterThan(5);
    await button(page, '结束考察').tap();
    await page.getByRole('dialog').getByRole('button', { name: '结束考察' }).tap();
    await page.getByTestId('visit-digest').waitFor();
    // an addendum half typed is there again, and is none before it is added
    await page.getByLabel('结束以后得知的情况写在这里，原记录不变').fill('次日补交');
    await page.getByText('已存为草稿，登记后计入记录').waitFor();
    await page.reload();
    await expect.poll(() => page.getByLabel('结束以后得知的情况写在这里，原记录不变').inputValue()).toBe('次日补交');
    expect((await visit()).addenda).toEqual([]);
    await button(page, '登记补充说明').tap();
    await expect.poll(async () => (await visit()).addenda.map((one) => one.text)).toEqual(['次日补交']);
    expect((await stage.call('workspace.doctor', {})).checks.filter((one) => !one.ok)).toEqual([]);
    await page.close();
    expect(stage.complaints.filter((one) => !one.includes('Permissions policy'))).toEqual([]);
  });
});

/** A stroke of a pen that presses harder on its way, through the browser's own input. */
async function sign(page: Page): Promise<void> {
  const box = await page.getByTestId('sign-canvas').boundingBox();
  if (!box) throw new Error('no paper to sign on');
  const cdp = await page.context().newCDPSession(page);
  const pen = async (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', step: number): Promise<void> => {
    await cdp.send('Input.dispatchMouseEvent', {
      type,
      x: box.x + 60 + step * 14,
      y: box.y + 30 + (step % 4) * 18,
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
      pointerType: 'pen',
      force: 0.1 + step / 25,
    });
  };
  await pen('mousePressed', 0);
  for (let step = 1; step <= 18; step++) await pen('mouseMoved', step);
  await pen('mouseReleased', 18);
  await cdp.detach();
}
