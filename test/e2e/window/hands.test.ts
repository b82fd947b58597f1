/**
 * The day of an expert (declare, score, submit, return) and of a visitor (open, check, measure, photograph, sign, return) on their own
 * laptops, by keys alone and by touch alone, at three sizes. A signature is drawn: with keys in the hand, too, it is the pen's.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHost } from '../../../electron/services/host.ts';
import type { Input, MethodName, Output } from '../../../domain/contract/api.ts';
import { png } from '../../fixtures/png.ts';
import { parkNames, samples } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { openBrowser } from '../browser.ts';
import { setStage, type Stage } from '../stage.ts';

const institutionPassphrase = '评审机构口令-2026-示例';
const memberPassphrase = 'correct horse battery';
const parkName = parkNames[0] ?? '';
const leaf = (id: string, name: string, max100: number) => ({ id, name: { zh: name }, max100, commentBelow: 0 });
const criteria = [leaf('1', '运营管理', 4000), leaf('2', '培育成效', 6000)];

const folder = mkdtempSync(join(tmpdir(), 'parkpanel-hands-'));
const file = (name: string) => join(folder, name);
let browser: Browser;
let roundId = '';
let applicationId = '';
const members = { expert: '', visitor: '' };
type Member = keyof typeof members;

/** Runs calls on a workspace without a window, and lets go of it. */
async function onMachine<T>(
  dir: string,
  work: (call: <M extends MethodName>(method: M, payload: Input<M>) => Promise<Output<M>>) => Promise<T>,
): Promise<T> {
  const host = openHost(dir);
  try {
    return await work(async (method, payload) => {
      const answer = await host.dispatch.call({ method, payload, language: 'zh' });
      if (!answer.ok) throw new Error(`${method}: ${answer.error.code} ${answer.error.message}`);
      return answer.value as never;
    });
  } finally {
    host.session.release();
  }
}

beforeAll(async () => {
  await onMachine(file('office'), async (call) => {
    ({ roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '2026 年度评审', appliedOn: '2026-09-30' }));
    await call('packages.import', { roundId, paths: [join(samples, `${parkName}.zip`)] });
    applicationId = (await call('applications.list', { roundId }))[0]?.applicationId ?? '';
    await call('rounds.setRubric', { roundId, rubric: { criteria } });
    const institutionPath = file('机构.p12');
    await call('identities.createInstitution', { name: '示例评审中心', path: institutionPath, passphrase: institutionPassphrase });
    for (const [role, name] of [
      ['expert', '李示例'],
      ['visitor', '周示例'],
    ] as const) {
      const { personId } = await call('panel.add', { roundId, name, role, ...(role === 'expert' && { organisation: '示例大学' }) });
      members[role] = personId;
      await call('panel.assign', { personId, applicationIds: [applicationId] });
      await call('identities.issue', {
        personId,
        path: file(`${role}.p12`),
        passphrase: memberPassphrase,
        institutionPath,
        institutionPassphrase,
      });
    }
    await call('rounds.openScoring', { roundId, despite: '试评' });
    for (const [role, personId] of Object.entries(members))
      await call('exchange.issue', { personId, path: file(`${role}.pptask`), institutionPath, institutionPassphrase });
  });
  for (const role of ['expert', 'visitor'] as const)
    await onMachine(file(role), async (call) => {
      const identity = file(`${role}.p12`);
      await call('exchange.open', { path: file(`${role}.pptask`), identity, passphrase: memberPassphrase });
      await call('settings.set', { language: 'zh', roundId, personId: members[role], keyFiles: { [members[role]]: identity } });
    });
  mkdirSync(file('back'));
  writeFileSync(file('大门.png'), png(320, 240, 90));
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How somebody reaches what is on the page. */
interface Hands {
  press(target: Locator): Promise<void>;
  type(target: Locator, text: string): Promise<void>;
}

const fingers: Hands = {
  press: (target) => target.tap(),
  async type(target, text) {
    await target.tap();
    // what stands there is taken off as a finger does: marked, and typed over
    await target.selectText();
    await target.page().keyboard.insertText(text);
  },
};

/** Tabs until the cursor is on it. */
async function tabTo(target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let step = 0; step < 260; step += 1) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await target.page().keyboard.press('Tab');
  }
  throw new Error(`no way by Tab to ${String(target)}`);
}

