/**
 * Around the sheet: evidence framed on a page and on a photo, two windows on one workspace, sheets on paper typed into the grid,
 * pasted out of an office program, typed a second time and compared.
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Leaf } from '../../domain/rubric/model.ts';
import { rubricLeaves } from '../../domain/rubric/leaves.ts';
import { parkNames, samples } from '../fixtures/review.ts';
import { setStage, type Stage } from './stage.ts';

let stage: Stage;
let roundId = '';
let parks: { applicationId: string; parkName: string }[] = [];
let personId = '';
let leaves: Leaf[] = [];

const sheetOf = (applicationId: string) => stage.call('scores.get', { personId, applicationId });
const scoreOf = async (applicationId: string, criterionId = '') =>
  (await sheetOf(applicationId)).scores.find((one) => one.criterionId === criterionId);
const button = (name: string) => stage.page.getByRole('button', { name, exact: true });
const idOf = (index: number) => parks[index]?.applicationId ?? '';
const leafId = (index: number) => leaves[index]?.id ?? '';

beforeAll(async () => {
  stage = await setStage();
  ({ roundId } = await stage.call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '2026 年度产业园评审',
    appliedOn: '2026-09-30',
  }));
  await stage.call('packages.import', { roundId, paths: parkNames.slice(0, 3).map((name) => join(samples, `${name}.zip`)) });
  parks = await stage.call('applications.list', { roundId });
  ({ personId } = await stage.call('panel.add', { roundId, name: '李示例', organisation: '示例大学' }));
  await stage.call('panel.assign', { personId, applicationIds: parks.map((one) => one.applicationId) });
  for (const { applicationId } of parks) await stage.call('conflicts.declare', { personId, applicationId, relation: 'none' });
  await stage.call('rounds.openScoring', { roundId, despite: '试评' });
  leaves = rubricLeaves((await stage.call('rounds.get', { roundId })).rubric ?? { criteria: [] }).map((one) => one.criterion);
  const { visitId } = await stage.call('visits.open', { applicationId: idOf(0), visitedOn: '2026-10-10' });
  const { documents } = await stage.call('applications.get', { applicationId: idOf(0) });
  const { sha256 = '' } = documents.find((one) => one.path.endsWith('.jpg')) ?? {};
  const photo = join(stage.dir, '正门.jpg');
  copyFileSync(join(stage.dir, 'blobs', sha256.slice(0, 2), sha256), photo);
  await stage.call('visits.photo', { visitId, path: photo });
  await stage.page.reload();
  await stage.page.getByLabel('当前身份', { exact: true }).click();
  await stage.page.locator('.ant-select-dropdown:visible').getByText('李示例 · 专家', { exact: true }).click();
}, 60_000);
afterAll(async () => {
  await stage.close();
});

/** Drags from one place to another on what is in sight, in shares of it. */
async function frame(page: Page, over: string, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const box = await page.locator(over).first().boundingBox();
  if (!box) throw new Error('nothing to frame on');
  await page.mouse.move(box.x + box.width * from[0], box.y + box.height * from[1]);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to[0], box.y + box.height * to[1], { steps: 5 });
  await page.mouse.up();
}

