/** A store that does not open: the browser host starts all the same, its window says what is wrong and offers the ways out. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { currentVersion } from '../../db/migrations/index.ts';
import { openHost } from '../../electron/services/host.ts';
import { tempFolder } from '../fixtures/store.ts';
import { run, type Started } from './checkout.ts';
import { openBrowser } from '../e2e/browser.ts';
import { root } from '../e2e/stage.ts';

let browser: Browser;
let served: Started | undefined;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await served?.end();
});

/** A workspace with one round, and a backup of it where wanted. */
async function makeWorkspace(backup: boolean): Promise<string> {
  const dir = tempFolder();
  const { session, dispatch } = openHost(dir);
  const call = (method: string, payload: unknown) => dispatch.call({ method, payload, language: 'zh' });
  await call('rounds.create', { schemeId: 'hunan-assessment-2024', name: '二〇二六年度评审', appliedOn: '2026-01-05' });
  if (backup) await call('workspace.backup', {});
  session.release();
  return dir;
}

const database = (dir: string) => join(dir, 'panel.db');

/** Opens the real host's window on `dir`. */
async function open(dir: string, language: 'zh' | 'en'): Promise<Page> {
  served = run([join(root, 'electron/launch.mjs'), 'cli', 'serve', '--no-open', '--workspace', dir, '--lang', language], dir, {}, true);
  const [address] = await served.printed(/http:\/\/127\.0\.0\.1:\d+\/#token=\S+/);
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })).newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(address);
  return page;
}

const headings = { zh: '工作区打不开', en: 'The workspace cannot be opened' } as const;

async function restoreLatest(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^恢复/ }).first().click();
  await page.getByRole('tooltip').getByRole('button', { name: '恢复' }).click();
  await page.getByText('二〇二六年度评审').first().waitFor();
}

test('a_damaged_store_is_said_so_and_restored_from_its_backup', async () => {
  const dir = await makeWorkspace(true);
  const noise = randomBytes(9_000);
  writeFileSync(database(dir), noise);
  const page = await open(dir, 'zh');
  await page.getByRole('heading', { name: headings.zh }).waitFor();
  await page.getByText('数据库已损坏').waitFor();
  expect(await page.getByText(dir, { exact: true }).count()).toBe(1);
  expect(readFileSync(database(dir)).equals(noise)).toBe(true);
  await restoreLatest(page);
  const aside = readdirSync(dir).find((name) => /^panel-before-restore-.*\.db$/.test(name)) ?? '';
  expect(readFileSync(join(dir, aside)).equals(noise)).toBe(true);
});

test('a_damaged_store_without_a_backup_says_that_there_is_none', async () => {
  const dir = await makeWorkspace(false);
  writeFileSync(database(dir), randomBytes(9_000));
  const page = await open(dir, 'en');
  await page.getByRole('heading', { name: headings.en }).waitFor();
  await page.getByText('There is no backup.').waitFor();
  expect(served?.text()).toContain('damaged');
  expect(served?.text()).not.toContain('    at ');
});

test('a_store_of_a_newer_program_is_left_alone', async () => {
  const dir = await makeWorkspace(true);
  const newer = new Database(database(dir));
  newer.pragma(`user_version = ${currentVersion + 7}`);
  newer.close();
  const page = await open(dir, 'zh');
  await page.getByRole('heading', { name: headings.zh }).waitFor();
  await page.getByText(`数据版本 ${currentVersion + 7}`).waitFor();
  const after = new Database(database(dir), { readonly: true });
  expect(after.pragma('user_version', { simple: true })).toBe(currentVersion + 7);
  after.close();
  await restoreLatest(page);
});

test('a_store_that_went_is_not_replaced_by_an_empty_one', async () => {
  const dir = await makeWorkspace(true);
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${database(dir)}${suffix}`, { force: true });
  const page = await open(dir, 'zh');
  await page.getByText('没有新建空的数据库').waitFor();
  expect(existsSync(database(dir))).toBe(false);
  await restoreLatest(page);
});

test('a_database_of_another_program_is_left_alone_and_the_window_says_so', async () => {
  const dir = tempFolder();
  const other = new Database(database(dir));
  other.exec('CREATE TABLE notes(id INTEGER PRIMARY KEY, b TEXT)');
  other.close();
  const before = readFileSync(database(dir));
  const page = await open(dir, 'zh');
  await page.getByRole('heading', { name: headings.zh }).waitFor();
  await page.getByText('不是园评的工作区').first().waitFor();
  expect(served?.text()).toContain('不是园评的工作区');
  await page.getByText('换一个文件夹').waitFor();
  expect(await page.getByText('恢复备份').count()).toBe(0);
  await page.getByRole('button', { name: '再试一次' }).click();
  expect(readdirSync(dir)).toEqual(['panel.db']);
  served?.process.kill('SIGTERM');
  expect(await served?.ended).toBe(0);
  expect(readdirSync(dir)).toEqual(['panel.db']);
  expect(readFileSync(database(dir)).equals(before)).toBe(true);
});

test('a_folder_that_is_a_file_is_said_so_and_tried_again_when_it_is_one', async () => {
  const dir = await makeWorkspace(false);
  const aside = `${dir}-aside`;
  renameSync(dir, aside);
  writeFileSync(dir, 'no folder');
  served = undefined;
  try {
    served = run([join(root, 'electron/launch.mjs'), 'cli', 'serve', '--no-open', '--workspace', dir], root, {}, true);
    const [address] = await served.printed(/http:\/\/127\.0\.0\.1:\d+\/#token=\S+/);
    const page = await (await browser.newContext()).newPage();
    await page.goto(address);
    await page.getByRole('heading', { name: headings.zh }).waitFor();
    expect(await page.getByText('恢复备份').count()).toBe(0);
    rmSync(dir);
    renameSync(aside, dir);
    await page.getByRole('button', { name: '再试一次' }).click();
    await page.getByText('二〇二六年度评审').first().waitFor();
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
});

test('a_locked_store_opens_when_the_other_lets_go', async () => {
  const dir = await makeWorkspace(false);
  const other = new Database(database(dir));
  other.pragma('locking_mode = EXCLUSIVE');
  other.exec('BEGIN EXCLUSIVE');
  const page = await open(dir, 'en');
  await page.getByRole('heading', { name: headings.en }).waitFor();
  await page.getByText('Another window').first().waitFor();
  other.exec('ROLLBACK');
  other.close();
  // the questions of the first page are all answered by now: what is asked from here on is looked at anew
  await wait(1_000);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('二〇二六年度评审').first().waitFor();
});
