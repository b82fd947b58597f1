/** 谁在用这台电脑: a machine that only opened tasks has no office, and whoever goes on after another shows the own key file. */
import { expect, test } from 'vitest';
import { memberPassphrase, openLaptop, openOffice } from '../../fixtures/exchange/office.ts';
import { setStage, type Stage } from '../stage.ts';

const bar = ({ page }: Stage) => page.locator('header.bar');

async function begin(stage: Stage, settings: { roundId: string; personId: string | null }): Promise<void> {
  const { page, call } = stage;
  await call('settings.set', { language: 'zh', ...settings });
  const { origin } = new URL(page.url());
  await page.goto('about:blank');
  await page.goto(`${origin}/#/home`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

test('who_is_alone_there_is_meant_and_there_is_no_office', async () => {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [personId = ''] = office.experts;
  const laptop = openLaptop(office, personId);
  await laptop.open(await office.issue(personId));
  laptop.host.session.release();
  const stage = await setStage({ dir: laptop.dir });
  try {
    // whatever was remembered, a machine with one task is that person's
    await begin(stage, { roundId: office.roundId, personId: null });
    await bar(stage).getByText('专家1 · 组长').waitFor();
    expect(await bar(stage).getByLabel('当前身份').count()).toBe(0);
    expect(await stage.page.getByText('秘书').count()).toBe(0);
    for (const place of ['申报材料', '资格审查', '评审组', '汇总', '名单'])
      expect([place, await stage.page.getByRole('navigation').getByText(place, { exact: true }).count()]).toEqual([place, 0]);
    await stage.page.getByLabel('轮次').click();
    expect(await stage.page.getByText('新建轮次').count()).toBe(0);
    expect((await stage.call('settings.get', {})).settings.personId).toBe(personId);
    expect(stage.complaints).toEqual([]);
  } finally {
    await stage.close();
  }
}, 120_000);

test('of_several_the_next_shows_the_own_key_file_with_its_passphrase', async () => {
  const office = await openOffice({ parks: 1, experts: 2 });
  const [first = '', second = ''] = office.experts;
  const laptop = openLaptop(office, first);
  await laptop.open(await office.issue(first));
  await laptop.call('exchange.open', {
    path: await office.issue(second),
    identity: office.identityOf(second),
    passphrase: memberPassphrase,
  });
  laptop.host.session.release();
  const stage = await setStage({ dir: laptop.dir });
  const { page } = stage;
  const sits = async () => (await stage.call('settings.get', {})).settings.personId;
  const typeInto = async (place: ReturnType<typeof page.locator>, path: string, passphrase: string) => {
    await place.getByLabel('身份文件').fill(path);
    await place.locator('input[type="password"]').fill(passphrase);
    await place.getByRole('button', { name: '确认并切换' }).click();
  };
  try {
    await begin(stage, { roundId: office.roundId, personId: null });
    // nobody said who it is: nothing of either is there
    await page.getByRole('heading', { name: '谁在用这台电脑' }).waitFor();
    expect(await page.getByRole('navigation').getByText('评分', { exact: true }).count()).toBe(0);
    const asked = page.locator('main.work');
    await asked.getByLabel('换成').click();
    await page.getByTitle('专家1', { exact: true }).click();
    await typeInto(asked, office.identityOf(second), memberPassphrase);
    await asked.getByText('不是“专家1”的').waitFor();
    await typeInto(asked, office.identityOf(first), '猜的口令');
    await asked.getByRole('alert').filter({ hasText: '口令' }).waitFor();
    expect(await sits()).toBeNull();
    await typeInto(asked, office.identityOf(first), memberPassphrase);
    await expect.poll(sits).toBe(first);
    await page.getByRole('navigation').getByText('评分', { exact: true }).waitFor();

    // to another only by that one's own file
    await bar(stage).getByLabel('当前身份').click();
    expect(await page.getByTitle('秘书', { exact: true }).count()).toBe(0);
    await page.getByTitle('专家2 · 专家', { exact: true }).click();
    const drawer = page.locator('.ant-drawer');
    await drawer.getByText('换人时用他本人的身份文件和口令确认').waitFor();
    expect(await sits()).toBe(first);
    await typeInto(drawer, office.identityOf(second), memberPassphrase);
    await expect.poll(sits).toBe(second);
    await bar(stage).getByText('专家2 · 专家').first().waitFor();
    expect(stage.complaints).toEqual([]);
  } finally {
    await stage.close();
  }
}, 120_000);
