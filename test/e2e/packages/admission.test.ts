/** 受理和撤回 in the window: several are accepted at once, one is withdrawn and comes back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setStage, type Stage } from '../stage.ts';

let stage: Stage;
let roundId = '';

beforeAll(async () => {
  stage = await setStage();
  ({ roundId } = await stage.call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '2026 年评审', appliedOn: '2026-09-30' }));
  for (const parkName of ['长沙园', '株洲园', '岳阳园']) await stage.call('applications.add', { roundId, parkName });
  await stage.call('settings.set', { roundId });
  await stage.page.reload();
}, 60_000);
afterAll(async () => {
  await stage.close();
});

const statuses = async () => (await stage.call('applications.list', { roundId, all: true })).map(({ status }) => status);

test('several_applications_are_accepted_at_once', async () => {
  const { page } = stage;
  await page.getByRole('navigation').getByText('申报材料', { exact: true }).first().click();
  for (const name of ['长沙园', '株洲园']) await page.getByRole('checkbox', { name }).check();
  await page.getByText('已选 2 家').waitFor();
  // turning away and withdrawing ask each for a reason of its own
  expect(await page.getByRole('button', { name: '撤回申请' }).count()).toBe(0);
  await page.getByRole('button', { name: '受理', exact: true }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('2 家园区', { exact: true }).waitFor();
  await drawer.getByRole('button', { name: '受理', exact: true }).click();
  await drawer.waitFor({ state: 'hidden' });
  await expect.poll(() => page.getByText('已受理', { exact: true }).count()).toBe(2);
  expect(await statuses()).toEqual(['admitted', 'admitted', 'open']);
});

test('a_park_is_withdrawn_where_it_is_read_and_stands_in_no_list_of_the_review', async () => {
  const { page } = stage;
  await page.getByRole('link', { name: '株洲园' }).click();
  await page.getByRole('button', { name: '撤回申请' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: '登记撤回' }).click();
  await drawer.getByText('请写明理由').waitFor();
  await drawer.getByText('请写明由谁提出撤回').waitFor();
  await drawer.getByLabel('撤回日期').fill('2026-10-11');
  await drawer.getByLabel('由谁提出').fill('株洲园来函');
  await drawer.getByLabel('理由', { exact: true }).fill('运营主体变更');
  await drawer.getByRole('button', { name: '登记撤回' }).click();
  await drawer.waitFor({ state: 'hidden' });
  await page.getByText('2026-10-11 撤回（株洲园来函）：运营主体变更').waitFor();
  await page.getByRole('link', { name: '返回申报材料' }).click();
  await page.getByText('评审中 2 家园区，另有 1 家已撤回或不予受理').waitFor();
  await page.getByText('已撤回', { exact: true }).waitFor();
  await page.getByRole('navigation').getByText('资格审查', { exact: true }).first().click();
  await page.getByText('长沙园').first().waitFor();
  expect(await page.getByText('株洲园').count()).toBe(0);
});

test('it_is_found_and_restored_to_what_stood_before', async () => {
  const { page } = stage;
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: '株洲园' }).click();
  await page.getByRole('button', { name: '恢复', exact: true }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('理由', { exact: true }).fill('来函收回');
  await drawer.getByRole('button', { name: '恢复', exact: true }).click();
  await drawer.waitFor({ state: 'hidden' });
  await expect.poll(statuses).toEqual(['admitted', 'admitted', 'open']);
  await page.getByText('已受理', { exact: true }).waitFor();
  expect(stage.complaints).toEqual([]);
});
