/**
 * An expert's day without a mouse: relations declared, three parks scored with comments, evidence and an abstention,
 * a slip undone, sheets submitted one after the other, an opinion written, and a sheet opened again for a cause.
 */
import { join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rubricLeaves } from '../../../domain/rubric/leaves.ts';
import type { Leaf } from '../../../domain/rubric/model.ts';
import { commentDemanded } from '../../../domain/scoring/check-score.ts';
import { parkNames, samples } from '../../fixtures/review.ts';
import { setStage, type Stage } from '../stage.ts';

/** Longer than a write needs to be told and asked for, in ms. */
const calm = 800;

let stage: Stage;
let roundId = '';
let parks: { applicationId: string; parkName: string }[] = [];
let personId = '';
let leaves: Leaf[] = [];

const active = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-points') ?? null);
const seatOf = (applicationId: string) => ({ personId, applicationId });
const sheetOf = (applicationId: string) => stage.call('scores.get', seatOf(applicationId));
const scoreOf = async (applicationId: string, criterionId: string) =>
  (await sheetOf(applicationId)).scores.find((one) => one.criterionId === criterionId);
const openPark = () => decodeURIComponent(new URL(stage.page.url()).hash.split('/')[2] ?? '');

beforeAll(async () => {
  stage = await setStage();
  ({ roundId } = await stage.call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '2026 年度产业园评审',
    appliedOn: '2026-09-30',
    settings: { institution: '示例评审中心' },
  }));
  await stage.call('packages.import', { roundId, paths: parkNames.slice(0, 4).map((name) => join(samples, `${name}.zip`)) });
  parks = await stage.call('applications.list', { roundId });
  for (const name of ['李示例', '王示例']) {
    const { personId: id } = await stage.call('panel.add', { roundId, name, organisation: '示例大学' });
    await stage.call('panel.assign', { personId: id, applicationIds: parks.map((one) => one.applicationId) });
    personId ||= id;
  }
  await stage.call('rounds.openScoring', { roundId, despite: '试评' });
  leaves = rubricLeaves((await stage.call('rounds.get', { roundId })).rubric ?? { criteria: [] }).map((one) => one.criterion);
  await stage.page.reload();
}, 60_000);
afterAll(async () => {
  await stage.close();
});

