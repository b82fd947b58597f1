/** What the browser host says of its window is true: whether it came, whether none can, and how to get in without one. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeCheckout, run, type Checkout, type Started } from './checkout.ts';
import { findBrowser } from '../../electron/hosts/start/browser.ts';

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

/** A browser that does what ours does: follows the page it is given, gives the secret back, listens, and keeps its window as long as told. */
function standIn(after: string): string {
  const path = join(made.dir, 'browser.cjs');
  const text = `#!${process.execPath}
const { appendFileSync, readFileSync, statSync, existsSync } = require('node:fs');
const { fileURLToPath } = require('node:url');
const page = fileURLToPath(process.argv.find((word) => word.startsWith('--app=')).slice('--app='.length));
const [, address] = /url=([^"]+)/.exec(readFileSync(page, 'utf8'));
const { origin, hash } = new URL(address);
appendFileSync('said', JSON.stringify({ page, scheme: /color-scheme" content="([^"]+)/.exec(readFileSync(page, 'utf8'))[1], mode: statSync(page).mode & 0o777, address, argv: process.argv }) + '\\n');
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const enter = async (reading = 0) => {
  const answer = await fetch(origin + '/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ token: hash.slice('#token='.length) }),
  });
  await later(reading);
  const [cookie] = answer.headers.get('set-cookie').split(';');
  const line = new WebSocket(origin.replace('http', 'ws') + '/events', { headers: { cookie, origin } });
  await new Promise((resolve) => line.addEventListener('open', resolve));
};
const closed = setInterval(() => { if (existsSync('close')) process.exit(0); }, 50);
${after}
`;
  writeFileSync(path, text, { mode: 0o755 });
  return path;
}

function serve(words: readonly string[] = [], env: Record<string, string | undefined> = {}): Started {
  const started = run(['electron/launch.mjs', 'cli', '--workspace', 'workspace', 'serve', ...words], made.dir, env);
  running.push(started);
  return started;
}

async function enter(address: string): Promise<number> {
  const { origin, hash } = new URL(address);
  const answer = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ token: hash.slice('#token='.length) }),
  });
  return answer.status;
}

const withSecret = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}/;

/** Every command line of the machine that can be read. */
function commandLines(): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .join('\n');
}

