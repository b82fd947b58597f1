/** An expert’s day by touch alone, on a tablet held upright: declare, score one park, submit, and see the seal. Nothing but taps, and words into the field that was tapped. */
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rubricLeaves } from '../../../domain/rubric/leaves.ts';
import type { Leaf } from '../../../domain/rubric/model.ts';
import { parkNames, samples } from '../../fixtures/review.ts';
import { setStage, type Stage } from '../stage.ts';

const tablet = { width: 768, height: 1024 };
let stage: Stage;
let personId = '';
let parks: { applicationId: string; parkName: string }[] = [];
let leaves: Leaf[] = [];

beforeAll(async () => {
  stage = await setStage({ context: { viewport: tablet, hasTouch: true } });
  const { call, page } = stage;
  const { roundId } = await call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '2026 年度产业园评审',
    appliedOn: '2026-09-30',
  });
  await call('packages.import', { roundId, paths: parkNames.slice(0, 3).map((name) => join(samples, `${name}.zip`)) });
  parks = await call('applications.list', { roundId });
  ({ personId } = await call('panel.add', { roundId, name: '李示例', organisation: '示例大学' }));
  await call('panel.assign', { personId, applicationIds: parks.map((one) => one.applicationId) });
  await call('rounds.openScoring', { roundId, despite: '试评' });
  leaves = rubricLeaves((await call('rounds.get', { roundId })).rubric ?? { criteria: [] }).map((one) => one.criterion);
  await call('settings.set', { roundId, personId });
  await page.reload();
}, 90_000);
afterAll(async () => {
  await stage.close();
});

const relations = async () => (await stage.call('conflicts.list', { personId })).map((one) => one.relation);
const widths = () => stage.page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);

/** Whether all of it is inside the window, left to right. */
async function isInside(place: Locator): Promise<boolean> {
  const box = await place.boundingBox();
  return box !== null && box.x >= 0 && box.x + box.width <= tablet.width;
}

test('every_relation_is_declared_where_all_of_a_park_is_in_sight', async () => {
  const { page } = stage;
  const first = page.locator(`[data-seat="${parks[0]?.applicationId ?? ''}"]`);
  const [seat] = await stage.call('conflicts.list', { personId });
  // below 900 pixels nothing of what a relation may be to is cut off or beside the window
  for (const party of [seat?.parkName, seat?.operator, seat?.applicant, seat?.legalRepresentative, seat?.address]) {
    expect(party).toBeTruthy();
    expect([party, await isInside(first.getByText(party ?? '', { exact: true }))]).toEqual([party, true]);
  }
  expect(await isInside(first.getByRole('combobox'))).toBe(true);
  const [whole, seen] = await widths();
  expect(whole).toBeLessThanOrEqual(seen ?? 0);
  await first.locator('.ant-select').tap();
  await page.locator('.ant-select-item-option').getByText('持有股份', { exact: true }).locator('visible=true').tap();
  // a relation asks once, naming the park
  await page
    .getByRole('dialog')
    .getByText(seat?.parkName ?? '')
    .first()
    .waitFor();
  await page.getByRole('dialog').getByRole('textbox').fill('持股 2%');
  await page.getByRole('dialog').getByRole('button').last().tap();
  await expect.poll(relations).toEqual(['shareholding', null, null]);
  await page.getByRole('button', { name: '其余 2 家均无关系' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: '声明均无关系' }).tap();
  await expect.poll(relations).toEqual(['shareholding', 'none', 'none']);
}, 60_000);

test('one_park_is_scored_and_submitted_by_taps', async () => {
  const { page } = stage;
  const applicationId = parks[1]?.applicationId ?? '';
  const seatOf = { personId, applicationId };
  await page
    .getByRole('link', { name: parks[1]?.parkName ?? '' })
    .first()
    .tap();
  const points = (leaf: Leaf) => page.locator(`[data-points="${leaf.id}"]`);
  const [first] = leaves;
  if (!first) throw new Error('no criteria');
  // one pane at a time: the whole sheet is a tap away
  await page.locator('.desk-tabs').getByText('评分表', { exact: true }).tap();
  await points(first).waitFor();
  for (const leaf of leaves) {
    await points(leaf).tap();
    await points(leaf).fill(String((leaf.max100 - (leaf.max100 % leaf.step100)) / 100));
  }
  // leaving the last field is all that its figure needs; its row shrinks then, and the tap still finds what it meant
  await page.locator('.opinion').getByText('推荐', { exact: true }).tap();
  await expect.poll(async () => (await stage.call('scores.get', seatOf)).totals.missing).toEqual([]);
  await expect.poll(async () => (await stage.call('opinions.get', seatOf))?.recommendation).toBe('recommend');
  await page.getByRole('button', { name: /^提交/ }).tap();
  await page.getByRole('dialog').getByRole('button', { name: /^提交/ }).tap();
  await page.getByTestId('digest').waitFor();
  expect(await page.getByTestId('digest').innerText()).toBe((await stage.call('scores.get', seatOf)).digest);
  expect((await stage.call('opinions.get', seatOf))?.sealed?.holds).toBe(true);
  const [whole, seen] = await widths();
  expect(whole).toBeLessThanOrEqual(seen ?? 0);
  expect(stage.complaints).toEqual([]);
}, 120_000);
