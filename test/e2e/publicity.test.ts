/**
 * From the tally to the final list, as the secretary does it: the pictures are read, the list is decided over, published,
 * objected to, one park is reviewed again by others, the list is settled, and the minutes tell of it.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Leaf } from '../../domain/rubric/model.ts';
import { rubricLeaves } from '../../domain/rubric/leaves.ts';
import { dateOf, dayNumber } from '../../domain/numbers/days.ts';
import { giveTotal, settleEligibility } from '../fixtures/results.ts';
import { parkNames } from '../fixtures/review.ts';
import { root, setStage, type Stage } from './stage.ts';

/** Two 引领型 for one place, and one 培育型. */
const [first = '', second = '', third = ''] = parkNames;
const totals = [
  [8, 9, 7],
  [7, 7, 7],
  [5, 6, 5],
];

let stage: Stage;
let roundId = '';
let leaves: Leaf[] = [];
const ids = new Map<string, string>();

const rail = (name: string): Locator => stage.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name });
const button = (name: string): Locator => stage.page.getByRole('button', { name, exact: true });
const idOf = (park: string): string => ids.get(park) ?? '';

/** What another window would do. */
const call: Stage['call'] = (method, payload) => stage.call(method, payload);

async function seat(name: string): Promise<string> {
  return (await stage.call('panel.add', { roundId, name, organisation: '示例大学', title: '教授', role: 'expert' })).personId;
}

beforeAll(async () => {
  stage = await setStage();
  ({ roundId } = await stage.call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '公示的评审',
    appliedOn: '2026-09-30',
    settings: { quotas: { 引领型: 1, 培育型: 1 }, institution: '示例评审中心' },
  }));
  const { imported } = await stage.call('packages.import', {
    roundId,
    paths: [first, second, third].map((name) => join(root, 'resources/samples', `${name}.zip`)),
  });
  for (const { parkName, applicationId } of imported) ids.set(parkName, applicationId);
  const experts = [await seat('甲专家'), await seat('乙专家'), await seat('丙专家')];
  for (const personId of experts) {
    await stage.call('panel.assign', { personId, applicationIds: [...ids.values()] });
    for (const applicationId of ids.values()) await stage.call('conflicts.declare', { personId, applicationId, relation: 'none' });
  }
  await stage.call('rounds.openScoring', { roundId, despite: '试评' });
  leaves = rubricLeaves((await stage.call('rounds.get', { roundId })).rubric ?? { criteria: [] }).map(({ criterion }) => criterion);
  for (const [park, row] of totals.entries())
    for (const [expert, points] of row.entries())
      await giveTotal({ call, leaves }, experts[expert] ?? '', idOf(parkNames[park] ?? ''), points);
  for (const applicationId of ids.values()) await settleEligibility({ call }, applicationId, { relaxation: 'granted' });
}, 120_000);
afterAll(async () => {
  await stage.close();
});

