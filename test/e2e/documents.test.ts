/** 文书与签章 as people use it: make all, sign with the own key, hand over, the institution last, verify by dropping a file, own words. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rubricLeaves } from '../../domain/rubric/leaves.ts';
import { root, setStage, type Stage } from './stage.ts';

const passphrase = 'a-long-enough-passphrase-2026';
const institution = '示例评审中心';
const names = ['周明远', '刘佳', '吴晓燕'];

let stage: Stage;
let roundId = '';
const key = (name: string): string => join(stage.dir, `${name}.p12`);
const button = (name: string): Locator => stage.page.getByRole('button', { name, exact: true });
const drawer = (): Locator => stage.page.locator('.ant-drawer-open');
const shown = (): Locator => stage.page.getByTestId('document');
const line = (text: string): Locator => stage.page.locator('.ant-table-row').filter({ hasText: text });

beforeAll(async () => {
  stage = await setStage();
  const { dir } = stage;
  ({ roundId } = await stage.call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '评审',
    appliedOn: '2026-09-30',
    settings: { quotas: { 引领型: 1, 培育型: 1 }, institution },
  }));
  await stage.call('packages.import', { roundId, paths: [join(root, 'resources/samples/长沙星湖跨境电商产业园.zip')] });
  const applicationIds = (await stage.call('applications.list', { roundId })).map(({ applicationId }) => applicationId);
  await stage.call('identities.createInstitution', { name: institution, path: join(dir, `${institution}.p12`), passphrase });
  const people: string[] = [];
  for (const [index, name] of names.entries()) {
    const { personId } = await stage.call('panel.add', {
      roundId,
      name,
      organisation: '示例大学',
      title: '教授',
      role: index === 0 ? 'leader' : 'expert',
    });
    people.push(personId);
    await stage.call('panel.assign', { personId, applicationIds });
    for (const applicationId of applicationIds) await stage.call('conflicts.declare', { personId, applicationId, relation: 'none' });
    await stage.call('identities.issue', { personId, path: key(name), passphrase });
  }
  await stage.call('rounds.openScoring', { roundId, despite: '试评' });
  const { rubric } = await stage.call('rounds.get', { roundId });
  for (const personId of people) {
    for (const applicationId of applicationIds) {
      for (const { criterion } of rubricLeaves(rubric ?? { criteria: [] }))
        await stage.call('scores.set', {
          personId,
          applicationId,
          criterionId: criterion.id,
          points: criterion.max100 / 100,
          comment: '已核对',
        });
      await stage.call('scores.submit', { personId, applicationId });
    }
  }
  for (const { rows } of (await stage.call('shortlist.propose', { roundId })).types)
    for (const { applicationId } of rows)
      await stage.call('shortlist.decide', { applicationId, result: 'listed', reason: '评审组集体决定' });
  await stage.page.reload();
  await stage.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '文书与签章' }).click();
}, 180_000);
afterAll(async () => {
  await stage.close();
});

/** Opens the key of a name in the drawer that asks for it. */
async function unlock(name: string): Promise<void> {
  await stage.page.getByLabel('或填写路径').fill(key(name));
  await stage.page.getByLabel('口令').fill(passphrase);
  await drawer().getByRole('button', { name: '解锁签章' }).click();
}

