/**
 * A review in two stages in a real browser: the rubric is parted, two members are named for the questions, the papers are closed, the
 * best go on, and the summary shows what each stage counts.
 */
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parkNames } from '../../fixtures/review.ts';
import { has, run } from '../../fixtures/tools.ts';
import { root, setStage, type Stage } from '../stage.ts';

let stage: Stage;
let roundId = '';
let parks: string[] = [];
let people: string[] = [];

const button = (name: string): Locator => stage.page.getByRole('button', { name, exact: true });
const drawer = (): Locator => stage.page.getByRole('dialog');
const line = (key: string): Locator => stage.page.locator(`tr[data-stage="${key}"]`);

async function open(place: string, heading: string): Promise<void> {
  await stage.page.goto(`${new URL(stage.page.url()).origin}/#/${place}`);
  await stage.page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

async function give(personId: string, applicationId: string, points: Readonly<Record<string, number>>): Promise<void> {
  for (const [criterionId, value] of Object.entries(points))
    await stage.call('scores.set', { personId, applicationId, criterionId, points: value });
  await stage.call('scores.submit', { personId, applicationId });
}

beforeAll(async () => {
  stage = await setStage();
  const { call } = stage;
  ({ roundId } = await call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '2026 年度产业园评审',
    appliedOn: '2026-09-30',
    settings: { quotas: { 引领型: 1, 培育型: 1 }, institution: '示例中心' },
  }));
  const names = parkNames.slice(0, 3);
  const { imported } = await call('packages.import', {
    roundId,
    paths: names.map((name) => join(root, 'resources/samples', `${name}.zip`)),
  });
  parks = names.map((name) => imported.find((one) => one.parkName === name)?.applicationId ?? '');
  for (const applicationId of parks)
    await call('applications.setField', { applicationId, key: 'parkType', value: '引领型', reason: '核定', evidence: [] });
  for (const [index, role] of (['leader', 'expert', 'expert', 'expert', 'expert'] as const).entries()) {
    const { personId } = await call('panel.add', { roundId, name: `成员${index + 1}`, organisation: '示例大学', title: '教授', role });
    await call('panel.assign', { personId, applicationIds: parks });
    for (const applicationId of parks) await call('conflicts.declare', { personId, applicationId, relation: 'none' });
    people.push(personId);
  }
  await call('rounds.setRubric', {
    roundId,
    rubric: {
      criteria: [
        { id: '1', name: { zh: '规模' }, max100: 4000, commentBelow: 0 },
        { id: '2', name: { zh: '运营' }, max100: 3000, commentBelow: 0 },
        { id: '3', name: { zh: '陈述与问答' }, max100: 3000, commentBelow: 0 },
      ],
    },
  });
});
afterAll(async () => {
  await stage.close();
});

