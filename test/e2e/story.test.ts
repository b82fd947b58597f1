/**
 * The day of work as people see it: a round is opened, packages are dropped, conditions shown, experts seated,
 * one expert scores by keyboard and the others elsewhere, and out come a ranking, a shortlist and a signed PDF.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rubricLeaves } from '../../domain/rubric/leaves.ts';
import { prefill } from '../../domain/scheme/prefill.ts';
import { commentDemanded } from '../../domain/scoring/check-score.ts';
import { has } from '../fixtures/tools.ts';
import { root, setStage, type Stage } from './stage.ts';

const samples = join(root, 'resources/samples');
const packages = readdirSync(samples).filter((name) => name.endsWith('.zip'));
const names = ['李示例', '王示例', '张示例', '刘示例', '陈示例'];
const star = '长沙星湖跨境电商产业园';
const kept = '岳阳临港跨境电商产业园';
const passphrase = 'a-long-enough-passphrase-2026';

let stage: Stage;
let roundId = '';
let parks: Awaited<ReturnType<typeof listParks>> = [];
let people: { personId: string; name: string }[] = [];

const listParks = () => stage.call('applications.list', { roundId });
const park = (name: string) => parks.find((one) => one.parkName === name)?.applicationId ?? '';
const rail = (name: string): Locator => stage.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name });
const button = (name: string): Locator => stage.page.getByRole('button', { name, exact: true });

/** Chooses an option of one of the window's lists by what it says. */
async function choose(label: string, option: string): Promise<void> {
  await stage.page.getByLabel(label, { exact: true }).click();
  await stage.page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click();
}

beforeAll(async () => {
  stage = await setStage();
});
afterAll(async () => {
  await stage.close();
});

