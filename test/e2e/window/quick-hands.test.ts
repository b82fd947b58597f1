/** Quick hands of the office: what was done by a slip is taken back, tables go to the clipboard and to a workbook, and the log tells all of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setStage, type Stage } from '../stage.ts';

let stage: Stage;
let roundId = '';

beforeAll(async () => {
  stage = await setStage({ context: { permissions: ['clipboard-read'] } });
  ({ roundId } = await stage.call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '快手轮', appliedOn: '2026-09-30' }));
  for (const parkName of ['甲园', '乙园']) await stage.call('applications.add', { roundId, parkName });
  await stage.call('panel.add', { roundId, name: '陈静', organisation: '示例大学', title: '教授' });
  await stage.call('settings.set', { roundId });
  await stage.page.reload();
}, 60_000);
afterAll(async () => {
  await stage.close();
});

const assigned = async () => (await stage.call('panel.list', { roundId }))[0]?.assigned;
const goTo = async (place: string) => stage.page.getByRole('navigation').getByText(place, { exact: true }).first().click();
const bar = () => stage.page.locator('.undo-bar');

test('seats given by a slip are taken back, by the button and by the keys', async () => {
  const { page } = stage;
  await goTo('评审组');
  await page.getByRole('button', { name: '全部分派' }).click();
  await bar().getByText('已分派 2 个席位').waitFor();
  await expect.poll(assigned).toBe(2);
  await bar().getByRole('button', { name: '撤销' }).click();
  await bar().getByText('已撤销').waitFor();
  await expect.poll(assigned).toBe(0);
  await page.getByRole('button', { name: '全部分派' }).click();
  await bar().getByText('已分派 2 个席位', { exact: true }).waitFor();
  await page.keyboard.press('Control+z');
  await expect.poll(assigned).toBe(0);
});

test('where it cannot be undone any more, that is said and nothing changes', async () => {
  const { page, call } = stage;
  await page.getByRole('button', { name: '全部分派' }).click();
  await bar().getByText('已分派 2 个席位', { exact: true }).waitFor();
  const [personId = ''] = (await call('panel.list', { roundId })).map((one) => one.personId);
  const [park] = await call('applications.list', { roundId });
  await call('panel.unassign', { personId, applicationIds: [park?.applicationId ?? ''] });
  await bar().getByRole('button', { name: '撤销' }).click();
  await bar().getByText('这一步之后又有改动').waitFor();
  expect(await assigned()).toBe(1);
  await bar().getByRole('button', { name: '关闭' }).click();
  await bar().waitFor({ state: 'detached' });
});

test('a table is copied as it stands, and written as a workbook', async () => {
  const { page, dir } = stage;
  await goTo('申报材料');
  // the other way round
  await page.getByRole('columnheader', { name: '园区' }).click();
  await page.getByRole('columnheader', { name: '园区' }).click();
  await page.getByRole('button', { name: '复制表格 申报材料' }).click();
  await page.getByText('已复制').waitFor();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  expect(lines.map((line) => line.split('\t')[0])).toEqual(['园区', '乙园', '甲园']);
  await page.getByRole('button', { name: '导出 Excel 申报材料' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: '导出', exact: true }).click();
  await drawer.getByText('已导出 2 行').waitFor();
  expect(existsSync(join(dir, '申报材料.xlsx'))).toBe(true);
  await drawer.getByRole('button', { name: '关闭' }).first().click();
});

test('the log tells what was done in sentences, and finds it', async () => {
  const { page } = stage;
  await goTo('设置');
  await page.getByText('给陈静分派：甲园、乙园').first().waitFor();
  await page.getByText('取消给陈静的分派：甲园、乙园').first().waitFor();
  await page.getByRole('textbox', { name: '查找记录中的文字' }).fill('加入评审组');
  await page.getByText('共 1 条').waitFor();
  await page.getByText('陈静（示例大学）加入评审组，专家').waitFor();
  expect(await page.getByText('给陈静分派').count()).toBe(0);
  expect(stage.complaints).toEqual([]);
});

test('what was written into a drawer is not lost by Escape', async () => {
  const { page } = stage;
  await goTo('评审组');
  await page.getByRole('button', { name: '添加成员' }).click();
  const form = page.getByRole('dialog');
  // nothing was written: it closes at once
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '添加成员' }).click();
  await form.getByLabel('姓名').fill('写了一半');
  await page.keyboard.press('Escape');
  await form.getByText('填写的内容还没有保存').waitFor();
  await form.getByRole('button', { name: '继续填写' }).click();
  expect(await form.getByLabel('姓名').inputValue()).toBe('写了一半');
  await form.getByRole('button', { name: '添加', exact: true }).click();
  await expect.poll(async () => (await stage.call('panel.list', { roundId })).map(({ name }) => name)).toContain('写了一半');
  // handed in: nothing is left to lose
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'hidden' });
});

test('several parks are chosen by a range and given at once', async () => {
  const { page } = stage;
  await page.getByRole('button', { name: '分派与回避 写了一半' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('checkbox', { name: '甲园' }).click();
  await drawer.getByRole('checkbox', { name: '乙园' }).click({ modifiers: ['Shift'] });
  await drawer.getByRole('button', { name: '分派所选 2 家' }).click();
  await expect.poll(async () => (await stage.call('panel.list', { roundId })).find(({ name }) => name === '写了一半')?.assigned).toBe(2);
  await drawer.getByRole('checkbox', { name: '全选' }).click();
  await drawer.getByRole('button', { name: '所选 2 家声明无关系' }).click();
  await bar().getByText('已代写了一半登记 2 家的声明').waitFor();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await stage.call('panel.list', { roundId })).find(({ name }) => name === '写了一半')?.declared).toBe(0);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
});

test('a rubric that is being edited is there after the window was closed', async () => {
  const { page, call } = stage;
  const { origin } = new URL(page.url());
  await page.goto(`${origin}/#/rubric`);
  const line = page.locator('[data-criterion="2.2"]');
  await line.click();
  await page.getByLabel('名称', { exact: true }).fill('改到一半的名称');
  await page.getByLabel('名称', { exact: true }).blur();
  await page.getByText('有未保存的修改').waitFor();
  await expect.poll(() => call('rounds.unsavedRubric', { roundId })).toContain('改到一半的名称');
  await page.reload();
  await page.getByText('有未保存的修改').waitFor();
  expect(await line.innerText()).toContain('改到一半的名称');
  await page.getByRole('button', { name: '放弃修改' }).click();
  await expect.poll(() => call('rounds.unsavedRubric', { roundId })).toBeNull();
  expect(await line.innerText()).not.toContain('改到一半的名称');
});

test('the search finds people, acts and settings, also by initials', async () => {
  const { page } = stage;
  const find = async (typed: string): Promise<string[]> => {
    await page.keyboard.press('Control+k');
    const list = page.getByRole('listbox');
    await page.getByRole('dialog').getByRole('textbox').fill(typed);
    const found = await list.getByRole('option').allInnerTexts();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    return found.map((text) => text.split('\n')[0] ?? '');
  };
  expect(await find('陈静')).toContain('陈静');
  expect(await find('cj')).toContain('陈静');
  expect(await find('jyp')).toEqual([]);
  expect(await find('bf')).toContain('备份');
  expect(await find('jhfp')).toContain('均衡分派');
  expect(stage.complaints).toEqual([]);
});
