/** A real Chromium for the tests: the machine's own first, else the one that comes with the packages. */
import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../../electron/hosts/start/browser.ts';

/** Nothing of the browser's own may reach outside, and its language must not depend on the machine. */
const quiet = [
  '--lang=zh-CN',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-features=Translate',
];

/** Root and most containers cannot use Chromium's sandbox. */
const sandbox = process.getuid?.() === 0 || process.env['CI'] ? ['--no-sandbox'] : [];

export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const own = findBrowser();
  if (own) return chromium.launch({ executablePath: own, args: [...quiet, ...sandbox, ...more] });
  // its own arguments are left out: they switch off the web's security, and with it our cookie
  const packed = (await import('@sparticuz/chromium')).default;
  return chromium.launch({ executablePath: await packed.executablePath(), args: [...quiet, '--no-sandbox', ...more] });
}
