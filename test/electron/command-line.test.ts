/** Which words start a command without a window, and that the built program ends with the command's code and all of its output. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isCommand } from '../../electron/hosts/shell/command-line.ts';
import { root } from '../contract/drivers.ts';
import { tempFolder } from '../fixtures/store.ts';

test.each([
  [['verify', 'a.pdf'], true],
  [['--workspace', 'verify', 'doctor'], true],
  [['--workspace=W', '--lang', 'en', 'doctor'], true],
  [['--ozone-platform=x11', 'call', 'workspace.info'], true],
  [['serve', '--no-open'], true],
  [[], false],
  [['--workspace', 'verify'], false],
  [['/folder/verify'], false],
  [['a.pptask', 'verify'], false],
  [['demo'], false],
])('%j', (words, expected) => {
  expect(isCommand(words)).toBe(expected);
});

/** The built main process under Node, with the stand-in in the place of Electron. */
function runBuilt(words: readonly string[]) {
  const hook = join(root, 'test/electron/hook.mjs');
  const options = { encoding: 'utf8', env: { ...process.env, PARKPANEL_WORKSPACE: tempFolder() } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', hook, join(root, 'dist/main.js'), ...words], options);
  return { status, stdout, stderr };
}

test('a_command_prints_its_answer_and_ends_with_its_code', () => {
  const info = runBuilt(['call', 'workspace.info']);
  expect(JSON.parse(info.stdout)).toMatchObject({ ok: true, value: { events: 0 } });
  expect(info.status).toBe(0);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(JSON.parse(info.stdout)).toMatchObject({ value: { program: version } });
});

test('a_refused_one_ends_with_1_and_wrong_words_with_2', () => {
  const refused = runBuilt(['call', 'workspace.restore', '{"path":"/none.db"}']);
  expect([refused.status, JSON.parse(refused.stdout)]).toMatchObject([1, { ok: false, error: { code: 'workspace/no-backup' } }]);
  const wrong = runBuilt(['doctor', 'too', 'many']);
  expect([wrong.status, wrong.stdout]).toEqual([2, '']);
  expect(wrong.stderr).toContain('doctor');
});

test('an_answer_longer_than_a_pipe_comes_whole', () => {
  const { status, stdout } = runBuilt(['call', 'schemes.get', JSON.stringify({ id: 'hunan-recognition-2024' })]);
  expect(status).toBe(0);
  expect(stdout.length).toBeGreaterThan(20_000);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true });
});
