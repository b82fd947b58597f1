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

test('a_visit_that_two_laptops_measured_differently_is_compared_row_by_row_settled_and_taken_back', async () => {
  const filled = await openOffice({ parks: 1, experts: 2, identities: 2 });
  const [applicationId = ''] = filled.parks;
  const { visitId } = await filled.call('visits.open', { applicationId, visitedOn: '2026-10-10', people: ['张一'] });
  const back: string[] = [];
  for (const [at, personId] of filled.experts.entries()) {
    const laptop = openLaptop(filled, personId);
    await laptop.open(await filled.issue(personId));
    await laptop.call('visits.measure', { visitId, key: 'companies', value: [41, 38][at] ?? 0, method: 'counted' });
    await laptop.call('visits.firm', {
      visitId,
      name: '一公司',
      seenThere: { found: at ? 'notThere' : 'there', staff: at ? null : 6, business: null, note: null },
    });
    await laptop.call('visits.edit', { visitId, started: ['09:10', '09:30'][at] });
    back.push(await laptop.giveBack());
  }
  await filled.merge(...back);
  filled.host.session.release();
  const office = await setStage({ dir: filled.dir });
  try {
    const { page, call } = office;
    await call('settings.set', { language: 'zh', roundId: filled.roundId, personId: null });
    const { origin } = new URL(page.url());
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    const read = async () => (await call('visits.get', { visitId })).measures.find(({ key }) => key === 'companies')?.value;
    // the visit says that a choice is open, and leads to it
    await page.goto(`${origin}/#/visits/${visitId}`);
    await page
      .getByRole('link', { name: '去选定' })
      .or(page.getByRole('button', { name: '去选定' }))
      .click();
    const table = page.getByRole('table', { name: '几台电脑的考察记录对照' });
    const measure = page.locator(`[data-conflict="visit:${visitId}/measure/companies"]`);
    // both with who, how and when, and which one counts until somebody chooses
    const words = await measure.innerText();
    for (const said of ['41', '38', '专家1', '专家2', '现场清点', '现用']) expect(words).toContain(said);
    expect(words.match(/2026-\d\d-\d\d \d\d:\d\d/g)?.length).toBeGreaterThanOrEqual(2);
    const firm = await page.locator(`[data-conflict^="visit:${visitId}/firm/"]`).innerText();
    for (const said of ['一公司', '在岗 6 人', '不在']) expect(firm).toContain(said);
    expect(await table.innerText()).toContain('开始时间：09:30');
    const before = await read();
    const other = measure.locator('.side').filter({ hasNotText: '现用' });
    expect(await other.getByRole('button', { name: '采用此项' }).isDisabled()).toBe(true);
    await page.getByLabel('选择的理由（填写后可以选择）').fill('以清点表为准');
    await other.getByRole('button', { name: '采用此项' }).click();
    await page.getByTestId('choice-outcome').getByText('已选定 1 处，还有 2 处待选定。').waitFor();
    expect(await read()).toBe(before === 41 ? 38 : 41);
    // who saw it stays with what was chosen
    const chosen = (await call('visits.get', { visitId })).measures.find(({ key }) => key === 'companies');
    expect(chosen?.author).toBe(filled.experts[chosen?.value === 41 ? 0 : 1]);
    const decision = page.locator('[data-decision]').first();
    expect(await decision.innerText()).toContain('以清点表为准');
    await decision.getByRole('button', { name: '撤回' }).click();
    await page.getByLabel('撤回的理由').fill('清点表是旧的');
    await page.locator('form').getByRole('button', { name: '撤回' }).click();
    await measure.waitFor();
    expect(await read()).toBe(before);
    await decision.getByText('清点表是旧的').waitFor();
    expect(office.complaints).toEqual([]);
  } finally {
    await office.close();
  }
}, 180_000);
