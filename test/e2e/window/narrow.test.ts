/** The desk in a narrow window: which round it is stays in sight, and no word of the bar or the steps is broken or stands on another. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setStage, type Stage } from '../stage.ts';

let stage: Stage;
let roundId = '';
beforeAll(async () => {
  stage = await setStage();
  const made = await stage.call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '2026年度省级园区评审',
    appliedOn: '2026-09-30',
  });
  roundId = made.roundId;
  await stage.page.getByRole('heading', { level: 1 }).first().waitFor();
}, 60_000);
afterAll(() => stage.close());

/** What is wrong with the bar and the steps as they stand. */
function faults(): string[] {
  const found: string[] = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  const round = document.querySelector('.bar-round .ant-select')?.getBoundingClientRect();
  if (!round || round.width < 100) found.push(`the chooser of the round is ${round?.width} wide`);
  const spots = Array.from(
    document.querySelectorAll('.bar-tools > *, .bar-round > *, .ant-steps-item-title, .ant-steps-item-content'),
    (one) => {
      const words = document.createRange();
      words.selectNodeContents(one);
      const { left, right, top, bottom } = one.getBoundingClientRect();
      const inside = one.matches('.ant-steps-item-title') ? words.getClientRects().length : 1;
      return { words: one.textContent, left, right, top, bottom, lines: inside };
    },
  );
  spots.forEach((one, at) => {
    if (one.lines > 1) found.push(`"${one.words}" is broken`);
    if (one.right > innerWidth) found.push(`"${one.words}" ends outside`);
    const other = spots
      .slice(at + 1)
      .find(
        (two) =>
          Math.min(one.right, two.right) - Math.max(one.left, two.left) > 1 &&
          Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > 1,
      );
    if (other) found.push(`"${one.words}" stands on "${other.words}"`);
  });
  return found;
}

test.each(['zh', 'en'] as const)('the bar and the steps have room from 360 to 1280 pixels: %s', async (language) => {
  const { page, call, complaints } = stage;
  await call('settings.set', { language, roundId });
  await page.reload();
  const steps = page.locator('.step-line');
  await steps.waitFor();
  await page.getByRole('combobox', { name: language === 'zh' ? '评审轮次' : 'Round' }).waitFor();
  for (const width of [360, 400, 480, 560, 600, 700, 701, 800, 900, 901, 1000, 1100, 1101, 1200, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => page.evaluate(faults), { message: `at ${width}` }).toEqual([]);
  }
  // the tools without words are named all the same
  await page.setViewportSize({ width: 600, height: 800 });
  await page.getByRole('button', { name: language === 'zh' ? /^查找/ : /^Find/ }).waitFor();
  expect(complaints).toEqual([]);
});
