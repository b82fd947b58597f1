/** What is painted first is in the shade that was chosen, whatever that of the system: no script has run by then. */
import { inflateSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { setStage, type Stage } from '../stage.ts';

let stage: Stage | undefined;
afterEach(() => stage?.close());

/** Red of the first dot of a PNG, 0 to 255: before it there is nothing from which it could differ. */
function firstDot(png: Buffer): number {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  return inflateSync(Buffer.concat(data))[1] ?? Number.NaN;
}

/** Ground of the page, shade of its scroll bars and native fields, and what a screenshot shows. */
async function firstLook(system: 'light' | 'dark', chosen: 'light' | 'dark' | 'system') {
  stage = await setStage({ context: { colorScheme: system, javaScriptEnabled: false } });
  const { page, call } = stage;
  await call('settings.set', { shade: chosen });
  await page.reload();
  const dot = firstDot(await page.screenshot());
  const root = page.locator('html');
  const look = await root.evaluate((one) => {
    const { colorScheme, backgroundColor } = getComputedStyle(one);
    return { scheme: colorScheme, ground: backgroundColor };
  });
  return { ...look, meta: await page.locator('meta[name="color-scheme"]').getAttribute('content'), dot };
}

const dark = { scheme: 'dark', ground: 'rgb(15, 20, 19)', meta: 'dark', dot: 15 };
const light = { scheme: 'light', ground: 'rgb(245, 247, 246)', meta: 'light', dot: 245 };

test.each([
  ['light', 'dark', dark],
  ['dark', 'light', light],
] as const)('on a %s system the page that is %s by choice is so before any script', async (system, chosen, look) => {
  expect(await firstLook(system, chosen)).toEqual(look);
});

test.each(['light', 'dark'] as const)('who chose nothing gets the shade of a %s system', async (system) => {
  const { meta, dot } = await firstLook(system, 'system');
  expect(meta).toBe('light dark');
  expect(dot > 128).toBe(system === 'light');
});