describe.skipIf(process.platform !== 'linux')('a browser', () => {
  test('whose window comes is said to be open, and ends the host with it', async () => {
    const started = serve(['--lang', 'en'], { PARKPANEL_BROWSER: standIn('enter();') });
    const [, origin] = await started.printed(/Opened in a browser window \((http:[^)]+)\)/);
    const said = JSON.parse(readFileSync(join(made.dir, 'said'), 'utf8')) as Record<string, unknown>;
    expect(said).toMatchObject({ mode: 0o600, scheme: 'light dark', address: expect.stringMatching(withSecret) });
    expect(String(said['address'])).toContain(origin);
    expect(started.text()).not.toContain('token');
    expect(JSON.stringify(said['argv'])).not.toContain('token');
    expect(commandLines()).toContain('--app=file:');
    expect(commandLines()).not.toContain('#token');
    // the way in is gone with the page that led there
    await expect.poll(() => existsSync(String(said['page']))).toBe(false);
    expect(await enter(String(said['address']))).toBe(401);
    writeFileSync(join(made.dir, 'close'), '');
    expect(await started.ended).toBe(0);
  });

  test.each(['dark', 'light'])('is led to the window by a page that is as %s as was chosen', async (shade) => {
    writeFileSync(join(made.dir, 'workspace/settings.json'), JSON.stringify({ shade }));
    const started = serve(['--lang', 'en'], { PARKPANEL_BROWSER: standIn('enter();') });
    await started.printed(/Opened in a browser window/);
    expect(JSON.parse(readFileSync(join(made.dir, 'said'), 'utf8'))).toMatchObject({ scheme: shade });
  });

  test('that is none is passed over for the next one of this machine', async () => {
    const folder = join(made.dir, 'bin');
    mkdirSync(folder);
    writeFileSync(join(folder, 'chromium-browser'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    symlinkSync('chromium-browser', join(folder, 'chromium'));
    symlinkSync(standIn('enter();'), join(folder, 'google-chrome'));
    const path = { PATH: `${folder}:/no-other` };
    const started = serve(['--lang', 'en'], path);
    await started.printed(/Opened in a browser window/);
    expect(started.text()).toMatch(/chromium ended without opening a window \(1\); trying .*google-chrome\./);
    // of a second start the same
    const second = serve(['--lang', 'en'], path);
    expect(await second.ended).toBe(0);
    expect(second.text()).toMatch(/trying .*google-chrome\.\nOne more window was opened/);
  });

  test.each([
    ['that ends at once', '#!/bin/sh\nexit 21\n', /（21）/],
    ['that dies', '#!/bin/sh\nkill -ABRT $$\n', /（SIGABRT）/],
    ['that may not be run', '', /（EACCES）/],
  ])('%s is said to have opened nothing, and the host goes on', async (_name, text, reason) => {
    const path = join(made.dir, 'browser');
    writeFileSync(path, text, { mode: text === '' ? 0o644 : 0o755 });
    const started = serve([], { PARKPANEL_BROWSER: path });
    const [address] = await started.printed(withSecret);
    expect(started.text()).toMatch(reason);
    expect(started.text()).toContain('继续运行');
    expect(started.text()).not.toContain('已在浏览器窗口中打开');
    expect(await enter(address)).toBe(200);
    started.process.kill('SIGINT');
    expect(await started.ended).toBe(0);
  });

  test('that hands its window over to one that runs is waited for, and the host ends with that window', async () => {
    // the page is read for a while before its line stands: by then the process that was started is long gone
    const handsOver = `if (process.env.RUNNING) { enter(2500); }
else {
  require('node:child_process').spawn(process.execPath, process.argv.slice(1), { env: { ...process.env, RUNNING: '1' }, detached: true, stdio: 'ignore' }).unref();
  setTimeout(() => process.exit(0), 300);
}`;
    const started = serve([], { PARKPANEL_BROWSER: standIn(handsOver) });
    const [, origin = ''] = await started.printed(/已在浏览器窗口中打开（(http:[^）]+)）/);
    const ended = started.ended.then(() => 'ended' as const);
    // longer than the page is read, and than a host without a window waits
    expect(await Promise.race([ended, wait(14_000, 'still there' as const)])).toBe('still there');
    expect((await fetch(origin)).status).toBe(200);
    writeFileSync(join(made.dir, 'close'), '');
    expect(await started.ended).toBe(0);
  });

  test('whose window dies is no good end', async () => {
    const started = serve([], {
      PARKPANEL_BROWSER: standIn('enter().then(() => setTimeout(() => process.kill(process.pid, "SIGSEGV"), 500));'),
    });
    expect(await started.ended).toBe(1);
    expect(started.text()).toContain('意外结束（SIGSEGV）');
  });

  test('is closed when the host is told to end', async () => {
    const started = serve([], { PARKPANEL_BROWSER: standIn('enter();') });
    await started.printed(/已在浏览器窗口中打开/);
    started.process.kill('SIGTERM');
    expect(await started.ended).toBe(0);
    await expect.poll(() => commandLines().includes(join(made.dir, 'browser.cjs'))).toBe(false);
  });

  test('that keeps its profile where it cannot be written to is said to have opened nothing', async () => {
    mkdirSync(join(made.dir, 'workspace'), { recursive: true });
    writeFileSync(join(made.dir, 'workspace/.browser'), '');
    const started = serve([], { PARKPANEL_BROWSER: standIn('enter();') });
    await started.printed(withSecret);
    expect(started.text()).toMatch(/没有打开窗口就退出了（E\w+）/);
  });
});

describe('without a window', () => {
  test.each([
    ['no display', [], { DISPLAY: undefined, PARKPANEL_BROWSER: '/bin/true' }, /没有显示器可用/],
    ['no browser', [], { PATH: '/nowhere' }, /没有找到 Chromium/],
    ['none wanted', ['--no-open'], {}, /^在本机浏览器中打开/],
  ] as const)('%s: an address and how to take it elsewhere, a fresh one on Enter', async (_name, words, env, sentence) => {
    const started = serve(words, env);
    const [address] = await started.printed(withSecret);
    expect(started.text()).toMatch(sentence);
    const { port } = new URL(address);
    await started.printed(new RegExp(`ssh -N -L ${port}:127\\.0\\.0\\.1:${port} \\S+@\\S+`));
    expect(await enter(address)).toBe(200);
    expect(await enter(address)).toBe(401);
    const before = started.text().length;
    started.process.stdin?.write('\n');
    await expect.poll(() => withSecret.test(started.text().slice(before))).toBe(true);
    const [fresh = ''] = withSecret.exec(started.text().slice(before)) ?? [];
    expect(fresh).not.toBe(address);
    expect(await enter(fresh)).toBe(200);
    started.process.kill('SIGINT');
    expect(await started.ended).toBe(0);
  });

  test('a browser that is named and not there is said so', async () => {
    const started = serve([], { PARKPANEL_BROWSER: '/nonexistent/chrome', PATH: '/nowhere' });
    await started.printed(withSecret);
    expect(started.text()).toContain('“/nonexistent/chrome”');
    expect(started.text()).toContain('没有找到 Chromium');
  });

  test.skipIf(!existsSync('/usr/bin/script'))('a terminal whose input was ended says that Enter gives no address any more', async () => {
    const command = `${process.execPath} electron/launch.mjs cli --workspace workspace serve --no-open`;
    const started = run(
      [
        '-e',
        `require('node:child_process').spawn('/usr/bin/script', ['-qec', ${JSON.stringify(command)}, '/dev/null'], { stdio: 'inherit' })`,
      ],
      made.dir,
    );
    running.push(started);
    const [address] = await started.printed(withSecret);
    await started.printed(/按 Enter 换一个新地址/);
    started.process.stdin?.write('\u0004');
    await started.printed(/按 Enter 不再换新地址/);
    expect(await enter(address)).toBe(200);
    // as the sentence says: one more start gives an address
    const second = serve(['--no-open']);
    const [fresh] = await second.printed(withSecret);
    expect(await enter(fresh)).toBe(200);
  });

  test('a closed terminal asks for nothing and ends nothing', async () => {
    const started = serve(['--no-open', '--lang', 'en']);
    started.process.stdin?.end();
    const [address] = await started.printed(withSecret);
    expect(await enter(address)).toBe(200);
    // there is nobody to press a key
    expect(started.text()).not.toContain('Enter gives');
    started.process.kill('SIGTERM');
    expect(await started.ended).toBe(0);
  });

  test('a port that is taken is said so, and nothing runs', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const started = serve(['--no-open', '--port', String(port)]);
    expect(await started.ended).toBe(1);
    expect(started.text()).toContain(`端口 ${port} 不能使用`);
    expect(started.text()).not.toContain('    at ');
    taken.close();
  });
});

