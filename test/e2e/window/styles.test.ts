/** The styles that were written when the window was built are those that the page uses; what they lack is written at run time. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setStage, type Stage } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await stage.call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '样式', appliedOn: '2026-09-30' });
}, 60_000);
afterAll(() => stage.close());

/** How many style elements in the page hold a rule for the class alone; none where a file has it. Those that set its variables begin with the theme. */
const writtenFor = (name: string): Promise<number> =>
  stage.page.evaluate(
    (rule) => [...document.querySelectorAll('style')].filter((style) => new RegExp(rule).test(style.textContent)).length,
    String.raw`(^|[},])\.${name}\{`,
  );

const lookOf = (selector: string) =>
  stage.page
    .locator(selector)
    .first()
    .evaluate((one) => {
      const { display, color, borderRadius } = getComputedStyle(one);
      return { display, color, borderRadius };
    });

test.each(['light', 'dark'] as const)('the_first_page_writes_no_styles_of_its_own: %s', async (shade) => {
  const { page, call } = stage;
  await call('settings.set', { shade });
  await page.reload();
  await page.getByRole('heading', { level: 1, name: '样式' }).waitFor();
  expect(await writtenFor('ant-btn')).toBe(0);
  expect(await writtenFor('ant-steps')).toBe(0);
  // of the file the rules, of the theme the colours; what stands in a row is no longer inline
  expect(await lookOf('.page-actions .ant-btn')).toEqual({
    display: 'flex',
    color: shade === 'dark' ? 'rgba(230, 236, 234, 0.85)' : 'rgba(23, 33, 31, 0.88)',
    borderRadius: '6px',
  });
  expect((await lookOf('.ant-steps')).display).toBe('flex');
});

test('what_comes_later_writes_its_own', async () => {
  const { page, complaints } = stage;
  await page.goto(new URL('#/settings', page.url()).href);
  await page.locator('.ant-radio-wrapper').first().waitFor();
  expect(await writtenFor('ant-radio-wrapper')).toBe(1);
  expect((await lookOf('.ant-radio-wrapper')).display).toBe('inline-flex');
  expect(complaints).toEqual([]);
});