describe('a review in two stages', () => {
  test('the_rubric_is_parted_into_papers_and_questions', async () => {
    const { page } = stage;
    await open('rubric', '评分标准');
    await button('添加阶段').click();
    await page.getByLabel('第 1 阶段的名称').fill('材料评审');
    await page.getByLabel('第 1 阶段的权重').fill('70');
    await page.getByLabel('第 1 阶段的权重').blur();
    await page.getByText('各阶段的权重合计 70%，应为 100%').waitFor();
    expect(await button('保存').isDisabled()).toBe(true);
    await button('添加阶段').click();
    await page.getByLabel('第 2 阶段的名称').fill('答辩');
    await page.locator('[data-criterion="3"]').click();
    await page.getByLabel('所属阶段').click();
    await page.locator('.ant-select-dropdown:visible').getByText('答辩', { exact: true }).click();
    await expect
      .poll(() => page.getByTestId('rubric-sum').innerText())
      .toBe('材料评审 2 项、70.0 分（占 70%）、答辩 1 项、30.0 分（占 30%）');
    await button('保存').click();
    await page.getByText('有未保存的修改').waitFor({ state: 'detached' });
    const { rubric } = await stage.call('rounds.get', { roundId });
    expect(rubric?.stages?.map(({ key, name, weight, judges }) => [key, name.zh, weight, judges])).toEqual([
      ['s1', '材料评审', '70', 'experts'],
      ['s2', '答辩', '30', 'named'],
    ]);
    expect(rubric?.criteria.map((criterion) => criterion.stage)).toEqual(['s1', 's1', 's2']);
  });

  test('two_members_are_named_and_the_first_stage_is_scored_and_closed', async () => {
    const { page } = stage;
    await open('scoring', '评分');
    await line('s2').getByText('还没有人').waitFor();
    await button('指定成员 答辩').click();
    await drawer().getByLabel('指定的成员').click();
    for (const name of ['成员4', '成员5'])
      await page.locator('.ant-select-dropdown:visible').getByText(`${name}（材料评审）`, { exact: true }).click();
    await page.keyboard.press('Escape');
    await drawer().getByRole('button', { name: '保存' }).click();
    await line('s2').getByText('成员4、成员5').waitFor();
    await stage.call('rounds.openScoring', { roundId, despite: '试评' });
    await line('s1').getByText('评分中').waitFor();
    await line('s2').getByText('未开始').waitFor();
    // whoever is to ask later can read now, and sees that nothing is scored yet
    await button('进入评分 成员4').click();
    await page.getByText('“答辩”还没有开始，可以先看材料，开始后再评分。').waitFor();
    const foot = await page.locator('.desk-foot').boundingBox();
    expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeLessThanOrEqual(800);
    await page.getByLabel('当前身份', { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible').getByText('秘书', { exact: true }).click();
    await open('scoring', '评分');
    for (const [at, personId] of people.slice(0, 3).entries())
      for (const [park, applicationId] of parks.entries())
        await give(personId, applicationId, { 1: ([35, 37, 33][at] ?? 0) - park * 5, 2: [20, 22, 25][at] ?? 0 });
    await line('s1').getByText('9 / 9').waitFor();
    await button('结束阶段 材料评审').click();
    await drawer().getByRole('button', { name: '结束阶段' }).click();
    await line('s1').getByText('已结束').waitFor();
  });

  test('the_best_two_go_on_and_who_stays_is_shown_before_it_binds', async () => {
    const { page } = stage;
    await button('开始阶段 答辩').click();
    await drawer().getByText('上一阶段每个类型的前几名').click();
    await drawer().getByLabel('每个类型前几名（并列的都进入）').fill('2');
    await drawer().getByLabel('理由').fill('办法第六条');
    await expect.poll(() => drawer().getByText('不进入', { exact: true }).count()).toBe(1);
    await drawer().getByRole('button', { name: '开始阶段' }).click();
    await page.getByText(`${parkNames[2]}：47.00 分，第 3 名，没有进入`).waitFor();
    for (const personId of people.slice(3)) for (const applicationId of parks.slice(0, 2)) await give(personId, applicationId, { 3: 24 });
    await line('s2').getByText('4 / 4').waitFor();
    await button('结束阶段 答辩').click();
    await drawer().getByRole('button', { name: '结束阶段' }).click();
    await line('s2').getByText('已结束').waitFor();
  });

  test('totals_and_the_summary_show_each_stage', async () => {
    const { page, dir } = stage;
    // by the usual rule two who ask are too few
    await open('tally', '汇总');
    await page.getByText('只有 2 个得分').waitFor();
    await button('修改规则').click();
    await drawer().getByLabel('“答辩”去分').click();
    await page.locator('.ant-select-dropdown:visible').getByText('不去分', { exact: true }).click();
    await drawer().getByLabel('修改理由').fill('答辩只有两位成员');
    await drawer().getByRole('button', { name: '采用这些规则' }).click();
    // 35 and 22, and 24 of 30
    await page.getByText('81.00').first().waitFor();
    await page.getByText(`${parkNames[2]}“材料评审”得 47.00 分，在同类型中列第 3 名，没有进入“答辩”`).waitFor();
    const path = join(dir, 'summary.pdf');
    const { verification } = await stage.call('reports.export', { kind: 'summary', roundId, path });
    expect(verification.embedded).toMatchObject({ recomputes: true, differences: [] });
    if (has('pdftotext')) {
      const text = run('pdftotext', ['-layout', path, '-']).replaceAll(/\s+/g, '');
      expect(text).toContain('“答辩”权重30%，满分30分：每项指标取全部有效评分的平均值');
      expect(text).toMatch(/572481\.00/);
    }
    expect(stage.complaints).toEqual([]);
  });
});
