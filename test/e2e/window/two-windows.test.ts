/** Two windows on one laptop: what the other one does while somebody signs or writes is read before it is signed, and takes no words away. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parkNames, samples } from '../../fixtures/review.ts';
import { setStage, type Stage } from '../stage.ts';

let stage: Stage;
let other: Page;
let visitId = '';
const visit = () => stage.call('visits.get', { visitId });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

beforeAll(async () => {
  stage = await setStage();
  const { call, page } = stage;
  const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
  await call('packages.import', { roundId, paths: [join(samples, `${parkNames[0]}.zip`)] });
  const [park] = await call('applications.list', { roundId });
  ({ visitId } = await call('visits.open', {
    applicationId: park?.applicationId ?? '',
    visitedOn: '2026-10-10',
    people: ['周示例', '王经理'],
  }));
  other = await page.context().newPage();
  const { origin } = new URL(page.url());
  for (const window of [page, other]) {
    window.setDefaultTimeout(10_000);
    await window.goto(`${origin}/visit#/visits/${visitId}`);
    await window.getByRole('heading', { level: 1 }).waitFor();
  }
}, 60_000);
afterAll(() => stage.close());

test('what_is_changed_elsewhere_while_somebody_signs_is_read_before_it_is_signed', async () => {
  const { page } = stage;
  // a window in the background draws once a second
  await page.bringToFront();
  await button(page, '签名').click();
  await page.getByRole('combobox', { name: '签名人姓名' }).fill('王经理');
  await page.getByText('园区代表', { exact: true }).last().click();
  const box = await page.getByTestId('sign-canvas').boundingBox();
  await page.mouse.move((box?.x ?? 0) + 60, (box?.y ?? 0) + 30);
  await page.mouse.down();
  for (let step = 1; step <= 12; step += 1) await page.mouse.move((box?.x ?? 0) + 60 + step * 12, (box?.y ?? 0) + 30 + (step % 3) * 15);
  await page.mouse.up();
  expect(await button(page, '保存签名').isEnabled()).toBe(true);
  await button(other, '符合').first().click();
  await page.getByText('签名期间别处改动了记录').waitFor();
  expect(await button(page, '保存签名').isDisabled()).toBe(true);
  expect(await page.getByTestId('sign-statement').innerText()).toContain('核查 1/');
  await button(page, '看过了').click();
  await button(page, '保存签名').click();
  await page.getByRole('img', { name: '王经理的签名' }).waitFor();
  expect((await visit()).signs).toMatchObject([{ name: '王经理', stands: true }]);
}, 60_000);

test('words_that_are_not_saved_stay_when_the_visit_is_closed_in_the_other_window', async () => {
  const { page } = stage;
  // the note is on its way while the other window closes the visit
  let close = (): void => undefined;
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  await page.route(/\/call/, async (route) => {
    const sent = route.request().postDataJSON() as { method?: string } | null;
    if (sent?.method === 'visits.note') await closed;
    await route.continue();
  });
  await page.getByLabel('考察记录').fill('三楼消防通道堆货');
  await button(other, '结束考察').click();
  await other.getByRole('dialog').getByRole('button', { name: '结束考察' }).click();
  await other.getByTestId('visit-digest').waitFor();
  await page.getByTestId('visit-digest').waitFor();
  close();
  await page.locator('#visit-notes').getByRole('alert').getByText('记录不能再改').waitFor();
  expect(await page.getByLabel('考察记录').inputValue()).toBe('三楼消防通道堆货');
  expect((await visit()).notes).toEqual([]);
}, 60_000);