describe('from the tally to the final list', () => {
  test('the_pictures_say_what_they_show_and_stand_as_tables_too', async () => {
    const { page } = stage;
    await page.reload();
    await rail('汇总').click();
    const heat = page.getByRole('region', { name: '各专家评分' });
    await heat
      .getByRole('img', { name: `3 位专家对 3 家园区的评分。最低：甲专家给${third} 95.0 分；最高：乙专家给${first} 99.0 分。` })
      .waitFor();
    await heat.getByText('表格', { exact: true }).click();
    await heat.getByLabel('看哪一项').click();
    await page.locator('.ant-select-dropdown:visible').getByText('4.2 服务质量与成效', { exact: true }).click();
    // the highest and the lowest of each park are struck through
    await expect.poll(() => heat.locator('del').count()).toBe(6);
    expect(await heat.locator('tbody tr').first().locator('del').allInnerTexts()).toEqual(['9.0', '7.0']);
    const spread = page.getByRole('region', { name: '各项得分分布' });
    await spread.getByText('表格', { exact: true }).click();
    expect(await spread.locator('tbody tr').count()).toBe(leaves.length);
    const profile = page.getByRole('region', { name: '园区画像' });
    await profile.getByRole('img', { name: `${first}各部分得分与全部园区中位数对照，共 7 部分。` }).waitFor();
    await profile.getByText('表格', { exact: true }).click();
    await profile.getByText('怎么算的').click();
    await profile.getByText('除以这部分的满分').waitFor();
  });

  test('a_park_moved_across_the_line_by_hand_or_by_key_asks_for_the_reason', async () => {
    const { page } = stage;
    await rail('名单').click();
    const list = page.getByRole('table', { name: '引领型' });
    const [above, below] = [list.locator('tbody').first(), list.locator('tbody').last()];
    await above.getByText(first).waitFor();
    // by hand: dropped below the line, and thought better of
    await above.locator('tr', { hasText: first }).dragTo(below);
    await page.getByLabel(`${first}：不予认定的理由`).waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel(`${first}：不予认定的理由`).waitFor({ state: 'detached' });
    // by key: the same question
    await button(`拟认定 ${second}`).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel(`${second}：拟认定的理由`).waitFor();
    await page.keyboard.press('Escape');
    for (const [park, result] of [
      [first, '拟认定'],
      [second, '不予认定'],
      [third, '拟认定'],
    ] as const) {
      await button(`${result} ${park}`).click();
      const reason = page.getByLabel(`${park}：${result}的理由`);
      const settled = page.getByRole('row').filter({ hasText: park }).locator('td').nth(5).getByText(result, { exact: true });
      await settled.or(reason).first().waitFor();
      if (await reason.isVisible()) {
        await reason.fill('评审组集体决定');
        await button('登记决定').click();
        await settled.waitFor();
      }
    }
  });

  test('the_list_is_published_for_working_days_that_are_counted_one_by_one', async () => {
    const { page } = stage;
    await rail('公示').click();
    await page.getByText(first).first().waitFor();
    // over the holidays, with a Saturday that is worked
    await page.getByLabel('公示开始日期').fill('2026-09-30');
    await page.getByText('公示 5 个工作日，自 2026-09-30 起，至 2026-10-13 止。').waitFor();
    const days = page.getByRole('table', { name: '逐日计算' });
    expect((await days.locator('[data-date="2026-10-01"]').innerText()).split('\n')).toEqual(['10-01', '国庆节']);
    expect(await days.locator('[data-date="2026-10-10"]').innerText()).toContain('调休上班');
    expect(await days.locator('.calendar-counted').count()).toBe(5);
    // a year that nobody has published is said and can be entered
    await page.getByLabel('公示开始日期').fill('2098-12-30');
    await page.getByText('有 7 天按星期推算', { exact: false }).waitFor();
    await button('填写 2099 年安排').click();
    await page.getByLabel('放假的日子').fill('2099-01-01 至 2099-01-03');
    await page.getByLabel('依据').fill('通知');
    await button('保存日历').click();
    await page.getByText('没有 2098 年的节假日安排').waitFor();

    const opensOn = dateOf(dayNumber(new Date().toISOString().slice(0, 10)) - 21);
    await page.getByLabel('公示开始日期').fill(opensOn);
    await page.getByText(`自 ${opensOn} 起`, { exact: false }).first().waitFor();
    await page.getByLabel('确需继续的理由').fill('委托单位同意');
    await button('开始公示').click();
    await button('暂停公示').waitFor();
    expect((await stage.call('publicity.get', { roundId }))?.stage).toBe('ended');
  });

  test('an_objection_with_evidence_is_upheld_and_the_park_reviewed_again_by_others', async () => {
    const { page, dir } = stage;
    const letter = join(dir, '举报信.txt');
    writeFileSync(letter, '面积不实');
    await button('登记异议').click();
    await page.getByLabel('对哪家园区').click();
    await page.locator('.ant-select-dropdown:visible').getByText(first, { exact: true }).click();
    await page.getByLabel('提出异议的单位或个人').fill('某公司');
    await page.getByLabel('收到日期').fill(dateOf(dayNumber(new Date().toISOString().slice(0, 10)) - 20));
    await page.getByLabel('异议内容').fill('申报面积不实');
    await page.getByTestId('evidence-files').setInputFiles(letter);
    await page.getByText('12 B').waitFor();
    await page.locator('.ant-drawer-footer').getByRole('button', { name: '登记异议' }).click();
    const link = page.getByRole('link', { name: '举报信.txt' });
    await link.waitFor();
    const served = await page.evaluate(async (href) => (await fetch(href)).text(), (await link.getAttribute('href')) ?? '');
    expect(served).toBe('面积不实');
    expect(await button('结束公示，确定最终名单').isDisabled()).toBe(true);

    await rail('工作台').click();
    await page.getByRole('list', { name: '期限' }).getByText('1 件异议待处理').click();
    await button(`异议成立 ${first}`).click();
    await page.getByLabel(`${first}的异议成立，理由`).fill('现场核对面积有出入');
    await button('登记处理结果').click();
    await page.getByText('由没有评过这家园区的专家复审', { exact: false }).waitFor();

    const others = [await seat('复审甲'), await seat('复审乙'), await seat('复审丙')];
    await page.reload();
    const field = page.getByLabel(`复审${first}的专家`);
    await field.click();
    const offered = page.locator('.ant-select-dropdown:visible');
    await offered.getByText('复审甲', { exact: false }).waitFor();
    // who has scored the park is not offered
    expect(await offered.getByText('甲专家', { exact: false }).count()).toBe(0);
    for (const name of ['复审甲', '复审乙', '复审丙']) await offered.getByText(name, { exact: false }).click();
    await page.keyboard.press('Escape');
    await button('交专家复审').click();
    await page.getByText('复审评分表应交 3 份，已交 0 份', { exact: false }).waitFor();
    for (const [at, personId] of others.entries()) {
      await stage.call('conflicts.declare', { personId, applicationId: idOf(first), relation: 'none' });
      await giveTotal({ call, leaves }, personId, idOf(first), 4 + at);
    }
    await page.getByText('复审评分已交齐', { exact: false }).waitFor();

    // the park has fallen behind the other: the proposal follows, and so does the decision
    await page.getByRole('link', { name: '去名单作出决定' }).click();
    for (const [park, result] of [
      [first, '不予认定'],
      [second, '拟认定'],
    ] as const) {
      await button(`${result} ${park}`).click();
      await page.getByRole('row').filter({ hasText: park }).locator('td').nth(5).getByText(result, { exact: true }).waitFor();
    }
  });

  test('the_final_list_is_settled_and_the_minutes_tell_of_it', async () => {
    const { page } = stage;
    await rail('公示').click();
    await page.getByText('已按复审结果作出决定。').waitFor();
    await button('结束公示，确定最终名单').click();
    const asked = page.getByRole('dialog');
    await asked.getByText('还没有保存会议记录').waitFor();
    await asked.getByLabel('确需继续的理由').fill('会后补记');
    await asked.getByRole('button', { name: '形成最终名单并结束本轮' }).click();
    const final = page.getByRole('table', { name: '最终名单' });
    await final.waitFor();
    expect(await final.getByRole('rowheader').allInnerTexts()).toEqual([second, third]);
    await page.getByText(`${first}退出名单`).waitFor();
    expect(new Map((await stage.call('titles.list', {})).map(({ parkName, state }) => [parkName, state]))).toEqual(
      new Map([
        [second, 'recognised'],
        [third, 'recognised'],
      ]),
    );

    await page.getByRole('link', { name: '会议记录' }).click();
    const text = page.getByRole('textbox', { name: '记录正文' });
    await expect
      .poll(() => text.inputValue())
      .toContain(`某公司对“${first}”提出异议：申报面积不实。处理：异议成立；理由：现场核对面积有出入。`);
    await button('保存记录').click();
    await page.getByText('请填写会议地点', { exact: false }).waitFor();
    await page.getByLabel('地点').fill('三楼会议室');
    // the line of the text goes with the field
    await expect.poll(() => text.inputValue()).toContain('地点：三楼会议室\n');
    await text.fill(`${await text.inputValue()}\n另：下次会议时间待定。`);
    // what is typed outlives a reload before it is kept
    await page.reload();
    await expect.poll(() => text.inputValue()).toContain('另：下次会议时间待定。');
    await button('保存记录').click();
    await page.getByText('已保存为第 1 版。').waitFor();
    const [kept] = await stage.call('minutes.versions', { roundId });
    expect(kept).toMatchObject({ version: 1, place: '三楼会议室' });
    await button('导出第 1 版').click();
    await page.getByText(/已生成文书，共 \d+ 页。/).waitFor({ timeout: 30_000 });
    const made = (await stage.call('reports.list', { roundId })).find((one) => one.kind === 'minutes');
    expect(existsSync(made?.path ?? '')).toBe(true);
    expect(stage.complaints).toEqual([]);
  }, 60_000);
});
