/**
 * A visitor's whole record on site: by finger alone on a tablet that stands upright, by keys alone on one that lies. The clock of the
 * machine is elsewhere; every time on the screen is Beijing's.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { heic } from '../fixtures/photos.ts';
import { png } from '../fixtures/png.ts';
import { root, setStage, type Stage } from './stage.ts';

const lotus = '湘潭莲城跨境电商产业园';
const firms = ['一公司', '二公司', '三公司', '四公司'];

/** A visitor with one park, and a visit that is open. */
async function onSite(context: Parameters<typeof setStage>[0]): Promise<{ stage: Stage; visitId: string }> {
  const stage = await setStage(context);
  const { roundId } = await stage.call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
  await stage.call('packages.import', { roundId, paths: [join(root, 'resources/samples', `${lotus}.zip`)] });
  const [park] = await stage.call('applications.list', { roundId });
  const applicationId = park?.applicationId ?? '';
  const { personId } = await stage.call('panel.add', { roundId, name: '周示例', role: 'visitor' });
  await stage.call('panel.assign', { personId, applicationIds: [applicationId] });
  const { visitId } = await stage.call('visits.open', { applicationId, visitedOn: '2026-10-10', people: ['周示例', '王经理'] });
  const { origin } = new URL(stage.page.url());
  await stage.page.goto(`${origin}/visit#/visits/${visitId}`);
  await stage.page.reload();
  await stage.page.getByRole('heading', { level: 1, name: lotus }).waitFor();
  return { stage, visitId };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('by finger alone, 768 × 1024', () => {
  let stage: Stage;
  let visitId = '';
  const view = () => stage.call('visits.get', { visitId });
  beforeAll(async () => {
    ({ stage, visitId } = await onSite({
      context: { viewport: { width: 768, height: 1024 }, hasTouch: true, timezoneId: 'America/New_York' },
    }));
  }, 60_000);
  afterAll(() => stage.close());

  /** What a finger types: it taps the field first. */
  const tapType = async (label: string, text: string): Promise<void> => {
    await stage.page.getByLabel(label, { exact: true }).tap();
    await stage.page.keyboard.type(text);
  };

  test('who_was_there_in_which_post_and_from_when_to_when', async () => {
    const { page } = stage;
    await button(page, '日期与人员').tap();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('开始时间').fill('09:10');
    await drawer.getByLabel('结束时间').fill('11:40');
    await drawer.getByLabel('王经理的职务').tap();
    await page.keyboard.type('园区总经理');
    await drawer.getByRole('button', { name: '保存' }).tap();
    await drawer.waitFor({ state: 'hidden' });
    expect(await view()).toMatchObject({ started: '09:10', ended: '11:40', posts: { 王经理: '园区总经理' } });
    await page.getByText('2026-10-10 09:10–11:40 · 周示例、王经理（园区总经理）').waitFor();
  });

  test('tenants_are_drawn_and_what_was_seen_at_each_is_kept', async () => {
    const { page } = stage;
    await button(page, '抽取企业').tap();
    await page.getByLabel('企业名单，每行一家').tap();
    await page.keyboard.type(firms.join('\n'));
    await tapType('抽几家（名单共 4 家）', '5');
    expect(await button(page, '抽取').isEnabled()).toBe(false);
    await page.keyboard.press('Backspace');
    await page.keyboard.type('2');
    await button(page, '抽取').tap();
    const card = page.locator('[data-firm]').first();
    await card.getByRole('button', { name: '在', exact: true }).tap();
    const { samples } = await view();
    const [name = ''] = samples[0]?.drawn ?? [];
    await tapType(`在岗人数 ${name}`, '12');
    await tapType(`经营情况 ${name}`, '在营');
    await tapType(`备注 ${name}`, '直播间两个');
    await expect
      .poll(async () => (await view()).firms[0]?.seenThere)
      .toEqual({
        found: 'there',
        staff: 12,
        business: '在营',
        note: '直播间两个',
      });
    // what is no figure is not kept, and said at the field
    await tapType(`在岗人数 ${name}`, '约');
    await card.getByRole('alert').getByText('请填写整数，没有保存').waitFor();
    await page.keyboard.press('Backspace');
    await tapType('企业名称', '另一公司');
    await button(page, '添加企业').tap();
    await page.locator('[data-firm="另一公司"]').getByRole('button', { name: '不在', exact: true }).tap();
    await expect
      .poll(async () => (await view()).firms.map((one) => [one.drawn, one.seenThere?.found ?? null]))
      .toEqual([
        [true, 'there'],
        [true, null],
        [false, 'notThere'],
      ]);
  });

  test('an_interview_a_matter_and_the_opinion_save_themselves', async () => {
    const { page } = stage;
    await tapType('访谈对象', '孙经理');
    await button(page, '添加访谈').tap();
    await tapType('孙经理的职务', '招商部经理');
    await tapType('孙经理：谈话内容', '今年新增六家');
    await expect
      .poll(async () => (await view()).interviews)
      .toMatchObject([{ person: '孙经理', post: '招商部经理', said: '今年新增六家' }]);
    await tapType('整改或补正的事项', '补交租赁合同');
    await button(page, '添加事项').tap();
    await page.getByLabel('期限 补交租赁合同').tap();
    await page.keyboard.type('10月20');
    await page.locator('[data-matter]').getByRole('alert').getByText('请按 2026-10-20 的样式填写，没有保存').waitFor();
    await page.getByLabel('期限 补交租赁合同').fill('2026-10-20');
    await tapType('责任人 补交租赁合同', '王经理');
    await expect
      .poll(async () => (await view()).matters)
      .toMatchObject([{ matter: '补交租赁合同', dueOn: '2026-10-20', responsible: '王经理' }]);
    await tapType('组长现场意见', '与申报基本一致');
    await expect.poll(async () => (await view()).opinion).toMatchObject({ leader: '周示例', text: '与申报基本一致' });
    // the clock of the machine is New York's; the time of the interview is Beijing's
    const [interview] = (await view()).interviews;
    const hour = new Date(Date.parse(interview?.at ?? '') + 8 * 3_600_000).toISOString().slice(11, 16);
    await page.locator('[data-interview]').getByText(hour).waitFor();
  });

  test('every_target_is_as_large_as_a_finger_and_nothing_stands_beside_the_screen', async () => {
    const { page } = stage;
    const targets = await page
      .locator(
        '.visit .cards .ant-btn:visible, .visit .new-row > *:visible, .visit .two-fields input:visible, .visit .two-fields textarea:visible',
      )
      .evaluateAll((all) =>
        all.map((one) => ({ what: one.getAttribute('aria-label') ?? one.textContent, height: one.getBoundingClientRect().height })),
      );
    expect(targets.length).toBeGreaterThan(30);
    expect(targets.filter(({ height }) => height < 44)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(768);
  });

  test('what_was_declared_is_at_hand_and_the_record_is_made_on_the_spot', async () => {
    const { page } = stage;
    await button(page, '申报材料').tap();
    const drawer = page.getByRole('dialog');
    const said = (await stage.call('applications.get', { applicationId: (await view()).applicationId })).fields.find(
      ({ type, values }) => type === 'text' && typeof values[0]?.value === 'string',
    );
    await drawer.getByText(String(said?.values[0]?.value), { exact: true }).first().waitFor();
    await drawer.getByRole('button', { name: '关闭' }).first().tap();
    await drawer.waitFor({ state: 'hidden' });
    await button(page, '结束考察').tap();
    await page.getByRole('dialog').getByRole('button', { name: '结束考察' }).tap();
    await button(page, '生成考察记录').tap();
    const made = page.getByTestId('visit-record');
    await made.waitFor({ timeout: 60_000 });
    expect(existsSync((await made.innerText()).trim())).toBe(true);
    // frozen: what was recorded stands, and nothing can be typed
    await page.getByText('招商部经理').first().waitFor();
    expect(await page.locator('.visit .cards textarea').count()).toBe(0);
    expect(stage.complaints).toEqual([]);
  });
});

describe('by keys alone, 1024 × 768', () => {
  let stage: Stage;
  let visitId = '';
  const view = () => stage.call('visits.get', { visitId });
  beforeAll(async () => {
    ({ stage, visitId } = await onSite({ context: { viewport: { width: 1024, height: 768 } } }));
  }, 60_000);
  afterAll(() => stage.close());

  /** Tab until the focus is on what is called so. */
  const tabTo = async (name: string): Promise<void> => {
    for (let press = 0; press < 220; press += 1) {
      const at = await stage.page.evaluate(() => {
        const one = document.activeElement;
        return one?.getAttribute('aria-label') ?? one?.textContent ?? '';
      });
      if (at.trim() === name) return;
      await stage.page.keyboard.press('Tab');
    }
    throw new Error(`no way by Tab to ${name}`);
  };

  test('a_note_begun_while_the_one_before_is_on_its_way_is_its_own', async () => {
    const { page } = stage;
    await page.route(/\/call/, async (route) => {
      await new Promise((resolve) => {
        setTimeout(resolve, 700);
      });
      await route.continue();
    });
    await page.getByLabel('考察记录').fill('第一条');
    await button(page, '写下一条').click();
    await page.getByLabel('考察记录').fill('第二条');
    await page.getByLabel('考察记录').blur();
    await expect.poll(async () => (await view()).notes.map((one) => one.text)).toEqual(['第一条', '第二条']);
    await page.unrouteAll({ behavior: 'wait' });
  });

  test('a_record_is_written_from_the_first_field_to_the_last', async () => {
    const { page } = stage;
    await tabTo('企业名称');
    await page.keyboard.type('一公司');
    await page.keyboard.press('Enter');
    await page.locator('[data-firm="一公司"]').waitFor();
    await tabTo('抽取企业');
    await page.keyboard.press('Enter');
    await tabTo('企业名单，每行一家');
    await page.keyboard.type(firms.join('\n'));
    await tabTo('抽几家（名单共 4 家）');
    await page.keyboard.type('4');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await view()).samples.map((one) => one.drawn.length)).toEqual([4]);
    await tabTo('访谈对象');
    await page.keyboard.type('孙经理');
    await page.keyboard.press('Enter');
    await page.locator('[data-interview]').waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('孙经理：谈话内容');
    await page.keyboard.type('满租');
    await tabTo('整改或补正的事项');
    await page.keyboard.type('补交租赁合同');
    await page.keyboard.press('Enter');
    await page.locator('[data-matter]').waitFor();
    await tabTo('组长现场意见');
    await page.keyboard.type('可');
    await expect.poll(async () => (await view()).opinion?.text).toBe('可');
    expect(await view()).toMatchObject({ interviews: [{ person: '孙经理', said: '满租' }], matters: [{ matter: '补交租赁合同' }] });
    // every part can be brought into sight by its name
    await page.getByRole('button', { name: /^整改、补正与意见/ }).focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator('#visit-matters').evaluate((one) => one.getBoundingClientRect().top < window.innerHeight))
      .toBe(true);
    expect(stage.complaints).toEqual([]);
  });
});

