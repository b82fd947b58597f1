/** The office sets right what was slipped in: a member typed twice, a seat too many, the name of the round; and opens the next year's round. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parkNames, samples } from '../../fixtures/review.ts';
import { setStage, type Stage } from '../stage.ts';

let stage: Stage;
let roundId = '';

beforeAll(async () => {
  stage = await setStage();
  ({ roundId } = await stage.call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '2026 年评审', appliedOn: '2026-09-30' }));
  await stage.call('packages.import', { roundId, paths: parkNames.slice(0, 2).map((name) => join(samples, `${name}.zip`)) });
  await stage.call('panel.add', { roundId, name: '陈静', organisation: '示例大学', title: '教授' });
  await stage.call('settings.set', { roundId });
  await stage.page.reload();
}, 60_000);
afterAll(async () => {
  await stage.close();
});

const names = async () => (await stage.call('panel.list', { roundId })).map((one) => one.name);
const goTo = async (place: string) => stage.page.getByRole('navigation').getByText(place, { exact: true }).first().click();

test('whoever_is_there_already_is_added_again_only_as_another', async () => {
  const { page } = stage;
  await goTo('评审组');
  await page.getByRole('button', { name: '添加成员' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('姓名').fill('陈静');
  await form.getByLabel('单位').fill('示例大学');
  await form.getByRole('button', { name: '添加', exact: true }).click();
  await form.getByText('评审组已有“陈静”').waitFor();
  expect(await names()).toEqual(['陈静']);
  await form.getByLabel('确认是同名的另一人').check();
  await form.getByRole('button', { name: '添加', exact: true }).click();
  await expect.poll(names).toEqual(['陈静', '陈静']);
  await form.getByRole('button', { name: '关闭' }).last().click();
});

test('a_name_is_corrected_and_a_double_goes', async () => {
  const { page } = stage;
  await page.getByRole('button', { name: '更正 陈静' }).nth(1).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('姓名').fill('陈敬');
  await form.getByRole('button', { name: '保存更正' }).click();
  await expect.poll(names).toEqual(['陈静', '陈敬']);
  await page.getByRole('button', { name: '更正 陈敬' }).click();
  await form.getByRole('button', { name: '移出评审组' }).click();
  await expect.poll(names).toEqual(['陈静']);
  await form.waitFor({ state: 'hidden' });
});

test('a_seat_is_taken_back_and_who_declared_stays_on_the_panel', async () => {
  const { page } = stage;
  await page.getByRole('button', { name: '全部分派' }).click();
  await page.getByRole('button', { name: '分派与回避 陈静' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: `取消分派 ${parkNames[1] ?? ''}` }).click();
  await expect.poll(async () => (await stage.call('panel.list', { roundId }))[0]?.assigned).toBe(1);
  await drawer.getByRole('button', { name: '其余 1 家均声明无关系' }).click();
  await expect.poll(async () => (await stage.call('panel.list', { roundId }))[0]?.declared).toBe(1);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '更正 陈静' }).click();
  await drawer.getByText('已有记录在案，不能移出').waitFor();
  expect(await drawer.getByRole('button', { name: '移出评审组' }).count()).toBe(0);
  // a correction now says why
  await drawer.getByLabel('职务职称').fill('研究员');
  await drawer.getByRole('button', { name: '保存更正' }).click();
  await drawer.getByText('请写明更正理由').waitFor();
  await drawer.getByLabel('更正理由').fill('职称填错');
  await drawer.getByRole('button', { name: '保存更正' }).click();
  await expect.poll(async () => (await stage.call('panel.list', { roundId }))[0]?.title).toBe('研究员');
  await drawer.waitFor({ state: 'hidden' });
});

test('the_round_is_renamed_opened_again_for_the_next_year_deleted_and_put_away', async () => {
  const { page } = stage;
  await goTo('工作台');
  await page.getByRole('button', { name: '轮次设置' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('轮次名称').first().fill('2026 年度产业园评审');
  await drawer.getByLabel('评审机构').fill('示例中心');
  await drawer.getByRole('button', { name: '保存更正' }).click();
  await page.getByRole('heading', { level: 1, name: '2026 年度产业园评审' }).waitFor();
  expect((await stage.call('rounds.get', { roundId })).settings.institution).toBe('示例中心');
  await page.getByRole('button', { name: '轮次设置' }).click();
  expect(await drawer.getByRole('button', { name: '删除空轮次' }).count()).toBe(0);
  await drawer.getByLabel('新轮次名称').fill('2027 年度产业园评审');
  await drawer.getByLabel('新轮次申报基准日').fill('2027-09-30');
  await drawer.getByRole('button', { name: '另建一轮' }).click();
  await page.getByRole('heading', { level: 1, name: '2027 年度产业园评审' }).waitFor();
  const copy = (await stage.call('rounds.list', {})).at(-1)?.roundId ?? '';
  expect((await stage.call('panel.list', { roundId: copy })).map((one) => one.name)).toEqual(['陈静']);
  await page.getByRole('button', { name: '轮次设置' }).click();
  await drawer.getByRole('button', { name: '删除空轮次' }).click();
  await page.getByRole('heading', { level: 1, name: '2026 年度产业园评审' }).waitFor();
  expect(await stage.call('rounds.list', {})).toHaveLength(1);
  await page.getByRole('button', { name: '轮次设置' }).click();
  await drawer.getByRole('button', { name: '归档', exact: true }).click();
  await drawer.waitFor({ state: 'hidden' });
  await page.getByLabel('评审轮次').click();
  await page.getByText('已归档').waitFor();
  expect(stage.complaints).toEqual([]);
});
