/** An address that lets nobody in: the page says so, and how another is had. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
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

test('an_address_that_was_used_is_wrong_or_has_no_secret_says_so_and_a_new_one_opens_the_window', async () => {
  const dir = tempFolder();
  const started = run([join(root, 'electron/launch.mjs'), 'cli', 'serve', '--no-open', '--workspace', dir], dir, {}, true);
  served = started;
  const withSecret = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/;
  const [address] = await started.printed(withSecret);
  const open = async (at: string) => {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(at);
    return page;
  };
  const first = await open(address);
  await first.getByRole('heading', { name: '首页' }).or(first.getByRole('main')).first().waitFor();
  expect(await first.getByRole('heading', { name: '这个地址打不开窗口' }).count()).toBe(0);
  const origin = new URL(address).origin;
  for (const at of [address, `${origin}/#token=${'x'.repeat(43)}`, `${origin}/`]) {
    const page = await open(at);
    await page.getByRole('heading', { name: '这个地址打不开窗口' }).waitFor();
    const text = await page.locator('body').innerText();
    expect(text).toContain('已经用过、已过期');
    expect(text).toContain('按 Enter');
    expect(text).not.toContain('连接已断开');
    expect(text).not.toContain('不是从本程序的窗口发出的');
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    await page.getByRole('heading', { name: 'This address opens no window' }).waitFor();
    await page.context().close();
  }
  const before = started.text().length;
  started.process.stdin?.write('\n');
  await expect.poll(() => withSecret.test(started.text().slice(before))).toBe(true);
  const [fresh = ''] = withSecret.exec(started.text().slice(before)) ?? [];
  const again = await open(fresh);
  await again.getByRole('main').first().waitFor();
  expect(await again.getByRole('heading', { name: '这个地址打不开窗口' }).count()).toBe(0);
});
