/** Minutes are written over days: what is typed and not saved is there after the program was closed and opened on another port. */
import type { Locator } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../fixtures/store.ts';
import { setStage, type Stage } from './stage.ts';

async function openMinutes({ page }: Stage): Promise<Locator> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '公示' }).click();
  await page.getByRole('link', { name: '会议记录' }).click();
  return page.getByRole('textbox', { name: '记录正文' });
}

test('what_was_typed_is_there_after_a_restart_and_gone_once_it_is_saved', async () => {
  const dir = tempFolder();
  const first = await setStage({ dir });
  const { roundId } = await first.call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '评审',
    appliedOn: '2026-09-30',
    settings: {},
  });
  await first.page.reload();
  const text = await openMinutes(first);
  await expect.poll(() => text.inputValue()).toContain('会议基本情况');
  await text.fill(`${await text.inputValue()}\n另：讨论到一半。`);
  await first.page.getByLabel('地点').fill('三楼会议室');
  await expect.poll(() => first.call('minutes.unsaved', { roundId })).toMatchObject({ place: '三楼会议室' });
  const { port } = new URL(first.page.url());
  await first.close();

  const second = await setStage({ dir });
  onTestFinished(() => second.close());
  expect(new URL(second.page.url()).port).not.toBe(port);
  const again = await openMinutes(second);
  await expect.poll(() => again.inputValue()).toContain('另：讨论到一半。');
  expect(await second.page.getByLabel('地点').inputValue()).toBe('三楼会议室');
  await second.page.getByRole('button', { name: '保存记录' }).click();
  await second.page.getByText('已保存为第 1 版。').waitFor();
  await expect.poll(() => second.call('minutes.unsaved', { roundId })).toBeNull();
  expect(await again.inputValue()).toContain('另：讨论到一半。');
  expect(second.complaints).toEqual([]);
}, 90_000);
