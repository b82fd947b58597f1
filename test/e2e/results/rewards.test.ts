/**
 * The money in a real browser: a payment of earlier years is entered, applications for a reward come in, the panel proposes an amount
 * within what tier, cap and the earlier payment leave, and the account of the money is made; nobody seats or asks an expert.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildZip } from '../../fixtures/archives.ts';
import { has, run } from '../../fixtures/tools.ts';
import { setStage, type Stage } from '../stage.ts';

const schemeId = 'chenzhou-o2o-2021';
const [large, small, tiny] = ['苏仙区嘉合跨境商品体验店', '北湖区优选跨境商品体验店', '资兴市小站跨境商品体验店'] as const;
const areas = { [large]: 1200, [small]: 600, [tiny]: 90 };

let stage: Stage;
let roundId = '';

const button = (name: string): Locator => stage.page.getByRole('button', { name, exact: true });
const rail = (name: string): Locator => stage.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name });
const drawer = (): Locator => stage.page.getByRole('dialog');
const awards = (): Locator => stage.page.getByRole('region', { name: '奖励金额' });

function packageOf(parkName: string, shopArea: number): { name: string; mimeType: string; buffer: Buffer } {
  const form = JSON.stringify({
    schemeId,
    fields: { parkName, shopArea, operator: `${parkName}有限公司`, registeredPlace: '湖南省郴州市' },
  });
  return { name: `${parkName}.zip`, mimeType: 'application/zip', buffer: buildZip([{ name: 'form.json', data: Buffer.from(form) }]) };
}

async function propose(park: string, amount: string, reason: string): Promise<void> {
  await button(`拟定金额 ${park}`).click();
  await awards()
    .getByLabel(/的金额（万元/)
    .fill(amount);
  await awards().getByLabel('拟定理由').fill(reason);
  await button('登记金额').click();
}

beforeAll(async () => {
  stage = await setStage();
});
afterAll(async () => {
  await stage.close();
});

describe('a round of rewards in the window', () => {
  test('a_payment_of_an_earlier_year_is_entered', async () => {
    const { page } = stage;
    await page.getByText('还没有评审轮次').waitFor();
    await page.evaluate(() => {
      location.hash = '#/titles';
    });
    await button('登记已获奖励').click();
    await drawer().getByLabel('申报单位').fill(large);
    await drawer().getByLabel('依据的办法').fill('线下体验店');
    await page.locator('.ant-select-dropdown:visible').getByText('郴州市跨境商品线下体验店扶持').click();
    await drawer().getByLabel('奖励项目').click();
    await page.locator('.ant-select-dropdown:visible').getByText('超过100平方米（四（四））').click();
    await drawer().getByLabel('金额（万元）').fill('15');
    await drawer().getByLabel('给予日期').fill('2024-05-01');
    await drawer().getByLabel('登记依据').fill('郴财企〔2024〕12号');
    await drawer().getByRole('button', { name: '登记' }).click();
    await page.getByRole('table', { name: '已获奖励' }).getByRole('row', { name: large }).waitFor();
  });

  test('the_round_says_that_its_rule_book_has_run_out_and_asks_no_experts', async () => {
    const { page } = stage;
    await rail('工作台').click();
    await button('新建轮次').click();
    await page.getByLabel('评审办法').fill('线下体验店');
    await page.keyboard.press('Enter');
    await page.getByLabel('轮次名称').fill('2026 年体验店扶持');
    await page.getByLabel('申报基准日').fill('2026-02-24');
    await drawer().getByText('有效期最后一日为 2026-02-23').waitFor();
    await page.getByLabel('申报基准日').fill('2026-02-23');
    await drawer().getByText('有效期最后一日为 2026-02-23').waitFor({ state: 'detached' });
    await page.getByLabel('申报基准日').fill('2026-02-24');
    await page.getByLabel('评审机构').fill('示例评审中心');
    await button('建立轮次').click();
    await page.getByRole('heading', { level: 1, name: '2026 年体验店扶持' }).waitFor();
    await page.getByText('申报日期在文件有效期之后：有效期最后一日为 2026-02-23').waitFor();
    roundId = (await stage.call('rounds.list', {}))[0]?.roundId ?? '';
  });

  test('applications_come_in_and_are_settled_without_scores', async () => {
    const { page } = stage;
    await rail('申报材料').click();
    await page.getByTestId('package-files').setInputFiles(Object.entries(areas).map(([name, area]) => packageOf(name, area)));
    await page.getByText('导入 3 家，已有 0 家，未导入 0 个包').waitFor();
    await page.locator('.ant-drawer-footer').getByRole('button', { name: '关闭' }).click();
    const parks = await stage.call('applications.list', { roundId });
    for (const { applicationId } of parks)
      await stage.call('eligibility.decide', { applicationId, conditionId: '4.4a', outcome: 'met', reason: '现场核实' });
    await rail('资格审查').click();
    await page.getByText('超过1000平方米：由评审组提出').waitFor();
    await rail('工作台').click();
    await page.getByRole('link', { name: '确定各家的金额和名单' }).click();
    await page.getByRole('heading', { level: 1, name: '名单' }).waitFor();
    expect(await page.getByText('评分已全部提交').count()).toBe(0);
  });

  test('an_amount_keeps_to_what_tier_cap_and_earlier_payment_leave', async () => {
    const { page } = stage;
    const row = (park: string): Locator => awards().getByRole('row').filter({ hasText: park });
    await row(large).getByText('85 万元', { exact: true }).waitFor();
    await row(large).getByText('已扣除 2024-05-01 给予的“超过100平方米” 15 万元').waitFor();
    await row(small).getByText('50 万元', { exact: true }).waitFor();
    expect(await awards().getByText(tiny).count()).toBe(0);
    await propose(large, '85.0001', '按投入折算');
    await page
      .getByRole('alert')
      .getByText(/超过上限 85 万元/)
      .waitFor();
    await awards()
      .getByLabel(/的金额（万元/)
      .fill('85');
    await button('登记金额').click();
    await row(large).getByText('按投入折算').waitFor();
    await propose(small, '42.5', '按营业面积折算');
    await row(small).getByText('42.5 万元').waitFor();
    const list = page.getByRole('table', { name: '全部申报单位' });
    await list.getByRole('columnheader', { name: '体验店' }).waitFor();
    await button('按建议登记决定（3 家）').click();
    await list.getByRole('row').filter({ hasText: large }).getByText('拟予支持', { exact: true }).waitFor();
    await list.getByRole('row').filter({ hasText: tiny }).getByText('不予支持', { exact: true }).waitFor();
  });

  test('the_account_of_the_money_is_made', async () => {
    const { page, dir } = stage;
    await rail('文书与签章').click();
    await button('生成文书').first().click();
    await drawer().getByLabel('文书种类').click();
    await page.locator('.ant-select-dropdown:visible').getByText('资金汇总表', { exact: true }).click();
    await drawer().getByRole('button', { name: '生成文书' }).click();
    const made = async (): Promise<string | undefined> =>
      (await stage.call('reports.list', { roundId })).find(({ kind }) => kind === 'funding')?.path;
    await expect.poll(made, { timeout: 60_000 }).toBeDefined();
    const path = (await made()) ?? '';
    const file = existsSync(path) ? path : join(dir, path);
    expect(readFileSync(file).subarray(0, 4).toString()).toBe('%PDF');
    if (!has('pdftotext')) return;
    const text = run('pdftotext', ['-layout', file, '-']).replaceAll(/\s/g, '');
    for (const words of ['市级：税收申报缴纳地财政', '超过1000平方米', '127.5', '合计127.5万元', '有效期最后一日为2026-02-23'])
      expect(text).toContain(words);
    expect(text).not.toContain(tiny);
  });

  test('no_screen_of_the_round_speaks_of_parks', async () => {
    const { page } = stage;
    for (const place of [
      '',
      'packages',
      'eligibility',
      'panel',
      'rubric',
      'scoring',
      'visits',
      'exchange',
      'shortlist',
      'publicity',
      'documents',
    ]) {
      await page.evaluate((hash) => {
        location.hash = `#/${hash}`;
      }, place);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.waitForLoadState('networkidle');
      const said = (await page.locator('body').innerText()).replaceAll('产业园区', '');
      expect(
        said.split('\n').filter((line) => line.includes('园区')),
        place,
      ).toEqual([]);
    }
    await page.evaluate(() => {
      location.hash = '#/packages';
    });
    await page.getByText('3 家体验店').waitFor();
    // nor of scores that nobody gives
    expect(await rail('评分').count()).toBe(0);
    expect(await rail('汇总').count()).toBe(0);
    expect(await rail('名单').count()).toBe(1);
  });

  test('nothing_went_wrong_on_the_way', () => {
    expect(stage.complaints).toEqual([]);
  });
});