/** Tabs forward until what the cursor is on says so. */
async function tabTo(what: (label: string) => boolean): Promise<void> {
  const { page } = stage;
  for (let step = 0; step < 80; step++) {
    const label = await page.evaluate(() => {
      const at = document.activeElement;
      return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
    });
    if (what(label)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the cursor never got there');
}

/** Sits down as somebody else, by the list of persons in the bar. */
async function actAs(words: string): Promise<void> {
  const { page } = stage;
  await page.getByRole('combobox', { name: '当前身份' }).waitFor();
  await tabTo((label) => label === '当前身份');
  await page.keyboard.press('Enter');
  const chosen = page.locator('.ant-select-dropdown:visible .ant-select-item-option-active');
  for (let at = await chosen.innerText(); !at.startsWith(words); at = await chosen.innerText()) {
    const before = at;
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => chosen.innerText()).not.toBe(before);
  }
  await page.keyboard.press('Enter');
}

describe('an expert’s day by keyboard alone', () => {
  test('every_relation_is_declared_and_a_recused_park_is_gone', async () => {
    const { page } = stage;
    await actAs('李示例');
    await page.getByRole('heading', { name: /^回避声明/ }).waitFor();
    for (const [index] of parks.entries()) {
      const applicationId = openPark();
      await page
        .getByRole('heading', { name: `回避声明：${parks.find((one) => one.applicationId === applicationId)?.parkName}` })
        .waitFor();
      await tabTo((label) => label === '与该园区及其运营单位的关系');
      await page.keyboard.press('Enter');
      await page.locator('.ant-select-dropdown:visible .ant-select-item-option-active').waitFor();
      if (index === 3) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      if (index === 3) {
        await tabTo((label) => label === '关系说明' || label === '');
        await page.keyboard.type('曾任顾问');
      }
      await tabTo((label) => label === '登记声明');
      await page.keyboard.press('Enter');
      await expect
        .poll(
          async () =>
            (await stage.call('conflicts.list', { personId })).find((one) => one.applicationId === applicationId)?.relation ?? null,
        )
        .not.toBeNull();
      await page.getByRole('heading', { name: /^回避声明/ }).waitFor({ state: 'detached' });
      if (index < 3) {
        await page.keyboard.press('n');
        await expect.poll(openPark).not.toBe(applicationId);
      }
    }
    expect((await stage.call('conflicts.list', { personId })).map((one) => one.relation)).toEqual(['none', 'none', 'none', 'employment']);
    await expect.poll(() => page.getByRole('navigation', { name: '园区' }).innerText()).not.toContain(parks[3]?.parkName);
  });

  test('three_parks_are_scored_and_submitted_one_after_the_other', async () => {
    const { page } = stage;
    const [first, second, third] = leaves;
    for (let done = 0; done < 3; done++) {
      await page.locator(`[data-points="${first?.id}"]`).waitFor();
      const applicationId = openPark();
      for (const [index, leaf] of leaves.entries()) {
        if (index === 0) await page.keyboard.press('ArrowUp');
        await expect.poll(() => active(page)).toBe(leaf.id);
        if (done === 1 && leaf === third) {
          // no points by the expert's own word
          await page.keyboard.press('Alt+a');
          await page.keyboard.type('不熟悉这一领域');
          await page.keyboard.press('Enter');
          expect((await sheetOf(applicationId)).abstained).toEqual([]);
          await page.keyboard.press('Enter');
          await expect.poll(async () => (await sheetOf(applicationId)).abstained.map((one) => one.criterionId)).toEqual([leaf.id]);
          await page.keyboard.press('Enter');
          continue;
        }
        const points100 = leaf === second ? 0 : leaf.max100 - (leaf.max100 % leaf.step100);
        await page.keyboard.type(String(points100 / 100));
        if (commentDemanded(leaf, points100)) {
          await page.keyboard.press('Alt+c');
          await page.keyboard.type('没有依据');
        }
        await page.keyboard.press('Enter');
        await expect.poll(async () => (await scoreOf(applicationId, leaf.id))?.points100).toBe(points100);
      }
      // evidence: the page in sight, for the criterion under the cursor
      if (done === 0) {
        await page.getByTestId('page-number').waitFor();
        await page.keyboard.press('Alt+e');
        await expect.poll(async () => (await scoreOf(applicationId, leaves.at(-1)?.id ?? ''))?.evidence).toMatchObject([{ page: 1 }]);
        // a slip is taken back, again given, and taken back; each is on record
        const last = leaves.at(-1);
        const kept = (await scoreOf(applicationId, last?.id ?? ''))?.points100;
        // one digit asks nothing anew but its own sheet
        await page.waitForTimeout(calm);
        const asked: string[] = [];
        const listen = (request: Request): void => {
          const sent = request.postDataJSON() as { method?: string } | null;
          if (request.url().endsWith('/call')) asked.push(sent?.method ?? '');
        };
        page.on('request', listen);
        await page.keyboard.type('1');
        await expect.poll(async () => (await scoreOf(applicationId, last?.id ?? ''))?.points100).toBe(100);
        await page.waitForTimeout(calm);
        page.off('request', listen);
        expect(asked).toEqual(['scores.set', 'scores.get']);
        await page.keyboard.press('Control+z');
        await expect.poll(async () => (await scoreOf(applicationId, last?.id ?? ''))?.points100).toBe(kept);
        await page.getByText(new RegExp(`^已撤销：.* 1\\.0 → ${((kept ?? 0) / 100).toFixed(1)}$`)).waitFor();
        await page.keyboard.press('Control+y');
        await expect.poll(async () => (await scoreOf(applicationId, last?.id ?? ''))?.points100).toBe(100);
        await page.keyboard.press('Control+Shift+z');
        await page.getByText('没有可重做的改动').waitFor();
        await page.keyboard.press('Control+z');
        await expect.poll(async () => (await scoreOf(applicationId, last?.id ?? ''))?.points100).toBe(kept);
        const kinds = (await stage.call('scores.history', { ...seatOf(applicationId), criterionId: last?.id })).map((one) => one.kind);
        expect(kinds.slice(-4)).toEqual(['score.set', 'score.undo', 'score.undo', 'score.undo']);
        await page.keyboard.press('Alt+h');
        const history = page.getByRole('table', { name: '修改历史' });
        await history.waitFor();
        expect(await history.getByRole('row').count()).toBe(kinds.length + 1);
        expect(await history.getByRole('row').nth(1).innerText()).toMatch(/李示例\s+撤销或恢复评分\s+1\.0/);
        await page.keyboard.press('Escape');
        await history.waitFor({ state: 'hidden' });
        // the opinion, without leaving the keys
        await page.keyboard.press('Alt+o');
        await page.keyboard.press('Space');
        await expect.poll(async () => (await stage.call('opinions.get', seatOf(applicationId)))?.recommendation).toBe('recommend');
        await page.getByLabel('对园区的总体评价').waitFor();
        await tabTo((label) => label === '对园区的总体评价');
        await page.keyboard.type('规划清楚，企业集聚');
        await expect.poll(async () => (await stage.call('opinions.get', seatOf(applicationId)))?.text).toBe('规划清楚，企业集聚');
      }
      if (done > 0) {
        // the conclusion is what lacks, and where the keys lead
        await page.keyboard.press('Control+Enter');
        await page.keyboard.press('Space');
        await expect.poll(async () => (await stage.call('opinions.get', seatOf(applicationId)))?.recommendation).toBe('recommend');
        await expect.poll(() => page.locator('.opinion input:checked').count()).toBe(1);
      }
      await page.keyboard.press('Control+Enter');
      const question = page.getByRole('dialog', {
        name: `提交“${parks.find((one) => one.applicationId === applicationId)?.parkName}”的评分表？`,
      });
      await question.waitFor();
      const facts = await question.innerText();
      expect(facts).toContain(`${((await sheetOf(applicationId)).totals.total100 / 100).toFixed(1)} / 100.0`);
      expect(facts).toMatch(done === 1 ? new RegExp(`弃权\\s+1 项：${third?.name.zh}`) : /弃权\s+无/);
      expect(facts).toMatch(/结论\s+推荐/);
      await page.keyboard.press('Enter');
      await page.getByTestId('digest').waitFor();
      const { digest } = await sheetOf(applicationId);
      expect(await page.getByTestId('digest').innerText()).toBe(digest);
      expect((await page.getByTestId('short-code').innerText()).replaceAll('-', '').toLowerCase()).toBe(digest?.slice(0, 12));
      // the seal is what one sees, the keys are those of a sealed sheet, and the opinion is sealed with it
      await expect.poll(() => page.locator('.sheet-body').evaluate((body) => body.scrollTop)).toBe(0);
      expect(await page.locator('.keys-line').innerText()).not.toContain('分值');
      const sealed = (await stage.call('opinions.get', seatOf(applicationId)))?.sealed;
      expect(sealed?.holds).toBe(true);
      expect((await page.getByTestId('opinion-code').innerText()).replaceAll('-', '').toLowerCase()).toBe(sealed?.digest.slice(0, 12));
      expect(await page.locator('.opinion input[type=radio]').count()).toBe(0);
      if (done < 2) await page.keyboard.press('Enter');
      if (done < 2) await expect.poll(openPark).not.toBe(applicationId);
    }
    expect((await stage.call('panel.list', { roundId }))[0]).toMatchObject({ submitted: 3, recused: 1 });
  }, 180_000);

  test('a_submitted_sheet_opens_again_for_a_cause_only', async () => {
    const { page } = stage;
    await actAs('秘书');
    await page.getByRole('heading', { level: 1, name: '2026 年度产业园评审' }).waitFor();
    await tabTo((label) => /^评分\d*$/.test(label));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '展开行' }).first().waitFor();
    await tabTo((label) => label === '展开行');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '重新打开' }).first().waitFor();
    await tabTo((label) => label === '重新打开');
    await page.keyboard.press('Enter');
    await tabTo((label) => label === '法定情形');
    await page.keyboard.press('ArrowDown');
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option-active').waitFor();
    await page.keyboard.press('Enter');
    await tabTo((label) => label === '理由');
    await page.keyboard.type('合计与分项不符');
    await tabTo((label) => label === '重新打开');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await stage.call('panel.list', { roundId }))[0]?.submitted).toBe(2);
    const opened = (await stage.call('audit.list', { limit: 5 })).find((one) => one.kind === 'score.reopen');
    expect(opened).toMatchObject({ reason: '合计与分项不符', new: { cause: 'sumWrong' } });
    // its expert finds on top of it by whom and why
    const [owner = '', park = ''] = opened?.entity.slice('sheet:'.length).split('/') ?? [];
    await stage.call('settings.set', { roundId, personId: owner });
    const { origin } = new URL(page.url());
    await page.goto('about:blank');
    await page.goto(`${origin}/#/scoring/${park}`);
    const told = page.getByTestId('reopened');
    await told.getByText('秘书').waitFor();
    expect(await told.innerText()).toContain('合计与分项不符');
    expect(stage.complaints).toEqual([]);
  });
});
