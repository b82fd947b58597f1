/**
 * The rubric of a round in a real browser: criteria are added, moved by keyboard and weighed while the points add up, a formula
 * shows what it gives the parks, the table goes out to an office program and comes back, and opening freezes it all.
 */
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findCriterion } from '../../domain/rubric/edit.ts';
import type { Criterion } from '../../domain/rubric/model.ts';
import { root, setStage, type Stage } from './stage.ts';

const park = '长沙星湖跨境电商产业园';

let stage: Stage;
let roundId = '';

const button = (name: string): Locator => stage.page.getByRole('button', { name, exact: true });
const line = (id: string): Locator => stage.page.locator(`[data-criterion="${id}"]`);
const sum = (): Promise<string> => stage.page.getByTestId('rubric-sum').innerText();
const order = async (): Promise<string[]> =>
  stage.page.locator('[data-criterion]').evaluateAll((lines) => lines.map((one) => one.getAttribute('data-criterion') ?? ''));
const kept = async (id: string): Promise<Criterion | undefined> =>
  findCriterion((await stage.call('rounds.get', { roundId })).rubric?.criteria ?? [], id);
const events = async (kind: string): Promise<number> =>
  (await stage.call('audit.list', { limit: 1000 })).filter((event) => event.kind === kind).length;

async function type(label: string, text: string): Promise<void> {
  await stage.page.getByLabel(label, { exact: true }).fill(text);
  await stage.page.getByLabel(label, { exact: true }).blur();
}

async function choose(label: string, option: string): Promise<void> {
  await stage.page.getByLabel(label, { exact: true }).click();
  await stage.page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).last().click();
}

async function save(): Promise<void> {
  await button('保存').click();
  await stage.page.getByText('有未保存的修改').waitFor({ state: 'detached' });
}

beforeAll(async () => {
  stage = await setStage();
  ({ roundId } = await stage.call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '2026 年度产业园评审',
    appliedOn: '2026-09-30',
  }));
  await stage.call('packages.import', { roundId, paths: [join(root, 'resources/samples', `${park}.zip`)] });
  await stage.page.goto(`${new URL(stage.page.url()).origin}/#/rubric`);
  await stage.page.getByRole('heading', { level: 1, name: '评分标准' }).waitFor();
});
afterAll(async () => {
  await stage.close();
});

