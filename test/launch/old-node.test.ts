/** A Node that is too old is told so in a sentence: the launcher must be readable for it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const launcher = join(import.meta.dirname, '../../electron/launch.mjs');

/** The system's own Node where it is older than what the program needs. */
const old = ['/usr/bin/node', '/usr/local/bin/node'].filter(existsSync).find((path) => {
  const [major = 0] = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.slice(1).split('.').map(Number);
  return major > 0 && major < 24;
});

test.skipIf(old === undefined).each([
  [[], /需要 Node 24 以上/],
  [['start', '--lang', 'en'], /Node 24 or newer is needed/],
  [['start', '--workspace', '/data/en'], /需要 Node 24 以上/],
] as const)('an older Node of this machine: %o', (words, sentence) => {
  const done = spawnSync(old ?? '', [launcher, ...words], { encoding: 'utf8' });
  expect(done.status).toBe(2);
  expect(done.stderr).toMatch(sentence);
  expect(done.stderr).not.toContain('SyntaxError');
});

test('what runs before the version is looked at imports no name that an older Node lacks', () => {
  const before = readFileSync(launcher, 'utf8').split('process.exit(2)')[0] ?? '';
  expect(before).toContain('major < 24');
  const imports = Array.from(before.matchAll(/^import (.*) from '([^']+)';$/gm), ([, names = '', from = '']) => [from, names]);
  expect(Object.fromEntries(imports)).toEqual({
    'node:fs': '{ accessSync, constants, existsSync, readFileSync, readdirSync, statSync }',
    'node:module': '* as module',
    'node:path': '{ dirname, join }',
    'node:url': '{ fileURLToPath, pathToFileURL }',
  });
});
