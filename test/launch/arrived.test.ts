/** Files that the program was started with: the window opens where they are taken in, and offers them. */
import { expect, test } from 'vitest';
import { tempFolder } from '../fixtures/store.ts';
import { setStage } from '../e2e/stage.ts';

test('a_task_file_is_offered_where_tasks_are_opened', async () => {
  const stage = await setStage({ asked: { language: null, files: ['/media/甲 1.pptask'] } });
  const { page, complaints } = stage;
  try {
    await page.getByRole('dialog').getByText('甲 1.pptask').waitFor();
    expect(new URL(page.url()).hash).toBe('#/exchange/open');
    expect(await page.getByRole('dialog').getByRole('button', { name: '打开任务' }).isEnabled()).toBe(true);
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
    await page.reload();
    await page.getByText('打开任务').first().waitFor();
    expect(await page.getByText('甲 1.pptask').count()).toBe(0);
    expect(complaints).toEqual([]);
  } finally {
    await stage.close();
  }
});

test('returns_are_offered_to_whoever_takes_them_back_and_shown_where_nobody_can', async () => {
  const dir = tempFolder();
  const files = ['/media/b.ppreturn', '/media/a.ppreturn'];
  // no round here yet: there is nothing to take them into
  const first = await setStage({ dir, asked: { language: 'en', files } });
  try {
    await first.page.getByRole('dialog', { name: 'Look at a file' }).getByText('b.ppreturn').waitFor();
    await first.call('rounds.create', { schemeId: 'hunan-assessment-2024', name: '2026', appliedOn: '2026-01-05' });
  } finally {
    await first.close();
  }
  const second = await setStage({ dir, asked: { language: 'en', files } });
  try {
    await second.page.getByRole('dialog', { name: 'Take in results' }).getByText('b.ppreturn, a.ppreturn').waitFor();
    expect(await second.page.locator('html').getAttribute('lang')).toBe('en');
    expect([...first.complaints, ...second.complaints]).toEqual([]);
  } finally {
    await second.close();
  }
});
