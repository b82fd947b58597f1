/** Where files go that a person makes, on systems in any language. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentsFolder } from '../../electron/services/host.ts';

test.each([
  ['XDG_DOCUMENTS_DIR="$HOME/文档"', '~/文档'],
  ['# made by xdg-user-dirs\nXDG_DESKTOP_DIR="$HOME/桌面"\nXDG_DOCUMENTS_DIR="$HOME/我的 文档"\n', '~/我的 文档'],
  ['XDG_DOCUMENTS_DIR="/data/文档"', '/data/文档'],
  ['XDG_DOCUMENTS_DIR="$HOME/"', '~/Documents'],
  ['XDG_DOCUMENTS_DIR="relative"', '~/Documents'],
  ['nonsense', '~/Documents'],
  [null, '~/Documents'],
])('%j is %s', (lines, expected) => {
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  mkdirSync(join(home, '.config'));
  if (lines !== null) writeFileSync(join(home, '.config/user-dirs.dirs'), lines);
  const own = expected.replace('~', home);
  expect(documentsFolder(home, {}, 'linux')).toBe(own);
  expect(documentsFolder(home, { XDG_CONFIG_HOME: join(home, '.config') }, 'linux')).toBe(own);
  expect(documentsFolder(home, {}, 'darwin')).toBe(join(home, 'Documents'));
});