const keys: Hands = {
  async press(target) {
    await tabTo(target);
    await target.page().keyboard.press('Enter');
  },
  async type(target, text) {
    await tabTo(target);
    await target.page().keyboard.press('Control+a');
    await target.page().keyboard.insertText(text);
  },
};

/** A signature, drawn in one stroke. */
async function draw(page: Page): Promise<void> {
  const box = await page.getByTestId('sign-canvas').boundingBox();
  if (!box) throw new Error('no paper to sign on');
  await page.mouse.move(box.x + 60, box.y + 30);
  await page.mouse.down();
  for (let step = 1; step <= 12; step += 1) await page.mouse.move(box.x + 60 + step * 12, box.y + 30 + (step % 3) * 15);
  await page.mouse.up();
}

/** Each means where it is at home, and every size; the two others by `EVERY_STEP=1`, for a story takes twenty seconds. */
const seldom =
  process.env['EVERY_STEP'] === '1'
    ? ([
        ['keys', 1024, 768],
        ['touch', 1280, 800],
      ] as const)
    : [];

describe.each([['keys', 1280, 800], ['keys', 768, 1024], ['touch', 1024, 768], ['touch', 768, 1024], ...seldom] as const)(
  'by %s alone at %i × %i',
  (means, width, height) => {
    const hands = means === 'keys' ? keys : fingers;
    const button = (page: Page | Locator, name: string | RegExp) =>
      page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });

    /** The member's own laptop as the task left it, and what is on its screen. */
    async function sitDown(role: Member): Promise<Stage & { readonly personId: string }> {
      const dir = tempFolder();
      cpSync(file(role), dir, { recursive: true });
      const stage = await setStage({ dir, browser, context: { viewport: { width, height }, hasTouch: means === 'touch' } });
      return { ...stage, personId: members[role] };
    }

    /** From the desk to the file for the office; gives the file. */
    async function giveBack({ page }: Stage, role: Member): Promise<string> {
      const path = file(`back/${role}-${means}-${width}x${height}.ppreturn`);
      await hands.press(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '交换' }));
      await hands.press(button(page, '交回结果'));
      const form = page.getByRole('dialog');
      await hands.type(form.getByLabel('保存位置'), path);
      await hands.type(form.getByLabel('身份文件', { exact: true }), file(`${role}.p12`));
      await hands.type(form.getByLabel('身份文件的口令'), memberPassphrase);
      await hands.press(button(form, '交回结果'));
      await form.getByTestId('returned-path').waitFor({ timeout: 30_000 });
      expect(existsSync(path)).toBe(true);
      return path;
    }

    /** The same file once more: it is written over where that was asked for, and only then. */
    async function giveBackOver({ page }: Stage): Promise<void> {
      const form = page.getByRole('dialog');
      const digest = await form.getByTestId('returned-digest').innerText();
      await hands.press(button(form, '关闭').last());
      await hands.press(button(page, '交回结果'));
      await hands.type(form.getByLabel('保存位置'), file(`back/expert-${means}-${width}x${height}.ppreturn`));
      await hands.type(form.getByLabel('身份文件的口令'), memberPassphrase);
      await hands.press(button(form, '交回结果'));
      await form.getByText('该位置已有同名文件，没有覆盖').waitFor({ timeout: 30_000 });
      await tabTo(form.getByRole('checkbox', { name: '覆盖同名文件' }));
      await page.keyboard.press('Space');
      await hands.press(button(form, '交回结果'));
      await form.getByTestId('returned-path').waitFor({ timeout: 30_000 });
      expect(await form.getByTestId('returned-digest').innerText()).not.toBe(digest);
    }

    async function nothingIsCutOff({ page }: Stage): Promise<void> {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }

    test('an expert declares, scores, submits and returns', async () => {
      const stage = await sitDown('expert');
      const { page, call, personId } = stage;
      try {
        const seat = { personId, applicationId };
        await hands.press(button(page, /无关系$/));
        await hands.press(button(page.getByRole('dialog'), '声明均无关系'));
        await expect.poll(async () => (await call('conflicts.list', { personId }))[0]?.relation).toBe('none');
        await hands.press(page.getByRole('main').getByRole('link', { name: parkName }).first());
        await nothingIsCutOff(stage);
        const points = (id: string) => page.locator(`[data-points="${id}"]:visible`);
        if (means === 'touch' && width < 900) await page.locator('.desk-tabs').getByText('评分表', { exact: true }).tap();
        for (const { id, max100 } of criteria) {
          if (means === 'touch' || id === '1') await hands.type(points(id), String(max100 / 100));
          else {
            // Enter leads from one criterion to the next, whatever is shown of the sheet
            await page.keyboard.press('Enter');
            await expect.poll(() => points(id).evaluate((one) => one === document.activeElement)).toBe(true);
            await page.keyboard.type(String(max100 / 100));
          }
        }
        if (means === 'touch') await page.locator('.opinion').getByText('推荐', { exact: true }).tap();
        else {
          await page.keyboard.press('Enter');
          await page.keyboard.press('Alt+o');
          await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.opinion') !== null)).toBe(true);
          await page.keyboard.press('Space');
          await expect.poll(() => page.locator('.opinion input:checked').count()).toBe(1);
        }
        await expect.poll(async () => (await call('opinions.get', seat))?.recommendation).toBe('recommend');
        if (means === 'touch') await button(page, '提交').tap();
        else await page.keyboard.press('Control+Enter');
        await hands.press(button(page.getByRole('dialog'), '提交'));
        await page.getByTestId('digest').waitFor();
        expect(await call('scores.get', seat)).toMatchObject({ state: 'submitted', totals: { total100: 10_000 } });
        await nothingIsCutOff(stage);
        await giveBack(stage, 'expert');
        if (means === 'keys' && width === 1280) await giveBackOver(stage);
        expect(stage.complaints).toEqual([]);
      } finally {
        await stage.close();
      }
    }, 60_000);

    test('a visitor opens, checks, measures, photographs, signs and returns', async () => {
      const stage = await sitDown('visitor');
      const { page, call } = stage;
      try {
        await hands.press(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '实地考察' }));
        await hands.press(button(page, `新建考察 ${parkName}`));
        await hands.type(page.getByLabel('考察日期'), '2026-10-10');
        await hands.type(page.getByRole('combobox', { name: '在场人员' }), '周示例、');
        await hands.press(button(page, '开始考察'));
        await page.getByRole('heading', { level: 1, name: parkName }).waitFor();
        const [head] = await call('visits.list', { roundId });
        const visit = () => call('visits.get', { visitId: head?.visitId ?? '' });
        expect(await visit()).toMatchObject({ visitedOn: '2026-10-10', people: ['周示例'] });
        await hands.press(button(page.locator('[data-check]').first(), '符合'));
        await expect.poll(async () => (await visit()).checklist[0]?.outcome).toBe('holds');
        await hands.type(page.locator('[data-measure="companies"]').getByRole('textbox', { name: /实测值$/ }), '41');
        await page.keyboard.press('Tab');
        await expect.poll(async () => (await visit()).measures.find(({ key }) => key === 'companies')?.value).toBe(41);
        const [chooser] = await Promise.all([page.waitForEvent('filechooser'), hands.press(button(page, '选择照片'))]);
        await chooser.setFiles(file('大门.png'));
        await expect.poll(async () => (await visit()).photos.length).toBe(1);
        await hands.press(button(page, '签名'));
        await hands.type(page.getByRole('combobox', { name: '签名人姓名' }), '周示例');
        if (means === 'touch') await page.getByText('考察人员', { exact: true }).last().tap();
        else {
          await tabTo(page.getByRole('radio', { name: '考察人员' }));
          await page.keyboard.press('Space');
        }
        await draw(page);
        await hands.press(button(page, '保存签名'));
        await page.getByRole('img', { name: '周示例的签名' }).waitFor();
        await nothingIsCutOff(stage);
        await giveBack(stage, 'visitor');
        expect(stage.complaints).toEqual([]);
      } finally {
        await stage.close();
      }
    }, 60_000);
  },
);

test('everything that was given back is taken in', async () => {
  cpSync(file('office'), file('home'), { recursive: true });
  await onMachine(file('home'), async (call) => {
    const paths = (['expert', 'visitor'] as const).map((role) => file(`back/${role}-keys-768x1024.ppreturn`));
    const { merged, refused } = await call('exchange.merge', {
      paths,
      institutionPath: file('机构.p12'),
      institutionPassphrase,
    });
    expect([merged.map(({ submitted, visits }) => [submitted, visits]), refused]).toEqual([
      [
        [1, 0],
        [0, 1],
      ],
      [],
    ]);
  });
}, 60_000);
