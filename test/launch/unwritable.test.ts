/** The program in a folder that somebody else prepared: whoever may not write there is told so in a sentence. */
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeCheckout, run } from './checkout.ts';

test.skipIf(process.platform === 'win32').each([
  [[], '您不能写程序所在的文件夹'],
  [['--lang', 'en'], 'you may not write to its folder'],
] as const)('sources that are newer than what was built, in a folder that is read-only: %o', async (words, sentence) => {
  const made = makeCheckout(null);
  // a source tree, and newer than what was built
  writeFileSync(join(made.dir, 'electron/hosts/cli.ts'), '');
  chmodSync(made.dir, 0o555);
  const started = run(['electron/launch.mjs', 'start', ...words], made.dir);
  try {
    expect(await started.ended).toBe(1);
    expect(started.text()).toContain(sentence);
    expect(started.text()).toContain(made.dir);
    expect(started.text()).not.toContain('    at ');
  } finally {
    await started.end();
    chmodSync(made.dir, 0o755);
    rmSync(made.dir, { recursive: true, force: true });
  }
});
