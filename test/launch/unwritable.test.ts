/** The program in a folder that somebody else prepared: whoever may not write there is told so in a sentence. */
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
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

test.skipIf(process.platform === 'win32')(
  'a_workspace_in_a_folder_that_may_not_even_be_read_is_said_to_be_that_and_the_window_comes',
  async () => {
    const made = makeCheckout(null);
    const closed = join(made.dir, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    // of root's own, where the launcher runs as nobody
    if (process.getuid?.() !== 0) chmodSync(closed, 0);
    const started = run(['electron/launch.mjs', 'start', '--no-open', '--workspace', 'closed/data/w'], made.dir);
    try {
      await started.printed(/#token=/);
      expect(started.text()).toMatch(/工作区所在的文件夹不能写入|打不开/);
      expect(started.text()).not.toMatch(/端口|    at /);
    } finally {
      await started.end();
      rmSync(made.dir, { recursive: true, force: true });
    }
  },
);

test.each([
  [[], '请先在那里运行：npm ci'],
  [['--lang', 'en'], 'Please run there first: npm ci'],
] as const)('a fresh checkout says what comes first: %o', async (words, sentence) => {
  const made = makeCheckout(null);
  rmSync(join(made.dir, 'node_modules'), { recursive: true });
  const started = run(['electron/launch.mjs', 'start', ...words], made.dir);
  try {
    expect(await started.ended).toBe(1);
    expect(started.text()).toContain(sentence);
    expect(started.text().trimEnd().split('\n')).toHaveLength(1);
  } finally {
    await started.end();
    rmSync(made.dir, { recursive: true, force: true });
  }
});

test('a_build_that_fails_says_so_in_a_sentence_after_its_reason', async () => {
  const made = makeCheckout(null);
  writeFileSync(join(made.dir, 'electron/hosts/cli.ts'), '');
  writeFileSync(join(made.dir, 'electron/build.mjs'), "import 'a-package-that-is-not-there';\n");
  const started = run(['electron/launch.mjs', 'start', '--lang', 'en'], made.dir, {}, true);
  try {
    expect(await started.ended).toBe(1);
    expect(started.text()).toMatch(/a-package-that-is-not-there[^]*could not be prepared[^]*npm ci once more/);
    expect(started.text()).not.toContain('    at ');
  } finally {
    await started.end();
    rmSync(made.dir, { recursive: true, force: true });
  }
});

test('what_npm_was_told_in_another_folder_is_meant_from_there', async () => {
  const made = makeCheckout(null);
  const elsewhere = join(made.dir, 'elsewhere');
  mkdirSync(elsewhere, { mode: 0o777 });
  chmodSync(elsewhere, 0o777);
  const env = { INIT_CWD: elsewhere, npm_package_json: join(made.dir, 'package.json') };
  const started = run(['electron/launch.mjs', 'start', '--no-open', '--workspace', 'w'], made.dir, env);
  const other = run(['electron/launch.mjs', 'cli', '--workspace', 'v', 'call', 'workspace.info'], made.dir, {
    ...env,
    npm_package_json: '/other/package.json',
  });
  try {
    await started.printed(/#token=/);
    expect(existsSync(join(elsewhere, 'w/panel.db'))).toBe(true);
    // a program that npm started for another package is where it was put
    expect(await other.ended).toBe(0);
    expect(existsSync(join(made.dir, 'v/panel.db'))).toBe(true);
  } finally {
    await Promise.all([started.end(), other.end()]);
    rmSync(made.dir, { recursive: true, force: true });
  }
});
