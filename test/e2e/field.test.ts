/**
 * Away from the desk, as people see it: a panel is balanced, an expert replaced, a visit recorded on a tablet until it
 * is frozen, scores come back on paper and from a laptop, and two laptops that disagree are settled by a person.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Input, MethodName, Output } from '../../domain/contract/api.ts';
import { rubricLeaves } from '../../domain/rubric/leaves.ts';
import { openHost } from '../../electron/services/host.ts';
import { withExif } from '../fixtures/photos.ts';
import { root, setStage, type Stage } from './stage.ts';

const samples = join(root, 'resources/samples');
const names = ['李示例', '王示例', '张示例', '刘示例', '陈示例'];
const lotus = '湘潭莲城跨境电商产业园';
const institutionPassphrase = '评审机构口令-2026-示例';
const memberPassphrase = 'correct horse battery';

let stage: Stage;
let roundId = '';
let parks: Output<'applications.list'> = [];
const laptops: string[] = [];

const park = (name: string) => parks.find((one) => one.parkName === name)?.applicationId ?? '';
const person = async (name: string) => (await stage.call('panel.list', { roundId })).find((one) => one.name === name)?.personId ?? '';
const rail = (name: string): Locator => stage.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name });
const button = (name: string): Locator => stage.page.getByRole('button', { name, exact: true });
const visitOf = async () => (await stage.call('visits.list', { roundId }))[0]?.visitId ?? '';
const visit = async () => stage.call('visits.get', { visitId: await visitOf() });

beforeAll(async () => {
  stage = await setStage();
  ({ roundId } = await stage.call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '2026 年度产业园评审',
    appliedOn: '2026-09-30',
    settings: { institution: '示例评审中心' },
  }));
  await stage.call('packages.import', {
    roundId,
    paths: readdirSync(samples)
      .filter((name) => name.endsWith('.zip'))
      .map((name) => join(samples, name)),
  });
  for (const [index, name] of names.entries())
    await stage.call('panel.add', { roundId, name, organisation: index === 1 ? '湘潭莲城园区运营有限公司' : '示例大学' });
  await stage.call('panel.add', { roundId, name: '周示例', role: 'visitor' });
  parks = await stage.call('applications.list', { roundId });
  await stage.page.reload();
}, 60_000);
afterAll(async () => {
  await stage.close();
  for (const dir of laptops) rmSync(dir, { recursive: true, force: true });
});

describe('the panel is put together', () => {
  test('a_balanced_proposal_is_shown_and_only_then_taken', async () => {
    const { page } = stage;
    await rail('评审组').click();
    await button('均衡分派').click();
    await page.getByRole('spinbutton', { name: '每家园区的专家数' }).fill('3');
    await page.getByRole('button', { name: '采用方案（新增 18 项）' }).waitFor();
    expect(await page.getByTestId('imbalance').innerText()).toBe('最多的专家 4 家，最少的 3 家，相差 1 家');
    expect((await stage.call('panel.list', { roundId })).map((one) => one.assigned)).toEqual([0, 0, 0, 0, 0, 0]);
    await page.getByRole('button', { name: '采用方案（新增 18 项）' }).click();
    await expect.poll(async () => (await stage.call('panel.list', { roundId })).reduce((sum, one) => sum + one.assigned, 0)).toBe(18);
  });

  test('a_likely_relation_is_explained_and_an_expert_replaced_with_a_reason', async () => {
    const { page } = stage;
    await button('分派与回避 王示例').click();
    const hints = page.getByRole('region', { name: '可能存在的关系' });
    await hints.getByText('很可能').waitFor();
    expect(await hints.innerText()).toContain('与运营主体“湘潭莲城园区运营有限公司”同名');
    await button('更换专家').click();
    await page.getByLabel('接替专家姓名').fill('孙示例');
    await button('确认更换').click();
    await page.getByText('请写明更换理由').waitFor();
    await page.getByLabel('更换理由').fill('与园区有关系');
    await button('确认更换').click();
    await page.getByText('王示例 由 孙示例 接替：与园区有关系').waitFor();
    expect((await stage.call('panel.list', { roundId })).map((one) => one.name)).not.toContain('王示例');
  });
});

describe('a park is visited', () => {
  test('a_visit_is_opened_by_the_team', async () => {
    const { page } = stage;
    await page.getByLabel('当前身份', { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible').getByText('周示例 · 考察人员', { exact: true }).click();
    await button(`新建考察 ${lotus}`).click();
    await page.getByLabel('考察日期').fill('2026-10-10');
    await page.getByRole('combobox', { name: '在场人员' }).fill('周示例、赵示例、');
    await button('开始考察').click();
    await page.getByRole('heading', { level: 1, name: lotus }).waitFor();
    expect(await visit()).toMatchObject({ visitedOn: '2026-10-10', people: ['周示例', '赵示例'] });
  });

  test('every_target_of_the_visit_is_large_enough_for_a_finger', async () => {
    const { page } = stage;
    await page.setViewportSize({ width: 800, height: 1280 });
    const heights = await page.locator('.visit button:visible, .visit input:visible, .visit textarea:visible').evaluateAll((all) =>
      all.map((one) => ({
        what: one.textContent || one.getAttribute('aria-label'),
        height: (one.closest('.ant-select') ?? one).getBoundingClientRect().height,
      })),
    );
    expect(heights.length).toBeGreaterThan(24);
    expect(heights.filter((one) => one.height < 40)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(800);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test('answers_and_notes_save_themselves', async () => {
    const { page } = stage;
    const [first, second] = [page.locator('[data-check]').nth(0), page.locator('[data-check]').nth(1)];
    await first.getByRole('button', { name: '符合', exact: true }).click();
    await second.getByRole('button', { name: '不符合', exact: true }).click();
    await second.getByRole('textbox').fill('规划文本只有提纲');
    await expect
      .poll(async () => (await visit()).checklist.slice(0, 3).map((one) => [one.outcome, one.note]))
      .toEqual([
        ['holds', null],
        ['doesNotHold', '规划文本只有提纲'],
        [null, null],
      ]);
    // the answer pressed again is taken back
    await first.getByRole('button', { name: '符合', exact: true }).click();
    await expect.poll(async () => (await visit()).checklist[0]?.outcome).toBe(null);

    await page.getByLabel('考察记录').fill('一期已满租');
    await expect.poll(async () => (await visit()).notes.map((one) => one.text)).toEqual(['一期已满租']);
    await page.getByLabel('考察记录').fill('一期已满租，二期在建');
    await button('写下一条').click();
    await page.getByLabel('考察记录').fill('二楼有空置');
    await expect.poll(async () => (await visit()).notes.map((one) => one.text)).toEqual(['一期已满租，二期在建', '二楼有空置']);
    await page.reload();
    await page.getByText('二楼有空置').waitFor();
  });

  test('a_measured_figure_changes_eligibility_at_once', async () => {
    const { page } = stage;
    const area = page.locator('[data-measure="ecommerceArea"]');
    await area.getByText('不符合').waitFor();
    const field = area.getByRole('textbox', { name: /实测值$/ });
    await field.fill('约4100');
    await field.press('Enter');
    await area.getByRole('alert').waitFor();
    await field.fill('4100');
    await field.press('Enter');
    await area.getByText('+120').waitFor();
    expect(await area.getByTestId('effect').innerText()).toMatch(/不符合\s*→\s*✓\s*符合/);
    await expect.poll(() => area.locator('.verdict').first().innerText()).toContain('符合');
    expect((await visit()).measures).toMatchObject([{ key: 'ecommerceArea', value: '4100', difference: '+120' }]);
  });

  test('photos_keep_their_time_and_place_and_what_is_none_is_named', async () => {
    const { page, dir } = stage;
    const { documents } = await stage.call('applications.get', { applicationId: park(lotus) });
    const sha256 = documents.find((one) => one.path.endsWith('.jpg'))?.sha256 ?? '';
    const picture = readFileSync(join(dir, 'blobs', sha256.slice(0, 2), sha256));
    const photo = join(dir, '外景.jpg');
    writeFileSync(
      photo,
      withExif(picture, { taken: '2026:10:10 09:30:15', offset: '+08:00', latitude: [27, 50, 12.5, 'N'], longitude: [112, 56, 3.2, 'E'] }),
    );
    const wrong = join(dir, '说明.jpg');
    writeFileSync(wrong, 'no picture at all');
    await page.getByTestId('photo-camera').setInputFiles(photo);
    await expect.poll(async () => (await visit()).photos.length).toBe(1);
    await page.getByTestId('photo-files').setInputFiles([wrong, photo]);
    await page.getByText('“说明.jpg”不是照片').waitFor();
    await page.getByText('已经有这些照片，没有重复保存：外景.jpg').waitFor();
    await expect
      .poll(() =>
        page
          .getByTestId('thumbnail')
          .evaluate((image) => (image instanceof HTMLImageElement ? Math.max(image.naturalWidth, image.naturalHeight) : 0)),
      )
      .toBe(288);
    await button('外景.jpg').click();
    const whole = page.getByRole('dialog');
    await whole.getByText('2026-10-10 09:30:15').waitFor();
    await whole.getByText('北纬 27.836806，东经 112.934222').waitFor();
    await whole.getByLabel('照片说明').fill('园区正门');
    await expect.poll(async () => (await visit()).photos[0]?.caption).toBe('园区正门');
    await page.keyboard.press('Escape');
  });

  test('somebody_present_signs_by_hand', async () => {
    const { page } = stage;
    await button('签名').click();
    const box = await page.getByTestId('sign-canvas').boundingBox();
    if (!box) throw new Error('no paper to sign on');
    for (const stroke of [0, 1]) {
      await page.mouse.move(box.x + 200 + stroke * 150, box.y + 120);
      await page.mouse.down();
      for (let step = 1; step <= 12; step++) await page.mouse.move(box.x + 200 + stroke * 150 + step * 8, box.y + 120 + (step % 3) * 30);
      await page.mouse.up();
    }
    expect(await button('保存签名').isDisabled()).toBe(true);
    await page.getByRole('combobox', { name: '签名人姓名' }).fill('赵示例');
    await page.getByText('请选择签名身份').waitFor();
    await page.getByText('园区代表', { exact: true }).click();
    await button('保存签名').click();
    await page.getByRole('img', { name: '赵示例的签名' }).waitFor();
    const [sign] = (await visit()).signs;
    expect(sign).toMatchObject({ name: '赵示例', role: 'park' });
    expect(sign?.strokes.length).toBe(2);
    const times = sign?.strokes.flat().map(([, , at]) => at) ?? [];
    expect(times[0]).toBe(0);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  test('closing_says_that_it_freezes_and_only_addenda_follow', async () => {
    const { page } = stage;
    await button('结束考察').click();
    const asked = page.getByRole('dialog');
    await asked.getByText('结束后记录冻结').waitFor();
    await asked.getByText('还有 7 项没有核查').waitFor();
    await asked.getByRole('button', { name: '结束考察' }).click();
    await page.getByTestId('visit-digest').waitFor();
    expect(await page.getByTestId('visit-digest').innerText()).toBe((await visit()).digest);
    await expect.poll(() => page.locator('[data-measure] input, [data-check] textarea, .visit-foot').count()).toBe(0);
    await page.getByLabel('结束以后得知的情况写在这里，原记录不变').fill('次日补交租赁合同');
    await button('登记补充说明').click();
    await expect.poll(async () => (await visit()).addenda.map((one) => one.text)).toEqual(['次日补交租赁合同']);
  });
});

describe('scores come back', () => {
  test('by_paper_line_by_line', async () => {
    const { page, dir } = stage;
    for (const { personId } of (await stage.call('panel.list', { roundId })).filter((one) => one.assigned > 0)) {
      for (const { applicationId } of await stage.call('conflicts.list', { personId }))
        await stage.call('conflicts.declare', { personId, applicationId, relation: 'none' });
    }
    await stage.call('rounds.openScoring', { roundId, despite: '试评' });
    await page.getByLabel('当前身份', { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible').getByText('秘书', { exact: true }).click();
    await rail('评分').click();
    await button('纸质评分 李示例').click();
    await button('导出评分表').click();
    const path = (await page.getByTestId('sheet-made').innerText()).split('\n')[1] ?? '';
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(path);
    const rows: number[] = [];
    book.worksheets[0]?.eachRow((_row, at) => {
      if (at > 3 && rows.length < 2) rows.push(at);
    });
    const [good = 0, bad = 0] = rows;
    const sheet = book.worksheets[0];
    if (sheet) {
      sheet.getRow(good).getCell(7).value = 1;
      sheet.getRow(good).getCell(8).value = '依据材料';
      sheet.getRow(bad).getCell(7).value = 999;
    }
    const filled = join(dir, '填好.xlsx');
    await book.xlsx.writeFile(filled);
    await page.getByTestId('sheet-file').setInputFiles(filled);
    const report = page.getByTestId('sheet-report');
    await report.getByText(/导入 1 行，.*未导入 1 行/).waitFor();
    expect(await report.getByRole('row').nth(1).innerText()).toContain('999 超过');
    await page.keyboard.press('Escape');
  });

  test('with_an_opinion_and_dissent', async () => {
    const { page } = stage;
    await button('进入评分 李示例').click();
    const form = page.getByRole('region', { name: '总体意见' });
    await form.getByText('不推荐', { exact: true }).click();
    await form.getByLabel('对园区的总体评价').fill('龙头带动不足');
    await form.getByLabel('保留意见').fill('建议一年后再评');
    const personId = await person('李示例');
    const applicationId = decodeURIComponent(new URL(page.url()).hash.split('/')[2] ?? '');
    await expect
      .poll(async () => stage.call('opinions.get', { personId, applicationId }))
      .toMatchObject({ recommendation: 'notRecommend', text: '龙头带动不足', dissent: '建议一年后再评' });
    await page.getByLabel('当前身份', { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible').getByText('秘书', { exact: true }).click();
  });

  test('from_two_laptops_that_disagree_and_a_person_chooses', async () => {
    const { page, dir } = stage;
    const personId = await person('张示例');
    const institutionPath = join(dir, 'institution.p12');
    const key = { identity: join(dir, 'member.p12'), passphrase: memberPassphrase };
    await stage.call('identities.createInstitution', { name: '示例评审中心', path: institutionPath, passphrase: institutionPassphrase });
    await stage.call('identities.issue', {
      personId,
      path: key.identity,
      passphrase: memberPassphrase,
      institutionPath,
      institutionPassphrase,
    });

    await rail('交换').click();
    await button('发出任务').first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('保存到文件夹').fill(dir);
    await drawer.getByLabel('机构身份的口令').fill(institutionPassphrase);
    await drawer.getByRole('button', { name: '发出任务' }).click();
    await expect.poll(() => page.getByTestId('issued').getByRole('listitem').count(), { timeout: 60_000 }).toBe(6);
    expect(await page.getByTestId('issued').innerText()).toContain('李示例：“李示例”还没有身份证书');
    await page.keyboard.press('Escape');
    const task = readdirSync(dir).find((name) => name.startsWith('任务-张示例-')) ?? '';

    const [seat] = await stage.call('conflicts.list', { personId });
    const leaf = rubricLeaves((await stage.call('rounds.get', { roundId })).rubric ?? { criteria: [] })[0]?.criterion.id ?? '';
    const files: string[] = [];
    for (const points of [1, 2]) {
      const laptop = openLaptop();
      await laptop.call('exchange.open', { path: join(dir, task), ...key });
      await laptop.call(
        'scores.set',
        { personId, applicationId: seat?.applicationId ?? '', criterionId: leaf, points, comment: `第 ${points} 台` },
        personId,
      );
      const path = join(dir, `交回-${points}.ppreturn`);
      await laptop.call('exchange.return', { personId, path, ...key }, personId);
      laptop.close();
      files.push(path);
    }
    await button('收回结果').first().click();
    await page.getByTestId('exchange-file').setInputFiles(files);
    await page.getByText('交回-1.ppreturn、交回-2.ppreturn').waitFor();
    await drawer.getByLabel('机构身份的口令').fill(institutionPassphrase);
    await drawer.getByRole('button', { name: '收回结果' }).click();
    await page.getByTestId('merge-report').getByText('新收 2 份，已有 0 份，未收 0 份').waitFor({ timeout: 30_000 });
    await page.keyboard.press('Escape');
    await page.getByRole('row').filter({ hasText: '张示例' }).getByText('已收回').waitFor();

    const conflict = page.locator('[data-conflict]');
    await expect.poll(() => conflict.count()).toBe(1);
    const choose = conflict.locator('.side').filter({ hasText: '第 1 台' }).getByRole('button', { name: '采用此项' });
    expect(await choose.isDisabled()).toBe(true);
    await page.getByLabel('选择的理由（填写后可以选择）').fill('经本人确认');
    await choose.click();
    await expect.poll(() => conflict.count()).toBe(0);
    expect((await stage.call('scores.get', { personId, applicationId: seat?.applicationId ?? '' })).scores).toMatchObject([
      { criterionId: leaf, points100: 100, comment: '第 1 台' },
    ]);
    expect(stage.complaints).toEqual([]);
  }, 120_000);
});

/** An expert's own machine: a workspace of its own, driven as its window would. */
function openLaptop() {
  const dir = mkdtempSync(join(tmpdir(), 'parkpanel-laptop-'));
  laptops.push(dir);
  const host = openHost(dir);
  return {
    async call<M extends MethodName>(method: M, payload: Input<M>, actor?: string): Promise<void> {
      const answer = await host.dispatch.call({ method, payload, language: 'zh', actor });
      if (!answer.ok) throw new Error(`${method}: ${answer.error.code} ${answer.error.message}`);
    },
    close: () => host.session.release(),
  };
}
