/**
 * What an expert enters is what counts: figures only when they are complete, nothing by a stray letter, what is refused named and not
 * kept, what is saved said truly; and what is noted for nobody else.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rubricLeaves } from '../../../domain/rubric/leaves.ts';
import type { Leaf } from '../../../domain/rubric/model.ts';
import { parkNames, samples } from '../../fixtures/review.ts';
import { setStage, type Stage } from '../stage.ts';

let stage: Stage;
let parks: readonly { applicationId: string; parkName: string }[] = [];
let personId = '';
let leaves: Leaf[] = [];
/** the open park, another for each test */
let applicationId = '';
let begun = 0;

const leaf = (index: number): Leaf => leaves[index] ?? (leaves[0] as Leaf);
const points = (index: number) => stage.page.locator(`[data-points="${leaf(index).id}"]`);
const row = (index: number) => stage.page.locator(`[data-criterion="${leaf(index).id}"]`);
const sheetOf = () => stage.call('scores.get', { personId, applicationId });
const scoreOf = async (index: number) => (await sheetOf()).scores.find((one) => one.criterionId === leaf(index).id)?.points100 ?? null;
const historyOf = async (index: number) =>
  (await stage.call('scores.history', { personId, applicationId, criterionId: leaf(index).id })).map(({ kind, new: now }) => [
    kind,
    (now as { points100?: number } | null)?.points100 ?? null,
  ]);
const focused = () => stage.page.evaluate(() => document.activeElement?.getAttribute('data-points') ?? null);

beforeAll(async () => {
  stage = await setStage();
  const { roundId } = await stage.call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '2026 年度产业园评审',
    appliedOn: '2026-09-30',
  });
  await stage.call('packages.import', { roundId, paths: parkNames.map((name) => join(samples, `${name}.zip`)) });
  parks = await stage.call('applications.list', { roundId });
  ({ personId } = await stage.call('panel.add', { roundId, name: '李示例', organisation: '示例大学' }));
  await stage.call('panel.assign', { personId, applicationIds: parks.map((one) => one.applicationId) });
  for (const park of parks) await stage.call('conflicts.declare', { personId, applicationId: park.applicationId, relation: 'none' });
  await stage.call('rounds.openScoring', { roundId, despite: '试评' });
  leaves = rubricLeaves((await stage.call('rounds.get', { roundId })).rubric ?? { criteria: [] }).map((one) => one.criterion);
  await stage.call('settings.set', { roundId, personId });
}, 60_000);
afterAll(async () => {
  await stage.close();
});
beforeEach(async () => {
  const { page } = stage;
  applicationId = parks[begun]?.applicationId ?? '';
  begun += 1;
  await page.setViewportSize(begun % 2 === 0 ? { width: 1024, height: 768 } : { width: 1280, height: 800 });
  const { origin } = new URL(page.url());
  await page.goto('about:blank');
  await page.goto(`${origin}/#/scoring/${applicationId}`);
  await points(0).waitFor();
});

/** The criterion with that maximum, by its place. */
const placeOf = (max100: number): number => leaves.findIndex((one) => one.max100 === max100);

