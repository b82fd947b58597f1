/** The electron package's own installer against a server that is slow, silent or wrong: it is watched, given up, and never trusted. */
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeCheckout, run, type Checkout, type Started } from './checkout.ts';

const root = join(import.meta.dirname, '../..');
const installer = join(root, 'node_modules/electron/install.js');

let made: Checkout;
let server: Server;
let running: Started[] = [];
let asked: string[] = [];
let answer: (response: ServerResponse) => void;
beforeEach(async () => {
  made = makeCheckout(null, readFileSync(installer, 'utf8'));
  for (const name of ['checksums.json', 'package.json'])
    cpSync(join(root, 'node_modules/electron', name), join(made.dir, 'node_modules/electron', name));
  writeFileSync(join(made.dir, 'browser'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.end()));
  running = [];
  server.closeAllConnections();
  server.close();
  rmSync(made.dir, { recursive: true, force: true, maxRetries: 5 });
});

function start(words: readonly string[] = []): Started {
  const started = run(['electron/launch.mjs', 'start', '--workspace', 'workspace', ...words], made.dir, {
    PARKPANEL_BROWSER: join(made.dir, 'browser'),
    ELECTRON_MIRROR: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    electron_config_cache: join(made.dir, 'workspace/cache'),
    // the package's own libraries
    NODE_PATH: join(root, 'node_modules'),
  });
  running.push(started);
  return started;
}

const withSecret = /http:\/\/127\.0\.0\.1:\d+\/#token=/;

describe.skipIf(!existsSync(installer) || process.platform !== 'linux')('a mirror', () => {
  test('that sends other bytes is not believed', async () => {
    answer = (response) => response.end(Buffer.alloc(300_000, 7));
    const started = start();
    await started.printed(withSecret);
    expect(asked[0]).toMatch(/electron-v[\d.]+-linux-(x64|arm64)\.zip$/);
    expect(started.text()).toContain('与校验值不符');
    expect(existsSync(join(made.dir, 'node_modules/electron/path.txt'))).toBe(false);
    expect(made.memory()).toMatchObject({ outcome: 'absent' });
    started.process.kill('SIGTERM');
    await started.ended;
    // the next start does not ask again
    const next = start();
    await next.printed(withSecret);
    expect(asked).toHaveLength(1);
    expect(next.text()).toContain('--retry-electron');
  });

  test('that falls silent is given up after 20 seconds, and what came is told', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': 120_000_000 });
      const drip = setInterval(() => response.write(Buffer.alloc(500_000)), 1_000);
      setTimeout(() => clearInterval(drip), 13_000);
    };
    const began = Date.now();
    const started = start(['--lang', 'en']);
    await started.printed(withSecret);
    expect(started.text()).toMatch(/[1-9]\.\d MB have come/);
    expect(started.text()).toContain('Nothing has come for 20 seconds');
    // 13 seconds of bytes do not count as silence
    expect(Date.now() - began).toBeGreaterThan(31_000);
  });

  test('that is slow need not be waited for', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': 120_000_000 });
      response.write('PK');
    };
    const started = start();
    await started.printed(/正在取得 Electron/);
    await expect.poll(() => asked.length).toBe(1);
    started.process.kill('SIGINT');
    await started.printed(withSecret);
    expect(started.text()).toContain('不再等待 Electron');
    started.process.kill('SIGINT');
    expect(await started.ended).toBe(0);
  });

  test('that is away is said so', async () => {
    answer = (response) => response.writeHead(404).end();
    const started = start();
    await started.printed(withSecret);
    expect(started.text()).toContain('没有取得 Electron');
  });
});
