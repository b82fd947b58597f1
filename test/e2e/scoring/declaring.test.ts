/** The desk of an expert: all declarations in one table, a relation that asks once, and the rest at one press. */
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parkNames, samples } from '../../fixtures/review.ts';
import { setStage, type Stage } from '../stage.ts';

let stage: Stage;
let roundId = '';
let personId = '';
let parks: { applicationId: string; parkName: string }[] = [];

beforeAll(async () => {
  stage = await setStage();
  ({ roundId } = await stage.call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '2026 年度产业园评审',
    appliedOn: '2026-09-30',
  }));
  await stage.call('packages.import', { roundId, paths: parkNames.slice(0, 4).map((name) => join(samples, `${name}.zip`)) });
  parks = await stage.call('applications.list', { roundId });
  ({ personId } = await stage.call('panel.add', { roundId, name: '李示例', organisation: '示例大学' }));
  await stage.call('panel.assign', { personId, applicationIds: parks.map((one) => one.applicationId) });
  await stage.call('settings.set', { roundId, personId });
  await stage.page.reload();
}, 60_000);
afterAll(async () => {
  await stage.close();
});

const seat = (index: number): Locator => stage.page.locator(`[data-seat="${parks[index]?.applicationId ?? ''}"]`);
const relations = async () => (await stage.call('conflicts.list', { personId })).map((one) => one.relation);

async function choose(index: number, relation: string): Promise<void> {
  await seat(index).getByRole('combobox').click();
  await stage.page.locator('.ant-select-item-option').getByText(relation, { exact: true }).locator('visible=true').click();
}

test('the_desk_names_with_whom_a_relation_may_be_and_nothing_of_the_office', async () => {
  const { page } = stage;
  const [first] = await stage.call('conflicts.list', { personId });
  await seat(0)
    .getByRole('rowheader')
    .getByText(first?.parkName ?? '')
    .waitFor();
  for (const party of [first?.operator, first?.applicant, first?.legalRepresentative, first?.address]) {
    expect(party).toBeTruthy();
    await seat(0)
      .getByText(party ?? '', { exact: true })
      .waitFor();
  }
  expect(await page.getByRole('button', { name: '新建轮次' }).count()).toBe(0);
  expect(await page.getByText('名额', { exact: true }).count()).toBe(0);
  expect(await page.locator('[data-step="declare"]').innerText()).toContain('0 / 4');
});

test('a_relation_asks_once_and_stays_readable', async () => {
  const { page } = stage;
  await choose(0, '无关系');
  await expect.poll(relations).toEqual(['none', null, null, null]);
  await choose(1, '任职');
  const asked = page.getByRole('dialog');
  await asked.getByText(`声明与${parks[1]?.parkName ?? ''}的关系：任职`).waitFor();
  const record = asked.getByRole('button', { name: '登记并回避' });
  expect(await record.isDisabled()).toBe(true);
  // a slip costs nothing
  await page.keyboard.press('Escape');
  await asked.waitFor({ state: 'hidden' });
  expect(await relations()).toEqual(['none', null, null, null]);
  await choose(1, '任职');
  await asked.getByLabel('关系说明').fill('任该园区顾问');
  await record.click();
  await seat(1).getByText('已回避：任职。声明有误请联系秘书').waitFor();
  await seat(1).getByText('任该园区顾问').waitFor();
  expect(await seat(1).getByRole('combobox').count()).toBe(0);
  expect((await stage.call('conflicts.list', { personId }))[1]).toMatchObject({ relation: 'employment', operator: null, address: null });
});

test('the_rest_is_declared_at_one_press_after_its_parks_are_named', async () => {
  const { page } = stage;
  await page.getByRole('button', { name: '其余 2 家均无关系' }).click();
  const asked = page.getByRole('dialog');
  for (const index of [2, 3]) await asked.getByText(parks[index]?.parkName ?? '').waitFor();
  expect(await asked.getByText(parks[1]?.parkName ?? '').count()).toBe(0);
  await asked.getByRole('button', { name: '声明均无关系' }).click();
  await expect.poll(relations).toEqual(['none', 'employment', 'none', 'none']);
  await expect.poll(() => page.locator('[data-step="declare"]').innerText()).toContain('4 / 4');
  await expect.poll(() => page.getByRole('button', { name: /其余/ }).count()).toBe(0);
  expect(stage.complaints).toEqual([]);
});