describe('the story of a round in the window', () => {
  test('a_round_is_opened', async () => {
    const { page } = stage;
    await page.getByText('还没有评审轮次').waitFor();
    expect(page.url()).not.toContain('token');
    await button('新建轮次').click();
    await page.getByLabel('评审办法').fill('湖南省跨境电商产业园认定');
    await page.keyboard.press('Enter');
    await page.getByLabel('轮次名称').fill('2026 年度产业园评审');
    await page.getByLabel('申报基准日').fill('2026-09-30');
    await page.getByLabel('名额 引领型').fill('1');
    await page.getByLabel('名额 培育型').fill('1');
    await page.getByLabel('评审机构').fill('示例评审中心');
    await button('建立轮次').click();
    await page.getByRole('heading', { level: 1, name: '2026 年度产业园评审' }).waitFor();
    await page.getByText(/^已保存 \d\d:\d\d:\d\d$/).waitFor();
    const [round] = await stage.call('rounds.list', {});
    expect(round).toMatchObject({ schemeId: 'hunan-recognition-2024', appliedOn: '2026-09-30', state: 'preparing' });
    roundId = round?.roundId ?? '';
  });

  test('packages_are_dropped_and_chosen_and_what_is_wrong_is_said', async () => {
    const { page, dir } = stage;
    await rail('申报材料').click();
    await page.getByText('把园区的压缩包拖到这里').waitFor();
    // five by hand into the table
    const dropped = packages.slice(0, 5).map((name) => ({ name, base64: readFileSync(join(samples, name)).toString('base64') }));
    const transfer = await page.evaluateHandle((files) => {
      const data = new DataTransfer();
      for (const { name, base64 } of files)
        data.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name, { type: 'application/zip' }));
      return data;
    }, dropped);
    await page.getByTestId('drop-zone').dispatchEvent('drop', { dataTransfer: transfer });
    await page.getByText('导入 5 家，已有 0 家，未导入 0 个包').waitFor();
    await page.locator('.ant-drawer-footer').getByRole('button', { name: '关闭' }).click();
    // the sixth by the button, with one that is there already and one that is no package
    const wrong = join(dir, '不是压缩包.zip');
    writeFileSync(wrong, 'no zip at all');
    await page.getByTestId('package-files').setInputFiles([join(samples, packages[5] ?? ''), join(samples, packages[0] ?? ''), wrong]);
    await page.getByText('导入 1 家，已有 1 家，未导入 1 个包').waitFor();
    const summary = page.getByTestId('import-summary');
    expect(await summary.getByText('不是压缩包.zip').first().isVisible()).toBe(true);
    await page.locator('.ant-drawer-footer').getByRole('button', { name: '关闭' }).click();
    parks = await listParks();
    expect(parks.map((one) => one.parkName).toSorted()).toEqual(packages.map((name) => basename(name, '.zip')).toSorted());
    for (const one of parks) await page.getByRole('link', { name: one.parkName }).waitFor();
    await page.getByLabel('按园区、地区、单位查找').fill('株洲');
    await expect.poll(() => page.locator('.ant-table-row').count()).toBe(1);
    await page.getByLabel('按园区、地区、单位查找').fill('');
  });

  test('a_park_shows_its_pages_its_form_and_its_conditions', async () => {
    const { page } = stage;
    // any park is one line away
    await page.keyboard.press('Control+k');
    await page.keyboard.type(star.slice(0, 4));
    await page.getByRole('option', { name: star }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: star }).waitFor();
    await page.locator('.sheet canvas').first().waitFor();
    await expect.poll(() => page.locator('.textLayer').first().innerText()).toContain(star);
    expect(await page.getByTestId('page-number').innerText()).toMatch(/^1 \/ \d+$/);
    await page.locator('[data-field="annualTurnover"]').getByText('23.6').first().waitFor();

    await page.getByRole('tab', { name: '资格审查' }).click();
    const conditions = page.getByRole('list', { name: '认定条件' });
    const traders = conditions.getByRole('listitem').filter({ has: page.getByText('有进出口实绩企业数', { exact: true }) });
    await traders.getByText('资料不足').waitFor();
    expect(await traders.innerText()).toContain('第四条第7项');

    await page.getByRole('tab', { name: /^申报表/ }).click();
    await button('核定 有进出口实绩企业数').click();
    await page.getByLabel('核定值').fill('21');
    await button('登记核定值').click();
    await page.getByText('请写明依据').waitFor();
    await page.getByLabel('理由').fill('据海关数据核定');
    await button('登记核定值').click();
    await page.locator('[data-field="activeTraders"]').getByText('据海关数据核定').waitFor();
    await page.getByRole('tab', { name: '资格审查' }).click();
    await traders.getByText('✓').waitFor();
    await page.getByRole('heading', { level: 1 }).getByText('待专家认定').waitFor();
    expect((await listParks()).find((one) => one.parkName === star)?.overall).toBe('judgement');
  });

  test('eligibility_stands_as_a_matrix_and_a_judgement_is_recorded', async () => {
    const { page } = stage;
    await rail('资格审查').click();
    await page.getByRole('heading', { name: '引领型 3 家' }).waitFor();
    await page.getByRole('button', { name: `${star} 定位、方向与产业特色 待专家认定` }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: '认定', exact: true }).click();
    await drawer.getByLabel('认定符合').check();
    await drawer.getByLabel('理由').fill('特色明显');
    await drawer.getByRole('button', { name: '登记结论' }).click();
    await drawer.getByText('认定符合：特色明显').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: `${star} 定位、方向与产业特色 符合` }).waitFor();
  });

  test.skipIf(!has('pdftotext'))('the_matrix_is_on_paper_whole_and_in_the_page_only_while_it_prints (needs pdftotext)', async () => {
    const { page, dir } = stage;
    expect(await page.locator('.paper-matrix').count()).toBe(0);
    const paper = join(dir, 'matrix.pdf');
    await page.pdf({ path: paper, format: 'A4', landscape: true });
    await page.locator('.paper-matrix').first().waitFor({ state: 'detached' });
    const words = execFileSync('pdftotext', ['-layout', paper, '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, '');
    const { groups } = await stage.call('eligibility.matrix', { roundId });
    const gaps = groups.flatMap((group) => group.parks.flatMap((one) => one.cells.flatMap((cell) => cell.gap ?? [])));
    expect(gaps.length).toBeGreaterThan(0);
    for (const said of ['特色明显', ...parks.map((one) => one.parkName.slice(0, 4)), ...gaps.map((gap) => gap.replaceAll(' ', ''))])
      expect(words).toContain(said);
  });

  test('experts_are_seated_and_declare', async () => {
    const { page } = stage;
    await rail('评审组').click();
    await page.getByText('评审组还没有成员').waitFor();
    await button('添加成员').first().click();
    for (const name of names) {
      await page.getByLabel('姓名').fill(name);
      await page.getByLabel('姓名').press('Enter');
      await page.getByRole('cell', { name, exact: true }).waitFor();
    }
    await page.locator('.ant-drawer-footer').getByRole('button', { name: '关闭' }).click();
    await button('全部分派').click();
    await expect.poll(async () => (await stage.call('panel.list', { roundId })).map((one) => one.assigned)).toEqual([6, 6, 6, 6, 6]);
    people = (await stage.call('panel.list', { roundId })).map(({ personId, name }) => ({ personId, name }));

    await button(`分派与回避 ${names[0]}`).click();
    await button(`登记声明 ${kept}`).click();
    await choose('与该园区及其运营单位的关系', '任职');
    await page.getByLabel('关系说明').fill('曾任顾问');
    await page.locator('.field-form').getByRole('button', { name: '登记声明' }).click();
    await page.getByText('回避（任职）').waitFor();
    await button('其余 5 家均声明无关系').click();
    await expect.poll(async () => (await stage.call('panel.list', { roundId }))[0]).toMatchObject({ assigned: 6, declared: 6, recused: 1 });
    await page.keyboard.press('Escape');
    for (const { personId } of people.slice(1))
      for (const one of parks) await stage.call('conflicts.declare', { personId, applicationId: one.applicationId, relation: 'none' });
  });

  test('an_expert_scores_by_keyboard_and_never_sees_the_recused_park', async () => {
    const { page } = stage;
    await rail('工作台').click();
    await button('开始评分').click();
    // what is missing stands there, and goes on only with a reason
    const asked = page.getByRole('dialog');
    await asked.getByText('资料不足').first().waitFor();
    await asked.getByRole('button', { name: '锁定评分标准并开始评分' }).click();
    await asked.getByText('请写明理由', { exact: false }).waitFor();
    expect((await stage.call('rounds.get', { roundId })).state).toBe('preparing');
    await asked.getByLabel('确需继续的理由').fill('资料核实与评分同步进行');
    await asked.getByRole('button', { name: '锁定评分标准并开始评分' }).click();
    await asked.waitFor({ state: 'hidden' });
    await expect.poll(async () => (await stage.call('rounds.get', { roundId })).state).toBe('scoring');
    await choose('当前身份', `${names[0]} · 专家`);
    const list = page.getByRole('navigation', { name: '园区' });
    await list.getByText('回避').waitFor();
    expect(await list.innerText()).not.toContain(kept);
    expect(await page.getByRole('navigation', { name: '主导航' }).innerText()).not.toContain('汇总');

    await list.getByRole('link', { name: star }).click();
    const leaves = rubricLeaves((await stage.call('rounds.get', { roundId })).rubric ?? { criteria: [] }).map((one) => one.criterion);
    const [first] = leaves;
    if (!first) throw new Error('the rubric has no criteria');
    const seat = { personId: people[0]?.personId ?? '', applicationId: park(star) };
    const scoreOf = async (criterionId: string) =>
      (await stage.call('scores.get', seat)).scores.find((one) => one.criterionId === criterionId);
    const field = page.locator(`[data-points="${first.id}"]`);
    await field.waitFor();

    // beyond the maximum: named at once, nothing written, the cursor stays until it is put right
    await page.keyboard.type('99');
    await page.getByText(/99 超过本项满分 8/).waitFor();
    expect((await scoreOf(first.id))?.points100).toBe(900 > first.max100 ? undefined : 900);
    await page.keyboard.press('Escape');

    const given = await objectivePoints(park(star));
    for (const [index, leaf] of leaves.entries()) {
      // low once, so that a comment is demanded
      const points100 = given.get(leaf.id) ?? (index === 2 ? 300 : leaf.max100 - 50);
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-points') ?? null)).toBe(leaf.id);
      await page.keyboard.type(String(points100 / 100));
      if (commentDemanded(leaf, points100)) {
        await page.keyboard.press('Alt+c');
        await page.keyboard.type('骨干企业偏少');
      }
      await expect.poll(async () => (await scoreOf(leaf.id))?.points100).toBe(points100);
      await page.keyboard.press('Enter');
    }
    await expect.poll(async () => (await scoreOf(leaves[2]?.id ?? ''))?.comment).toBe('骨干企业偏少');
    const { totals } = await stage.call('scores.get', seat);
    expect(totals).toMatchObject({ missing: [], commentsMissing: [] });
    await expect
      .poll(() => page.getByTestId('sheet-total').innerText())
      .toBe((totals.total100 / 100).toFixed(totals.total100 % 10 === 0 ? 1 : 2));

    // evidence by one key: the open page of the open document
    await page.locator(`[data-points="${first.id}"]`).focus();
    await page.keyboard.press('Alt+e');
    await expect.poll(async () => (await scoreOf(first.id))?.evidence.length).toBe(1);

    // what is durable is there again after a reload, at the same place
    await page.reload();
    await expect.poll(() => page.locator(`[data-points="${leaves[2]?.id}"]`).inputValue()).toBe('3.0');

    await page.locator('.opinion').getByText('推荐', { exact: true }).click();
    await expect.poll(() => page.locator('.opinion input:checked').count()).toBe(1);
    await button('提交').click();
    await page
      .getByRole('dialog', { name: /^提交“/ })
      .getByRole('button', { name: '提交', exact: true })
      .click();
    const digest = await page.getByTestId('digest').innerText();
    expect(digest).toBe((await stage.call('scores.get', seat)).digest);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    await expect.poll(() => page.locator('input[data-points]').count()).toBe(0);
  });

  test('a_score_that_cannot_be_written_falls_back_and_the_mark_says_so', async () => {
    const { page } = stage;
    const other = parks.find((one) => one.parkName !== star && one.parkName !== kept)?.parkName ?? '';
    await page.getByRole('navigation', { name: '园区' }).getByRole('link', { name: other }).click();
    const field = page.locator('input[data-points]').nth(2);
    await field.fill('5');
    const seat = { personId: people[0]?.personId ?? '', applicationId: park(other) };
    await expect.poll(async () => (await stage.call('scores.get', seat)).scores.map((one) => one.points100)).toEqual([500]);
    const full = { code: 'workspace/disk-full', message: '磁盘已满，这一项没有保存。', details: {} };
    await page.route('**/call', async (route) => {
      if (route.request().postData()?.includes('scores.set')) await route.fulfill({ json: { ok: false, error: full } });
      else await route.continue();
    });
    await field.fill('4');
    await page.locator('.criterion').getByText(full.message).waitFor();
    await field.blur();
    await expect.poll(() => field.inputValue()).toBe('5.0');
    const mark = page.getByText('有一项未保存');
    await mark.click();
    await button('知道了').click();
    await mark.waitFor({ state: 'detached' });
    await page.getByText(/^已保存 /).waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    await field.fill('4');
    await expect.poll(async () => (await stage.call('scores.get', seat)).scores.map((one) => one.points100)).toEqual([400]);
    expect(await page.locator('.criterion').getByText(full.message).count()).toBe(0);

    // points that the expert cannot give are not owed, and can be owed again
    const lacks = page.getByTestId('lacks');
    const lacking = async (): Promise<string> => {
      const list = page.locator('.lack-list:visible');
      if ((await list.count()) === 0) await lacks.click();
      return list.innerText();
    };
    const next = page.locator('[data-criterion]').nth(3);
    const name = (await next.locator('input').getAttribute('aria-label'))?.replace(/ 分值$/, '') ?? '';
    await next.locator('input').focus();
    await next.getByRole('button', { name: `弃权 ${name}` }).click();
    await next.getByLabel('弃权理由').fill('不熟悉税务');
    await next.getByLabel('弃权理由').press('Enter');
    await next.getByRole('button', { name: '确认弃权' }).press('Enter');
    await next.getByText('已弃权：不熟悉税务').waitFor();
    await expect.poll(lacking).not.toContain(name);
    await next.getByRole('button', { name: `撤回弃权 ${name}` }).click();
    await expect.poll(lacking).toContain(name);
  });

  test('the_others_submit_and_the_ranking_can_be_followed', async () => {
    const { page } = stage;
    const open = parks.find((one) => one.parkName !== star && one.parkName !== kept)?.parkName ?? '';
    const leaves = rubricLeaves((await stage.call('rounds.get', { roundId })).rubric ?? { criteria: [] }).map((one) => one.criterion);
    for (const [order, one] of parks.entries()) {
      const given = await objectivePoints(one.applicationId);
      for (const [expert, { personId }] of people.entries()) {
        if (expert === 0 && (one.parkName === star || one.parkName === kept)) continue;
        for (const leaf of leaves) {
          const step = leaf.step100;
          const points100 = given.get(leaf.id) ?? Math.floor((leaf.max100 * (95 - 5 * order - expert)) / 100 / step) * step;
          await stage.call('scores.set', {
            personId,
            applicationId: one.applicationId,
            criterionId: leaf.id,
            points: points100 / 100,
            comment: '依据申报材料',
          });
        }
        if (expert > 0 || one.parkName !== open) await stage.call('scores.submit', { personId, applicationId: one.applicationId });
      }
    }
    // a sheet that is sealed from elsewhere does not take the list that is being chosen from away
    await page.getByLabel('当前身份', { exact: true }).click();
    const secretary = page.locator('.ant-select-dropdown:visible').getByText('秘书', { exact: true });
    await secretary.waitFor();
    await stage.call('scores.submit', { personId: people[0]?.personId ?? '', applicationId: park(open) });
    await page.getByTestId('digest').waitFor();
    await secretary.click();
    await rail('汇总').click();
    const tally = await stage.call('tally.run', { roundId });
    const ranking = page.getByRole('table', { name: '排名' }).locator('tbody').first().locator(':scope > tr');
    await expect.poll(() => ranking.count()).toBe(6);
    const shown = await ranking.evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td, th')].map((cell) => cell.textContent)),
    );
    expect(shown.map((cells) => [cells[1], cells[2], cells[5]])).toEqual(
      tally.ranking.map((row) => [row.tied ? `${row.rank}（并列）` : String(row.rank), row.parkName, row.total]),
    );

    await page
      .getByRole('button', { name: /^展开.*的计算$/ })
      .first()
      .click();
    const derivation = page.getByRole('table', { name: '怎么算的' });
    const [top] = tally.ranking;
    const counted = tally.derivation.find((one) => one.applicationId === top?.applicationId);
    const dropped = counted?.criteria.reduce((sum, line) => sum + line.marks.filter((mark) => mark === 'low' || mark === 'high').length, 0);
    expect(await derivation.locator('del').count()).toBe(dropped);
    expect(await derivation.locator('tfoot').innerText()).toContain(top?.total);

    await page.getByRole('region', { name: '各专家评分' }).getByText('表格', { exact: true }).click();
    const heat = page.getByRole('table', { name: '各专家评分' });
    expect(await heat.locator('tbody tr').count()).toBe(6);
    expect(await heat.locator('tbody tr').filter({ hasText: kept }).innerText()).toContain('缺');
  }, 120_000);

  test('the_shortlist_is_settled_with_reasons_in_the_row', async () => {
    const { page } = stage;
    await rail('名单').click();
    const { types } = await stage.call('shortlist.propose', { roundId });
    const rows = types.flatMap((type) => type.rows);
    const departing = rows.find((row) => row.proposed === 'notProposed');
    if (!departing) throw new Error('every park is proposed');
    await button(`拟认定 ${departing.parkName}`).click();
    await button('登记决定').click();
    await page.getByText('与建议不同，请写明理由').waitFor();
    await page.getByLabel(`${departing.parkName}：拟认定的理由`).fill('评审组集体决定');
    await button('登记决定').click();
    const line = page.getByRole('row').filter({ hasText: departing.parkName });
    await line.getByText('评审组集体决定').waitFor();
    for (const row of rows.filter((one) => one !== departing))
      await stage.call('shortlist.decide', { applicationId: row.applicationId, result: 'notListed', reason: '评审组集体决定' });
    await expect.poll(() => page.getByText('未决定', { exact: true }).count()).toBe(0);
  });

  test('a_signed_shortlist_is_made_and_a_flipped_byte_is_found', async () => {
    const { page, dir } = stage;
    await rail('文书与签章').click();
    await button('更多').click();
    await page.getByRole('menuitem', { name: '身份' }).click();
    await button('建立机构身份').click();
    const identity = join(dir, 'institution.p12');
    const form = page.getByRole('dialog');
    expect(await form.getByLabel('机构名称').inputValue()).toBe('示例评审中心');
    await form.getByLabel('身份文件保存到').fill(identity);
    await form.getByLabel('口令', { exact: true }).fill(passphrase);
    await form.getByLabel('再输一次').fill(passphrase);
    await form.getByRole('button', { name: '建立机构身份' }).click();
    await form.getByText('已建立“示例评审中心”的身份').waitFor({ timeout: 30_000 });
    await page.locator('.ant-drawer-footer').getByRole('button', { name: '关闭' }).click();
    await rail('文书与签章').click();

    await button('生成文书').first().click();
    await choose('文书种类', '拟认定名单');
    await button('生成文书').last().click();
    const facts = page.getByTestId('verification');
    await facts.waitFor({ timeout: 30_000 });
    await page.keyboard.press('Escape');
    const [made] = await stage.call('reports.list', { roundId });
    const shown = page.getByTestId('document');
    await shown.getByText(basename(made?.path ?? ''), { exact: true }).waitFor();
    await shown.getByRole('button', { name: '签章', exact: true }).click();
    await page.getByLabel('或填写路径').fill(identity);
    await page.getByLabel('口令').fill(passphrase);
    await page.locator('.ant-drawer-open').getByRole('button', { name: '解锁签章' }).click();
    await page.locator('.ant-drawer-open').getByRole('button', { name: '以示例评审中心签章' }).click();
    await facts.waitFor({ timeout: 30_000 });
    expect(await facts.innerText()).toContain('内容完整 · 覆盖全文 · 证书可信');
    await page.keyboard.press('Escape');

    const bytes = readFileSync(made?.path ?? '');
    const place = Math.floor(bytes.length / 3);
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
    const altered = join(dir, '改动过的名单.pdf');
    writeFileSync(altered, bytes);
    await button('校验文件').click();
    await page.getByTestId('verify-file').setInputFiles(altered);
    await facts.waitFor();
    expect(await facts.innerText()).toContain('内容被改动');
    await page.keyboard.press('Escape');
  }, 90_000);

  test('the_record_tells_it_all_and_nothing_was_asked_of_the_network', async () => {
    const { page } = stage;
    await rail('设置').click();
    await button('开始体检').click();
    await page.getByText('一切完好。').waitFor();
    expect((await stage.call('audit.list', { limit: 1000 })).map(({ kind }) => kind)).toContain('report.export');
    await page.getByRole('radio', { name: '英文' }).click();
    const words = await page.getByRole('navigation', { name: 'Main navigation' }).innerText();
    expect(words).toContain('Applications');
    expect(words).not.toMatch(/\p{Script=Han}/u);
    expect(stage.complaints).toEqual([]);
  });
});

/** What the formulas of the rubric give a park; all experts give the same. */
async function objectivePoints(applicationId: string): Promise<Map<string, number>> {
  const { fields } = await stage.call('applications.get', { applicationId });
  const round = await stage.call('rounds.get', { roundId });
  const scheme = await stage.call('schemes.get', { id: round.schemeId });
  const used = fields.flatMap((field) =>
    field.values.filter((one) => one.source === field.used).map(({ value, source }) => [field.key, { value, source }] as const),
  );
  const found = prefill({ criteria: round.rubric?.criteria ?? [] }, scheme, {
    values: Object.fromEntries(used),
    appliedOn: round.appliedOn,
  });
  // where the figure is missing they agree on nothing
  return new Map(found.map((one) => [one.criterionId, one.points100 ?? 0]));
}
