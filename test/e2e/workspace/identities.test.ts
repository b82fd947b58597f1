/** 一次签发 as the office does it: each passphrase stands there as soon as its file does, namesakes get files of their own, and nothing is lost on the way. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openIdentity } from '../../../electron/io/crypto/identity.ts';
import { setStage, type Stage } from '../stage.ts';

const passphrase = '评审机构口令-2026';
const folder = mkdtempSync(join(tmpdir(), 'parkpanel-slips-'));
let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
  const { roundId } = await stage.call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '本轮',
    appliedOn: '2026-09-30',
    settings: { institution: '示例评审中心' },
  });
  for (const [name, organisation] of [
    ['陈静', '示例大学'],
    ['陈静', '示例海关'],
    ['李敏', '示例协会'],
    ['王伟', '示例学院'],
  ] as const)
    await stage.call('panel.add', { roundId, name, organisation, role: 'expert' });
  await stage.call('identities.createInstitution', { name: '示例评审中心', path: join(folder, '机构.p12'), passphrase });
  await stage.page.reload();
}, 60_000);

afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

test('stopped_on_the_way_and_left_each_slip_is_there_and_opens_its_file', async () => {
  const { page } = stage;
  await page.evaluate(() => (location.hash = '#/identities'));
  await page.getByRole('button', { name: '一次签发' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('保存到文件夹').fill(folder);
  await form.getByLabel('机构身份的口令').fill(passphrase);
  // the third waits until somebody has looked
  let made = 0;
  let go = (): void => undefined;
  const looked = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route('**/call', async (route) => {
    if (route.request().postData()?.includes('identities.issue')) {
      made += 1;
      if (made === 4) await looked;
    }
    await route.continue();
  });
  await form.getByRole('button', { name: '签发所选成员' }).click();
  const slips = page.getByRole('table', { name: '口令条' });
  // 陈静, 陈静 again (one try for a name that is taken, one for the next): both stand there while the third is begun
  await expect.poll(() => slips.locator('.slip-secret').count()).toBe(2);
  await form.getByRole('button', { name: '停止' }).click();
  // whoever leaves meanwhile finds them again
  await page.evaluate(() => (location.hash = '#/settings'));
  await page.getByRole('heading', { level: 1, name: '设置' }).waitFor();
  go();
  await expect.poll(async () => (await stage.call('identities.list', {})).filter((one) => one.kind === 'member').length).toBe(3);
  await page.unrouteAll({ behavior: 'wait' });
  await page.evaluate(() => (location.hash = '#/identities'));
  await slips.waitFor();
  await page.getByText('已签发 3 位成员的身份。').waitFor();
  const secrets = await slips
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => Array.from(row.querySelectorAll('th, td'), (cell) => (cell as HTMLElement).innerText.trim())));
  expect(secrets.map(([name, organisation, file]) => [name, organisation, file])).toEqual([
    ['陈静', '示例大学', '陈静.p12'],
    ['陈静', '示例海关', '陈静-2.p12'],
    ['李敏', '示例协会', '李敏.p12'],
  ]);
  for (const [, , file = '', secret = ''] of secrets) await openIdentity(readFileSync(join(folder, file)), secret);
  // they go when somebody says that they were handed over, not by Escape
  await page.keyboard.press('Escape');
  expect(await slips.isVisible()).toBe(true);
  await page.getByRole('button', { name: '已交付口令，关闭' }).click();
  await slips.waitFor({ state: 'hidden' });
  expect(readdirSync(folder).filter((name) => name.startsWith('王伟'))).toEqual([]);
  expect(stage.complaints).toEqual([]);
}, 60_000);