describe('a figure', () => {
  test('counts when it is complete, and what is refused leaves nothing behind', async () => {
    const { page } = stage;
    const four = placeOf(400);
    expect(leaf(four)).toMatchObject({ max100: 400, step100: 50 });
    await points(four).focus();
    // beyond the maximum on the way there is a figure that would fit
    await page.keyboard.type('4.5');
    await page.keyboard.press('Enter');
    await row(four).getByText('4.5 超过本项满分 4').waitFor();
    expect(await focused()).toBe(leaf(four).id);
    for (const key of ['Tab', 'ArrowDown', 'Enter']) {
      await page.keyboard.press(key);
      expect(await focused()).toBe(leaf(four).id);
    }
    expect(await points(four).inputValue()).toBe('4.5');
    expect(await points(four).getAttribute('aria-invalid')).toBe('true');
    const said = (await points(four).getAttribute('aria-describedby')) ?? '';
    const description = await page.evaluate(
      (ids) =>
        ids
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent)
          .join(' '),
      said,
    );
    expect(description).toMatch(/满分 4\.0，步长 0\.5.*超过本项满分/);
    await page.getByText('有内容未保存').waitFor();
    // elsewhere by the mouse: the field tells what stands, and why not what was typed
    await page.locator('.viewer-body').click();
    await expect.poll(() => points(four).inputValue()).toBe('');
    await row(four).getByText('4.5 超过本项满分 4').waitFor();
    expect([await scoreOf(four), await historyOf(four)]).toEqual([null, []]);

    // the way to a figure is not on record
    await points(four).focus();
    await page.keyboard.type('0.5', { delay: 120 });
    await page.keyboard.press('Enter');
    await expect.poll(() => scoreOf(four)).toBe(50);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.type('3.3');
    await page.keyboard.press('Enter');
    await row(four)
      .getByText(/3\.3 不在本项的打分间隔上/)
      .waitFor();
    expect(await focused()).toBe(leaf(four).id);
    await page.keyboard.press('Escape');
    expect(await points(four).inputValue()).toBe('0.5');
    // a pause is enough
    await page.keyboard.type('3');
    await expect.poll(() => scoreOf(four)).toBe(300);
    expect(await historyOf(four)).toEqual([
      ['score.set', 50],
      ['score.set', 300],
    ]);
    await page.getByText(/^已保存 /).waitFor();
  });

  test('is never a letter, and a letter in its field does nothing', async () => {
    const { page } = stage;
    await points(1).focus();
    await page.keyboard.type('abc');
    await row(1).getByText('分值格里字母不起作用').waitFor();
    await page.keyboard.type('neh');
    expect(await focused()).toBe(leaf(1).id);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Enter');
    expect((await sheetOf()).abstained).toEqual([]);
    expect(await focused()).toBe(leaf(2).id);
    // nor does it take the place of what is selected
    await page.keyboard.type('a2');
    await page.keyboard.press('Enter');
    await expect.poll(() => scoreOf(2)).toBe(200);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.type('b1');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => scoreOf(2)).toBe(100);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    await expect.poll(() => scoreOf(2)).toBeNull();
    await page.keyboard.press('ArrowUp');
    // out of the field the letters act, with Alt in it, too; abstaining asks for a reason and a word
    await page.keyboard.press('Escape');
    expect(await focused()).toBeNull();
    await page.keyboard.press('c');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('INPUT');
    await page.keyboard.press('2');
    await expect.poll(focused).toBe(leaf(2).id);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+a');
    await row(2).getByRole('group', { name: /^对“/ }).waitFor();
    await page.keyboard.type('不熟悉这一领域');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(200);
    expect((await sheetOf()).abstained).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await sheetOf()).abstained.map((one) => one.criterionId)).toEqual([leaf(2).id]);
    await row(2).getByText('已弃权：不熟悉这一领域').waitFor();

    // points there offer to take that back
    await points(2).focus();
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await row(2).getByText('撤回弃权，打 2.0 分？').waitFor();
    expect(await scoreOf(2)).toBeNull();
    await page.keyboard.press('Enter');
    await expect.poll(() => scoreOf(2)).toBe(200);
    expect((await sheetOf()).abstained).toEqual([]);
    expect(await row(2).getByText('已在别处改过').count()).toBe(0);
  });

  test('and a long comment are saved at most a second behind the keys, and the mark says so', async () => {
    const { page } = stage;
    await points(0).focus();
    await page.keyboard.type('1');
    await page.getByText('保存中…').waitFor();
    await expect.poll(() => scoreOf(0)).toBe(100);
    await page.keyboard.press('Alt+c');
    const comment = async () => (await sheetOf()).scores.find((one) => one.criterionId === leaf(0).id)?.comment ?? '';
    const began = Date.now();
    const typing = page.keyboard.type('依据申报材料第三页所列的面积逐项核对', { delay: 125 });
    await expect.poll(comment, { interval: 50 }).not.toBe('');
    expect(Date.now() - began).toBeLessThan(1600);
    await page.getByText('保存中…').waitFor();
    await typing;
    await expect.poll(comment).toBe('依据申报材料第三页所列的面积逐项核对');
    await page.getByText(/^已保存 /).waitFor();
  });

  test('that the store cannot take is kept to be saved again, and stands in the way of submitting', async () => {
    const { page } = stage;
    const full = { code: 'workspace/disk-full', message: '磁盘已满，这一项没有保存。', details: {} };
    await page.route('**/call', async (route) => {
      if (route.request().postData()?.includes('scores.set')) await route.fulfill({ json: { ok: false, error: full } });
      else await route.continue();
    });
    await points(0).focus();
    await page.keyboard.type('5');
    await page.keyboard.press('Enter');
    await row(0).getByText('没有存下：5.0 分').waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    await row(0).getByRole('button', { name: '再存一次' }).click();
    await expect.poll(() => scoreOf(0)).toBe(500);
    await expect.poll(() => row(0).getByText('没有存下').count()).toBe(0);
  });
});

test('what lacks is counted once, own scores stand side by side, and what is to be looked at again is marked', async () => {
  const { page } = stage;
  await points(0).focus();
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await expect.poll(() => scoreOf(0)).toBe(100);
  const count = leaves.length + 1;
  const lacks = page.getByTestId('lacks');
  await expect.poll(() => lacks.innerText()).toBe(`缺 ${count} 项`);
  await expect
    .poll(() =>
      page
        .locator('.pane-head')
        .getByText('缺')
        .innerText()
        .then((text) => text.trim()),
    )
    .toBe(`缺 ${count} 项`);
  await lacks.click();
  expect(await page.locator('.lack-list li').count()).toBe(count);
  await page.keyboard.press('Escape');
  await points(3).focus();
  await page.keyboard.press('Alt+b');
  await row(3)
    .getByRole('button', { name: /^已标：回头再看/ })
    .waitFor();
  await page.getByLabel('我的笔记').last().fill('仓库要再问');
  await expect
    .poll(async () => stage.call('notes.get', { personId }, personId))
    .toEqual({ [applicationId]: { text: '仓库要再问', flags: [leaf(3).id] } });
  await page.keyboard.press('Alt+w');
  const overview = page.getByRole('dialog', { name: '我的评分一览' });
  await overview.waitFor();
  expect(await overview.getByRole('columnheader').count()).toBe(2 + parks.length);
  const park = parks.find((one) => one.applicationId === applicationId)?.parkName ?? '';
  expect(await overview.getByRole('button', { name: `${park} ${leaf(0).id}：1.0` }).innerText()).toContain('1.0');
  await overview.getByText(`缺 ${count} 项`).first().waitFor();
  await overview.getByRole('button', { name: `${park} ${leaf(3).id}：—` }).click();
  await expect.poll(focused).toBe(leaf(3).id);
  await page.keyboard.press('Alt+b');
  await expect
    .poll(async () => stage.call('notes.get', { personId }, personId))
    .toEqual({ [applicationId]: { text: '仓库要再问', flags: [] } });
  expect(stage.complaints).toEqual([]);
});
