/** 选定 in the window: one expert submitted one park on two laptops; the office compares, takes one whole sheet, and takes that back. */
import { expect, test } from 'vitest';
import { openLaptop, openOffice } from '../fixtures/exchange/office.ts';
import { submitSheet } from '../fixtures/review.ts';
import { setStage } from './stage.ts';

test('one_whole_sheet_is_taken_a_line_against_it_opens_it_and_both_are_taken_back', async () => {
  const filled = await openOffice({ parks: 1, experts: 1 });
  const [personId = ''] = filled.experts;
  const [applicationId = ''] = filled.parks;
  const task = await filled.issue(personId);
  const back: string[] = [];
  const sealed: string[] = [];
  for (const share of [0.8, 0.7]) {
    const laptop = openLaptop(filled, personId);
    await laptop.open(task);
    await submitSheet({ ...filled, ...laptop }, personId, applicationId, share);
    sealed.push((await laptop.call('scores.get', { personId, applicationId })).digest ?? '');
    back.push(await laptop.giveBack());
  }
  const { conflicts } = await filled.merge(...back);
  filled.host.session.release();
  const office = await setStage({ dir: filled.dir });
  try {
    const { page, call } = office;
    await call('settings.set', { language: 'zh', roundId: filled.roundId, personId: null });
    const { origin } = new URL(page.url());
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.goto('about:blank');
    await page.goto(`${origin}/#/exchange`);
    const lines = page.locator('[data-conflict]');
    await expect.poll(() => lines.count()).toBe(conflicts.length);
    const whole = page.locator(`[data-conflict="sheet:${personId}/${applicationId}"]`);
    const other = whole.locator('.side').filter({ hasNotText: '现用' });
    const words = await whole.innerText();
    // each side says what it comes to, and by which seal
    expect(words.match(/合计 \d+\.\d+ 分/g)).toHaveLength(2);
    // laptops are called by the files that came from them, in the heads, on the buttons and in the column of what is in use
    expect(await page.getByRole('columnheader').filter({ hasText: '.ppreturn' }).count()).toBe(2);
    expect(await page.getByRole('button', { name: /^全部采用：“交回-\d+\.ppreturn”的电脑$/ }).count()).toBe(2);
    expect(await page.getByRole('columnheader').allInnerTexts()).toContain('现用');
    expect((await page.getByTestId('conflict-totals').innerText()).match(/整份合计 \d+\.\d+ 分/g)).toHaveLength(2);
    expect(await lines.last().getAttribute('data-conflict')).toContain('sheet:');
    expect(await other.getByRole('button', { name: '采用这一整份' }).isDisabled()).toBe(true);
    await page.getByLabel('选择的理由（填写后可以选择）').fill('专家电话确认');
    const { digest: inUse } = await call('scores.get', { personId, applicationId });
    await other.getByRole('button', { name: '采用这一整份' }).click();
    await page.getByTestId('choice-outcome').getByText(`已选定 ${conflicts.length} 处，还有 0 处待选定。`).waitFor();
    await expect.poll(() => lines.count()).toBe(0);
    const taken = await call('scores.get', { personId, applicationId });
    expect([taken.state, taken.digest]).toEqual(['submitted', sealed.find((one) => one !== inUse)]);

    const decision = page.locator('[data-decision]').first();
    await decision.getByRole('button', { name: '撤回' }).click();
    await page.getByLabel('撤回的理由').fill('记错了人');
    await page.locator('form').getByRole('button', { name: '撤回' }).click();
    await expect.poll(() => lines.count()).toBe(conflicts.length);
    await decision.getByText('记错了人').waitFor();
    expect((await call('scores.get', { personId, applicationId })).digest).toBe(inUse);

    // a line against the seal opens the sheet, and the window says so
    await page.getByLabel('选择的理由（填写后可以选择）').fill('现场核对');
    const line = lines.nth(0).locator('.side').filter({ hasNotText: '现用' });
    await line.getByRole('button', { name: '采用此项' }).click();
    await page.getByTestId('choice-outcome').getByText('有 1 份已提交的评分表因此退回未提交').waitFor();
    expect((await call('scores.get', { personId, applicationId })).state).toBe('draft');
    // the desk leads there first
    const left = await call('exchange.conflicts', { personId });
    await page.goto(`${origin}/#/home`);
    await page.getByText(`两台电脑有 ${left.length} 处写得不一样`).waitFor();
    expect(office.complaints).toEqual([]);
  } finally {
    await office.close();
  }
}, 180_000);
