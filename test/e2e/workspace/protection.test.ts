/** 口令保护 in the window: a workspace is encrypted and asks for its passphrase from then on; a laptop is emptied after its return. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { parkNames, samples } from '../../fixtures/review.ts';
import { setStage } from '../stage.ts';

const passphrase = '机构工作区-口令-2026';
const next = '换过的-工作区口令-2026';
const folder = mkdtempSync(join(tmpdir(), 'parkpanel-protection-'));

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const button = (page: Page | Locator, name: string): Locator => page.getByRole('button', { name, exact: true });

async function typeTwice(within: Locator, label: string, text: string): Promise<void> {
  await within.getByLabel(label).fill(text);
  await within.getByLabel('再输一次').fill(text);
}

test('the_office_encrypts_its_workspace_and_every_start_asks_from_then_on', async () => {
  const dir = join(folder, 'office');
  const first = await setStage({ browser, dir });
  const { page } = first;
  try {
    await first.call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '保密的评审', appliedOn: '2026-09-30' });
    await page.goto(new URL('#/settings', page.url()).href);
    const protection = page.getByTestId('protection');
    await button(protection, '用口令加密').click();
    await typeTwice(protection, '新的口令', passphrase);
    await button(protection, '用口令加密').click();
    await protection.getByText('已加密。以后每次打开都要输入口令。').waitFor({ timeout: 30_000 });
    await button(protection, '建立恢复文件').click();
    await protection.getByLabel('现在的口令').fill(passphrase);
    await protection.getByLabel('恢复文件').fill(join(folder, '恢复.json'));
    await button(protection, '建立恢复文件').click();
    await protection.getByText('请现在就把它移到优盘上').waitFor({ timeout: 30_000 });
    expect(first.complaints).toEqual([]);
  } finally {
    await first.close();
  }
  expect(readFileSync(join(dir, 'panel.db')).includes('保密的评审')).toBe(false);

  const second = await setStage({ browser, dir });
  try {
    const ask = second.page;
    await ask.getByRole('heading', { name: '请输入工作区的口令' }).waitFor();
    expect(await ask.getByRole('navigation').count()).toBe(0);
    await ask.getByLabel('工作区的口令', { exact: true }).fill('不是这个口令');
    await button(ask, '打开').click();
    await ask.getByText('口令不对，工作区没有打开').waitFor({ timeout: 30_000 });
    // whoever forgot it has the recovery file
    await ask.getByText('用恢复文件打开').first().click();
    await ask.getByLabel('恢复文件').fill(join(folder, '恢复.json'));
    await typeTwice(ask.getByRole('main').first(), '新的口令', next);
    await button(ask, '用恢复文件打开').click();
    await ask.getByText('保密的评审').first().waitFor({ timeout: 30_000 });
  } finally {
    await second.close();
  }

  const third = await setStage({ browser, dir });
  try {
    await third.page.getByLabel('工作区的口令', { exact: true }).fill(next);
    await third.page.keyboard.press('Enter');
    await third.page.getByText('保密的评审').first().waitFor({ timeout: 30_000 });
    await third.page.goto(new URL('#/settings', third.page.url()).href);
    const protection = third.page.getByTestId('protection');
    await button(protection, '取消加密').click();
    await protection.getByLabel('现在的口令').fill(next);
    await button(protection, '取消加密').click();
    await protection.getByText('已取消加密').waitFor({ timeout: 30_000 });
    expect(await third.call('workspace.doctor', {})).toMatchObject({ healthy: true });
  } finally {
    await third.close();
  }
}, 120_000);

test('an_expert_returns_and_empties_the_laptop', async () => {
  const [office, laptop] = await Promise.all([setStage({ browser }), setStage({ browser })]);
  try {
    const { call } = office;
    const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
    const { imported } = await call('packages.import', { roundId, paths: [join(samples, `${parkNames[0] ?? ''}.zip`)] });
    const { personId } = await call('panel.add', { roundId, name: '李示例', organisation: '示例大学', title: '教授', role: 'expert' });
    await call('panel.assign', { personId, applicationIds: imported.map(({ applicationId }) => applicationId) });
    await call('rounds.openScoring', { roundId, despite: '试评' });
    const [institutionPath, identity, task] = ['机构.p12', '李示例.p12', '李示例.pptask'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await call('identities.createInstitution', { name: '示例中心', path: institutionPath, passphrase });
    const keys = { institutionPath, institutionPassphrase: passphrase };
    await call('identities.issue', { personId, path: identity, passphrase: next, ...keys });
    await call('exchange.issue', { personId, path: task, ...keys });

    const { page } = laptop;
    await button(page, '打开任务').click();
    const form = page.locator('.ant-drawer-open').getByRole('dialog');
    await form.getByTestId('exchange-file').setInputFiles(task);
    await form.getByLabel('身份文件', { exact: true }).fill(identity);
    await form.getByLabel('身份文件的口令').fill(next);
    await typeTwice(form, '工作区的口令', passphrase);
    await button(form, '打开任务').click();
    await button(form, '开始工作').click({ timeout: 30_000 });
    expect(readdirSync(laptop.dir)).toContain('workspace-key.json');

    await page.goto(new URL('#/exchange/return', page.url()).href);
    await form.getByLabel('身份文件的口令').fill(next);
    await form.getByLabel('保存位置').fill(join(folder, '李示例.ppreturn'));
    await button(form, '交回结果').click();
    const digest = await form.getByTestId('returned-digest').innerText({ timeout: 30_000 });
    await form.getByText('交回并清空这台计算机').click();
    await form.getByLabel('输入上面校验值的前 8 位').fill('00000000');
    await button(form, '清空').click();
    await form.getByText('与校验值的开头不一致').waitFor();
    await form.getByLabel('输入上面校验值的前 8 位').fill(digest.slice(0, 8));
    await button(form, '清空').click();
    const emptied = form.getByTestId('emptied');
    await emptied.getByText('已清空：评审 1 轮').waitFor({ timeout: 30_000 });
    expect(existsSync(join(laptop.dir, 'blobs', '.staging'))).toBe(false);
    await button(emptied, '完成').click();
    await button(page, '新建轮次').waitFor({ timeout: 30_000 });
    expect(await laptop.call('rounds.list', {})).toEqual([]);
    // the office is not asked to
    expect(await office.call('exchange.merge', { paths: [join(folder, '李示例.ppreturn')], ...keys })).toMatchObject({ refused: [] });
  } finally {
    await Promise.all([office.close(), laptop.close()]);
  }
}, 120_000);
