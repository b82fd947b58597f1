/**
 * Three machines and nothing but files between them: the office makes its identity and issues, one expert is given a
 * key file, another makes the key alone; both open their tasks, score and return; the office takes in what is whole,
 * refuses what is not, and settles what two laptops left different.
 */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Output } from '../../domain/contract/api.ts';
import { rubricLeaves } from '../../domain/rubric/leaves.ts';
import { has, run } from '../fixtures/tools.ts';
import { openBrowser } from './browser.ts';
import { root, setStage, type Stage } from './stage.ts';

const samples = join(root, 'resources/samples');
const institutionPassphrase = '示例评审中心-机构口令-2026';
const ownPassphrase = '清源-correct-horse-2026';
const workspacePassphrase = '出差电脑-口令-2026';

let browser: Browser;
let office: Stage;
/** 李示例's, with the key file that the office made; 王示例's, with a key of the own */
let laptop: Stage;
let other: Stage;
const folder = mkdtempSync(join(tmpdir(), 'parkpanel-stick-'));
const stick = (name: string): string => join(folder, name);
let roundId = '';
let people: Output<'panel.list'> = [];
let memberPassphrase = '';

const person = (name: string): string => people.find((one) => one.name === name)?.personId ?? '';
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const rail = (page: Page, name: string): Locator => page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name });
const drawer = (page: Page): Locator => page.locator('.ant-drawer-open').getByRole('dialog');
const file = (ending: string, part: string): string =>
  join(
    folder,
    readdirSync(folder)
      .toSorted()
      .findLast((name) => name.endsWith(ending) && name.includes(part)) ?? 'nothing',
  );

/** Gives the workspace a passphrase, as the form asks. */
async function protect(form: Locator): Promise<void> {
  await form.getByLabel('工作区的口令').fill(workspacePassphrase);
  await form.getByLabel('再输一次').fill(workspacePassphrase);
}

async function close(page: Page): Promise<void> {
  await page.locator('.ant-drawer-open .ant-drawer-footer').getByRole('button', { name: '关闭' }).click();
  await page.locator('.ant-drawer-open').waitFor({ state: 'hidden' });
}

