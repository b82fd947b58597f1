import { startBrowserHost } from '../../electron/browser-host.ts';
import { openHost } from '../../electron/host.ts';
import { openBrowser } from './browser.ts';
import { join } from 'node:path';
const [ws, out, size, shade, language, ...places] = process.argv.slice(2) as [string, string, string, string, string, ...string[]];
const [width, height] = size.split('x').map(Number);
const host = openHost(ws);
const served = await startBrowserHost(host, join(import.meta.dirname, '../../dist/renderer'));
const browser = await openBrowser();
const ctx = await browser.newContext({ viewport: { width: width!, height: height! }, colorScheme: shade as 'light' | 'dark', reducedMotion: 'reduce' });
await ctx.addInitScript((l) => localStorage.setItem('parkpanel', JSON.stringify({ state: { language: l, shade: 'system', roundId: null, personId: null, panes: {} }, version: 0 })), language);
const page = await ctx.newPage();
page.on('console', (m) => { if (m.type() === 'error') console.log('console', m.text()); });
page.on('pageerror', (e) => console.log('pageerror', e.message));
await page.goto(served.address);
await page.locator('h1').first().waitFor();
for (const place of places) {
  await page.evaluate((p) => { location.hash = `#/${p}`; }, place);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${out}/${place.replaceAll('/', '_')}-${size}-${shade}-${language}.png` });
}
await browser.close(); await served.close(); host.session.release(); process.exit(0);
