/**
 * Packages come in and are checked, with the keyboard alone: chosen, read, what was left open typed from the page
 * beside it, one figure corrected, every park accepted; and an import that is stopped has never been.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PdfKit from 'pdfkit';
import type { FileChooser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildZip } from '../fixtures/archives.ts';
import { formDocx } from '../fixtures/office.ts';
import { png } from '../fixtures/png.ts';
import { has } from '../fixtures/tools.ts';
import { root, setStage, type Stage } from './stage.ts';

const samples = join(root, 'resources/samples');
const star = '长沙星湖跨境电商产业园';
const scanned = '怀化扫描跨境电商产业园';
const half = '邵阳半填跨境电商产业园';

let stage: Stage;
let roundId = '';
let inbox = '';
const pickers: FileChooser[] = [];

const parks = () => stage.call('applications.list', { roundId });
const idOf = async (name: string) => (await parks()).find((one) => one.parkName === name)?.applicationId ?? '';
const fieldOf = async (park: string, key: string) =>
  (await stage.call('applications.get', { applicationId: await idOf(park) })).fields.find((one) => one.key === key);
const button = (name: string): Locator => stage.page.getByRole('button', { name, exact: true });
const press = async (...keys: string[]) => {
  for (const key of keys) await stage.page.keyboard.press(key);
};

/** The field of the check that has the focus; null when none has. */
const focused = () => stage.page.evaluate(() => document.activeElement?.getAttribute('data-check') ?? null);

/** Goes there as somebody without a mouse would. */
async function tabTo(target: Locator): Promise<void> {
  const reached = () => target.evaluate((one) => one === document.activeElement).catch(() => false);
  await target.waitFor();
  for (let steps = 0; steps < 80 && !(await reached()); steps++) await press('Tab');
  expect(await reached()).toBe(true);
}

async function arrive(park: string): Promise<void> {
  await stage.page.getByRole('heading', { level: 1, name: park }).waitFor();
  await expect.poll(focused).not.toBeNull();
}

/** Every file of the workspace but the database's own. */
const filesOf = (dir: string) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && !one.name.startsWith('panel.db'))
    .map((one) => join(one.parentPath, one.name))
    .sort();

/** A page that is a picture of itself, as a scanner sends it. */
async function scan(): Promise<Buffer> {
  const document = new PdfKit({ size: 'A4', margin: 0 });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  document.image(Buffer.from(png(400, 560, 40)), 0, 0, { width: 595 });
  document.addPage().image(Buffer.from(png(400, 560, 90)), 0, 0, { width: 595 });
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Goes to the button, and hands the files to the window that it opens. */
async function choose(paths: readonly string[]): Promise<void> {
  await tabTo(button('导入材料').first());
  await press('Enter');
  await expect.poll(() => pickers.length).toBe(1);
  await pickers.pop()?.setFiles([...paths]);
}

beforeAll(async () => {
  stage = await setStage();
  stage.page.on('filechooser', (picker) => pickers.push(picker));
  inbox = join(stage.dir, '..', `inbox-${process.pid}`);
  mkdirSync(inbox);
  // let in, before it is loaded again
  await stage.page.getByText('还没有评审轮次').waitFor();
  ({ roundId } = await stage.call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '2026 年度产业园评审',
    appliedOn: '2026-09-30',
  }));
  copyFileSync(join(samples, `${star}.zip`), join(inbox, `${star}.zip`));
  writeFileSync(
    join(inbox, `${scanned}.zip`),
    buildZip([
      { name: '申报表（盖章扫描）.pdf', data: await scan() },
      { name: '申请报告.txt', data: '报告' },
    ]),
  );
  const open = { '产业园总建筑面积\n（平方米）': '20000-25000', 有中长期发展规划: '□是 □否', 联系人: '' };
  writeFileSync(join(inbox, `${half}.zip`), buildZip([{ name: '申报表.docx', data: formDocx(half, open) }]));
  writeFileSync(join(inbox, '坏.zip'), 'PK\u0003\u0004 and nothing after');
  await stage.page.reload();
}, 60_000);
afterAll(async () => {
  await stage.close();
  rmSync(inbox, { recursive: true, force: true });
});