const screen = [3, 4, 5, 6, 7, 8, 9].map((tens) => `${tens}7`).find((name) => !existsSync(`/tmp/.X11-unix/X${name}`));

describe.skipIf(!existsSync('/usr/bin/Xvfb') || findBrowser() === undefined)('Chromium on an X server (needs Xvfb)', () => {
  let server: ChildProcess;
  beforeAll(async () => {
    server = spawn('/usr/bin/Xvfb', [`:${screen}`, '-screen', '0', '1400x900x24'], { stdio: 'ignore' });
    while (!existsSync(`/tmp/.X11-unix/X${screen}`)) await wait(50);
  });
  afterAll(() => void server.kill());

  /** Chromium as nobody needs a sandbox that containers lack */
  function serveIn(more = ''): Started {
    const path = join(made.dir, 'browser');
    writeFileSync(path, `#!/bin/sh\nexec ${findBrowser()} --no-sandbox ${more} "$@"\n`, { mode: 0o755 });
    return serve([], { DISPLAY: `:${screen}`, PARKPANEL_BROWSER: path });
  }

  const profile = (): string => join(made.dir, 'workspace/.browser');

  test('opens the window by its page, and no command line tells the secret', async () => {
    const started = serveIn();
    let seen = '';
    const watch = setInterval(() => (seen += commandLines()), 250);
    await started.printed(/已在浏览器窗口中打开/);
    clearInterval(watch);
    expect(seen).toContain('--app=file:');
    expect(seen).not.toContain('#token');
    expect(statSync(profile()).mode & 0o077).toBe(0);
    started.process.kill('SIGTERM');
    expect(await started.ended).toBe(0);
    await wait(500);
    expect(commandLines()).not.toContain(profile());
  });

  test('keeps nothing of what was typed, and takes away what a window before it kept', async () => {
    const typed = '没有保存的话：李四同志的意见';
    mkdirSync(join(profile(), 'Default/Sessions'), { recursive: true });
    writeFileSync(join(profile(), 'Default/Sessions/Apps_1'), typed);
    made.handOver();
    const started = serveIn('--remote-debugging-port=0');
    await started.printed(/已在浏览器窗口中打开/);
    const [port = ''] = readFileSync(join(profile(), 'DevToolsActivePort'), 'utf8').split('\n');
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const pages = () => browser.contexts().flatMap((context) => context.pages());
    await expect.poll(() => pages().length).toBe(1);
    const [page] = pages();
    await page?.evaluate(() => document.body.append(Object.assign(document.createElement('textarea'), { id: 'typed' })));
    await page?.locator('#typed').fill(typed);
    // longer than a browser waits with what it keeps of its windows
    await wait(4000);
    await page?.close();
    await browser.close();
    expect(await started.ended).toBe(0);
    const kept = readdirSync(profile(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(kept.length).toBeGreaterThan(10);
    const telling = kept.filter(({ parentPath, name }) => {
      const bytes = readFileSync(join(parentPath, name));
      return (['utf8', 'utf16le'] as const).some((encoding) => bytes.includes(Buffer.from(typed, encoding)));
    });
    expect(telling.map(({ name }) => name)).toEqual([]);
  }, 240_000);
});
