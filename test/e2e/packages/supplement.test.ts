/** 补正 in the window: what is missing is asked for, stands on the desk, comes as a new version, is compared and checked. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildZip } from '../../fixtures/archives.ts';
import { setStage, type Stage } from '../stage.ts';

const schemeId = 'hunan-recognition-2024';
let stage: Stage;
let roundId = '';
let applicationId = '';

function packageWith(fields: Readonly<Record<string, unknown>>, name: string): string {
  const path = join(stage.dir, name);
  writeFileSync(path, buildZip([{ name: 'form.json', data: JSON.stringify({ schemeId, fields: { parkName: '长沙园', ...fields } }) }]));
  return path;
}

beforeAll(async () => {
  stage = await setStage();
  const { call } = stage;
  ({ roundId } = await call('rounds.create', { schemeId, name: '2026 年评审', appliedOn: '2026-09-30' }));
  const { imported } = await call('packages.import', {
    roundId,
    paths: [packageWith({ companies: 12, annualTurnover: '5.2' }, '长沙园.zip')],
  });
  applicationId = imported[0]?.applicationId ?? '';
  await call('applications.setField', { applicationId, key: 'annualTurnover', value: '5', reason: '报关单核对' });
  await call('settings.set', { roundId });
  await stage.page.reload();
}, 60_000);
afterAll(async () => {
  await stage.close();
});

test('what_is_missing_is_asked_for_and_due_on_the_desk', async () => {
  const { page } = stage;
  await page.getByRole('navigation').getByText('申报材料', { exact: true }).first().click();
  await page.getByRole('link', { name: '长沙园' }).click();
  await page.getByRole('tab', { name: '补正', exact: true }).click();
  await page.getByText('没有要求补正。').waitFor();
  await page.getByRole('button', { name: '通知补正' }).click();
  const drawer = page.getByRole('dialog');
  // what the form leaves open is proposed, with the articles that ask for it
  await drawer.getByText('没有填写或看不清', { exact: false }).first().waitFor();
  await drawer.getByLabel('其他内容').fill('近三年审计报告\n\n租赁合同');
  await drawer.getByRole('button', { name: '通知补正' }).click();
  await drawer
    .getByText('请按', { exact: false })
    .or(drawer.getByText('日期', { exact: false }))
    .first()
    .waitFor();
  await drawer.getByLabel('补正期限').fill('2099-10-15');
  await drawer.getByRole('button', { name: '通知补正' }).click();
  await drawer.waitFor({ state: 'hidden' });
  await page.getByText('租赁合同').waitFor();
  const [asked] = await stage.call('supplements.list', { roundId });
  expect(asked?.items.slice(-2).map(({ what }) => what)).toEqual(['近三年审计报告', '租赁合同']);
  expect(asked?.items.length).toBeGreaterThan(5);
  await page.getByRole('navigation').getByText('工作台', { exact: true }).first().click();
  await page.getByText('长沙园补正到期').click();
  await page.getByRole('tab', { name: '补正（待收到）' }).waitFor();
});

test('a_new_version_is_compared_and_checked', async () => {
  const { page } = stage;
  await page.getByRole('tab', { name: '补正（待收到）' }).click();
  await page.getByRole('button', { name: '登记收到' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: '登记收到' }).click();
  await drawer.getByText('请选择交来的文件').waitFor();
  await drawer.getByTestId('supplement-files').setInputFiles(packageWith({ companies: 15, annualTurnover: '4.8' }, '长沙园-补正.zip'));
  await drawer.getByText('长沙园-补正.zip').waitFor();
  await drawer.getByRole('button', { name: '登记收到' }).click();
  await drawer.waitFor({ state: 'hidden' });
  const table = page.getByRole('table', { name: '新旧版本对照' });
  await table.getByText('原核定 5，待重新核定').waitFor();
  await expect.poll(() => table.getByRole('row').count()).toBe(3);
  await page.getByText('尚未核对').waitFor();
  await page.getByRole('button', { name: '核对无误' }).click();
  await page.getByText('秘书于', { exact: false }).waitFor();
  expect((await stage.call('supplements.list', { roundId }))[0]).toMatchObject({ state: 'received', receipt: 'files', checkedBy: '秘书' });
  expect(stage.complaints).toEqual([]);
});