describe('evidence', () => {
  test('a_place_framed_on_a_page_is_cited_and_shown_again_where_it_was', async () => {
    const { page } = stage;
    const points = page.locator(`[data-points="${leafId(0)}"]`);
    await points.waitFor();
    await page.locator('.sheet canvas').first().waitFor();
    await button('框选').click();
    await frame(page, '.sheet', [0.2, 0.1], [0.6, 0.2]);
    // a criterion without points says what it wants first, and the frame waits
    await button('引为证据').click();
    await page.getByText('先打分，再引用证据').waitFor();
    await points.fill('8');
    await button('框选').click();
    await frame(page, '.sheet', [0.2, 0.1], [0.6, 0.2]);
    await button('引为证据').click();
    await expect.poll(async () => (await scoreOf(idOf(0), leafId(0)))?.evidence.length).toBe(1);
    const [anchor] = (await scoreOf(idOf(0), leafId(0)))?.evidence ?? [];
    expect(anchor).toMatchObject({ page: 1 });
    for (const [at, share] of [0.2, 0.1, 0.6, 0.2].entries()) expect(anchor?.rect?.[at]).toBeCloseTo(share, 2);
    await page.locator('.viewer-body').evaluate((pane) => (pane.scrollTop = pane.scrollHeight));
    await expect.poll(() => page.getByTestId('page-number').innerText()).not.toMatch(/^1 /);
    await page.getByRole('button', { name: /第 1 页框选处$/ }).click();
    await expect.poll(() => page.getByTestId('page-number').innerText()).toMatch(/^1 /);
    const [marked, sheet] = [await page.getByTestId('marked-place').boundingBox(), await page.locator('.sheet').first().boundingBox()];
    expect(((marked?.x ?? 0) - (sheet?.x ?? 0)) / (sheet?.width ?? 1)).toBeCloseTo(0.2, 2);
    expect((marked?.width ?? 0) / (sheet?.width ?? 1)).toBeCloseTo(0.4, 2);
  });

  test('a_photo_of_a_visit_is_evidence_too', async () => {
    const { page } = stage;
    await page.getByLabel('选择材料').click();
    await page.locator('.ant-select-dropdown:visible').getByText('正门.jpg', { exact: true }).click();
    const picture = page.locator('.viewer-picture img');
    await expect.poll(() => picture.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0))).toBeGreaterThan(0);
    await page.locator(`[data-points="${leafId(0)}"]`).focus();
    await page.keyboard.press('Alt+e');
    await expect.poll(async () => (await scoreOf(idOf(0), leafId(0)))?.evidence.length).toBe(2);
    expect((await scoreOf(idOf(0), leafId(0)))?.evidence[1]).toHaveProperty('photoId');
    await page.getByRole('button', { name: '考察照片：正门.jpg' }).waitFor();
    // taken off again, and with one key back
    await page.locator('.evidence').last().locator('.ant-tag-close-icon').click();
    await expect.poll(async () => (await scoreOf(idOf(0), leafId(0)))?.evidence.length).toBe(1);
    await page.locator(`[data-points="${leafId(0)}"]`).focus();
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await scoreOf(idOf(0), leafId(0)))?.evidence.length).toBe(2);
    await page.getByText(/^已撤销：.*评语或证据$/).waitFor();
  });
});

describe('two windows on one workspace', () => {
  test('neither_overwrites_the_other_and_the_later_is_told_what_stands_there', async () => {
    const { page } = stage;
    const other = await page.context().newPage();
    // this one does not hear that something changed, as a window does whose key falls in the same instant
    await other.routeWebSocket('**/events', () => undefined);
    await other.goto(page.url());
    const mine = page.locator(`[data-points="${leafId(1)}"]`);
    const theirs = other.locator(`[data-points="${leafId(1)}"]`);
    await theirs.waitFor();
    await mine.fill('5');
    await expect.poll(async () => (await scoreOf(idOf(0), leafId(1)))?.points100).toBe(500);
    await theirs.fill('3');
    await other.getByText('这一项已在别处改过，现为 5 分').waitFor();
    await theirs.blur();
    await expect.poll(() => theirs.inputValue()).toBe('5.0');
    expect((await scoreOf(idOf(0), leafId(1)))?.points100).toBe(500);
    // having seen it, the second goes on from there; the first cannot undo what is no longer its own
    await theirs.fill('4');
    await expect.poll(async () => (await scoreOf(idOf(0), leafId(1)))?.points100).toBe(400);
    await expect.poll(() => mine.inputValue()).toBe('4.0');
    await mine.focus();
    await page.keyboard.press('Control+z');
    await page.getByText('这一项已在别处改过，现为 4 分').waitFor();
    expect((await scoreOf(idOf(0), leafId(1)))?.points100).toBe(400);
    await other.close();
  });
});

