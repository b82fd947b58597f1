/** 核对汇总表 in the window: what differs, and what nobody can compare, each in its own table; only where neither is does it agree. */
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { parkNames, samples } from '../../fixtures/review.ts';
import { setStage } from '../stage.ts';

const [park = ''] = parkNames;

async function summary(dir: string, name: string, companies: number, turnover: string | number): Promise<string> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('汇总').addRows([
    ['产业园名称', '产业园入驻跨境电商企业总数（家）', '产业园跨境电商年交易额'],
    [park, companies, turnover],
  ]);
  const path = join(dir, name);
  await book.xlsx.writeFile(path);
  return path;
}

test('a_sheet_with_a_figure_that_was_not_read_is_not_said_to_agree', async () => {
  const stage = await setStage();
  try {
    const { page, call, dir } = stage;
    const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
    await call('packages.import', { roundId, paths: [join(samples, `${park}.zip`)] });
    await call('settings.set', { language: 'zh', roundId, personId: null });
    const { origin } = new URL(page.url());
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.goto('about:blank');
    await page.goto(`${origin}/#/packages`);
    await page.getByRole('button', { name: '核对汇总表' }).click();
    const found = page.getByTestId('summary-differences');
    const check = async (path: string): Promise<void> => {
      await page.getByLabel('汇总表所在路径').fill(path);
      await page.getByRole('button', { name: '开始对照' }).click();
    };
    await check(await summary(dir, '甲.xlsx', 40, '23.6万美元'));
    await found.getByText('不一致 1 处').waitFor();
    await found.getByText('没能对照 1 处').waitFor();
    expect(await found.getByRole('table').count()).toBe(2);
    expect(await found.innerText()).not.toContain('与申报表一致');
    await check(await summary(dir, '乙.xlsx', 42, '23.6万美元'));
    await expect.poll(() => found.getByRole('table').count()).toBe(1);
    expect(await found.innerText()).not.toContain('与申报表一致');
    await check(await summary(dir, '丙.xlsx', 42, 23.6));
    await found.getByText('与申报表一致，没有差别。').waitFor();
    expect(stage.complaints).toEqual([]);
  } finally {
    await stage.close();
  }
}, 120_000);
