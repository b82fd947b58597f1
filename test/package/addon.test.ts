/**
 * The compiled part of SQLite: which systems load it, and what the program says on one that does not. The stand-in is the shipped
 * library itself, made to ask for a version of glibc that no system has; elsewhere than on Linux a file that is no library.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { has, run as runTool } from '../fixtures/tools.ts';

const root = join(import.meta.dirname, '../..');
const prebuilds = join(root, 'node_modules/better-sqlite3/prebuilds');
const dir = mkdtempSync(join(tmpdir(), 'parkpanel-addon-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function highest(versions: readonly string[]): string {
  const parts = (version: string): number[] => version.split('.').map(Number);
  return [...versions].sort((a, b) => (parts(a)[0] ?? 0) - (parts(b)[0] ?? 0) || (parts(a)[1] ?? 0) - (parts(b)[1] ?? 0)).at(-1) ?? '';
}

test.skipIf(!has('readelf')).each(['x64', 'arm64'])(
  'the library for Linux %s needs the glibc that the program names (needs readelf)',
  (arch) => {
    const said = runTool('readelf', ['-V', join(prebuilds, `linux-${arch}.node`)]);
    const needed = highest(Array.from(said.matchAll(/\bGLIBC_(\d+\.\d+)/g), ([, version = '']) => version));
    expect(needed).toBe('2.34');
    for (const path of ['README.md', 'docs/release.md'])
      expect(readFileSync(join(root, path), 'utf8').includes(`glibc ${needed}`), path).toBe(true);
    for (const language of ['zh', 'en'])
      expect(readFileSync(join(root, 'domain/texts', language, 'error.json'), 'utf8')).toContain(`glibc ${needed}`);
  },
);

describe('where the library cannot be loaded', () => {
  const app = join(dir, 'app');
  const cause = process.platform === 'linux' ? 'GLIBC_2.99' : '';

  beforeAll(() => {
    mkdirSync(join(app, 'node_modules'), { recursive: true });
    cpSync(join(root, 'dist'), join(app, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.map') });
    cpSync(join(root, 'package.json'), join(app, 'package.json'));
    symlinkSync(join(root, 'resources'), join(app, 'resources'));
    const library = join(app, 'node_modules/better-sqlite3');
    cpSync(join(root, 'node_modules/better-sqlite3'), library, { recursive: true, filter: (path) => !/[\\/](deps|src)$/.test(path) });
    for (const name of readdirSync(join(library, 'prebuilds'))) {
      const path = join(library, 'prebuilds', name);
      const bytes = readFileSync(path, 'latin1');
      const broken = process.platform === 'linux' ? bytes.replaceAll('GLIBC_2.34', 'GLIBC_2.99') : 'no library';
      rmSync(path); // it may be a second name of the installed file
      writeFileSync(path, broken, 'latin1');
    }
    writeFileSync(
      join(app, 'start.mjs'),
      "const { run } = await import('./dist/cli.js'); process.exitCode = await run(process.argv.slice(2));",
    );
  });

  function start(...args: string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    return spawnSync(process.execPath, [join(app, 'start.mjs'), '--workspace', join(dir, 'w'), ...args], {
      encoding: 'utf8',
      timeout: 60_000,
    });
  }

  test.each([
    ['call', ['call', 'rounds.list']],
    ['doctor', ['doctor']],
  ])('%s answers with its own code and says what the system lacks', (_, args) => {
    const { status, stdout, stderr } = start(...args);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const { ok, error } = JSON.parse(stdout) as {
      readonly ok: boolean;
      readonly error: { readonly code: string; readonly message: string };
    };
    expect({ ok, code: error.code }).toEqual({ ok: false, code: 'workspace/no-sqlite' });
    expect(error.message).toContain(`（${cause}`);
  });

  test.each([
    ['serve', 'zh', ['serve', '--no-open'], 'SQLite 组件'],
    ['serve', 'en', ['--lang', 'en', 'serve', '--no-open'], 'SQLite component'],
    ['demo', 'zh', ['demo', '--out', join(dir, 'demo')], 'SQLite 组件'],
  ])('%s in %s says it in a sentence and ends', (_, __, args, words) => {
    const { status, stdout, stderr } = start(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).toContain(cause);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('a_document_is_still_verified', () => {
    // without a workspace: one that is named is looked into
    const asked = [join(app, 'start.mjs'), 'verify', join(root, 'package.json')];
    const { status, stdout, stderr } = spawnSync(process.execPath, asked, { encoding: 'utf8', timeout: 60_000 });
    expect(`${stdout}${stderr}`).not.toContain('SQLite');
    // unreadable, as docs/documents.md numbers it
    expect(status).toBe(6);
  });
});
