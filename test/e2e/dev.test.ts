/** `npm run dev` on a copy of the sources: what is saved shows in the open window, and nobody else gets in. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { root } from './stage.ts';

/** What a developer waits at most for what was saved, in ms. */
const bound = 5000;

let copy = '';
let server: ChildProcess;
let address = '';
let browser: Browser | undefined;
let page: Page;
const complaints: string[] = [];

/** Saves a source of the copy with one of its words changed. */
function edit(path: string, from: string, to: string): void {
  const text = readFileSync(join(copy, path), 'utf8');
  if (!text.includes(from)) throw new Error(`${path} no longer says ${from}`);
  writeFileSync(join(copy, path), text.replace(from, to));
}

function textsOf(noun: string): Record<string, string> {
  return JSON.parse(readFileSync(join(copy, `domain/texts/zh/${noun}.json`), 'utf8')) as Record<string, string>;
}

/** The host's sentence about a method that does not exist, as the page is told it. */
async function sentence(): Promise<string> {
  return page.evaluate(async () => {
    const answer = await fetch('/call', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'zh' },
      body: JSON.stringify({ method: 'no.such' }),
    });
    return ((await answer.json()) as { error: { message: string } }).error.message;
  });
}

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'parkpanel-dev-'));
  for (const name of ['domain', 'db', 'electron', 'renderer', 'resources/schemes', 'package.json', 'package-lock.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  for (const name of ['tsconfig.json', 'test/tsconfig.json']) cpSync(join(root, name), join(copy, name));
  // a folder of its own, since the server keeps there what it prepared
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules')))
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
  server = spawn(process.execPath, [join(copy, 'electron/dev.mjs'), '--workspace', join(copy, 'workspace'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  address = await new Promise((found, failed) => {
    let said = '';
    server.stdout?.on('data', (chunk) => {
      said += String(chunk);
      const [line] = /^http.*#token=.*$/m.exec(said) ?? [];
      if (line !== undefined) found(line);
    });
    server.once('exit', () => failed(new Error(`the dev server ended: ${said}`)));
  });
  browser = await openBrowser();
  page = await (await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce' })).newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(address);
  await page.getByText('还没有评审轮次').waitFor({ timeout: 60_000 });
});
afterAll(async () => {
  await browser?.close();
  const ended = once(server, 'exit');
  if (server.kill()) await ended;
  rmSync(copy, { recursive: true, force: true });
});

test('the_window_opens_under_its_policy_and_keeps_no_secret_in_its_address', () => {
  expect(complaints).toEqual([]);
  expect(page.url()).not.toContain('token');
});

test('what_the_document_viewer_fetches_is_there', async () => {
  const { origin } = new URL(address);
  expect((await fetch(`${origin}/pdf/cmaps/UniGB-UCS2-H.bcmap`)).status).toBe(200);
});

test('a_component_that_is_saved_is_put_in_while_the_page_stays', async () => {
  await page.goto(`${new URL(address).origin}/#/settings`);
  await page.getByRole('heading', { level: 1, name: '设置', exact: true }).waitFor();
  await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
  edit('renderer/screens/settings/settings.tsx', "title={t('window.place.settings')}", 'title="设置（改过）"');
  await page.getByRole('heading', { level: 1, name: '设置（改过）', exact: true }).waitFor({ timeout: bound });
  expect(await page.evaluate(() => 'stayed' in globalThis)).toBe(true);
});

test('a_text_that_is_saved_is_shown', async () => {
  const { 'settings.language': language = '' } = textsOf('workspace');
  edit('domain/texts/zh/workspace.json', `"settings.language": "${language}"`, '"settings.language": "语言（改过）"');
  await page.getByText('语言（改过）', { exact: true }).waitFor({ timeout: bound });
  expect(await page.evaluate(() => 'stayed' in globalThis)).toBe(true);
});

test('the_host_starts_again_with_what_was_saved', async () => {
  const before = await sentence();
  const { 'call/unknown-method': written = '' } = textsOf('error');
  edit('domain/texts/zh/error.json', written, `${written}（改过）`);
  await expect.poll(sentence).toBe(`${before}（改过）`);
});

/** The status of a call with these headers besides, from outside the browser. */
function statusOf(headers: Readonly<Record<string, string>>, path = '/call'): Promise<number | undefined> {
  const { origin } = new URL(address);
  return new Promise((resolve, reject) => {
    const call = request(`${origin}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.once('error', reject);
    call.end('{"method":"rounds.list"}');
  });
}

test('the_host_still_judges_host_origin_and_cookie', async () => {
  const { origin } = new URL(address);
  const [cookie] = await page.context().cookies();
  const ours = { origin, cookie: `${cookie?.name}=${cookie?.value}` };
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  expect(await statusOf(ours)).toBe(200);
  expect(await statusOf({ ...ours, cookie: '' })).toBe(401);
  expect(await statusOf({ ...ours, cookie: `${cookie?.name}=guessed` })).toBe(401);
  expect(await statusOf({ ...ours, origin: 'http://elsewhere.example' })).toBe(403);
  expect(await statusOf({ cookie: ours.cookie })).toBe(403);
  expect(await statusOf({ ...ours, 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await statusOf({ ...ours, host: '127.0.0.1:1' })).toBe(421);
  expect(await statusOf({ ...ours, origin: 'http://elsewhere.example' }, '/session')).toBe(401);
  expect(await statusOf(ours, '/session')).toBe(401);
});

test('the_workspace_is_no_file_of_the_window', async () => {
  const answer = await fetch(`${new URL(address).origin}/@fs${join(copy, 'workspace/panel.db')}`);
  expect(answer.status).toBe(403);
});
