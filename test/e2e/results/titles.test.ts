/**
 * Titles in a real browser: an assessment is graded by the secretary's own cut-offs and put on record, the follow-up round takes over
 * the park under 整改, and the history of every title stands where one looks for it. And the round of a task list.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDocx, formRows, paragraph, wordTable } from '../../fixtures/office.ts';
import { setStage, type Stage } from '../stage.ts';

const [star, clear, port] = ['长沙星湖跨境电商产业园', '株洲清源跨境电商产业园', '岳阳临港跨境电商产业园'] as const;

let stage: Stage;
let roundId = '';
let parks: readonly { applicationId: string; parkName: string }[] = [];

const button = (name: string): Locator => stage.page.getByRole('button', { name, exact: true });
const rail = (name: string): Locator => stage.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name });
const titles = (): Locator => stage.page.getByRole('table', { name: '称号' });
const park = (name: string): string => parks.find((one) => one.parkName === name)?.applicationId ?? '';

async function go(place: string): Promise<void> {
  await stage.page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${place}`);
}

/** Full points but for the criteria of some branches, by one expert. */
async function score(personId: string, applicationId: string, without: readonly string[]): Promise<void> {
  const leaves = (await stage.call('rounds.get', { roundId })).rubric?.criteria.flatMap((branch) => branch.children ?? [branch]) ?? [];
  await stage.call('conflicts.declare', { personId, applicationId, relation: 'none' });
  for (const leaf of leaves)
    await stage.call('scores.set', {
      personId,
      applicationId,
      criterionId: leaf.id,
      points: without.some((branch) => leaf.id.startsWith(branch)) ? 0 : leaf.max100 / 100,
      comment: '核对',
    });
  await stage.call('scores.submit', { personId, applicationId });
}

async function seat(): Promise<string> {
  const { personId } = await stage.call('panel.add', { roundId, name: '李示例', organisation: '', title: '', role: 'leader' });
  await stage.call('panel.assign', { personId, applicationIds: parks.map((one) => one.applicationId) });
  await stage.call('tally.setRules', { roundId, preset: 'plainMean' });
  await stage.call('rounds.openScoring', { roundId, despite: '试评' });
  return personId;
}

beforeAll(async () => {
  stage = await setStage();
  ({ roundId } = await stage.call('rounds.create', {
    schemeId: 'hunan-assessment-2024',
    name: '2026 年度考核评估',
    appliedOn: '2026-01-05',
  }));
  const paths = [star, clear, port].map((name) => {
    const folder = join(stage.dir, 'made', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '评估表.docx'), buildDocx(paragraph('湖南省跨境电商产业园考核评估表') + wordTable(formRows(name))));
    return folder;
  });
  parks = (await stage.call('packages.import', { roundId, paths })).imported;
  await stage.page.reload();
});
afterAll(async () => {
  await stage.close();
});

