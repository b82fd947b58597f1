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
    // nobody has taken it up: a page that is read again offers it again
    await page.reload();
    await page.getByRole('dialog').getByText('甲 1.pptask').waitFor();
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

test('whoever_goes_elsewhere_has_put_them_aside', async () => {
  const stage = await setStage({ asked: { language: null, files: ['/media/甲 1.pptask'] } });
  const { page } = stage;
  try {
    await page.getByRole('dialog').getByText('甲 1.pptask').waitFor();
    await page.evaluate(() => location.assign('#/settings'));
    await page.getByRole('heading', { name: '设置' }).waitFor();
    await expect.poll(async () => (await stage.call('settings.get', {})).files).toEqual([]);
  } finally {
    await stage.close();
  }
});

test('a_first_answer_that_is_lost_loses_no_file', async () => {
  const dir = tempFolder();
  const stage = await setStage({ dir, asked: { language: null, files: ['/media/a.pptask'] } });
  try {
    // the page is gone before the answer reaches it
    await stage.call('settings.get', {});
    await stage.page.goto(new URL('/', stage.page.url()).href);
    await stage.page.getByRole('dialog').getByText('a.pptask').waitFor();
  } finally {
    await stage.close();
  }
});
