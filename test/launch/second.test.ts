/** The same workspace started twice is one host with two windows; two workspaces are two hosts. */
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeCheckout, run, type Checkout, type Started } from './checkout.ts';

let made: Checkout;
let running: Started[] = [];
beforeEach(() => {
  made = makeCheckout(null);
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.end()));
  running = [];
  rmSync(made.dir, { recursive: true, force: true, maxRetries: 5 });
});

const file = () => join(made.dir, 'workspace/.host.json');
const withSecret = /http:\/\/127\.0\.0\.1:(\d+)\/#token=[\w-]{43}/;

function serve(words: readonly string[] = ['--no-open'], env: Record<string, string> = {}): Started {
  const started = run(['electron/launch.mjs', 'cli', 'serve', '--workspace', 'workspace', ...words], made.dir, env);
  running.push(started);
  return started;
}

/** Goes in by the address, as a page does, and asks for its settings. */
async function settingsBy(address: string): Promise<unknown> {
  const { origin, hash } = new URL(address);
  const headers = { 'content-type': 'application/json', origin };
  const entered = await fetch(`${origin}/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token: hash.slice('#token='.length) }),
  });
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const body = JSON.stringify({ method: 'settings.get', payload: {} });
  return (await fetch(`${origin}/call`, { method: 'POST', headers: { ...headers, cookie }, body })).json();
}

test('the_second_start_gets_a_way_into_the_first_and_hands_over_its_files', async () => {
  const first = serve();
  const [, port] = await first.printed(withSecret);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  const second = serve(['--no-open', '--lang', 'en', '甲.pptask']);
  expect(await second.ended).toBe(0);
  const [address, samePort] = withSecret.exec(second.text()) ?? [];
  expect(samePort).toBe(port);
  expect(second.text()).toContain('open already');
  expect(await settingsBy(address ?? '')).toMatchObject({
    ok: true,
    value: { files: [join(made.dir, '甲.pptask')], settings: { language: 'en' } },
  });
  first.process.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(existsSync(file())).toBe(false);
});

test('of_several_starts_at_once_one_is_the_host_and_the_others_go_in_there', async () => {
  for (let round = 0; round < 3; round++) {
    const all = [serve(), serve(), serve()];
    const ports = await Promise.all(all.map(async (one) => (await one.printed(withSecret))[1]));
    expect(new Set(ports).size).toBe(1);
    const hosts = all.filter((one) => !one.text().includes('已经在运行'));
    expect(hosts).toHaveLength(1);
    hosts[0]?.process.kill('SIGTERM');
    expect(await Promise.all(all.map((one) => one.ended))).toEqual([0, 0, 0]);
    expect(readdirSync(join(made.dir, 'workspace')).filter((name) => name.startsWith('.host'))).toEqual([]);
  }
});

test('a_window_of_the_second_start_is_said_to_be_open_when_it_came', async () => {
  const first = serve();
  await first.printed(withSecret);
  const browser = join(made.dir, 'browser.cjs');
  const enters = `const address = /url=([^"]+)/.exec(require('node:fs').readFileSync(new URL(process.argv.find((w) => w.startsWith('--app=')).slice(6)), 'utf8'))[1];
const { origin, hash } = new URL(address);
fetch(origin + '/session', { method: 'POST', headers: { 'content-type': 'application/json', origin }, body: JSON.stringify({ token: hash.slice(7) }) });`;
  writeFileSync(browser, `#!${process.execPath}\n${enters}\n`, { mode: 0o755 });
  const second = serve([], { PARKPANEL_BROWSER: browser });
  expect(await second.ended).toBe(0);
  expect(second.text()).toContain('又打开了一个窗口');
  writeFileSync(browser, `#!/bin/sh\nexit 9\n`);
  const third = serve([], { PARKPANEL_BROWSER: browser });
  expect(await third.ended).toBe(1);
  expect(third.text()).toContain('（9）');
});

test('what_a_killed_host_left_behind_is_in_nobodys_way', async () => {
  const first = serve();
  await first.printed(withSecret);
  first.process.kill('SIGKILL');
  await first.ended;
  const left = readFileSync(file(), 'utf8');
  const second = serve();
  await second.printed(withSecret);
  expect(second.text()).not.toContain('已经在运行');
  expect(readFileSync(file(), 'utf8')).not.toBe(left);
});

test.each([
  ['no JSON', '{'],
  ['another shape', '[]'],
  ['a port of nobody', '{"port":1,"secret":"x"}'],
])('%s in its place', async (_name, text) => {
  writeFileSync(file(), text);
  const started = serve();
  await started.printed(withSecret);
  expect(started.text()).not.toContain('已经在运行');
});

test.each([
  ['and its process is gone: nobody is waited for', 2 ** 22 + 1],
  ['as an older program wrote it: the wait is told', undefined],
])('the port of a host that was killed belongs to one that never answers, %s', async (_name, pid) => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  writeFileSync(file(), JSON.stringify({ port, secret: 'x', pid }));
  const started = serve();
  if (pid === undefined) {
    await started.printed(/正在等它回答（最多 20 秒）/);
  } else {
    await started.printed(withSecret);
    expect(started.text()).not.toContain('正在等它回答');
  }
  silent.close();
});

test('nobody_without_the_secret_gets_a_way_in', async () => {
  const first = serve();
  await first.printed(withSecret);
  const { port, secret } = JSON.parse(readFileSync(file(), 'utf8')) as { port: number; secret: string };
  const ask = async (headers: Record<string, string>) =>
    (
      await fetch(`http://127.0.0.1:${port}/relay`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{"files":[]}',
      })
    ).status;
  expect(await ask({})).toBe(401);
  expect(await ask({ 'x-parkpanel-relay': `${secret.slice(0, -1)}!` })).toBe(401);
  expect(await ask({ 'x-parkpanel-relay': secret, origin: 'http://evil.example' })).toBe(403);
  expect(await ask({ 'x-parkpanel-relay': secret })).toBe(200);
});

test('two_workspaces_are_open_at_once', async () => {
  const first = serve();
  const [, one] = await first.printed(withSecret);
  const second = run(['electron/launch.mjs', 'cli', 'serve', '--no-open', 'another'], made.dir);
  running.push(second);
  const [, other] = await second.printed(withSecret);
  expect(other).not.toBe(one);
  expect(second.text()).not.toContain('已经在运行');
});

test('a_workspace_that_another_program_has_open_is_said_to_be_and_opens_all_the_same', async () => {
  const other = serve();
  await other.printed(withSecret);
  // without its mark it is any program that has the store open
  rmSync(file());
  const beside = serve();
  await beside.printed(withSecret);
  expect(beside.text()).toContain('改动会互相显示');
  expect(other.text()).not.toContain('改动会互相显示');
});
