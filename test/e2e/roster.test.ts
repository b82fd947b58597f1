/** 专家库 in the window: a list comes in, somebody is corrected and paused, a panel is drawn, and the next steps up for who cannot. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWorkbook } from '../../electron/io/xlsx/worksheet.ts';
import { has, run } from '../fixtures/tools.ts';
import { setStage, type Stage } from './stage.ts';

let stage: Stage;
let roundId = '';

beforeAll(async () => {
  stage = await setStage();
  ({ roundId } = await stage.call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '2026 年评审', appliedOn: '2026-09-30' }));
  await stage.call('settings.set', { roundId });
  await stage.page.reload();
}, 60_000);
afterAll(async () => {
  await stage.close();
});

const experts = async () => (await stage.call('roster.list', {})).map(({ name }) => name);

test('a_list_is_imported_and_one_is_paused', async () => {
  const { page, dir } = stage;
  const path = join(dir, '专家.xlsx');
  const rows = ['甲', '乙', '丙', '丁'].map((name, at) => ({ cells: [name, '示例大学', at < 3 ? '物流' : '海关', '长沙'] }));
  const columns = ['姓名', '单位', '专业领域', '地区'].map((head) => ({ head }));
  writeFileSync(path, await buildWorkbook([{ name: '名单', columns, rows }], { createdAt: '2026-10-01T00:00:00.000Z' }));
  await page.getByRole('navigation').getByText('评审组', { exact: true }).first().click();
  await page.getByRole('link', { name: '专家库' }).click();
  await page.getByRole('button', { name: '导入名单' }).click();
  await page.getByTestId('roster-file').setInputFiles(path);
  await page.getByText('专家.xlsx').waitFor();
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await page.getByText('新入库 4 位，已在库 0 位。').waitFor();
  expect((await experts()).toSorted()).toEqual(['丁', '丙', '乙', '甲'].toSorted());
  await page.getByLabel('按姓名、单位、领域、地区查找').fill('海关');
  await expect.poll(() => page.getByRole('row').count()).toBe(2);
  await page.getByRole('button', { name: '更正 丁' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: '暂停使用' }).click();
  await drawer.getByLabel('暂停的原因').fill('出国');
  await drawer.getByRole('button', { name: '暂停使用' }).click();
  await page.getByText('已暂停：出国').waitFor();
  await page.getByLabel('按姓名、单位、领域、地区查找').fill('');
});

test('a_panel_is_drawn_and_the_next_is_called_for_who_cannot', async () => {
  const { page } = stage;
  await page.getByRole('button', { name: '随机抽取' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('抽取人数').fill('4');
  await drawer.getByRole('button', { name: '抽取', exact: true }).click();
  await drawer.getByText('符合条件的专家只有 3 位，不足 4 位', { exact: false }).waitFor();
  await drawer.getByLabel('抽取人数').fill('2');
  await drawer.getByRole('button', { name: '抽取', exact: true }).click();
  await drawer.waitFor({ state: 'hidden' });
  await page.getByText('已抽取 2 位，见下方抽取记录。').waitFor();
  const [draw] = await stage.call('roster.draws', { roundId });
  const [first, second, third] = draw?.order.map(({ name }) => name) ?? [];
  const table = page.getByRole('region', { name: '抽取记录' });
  await expect.poll(() => table.getByText('待答复').count()).toBe(2);
  await table.getByRole('button', { name: `同意 ${second}` }).click();
  await table.getByRole('button', { name: `不能参加 ${first}` }).click();
  await page.getByLabel('不能参加的原因').fill('出差');
  await page.getByRole('button', { name: '不能参加', exact: true }).last().click();
  await table.getByText('不能参加 · 出差').waitFor();
  await table.getByRole('button', { name: `同意 ${third}` }).click();
  await expect.poll(async () => (await stage.call('panel.list', { roundId })).map(({ name }) => name)).toEqual([second, third]);
  await expect.poll(() => page.getByText('已在本轮').count()).toBe(2);
  // on paper stands the record alone, without anybody's contact
  await page.emulateMedia({ media: 'print' });
  expect(await table.getByText('不能参加 · 出差').isVisible()).toBe(true);
  expect(await page.getByRole('columnheader', { name: '联系方式' }).count()).toBe(0);
  await page.emulateMedia({ media: null });
  expect(stage.complaints).toEqual([]);
});

test('a_long_reserve_is_folded_in_the_window_and_printed_whole', async () => {
  const { page, dir } = stage;
  for (let at = 1; at <= 27; at += 1)
    await stage.call('roster.add', { name: `后备${String(at).padStart(2, '0')}`, organisation: '示例学院', field: '税务' });
  const { order } = await stage.call('roster.draw', { roundId, size: 3, fields: ['税务'] });
  const table = page.getByRole('region', { name: '抽取记录' }).getByRole('table').first();
  // head, three who are called and seventeen in reserve
  await expect.poll(() => table.getByRole('row').count()).toBe(21);
  expect(await table.getByText(order[20]?.name ?? '', { exact: true }).count()).toBe(0);
  // who is no longer in reserve stays in sight
  for (const one of order.slice(0, 20)) {
    const { drawId } = (await stage.call('roster.draws', { roundId })).at(-1) ?? { drawId: '' };
    await stage.call('roster.answer', { drawId, expertId: one.expertId, accepts: false, reason: '出差' });
  }
  await expect.poll(() => table.getByRole('row').count()).toBe(24);
  const paper = join(dir, '抽取记录.pdf');
  writeFileSync(paper, await page.pdf({ format: 'A4' }));
  if (has('pdftotext')) {
    const printed = run('pdftotext', ['-layout', paper, '-']);
    for (const { name } of order) expect(printed).toContain(name);
    expect(printed).toContain('2026 年评审');
    expect(printed).not.toContain('其余候补');
    // what the window answered to the last press is no part of the record
    expect(printed).not.toContain('见下方抽取记录');
  }
  expect(await table.getByRole('row').count()).toBe(24);
  await page.getByRole('button', { name: '其余候补 4 位' }).click();
  await expect.poll(() => table.getByRole('row').count()).toBe(28);
  expect(stage.complaints).toEqual([]);
}, 120_000);