beforeAll(async () => {
  browser = await openBrowser();
  [office, laptop, other] = await Promise.all([setStage({ browser }), setStage({ browser }), setStage({ browser })]);
}, 60_000);
afterAll(async () => {
  await Promise.all([office, laptop, other].map((stage) => stage.close()));
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the office', () => {
  test('a_new_machine_asks_who_sits_at_it', async () => {
    const { page } = office;
    await page.getByText('这台电脑上还没有评审轮次').waitFor();
    for (const name of ['新建轮次', '打开任务', '申请身份']) expect(await button(page, name).isVisible()).toBe(true);
    expect(await page.getByText(office.dir).isVisible()).toBe(true);
    // nothing leads to where there is nothing yet
    expect((await page.getByRole('navigation', { name: '主导航' }).getByRole('link').allInnerTexts()).map((text) => text.trim())).toEqual([
      '工作台',
      '交换',
      '设置',
    ]);
    ({ roundId } = await office.call('rounds.create', {
      schemeId: 'hunan-recognition-2024',
      name: '2026 年度产业园评审',
      appliedOn: '2026-09-30',
      settings: { institution: '示例评审中心' },
    }));
    await office.call('packages.import', {
      roundId,
      paths: readdirSync(samples)
        .filter((name) => /长沙星湖|株洲清源/.test(name) && name.endsWith('.zip'))
        .map((name) => join(samples, name)),
    });
    const parks = (await office.call('applications.list', { roundId })).map((one) => one.applicationId);
    for (const name of ['李示例', '王示例']) {
      const { personId } = await office.call('panel.add', { roundId, name, organisation: '示例大学', title: '教授' });
      await office.call('panel.assign', { personId, applicationIds: parks });
      for (const applicationId of parks) await office.call('conflicts.declare', { personId, applicationId, relation: 'none' });
    }
    await office.call('rounds.openScoring', { roundId, despite: '试评' });
    await office.call('tally.setRules', { roundId, preset: 'plainMean' });
    people = await office.call('panel.list', { roundId });
    await page.reload();
    await rail(page, '评审组').waitFor();
  });

  test('tasks_want_an_institution_and_the_window_leads_to_it', async () => {
    const { page } = office;
    await rail(page, '交换').click();
    await button(page, '发出任务').click();
    await page.getByText('还没有机构身份，不能给任务文件签名').waitFor();
    await drawer(page).getByRole('link', { name: '建立机构身份' }).click();
    await button(page, '建立机构身份').click();
    const form = drawer(page);
    expect(await form.getByLabel('机构名称').inputValue()).toBe('示例评审中心');
    // the folder is proposed outside the workspace
    expect(await form.getByLabel('身份文件保存到').inputValue()).not.toContain(office.dir);
    await form.getByLabel('身份文件保存到').fill(stick('机构身份.p12'));
    const typed = form.getByLabel('口令', { exact: true });
    await typed.fill('短');
    await form.getByText('口令太短').first().waitFor();
    await typed.fill('12345678');
    await form.getByText('口令强度：弱').waitFor();
    await typed.fill(institutionPassphrase);
    await form.getByText('口令强度：强').waitFor();
    await form.getByLabel('再输一次').fill('12345678');
    await form.getByRole('button', { name: '建立机构身份' }).click();
    await form.getByText('两次输入的不一样').waitFor();
    expect(await office.call('identities.list', {})).toEqual([]);
    await form.getByLabel('再输一次').fill(institutionPassphrase);
    await form.getByRole('button', { name: '建立机构身份' }).click();
    await form.getByText('已建立“示例评审中心”的身份').waitFor({ timeout: 30_000 });
    const [made] = await office.call('identities.list', {});
    expect(await form.locator('[data-fingerprint]').getAttribute('data-fingerprint')).toBe(made?.fingerprint);
    await close(page);
    await page.getByText('还没有身份', { exact: true }).first().waitFor();
  });

  test('all_members_are_issued_at_once_under_passphrases_that_are_shown_once', async () => {
    const { page } = office;
    await button(page, '一次签发').click();
    const form = drawer(page);
    // 王示例 makes the key alone
    await form.locator('.ant-select-selection-item', { hasText: '王示例' }).locator('.ant-select-selection-item-remove').click();
    await form.getByLabel('保存到文件夹').fill(folder);
    await form.getByLabel('机构身份的口令').fill('不是这个口令');
    await form.getByRole('button', { name: '签发所选成员' }).click();
    await form.getByText('口令不对，身份文件没有打开').waitFor({ timeout: 30_000 });
    await form.getByLabel('机构身份的口令').fill(institutionPassphrase);
    await form.getByRole('button', { name: '签发所选成员' }).click();
    const slips = form.getByRole('table', { name: '口令条' });
    await slips.waitFor({ timeout: 30_000 });
    memberPassphrase = (await slips.locator('.slip-secret').innerText()).trim();
    expect(memberPassphrase).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    await page.keyboard.press('Escape');
    expect(await slips.isVisible()).toBe(true);
    await form.page().getByRole('button', { name: '已交付口令，关闭' }).click();
    await page.locator('.ant-drawer-open').waitFor({ state: 'hidden' });
    expect(await page.content()).not.toContain(memberPassphrase);
    await page.getByRole('row').filter({ hasText: '李示例' }).getByText('有效', { exact: true }).waitFor();
  });
});