describe('packages come in and are checked by keyboard alone', () => {
  test('an_import_that_is_stopped_leaves_nothing', async () => {
    const { page, dir } = stage;
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await tabTo(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '申报材料' }));
    await press('Enter');
    await page.getByText('还没有申报材料').waitFor();
    // enough to read for a while, and packed within what a package may be
    const block = Buffer.concat([randomBytes(8000), Buffer.alloc(392_000)]);
    const large = Buffer.concat(Array.from({ length: 300 }, () => block));
    const big = join(inbox, '大.zip');
    writeFileSync(
      big,
      buildZip([
        { name: '申报表.docx', data: formDocx('大跨境电商产业园') },
        ...Array.from({ length: 4 }, (_, at) => ({ name: `影像${at + 1}.mp4`, data: large })),
      ]),
    );
    const before = filesOf(dir);
    const { events } = await stage.call('workspace.info', {});
    await choose([big]);
    const drawer = page.getByRole('dialog', { name: '导入申报材料' });
    // the file that is being read is named while it is
    await drawer
      .getByRole('status')
      .getByText(/影像\d\.mp4/)
      .waitFor();
    await tabTo(drawer.getByRole('button', { name: '停止导入' }));
    await press('Enter');
    await drawer.getByText('已取消').waitFor();
    await expect.poll(() => filesOf(dir)).toEqual(before);
    expect(await parks()).toEqual([]);
    expect((await stage.call('workspace.info', {})).events).toBe(events);
    rmSync(big);
    await tabTo(drawer.getByRole('button', { name: '关闭' }).last());
    await press('Enter');
    await drawer.waitFor({ state: 'hidden' });
    // back where the way began
    await expect
      .poll(() =>
        button('导入材料')
          .first()
          .evaluate((one) => one === document.activeElement),
      )
      .toBe(true);
  }, 60_000);

  test('several_packages_are_chosen_and_what_came_of_each_is_said', async () => {
    const { page } = stage;
    await choose([`${star}.zip`, `${scanned}.zip`, `${half}.zip`, '坏.zip'].map((name) => join(inbox, name)));
    const summary = page.getByTestId('import-summary');
    await summary.getByText('导入 3 家，已有 0 家，未导入 1 个包').waitFor();
    expect(await summary.innerText()).toContain('坏.zip');
    expect(await summary.innerText()).toContain('未读到：联系人、有中长期发展规划、总建筑面积');
  });

  test.skipIf(!has('pdftotext'))('the_summary_prints_alone_and_whole (needs pdftotext)', async () => {
    const { page } = stage;
    const paper = join(inbox, 'summary.pdf');
    // the paper is larger than the drawer: what is below its fold is printed too
    await page.pdf({
      path: paper,
      format: 'A4',
      printBackground: true,
      margin: { top: '20mm', bottom: '20mm', left: '20mm', right: '20mm' },
    });
    const words = execFileSync('pdftotext', ['-layout', paper, '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, '');
    for (const said of ['2026年度产业园评审', '导入3家，已有0家，未导入1个包', '坏.zip', star, scanned, half, '未读到：'])
      expect(words).toContain(said.replaceAll(' ', ''));
    for (const control of ['停止导入', '打印结果', '工作台', '逐项核对']) expect(words).not.toContain(control);
  });

  test('what_could_not_be_read_comes_first_and_is_typed', async () => {
    const { page } = stage;
    await tabTo(page.getByRole('dialog', { name: '导入申报材料' }).getByRole('link', { name: '逐项核对' }));
    await press('Enter');
    await page.getByText(/第 \d 家，共 3 家 · 已核对 0 家/).waitFor();
    while (!(await page.getByRole('heading', { level: 1, name: half }).isVisible())) {
      const place = page.getByText(/第 \d 家，共 3 家/);
      const here = await place.innerText();
      await press('n');
      await expect.poll(() => place.innerText()).not.toBe(here);
    }
    await arrive(half);
    await page.getByText(/^未读到 3 项/).waitFor();
    // they stand first on the screen, too, each in the order of the form
    const unread = ['contact', 'hasPlan', 'totalArea'];
    expect((await page.locator('[data-check]').evaluateAll((lines) => lines.map((line) => line.dataset['check']))).slice(0, 3)).toEqual(
      unread,
    );
    expect(await focused()).toBe(unread[0]);
    for (const key of unread.slice(1)) {
      await press('Tab');
      expect(await focused()).toBe(key);
    }
    await press('Shift+Tab');
    expect(await focused()).toBe('hasPlan');

    // yes or no: the cursor is on the answers
    await press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio');
    await press('Space', 'Tab');
    await page.keyboard.type('见规划文本');
    await press('Enter');
    await expect.poll(focused).toBe('totalArea');
    expect(await fieldOf(half, 'hasPlan')).toMatchObject({ used: 'evidence', unread: false });

    // a reason is asked for, at the reason
    await press('Enter');
    await page.getByLabel('核定值').waitFor();
    await page.keyboard.type('23500');
    await press('Enter');
    await page.getByText('请写明依据').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await page.keyboard.type('以产权证为准');
    await press('Enter');
    await page.locator('[data-check="totalArea"]').getByText('以产权证为准').waitFor();
    const area = await fieldOf(half, 'totalArea');
    expect(area?.values.map(({ source, raw, value, reason }) => ({ source, raw, value, reason }))).toEqual([
      { source: 'form', raw: '20000-25000', value: null, reason: null },
      { source: 'evidence', raw: '23500', value: '23500', reason: '以产权证为准' },
    ]);
    expect(await page.locator('[data-check="totalArea"]').innerText()).toContain('原文：20000-25000');
  });

  test('a_figure_is_corrected_and_what_the_form_said_stays', async () => {
    const { page } = stage;
    const before = await fieldOf(half, 'companies');
    while ((await focused()) !== 'companies') await press('ArrowDown');
    await press('Enter');
    await page.getByLabel('核定值').waitFor();
    await press('Control+a');
    await page.keyboard.type('28');
    await press('Escape');
    await expect.poll(focused).toBe('companies');
    expect(await fieldOf(half, 'companies')).toEqual(before);
    await press('Enter');
    await page.getByLabel('核定值').waitFor();
    await press('Control+a');
    await page.keyboard.type('28');
    await press('Tab');
    await page.keyboard.type('两家已迁出');
    await press('Enter');
    await page.locator('[data-check="companies"]').getByText('两家已迁出').waitFor();
    expect((await fieldOf(half, 'companies'))?.values).toMatchObject([
      { source: 'form', raw: '30', value: 30 },
      { source: 'evidence', value: 28 },
    ]);
  });

  test('a_scanned_form_is_typed_beside_its_page', async () => {
    const { page } = stage;
    await press('p');
    while (!(await page.getByRole('heading', { level: 1, name: scanned }).isVisible())) {
      const place = page.getByText(/第 \d 家，共 3 家/);
      const here = await place.innerText();
      await press(here.includes('第 1 家') ? 'n' : 'p');
      await expect.poll(() => place.innerText()).not.toBe(here);
    }
    await arrive(scanned);
    await page.locator('.sheet canvas').first().waitFor();
    await expect.poll(() => page.getByTestId('page-number').innerText()).toBe('1 / 2');
    expect(await focused()).toBe('parkName');
    await press('Enter');
    // what a picture says is copied, for which nobody asks a reason
    await page.getByLabel('申报表所填').waitFor();
    await page.keyboard.type(scanned);
    await press('Enter');
    // on to the next one that is open
    await expect.poll(focused).toBe('applicant');
    const applicationId = await idOf(scanned);
    const { documents } = await stage.call('applications.get', { applicationId });
    const form = documents.find((one) => one.kind === 'form');
    expect(await fieldOf(scanned, 'parkName')).toMatchObject({ used: 'typed' });
    const [event] = await stage.call('audit.list', { entity: `field:${applicationId}/parkName/typed` });
    expect(event).toMatchObject({
      actor: 'secretary',
      reason: null,
      new: { value: scanned, evidence: [{ documentId: form?.documentId, page: 1 }] },
    });
    expect(await page.locator('.sheet canvas').first().isVisible()).toBe(true);
  });

  test('figures_and_dates_are_typed_as_people_write_them_and_shown_as_understood', async () => {
    const { page } = stage;
    const places = (): Promise<(string | undefined)[]> =>
      page.locator('[data-check]').evaluateAll((lines) => lines.map((line) => line.dataset['check']));
    const before = await places();
    const to = async (key: string): Promise<void> => {
      const step = before.indexOf(key) < before.indexOf((await focused()) ?? '') ? 'ArrowUp' : 'ArrowDown';
      while ((await focused()) !== key) await press(step);
      await press('Enter');
      await page.getByLabel('申报表所填').waitFor();
    };
    const typed: readonly (readonly [key: string, text: string, understood: string | null, kept: unknown])[] = [
      ['openedOn', '二〇二四年八月', '记为 2024-08', '2024-08'],
      ['totalArea', '5.3万㎡', '记为 53000', '53000'],
      ['ecommerceArea', '３，２００', '记为 3200', '3200'],
      ['annualTrade', '3.2亿元', '记为 3.2', '3.2'],
      ['annualTurnover', '25000W元', '记为 2.5', '2.5'],
      ['companies', '80余家', null, null],
      ['companies', '八十家', '记为 80', 80],
    ];
    for (const [key, text, understood, kept] of typed) {
      await to(key);
      await page.keyboard.type(text);
      if (understood !== null) await page.getByRole('status').getByText(understood).waitFor();
      await press('Enter');
      if (kept === null) {
        // one sentence, once, at the field; what was typed stays
        await page.getByText('这是界限，不是实数').first().waitFor();
        expect(await page.getByText('这是界限，不是实数').count()).toBe(1);
        expect(await page.getByLabel('申报表所填').inputValue()).toBe(text);
        await press('Escape');
        await expect.poll(focused).toBe(key);
        continue;
      }
      // on to the next line, and the list stays as it was
      await expect.poll(focused).toBe(before[before.indexOf(key) + 1]);
      expect((await fieldOf(scanned, key))?.values).toMatchObject([{ source: 'typed', value: kept }]);
      expect(await places()).toEqual(before);
      const box = await page.locator(`[data-check="${key}"]`).boundingBox();
      expect(box !== null && box.y > 0 && box.y < 800).toBe(true);
    }
  });

  test('every_park_is_accepted_once_and_the_next_one_comes', async () => {
    const { page } = stage;
    const order = (await parks()).map((one) => one.parkName);
    const accepted = async () => (await stage.call('audit.list', { entity: 'check:*' })).length;
    const from = order.indexOf(scanned);
    const way = [...order.slice(from), ...order.slice(0, from)];
    await press('a');
    await arrive(way[1] ?? '');
    // back to one that is accepted: it is not accepted again, the key goes on to who waits
    await press(order.indexOf(way[1] ?? '') > from ? 'p' : 'n');
    await arrive(order.indexOf(way[1] ?? '') > from ? scanned : (order[1] ?? ''));
    expect(await accepted()).toBe(1);
    await press('a');
    await arrive(way[1] ?? '');
    expect(await accepted()).toBe(1);
    await press('a');
    await arrive(way[2] ?? '');
    expect(await accepted()).toBe(2);
    await press('a');
    await page.getByText('每家园区都已核对').waitFor();
    // the last one stays, and pressing on changes nothing
    await page.getByRole('heading', { level: 1, name: way[2] ?? '' }).waitFor();
    await press('a', 'a');
    expect(await accepted()).toBe(3);
    expect((await parks()).every((one) => one.acceptedAt !== null)).toBe(true);
    await tabTo(page.getByRole('link', { name: '返回申报材料' }).last());
    await press('Enter');
    await expect.poll(() => page.getByLabel('已核对', { exact: true }).count()).toBe(3);
    expect(stage.complaints).toEqual([]);
  });

  test('a_package_without_a_form_that_can_be_read_is_taken_in_under_a_name', async () => {
    const { page } = stage;
    const photo = join(inbox, '永州照片.zip');
    const called = '永州照片跨境电商产业园';
    writeFileSync(photo, buildZip([{ name: '拍照/第一页.png', data: Buffer.from(png(400, 560, 60)) }]));
    await choose([photo]);
    const drawer = page.getByRole('dialog', { name: '导入申报材料' });
    await drawer.getByText('导入 0 家，已有 0 家，未导入 1 个包').waitFor();
    await tabTo(drawer.getByRole('button', { name: '先收下，逐项录入' }));
    await press('Enter');
    const name = drawer.getByLabel('园区名称');
    await expect.poll(() => name.inputValue()).toBe('永州照片');
    await expect.poll(() => name.evaluate((one) => one === document.activeElement)).toBe(true);
    await press('Control+a');
    await page.keyboard.type(called);
    await press('Enter');
    await drawer.getByText('导入 1 家，已有 0 家，未导入 0 个包').waitFor();
    expect(await fieldOf(called, 'parkName')).toMatchObject({ used: 'typed' });
    await tabTo(drawer.getByRole('link', { name: '逐项核对' }));
    await press('Enter');
    await arrive(called);
    // the photo stands beside the fields, and says why they are empty
    await page.getByRole('img', { name: /第一页/ }).waitFor();
    await page.getByText('材料里没有能读取的申报表').waitFor();
    expect(await focused()).toBe('applicant');
    await press('Enter');
    await page.getByLabel('申报表所填').waitFor();
    await page.keyboard.type('永州市商务局');
    await press('Enter');
    await expect.poll(focused).toBe('operator');
    expect(await fieldOf(called, 'applicant')).toMatchObject({ used: 'typed', values: [{ source: 'typed', value: '永州市商务局' }] });
    await tabTo(page.getByRole('link', { name: '返回申报材料' }).first());
    await press('Enter');
  }, 60_000);

  test('an_application_on_paper_is_entered_field_by_field', async () => {
    const { page } = stage;
    const called = '娄底纸质跨境电商产业园';
    await tabTo(button('纸质申报'));
    await press('Enter');
    const drawer = page.getByRole('dialog', { name: '登记纸质申报' });
    await tabTo(drawer.getByLabel('园区名称'));
    await page.keyboard.type(called);
    await press('Enter');
    await arrive(called);
    await page.getByText('纸质申报，没有电子材料').waitFor();
    expect(await focused()).toBe('applicant');
    await tabTo(page.getByRole('link', { name: '返回申报材料' }).first());
    await press('Enter');
    await page.getByRole('link', { name: called }).waitFor();
    expect(stage.complaints).toEqual([]);
  }, 60_000);

  test('a_whole_folder_is_dropped_or_chosen', async () => {
    const { page } = stage;
    const folder = join(inbox, '湘西州');
    mkdirSync(join(folder, '甲园', '证明材料'), { recursive: true });
    writeFileSync(join(folder, '甲园', '申报表.docx'), formDocx('甲跨境电商产业园'));
    writeFileSync(join(folder, '甲园', '证明材料', '营业执照.txt'), '执照');
    writeFileSync(join(folder, '乙园.zip'), buildZip([{ name: '申报表.docx', data: formDocx('乙跨境电商产业园') }]));
    writeFileSync(join(folder, '推荐函.txt'), '推荐');
    // as a person's file manager hands it over
    const plane = await page.getByTestId('drop-zone').boundingBox();
    if (!plane) throw new Error('nothing to drop on');
    const mouse = await page.context().newCDPSession(page);
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await mouse.send('Input.dispatchDragEvent', {
        type,
        x: plane.x + 200,
        y: plane.y + 200,
        data: { items: [], files: [folder], dragOperationsMask: 1 },
      });
    const summary = page.getByTestId('import-summary');
    await summary.getByText('导入 2 家，已有 0 家，未导入 0 个包').waitFor();
    const { documents } = await stage.call('applications.get', { applicationId: await idOf('乙跨境电商产业园') });
    expect(Object.fromEntries(documents.map((one) => [one.path, one.kind]))).toEqual({
      '湘西州/推荐函.txt': 'recommendation',
      '申报表.docx': 'form',
    });
    await button('关闭').last().click();

    // the same park in another version, chosen this time, waits for a word and then takes its place
    writeFileSync(join(folder, '甲园', '申报表.docx'), formDocx('甲跨境电商产业园', { 联系人: '赵六' }));
    await button('导入文件夹').click();
    await expect.poll(() => pickers.length).toBe(1);
    await pickers.pop()?.setFiles(folder);
    await summary.getByText('导入 0 家，已有 2 家，未导入 0 个包').waitFor();
    await button('用新版本替换 1 家').click();
    await summary.getByText('导入 1 家，已有 1 家，未导入 0 个包').waitFor();
    expect((await fieldOf('甲跨境电商产业园', 'contact'))?.values).toMatchObject([{ source: 'form', value: '赵六' }]);
    await button('关闭').last().click();
  });

  test('the_workspace_is_whole_afterwards', async () => {
    expect((await stage.call('workspace.doctor', {})).healthy).toBe(true);
    expect(readFileSync(join(inbox, '坏.zip'), 'utf8')).toContain('nothing');
  });
});