describe('documents in the window', () => {
  test('all_documents_of_a_round_are_made_in_one_go_and_listed_as_drafts', async () => {
    const { page } = stage;
    await page.getByText('还没有生成文书').waitFor();
    await button('批量生成').click();
    await button('开始生成').click();
    await page.getByTestId('batch').getByText('已生成').waitFor({ timeout: 60_000 });
    expect(await page.getByTestId('batch').innerText()).toMatch(/已生成 6 份，共 \d+ 页。[\s\S]*全部文书\.zip/);
    await page.keyboard.press('Escape');
    await page.getByText('草稿 6', { exact: true }).waitFor();
    await line('待签：周明远、刘佳、吴晓燕、示例评审中心').first().click();
    await shown().locator('[data-page="1"] canvas').waitFor();
    expect(await shown().getByRole('list', { name: '签章情况' }).innerText()).toMatch(
      /草稿[\s\S]*周明远[\s\S]*刘佳[\s\S]*吴晓燕[\s\S]*示例评审中心/,
    );
  }, 90_000);

  test('a_member_unlocks_an_own_key_once_signs_by_hand_and_hands_the_file_over', async () => {
    const { page } = stage;
    await shown().getByRole('button', { name: '签章', exact: true }).click();
    await page.getByLabel('或填写路径').fill(key('周明远'));
    await page.getByLabel('口令').fill('not the one');
    await drawer().getByRole('button', { name: '解锁签章' }).click();
    await drawer().getByRole('alert').waitFor();
    await unlock('周明远');
    const ink = (await page.getByTestId('ink').boundingBox()) ?? { x: 0, y: 0 };
    await page.mouse.move(ink.x + 30, ink.y + 40);
    await page.mouse.down();
    for (let step = 0; step < 20; step++) await page.mouse.move(ink.x + 30 + step * 9, ink.y + 60 + 25 * Math.sin(step / 2));
    await page.mouse.up();
    await drawer().getByRole('button', { name: '以周明远签章' }).click();
    await page.getByTestId('verification').waitFor({ timeout: 30_000 });
    await page.keyboard.press('Escape');
    await page.getByText('待签 1', { exact: true }).waitFor();
    await shown().getByText('还缺：刘佳、吴晓燕、示例评审中心').waitFor();
    expect(await shown().getByRole('link', { name: '另存，交给待签人' }).getAttribute('href')).toMatch(/^exports\//);
    // the next document is signed without a word
    await line('专家个人评分表').filter({ hasText: '待签：周明远' }).click();
    await shown().getByRole('button', { name: '以周明远签章' }).click();
    await drawer().getByRole('button', { name: '以周明远签章' }).click();
    await page.getByTestId('verification').getByText('文件完整').waitFor({ timeout: 30_000 });
    await page.keyboard.press('Escape');
    await page
      .getByText('已签章 1', { exact: true })
      .or(page.getByText('已校验 1', { exact: true }))
      .waitFor();
  }, 90_000);

  test('the_institution_waits_for_the_members_and_signs_last', async () => {
    const { page } = stage;
    await button('锁定').click();
    await page.getByText('签章文件未解锁').waitFor();
    await button('解锁签章').click();
    await unlock(institution);
    await page.getByText(`${institution}，签章已解锁`).waitFor({ timeout: 30_000 });
    await line('待签：刘佳、吴晓燕、示例评审中心').click();
    await shown().getByText('还缺：刘佳、吴晓燕').waitFor();
    const [report] = (await stage.call('reports.list', { roundId })).filter(({ kind }) => kind === 'review');
    for (const name of ['刘佳', '吴晓燕'])
      await stage.call('documents.sign', { path: report?.path ?? '', identity: key(name), passphrase });
    await shown()
      .getByRole('button', { name: `以${institution}签章` })
      .click();
    await drawer()
      .getByRole('button', { name: `以${institution}签章` })
      .click();
    await page.getByTestId('verification').getByText('文件完整：4处签名全部有效').waitFor({ timeout: 30_000 });
    await page.keyboard.press('Escape');
    await shown().getByRole('link', { name: '另存文件' }).waitFor();
  }, 90_000);

  test('a_file_that_is_dropped_is_verified_and_says_where_it_was_changed', async () => {
    const { page, dir } = stage;
    const [report] = (await stage.call('reports.list', { roundId })).filter(({ kind }) => kind === 'review');
    const bytes = readFileSync(report?.path ?? '');
    writeFileSync(join(dir, '加了一行.pdf'), Buffer.concat([bytes, Buffer.from('\n% more\n')]));
    const content = readFileSync(join(dir, '加了一行.pdf')).toString('base64');
    const drop = await page.evaluateHandle(async (base64) => {
      const transfer = new DataTransfer();
      transfer.items.add(
        new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], '加了一行.pdf', { type: 'application/pdf' }),
      );
      return transfer;
    }, content);
    await page.dispatchEvent('.documents-place', 'drop', { dataTransfer: drop });
    const facts = page.getByTestId('verification');
    await facts.waitFor({ timeout: 30_000 });
    expect(await facts.innerText()).toContain('最后一处签名之后，文件又增加了内容');
    await page.keyboard.press('Escape');
  }, 60_000);

  test('the_institution_words_its_notice_with_a_preview_and_takes_it_back', async () => {
    const { page } = stage;
    await button('更多').click();
    await page.getByRole('menuitem', { name: '文书用语' }).click();
    const title = page.getByRole('textbox', { name: '公示标题' });
    await title.fill('关于产业园评审结果的通告');
    await page.getByRole('group', { name: '公示标题' }).getByRole('button', { name: '轮次名称' }).click();
    await button('预览').click();
    await page.locator('.texts-preview [data-page="1"] .textLayer').getByText('通告').first().waitFor({ timeout: 30_000 });
    await button('保存用语').click();
    await page.getByRole('dialog', { name: '文书用语' }).waitFor({ state: 'detached' });
    const own = async (): Promise<string | null | undefined> =>
      (await stage.call('reports.texts', { roundId })).find((text) => text.key === 'noticeTitle')?.own;
    expect(await own()).toContain('关于产业园评审结果的通告');
    expect(await own()).toContain('{{round}}');
    await button('更多').click();
    await page.getByRole('menuitem', { name: '文书用语' }).click();
    await page.getByRole('group', { name: '公示标题' }).getByRole('button', { name: '恢复原文' }).click();
    await button('保存用语').click();
    await expect.poll(own).toBeNull();
  }, 60_000);

  test('a_word_draft_and_a_workbook_are_written', async () => {
    const { page, dir } = stage;
    await button('生成文书').first().click();
    await page.getByLabel('文书种类', { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible').getByText('拟认定名单', { exact: true }).click();
    await drawer().getByText('Word 稿', { exact: true }).click();
    await drawer().getByRole('button', { name: '生成文书' }).click();
    await page.getByText('已生成 Word 稿').waitFor({ timeout: 30_000 });
    await page.keyboard.press('Escape');
    await shown().getByText('供修改的 Word 稿').waitFor();
    await button('更多').click();
    await page.getByRole('menuitem', { name: '导出工作簿' }).click();
    const path = join(dir, '工作簿.xlsx');
    await drawer().getByRole('textbox').fill(path);
    await drawer().getByRole('button').filter({ hasText: '导出' }).last().click();
    await drawer().getByText('已导出').waitFor({ timeout: 30_000 });
    expect(readFileSync(path).subarray(0, 2).toString('latin1')).toBe('PK');
    await page.keyboard.press('Escape');
    expect(stage.complaints).toEqual([]);
  }, 60_000);
});