describe('a member makes the own key', () => {
  test('the_request_leaves_and_the_key_stays', async () => {
    const { page } = other;
    await button(page, '申请身份').click();
    await page.getByRole('heading', { level: 1, name: '我的身份' }).waitFor();
    await button(page, '申请身份').click();
    const form = drawer(page);
    await form.getByLabel('姓名').fill('王示例');
    mkdirSync(stick('own'));
    await form.getByLabel('身份文件保存到').fill(join(folder, 'own', '王示例.p12'));
    await form.getByLabel('口令', { exact: true }).fill(ownPassphrase);
    await form.getByLabel('再输一次').fill(ownPassphrase);
    await form.getByRole('button', { name: '生成密钥和申请' }).click();
    await form.getByText('密钥和申请已生成').waitFor({ timeout: 30_000 });
    const request = await form.getByTestId('request-path').innerText();
    const said = await form.locator('[data-fingerprint]').getAttribute('data-fingerprint');
    await close(page);

    const desk = office.page;
    await button(desk, '登记成员文件').click();
    await drawer(desk).getByTestId('exchange-file').setInputFiles(request);
    await drawer(desk).getByTestId('request').getByText('王示例').waitFor({ timeout: 30_000 });
    expect(await drawer(desk).locator('[data-fingerprint]').getAttribute('data-fingerprint')).toBe(said);
    // by the list of the panel, whoever the request says to be from
    expect(await drawer(desk).getByText('王示例 · 示例大学').isVisible()).toBe(true);
    await drawer(desk).getByLabel('答复文件保存到').fill(stick('答复-王示例.crt'));
    await drawer(desk).getByLabel('机构身份的口令').fill(institutionPassphrase);
    await button(desk, '签发并生成答复').click();
    await drawer(desk).getByText('已为 王示例 签发').waitFor({ timeout: 30_000 });
    await close(desk);
    await desk.getByRole('row').filter({ hasText: '王示例' }).getByText('有效', { exact: true }).waitFor();
  }, 90_000);

  test('the_answer_is_taken_in_after_its_root_was_compared', async () => {
    const { page } = other;
    await button(page, '装入答复').click();
    const form = drawer(page);
    await form.getByTestId('exchange-file').setInputFiles(stick('答复-王示例.crt'));
    await form.getByText('请向秘书核对根证书指纹').waitFor({ timeout: 30_000 });
    const rootPrint = (await office.call('identities.list', {})).find((one) => one.kind === 'root')?.fingerprint;
    expect(await form.locator('.trust-box [data-fingerprint]').getAttribute('data-fingerprint')).toBe(rootPrint);
    // the key that waits is remembered
    expect(await form.getByLabel('申请时生成的身份文件').inputValue()).toBe(join(folder, 'own', '王示例.p12'));
    await form.getByLabel('口令', { exact: true }).fill(ownPassphrase);
    await form.getByRole('button', { name: '装入答复' }).click();
    await form.getByText('请先核对指纹').waitFor();
    await form.getByLabel('已当面或电话核对，指纹一致').check();
    await form.getByRole('button', { name: '装入答复' }).click();
    await form.getByText('身份文件已经可用').waitFor({ timeout: 30_000 });
    await close(page);
  }, 60_000);
});