describe('titles and assessments in the window', () => {
  test('earlier_titles_are_recorded_by_hand', async () => {
    const { page } = stage;
    await rail('称号').click();
    await page.getByText('还没有称号记录').waitFor();
    for (const name of [star, port]) {
      await button('登记称号').first().click();
      await page.getByLabel('园区', { exact: true }).fill(name);
      await page.keyboard.press('Escape');
      await page.getByLabel('认定日期').fill('2024-05-20');
      await page.getByLabel('登记依据').fill('湘商函〔2024〕5号');
      await button('登记').click();
      await titles().getByRole('row', { name }).getByText('持有').waitFor();
    }
    expect(Object.fromEntries((await stage.call('titles.list', {})).map((one) => [one.parkName, one.state]))).toEqual({
      [star]: 'recognised',
      [port]: 'recognised',
    });
  });

  test('a_reward_of_earlier_years_is_entered_corrected_and_taken_off', async () => {
    const { page } = stage;
    const rewards = page.getByRole('table', { name: '已获奖励' });
    await page.getByText('还没有奖励记录。').waitFor();
    await button('登记已获奖励').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('申报单位').fill(port);
    await page.keyboard.press('Escape');
    await drawer.getByLabel('依据的办法').fill('集聚发展');
    await page.locator('.ant-select-dropdown:visible').getByText('湖南省跨境电商集聚发展园区奖励').click();
    await drawer.getByRole('button', { name: '登记' }).click();
    await drawer.getByText('请选择奖励项目').waitFor();
    await drawer.getByLabel('奖励项目').click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
    await drawer.getByLabel('金额（万元）').fill('约300');
    await drawer.getByText('请填金额，如 30 或 12.5').waitFor();
    await drawer.getByLabel('金额（万元）').fill('300');
    await drawer.getByLabel('给予日期').fill('2023-12-01');
    await drawer.getByLabel('登记依据').fill('湘财企〔2023〕1号');
    await drawer.getByRole('button', { name: '登记' }).click();
    await rewards.getByRole('row', { name: port }).getByText('湘财企〔2023〕1号').waitFor();
    await button(`更正奖励记录：${port}`).click();
    await drawer.getByLabel('金额（万元）').fill('280.5');
    await drawer.getByRole('button', { name: '保存更正' }).click();
    await drawer.getByText('请写明理由').waitFor();
    await drawer.getByLabel('更正理由').fill('实拨数');
    await drawer.getByRole('button', { name: '保存更正' }).click();
    await rewards.getByRole('row', { name: port }).getByText('280.5', { exact: true }).waitFor();
    await button(`撤销奖励记录：${port}`).click();
    await page.getByLabel('撤销理由').fill('未拨付');
    await button('撤销这条记录').click();
    await page.getByText('还没有奖励记录。').waitFor();
  });

  test('cut_offs_are_edited_and_grades_follow', async () => {
    const { page } = stage;
    await rail('评估结果').click();
    await page.getByText('还没有提交的评分表').waitFor();
    const personId = await seat();
    await score(personId, park(star), []);
    await score(personId, park(clear), ['6.']);
    await score(personId, park(port), ['1.', '3.']);
    const grades = page.getByRole('table', { name: '档次' });
    await grades.getByRole('row', { name: clear }).getByText('优秀').waitFor();
    await page.getByLabel('优秀的分数线').fill('90');
    await page.getByLabel('通报日期').fill('2026-01-31');
    await button('保存分数线').click();
    await grades.getByRole('row', { name: clear }).getByText('良好').waitFor();
    await grades.getByRole('row', { name: port }).getByText('列为动态调整对象，整改至 2027-02-01').waitFor();
    await page.getByRole('heading', { name: '动态调整对象 1 家' }).waitFor();
    // cut-offs that overtake each other are refused in words
    await page.getByLabel('良好的分数线').fill('95');
    await button('保存分数线').click();
    await page.getByRole('alert').getByText('各档分数线应由高到低').waitFor();
    await page.getByLabel('良好的分数线').fill('70');
  });

  test('results_go_on_record_and_say_whom_they_leave_out', async () => {
    const { page } = stage;
    await page.getByText(`1 家园区没有称号记录：${clear}`).waitFor();
    await button('登记评估结果').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('list', { name: '称号变动' }).getByText(port).waitFor();
    expect(await drawer.innerText()).toContain(`没有称号记录，不登记变动：${clear}`);
    await drawer.getByLabel('确需继续的理由').fill('委托单位同意');
    await drawer.getByRole('button', { name: '登记并结束轮次' }).click();
    await page.getByText('评估结果已登记，通报日期 2026-01-31。').waitFor();
    expect((await stage.call('rounds.get', { roundId })).state).toBe('closed');
    expect(await page.getByLabel('优秀的分数线').isDisabled()).toBe(true);
    await rail('称号').click();
    const row = titles().getByRole('row', { name: port });
    await row.getByText('2026-01-31 列为动态调整对象，整改至 2027-02-01').waitFor();
    await row.getByText('2026 年度考核评估').waitFor();
    await rail('工作台').click();
    await page
      .getByRole('list', { name: '期限' })
      .getByRole('link', { name: new RegExp(port) })
      .waitFor();
  });

  test('the_follow_up_takes_over_who_is_under_rectification_and_may_end_the_title', async () => {
    const { page } = stage;
    await go('titles');
    await button('建立复核轮次').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('申报基准日').fill('2027-01-15');
    await drawer.getByRole('button', { name: '建立复核轮次' }).click();
    await page.getByRole('heading', { level: 1, name: '2026 年度考核评估（整改复核）' }).waitFor();
    const next = (await stage.call('rounds.list', {})).find((one) => one.followUpOf === roundId);
    roundId = next?.roundId ?? '';
    parks = await stage.call('applications.list', { roundId });
    expect(parks.map((one) => one.parkName)).toEqual([port]);
    await rail('申报材料').click();
    await page.getByRole('heading', { level: 1, name: '申报材料' }).waitFor();
    await page.getByRole('link', { name: port }).waitFor();

    await score(await seat(), park(port), ['1.', '3.']);
    await rail('评估结果').click();
    await page.getByText('复核“2026 年度考核评估”中限期整改的园区').waitFor();
    await page
      .getByRole('table', { name: '档次' })
      .getByText(/^取消称号：第八条第3项/)
      .waitFor();
    // the title page knows the way to it as well
    await go('titles');
    await page.getByText('由“2026 年度考核评估（整改复核）”复核').waitFor();
  });

  test('a_title_is_ended_by_hand_with_a_clause', async () => {
    const { page } = stage;
    await button(`登记称号变动：${star}`).click();
    await page.getByRole('radio', { name: '取消称号', exact: true }).check();
    await page.getByLabel('取消日期').fill('2026-10-08');
    await button('登记').click();
    await page.getByText('请写明理由').waitFor();
    await page.getByLabel('依据条款').click();
    await page
      .locator('.ant-select-dropdown:visible')
      .getByText(/^第九条/)
      .click();
    await expect.poll(() => page.getByLabel('取消的理由').inputValue()).toMatch(/^第九条 经认定的省级/);
    await page.getByLabel('登记依据').fill('会议纪要');
    await button('登记').click();
    await titles().getByRole('row', { name: star }).getByText('已取消').waitFor();
    await page.getByText('已取消 1', { exact: true }).click();
    await expect.poll(() => titles().getByRole('row').count()).toBe(2);
  });

  test('a_task_list_is_kept_task_by_task', async () => {
    const { page } = stage;
    const { roundId: list } = await stage.call('rounds.create', {
      schemeId: 'xiangtan-checklist-2020',
      name: '责任清单评估',
      appliedOn: '2025-12-31',
    });
    const folder = join(stage.dir, 'made', '湘潭');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'form.json'),
      JSON.stringify({ schemeId: 'xiangtan-checklist-2020', fields: { parkName: '中国（湘潭）跨境电子商务综合试验区' } }),
    );
    const [zone] = (await stage.call('packages.import', { roundId: list, paths: [folder] })).imported;
    await page.getByLabel('评审轮次').click();
    await page.locator('.ant-select-dropdown:visible').getByText('责任清单评估', { exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '责任清单评估' }).waitFor();
    await rail('资格审查').click();
    await page.getByText('共 32 项任务 · 未启动 0 · 推进中 0 · 已完成 0 · 未填 32').waitFor();
    await button('登记任务 4 的进度').click();
    await page.getByRole('radio', { name: '已完成' }).check();
    await button('登记进度').click();
    await page.getByText('请写明情况').waitFor();
    await page.getByLabel('情况说明').fill('两个中心均已验收');
    await button('登记进度').click();
    await page.locator('[data-task="4"]').getByText('两个中心均已验收').waitFor();
    await page.getByText('共 32 项任务 · 未启动 0 · 推进中 0 · 已完成 1 · 未填 31').waitFor();
    // by unit: the tasks of one alone
    await page.getByText('按责任单位').click();
    await page.getByRole('button', { name: /^长沙海关/ }).click();
    await expect.poll(() => page.locator('[data-task]').count()).toBe(15);
    expect(await page.getByRole('button', { name: /^长沙海关/ }).innerText()).toContain('1/15');
    // a target is entered where it stands, and judged at once
    await page.getByRole('button', { name: '培养人才数', exact: true }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: '核定 培养跨境电商人才数' }).click();
    await drawer.getByLabel('核定值').fill('4999');
    await drawer.getByLabel('理由').fill('培训台账');
    await drawer.getByRole('button', { name: '登记核定值' }).click();
    await drawer.getByText('1 人', { exact: true }).waitFor();
    expect((await stage.call('eligibility.evaluate', { applicationId: zone?.applicationId ?? '' })).checklist?.total).toMatchObject({
      done: 1,
      unknown: 31,
    });
  });

  test('nothing_went_wrong_on_the_way', () => {
    expect(stage.complaints).toEqual([]);
  });
});