describe('the rubric of a round in the window', () => {
  test('points_add_up_while_criteria_are_added_and_a_wrong_sum_cannot_be_saved', async () => {
    const { page } = stage;
    expect(await sum()).toBe('16 项指标，合计 100.0 分（应为 100 分）');
    await line('2.2').click();
    await button('添加同级').click();
    await expect.poll(() => order()).toContain('2.3');
    expect(await sum()).toContain('17 项指标，合计 105.0 分');
    // the branch has added up by itself
    expect(await line('2').innerText()).toContain('17.0');
    await page.getByText('须改正 1 处').waitFor();
    expect(await button('保存').isDisabled()).toBe(true);

    await type('名称', '社会责任');
    await line('2.1').click();
    await type('满分', '3');
    await line('2.2').click();
    await type('满分', '4');
    await expect.poll(() => sum()).toContain('合计 100.0 分');
    await page.getByText('须改正').waitFor({ state: 'detached' });
    await save();
    expect(await kept('2.3')).toMatchObject({ name: { zh: '社会责任' }, max100: 500, kind: 'judged' });
    expect(await kept('2')).toMatchObject({ max100: 1200 });
    // the levels have followed: 5.5, 4.5 and 4 of 6 points
    expect((await kept('2.1'))?.anchors?.map((one) => one.points100)).toEqual([300, 250, 200, 0]);
    expect(await events('round.setRubric')).toBe(1);
  });

  test('criteria_move_by_keyboard_and_a_step_can_be_taken_back', async () => {
    const { page } = stage;
    await line('2.3').focus();
    await line('2.3').click();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(async () => (await order()).filter((id) => id.startsWith('2.'))).toEqual(['2.1', '2.3', '2.2']);
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(async () => (await order()).filter((id) => id.startsWith('2.'))).toEqual(['2.3', '2.1', '2.2']);
    // beyond its siblings it does not go
    await page.keyboard.press('Alt+ArrowUp');
    expect((await order()).filter((id) => id.startsWith('2.'))).toEqual(['2.3', '2.1', '2.2']);
    await button('撤销').click();
    await expect.poll(async () => (await order()).filter((id) => id.startsWith('2.'))).toEqual(['2.1', '2.3', '2.2']);
    // a branch goes with all below it
    await line('7').click();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(async () => (await order()).filter((id) => !id.includes('.'))).toEqual(['1', '2', '3', '4', '5', '7', '6']);
    expect((await order()).indexOf('7.1')).toBeLessThan((await order()).indexOf('6'));
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => line('7.1').getAttribute('aria-current')).toBe('true');
    await button('放弃修改').click();
    await expect.poll(async () => (await order()).filter((id) => !id.includes('.'))).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    // to another branch by name
    await line('2.3').click();
    await page.getByLabel('上级').click();
    await page.keyboard.type('支持政策');
    await page.locator('.ant-select-dropdown:visible').getByText('7 支持政策落实').click();
    await expect.poll(async () => (await order()).at(-1)).toBe('2.3');
    await save();
    expect(await kept('7')).toMatchObject({ max100: 1300 });
    expect((await kept('7'))?.children?.map((one) => one.id)).toEqual(['7.1', '7.2', '2.3']);
  });

  test('weight_step_levels_and_the_comment_rule_are_kept', async () => {
    const { page } = stage;
    await line('2.3').click();
    await type('权重', '1.5');
    await type('步长', '0.25');
    await type('低于满分的百分之几须写评语', '70');
    await button('添加一档').click();
    await page.getByLabel('含义', { exact: true }).fill('责任报告完整，经第三方核验');
    await button('添加一档').click();
    await page.getByLabel('自（分）').nth(1).fill('2.5');
    await page.getByLabel('自（分）').nth(1).blur();
    await page.getByLabel('含义', { exact: true }).nth(1).fill('有报告，未经核验');
    await save();
    expect(await kept('2.3')).toMatchObject({
      weight: '1.5',
      step100: 25,
      commentBelow: 70,
      anchors: [
        { points100: 500, text: { zh: '责任报告完整，经第三方核验' } },
        { points100: 250, text: { zh: '有报告，未经核验' } },
      ],
    });
    // the step that the points are no multiple of is named, and not saved
    await type('步长', '0.3');
    await page.getByText('满分 5 不是步长 0.3 的整数倍').first().waitFor();
    expect(await button('保存').isDisabled()).toBe(true);
    await button('放弃修改').click();
  });

  test('a_formula_shows_at_once_what_it_gives_the_parks', async () => {
    const { page } = stage;
    await line('1.1').click();
    const preview = page.getByRole('table', { name: '试算' });
    // 42 enterprises stand beyond the last knot of 40
    await preview.getByRole('row', { name: park }).getByText('8.0 分').waitFor();
    await page.getByLabel('第 4 个界点的数值').fill('60');
    await page.getByLabel('第 4 个界点的数值').blur();
    // between 20 → 6.4 and 60 → 8: 6.4 + 22/40 × 1.6 = 7.28, on the step 7.3
    await preview.getByRole('row', { name: park }).getByText('7.3 分').waitFor();
    await page.getByLabel('数值', { exact: true }).fill('30');
    await page.getByTestId('tried').getByText('数值 30，在 20（6.4 分）与 60（8 分）之间按比例得 6.8，取 6.80 分').waitFor();
    // knots out of order are no line
    await page.getByLabel('第 4 个界点的数值').fill('15');
    await page.getByLabel('第 4 个界点的数值').blur();
    await page.getByText('界点应由小到大').first().waitFor();
    await page.getByLabel('第 4 个界点的数值').fill('60');
    await page.getByLabel('第 4 个界点的数值').blur();
    await save();
    expect((await kept('1.1'))?.formula).toMatchObject({
      of: { field: 'companies' },
      knots: [{ at: '0' }, { at: '10' }, { at: '20' }, { at: '60', points100: 800 }],
    });

    // an opinion becomes a figure: another field, two knots
    await line('7.2').click();
    await page.getByLabel('客观：按数值，各专家须一致').check();
    await button('添加公式').click();
    await choose('申报项', '跨境电商年进出口额');
    await preview.getByRole('row', { name: park }).getByText('3.0 分').waitFor();
    await save();
    expect(await kept('7.2')).toMatchObject({
      kind: 'objective',
      formula: {
        of: { field: 'annualTrade' },
        unit: 'yi',
        knots: [
          { at: '0', points100: 0 },
          { at: '10', points100: 400 },
        ],
      },
    });
  });

  test('every_setting_that_a_rule_book_can_give_is_set_here', async () => {
    const { page } = stage;
    const { rubric: before } = await stage.call('rounds.get', { roundId });
    // steps: 42 enterprises have reached the third knot of four, and get its points alone
    await line('1.1').click();
    await page.getByLabel('达到界点才得分（其间不按比例）').check();
    await page.getByRole('table', { name: '试算' }).getByRole('row', { name: park }).getByText('6.4 分').waitFor();
    // two fields put together
    await line('7.2').click();
    await choose('读取的数值', '两项之比');
    await choose('其中', '入驻跨境电商卖家企业');
    // a bonus of 5 points beside the hundred, and the bounds of the total
    expect(await page.getByLabel('总分上限（分）').count()).toBe(0);
    await line('7').click();
    await type('权重', '1.1');
    await type('权重', '1');
    await button('添加同级').click();
    await type('名称', '荣誉加分');
    await page.getByLabel('加分：另加入总分').check();
    await type('总分下限（分）', '60');
    await type('总分上限（分）', '100');
    await type('说明（显示在评分表上）', '本轮评审组定');
    await save();
    const { rubric } = await stage.call('rounds.get', { roundId });
    expect(rubric).toMatchObject({ floor100: 6000, ceiling100: 10_000, note: { zh: '本轮评审组定' } });
    expect(await kept('8')).toMatchObject({ counts: 'bonus', max100: 500 });
    expect((await kept('1.1'))?.formula?.steps).toBe(true);
    expect((await kept('7.2'))?.formula?.of).toHaveProperty('ratio');
    // for one type alone: the other lacks its points, and is told so
    await line('1.1').click();
    await choose('适用类型', '引领型');
    await page.keyboard.press('Escape');
    await page.getByText('培育型的下级合计').first().waitFor();
    expect(await sum()).toContain('引领型');
    expect(await line('1.1').innerText()).toContain('引领型');
    expect(await button('保存').isDisabled()).toBe(true);
    await button('放弃修改').click();
    if (before) await stage.call('rounds.setRubric', { roundId, rubric: before });
    await line('8').waitFor({ state: 'detached' });
  });

  test('the_table_goes_out_and_comes_back_changed', async () => {
    const { page, dir } = stage;
    const path = join(dir, '评分标准.xlsx');
    await button('导出表格').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('textbox').fill(path);
    await drawer.locator('button[type=submit]').click();
    await drawer.getByText(/^已导出 17 项指标/).waitFor();
    await drawer.locator('.ant-drawer-close').click();

    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    const sheet = book.worksheets[0];
    const row = sheet?.getColumn(1).values.indexOf('2.3') ?? 0;
    expect(row).toBeGreaterThan(1);
    if (sheet) sheet.getCell(row, 3).value = '社会责任与合规';
    const changed = join(dir, '改过的评分标准.xlsx');
    await book.xlsx.writeFile(changed);
    await page.getByTestId('rubric-file').setInputFiles(changed);
    await page.getByText('已导入 17 项指标').waitFor();
    await line('2.3').getByText('社会责任与合规').waitFor();
    // what the table has no column for stays
    expect(await kept('2.3')).toMatchObject({ weight: '1.5', step100: 25, commentBelow: 70 });
    expect((await kept('1.1'))?.formula?.knots[3]?.at).toBe('60');

    // a table that does not add up changes nothing
    const before = await kept('2.3');
    if (sheet) sheet.getCell(row, 5).value = 50;
    await book.xlsx.writeFile(changed);
    await page.getByTestId('rubric-file').setInputFiles(changed);
    await page.getByRole('alert').getByText('“7”满分 13，下级合计 58').first().waitFor();
    expect(await kept('2.3')).toEqual(before);
  });

  test('opening_freezes_it_and_reopening_asks_why', async () => {
    const { page } = stage;
    await stage.call('rounds.openScoring', { roundId, despite: '试评' });
    await page.getByText(/^评分标准已于 .* 锁定/).waitFor();
    expect(await page.getByRole('button', { name: '保存', exact: true }).count()).toBe(0);
    await line('2.3').click();
    expect(await page.getByLabel('名称', { exact: true }).isDisabled()).toBe(true);
    expect(await page.getByLabel('满分', { exact: true }).isDisabled()).toBe(true);
    await line('2.3').press('Alt+ArrowUp');
    expect((await order()).at(-1)).toBe('2.3');

    await button('重新打开').click();
    await page.getByText('打开后评分暂停').waitFor();
    expect(await page.locator('form').getByRole('button', { name: '重新打开' }).isDisabled()).toBe(true);
    await page.getByLabel('重新打开的理由').fill('主管部门调整指标');
    await page.locator('form').getByRole('button', { name: '重新打开' }).click();
    await button('保存').waitFor();
    expect((await stage.call('rounds.get', { roundId })).state).toBe('preparing');
    const reopened = (await stage.call('audit.list', { limit: 1000 })).find((event) => event.kind === 'round.reopenRubric');
    expect(reopened?.reason).toBe('主管部门调整指标');
    await line('2.3').click();
    expect(await page.getByLabel('名称', { exact: true }).isDisabled()).toBe(false);
  });

  test('nothing_went_wrong_on_the_way', () => {
    expect(stage.complaints).toEqual([]);
  });
});