describe('files go out and come home', () => {
  test('tasks_are_issued_and_each_says_what_it_holds', async () => {
    const { page } = office;
    await rail(page, '交换').click();
    await button(page, '发出任务').click();
    await drawer(page).getByLabel('保存到文件夹').fill(folder);
    await drawer(page).getByLabel('机构身份的口令').fill(institutionPassphrase);
    await drawer(page).getByRole('button', { name: '发出任务' }).click();
    await expect.poll(() => page.getByTestId('issued').getByRole('listitem').count(), { timeout: 30_000 }).toBe(2);
    expect(await page.getByTestId('issued').innerText()).toMatch(/李示例：园区 2 家，材料 \d+ 份/);
    await close(page);
    await expect.poll(() => page.getByRole('cell', { name: '在外' }).count()).toBe(2);
  }, 60_000);

  test('a_task_of_somebody_else_is_refused_and_nothing_is_there', async () => {
    const { page } = other;
    await rail(page, '交换').click();
    await button(page, '打开任务').click();
    const form = drawer(page);
    await form.getByTestId('exchange-file').setInputFiles(file('.pptask', '李示例'));
    expect(await form.getByLabel('身份文件', { exact: true }).inputValue()).toBe(join(folder, 'own', '王示例.p12'));
    await form.getByLabel('身份文件的口令').fill(ownPassphrase);
    // a machine where nothing was before is asked for a passphrase of its own, unless somebody declines
    await form.getByRole('button', { name: '打开任务' }).click();
    await form.getByText('请填写口令').waitFor();
    await protect(form);
    await form.getByRole('button', { name: '打开任务' }).click();
    await form.getByText('第 2 项检查没有通过（共 8 项）：收件人').waitFor({ timeout: 30_000 });
    const sentence = await form.getByRole('alert').innerText();
    expect(sentence).toContain('未改动任何内容');
    expect(sentence).not.toContain(tmpdir());
    expect(await other.call('rounds.list', {})).toEqual([]);
    await close(page);
  });

  test('the_own_task_opens_and_the_machine_is_the_experts_from_then_on', async () => {
    const { page } = laptop;
    await button(page, '打开任务').click();
    const form = drawer(page);
    await form.getByTestId('exchange-file').setInputFiles(file('.pptask', '李示例'));
    await form.getByLabel('身份文件', { exact: true }).fill(stick('李示例.p12'));
    await form.getByRole('switch').click();
    await form.getByLabel('身份文件的口令').fill('不是这个口令');
    await form.getByRole('button', { name: '打开任务' }).click();
    await form.getByText('口令不对，身份文件没有打开').waitFor({ timeout: 30_000 });
    await form.getByLabel('身份文件的口令').fill(memberPassphrase);
    await form.getByRole('button', { name: '打开任务' }).click();
    await form.getByText('已装入 李示例 的任务：园区 2 家').waitFor({ timeout: 30_000 });
    await form.getByRole('button', { name: '开始工作' }).click();
    await page.getByRole('navigation', { name: '园区' }).waitFor();
    expect(await page.getByRole('navigation', { name: '主导航' }).innerText()).not.toContain('申报材料');
  }, 60_000);

  test('an_expert_scores_and_returns', async () => {
    const { page } = laptop;
    const [park] = await laptop.call('applications.list', { roundId });
    await page
      .getByRole('navigation', { name: '园区' })
      .getByRole('link', { name: park?.parkName ?? '' })
      .click();
    const leaves = rubricLeaves((await laptop.call('rounds.get', { roundId })).rubric ?? { criteria: [] }).map((one) => one.criterion);
    const personId = person('李示例');
    const seat = { personId, applicationId: park?.applicationId ?? '' };
    await page.locator(`[data-points="${leaves[0]?.id}"]`).waitFor();
    await page.keyboard.type('1');
    await expect.poll(async () => (await laptop.call('scores.get', seat)).scores.length).toBe(1);
    for (const leaf of leaves)
      await laptop.call('scores.set', { ...seat, criterionId: leaf.id, points: leaf.max100 / 100, comment: '依据申报材料' }, personId);
    await laptop.call('opinions.set', { ...seat, text: '规划清楚', recommendation: 'recommend' }, personId);
    await page.reload();
    await button(page, '提交').click();
    await page
      .getByRole('dialog', { name: /^提交“/ })
      .getByRole('button', { name: '提交', exact: true })
      .click();
    await page.getByTestId('digest').waitFor();

    await rail(page, '交换').click();
    await button(page, '交回结果').click();
    const form = drawer(page);
    await form.getByText('还有 1 家没有提交').waitFor();
    expect(await form.getByLabel('身份文件', { exact: true }).inputValue()).toBe(stick('李示例.p12'));
    await form.getByLabel('保存位置').fill(stick('交回-李示例-1.ppreturn'));
    await form.getByLabel('身份文件的口令').fill(memberPassphrase);
    await form.getByRole('button', { name: '交回结果' }).click();
    await form.getByText('应评 2 家，其中已提交 1 家').waitFor({ timeout: 30_000 });
    expect(await form.getByTestId('returned-path').innerText()).toBe(stick('交回-李示例-1.ppreturn'));
    await close(page);
    const ways = page.getByRole('table', { name: '全部文件' }).getByRole('row');
    await expect.poll(async () => (await ways.allInnerTexts()).slice(1).map((text) => text.slice(0, 2))).toEqual(['交回', '打开']);
  }, 90_000);

  test('what_is_whole_is_taken_in_and_what_was_altered_is_refused_by_name', async () => {
    const { page } = office;
    const bytes = readFileSync(stick('交回-李示例-1.ppreturn'));
    const place = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
    writeFileSync(stick('改动过.ppreturn'), bytes);

    // looking changes nothing
    await button(page, '查看文件').click();
    await drawer(page).getByTestId('exchange-file').setInputFiles(stick('改动过.ppreturn'));
    expect(await drawer(page).getByLabel('身份文件', { exact: true }).inputValue()).toBe(stick('机构身份.p12'));
    await drawer(page).getByLabel('身份文件的口令').fill(institutionPassphrase);
    await drawer(page).getByRole('button', { name: '查看文件' }).click();
    await page.getByTestId('inspection').getByText('第 3 项检查没有通过').waitFor({ timeout: 30_000 });
    await drawer(page).getByTestId('exchange-file').setInputFiles(stick('交回-李示例-1.ppreturn'));
    await drawer(page).getByRole('button', { name: '查看文件' }).click();
    await page.getByTestId('inspection').getByText('各项检查都通过').waitFor({ timeout: 30_000 });
    expect(await page.getByTestId('inspection').locator('.verified').count()).toBeGreaterThan(8);
    await close(page);
    expect((await office.call('exchange.list', { roundId })).filter((one) => one.direction === 'merged')).toEqual([]);

    await button(page, '收回结果').click();
    await drawer(page)
      .getByTestId('exchange-file')
      .setInputFiles([stick('改动过.ppreturn'), stick('交回-李示例-1.ppreturn')]);
    await drawer(page).getByLabel('机构身份的口令').fill(institutionPassphrase);
    await drawer(page).getByRole('button', { name: '收回结果' }).click();
    const report = page.getByTestId('merge-report');
    await report.getByText('新收 1 份，已有 0 份，未收 1 份').waitFor({ timeout: 30_000 });
    expect(await report.getByRole('alert').innerText()).toContain('改动过.ppreturn');
    await close(page);
    const line = page.getByRole('row').filter({ hasText: '李示例' });
    await line.getByText('已收回').waitFor();
    expect(await line.innerText()).toContain('1 / 2');
    await line.getByRole('button').first().click();
    const [merged] = (await office.call('exchange.list', { roundId })).filter((one) => one.direction === 'merged');
    const [returned] = (await laptop.call('exchange.list', { roundId })).filter((one) => one.direction === 'returned');
    expect(merged?.digest).toBe(returned?.digest);
    await page.getByText(merged?.digest ?? 'none').waitFor();
  }, 90_000);

  test('two_laptops_of_one_person_are_settled_by_a_person', async () => {
    const { page } = office;
    const personId = person('李示例');
    const draft = (await laptop.call('applications.list', { roundId }))[1]?.applicationId ?? '';
    const [leaf] = rubricLeaves((await laptop.call('rounds.get', { roundId })).rubric ?? { criteria: [] });
    const key = { identity: stick('李示例.p12'), passphrase: memberPassphrase };
    const second = await setStage({ browser });
    try {
      await second.call('exchange.open', { path: file('.pptask', '李示例'), ...key });
      for (const [stage, points] of [
        [laptop, 1],
        [second, 2],
      ] as const) {
        await stage.call(
          'scores.set',
          { personId, applicationId: draft, criterionId: leaf?.criterion.id ?? '', points, comment: `第 ${points} 台` },
          personId,
        );
        await stage.call('exchange.return', { personId, path: stick(`交回-李示例-台${points}.ppreturn`), ...key }, personId);
      }
    } finally {
      await second.close();
    }
    await button(page, '收回结果').click();
    await drawer(page)
      .getByTestId('exchange-file')
      .setInputFiles([stick('交回-李示例-台1.ppreturn'), stick('交回-李示例-台2.ppreturn')]);
    await drawer(page).getByLabel('机构身份的口令').fill(institutionPassphrase);
    await drawer(page).getByRole('button', { name: '收回结果' }).click();
    await page.getByTestId('merge-report').getByRole('button', { name: '去选择' }).click({ timeout: 30_000 });
    const conflict = page.locator('[data-conflict]');
    await expect.poll(() => conflict.count()).toBe(1);
    const choose = conflict.locator('.side').filter({ hasText: '第 2 台' }).getByRole('button', { name: '采用此项' });
    expect(await choose.isDisabled()).toBe(true);
    await page.getByLabel('选择的理由（填写后可以选择）').fill('经本人确认');
    await choose.click();
    await expect.poll(() => conflict.count()).toBe(0);
    expect((await office.call('scores.get', { personId, applicationId: draft })).scores).toMatchObject([
      { points100: 200, comment: '第 2 台' },
    ]);
    expect((await office.call('audit.list', { after: 0, limit: 1000 })).filter((one) => one.kind === 'exchange.resolve')).toMatchObject([
      { reason: '经本人确认' },
    ]);
  }, 120_000);
});