describe('sheets on paper', () => {
  const cell = (row: number, column: number) => stage.page.locator(`[data-cell="${row}:${column}"]`);
  const paste = async (text: string) => {
    await stage.page.evaluate((block) => {
      const data = new DataTransfer();
      data.setData('text/plain', block);
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
  };

  test('are_typed_into_a_grid_as_into_a_spreadsheet', async () => {
    const { page } = stage;
    await page.getByRole('link', { name: '表格录入' }).click();
    await page.getByRole('heading', { level: 1, name: '表格录入：李示例' }).waitFor();
    await cell(1, 0).focus();
    await page.keyboard.type('8');
    await page.keyboard.press('Tab');
    await page.keyboard.type('99');
    await page.keyboard.press('Enter');
    await page.getByText(/99 超过本项满分/).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type('6');
    await page.keyboard.press('Enter');
    // one row down, the same column
    await page.keyboard.type('2');
    await page.keyboard.press('ArrowUp');
    await expect
      .poll(async () => [
        (await scoreOf(idOf(1), leafId(0)))?.points100,
        (await scoreOf(idOf(1), leafId(1)))?.points100,
        (await scoreOf(idOf(2), leafId(1)))?.points100,
      ])
      .toEqual([800, 600, 200]);
    // a low score asks for its comment in the same place
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('c');
    await page.keyboard.type('实绩企业偏少');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await scoreOf(idOf(2), leafId(1)))?.comment).toBe('实绩企业偏少');
    await cell(1, 0).focus();
    await page.keyboard.press('Delete');
    await expect.poll(async () => scoreOf(idOf(1), leafId(0))).toBeUndefined();
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await scoreOf(idOf(1), leafId(0)))?.points100).toBe(800);
  });

  test('a_block_from_an_office_program_is_taken_cell_by_cell', async () => {
    const { page } = stage;
    await cell(1, 2).focus();
    await paste(`5.5\t６\t\t"12"\r\n4\t999\t八分\t3\r\n1\t1`);
    await page.getByText('粘贴：写入 5 格，未写入 4 格').waitFor();
    const told = await page.getByTestId('pasted').innerText();
    expect(told).toContain(`${parks[2]?.parkName} · ${leafId(3)} · “999”`);
    expect(told).toContain('“八分”不是分值');
    expect(told.match(/超出表格范围/g)?.length).toBe(2);
    await expect
      .poll(async () => {
        const points = async (park: number) =>
          Object.fromEntries((await sheetOf(idOf(park))).scores.map((one) => [one.criterionId, one.points100]));
        const [second, third] = [await points(1), await points(2)];
        return [2, 3, 4, 5].map((at) => [second[leafId(at)] ?? null, third[leafId(at)] ?? null]);
      })
      .toEqual([
        [550, 400],
        [600, null],
        [null, null],
        [1200, 300],
      ]);
  });

  test('a_second_pass_is_compared_and_a_person_decides', async () => {
    const { page } = stage;
    await page.getByText('复核录入', { exact: true }).click();
    await cell(1, 0).focus();
    expect(await cell(1, 0).innerText()).toBe('');
    await paste('8\t6\t4.5');
    await expect.poll(async () => (await stage.call('reentry.get', { personId })).cells.length).toBe(3);
    await button('比对两次').click();
    await expect.poll(() => page.getByTestId('compared').innerText()).toBe('相同 2 格，不同 1 格，已定夺 0 格');
    await page.getByLabel('说明（可不填）').fill('第一次看错行');
    await button('取第二次 4.5').click();
    await expect.poll(() => page.getByTestId('compared').innerText()).toBe('相同 2 格，不同 0 格，已定夺 1 格');
    expect((await scoreOf(idOf(1), leafId(2)))?.points100).toBe(450);
    const settled = (await stage.call('audit.list', { entity: `reentry:${personId}/${idOf(1)}/${leafId(2)}` })).at(-1);
    expect(settled).toMatchObject({ reason: '第一次看错行', new: { take: 'second', kept100: 450 } });
  });
});

describe('out of a park', () => {
  test('by_abstaining_from_it_and_by_a_relation_that_came_to_mind_late', async () => {
    const { page } = stage;
    const list = page.getByRole('navigation', { name: '园区' });
    await page.getByRole('link', { name: '返回评分' }).click();
    await list.getByRole('link', { name: parks[1]?.parkName ?? '' }).click();
    await button('整家弃权').click();
    await page.getByLabel('弃权理由').fill('未能到场');
    await button('整家弃权').last().click();
    await expect.poll(async () => (await sheetOf(idOf(1))).abstained).toMatchObject([{ criterionId: null, reason: '未能到场' }]);
    await list.getByText('弃权').waitFor();
    expect(await button('提交').count()).toBe(0);
    await page
      .getByRole('button', { name: /^撤回弃权/ })
      .first()
      .click();
    await expect.poll(async () => (await sheetOf(idOf(1))).abstained).toEqual([]);
    await button('提交').waitFor();

    await button('与该园区有关系，补充声明').click();
    await page.getByLabel('与该园区及其运营单位的关系').click();
    await page.locator('.ant-select-dropdown:visible').getByText('任职', { exact: true }).click();
    await page.getByLabel('关系说明').fill('去年起任顾问');
    await button('登记声明').click();
    await expect.poll(() => list.innerText()).not.toContain(parks[1]?.parkName);
    const voided = (await stage.call('audit.list', { entity: `sheet:${personId}/${idOf(1)}` })).at(-1);
    expect(voided).toMatchObject({ kind: 'score.void', new: { cause: 'recusal', counted: false } });
    expect(stage.complaints.filter((one) => !one.includes('WebSocket'))).toEqual([]);
  });
});