describe('two hundred photos', () => {
  let stage: Stage;
  let visitId = '';
  beforeAll(async () => {
    ({ stage, visitId } = await onSite({ context: { viewport: { width: 1024, height: 768 } } }));
    for (let index = 0; index < 200; index += 1) {
      const picture = Buffer.from(png(8 + index, 6, 90)).toString('base64');
      await stage.call('visits.photo', { visitId, made: { name: `图${index}.png`, picture } });
    }
    await stage.call('visits.photo', { visitId, made: { name: 'IMG_0001.HEIC', picture: Buffer.from(heic()).toString('base64') } });
    await stage.page.reload();
  }, 180_000);
  afterAll(() => stage.close());

  test('of_many_only_those_in_sight_are_drawn_and_one_that_cannot_be_shown_says_so', async () => {
    const { page } = stage;
    await page.getByRole('heading', { level: 1, name: lotus }).waitFor();
    const photos = page.locator('#visit-photos .photo');
    await expect.poll(() => photos.count()).toBeGreaterThan(5);
    expect(await photos.count()).toBeLessThan(80);
    await page.getByTestId('photo-lines').evaluate((lines) => lines.scrollIntoView({ block: 'end' }));
    const last = page.getByRole('button', { name: 'IMG_0001.HEIC' });
    await last.getByText('不能显示，原件已存').waitFor();
    expect(await photos.count()).toBeLessThan(80);
    await last.click();
    const shown = page.getByRole('dialog');
    await shown.getByText('窗口内显示不了这张照片（手机的高效格式，或文件已损坏）。原件已完整保存').waitFor();
    await page.keyboard.press('Escape');
    await shown.waitFor({ state: 'hidden' });
    // from the last to the first line, no frame waits for the pictures
    const slowest = await page.evaluate(async () => {
      const scroller = document.querySelector('[data-testid="photo-lines"]')?.closest('.stack-wide');
      const waits: number[] = [];
      let before = performance.now();
      for (let step = 0; step < 60; step += 1) {
        scroller?.scrollBy(0, -150);
        await new Promise((resolve) => {
          requestAnimationFrame(resolve);
        });
        waits.push(performance.now() - before);
        before = performance.now();
      }
      return waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)] ?? 0;
    });
    expect(slowest).toBeLessThan(50);
    expect(stage.complaints).toEqual([]);
  });
});