describe('afterwards', () => {
  test('a_late_recusal_shows_how_the_parks_stood_before_and_stand_after', async () => {
    const personId = person('李示例');
    const [park] = await laptop.call('applications.list', { roundId });
    await laptop.call(
      'conflicts.declare',
      { personId, applicationId: park?.applicationId ?? '', relation: 'employment', reason: '曾任顾问' },
      personId,
    );
    await laptop.call(
      'exchange.return',
      { personId, path: stick('交回-李示例-回避.ppreturn'), identity: stick('李示例.p12'), passphrase: memberPassphrase },
      personId,
    );
    const desk = office.page;
    await button(desk, '收回结果').click();
    await drawer(desk).getByTestId('exchange-file').setInputFiles(stick('交回-李示例-回避.ppreturn'));
    await drawer(desk).getByLabel('机构身份的口令').fill(institutionPassphrase);
    await drawer(desk).getByRole('button', { name: '收回结果' }).click();
    const change = desk.getByTestId('merge-report').getByRole('table', { name: '变动前后对照' });
    await change.waitFor({ timeout: 30_000 });
    expect(
      await change
        .getByRole('row')
        .filter({ hasText: park?.parkName ?? 'none' })
        .innerText(),
    ).toContain('1 → 0');
    await close(desk);
  }, 60_000);

  test('what_a_revoked_key_signs_is_no_longer_taken_in', async () => {
    const { page } = other;
    await button(page, '打开任务').click();
    await drawer(page).getByTestId('exchange-file').setInputFiles(file('.pptask', '王示例'));
    await drawer(page).getByLabel('身份文件的口令').fill(ownPassphrase);
    await protect(drawer(page));
    await drawer(page).getByRole('button', { name: '打开任务' }).click();
    await drawer(page).getByRole('button', { name: '开始工作' }).click({ timeout: 30_000 });
    expect(await other.call('workspace.protection', {})).toMatchObject({ encrypted: true });
    const personId = person('王示例');
    await other.call(
      'exchange.return',
      { personId, path: stick('交回-王示例.ppreturn'), identity: join(folder, 'own', '王示例.p12'), passphrase: ownPassphrase },
      personId,
    );

    const desk = office.page;
    await desk.getByRole('link', { name: '身份' }).click();
    await button(desk, '撤销 王示例 的身份').click();
    await button(desk, '确认撤销').click();
    await drawer(desk).getByText('请写明撤销的理由').waitFor();
    await drawer(desk).getByLabel('理由').fill('电脑遗失');
    await button(desk, '确认撤销').click();
    await desk.getByText('已撤销').first().waitFor();
    await button(desk, '导出撤销清单').click();
    await drawer(desk).getByLabel('保存到').fill(stick('撤销清单.crl'));
    await drawer(desk).getByLabel('机构身份的口令').fill(institutionPassphrase);
    await drawer(desk).getByRole('button', { name: '导出撤销清单' }).click();
    await drawer(desk).getByText('已导出，共 1 张撤销的证书').waitFor({ timeout: 30_000 });
    await close(desk);

    await rail(desk, '交换').click();
    await button(desk, '收回结果').click();
    await drawer(desk).getByTestId('exchange-file').setInputFiles(stick('交回-王示例.ppreturn'));
    await drawer(desk).getByLabel('机构身份的口令').fill(institutionPassphrase);
    await drawer(desk).getByRole('button', { name: '收回结果' }).click();
    await desk.getByTestId('merge-report').getByText('第 5 项检查没有通过（共 8 项）：签名与信任').waitFor({ timeout: 30_000 });
    await close(desk);
  }, 120_000);

  test.skipIf(!has('openssl'))(
    'a_key_of_a_licensed_authority_is_looked_at_trusted_and_used (needs openssl)',
    async () => {
      run('sh', [
        '-c',
        `cd '${folder}' && openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 900 -subj '/O=Licensed/CN=Licensed CA' -addext basicConstraints=critical,CA:true -addext keyUsage=critical,keyCertSign 2>/dev/null && openssl req -newkey rsa:2048 -nodes -keyout leaf.key -out leaf.csr -subj '/O=University/CN=Zhang' 2>/dev/null && printf 'basicConstraints=critical,CA:false\\nkeyUsage=critical,digitalSignature,nonRepudiation\\n' > ext.cnf && openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 400 -extfile ext.cnf -out leaf.pem 2>/dev/null && openssl pkcs12 -export -inkey leaf.key -in leaf.pem -certfile ca.pem -out licensed.pfx -passout pass:foreign-pass`,
      ]);
      const parks = (await office.call('applications.list', { roundId })).map((one) => one.applicationId);
      const { personId } = await office.call('panel.add', { roundId, name: '张示例', organisation: '示例大学' });
      await office.call('panel.assign', { personId, applicationIds: parks });
      for (const applicationId of parks) await office.call('conflicts.declare', { personId, applicationId, relation: 'none' });

      const guest = await setStage({ browser });
      try {
        const { page } = guest;
        // the member looks, and hands over what opens nothing
        await button(page, '申请身份').click();
        await button(page, '查看身份文件').click();
        await drawer(page).getByLabel('身份文件', { exact: true }).fill(stick('licensed.pfx'));
        await drawer(page).getByLabel('口令', { exact: true }).fill('foreign-pass');
        await drawer(page).getByRole('button', { name: '查看', exact: true }).click();
        const chain = drawer(page).getByRole('list', { name: '签发关系（上面的签发下面的）' });
        await chain.waitFor({ timeout: 30_000 });
        expect((await chain.getByRole('listitem').allInnerTexts()).map((text) => text.trim())).toEqual(['Licensed CA （根证书）', 'Zhang']);
        await drawer(page).getByLabel('证书文件保存到').fill(stick('Zhang.crt'));
        await button(page, '生成交给秘书的证书文件').click();
        await drawer(page).getByTestId('handed-path').waitFor({ timeout: 30_000 });
        await close(page);

        // the office trusts the root by its fingerprint, or not at all
        const desk = office.page;
        await rail(desk, '交换').click();
        await desk.locator('.page-actions').getByRole('link', { name: '身份' }).click();
        await button(desk, '登记成员文件').click();
        const form = drawer(desk);
        await form.getByTestId('exchange-file').setInputFiles(stick('Zhang.crt'));
        await form.getByText('签发机构“Licensed CA”还没有被本机信任').waitFor({ timeout: 30_000 });
        await form.getByLabel('登记给成员').click();
        await desk.locator('.ant-select-dropdown:visible').getByText('张示例').click();
        await button(desk, '信任并登记').click();
        await form.getByText('请先核对指纹').waitFor();
        expect((await office.call('identities.list', {})).filter((one) => one.personId === personId)).toEqual([]);
        await form.getByLabel('已当面或电话核对，指纹一致').check();
        await button(desk, '信任并登记').click();
        await form.getByText('已登记给 张示例').waitFor({ timeout: 30_000 });
        await close(desk);
        expect((await office.call('identities.list', {})).some((one) => one.kind === 'root' && one.subject === 'Licensed CA')).toBe(true);
        await office.call('exchange.issue', { personId, path: stick('任务-张示例.pptask'), institutionPassphrase });

        // the member's file does not know the institution: the fingerprint is compared before the task opens
        await rail(page, '交换').click();
        await button(page, '打开任务').click();
        const open = drawer(page);
        await open.getByTestId('exchange-file').setInputFiles(stick('任务-张示例.pptask'));
        expect(await open.getByLabel('身份文件', { exact: true }).inputValue()).toBe(stick('licensed.pfx'));
        await open.getByLabel('身份文件的口令').fill('foreign-pass');
        await open.getByRole('switch').click();
        await open.getByRole('button', { name: '打开任务' }).click();
        await open.getByText('第 5 项检查没有通过（共 8 项）：签名与信任').waitFor({ timeout: 30_000 });
        const told = (await office.call('identities.list', {})).find((one) => one.kind === 'root' && one.holder === '示例评审中心');
        expect(await open.locator('.trust-box [data-fingerprint]').getAttribute('data-fingerprint')).toBe(told?.fingerprint);
        expect(await guest.call('rounds.list', {})).toEqual([]);
        await open.getByLabel('已当面或电话核对，指纹一致').check();
        await open.getByRole('button', { name: '信任并打开' }).click();
        await open.getByText('已装入 张示例 的任务').waitFor({ timeout: 30_000 });
        // closing is as good as beginning: the machine is the expert's
        await open.page().locator('.ant-drawer-open .ant-drawer-footer').getByRole('button', { name: '关闭' }).click();
        await page.getByRole('navigation', { name: '园区' }).waitFor();
        await expect.poll(async () => (await guest.call('settings.get', {})).settings.personId).toBe(personId);
        expect(guest.complaints).toEqual([]);
      } finally {
        await guest.close();
      }
    },
    120_000,
  );

  test('a_task_under_a_passphrase_opens_without_a_key_file', async () => {
    const { personId } = await office.call('panel.add', { roundId, name: '周示例' });
    await office.call('panel.assign', {
      personId,
      applicationIds: (await office.call('applications.list', { roundId })).map((one) => one.applicationId),
    });
    await office.call('exchange.issue', {
      personId,
      path: stick('任务-周示例.pptask'),
      institutionPassphrase,
      passphrase: '电话里说的口令 2026',
    });
    const guest = await setStage({ browser });
    try {
      const { page } = guest;
      await button(page, '打开任务').click();
      const open = drawer(page);
      await open.getByTestId('exchange-file').setInputFiles(stick('任务-周示例.pptask'));
      await open.getByRole('switch').click();
      await open.getByText('文件口令', { exact: true }).first().click();
      await open.getByRole('textbox', { name: '文件口令', exact: true }).fill('听错的口令');
      await open.getByRole('button', { name: '打开任务' }).click();
      await open.getByText('文件口令不对').waitFor({ timeout: 30_000 });
      await open.getByRole('textbox', { name: '文件口令', exact: true }).fill('电话里说的口令 2026');
      await open.getByRole('button', { name: '打开任务' }).click();
      await open.locator('.trust-box').waitFor({ timeout: 30_000 });
      await open.getByLabel('已当面或电话核对，指纹一致').check();
      await open.getByRole('button', { name: '信任并打开' }).click();
      await open.getByText('已装入 周示例 的任务').waitFor({ timeout: 30_000 });
      // the return wants an identity: it is said now, and not when all is done
      await open.getByTestId('identity-wanted').getByRole('link', { name: '申请身份' }).waitFor();
    } finally {
      await guest.close();
    }
  }, 90_000);

  test('the_next_start_knows_who_sits_here_and_how_it_should_look', async () => {
    const { dir, page } = laptop;
    await page.getByRole('button', { name: /^切换语言/ }).click();
    await page.getByRole('button', { name: /^Change light or dark/ }).click();
    await expect
      .poll(async () => (await laptop.call('settings.get', {})).settings)
      .toMatchObject({ language: 'en', shade: 'light', personId: person('李示例'), roundId });
    const next = await setStage({ dir, browser });
    try {
      expect(new URL(next.page.url()).port).not.toBe(new URL(page.url()).port);
      await rail2(next.page, 'Scoring').waitFor();
      expect(await next.page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light');
      expect(await next.page.getByRole('navigation', { name: 'Main navigation' }).innerText()).not.toContain('Applications');
      expect(next.complaints).toEqual([]);
    } finally {
      await next.close();
    }
  });

  test('nothing_was_asked_of_the_network_and_no_passphrase_was_kept', async () => {
    const refused = /status of 4\d\d/;
    for (const stage of [office, laptop, other]) expect(stage.complaints.filter((one) => !refused.test(one))).toEqual([]);
    for (const { dir, page } of [office, laptop, other]) {
      for (const name of readdirSync(dir).filter((one) => !one.startsWith('.') && /\.(db|db-wal|json)$/.test(one))) {
        const bytes = readFileSync(join(dir, name));
        for (const secret of [institutionPassphrase, memberPassphrase, ownPassphrase])
          expect(bytes.includes(Buffer.from(secret)), `${basename(dir)}/${name}`).toBe(false);
      }
      expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).toBe('{}');
    }
  });
});

function rail2(page: Page, name: string): Locator {
  return page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name });
}
