/** What the window does where a part of it cannot be read, and that what was typed outlives a change of language. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setStage, type Stage } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await stage.call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '读不到', appliedOn: '2026-09-30' });
}, 60_000);
afterAll(() => stage.close());

const addressOf = (page: Stage['page'], place: string): string => new URL(`#/${place}`, page.url()).href;

test('a_part_that_is_not_read_says_so_in_its_place_and_can_be_tried_again', async () => {
  const { page, complaints } = stage;
  await page.route(/\/assets\/(?:quota-line|settings)-/, (route) => route.abort());
  await page.reload();
  await page.getByRole('heading', { level: 1, name: '读不到' }).waitFor();
  await page.getByRole('alert').filter({ hasText: '与程序的连接中断' }).waitFor();
  // the rest of the page is there and works
  await page.getByRole('link', { name: '设置' }).click();
  const told = page.getByRole('main').getByRole('alert');
  await told.waitFor();
  await page.unrouteAll({ behavior: 'wait' });
  await told.getByRole('button', { name: '重试' }).click();
  await page.getByRole('heading', { level: 1, name: '设置' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  // they are told to the console too, each of what was not read
  expect(complaints.length).toBeGreaterThan(0);
  complaints.length = 0;
});

test('a_window_that_is_not_read_says_so', async () => {
  const { page, complaints } = stage;
  await page.route(/\/assets\/zh-/, (route) => route.abort());
  await page.reload();
  await page.getByText('园评没有打开').waitFor();
  await page.getByText('ParkPanel did not open').waitFor();
  await page.unrouteAll({ behavior: 'wait' });
  await page.reload();
  await page.getByRole('heading', { level: 1, name: '设置' }).waitFor();
  expect(await page.getByText('园评没有打开').isVisible()).toBe(false);
  complaints.length = 0;
});

test('what_was_typed_outlives_a_change_of_language', async () => {
  const { page, complaints } = stage;
  await page.goto(addressOf(page, 'settings'));
  const path = page.locator('main input:not([type=radio]):not([type=checkbox]):not([readonly]):not([type=file])').first();
  await path.fill('/somewhere/rules.json');
  await page.getByRole('button', { name: '切换语言' }).click();
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  expect(await page.locator('input').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))).toContain(
    '/somewhere/rules.json',
  );
  await page.getByRole('button', { name: 'Change language' }).click();
  await page.getByRole('heading', { level: 1, name: '设置' }).waitFor();
  expect(complaints).toEqual([]);
});

test('a_language_whose_words_do_not_come_is_not_spoken', async () => {
  const { page, complaints } = stage;
  await page.reload();
  await page.getByRole('heading', { level: 1, name: '设置' }).waitFor();
  await page.route(/\/assets\/en-/, (route) => route.abort());
  await page.getByRole('button', { name: '切换语言' }).click();
  await page.getByText('有一项未保存').waitFor();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('设置');
  expect((await stage.call('settings.get', {})).settings.language).toBe('zh');
  await page.unrouteAll({ behavior: 'wait' });
  complaints.length = 0;
});
